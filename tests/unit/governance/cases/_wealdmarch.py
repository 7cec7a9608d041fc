"""A little system to hang cases on: an ICB with a board of three, a finance committee, a trust and a council."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook import AgendaItem, Appointment, Body, Interest, Meeting, Person, Row, Seat

BEGAN = date(2022, 7, 1)
HELD = date(2026, 4, 16)
"""The day of the meeting that most cases look at, a Thursday."""

ICB = Body(body="QWM", name="Wealdmarch Integrated Care Board", kind="icb", from_date=BEGAN)
FINANCE = Body(body="FIN", name="Finance Committee", kind="committee", parent="QWM", system="QWM", from_date=BEGAN)
TRUST = Body(body="RWM", name="Wealdmarch Hospitals", kind="foundation_trust", system="QWM", from_date=BEGAN)
COUNCIL = Body(body="E10W", name="Wealdmarch Council", kind="council", system="QWM", from_date=BEGAN)
NATION = Body(body="NHSE", name="NHS England", kind="nhs_england", from_date=BEGAN)


def sits(seat: str, person: str, body: str = "QWM", **more: object) -> list[Row]:
    """A seat and who holds it."""
    kinds = {"seat_class": "non_executive", "voting": True} | {
        name: more.pop(name) for name in ("seat_class", "voting", "represents") if name in more
    }
    return [
        Seat(seat=seat, body=body, title=f"Member {seat}", from_date=BEGAN, **kinds),
        Appointment(seat=seat, person=person, from_date=BEGAN, **more),
    ]


BOARD: list[Row] = [ICB, *sits("B1", "P1", seat_class="chair"), *sits("B2", "P2"), *sits("B3", "P3")]
PEOPLE: list[Row] = [Person(person=f"P{number}", name=f"Member {number}") for number in range(1, 6)]


def entry(statement: str, person: str, **more: object) -> Interest:
    """A statement in the register, in order unless told otherwise."""
    plain = {
        "kind": "financial",
        "from_date": date(2024, 1, 1),
        "aware_on": date(2024, 1, 1),
        "declared_on": date(2024, 1, 10),
        "registered_on": date(2024, 1, 12),
        "counterparty": "Marchside Care Ltd",
        "counterparty_code": "AX1",
        "commissioning_related": True,
    }
    return Interest(statement=statement, person=person, **(plain | more))


def nil(statement: str, person: str, **more: object) -> Interest:
    """A nil return."""
    plain = {"from_date": date(2024, 1, 1), "registered_on": date(2024, 1, 12), "declared_on": date(2024, 1, 10)}
    return Interest(statement=statement, person=person, kind="nil", **(plain | more))


def meeting(body: str = "QWM", **more: object) -> Meeting:
    """A meeting from half past nine to noon."""
    plain = {"meeting": "M1", "on_date": HELD, "starts": "09:30", "ends": "12:00", "open_to_public": True}
    return Meeting(body=body, **(plain | more))


def item(**more: object) -> AgendaItem:
    """An item for decision from ten to half past."""
    plain = {"item": "M1-7", "meeting": "M1", "title": "A contract", "for_decision": True}
    return AgendaItem(**(plain | {"starts": "10:00", "ends": "10:30"} | more))
