"""A small system of invented bodies, functions and grants on which the tests of authority stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from commonweal.governance.authority import Chain, find_chain
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Direction,
    Function,
    Grant,
    Handbook,
    Person,
    Records,
    Row,
    Seat,
)

ON = date(2026, 5, 1)
BEGAN = date(2022, 7, 1)
PARAGRAPH_11, S65Z5, S65Z6, S75 = "schedule_1b_paragraph_11", "section_65z5", "section_65z6", "section_75"
AGREEMENT = "nhs_england_agreement"


def body(id: str, kind: str, **more: Any) -> Body:
    return Body(**({"body": id, "name": f"The {id.lower()}", "kind": kind, "from_date": BEGAN} | more))


def grant(id: str, giver: str, taker: str, **more: Any) -> Grant:
    told: dict[str, Any] = {
        "grant": id, "function": "community", "from_body": giver, "to_body": taker, "route": PARAGRAPH_11,
        "limit": "no limit", "decides": True, "onward_allowed": True, "from_date": BEGAN,
    }  # fmt: skip
    return Grant(**(told | more))


BODIES = (
    body("NHSE", "nhs_england"),
    body("QWM", "icb", population=1_000_000),
    body("FINANCE", "committee", parent="QWM"),
    body("PANEL", "sub_committee", parent="FINANCE"),
    body("NORTH", "place_partnership", form="committee", parent="QWM", population=250_000),
    body("SOUTH", "place_partnership", form="committee", parent="QWM"),
    body("FORUM", "place_partnership", form="consultative_forum", parent="QWM"),
    body("CLUSTER", "cluster"),
    body("COMMON", "committees_in_common"),
    body("JOINT", "joint_committee"),
    body("RTX", "foundation_trust"),
    body("E10", "council"),
    body("CA1", "combined_authority"),
    body("PCN1", "pcn"),
)
FUNCTIONS = (
    Function(
        function="community", title="Community services", holder="QWM", provision="NHSA 2006 s.3", origin="icb",
        delegable=True, jointly_exercisable=True, commissioning=True, from_date=BEGAN,
    ),
    Function(
        function="beds", title="Community beds", part_of="community", provision="NHSA 2006 s.3", from_date=BEGAN
    ),
    Function(
        function="gp_contracts", title="Contracts for general practice", holder="NHSE", provision="NHSA 2006 s.83",
        origin="delegated_from_nhs_england", delegable=True, from_date=BEGAN,
    ),
)  # fmt: skip
PEOPLE = (
    Person(person="P01", name="Ada Fell", employee=True),
    Seat(seat="BOARD-02", body="QWM", title="Chief executive", seat_class="chief_executive", from_date=BEGAN),
    Appointment(seat="BOARD-02", person="P01", from_date=BEGAN),
)
BASE: tuple[Row, ...] = (*BODIES, *FUNCTIONS, *PEOPLE)


def ask(rows: Iterable[Row], decider: str = "", *, base: Iterable[Row] = BASE, **more: Any) -> Chain:
    question: dict[str, Any] = {"function": "community", "amount_pence": 0, "on": ON}
    if decider:
        question["body"] = decider
    return find_chain(Records(Handbook.of([*base, *rows])), **(question | more))


def changed(id: str, **columns: Any) -> tuple[Row, ...]:
    """The rows of the base with one body's or function's columns changed."""
    return tuple(
        replace(row, **columns) if id in (getattr(row, "body", None), getattr(row, "function", None)) else row
        for row in BASE
        if not (isinstance(row, Seat) and id == "QWM")
    )


def direction(id: str, **more: Any) -> Direction:
    told = {
        "direction": id, "from_body": "NHSE", "to_body": "QWM", "power": "NHSA 2006 s.14Z61",
        "functions": ("community",),
        "bars_exercise": False, "bars_delegation": False, "from_date": date(2026, 4, 1),
    }  # fmt: skip
    return Direction(**(told | more))
