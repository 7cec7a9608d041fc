"""A board of five to hang cases on: each member appointed, approved and judged as the law asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tests.unit.governance.case import Case

from commonweal.answers import Verdict
from commonweal.governance.handbook import Appointment, Body, Clause, Document, Row, Seat

PASS, FAIL, LACKS = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA
OUT, LATER, JUDGE = Verdict.NOT_APPLICABLE, Verdict.NOT_YET_DUE, Verdict.NEEDS_JUDGEMENT
BEGAN, STARTED, ON = date(2022, 7, 1), date(2025, 1, 1), date(2026, 5, 1)
BEFORE = date(2024, 12, 1)

ICB = Body(body="QWM", name="Wealdmarch Integrated Care Board", kind="icb", from_date=BEGAN)
NATION = Body(body="NHSE", name="NHS England", kind="nhs_england", from_date=BEGAN)
FIRST = Document(document="C1", body="QWM", kind="constitution", from_date=BEGAN)


def seat(seat: str, seat_class: str, **more: Any) -> Seat:
    """A seat of the board."""
    plain = {"title": seat_class.replace("_", " "), "voting": True, "body": "QWM"}
    return Seat(seat=seat, seat_class=seat_class, **(plain | more))


def held(seat: str, person: str = "", **more: Any) -> Appointment:
    """Who sits in it: unless told otherwise a person of the seat's own, appointed as the law asks."""
    plain = {
        "from_date": STARTED,
        "appointed_by": "chair",
        "chair_approved_on": BEFORE,
        "independence_tested_on": BEFORE,
        "independence_undermined": False,
    }
    return Appointment(seat=seat, person=person or f"P-{seat}", **(plain | more))


SEATS: list[Row] = [
    seat("B1", "chair"),
    seat("B2", "chief_executive"),
    seat("B3", "partner", nominated_by="trusts"),
    seat("B4", "partner", nominated_by="primary_medical_providers"),
    seat("B5", "partner", nominated_by="local_authorities"),
]
HOLDERS: list[Row] = [held(f"B{number}") for number in range(1, 6)]
BOARD: list[Row] = [ICB, *SEATS, *HOLDERS]


def changed(rows: Iterable[Row], key: str, **new: Any) -> list[Row]:
    """The rows, with those whose first key is this one changed."""
    return [replace(row, **new) if row.key[0] == key else row for row in rows]


def holder(rows: Iterable[Row], seat: str, **new: Any) -> list[Row]:
    """The rows, with what is recorded of the holder of a seat changed."""
    return [replace(row, **new) if isinstance(row, Appointment) and row.seat == seat else row for row in rows]


def without(rows: Iterable[Row], *keys: str) -> list[Row]:
    """The rows but those whose first key is one of these."""
    return [row for row in rows if row.key[0] not in keys]


def without_holder(rows: Iterable[Row], seat: str) -> list[Row]:
    """The rows but whoever sits in a seat."""
    return [row for row in rows if not (isinstance(row, Appointment) and row.seat == seat)]


def states(*topics: str, document: str = "C1", stated: bool | None = True) -> list[Row]:
    """Clauses that say, or do not say, something on each topic."""
    return [Clause(document=document, topic=topic, stated=stated, clause="3.1") for topic in topics]


def case(rule: str, verdict: Verdict, rows: Iterable[Row], note: str, **more: Any) -> Case:
    """A case of a rule by its number alone."""
    room = "organisations" if rule.startswith("A") else "governance"
    return Case(f"{room}.{rule}", verdict, list(rows), note=note, **more)
