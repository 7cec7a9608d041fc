"""Named tasks, posts, skills and tests of Wealdmarch's people."""

from __future__ import annotations

from datetime import date

from commonweal.demo.handbook_bodies import BEGAN, COUNCILS, NETWORKS, PLACE_LEADS, PLACES, REGION, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import ESTABLISHED, PRESENT, day
from commonweal.demo.handbook_people import BOARD, STAFF, clinical_director
from commonweal.governance.handbook import Appointment, Eligibility, Employment, FitAndProperTest, Role, Row, Skill

_BOARD_ROLES = (
    ("deputy_chair", "P007"),
    ("senior_non_executive", "P009"),
    ("audit_chair", "P008"),
    ("remuneration_chair", "P009"),
    ("conflicts_guardian", "P008"),
    ("lead_children_and_young_people", "P005"),
    ("lead_send", "P005"),
    ("lead_safeguarding", "P005"),
    ("lead_learning_disability_and_autism", "P006"),
    ("lead_down_syndrome", "P006"),
    ("lead_mental_health", "P004"),
    ("system_lead", "P002"),
)


def roles() -> list[Row]:
    """Who carries which task, from the region to each network."""
    lines: list[tuple[str, str, str, date]] = [
        (SYSTEM, role, person, day("2025-04-01")) for role, person in _BOARD_ROLES
    ]
    lines.append((REGION, "regional_lead", "P801", ESTABLISHED))
    lines += [
        (place, "place_lead", person, since) for place, person, since in zip(PLACES, PLACE_LEADS, BEGAN, strict=True)
    ]
    lines.append(("MIND-COLLABORATIVE", "collaborative_lead", "P601", day("2024-04-01")))
    lines += [
        (network, "neighbourhood_lead", clinical_director(number), day("2023-04-01"))
        for number, network in enumerate(NETWORKS, start=1)
    ]
    return [Role(body=body, role=role, person=person, from_date=since) for body, role, person, since in lines]


def employments() -> list[Row]:
    """Posts with the board, in trusts and councils; one is held jointly with a council."""
    own = [("P002", "chief_executive", day("2023-01-09"))]
    own += [(person, "director", day("2022-07-01")) for person in ("P003", "P004", "P006")]
    own.append(("P005", "director", day("2023-09-04")))
    own += [(person, "staff", day("2022-07-01")) for person in STAFF if person not in PLACE_LEADS]
    own += [(person, "director", since) for person, since in zip(PLACE_LEADS[1:], BEGAN[1:], strict=True)]
    found: list[Row] = [
        Employment(person=person, employer=SYSTEM, post=post, basis="employee", from_date=since)
        for person, post, since in own
    ]
    found.append(
        Employment(
            person=PLACE_LEADS[0],
            employer=SYSTEM,
            post="director",
            basis="employee",
            joint_with=COUNCILS[0],
            joint_guidance_considered_on=day("2023-02-14"),
            from_date=BEGAN[0],
        )
    )
    elsewhere = (
        ("P012", TRUSTS[0], "chief_executive", "employee", day("2021-09-01")),
        ("P013", TRUSTS[2], "trust_chair", "office_holder", day("2023-10-01")),
        ("P015", COUNCILS[0], "chief_executive", "employee", day("2020-05-04")),
        ("P016", COUNCILS[1], "director", "employee", day("2021-02-01")),
        ("P601", TRUSTS[2], "director", "employee", day("2022-04-01")),
        ("P605", TRUSTS[1], "director", "employee", day("2022-04-01")),
    )
    return found + [
        Employment(person=person, employer=employer, post=post, basis=basis, from_date=since)
        for person, employer, post, basis, since in elsewhere
    ]


def skills() -> list[Row]:
    """What members know, as the chair judged it."""
    judged = (
        ("P013", "mental_illness_services", "Chair of a mental health trust, and a psychiatric nurse for twenty years"),
        ("P004", "mental_illness_services", "Led community mental health services as a physician"),
        ("P008", "finance", "A qualified accountant and former director of finance of a water company"),
        ("P003", "finance", "A qualified accountant"),
        ("P007", "quality", "Former director of quality of a hospice movement"),
        ("P010", "other", "Procurement and commercial law"),
    )
    return [
        Skill(
            person=person, skill=skill, held=True, judged_by="chair", judged_on=day("2025-11-20"), reason=f"{reason}."
        )
        for person, skill, reason in judged
    ]


def fit_and_proper(appointments: list[Appointment]) -> list[Row]:
    """A test before each appointment to the board, and one each year after."""
    found: list[Row] = []
    for appointment in appointments:
        if not appointment.seat.startswith("BOARD-") or appointment.from_date is None:
            continue
        first, until = appointment.from_date, appointment.to_date or PRESENT
        tests = [(date.fromordinal(first.toordinal() - 20), "appointment")]
        tests += [(date(year, 3, 5), "yearly") for year in range(first.year, until.year + 1)]
        found += [
            FitAndProperTest(person=appointment.person, on_date=when, occasion=occasion, passed=True)
            for when, occasion in tests
            if occasion == "appointment" or first < when <= until
        ]
    return found


_GROUNDS = ("member_of_parliament", "sentence_of_three_months", "bankruptcy_restriction", "dismissed_by_health_body")


def eligibility() -> list[Row]:
    """The constitution's grounds that bar a person, each checked for every member of the board."""
    return [
        Eligibility(person=person, ground=ground, applies=False, checked_on=day("2026-03-05"))
        for person in BOARD
        for ground in _GROUNDS
    ]
