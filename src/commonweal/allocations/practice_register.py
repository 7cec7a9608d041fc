"""Which practices have closed, and which practice took over: what the gate asks of the ODS files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from commonweal.organisations.loading import read_practices, read_successors


@dataclass(frozen=True)
class PracticeRegister:
    """Closures and successions of practices.

    Args:
        closed: Last day of each practice that has closed, by code.
        successors: The practices that took each one over, with the day, by the old code.
        known: Every practice code in the register; empty where the register does not list open practices.
        origin: Names of the files it was read from.

    Example:
        >>> register = PracticeRegister({"A1": date(2025, 3, 31)}, {"A1": (("A2", date(2025, 4, 1)),)})
        >>> register.closed_on("A1", date(2025, 4, 1)), register.closed_on("A1", date(2025, 3, 31))
        (True, False)
        >>> register.heirs("A1", None)
        ('A2',)
    """

    closed: Mapping[str, date] = field(default_factory=dict)
    successors: Mapping[str, tuple[tuple[str, date | None], ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    origin: tuple[str, ...] = ()

    def closed_on(self, practice: str, day: date | None) -> bool:
        """Whether the practice has closed before the day; None asks whether it has closed at all."""
        last = self.closed.get(practice)
        return last is not None and (day is None or last < day)

    def heirs(self, practice: str, day: date | None) -> tuple[str, ...]:
        """The open practices at the end of each line of succession that had begun by the day; a cycle ends its line."""
        found: list[str] = []
        seen = {practice}
        waiting = [practice]
        while waiting:
            code = waiting.pop(0)
            onward = [
                new for new, since in self.successors.get(code, ()) if day is None or since is None or since <= day
            ]
            fresh = [new for new in onward if new not in seen]
            seen.update(fresh)
            waiting += fresh
            if code != practice and not onward and code not in found:
                found.append(code)
        return tuple(found)


def read_register(
    practices: str | os.PathLike[str] | None = None, successors: str | os.PathLike[str] | None = None
) -> PracticeRegister:
    """Read the ODS list of practices, the ODS successor file, or both, with or without their header rows.

    Args:
        practices: The list of practices (``epraccur``).
        successors: The successor file (``succ``).

    Raises:
        BadInput: A file cannot be read; with every problem, row and column.
    """
    closed: dict[str, date] = {}
    known: frozenset[str] = frozenset()
    heirs: dict[str, tuple[tuple[str, date | None], ...]] = {}
    origin: list[str] = []
    if practices is not None:
        listed = read_practices(practices)
        closed = {practice.code: practice.closed for practice in listed.rows if practice.closed is not None}
        known = frozenset(practice.code for practice in listed.rows)
        origin.append(listed.stamp.name)
    if successors is not None:
        followed = read_successors(successors)
        for row in followed.rows:
            heirs[row.predecessor] = (*heirs.get(row.predecessor, ()), (row.successor, row.day))
        origin.append(followed.stamp.name)
    return PracticeRegister(closed, heirs, known, tuple(origin))
