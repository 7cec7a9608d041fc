"""Who sits where in a generated system, and what shows that each was appointed as the law asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.unit.governance.generated.bodies import COMMITTEES
from tests.unit.governance.generated.plan import BEGAN, NHS_ENGLAND, ON, SECTORS, Plan

from commonweal.governance.handbook import (
    Appointment,
    Ballot,
    Deputy,
    Eligibility,
    Employment,
    FitAndProperTest,
    Nomination,
    Person,
    Role,
    Row,
    Seat,
    Skill,
)
from commonweal.governance.handbook.ballots import BallotVote

GROUNDS = ("member_of_parliament", "sentence_of_three_months", "bankruptcy_restriction", "dismissed_by_health_body")
LEADS = (
    "lead_children_and_young_people", "lead_send", "lead_safeguarding", "lead_learning_disability_and_autism",
    "lead_down_syndrome", "lead_mental_health",
)  # fmt: skip


@dataclass(frozen=True)
class BoardSeat:
    """A seat of the board before it is a row."""

    task: str
    seat_class: str
    title: str
    profession: str = ""
    nominated_by: str = ""


def board_seats(plan: Plan) -> list[BoardSeat]:
    found = [
        BoardSeat("chair", "chair", "Chair"),
        BoardSeat("chief_executive", "chief_executive", "Chief executive"),
        BoardSeat("finance", "executive", "Director of finance", "finance"),
        BoardSeat("nursing", "executive", "Director of nursing", "nursing"),
        BoardSeat("medical", "executive", "Medical director", "medical"),
    ]
    found += [
        BoardSeat(f"non_executive_{number}", "non_executive", f"Non-executive member {number}")
        for number in range(1, plan.non_executives + 1)
    ]
    return [
        *found,
        BoardSeat("trusts", "partner", "Partner member, trusts", nominated_by="trusts"),
        BoardSeat("practices", "partner", "Partner member, practices", nominated_by="primary_medical_providers"),
        BoardSeat("councils", "partner", "Partner member, councils", nominated_by="local_authorities"),
        BoardSeat("healthwatch", "participant", "Participant"),
    ]


def board(plan: Plan) -> list[Row]:
    rows: list[Row] = []
    for number, held in enumerate(board_seats(plan), start=1):
        start = plan.day(BEGAN + timedelta(days=30), date(2025, 3, 1))
        rows += _seat(plan, f"{plan.id('BOARD')}-{number:02d}", held, start)
    rows += _roles(plan)
    for person in [plan.person(held.task) for held in board_seats(plan) if held.seat_class != "participant"]:
        rows += [
            Eligibility(person=person, ground=ground, applies=False, checked_on=date(2022, 5, 1)) for ground in GROUNDS
        ]
        rows += [
            Skill(person=person, skill="mental_illness_services", held=True, judged_by="chair", judged_on=BEGAN,
                  reason="has worked in such services"),
        ]  # fmt: skip
    rows.append(
        Skill(person=plan.person("non_executive_2"), skill="finance", held=True, judged_by="chair", judged_on=BEGAN)
    )
    return rows


def _seat(plan: Plan, seat: str, held: BoardSeat, start: date) -> list[Row]:
    person, icb = plan.person(held.task), plan.code
    member = held.seat_class != "participant"
    appointer = NHS_ENGLAND if held.seat_class == "chair" else "chair"
    approver = {"chair": "Secretary of State", "chief_executive": "NHS England"}.get(held.seat_class, "chair")
    before = start - timedelta(days=plan.random.randint(3, 25))
    behalf = {"trusts": plan.trusts[0], "practices": plan.practices[0], "councils": plan.councils[0]}.get(held.task)
    ballot = plan.id(f"BALLOT-{held.task}") if behalf else ""
    rows: list[Row] = [
        Seat(
            seat=seat, body=icb, title=held.title, seat_class=held.seat_class, voting=member,
            profession=held.profession, nominated_by=held.nominated_by or "none",
            appointed_by=appointer if member else "",
            approved_by=approver if member else "", deputy_allowed=bool(behalf), from_date=BEGAN,
        ),
        Appointment(
            seat=seat, person=person, on_behalf_of=(behalf,) if behalf else (icb,), appointed_by=appointer,
            appointed_on=before, from_date=start, chair_approved_on=None if held.task == "chair" else before,
            nhs_england_approved_on=before if held.seat_class in ("chair", "chief_executive") else None,
            secretary_of_state_approved_on=before if held.task == "chair" else None,
            independence_tested_on=before, independence_undermined=False, nomination=ballot, interim=False,
        ),
    ]  # fmt: skip
    if held.seat_class in ("chief_executive", "executive"):
        post = "chief_executive" if held.seat_class == "chief_executive" else "director"
        rows.append(
            Employment(
                person=person, employer=icb, post=post, basis="employee", from_date=start - timedelta(days=10),
            )
        )  # fmt: skip
    if behalf:
        post = "trust_chair" if held.task == "trusts" else "director"
        rows.append(Employment(person=person, employer=behalf, post=post, basis="office_holder", from_date=BEGAN))
        rows += _ballot(plan, seat, held, ballot, before)
        deputy = plan.person(f"{held.task}_deputy")
        rows.append(Deputy(seat=seat, person=deputy, may_vote=False, from_date=start))
    tested, occasion = before, "appointment"
    while member and tested <= ON:
        rows.append(FitAndProperTest(person=person, on_date=tested, occasion=occasion, passed=True))
        tested, occasion = tested + timedelta(days=350), "yearly"
    return rows


def _ballot(plan: Plan, seat: str, held: BoardSeat, ballot: str, before: date) -> list[Row]:
    voters = {"trusts": plan.trusts, "practices": plan.practices, "councils": plan.councils}[held.task]
    person = plan.person(held.task)
    closed = before - timedelta(days=5)
    return [
        Ballot(
            ballot=ballot, seat=seat, nominators=held.nominated_by, opened_on=closed - timedelta(days=20),
            closed_on=closed, process_followed=True, nominated=person, chair_approved_on=before,
        ),
        *(Nomination(ballot=ballot, person=person, nominated_by=voter) for voter in voters),
        *(
            BallotVote(ballot=ballot, body=voter, for_person=person, cast_on=closed - timedelta(days=1))
            for voter in voters
        ),
    ]  # fmt: skip


def _roles(plan: Plan) -> list[Row]:
    def role(name: str, task: str, body: str = plan.code) -> Role:
        return Role(body=body, role=name, person=plan.person(task), from_date=BEGAN)

    return [
        role("deputy_chair", "non_executive_1"),
        role("senior_non_executive", "non_executive_1"),
        role("audit_chair", "non_executive_2"),
        role("conflicts_guardian", "non_executive_2"),
        role("remuneration_chair", "non_executive_3"),
        *(role(name, "nursing") for name in LEADS),
        role("system_lead", "chief_executive"),
        role("regional_lead", "region", plan.id("REGION")),
        role("collaborative_lead", "mind", plan.id("MIND")),
        *(role("place_lead", f"{place}-lead", place) for place in plan.places),
        *(role("neighbourhood_lead", f"{network}-lead", network) for network in plan.networks),
    ]


def committees(plan: Plan) -> list[Row]:
    chairs = {"AUDIT": "non_executive_2", "REMUNERATION": "non_executive_3"}
    rows: list[Row] = []
    for name in COMMITTEES:
        tasks = [chairs.get(name, "non_executive_1"), "finance", "nursing"]
        if name in chairs:
            tasks = list(dict.fromkeys([chairs[name], "non_executive_1", "non_executive_3", "non_executive_2"]))
        rows += _members(plan, plan.id(name), tasks)
    rows += _members(plan, plan.id("PANEL"), ["medical", "nursing", "non_executive_1"])
    rows += _members(plan, plan.id("CHILDREN"), ["nursing", f"{plan.councils[0]}-officer"])
    return rows


def _members(plan: Plan, body: str, tasks: list[str]) -> list[Row]:
    rows: list[Row] = []
    for number, task in enumerate(tasks, start=1):
        seat = f"{body}-{number}"
        behalf = task.removesuffix("-officer") if task.endswith("-officer") else plan.code
        rows += [
            Seat(seat=seat, body=body, title="Chair" if number == 1 else "Member", voting=True, from_date=BEGAN,
                 seat_class="chair" if number == 1 else "member", appointed_by="chair", approved_by="chair",
                 represents=("council" if task.endswith("-officer") else "icb",)),
            Appointment(seat=seat, person=plan.person(task), on_behalf_of=(behalf,), appointed_by="chair",
                        appointed_on=date(2025, 4, 1), chair_approved_on=date(2025, 4, 1), from_date=date(2025, 4, 2),
                        independence_tested_on=date(2025, 4, 1), independence_undermined=False, interim=False),
        ]  # fmt: skip
    return rows


def places(plan: Plan) -> list[Row]:
    rows: list[Row] = []
    for place in (*plan.places, plan.id("MIND")):
        for number, sector in enumerate(SECTORS, start=1):
            seat = f"{place}-S{number}"
            behalf = {"council": plan.councils[0], "public_health": plan.councils[0]}.get(sector, plan.trusts[0])
            behalf = plan.trusts[1] if sector == "mental_health" else behalf
            behalf = plan.practices[0] if sector == "primary_care_leadership" else behalf
            rows += [
                Seat(seat=seat, body=place, title=sector.replace("_", " "), voting=True, from_date=BEGAN,
                     seat_class="chair" if number == 1 else "member", represents=(sector,), appointed_by="chair",
                     approved_by="chair"),
                Appointment(seat=seat, person=plan.person(f"{place}-{sector}"), on_behalf_of=(behalf,),
                            appointed_by="chair", appointed_on=date(2025, 4, 1), chair_approved_on=date(2025, 4, 1),
                            independence_tested_on=date(2025, 4, 1), independence_undermined=False, interim=False,
                            from_date=date(2025, 4, 2)),
            ]  # fmt: skip
    return rows


def people(plan: Plan) -> list[Row]:
    employed = {plan.person(task) for task in ("chief_executive", "finance", "nursing", "medical")}
    return [
        Person(person=person, name=f"Example {person}", employee=person in employed) for person in plan.people.values()
    ]
