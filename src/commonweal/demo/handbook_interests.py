"""The register of interests: everybody who sits or is employed has a statement, a nil return where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from commonweal.demo import names
from commonweal.demo.handbook_board import GP_PRACTICE
from commonweal.demo.handbook_bodies import COUNCILS, FEDERATION, NETWORKS, TRUSTS
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.demo.handbook_people import people
from commonweal.demo.people import Practice
from commonweal.governance.handbook import Appointment, Interest, Row

CONFIRMED = day("2026-03-31")

_SAID: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("P002", "indirect", "Sister is a matron", TRUSTS[3], names.TRUSTS[3][0], {"held_by": "sister"}),
    ("P003", "non_financial_personal", "Governor of a college", "", "Tarnwick Vale Sixth Form", {}),
    ("P004", "non_financial_professional", "Fellow", "", "Faculty of Marchland Physicians", {}),
    (
        *("P007", "indirect", "Husband is head of sales", "GANNET-DIAGNOSTICS", "Gannetsea Diagnostics Ltd"),
        {"held_by": "spouse", "company_number": "WX000002"},
    ),
    ("P008", "non_financial_professional", "Member of the council", "", "Weald Accountants", {}),
    ("P010", "non_financial_personal", "Volunteer driver", "VOLUNTARY", "Wealdmarch Voluntary Alliance", {}),
    ("P014", "financial", "Partner in the practice", GP_PRACTICE, "Brackenmarch practice", {}),
    (
        *("P014", "financial", "Holds shares", FEDERATION, "Harrowmarch Family Doctors Ltd"),
        {"company_number": "WX000001"},
    ),
    ("P014", "non_financial_professional", "Member", "LMC", "Wealdmarch Local Medical Committee", {}),
    (
        *("P101", "financial", "Director of the federation", FEDERATION, "Harrowmarch Family Doctors Ltd"),
        {"company_number": "WX000001"},
    ),
    ("P018", "financial", "Partner in the practice", "WEALD040", "", {}),
    ("P805", "financial", "Partner in the practice", "WEALD110", "", {}),
)
"""Who, which type, what, the counterparty's id and name, and further columns."""


def _statement(
    person: str, number: int, since: date, kind: str, description: str, code: str, counterparty: str, **more: Any
) -> Interest:
    told = {
        "aware_on": since - timedelta(days=14),
        "declared_on": since - timedelta(days=5),
        "registered_on": since - timedelta(days=1),
        "confirmed_on": CONFIRMED,
    } | more
    return Interest(
        statement=f"I-{person}-{number}",
        person=person,
        kind=kind,
        description=description,
        counterparty=counterparty,
        counterparty_code=code,
        commissioning_related=kind != "nil",
        public=True,
        from_date=since,
        **told,
    )


_OUTSIDE = {
    **dict(zip(TRUSTS, (name for name, _ in names.TRUSTS), strict=True)),
    **dict(zip(COUNCILS, names.COUNCILS, strict=True)),
    "VOLUNTARY": "Wealdmarch Voluntary Alliance",
    "HEALTHWATCH": "Healthwatch Wealdmarch",
}
"""Bodies whose people declare that they come from them."""

_ENDED = {"I-P010-1": day("2025-08-31"), "I-P019-1": day("2025-10-05")}
"""Statements that a later one superseded, and their last days."""
_KEPT: dict[str, Any] = {"published_until": day("2026-05-31"), "kept_until": day("2031-10-31")}


def _first_days(appointments: Iterable[Appointment]) -> dict[str, date]:
    found = {person.person: ESTABLISHED for person in people() if person.employee}
    for appointment in appointments:
        since = appointment.from_date
        if since and (appointment.person not in found or since < found[appointment.person]):
            found[appointment.person] = since
    return found


def _comes_from(appointments: Iterable[Appointment]) -> dict[str, tuple[str, ...]]:
    """The body outside the board that each person comes from, first of all that are told."""
    found: dict[str, tuple[str, ...]] = {}
    for appointment in appointments:
        outside = tuple(body for body in appointment.on_behalf_of if body in _OUTSIDE)
        if outside:
            found.setdefault(appointment.person, outside[:1])
    return found


def _of_practices(practices: list[Practice]) -> dict[str, Practice]:
    """Doctors who lead a network or bring general practice to a place are partners in its first practice."""
    first: dict[int, Practice] = {}
    for practice in practices:
        first.setdefault(practice.network, practice)
    found = {f"P{500 + number}": first[number] for number in range(1, len(NETWORKS) + 1)}
    second = {practice.place: practice for practice in reversed(practices)}
    return found | {f"P{place}01": second[place] for place in range(1, 5)}


def interests(appointments: list[Appointment], practices: list[Practice]) -> list[Row]:
    """Every statement of everybody; those that changed within the year are told apart."""
    since, outside, doctors = _first_days(appointments), _comes_from(appointments), _of_practices(practices)
    names_of = {practice.code: practice.name for practice in practices}
    found: list[Row] = []
    for person in people():
        if person.person == "P011":
            continue
        told = [line[1:] for line in _SAID if line[0] == person.person]
        if person.person in doctors:
            practice = doctors[person.person]
            told.append(("financial", "Partner in the practice", practice.code, practice.name, {}))
        told += [
            ("financial", "Employed or paid by the body", body, _OUTSIDE[body], {})
            for body in outside.get(person.person, ())
        ]
        told = told or [("nil", "", "", "", {})]
        for number, (kind, description, code, counterparty, more) in enumerate(told, start=1):
            named = names_of.get(code, counterparty)
            first = since.get(person.person, day("2022-07-01"))
            statement = f"I-{person.person}-{number}"
            if statement in _ENDED:
                more = more | {"to_date": _ENDED[statement], **_KEPT}
            found.append(_statement(person.person, number, first, kind, description, code, named, **more))
    return found + _moving()


def _moving() -> list[Row]:
    """One that ended and left nothing, one that changed, and one declared forty days after its holder knew."""
    ended, tansy = day("2025-09-30"), "Tansy Homecare Ltd"
    return [
        _statement(
            *("P011", 1, day("2025-04-01"), "financial", "Adviser", "TANSY-HOMECARE", tansy),
            company_number="WX000003",
            to_date=ended,
            **_KEPT,
        ),
        _statement("P011", 2, day("2025-10-01"), "nil", "", "", "", supersedes="I-P011-1"),
        _statement(
            *("P010", 2, day("2025-09-01"), "non_financial_personal", "Trustee", "VOLUNTARY"),
            "Wealdmarch Voluntary Alliance",
            supersedes="I-P010-1",
        ),
        _statement(
            *("P019", 2, day("2025-10-06"), "indirect", "Partner is a manager", "TANSY-HOMECARE", tansy),
            held_by="partner",
            company_number="WX000003",
            aware_on=day("2025-10-06"),
            declared_on=day("2025-11-15"),
            registered_on=day("2025-11-17"),
            supersedes="I-P019-1",
        ),
    ]
