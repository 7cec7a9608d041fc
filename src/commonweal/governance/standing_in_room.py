"""In which seats somebody in the room sits by right: by an appointment that has effect, or as a deputy who is allowed.

What the handbook says goes before what the clerk wrote down; where the handbook says nothing of a member, the clerk is
believed, but a deputy has to be named for the seat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.governance.board_members import parties, words
from commonweal.governance.deputy_right import deputy_doubt
from commonweal.governance.handbook import Appointment, Deputy, Records
from commonweal.governance.membership import capacities
from commonweal.governance.quorum import Present, SeatAt
from commonweal.governance.quorum_terms import quorum_terms
from commonweal.organisations.periods import written

_APPROVALS = {
    "chair": "chair_approved_on",
    "nhs_england": "nhs_england_approved_on",
    "secretary_of_state": "secretary_of_state_approved_on",
}


@dataclass(frozen=True, slots=True)
class Stay:
    """A person in the room from a minute to a minute, the first inside it and the last not.

    Args:
        person: Who.
        seat: The seat in which the clerk wrote the person down; empty where that follows from the appointments.
        deputy: Whether as a deputy.
        arrived, left: Minutes since midnight.
    """

    person: str
    seat: str
    deputy: bool
    arrived: int
    left: int


def standing(records: Records, seats: tuple[SeatAt, ...], stay: Stay, on: date) -> Present:
    """The seats in which a person in the room may count, and why not where there is none.

    Args:
        records: The handbook.
        seats: Every seat of the body on the day.
        stay: The person, and the seat in which the clerk wrote that person down.
        on: The day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> board = (SeatAt("B1", True, holders=("P1",), approved_by="chair"),)
        >>> late = Appointment(seat="B1", person="P1", from_date=date(2026, 4, 1), chair_approved_on=date(2026, 6, 1))
        >>> came = Stay("P1", "", False, 0, 1)
        >>> standing(Records(Handbook.of([late])), board, came, date(2026, 5, 1)).why
        'the appointment to B1 has no effect before the chair approved it, on 1 June 2026'
    """
    held = {seat.seat: seat for seat in seats}
    waiting: dict[str, str] = {}
    unsure: dict[str, str] = {}
    for seat in seats:
        if stay.person in seat.holders:
            effect, why = _effect(records, seat, stay.person, on)
            if effect is not True:
                (waiting if effect is False else unsure)[seat.seat] = why
    sits, as_deputy = capacities(records, seats, stay.person, on, without=waiting)
    barred = {name: why for name in as_deputy if (why := _barred(records, held[name], stay.person, on))}
    sits = tuple(name for name in sits if name not in barred)
    as_deputy = tuple(name for name in as_deputy if name not in barred)
    why = " and ".join((*waiting.values(), *barred.values()))
    if stay.seat:
        sits, as_deputy, why = _as_written(records, held, stay, on, sits, as_deputy, why)
    for name in as_deputy if not records.as_first_released else ():
        if doubt := deputy_doubt(records, held[name], stay.person, on):
            unsure[name] = doubt.why
    doubtful = tuple(name for name in sits if name in unsure)
    if not sits and not why:
        why = _ended(records, held, stay.person, on) or "holds no seat here and deputises for none"
    if doubtful:
        why = " and ".join(unsure[name] for name in doubtful)
    return Present(stay.person, sits, as_deputy, unsure=doubtful, why=why)


def _as_written(
    records: Records, held: dict[str, SeatAt], stay: Stay, on: date, sits: tuple[str, ...], as_deputy: tuple[str, ...],
    why: str,
) -> tuple[tuple[str, ...], tuple[str, ...], str]:  # fmt: skip
    """The seat in which the clerk wrote the person down, held against what the handbook says."""
    name = stay.seat
    if name in sits:
        return (name,), tuple(each for each in as_deputy if each == name), why
    if any(held[each].voting is not False for each in sits if each not in as_deputy) or name not in held:
        # A member counts in the seat of his own, whatever seat was written down.
        return sits, as_deputy, why if sits or name in held else f"{name} is no seat of this body on {written(on)}"
    if why:
        return (), (), why
    if stay.deputy:
        if held[name].deputy_allowed is False:
            return (), (), f"no deputy may sit in {name}"
        if records.rows(Deputy, seat=name) and not _anyone(records, held[name], on):
            return (), (), _past(records, name, stay.person, on) or f"is not among the deputies for {name}"
        return (name,), (name,), ""
    if records.rows(Appointment, seat=name):
        other = held[name].holders
        told = f"{' and '.join(other)} holds {name}" if other else f"nobody holds {name}"
        return (), (), _ended(records, held, stay.person, on) or f"{told} on {written(on)}"
    return (name,), (), ""


def _anyone(records: Records, seat: SeatAt, on: date) -> bool:
    return not records.as_first_released and quorum_terms(records, seat.body, on).anyone_deputises


def _effect(records: Records, seat: SeatAt, person: str, on: date) -> tuple[bool | None, str]:
    """Whether an appointment has effect on a day: None where an approval that the seat asks for is not recorded."""
    place = ("appointment has effect", seat.seat, person, on)
    return (True, "") if not seat.approved_by else records.kept(place, lambda: _approved(records, seat, person, on))


def _approved(records: Records, seat: SeatAt, person: str, on: date) -> tuple[bool | None, str]:
    rows = [row for row in records.rows(Appointment, seat=seat.seat) if row.person == person and row.holds_on(on)]
    for who in parties(records, seat.approved_by):
        if who not in _APPROVALS:
            continue
        days = [getattr(row, _APPROVALS[who]) for row in rows]
        known = [day for day in days if day]
        if not known:
            return None, f"whether {words(who)} approved the appointment to {seat.seat} is not recorded"
        if min(known) > on:
            told = f"the appointment to {seat.seat} has no effect before {words(who)} approved it"
            return False, f"{told}, on {written(min(known))}"
    return True, ""


def _barred(records: Records, seat: SeatAt, person: str, on: date) -> str:
    """Why a deputy does not count in a seat, whatever the terms of the body say of deputies."""
    if seat.deputy_allowed is False:
        return f"no deputy may sit in {seat.seat}"
    rows = [row for row in records.rows(Deputy, person=person) if row.seat == seat.seat and row.holds_on(on)]
    if rows and all(row.may_vote is False for row in rows):
        return f"the deputy for {seat.seat} has no vote"
    return ""


def _ended(records: Records, held: dict[str, SeatAt], person: str, on: date) -> str:
    """That an appointment, or the task of a deputy, ended before the day or begins after it."""
    for row in records.rows(Appointment, person=person):
        if row.seat in held and row.to_date and row.to_date < on:
            return f"the appointment to {row.seat} ended on {written(row.to_date)}"
        if row.seat in held and row.from_date and row.from_date > on:
            return f"the appointment to {row.seat} begins only on {written(row.from_date)}"
    return next((told for name in held if (told := _past(records, name, person, on))), "")


def _past(records: Records, seat: str, person: str, on: date) -> str:
    for row in records.rows(Deputy, person=person):
        if row.seat == seat and row.to_date and row.to_date < on:
            return f"was the deputy for {seat} until {written(row.to_date)}"
        if row.seat == seat and row.from_date and row.from_date > on:
            return f"is the deputy for {seat} only from {written(row.from_date)}"
    return ""
