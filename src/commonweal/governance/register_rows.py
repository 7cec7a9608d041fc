"""What the published registers share: rows with notes, people with their roles, and how a blank is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.governance.handbook import Appointment, Records, Seat
from commonweal.governance.membership import name_of

BLANK = "Not recorded"
"""What stands in a cell of which nobody wrote down anything: blank would read as none."""


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """The rows of a register, and what has to be said of it."""

    rows: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...] = ()


def told_day(day: date | None) -> str:
    """A day in ISO form, so that spreadsheets sort it."""
    return day.isoformat() if day else BLANK


def told_choice(value: bool | None, yes: str = "Yes", no: str = "No") -> str:
    """A yes or no in words.

    Example:
        >>> told_choice(False, "Accepted", "Declined"), told_choice(None)
        ('Declined', 'Not recorded')
    """
    return BLANK if value is None else yes if value else no


def told_words(word: str) -> str:
    """A word of the vocabulary as people write it.

    Example:
        >>> told_words("non_financial_personal")
        'Non-financial personal'
    """
    plain = word.replace("non_", "non-").replace("_", " ")
    return plain[:1].upper() + plain[1:] if plain else BLANK


def seats_of(records: Records, person: str, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of the seats that a person holds on a day, and the names of their bodies; of the last ones if none."""
    held = [row for row in records.rows(Appointment, person=person) if row.from_date is None or row.from_date <= on]
    live = [row for row in held if row.holds_on(on)]
    last = max((row.to_date or date.max for row in held), default=date.max)
    titles: dict[str, None] = {}
    bodies: dict[str, None] = {}
    for row in live or [each for each in held if (each.to_date or date.max) == last]:
        versions = records.rows(Seat, seat=row.seat)
        seat = next((each for each in versions if each.holds_on(on)), versions[-1] if versions else None)
        if seat is not None:
            titles.setdefault(seat.title)
            bodies.setdefault(name_of(records, seat.body, on))
    return tuple(titles), tuple(bodies)


def count_note(count: int, one: str, many: str) -> tuple[str, ...]:
    """A note on how many entries something is so of; none where there are none."""
    return (f"1 {one}" if count == 1 else f"{count} {many}",) if count else ()
