"""The sources of a verdict, to be quoted beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from commonweal.answers import Reason, Source
from commonweal.governance.standing import standings
from commonweal.law import book
from commonweal.wiring import Asked


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


def cites_of_rule(number: str, on: date) -> list[Source]:
    """The source of a rule as it stands on a day, to be quoted where the rule is named; none where there is no such.

    Example:
        >>> [source.at for source in cites_of_rule("B02", date(2026, 5, 1))]
        ['Schedule 1B, paragraph 3(1)']
    """
    held = standings(book(), on=on, known_on=datetime.now(UTC).date())
    return [each.source for each in held if number in (each.number, each.id)]


def cites_of_rules(ids: Iterable[str], on: date) -> list[Source]:
    """The sources of several rules, once each, in their order; of a rule that has no number, its whole id is given.

    A rule that had not begun by the day, or had ended, is cited by its first entry, whose status says how it stands.

    Example:
        >>> [source.at for source in cites_of_rules(("D02", "governance.publicity.procurements"), date(2026, 5, 1))]
        ['section 14Z30(2)', 'regulation 21 and the Schedules on notices']
    """
    found: list[Source] = []
    for each in ids:
        if numbered := cites_of_rule(each, on):
            found += numbered
        else:
            rule = book().look_up(each, rules_on=on, known_at=datetime.now(UTC))
            found.append((rule or book().history(each)[0]).source)
    return list(dict.fromkeys(found))


def rules_behind(asked: Asked) -> list[Source]:
    """The sources of the rules that were read for an answer and that none of its reasons cites, once each."""
    cited = {source.cite() for source in asked.answer.sources()}
    read = {rule.source.cite(): rule.source for rule in asked.evidence.rules_read.values() if rule}
    return [source for cite, source in sorted(read.items()) if cite not in cited]
