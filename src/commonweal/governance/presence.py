"""Who is in the room, and when: a meeting's attendance as intervals, and the moments of an item at which it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from commonweal.governance.handbook import AgendaItem, Attendance, Meeting, Records
from commonweal.governance.quorum import Present, SeatAt
from commonweal.governance.standing_in_room import Stay, standing
from commonweal.problems import BadInput, Problem

__all__ = ["Moment", "Stay", "minute", "moments", "present", "stays"]

_END_OF_DAY = 24 * 60


@lru_cache(maxsize=2048)
def minute(text: str) -> int:
    """A time of day as minutes since midnight.

    Raises:
        BadInput: It is not a time.

    Example:
        >>> minute("09:30"), minute("9.30"), minute("0930")
        (570, 570, 570)
    """
    figures = text.strip().replace(".", ":")
    hours, _, minutes = figures.partition(":") if ":" in figures else (figures[:-2], ":", figures[-2:])
    plain = hours.isdecimal() and minutes.isdecimal() and hours.isascii() and minutes.isascii()
    if not plain or len(minutes) != 2 or int(hours) >= 24 or int(minutes) >= 60:
        raise BadInput(Problem("this is not a time of day", given=text, expected="a time such as 09:30"))
    return int(hours) * 60 + int(minutes)


def stays(records: Records, meeting: Meeting) -> tuple[Stay, ...]:
    """Every stay at a meeting; apologies are none. Blank times are its start and its end.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> held = Meeting(meeting="M1", body="ICB", on_date=date(2026, 5, 1), starts="09:30", ends="12:00")
        >>> came = Attendance(meeting="M1", person="P1", left="11:00")
        >>> [(stay.arrived, stay.left) for stay in stays(Records(Handbook.of([held, came])), held)]
        [(570, 660)]
    """
    begins = minute(meeting.starts) if meeting.starts else 0
    ends = minute(meeting.ends) if meeting.ends else _END_OF_DAY
    return tuple(
        Stay(
            row.person,
            row.seat,
            bool(row.deputy),
            minute(row.arrived) if row.arrived else begins,
            minute(row.left) if row.left else ends,
        )
        for row in records.rows(Attendance, meeting=meeting.meeting)
        if not row.apologies
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """The room between two changes: the minute from which it stood so, and who was in it.

    ``minute`` is None where the item's times are not known; who was there for part of the meeting is then uncertain.
    """

    minute: int | None
    present: tuple[Present, ...]

    @property
    def clock(self) -> str:
        """The time as on a clock, empty where it is not known."""
        return "" if self.minute is None else f"{self.minute // 60:02d}:{self.minute % 60:02d}"


def moments(
    records: Records, meeting: Meeting, item: AgendaItem | None, seats: tuple[SeatAt, ...]
) -> tuple[Moment, ...]:
    """The room at the start of an item and at each arrival and departure within it; without an item, of the meeting."""
    held = stays(records, meeting)
    if item is not None and not (item.starts and item.ends):
        if _nobody_moves(held, meeting):
            return (Moment(None, present(records, seats, meeting.on_date, held)),)
        return (Moment(None, _uncertain(records, seats, meeting, held)),)
    begins = minute(item.starts) if item and item.starts else minute(meeting.starts) if meeting.starts else 0
    ends = minute(item.ends) if item and item.ends else minute(meeting.ends) if meeting.ends else _END_OF_DAY
    changes = {begins} | {at for stay in held for at in (stay.arrived, stay.left) if begins < at < ends}
    return tuple(
        Moment(at, present(records, seats, meeting.on_date, [stay for stay in held if stay.arrived <= at < stay.left]))
        for at in sorted(changes)
    )


def present(records: Records, seats: tuple[SeatAt, ...], on: date, there: Sequence[Stay]) -> tuple[Present, ...]:
    """The people of some stays, each with the seats in which the person may count; one person once."""
    people: dict[str, Present] = {}
    for stay in there:
        found = standing(records, seats, stay, on)
        # Who is written down in two seats may count in either, and is still one person.
        was = people.get(stay.person, Present(stay.person, ()))
        people[stay.person] = Present(
            stay.person,
            tuple(dict.fromkeys(was.seats + found.seats)),
            tuple(dict.fromkeys(was.deputy_for + found.deputy_for)),
            unsure=tuple(dict.fromkeys(was.unsure + found.unsure)),
            why=was.why or found.why,
        )
    return tuple(people.values())


def _nobody_moves(held: Sequence[Stay], meeting: Meeting) -> bool:
    begins = minute(meeting.starts) if meeting.starts else 0
    ends = minute(meeting.ends) if meeting.ends else _END_OF_DAY
    return all(stay.arrived <= begins and stay.left >= ends for stay in held)


def _uncertain(
    records: Records, seats: tuple[SeatAt, ...], meeting: Meeting, held: Sequence[Stay]
) -> tuple[Present, ...]:
    begins = minute(meeting.starts) if meeting.starts else 0
    ends = minute(meeting.ends) if meeting.ends else _END_OF_DAY
    throughout = {stay.person for stay in held if stay.arrived <= begins and stay.left >= ends}
    return tuple(
        replace(who, certain=who.person in throughout) for who in present(records, seats, meeting.on_date, held)
    )
