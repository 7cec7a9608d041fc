"""The rows of a meeting: agenda, attendance with times, declarations, votes and decisions, out of the diary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.demo.handbook_business import Business, Sitting
from commonweal.demo.handbook_days import minutes_of, time_of
from commonweal.demo.handbook_terms import IN_PUBLIC
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Decision,
    Declaration,
    Interest,
    Meeting,
    Row,
    Seat,
    Vote,
)

WELCOME = 10
"""Minutes for welcome, apologies and declarations."""
NOBODY = ("none",)
"""Nobody stands to gain or lose: a blank cell would say that it is not known."""
PRIVATE = "the members spoke of people and posts by name"


@dataclass(frozen=True, slots=True)
class Chairs:
    """Who sits where, for writing the minutes.

    Args:
        seats: The seats of every body.
        appointments: Their holders.
        interests: The register.
    """

    seats: list[Seat]
    appointments: list[Appointment]
    interests: list[Interest]

    def of(self, sitting: Sitting) -> list[tuple[Seat, str]]:
        """The seats of a body and their holders on the day."""
        holder = {each.seat: each.person for each in self.appointments if each.holds_on(sitting.on)}
        return [(seat, holder[seat.seat]) for seat in self.seats if seat.body == sitting.body]

    def touched(self, parties: Iterable[str], on: date) -> dict[str, Interest]:
        """People with a live interest in one of the parties, and which."""
        wanted = set(parties)
        live = [each for each in self.interests if each.holds_on(on) and each.kind != "nil"]
        return {each.person: each for each in live if wanted & {each.counterparty_code, each.counterparty} - {""}}


def _meeting(sitting: Sitting) -> Meeting:
    public = sitting.body in IN_PUBLIC
    last = minutes_of(sitting.starts) + WELCOME + sum(item.minutes for item in sitting.business)
    return Meeting(
        meeting=sitting.meeting,
        body=sitting.body,
        on_date=sitting.on,
        starts=sitting.starts if sitting.held else None,
        ends=time_of(last) if sitting.held else None,
        notice_on=sitting.on - timedelta(days=14),
        papers_on=sitting.papers_on,
        open_to_public=public,
        exclusion_reason="" if public else PRIVATE,
    )


def _times(sitting: Sitting) -> list[tuple[str, str]]:
    begins, found = minutes_of(sitting.starts) + WELCOME, []
    for item in sitting.business:
        found.append((time_of(begins), time_of(begins + item.minutes)))
        begins += item.minutes
    return found


def _pence(business: Business) -> int | None:
    """A decision that spends nothing is for nought; what decides nothing has no amount."""
    return (business.pounds or 0) * 100 if business.function else None


def _items(sitting: Sitting) -> list[Row]:
    opening = AgendaItem(
        item=f"{sitting.meeting}-1",
        meeting=sitting.meeting,
        number="1",
        title="Apologies and declarations of interests",
        for_decision=False,
        private=False,
        starts=sitting.starts if sitting.held else None,
        ends=time_of(minutes_of(sitting.starts) + WELCOME) if sitting.held else None,
    )
    found: list[Row] = [opening]
    return found + [
        AgendaItem(
            item=f"{sitting.meeting}-{number}",
            meeting=sitting.meeting,
            number=str(number),
            title=item.title,
            for_decision=bool(item.function),
            function=item.function,
            place=item.place,
            amount_pence=_pence(item),
            years=item.years,
            counterparties=item.parties or (NOBODY if item.function else ()),
            private=bool(item.private),
            exclusion_reason=item.private,
            individual_patient=item.one_person,
            changes_services=item.changes,
            starts=starts if sitting.held else None,
            ends=ends if sitting.held else None,
        )
        for number, (item, (starts, ends)) in enumerate(zip(sitting.business, _times(sitting), strict=True), start=2)
    ]


def _attendance(sitting: Sitting, chairs: Chairs) -> list[Row]:
    ends = time_of(minutes_of(sitting.starts) + WELCOME + sum(item.minutes for item in sitting.business))
    found: list[Row] = []
    for seat, holder in chairs.of(sitting):
        if seat.seat in sitting.apologies:
            found.append(
                Attendance(meeting=sitting.meeting, person=holder, seat=seat.seat, deputy=False, apologies=True)
            )
            holder = sitting.apologies[seat.seat]
        if holder:
            found.append(
                Attendance(
                    meeting=sitting.meeting,
                    person=holder,
                    seat=seat.seat,
                    deputy=seat.seat in sitting.apologies,
                    apologies=False,
                    arrived=sitting.starts,
                    left=sitting.departures.get(holder, ends),
                )
            )
    return found


def _in_the_room(sitting: Sitting, chairs: Chairs) -> dict[str, Seat]:
    room = {}
    for seat, holder in chairs.of(sitting):
        person = sitting.apologies.get(seat.seat, holder)
        if person:
            room[person] = seat
    return room


def _declared(sitting: Sitting, chairs: Chairs, item: str, business: Business) -> list[Row]:
    room, touched = _in_the_room(sitting, chairs), chairs.touched(business.parties, sitting.on)
    return [
        Declaration(
            item=item,
            person=person,
            statement=touched[person].statement,
            action="stayed_and_voted" if person in sitting.stayed else "excluded",
            decided_by="chair",
            on_date=sitting.on,
            at=time_of(minutes_of(sitting.starts) + 5),
            reason="an organisation in the item is one in which the person has an interest",
        )
        for person in room
        if person in touched
    ]


def _votes(sitting: Sitting, chairs: Chairs, item: str, business: Business, ends: str) -> list[Row]:
    """Where money is decided each member votes; one who is excluded or has gone does not."""
    room, touched = _in_the_room(sitting, chairs), chairs.touched(business.parties, sitting.on)
    away = {person for person in touched if person not in sitting.stayed} | set(sitting.departures)
    at = time_of(minutes_of(ends) - 2)
    return [
        Vote(item=item, person=person, vote="for", at=at)
        for person, seat in room.items()
        if seat.voting and person not in away
    ]


def _decision(sitting: Sitting, item: str, business: Business) -> Decision:
    lost = bool(sitting.departures)
    return Decision(
        decision=f"D-{item}",
        item=item,
        meeting=sitting.meeting,
        on_date=sitting.on,
        title=business.title,
        outcome=business.outcome,
        taken_by=sitting.body,
        function=business.function,
        place=business.place,
        amount_pence=_pence(business),
        years=business.years,
        quorate=True,
        acted_on=not lost,
        published_on=sitting.on + timedelta(days=7),
    )


def minutes(sittings: Iterable[Sitting], chairs: Chairs) -> list[Row]:
    """Every row of every meeting; one still to come has only its agenda."""
    found: list[Row] = []
    for sitting in sittings:
        found += [_meeting(sitting), *_items(sitting)]
        if not sitting.held:
            continue
        found += _attendance(sitting, chairs)
        for number, (business, (_, ends)) in enumerate(zip(sitting.business, _times(sitting), strict=True), start=2):
            item = f"{sitting.meeting}-{number}"
            found += _declared(sitting, chairs, item, business)
            if business.function:
                found.append(_decision(sitting, item, business))
                if business.pounds:
                    found += _votes(sitting, chairs, item, business, ends)
    return found
