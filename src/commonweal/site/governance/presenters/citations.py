"""The sources of a verdict, to be quoted beside it."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.answers import Reason, Source


def cites(reasons: Iterable[Reason]) -> list[Source]:
    """The sources of a tree of reasons, once each, in the order in which they are first cited.

    Example:
        >>> act = Source.own_file("constitution", "0" * 64)
        >>> whole = Reason("Both hold.", children=(Reason("One.", sources=(act,)), Reason("Two.", sources=(act,))))
        >>> len(cites([whole]))
        1
    """
    found: dict[str, Source] = {}
    for reason in reasons:
        for source in (*reason.sources, *cites(reason.children)):
            found.setdefault(source.cite(), source)
    return list(found.values())
