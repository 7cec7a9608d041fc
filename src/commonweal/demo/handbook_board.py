"""The board of Wealdmarch: sixteen voting seats and two participants, all filled, and who deputises."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonweal.demo.handbook_bodies import COUNCILS, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.demo.handbook_seating import Sitting, rows_of
from commonweal.governance.handbook import Appointment, Deputy, Row

GP_PRACTICE = "WEALD012"
"""The practice of which the board's general practice member is a partner."""

Line = tuple[str, str, str, str, date, tuple[str, ...], dict[str, Any], dict[str, Any]]

_AT_ONCE = ESTABLISHED
_BY_NHS_ENGLAND = {"appointed_by": "NHS England", "approved_by": "Secretary of State"}

_SEATS: tuple[Line, ...] = (
    (
        *("01", "Chair", "chair", "P001", _AT_ONCE, (SYSTEM,)),
        _BY_NHS_ENGLAND,
        {
            "appointed_by": "NHS England",
            "secretary_of_state_approved_on": day("2022-06-10"),
            "chair_approved_on": None,
        },
    ),
    (
        *("02", "Chief Executive", "chief_executive", "P002", day("2023-01-09"), (SYSTEM,)),
        {"approved_by": "NHS England"},
        {"nhs_england_approved_on": day("2022-12-12")},
    ),
    (
        *("03", "Chief Finance Officer", "executive", "P003", day("2024-07-01"), (SYSTEM,)),
        {"profession": "finance"},
        {},
    ),
    ("04", "Chief Medical Officer", "executive", "P004", _AT_ONCE, (SYSTEM,), {"profession": "medical"}, {}),
    ("05", "Chief Nursing Officer", "executive", "P005", day("2023-09-04"), (SYSTEM,), {"profession": "nursing"}, {}),
    (
        *("06", "Chief Strategy and Commissioning Officer", "executive", "P006", _AT_ONCE, (SYSTEM,)),
        {"profession": "other"},
        {},
    ),
    ("07", "Non-executive Member", "non_executive", "P007", _AT_ONCE, (SYSTEM,), {}, {}),
    ("08", "Non-executive Member", "non_executive", "P008", _AT_ONCE, (SYSTEM,), {}, {}),
    ("09", "Non-executive Member", "non_executive", "P009", day("2023-04-01"), (SYSTEM,), {}, {}),
    ("10", "Non-executive Member", "non_executive", "P010", day("2024-04-01"), (SYSTEM,), {}, {}),
    ("11", "Non-executive Member", "non_executive", "P011", day("2025-04-01"), (SYSTEM,), {}, {}),
    (
        *("12", "Partner Member, hospital trusts", "partner", "P012", day("2025-04-01"), (TRUSTS[0],)),
        {"nominated_by": "trusts", "represents": ("acute",)},
        {"nomination": "BALLOT-TRUSTS-2025"},
    ),
    (
        *("13", "Partner Member, mental health and community trusts", "partner", "P013", day("2025-04-01")),
        (TRUSTS[2],),
        {"nominated_by": "trusts", "represents": ("mental_health",)},
        {"nomination": "BALLOT-MIND-2025"},
    ),
    (
        *("14", "Partner Member, primary medical services", "partner", "P014", day("2024-10-01"), (GP_PRACTICE,)),
        {"nominated_by": "primary_medical_providers", "represents": ("primary_care_leadership",)},
        {"nomination": "BALLOT-GP-2024"},
    ),
    (
        *("15", "Partner Member, councils", "partner", "P015", day("2024-10-01"), (COUNCILS[0],)),
        {"nominated_by": "local_authorities", "represents": ("council",)},
        {"nomination": "BALLOT-COUNCILS-2024"},
    ),
    (
        *("16", "Partner Member, public health", "partner", "P016", day("2024-10-01"), (COUNCILS[1],)),
        {"nominated_by": "local_authorities", "represents": ("public_health",)},
        {"nomination": "BALLOT-PUBLIC-HEALTH-2024"},
    ),
)


def _sitting(line: Line) -> Sitting:
    number, title, seat_class, person, since, behalf, seat_more, more = line
    return Sitting(
        seat=f"BOARD-{number}",
        body=SYSTEM,
        title=title,
        seat_class=seat_class,
        person=person,
        since=since,
        behalf=behalf,
        seat_since=ESTABLISHED,
        seat_more=seat_more,
        more=more,
    )


_ROUND = (
    ("17", "Participant, Healthwatch", "P017", ("HEALTHWATCH",), "people_who_use_care"),
    ("18", "Participant, Local Medical Committee", "P018", ("LMC",), "other"),
)


def _participants() -> list[Sitting]:
    return [
        Sitting(
            seat=f"BOARD-{number}",
            body=SYSTEM,
            title=title,
            seat_class="participant",
            person=person,
            since=day("2024-04-01"),
            behalf=behalf,
            voting=False,
            seat_since=ESTABLISHED,
            seat_more={"represents": (represents,)},
        )
        for number, title, person, behalf, represents in _ROUND
    ]


_BEFORE: tuple[tuple[str, str, date, tuple[str, ...], str], ...] = (
    ("BOARD-02", "P808", day("2023-01-08"), (SYSTEM,), "resigned"),
    ("BOARD-03", "P806", day("2024-06-30"), (SYSTEM,), "resigned"),
    ("BOARD-05", "P807", day("2023-09-03"), (SYSTEM,), "resigned"),
    ("BOARD-12", "P809", day("2025-03-31"), (TRUSTS[1],), "term_ended"),
    ("BOARD-13", "P813", day("2025-03-31"), (TRUSTS[3],), "term_ended"),
    ("BOARD-14", "P810", day("2024-09-30"), ("WEALD075",), "term_ended"),
    ("BOARD-15", "P811", day("2024-09-30"), (COUNCILS[2],), "term_ended"),
    ("BOARD-16", "P812", day("2024-09-30"), (COUNCILS[3],), "term_ended"),
)
"""Who sat from the beginning, until when, from where, and why it ended; then the finance officer's deputy came in."""


def _former() -> list[Row]:
    approved = day("2022-06-15")
    return [
        Appointment(
            seat=seat,
            person=person,
            on_behalf_of=behalf,
            from_date=ESTABLISHED,
            to_date=until,
            appointed_by="chair",
            appointed_on=approved,
            chair_approved_on=approved,
            nhs_england_approved_on=approved if seat == "BOARD-02" else None,
            independence_tested_on=approved,
            independence_undermined=False,
            interim=False,
            ended_because=why,
        )
        for seat, person, until, behalf, why in _BEFORE
    ]


def _deputies() -> list[Row]:
    pairs = (
        ("BOARD-03", "P003", ESTABLISHED, day("2024-06-30")),
        ("BOARD-03", "P021", day("2024-07-01"), None),
        ("BOARD-04", "P022", ESTABLISHED, None),
        ("BOARD-05", "P023", day("2023-09-04"), None),
        ("BOARD-06", "P019", ESTABLISHED, None),
        ("BOARD-12", "P605", day("2025-04-01"), None),
        ("BOARD-13", "P601", day("2025-04-01"), None),
    )
    return [
        Deputy(seat=seat, person=person, may_vote=True, from_date=since, to_date=until)
        for seat, person, since, until in pairs
    ]


def board() -> list[Row]:
    """Seats, appointments and deputies of the board."""
    return rows_of([*(_sitting(line) for line in _SEATS), *_participants()]) + _former() + _deputies()
