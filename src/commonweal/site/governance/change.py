"""Rows of a handbook that are written together, and the mark by which two who write at once notice each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.governance.handbook import Row
from commonweal.governance.handbook.canonical import content


@dataclass(frozen=True)
class Change:
    """What one act writes: all of it or nothing.

    Args:
        said: What is done, for the audit chain: a noun without any person's name, such as ``an arrival``.
        put: Rows that are entered, or take the place of the row with the same key. A row that says what is there
            already stands here too, so that whoever may not write it is refused all the same.
        withdraw: Rows that are taken out, since their key was wrong or they should never have been entered.
        rests_on: The rows as they stand that whoever asks for it had in front of them.
        order: Rows among ``put`` that trade places in their sheet, in the order in which they are to stand.
    """

    said: str
    put: tuple[Row, ...] = ()
    withdraw: tuple[Row, ...] = ()
    rests_on: tuple[Row, ...] = ()
    order: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row that it touches."""
        return (*self.put, *self.withdraw)


class Stale(Exception):  # noqa: N818 - it names the page, which is what has to be looked at again
    """Somebody else changed what an act rests on after its page was drawn; nothing was written."""

    def __init__(self) -> None:
        """Say what happened, and what to do."""
        super().__init__(
            "Somebody else changed this after you opened the page, so nothing was written. "
            "Look at what stands now, and do it again where it is still needed."
        )


def stamp(rows: Iterable[Row]) -> str:
    """A short mark of what some rows say, whatever their order; a form carries it and sends it back.

    Example:
        >>> from commonweal.governance.handbook import Person
        >>> one, two = Person(person="P1", name="A"), Person(person="P2", name="B")
        >>> stamp([one, two]) == stamp([two, one]), stamp([one]) == stamp([two]), len(stamp([]))
        (True, False, 12)
    """
    said = sorted(json.dumps([row.TABLE, content(row)], sort_keys=True, ensure_ascii=True) for row in rows)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]
