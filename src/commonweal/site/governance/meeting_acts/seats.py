"""Who comes and goes at a meeting: arrivals, departures, apologies, deputies, and times that were entered wrongly."""

from __future__ import annotations

from dataclasses import replace

from commonweal.governance.handbook import Attendance, Handbook, Records
from commonweal.governance.membership import capacities, seats_on
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import (
    clock_time,
    meeting_of,
    meeting_today,
    name_of_person,
    not_before,
)


def rows_of(handbook: Handbook, meeting: str, person: str) -> tuple[Attendance, ...]:
    """What is recorded of a person's coming and going at a meeting."""
    return handbook.rows(Attendance, meeting=meeting, person=person)


def open_stay(handbook: Handbook, meeting: str, person: str) -> Attendance | None:
    """The stay of somebody who is in the room; None where the person is not."""
    return next((row for row in rows_of(handbook, meeting, person) if not row.apologies and row.left is None), None)


def arrive(handbook: Handbook, *, meeting: str, person: str, seat: str = "", deputy: bool = False, at: str) -> Change:
    """Somebody comes into the room; apologies that were sent are withdrawn.

    Args:
        handbook: As it stands.
        meeting: The meeting.
        person: Who.
        seat: In which seat; empty for somebody who attends without one.
        deputy: Whether as the deputy of its holder.
        at: The time.

    Raises:
        BadInput: Nobody is known by this id, the person has no such seat, or had not left by then.
    """
    held, time = meeting_today(handbook, meeting), clock_time(at)
    name = name_of_person(handbook, person)
    rows = rows_of(handbook, meeting, person)
    there = open_stay(handbook, meeting, person)
    if there is not None:
        return Change("an arrival", put=(there,), rests_on=rows)
    records = Records(handbook)
    _, as_deputy = capacities(records, seats := seats_on(records, held.body, held.on_date), person, held.on_date)
    if seat and seat not in {each.seat for each in seats}:
        raise BadInput(Problem("the body has no such seat on this day", given=seat, do="open the page again"))
    holders = next((each.holders for each in seats if each.seat == seat), ())
    if deputy and seat not in as_deputy:
        do = "name the deputy in the sheet deputies first, or enter the person as in attendance"
        raise BadInput(Problem(f"{name} is no deputy for this seat on this day", given=seat, do=do))
    if seat and not deputy and person not in holders:
        do = "enter the person in the seat that the person holds, or as a deputy"
        raise BadInput(Problem(f"{name} does not hold this seat on this day", given=seat, do=do))
    last = max((row.left for row in rows if row.left), default=None)
    not_before(time, last, f"{name} had not left by then")
    came = Attendance(meeting=meeting, person=person, seat=seat, deputy=deputy, arrived=time)
    sent = tuple(row for row in rows if row.apologies)
    return Change("a deputy's arrival" if deputy else "an arrival", put=(came,), withdraw=sent, rests_on=rows)


def leave(handbook: Handbook, *, meeting: str, person: str, at: str) -> Change:
    """Somebody leaves the room.

    Raises:
        BadInput: The person never came, or came later.
    """
    meeting_today(handbook, meeting)
    name, time = name_of_person(handbook, person), clock_time(at)
    rows = rows_of(handbook, meeting, person)
    there = open_stay(handbook, meeting, person)
    if there is None:
        went = [row for row in rows if row.left]
        if not went:
            raise BadInput(Problem(f"{name} is not in the room", do="enter the arrival first"))
        return Change("a departure", put=(max(went, key=lambda row: row.left or ""),), rests_on=rows)
    not_before(time, there.arrived, f"{name} had not arrived by then")
    return Change("a departure", put=(replace(there, left=time),), rests_on=rows)


def send_apologies(handbook: Handbook, *, meeting: str, person: str, seat: str = "") -> Change:
    """Somebody has sent apologies.

    Raises:
        BadInput: The person came all the same.
    """
    meeting_of(handbook, meeting)
    name, rows = name_of_person(handbook, person), rows_of(handbook, meeting, person)
    if any(not row.apologies for row in rows):
        do = "enter the departure instead, or take the stay out under “Correct”"
        raise BadInput(Problem(f"{name} has come, so no apologies stand", do=do))
    sent = next((row for row in rows if row.apologies), None)
    row = sent or Attendance(meeting=meeting, person=person, seat=seat, apologies=True)
    return Change("apologies", put=(row,), rests_on=rows)


def withdraw_apologies(handbook: Handbook, *, meeting: str, person: str) -> Change:
    """Apologies that were entered by mistake are taken out."""
    rows = rows_of(handbook, meeting, person)
    return Change("that apologies were a mistake", withdraw=tuple(r for r in rows if r.apologies), rests_on=rows)


def stay_at(handbook: Handbook, meeting: str, person: str, seat: str, arrived: str | None) -> Attendance:
    """One stay by its key.

    Raises:
        BadInput: It is not recorded, or not any more.
    """
    for row in rows_of(handbook, meeting, person):
        if not row.apologies and (row.seat, row.arrived or "") == (seat, arrived or ""):
            return row
    name = name_of_person(handbook, person)
    raise BadInput(Problem(f"{name} has no such stay", given=arrived or "from the start", do="open the page again"))


def correct_stay(
    handbook: Handbook, *, meeting: str, person: str, seat: str, was: str, arrived: str, left: str
) -> Change:
    """Times that were entered wrongly are put right; what was entered before stays in the record.

    Args:
        handbook: As it stands.
        meeting: The meeting.
        person: Whose stay.
        seat: In which seat.
        was: The time of arrival under which it stands now; empty for the start of the meeting.
        arrived: The right time of arrival; empty for the start of the meeting.
        left: The right time of departure; empty where the person has not left.

    Raises:
        BadInput: There is no such stay, or the times do not follow each other.
    """
    meeting_today(handbook, meeting)
    name, rows = name_of_person(handbook, person), rows_of(handbook, meeting, person)
    right = replace(
        Attendance(meeting=meeting, person=person, seat=seat),
        arrived=clock_time(arrived, "the time of arrival") if arrived.strip() else None,
        left=clock_time(left, "the time of departure") if left.strip() else None,
    )
    if any(_same(row, right) for row in rows):
        return Change("a corrected time", put=tuple(row for row in rows if _same(row, right)), rests_on=rows)
    stands = stay_at(handbook, meeting, person, seat, was)
    right = replace(stands, arrived=right.arrived, left=right.left)
    if right.left:
        not_before(right.left, right.arrived, f"{name} cannot leave before arriving")
    others = [row for row in rows if row.key != stands.key and not row.apologies]
    if clash := next((row for row in others if _overlap(row, right)), None):
        until = clash.left or "the end"
        expected = f"times outside {clash.arrived or 'the start'} to {until}"
        raise BadInput(Problem(f"{name} would be in the room twice at one time", expected=expected, do="mend both"))
    gone = (stands,) if stands.key != right.key else ()
    return Change("a corrected time", put=(right,), withdraw=gone, rests_on=rows)


def withdraw_stay(handbook: Handbook, *, meeting: str, person: str, seat: str, was: str) -> Change:
    """A stay that never was is taken out."""
    rows = rows_of(handbook, meeting, person)
    gone = tuple(r for r in rows if not r.apologies and (r.seat, r.arrived or "") == (seat, was or ""))
    return Change("that a stay was a mistake", withdraw=gone, rests_on=rows)


def _same(row: Attendance, right: Attendance) -> bool:
    return not row.apologies and (row.seat, row.arrived, row.left) == (right.seat, right.arrived, right.left)


def _overlap(one: Attendance, other: Attendance) -> bool:
    return (one.arrived or "") < (other.left or "24:00") and (other.arrived or "") < (one.left or "24:00")
