"""Who sits on a body on a day: its seats as the quorum reads them, filled or vacant."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from commonweal.governance.handbook import Appointment, Body, Deputy, Records, Role, Seat
from commonweal.governance.quorum import SeatAt


def body_on(records: Records, body: str, on: date) -> Body | None:
    """The body as it is named and formed on a day; None where it has not begun or has ended."""
    held = [row for row in records.rows(Body, body=body) if row.holds_on(on)]
    if len(held) < 2:
        return held[0] if held else None
    return max(held, key=lambda row: row.from_date or date.min)


def name_of(records: Records, body: str, on: date) -> str:
    """The name of a body on a day, or its last known name, or its id.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> old = Body(body="F", name="Finance Committee", kind="committee", to_date=date(2025, 3, 31))
        >>> new = Body(body="F", name="Resources Committee", kind="committee", from_date=date(2025, 4, 1))
        >>> name_of(Records(Handbook.of([old, new])), "F", date(2026, 5, 1))
        'Resources Committee'
    """
    found = body_on(records, body, on)
    if found:
        return found.name
    rows = records.rows(Body, body=body)
    return rows[-1].name if rows else body


def appointments_on(records: Records, seat: str, on: date) -> tuple[Appointment, ...]:
    """Who holds a seat on a day: nobody, one person, or two who share it."""
    return tuple(row for row in records.rows(Appointment, seat=seat) if row.holds_on(on))


def seats_on(records: Records, body: str, on: date) -> tuple[SeatAt, ...]:
    """Every seat of a body on a day, with its holders, where they come from and the tasks they carry."""
    return records.kept(("seats", body, on), lambda: _seats_on(records, body, on))


def _seats_on(records: Records, body: str, on: date) -> tuple[SeatAt, ...]:
    tasks: dict[str, list[str]] = {}
    for task in records.rows(Role, body=body):
        if task.holds_on(on):
            tasks.setdefault(task.person, []).append(task.role)
    held: dict[str, Seat] = {}
    for seat in records.rows(Seat, body=body):
        before = held.get(seat.seat)
        # A seat that was retitled, and whose old row nobody ended, is one seat under its newest title.
        if seat.holds_on(on) and (before is None or (seat.from_date or date.min) >= (before.from_date or date.min)):
            held[seat.seat] = seat
    return tuple(_seat(records, seat, on, tasks) for seat in held.values())


def _seat(records: Records, seat: Seat, on: date, tasks: dict[str, list[str]]) -> SeatAt:
    held = appointments_on(records, seat.seat, on)
    return SeatAt(
        seat=seat.seat,
        voting=seat.voting,
        seat_class=seat.seat_class,
        profession=seat.profession,
        nominated_by=seat.nominated_by,
        represents=seat.represents,
        title=seat.title,
        holders=tuple(dict.fromkeys(row.person for row in held)),
        organisations=tuple(dict.fromkeys(body for row in held or _last(records, seat) for body in row.on_behalf_of)),
        roles=tuple(dict.fromkeys(task for row in held for task in tasks.get(row.person, ()))),
        approved_by=seat.approved_by,
        deputy_allowed=seat.deputy_allowed,
        body=seat.body,
    )


def _last(records: Records, seat: Seat) -> tuple[Appointment, ...]:
    """Who sat last in a seat that is vacant: the organisation it was for still has no member there."""
    rows = [row for row in records.rows(Appointment, seat=seat.seat) if row.to_date]
    return (max(rows, key=lambda row: row.to_date or date.min),) if rows else ()


def capacities(
    records: Records, seats: tuple[SeatAt, ...], person: str, on: date, *, without: Container[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The seats in which a person may count on a day, and those of them in which the person is a deputy.

    A deputy who has become a member counts in the seat of his own; only where he has none with a vote, in those he
    deputises for. A participant without a vote may still deputise for a member.

    Args:
        records: The handbook.
        seats: Every seat of the body on the day.
        person: Who.
        on: The day.
        without: Seats in which the person's appointment has no effect yet.
    """
    own = [seat for seat in seats if person in seat.holders and seat.seat not in without]
    mine = tuple(seat.seat for seat in own)
    if any(seat.voting is not False for seat in own):
        return mine, ()
    deputised = {row.seat for row in records.rows(Deputy, person=person) if row.holds_on(on)}
    as_deputy = tuple(seat.seat for seat in seats if seat.seat in deputised and seat.seat not in mine)
    return (*mine, *as_deputy), as_deputy
