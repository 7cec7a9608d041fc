"""Tables of people and seats: who may sit where, who does, and what shows that each may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Dated, Row

SEAT_CLASSES = (
    "chair", "chief_executive", "executive", "non_executive", "partner", "member", "clinical_lead", "participant",
    "observer",
)  # fmt: skip
NOMINATORS = ("trusts", "primary_medical_providers", "local_authorities", "strategic_authorities", "none")
PROFESSIONS = ("finance", "nursing", "medical", "other")
REPRESENTS = (
    "primary_care_leadership", "council", "public_health", "acute", "community", "mental_health", "people_who_use_care",
    "voluntary_sector", "pharmacy", "icb", "other",
)  # fmt: skip
ROLES = (
    "deputy_chair", "senior_non_executive", "audit_chair", "remuneration_chair", "conflicts_guardian",
    "lead_children_and_young_people", "lead_send", "lead_safeguarding", "lead_learning_disability_and_autism",
    "lead_down_syndrome", "lead_mental_health", "place_lead", "neighbourhood_lead", "collaborative_lead",
    "system_lead", "regional_lead",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Person(Row):
    """A person who sits or acts; no more is kept than names and what decides whether they may sit."""

    TABLE: ClassVar[str] = "people"
    KEY: ClassVar[tuple[str, ...]] = ("person",)
    MEANING: ClassVar[str] = "People who sit on a body or decide for one"

    person: str = column("an id of your own, such as P01", required=True)
    name: str = column("the name as printed in the register", required=True, personal=True)
    other_names: tuple[str, ...] = column("former and other names, for matching interests", kind="list", personal=True)
    employee: bool | None = column(
        "whether the ICB employs the person, so that a register entry is owed", kind="yes_no"
    )


@dataclass(frozen=True, kw_only=True)
class Seat(Dated):
    """A place on a body; it exists whether or not somebody sits in it."""

    TABLE: ClassVar[str] = "seats"
    KEY: ClassVar[tuple[str, ...]] = ("seat", "from_date")
    MEANING: ClassVar[str] = "Every seat on every body, filled or not"

    seat: str = column("an id, such as BOARD-01", required=True)
    body: str = column("the body", required=True, refers_to="bodies")
    title: str = column("its title as the constitution has it", required=True)
    seat_class: str = column("its class", required=True, choices=SEAT_CLASSES, heading="Class")
    voting: bool | None = column("whether it votes", kind="yes_no")
    profession: str = column("for a director: finance, nursing or medical", choices=PROFESSIONS)
    represents: tuple[str, ...] = column(
        "the sector it brings to a place or collaborative, or several that one member stands for",
        kind="list",
        choices=REPRESENTS,
    )
    nominated_by: str = column("who nominates jointly, for a partner's seat", choices=NOMINATORS)
    appointed_by: str = column("who appoints: the chair, a body's id, or NHS England")
    approved_by: str = column("who must approve: the chair, NHS England, the Secretary of State")
    deputy_allowed: bool | None = column("whether a deputy may sit in", kind="yes_no")


@dataclass(frozen=True, kw_only=True)
class Appointment(Dated):
    """A person in a seat, from a day, with what shows that the appointment was made as it must be."""

    TABLE: ClassVar[str] = "appointments"
    KEY: ClassVar[tuple[str, ...]] = ("seat", "person", "from_date")
    MEANING: ClassVar[str] = "Who sits in which seat, on behalf of whom, and what was approved when"

    seat: str = column("the seat", required=True, refers_to="seats")
    person: str = column("the person", required=True, refers_to="people")
    on_behalf_of: tuple[str, ...] = column("the body or bodies the person comes from", kind="list", refers_to="bodies")
    appointed_by: str = column("who appointed: chair, NHS England, or a body's id")
    appointed_on: date | None = column("the day of the appointment", kind="date")
    chair_approved_on: date | None = column("the day on which the chair approved", kind="date")
    nhs_england_approved_on: date | None = column(
        "the day on which NHS England approved", kind="date", heading="NHS England approved on"
    )
    secretary_of_state_approved_on: date | None = column(
        "the day on which the Secretary of State approved", kind="date", heading="Secretary of State approved on"
    )
    independence_tested_on: date | None = column(
        "the day on which it was considered whether the appointment could undermine the health service's independence",
        kind="date",
    )
    independence_undermined: bool | None = column("what that test found", kind="yes_no")
    nomination: str = column("the ballot or record that nominated the person", refers_to="ballots")
    interim: bool | None = column("whether the person holds the seat for the time being", kind="yes_no")
    ended_because: str = column(
        "why it ended", choices=("term_ended", "resigned", "removed", "disqualified", "seat_ended", "died", "other")
    )
    removed_by: str = column("who removed the person: NHS England, chair, or a body's id")
    removal_approved_on: date | None = column(
        "the day on which the Secretary of State approved the removal", kind="date"
    )


@dataclass(frozen=True, kw_only=True)
class Deputy(Dated):
    """A person who may sit in a seat when its holder cannot."""

    TABLE: ClassVar[str] = "deputies"
    KEY: ClassVar[tuple[str, ...]] = ("seat", "person", "from_date")
    MEANING: ClassVar[str] = "Who may deputise for which seat"

    seat: str = column("the seat", required=True, refers_to="seats")
    person: str = column("the deputy", required=True, refers_to="people")
    may_vote: bool | None = column("whether the deputy votes", kind="yes_no")


@dataclass(frozen=True, kw_only=True)
class Role(Dated):
    """A task that a person carries besides the seat."""

    TABLE: ClassVar[str] = "roles"
    KEY: ClassVar[tuple[str, ...]] = ("body", "role", "person", "from_date")
    MEANING: ClassVar[str] = "Named tasks: deputy chair, audit chair, executive leads, leaders of tiers"

    body: str = column("the body in which it is carried", required=True, refers_to="bodies")
    role: str = column("the task", required=True, choices=ROLES)
    person: str = column("who carries it", required=True, refers_to="people")


@dataclass(frozen=True, kw_only=True)
class Employment(Dated):
    """A post that a person holds somewhere."""

    TABLE: ClassVar[str] = "employments"
    KEY: ClassVar[tuple[str, ...]] = ("person", "employer", "post", "from_date")
    MEANING: ClassVar[str] = "Posts that people hold: with the ICB, on secondment, or elsewhere"

    person: str = column("the person", required=True, refers_to="people")
    employer: str = column("the body that employs", required=True, refers_to="bodies")
    post: str = column(
        "the post", choices=("chief_executive", "director", "trust_chair", "trust_non_executive", "staff", "other")
    )
    basis: str = column(
        "employee, on secondment from the employer, or office holder", choices=("employee", "secondee", "office_holder")
    )
    joint_with: str = column("the body with which the post is joint", refers_to="bodies")
    joint_guidance_considered_on: date | None = column(
        "for a joint post: the day on which the guidance on joint appointments was considered", kind="date"
    )


@dataclass(frozen=True, kw_only=True)
class Skill(Row):
    """A person's knowledge or experience, as somebody judged it."""

    TABLE: ClassVar[str] = "skills"
    KEY: ClassVar[tuple[str, ...]] = ("person", "skill")
    MEANING: ClassVar[str] = "Knowledge and experience of members, with who judged it"

    person: str = column("the person", required=True, refers_to="people")
    skill: str = column(
        "the knowledge", required=True, choices=("mental_illness_services", "finance", "digital", "quality", "other")
    )
    held: bool | None = column("whether the person has it", kind="yes_no")
    judged_by: str = column("the role of who judged, such as chair")
    judged_on: date | None = column("the day of the judgement", kind="date")
    reason: str = column("why")


@dataclass(frozen=True, kw_only=True)
class FitAndProperTest(Row):
    """A fit and proper person test of a board member."""

    TABLE: ClassVar[str] = "fit_and_proper_tests"
    KEY: ClassVar[tuple[str, ...]] = ("person", "on_date")
    MEANING: ClassVar[str] = "Fit and proper person tests, at appointment and yearly"

    person: str = column("the person", required=True, refers_to="people")
    on_date: date = column("the day of the test", kind="date", required=True)
    occasion: str = column("at appointment or yearly", choices=("appointment", "yearly"))
    passed: bool | None = column("the outcome", kind="yes_no")


@dataclass(frozen=True, kw_only=True)
class Eligibility(Row):
    """A ground on which the constitution bars a person, and whether it applies."""

    TABLE: ClassVar[str] = "eligibility"
    KEY: ClassVar[tuple[str, ...]] = ("person", "ground")
    MEANING: ClassVar[str] = "Grounds that bar a person from membership, each checked"

    person: str = column("the person", required=True, refers_to="people")
    ground: str = column(
        "the ground",
        required=True,
        choices=(
            "member_of_parliament",
            "sentence_of_three_months",
            "bankruptcy_restriction",
            "dismissed_by_health_body",
            "other",
        ),
    )
    applies: bool | None = column("whether it applies", kind="yes_no")
    checked_on: date | None = column("the day on which it was checked", kind="date")
