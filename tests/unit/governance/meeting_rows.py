"""A committee of five that meets: a chair, two non-executives, the finance director and a partner; and a deputy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Body,
    Declaration,
    Deputy,
    Handbook,
    Meeting,
    Person,
    Records,
    Role,
    Row,
    Seat,
    Term,
    Vote,
)

HELD = date(2026, 4, 16)
BEGAN = date(2022, 7, 1)
KINDS = ("chair", "non_executive", "non_executive", "executive", "partner")
TERMS = {
    "quorum": "all of (3; at least 1 non_executive)",
    "voting": "a simple majority of the members present and voting",
    "deputies": "count",
    "casting_vote": "chair",
}


def committee(**terms: str | None) -> list[Row]:
    """The committee; a term given as None is not settled."""
    rows: list[Row] = [
        Body(body="QWM", name="Wealdmarch Integrated Care Board", kind="icb", from_date=BEGAN),
        Body(body="FIN", name="Finance Committee", kind="committee", parent="QWM", system="QWM", from_date=BEGAN),
        Role(body="FIN", role="deputy_chair", person="P2", from_date=BEGAN),
        Deputy(seat="F5", person="P6", may_vote=True, from_date=BEGAN),
    ]
    for number, kind in enumerate(KINDS, 1):
        rows.append(
            Seat(seat=f"F{number}", body="FIN", title=f"Member {number}", seat_class=kind, voting=True, from_date=BEGAN)
        )
        rows.append(Appointment(seat=f"F{number}", person=f"P{number}", from_date=BEGAN))
        rows.append(Person(person=f"P{number}", name=f"Member {number}"))
    settled = TERMS | terms
    rows += [Term(body="FIN", term=name, value=value, from_date=BEGAN) for name, value in settled.items() if value]
    return rows


def meeting(**more: object) -> Meeting:
    """A meeting from half past nine to half past eleven."""
    plain = {"meeting": "M1", "body": "FIN", "on_date": HELD, "starts": "09:30", "ends": "11:30"}
    return Meeting(**(plain | more))  # type: ignore[arg-type]


def item(number: str = "2", **more: object) -> AgendaItem:
    """An item for decision from ten to half past, by which nobody gains or loses."""
    plain = {"item": f"M1-{number}", "meeting": "M1", "number": number, "title": "A contract", "for_decision": True}
    times = {"starts": "10:00", "ends": "10:30", "counterparties": ("none",)}
    return AgendaItem(**(plain | times | more))  # type: ignore[arg-type]


def came(*people: str, **more: object) -> list[Row]:
    """These people came, and stayed unless told otherwise."""
    return [Attendance(meeting="M1", person=person, **more) for person in people]  # type: ignore[arg-type]


def excluded(person: str, item: str = "M1-2", action: str = "excluded") -> Declaration:
    """The chair's ruling on an interest; an empty action is none yet."""
    return Declaration(item=item, person=person, action=action, decided_by="chair")


def votes(item: str = "M1-2", at: str | None = "10:20", **ways: str) -> list[Row]:
    """Who voted how: ``votes(P1="for")``."""
    return [Vote(item=item, person=person, vote=way, at=at) for person, way in ways.items()]


Nested = Any
"""A row, or rows in lists of lists."""


def records(*rows: Nested) -> Records:
    """Rows, loose or in lists of lists, as a calculation reads them."""
    return Records(Handbook.of(_flat(rows)))


def _flat(rows: Iterable[Nested]) -> Iterable[Row]:
    for each in rows:
        if isinstance(each, Row):
            yield each
        else:
            yield from _flat(each)
