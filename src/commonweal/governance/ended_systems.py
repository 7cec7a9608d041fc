"""Boards of a handbook that do not stand on a day: ended, with who took over, or not begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.governance.handbook import Body, Records, Succession
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written


@dataclass(frozen=True, slots=True)
class NotStanding:
    """A board that does not stand on the day asked about, and is not counted among the systems checked.

    Args:
        system: Its id.
        ended: Its last day; None where it has not begun.
        begins: Its first day; None where it has ended.
        successors: Who took over by the day.
        sentence: All that in words.
    """

    system: str
    ended: date | None
    begins: date | None
    successors: tuple[str, ...]
    sentence: str

    def to_json(self) -> dict[str, object]:
        """The board as plain JSON."""
        return {
            "system": self.system,
            "ended_on": self.ended.isoformat() if self.ended else None,
            "begins_on": self.begins.isoformat() if self.begins else None,
            "successors": list(self.successors),
            "sentence": self.sentence,
        }


def not_standing(records: Records, systems: Sequence[str], on: date) -> tuple[NotStanding, ...]:
    """Those of some boards that ended before a day, or begin after it; one without a row of its own is taken to stand.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> old = Body(body="QAA", name="Old ICB", kind="icb", to_date=date(2026, 3, 31))
        >>> new = Body(body="QBB", name="New ICB", kind="icb", from_date=date(2026, 4, 1))
        >>> passed = Succession(old_body="QAA", new_body="QBB", on_date=date(2026, 4, 1))
        >>> records = Records(Handbook.of([old, new, passed]))
        >>> not_standing(records, ["QAA", "QBB"], date(2026, 5, 1))[0].sentence
        'Old ICB (QAA) ended on 31 March 2026, and New ICB (QBB) took over: it is not among the systems checked.'
    """
    found = (_not_standing(records, system, on) for system in systems)
    return tuple(each for each in found if each)


def _not_standing(records: Records, system: str, on: date) -> NotStanding | None:
    rows = records.rows(Body, body=system)
    if not rows or any(row.holds_on(on) for row in rows):
        return None
    name = _named(records, system, on)
    ended = max((row.to_date for row in rows if row.to_date and row.to_date < on), default=None)
    if ended is None:
        begins = min((row.from_date for row in rows if row.from_date), default=None)
        told = f"begins only on {written(begins)}" if begins else "does not stand"
        return NotStanding(system, None, begins, (), f"{name} {told}: it is not among the systems checked.")
    heirs = dict.fromkeys(row.new_body for row in records.rows(Succession, old_body=system) if row.on_date <= on)
    names = " and ".join(_named(records, heir, on) for heir in heirs)
    took = f"{names} took over" if heirs else "the handbook does not say who took over"
    sentence = f"{name} ended on {written(ended)}, and {took}: it is not among the systems checked."
    return NotStanding(system, ended, None, tuple(heirs), sentence)


def _named(records: Records, body: str, on: date) -> str:
    name = name_of(records, body, on)
    return f"{name} ({body})" if name != body else body
