"""Faults in the constitution and the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.generated.faults import FAULTS, Fault, change, drop, fault
from tests.unit.governance.generated.plan import BEGAN, Plan

from commonweal.governance.handbook import (
    Appointment,
    Ballot,
    Citation,
    Clause,
    Document,
    Eligibility,
    Employment,
    FitAndProperTest,
    Grant,
    Partner,
    Publication,
    Review,
    Role,
    Row,
    Seat,
    Skill,
)

Rows = list[Row]


def _clause_left_out(topic: str) -> None:
    def plant(plan: Plan, rows: Rows) -> Rows:
        return change(rows, Clause, {"document": plan.id("CONSTITUTION-2"), "topic": topic}, stated=False)

    rule = {
        "name": "B01", "area": "B01", "independence_of_appointments": "B03", "removal_of_chair": "B05",
        "nomination_process": "B12", "decision_procedure": "B17", "transparency": "B18",
        "conflicts_arrangements": "B19", "conflicts_principles": "B19", "involvement_arrangements": "B20",
        "involvement_principles": "B20", "variation_by_application": "B21", "variation_by_nhs_england": "B21",
    }[topic]  # fmt: skip
    told = f"the constitution does not state {topic.replace('_', ' ')}"
    FAULTS.append(Fault(told, frozenset([rule]), frozenset([f"clause-{topic}"]), plant, lambda plan: True))


for _topic in (
    "name", "area", "independence_of_appointments", "removal_of_chair", "nomination_process", "decision_procedure",
    "transparency", "conflicts_arrangements", "conflicts_principles", "involvement_arrangements",
    "involvement_principles", "variation_by_application", "variation_by_nhs_england",
):  # fmt: skip
    _clause_left_out(_topic)


def _appointment(plan: Plan, rows: Rows, task: str) -> Appointment:
    """The appointment to the board of the person who carries a task."""
    board = plan.id("BOARD")
    return next(
        row
        for row in rows
        if isinstance(row, Appointment) and row.person == plan.person(task) and row.seat.startswith(board)
    )


def _appointed(plan: Plan, rows: Rows, task: str, **new: object) -> Rows:
    held = _appointment(plan, rows, task)
    return change(rows, Appointment, {"seat": held.seat, "person": held.person}, **new)


def _late(plan: Plan, rows: Rows, task: str, column: str) -> Rows:
    start = _appointment(plan, rows, task).from_date
    assert start is not None
    return _appointed(plan, rows, task, **{column: start + timedelta(days=9)})


@fault("B05", touches="clause-others")
def others_may_remove_the_chair(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Clause, {"topic": "removal_of_chair_by_others", "stated": False}, stated=True)


@fault("B02", touches="chair-seat")
def there_are_two_seats_of_a_chair(plan: Plan, rows: Rows) -> Rows:
    seat = next(row for row in rows if isinstance(row, Seat) and row.seat == f"{plan.id('BOARD')}-01")
    second = replace(seat, seat=f"{plan.id('BOARD')}-99", title="Co-chair")
    held = replace(_appointment(plan, rows, "chair"), seat=second.seat)
    return [*rows, second, held]


@fault("B03", touches="non_executive_1")
def a_member_undermines_independence(plan: Plan, rows: Rows) -> Rows:
    return _appointed(plan, rows, "non_executive_1", independence_undermined=True)


@fault("B03", touches="non_executive_2")
def independence_was_considered_late(plan: Plan, rows: Rows) -> Rows:
    return _late(plan, rows, "non_executive_2", "independence_tested_on")


@fault("B04", touches="chair")
def the_chair_was_approved_late(plan: Plan, rows: Rows) -> Rows:
    return _late(plan, rows, "chair", "secretary_of_state_approved_on")


@fault("B04", touches="chair")
def the_chair_was_appointed_by_the_board(plan: Plan, rows: Rows) -> Rows:
    return _appointed(plan, rows, "chair", appointed_by=plan.code)


@fault("B05", touches="former-chair")
def a_former_chair_was_removed_by_the_board(plan: Plan, rows: Rows) -> Rows:
    seat = f"{plan.id('BOARD')}-01"
    first = _appointment(plan, rows, "chair").from_date
    assert first is not None
    former = Appointment(
        seat=seat, person=plan.person("former_chair"), from_date=BEGAN, to_date=first - timedelta(days=1),
        ended_because="removed", removed_by=plan.code, removal_approved_on=BEGAN, interim=False,
    )  # fmt: skip
    return [*rows, former]


@fault("B06", touches="chief-executive")
def the_chief_executive_was_approved_late(plan: Plan, rows: Rows) -> Rows:
    return _late(plan, rows, "chief_executive", "nhs_england_approved_on")


@fault("B07", touches="chief-executive-employment")
def the_chief_executive_left_employment(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Employment, {"post": "chief_executive"}, to_date=date(2025, 12, 31))


@fault("B08", touches="seat-of-non_executive_3")
def a_seat_is_approved_by_somebody_else(plan: Plan, rows: Rows) -> Rows:
    seat = _appointment(plan, rows, "non_executive_3").seat
    return change(rows, Seat, {"seat": seat}, approved_by="NHS England")


@fault("B08", touches="nursing")
def the_chair_approved_a_member_late(plan: Plan, rows: Rows) -> Rows:
    return _late(plan, rows, "nursing", "chair_approved_on")


def _vacant(task: str, rule: str) -> None:
    def plant(plan: Plan, rows: Rows) -> Rows:
        return _appointed(plan, rows, task, to_date=date(2026, 3, 31), ended_because="resigned")

    FAULTS.append(
        Fault(f"the seat of the {task} is vacant", frozenset([rule]), frozenset([task]), plant, lambda plan: True)
    )


for _task, _rule in (("trusts", "B09"), ("practices", "B10"), ("councils", "B11"), ("finance", "C02")):
    _vacant(_task, _rule)


@fault("B12", touches="councils")
def a_nomination_left_the_process(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Ballot, {"ballot": plan.id("BALLOT-councils")}, process_followed=False)


@fault("B12", touches="trusts")
def somebody_else_was_appointed_than_nominated(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Ballot, {"ballot": plan.id("BALLOT-trusts")}, nominated=plan.person("finance"))


@fault("B13", touches="skills")
def nobody_knows_mental_illness_services(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Skill, {"skill": "mental_illness_services"}, held=False)


@fault("B14", "F10", touches="grant-quality")
def a_function_passes_inside_to_a_trust(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Grant, {"grant": plan.id("G-QUALITY")}, to_body=plan.trusts[0])


@fault("B15", touches="committee-finance")
def a_committee_member_was_approved_late(plan: Plan, rows: Rows) -> Rows:
    where = {"seat": f"{plan.id('FINANCE')}-3"}
    return change(rows, Appointment, where, appointed_by=plan.code, chair_approved_on=date(2025, 6, 1))


@fault("B16", touches="committee-finance")
def a_committee_member_undermines_independence(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Appointment, {"seat": f"{plan.id('FINANCE')}-2"}, independence_undermined=True)


@fault("B22", touches="constitution")
def a_variation_was_approved_late(plan: Plan, rows: Rows) -> Rows:
    second = next(row for row in rows if isinstance(row, Document) and row.document == plan.id("CONSTITUTION-2"))
    assert second.from_date is not None
    where = {"document": second.document}
    return change(rows, Document, where, approved_on=second.from_date + timedelta(days=12))


@fault("B22", touches="constitution")
def a_variation_was_approved_by_the_board_itself(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Document, {"document": plan.id("CONSTITUTION-2")}, approved_by=plan.code)


@fault("A05", touches="constitution published-constitution")
def an_old_constitution_is_on_the_website(plan: Plan, rows: Rows) -> Rows:
    rows = drop(rows, Publication, publication=plan.id("W2"))
    return change(rows, Publication, {"publication": plan.id("W1")}, withdrawn_on=None)


@fault("A03", touches="order")
def the_order_points_to_no_constitution_of_the_board(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Document, {"document": plan.id("ORDER")}, sets_out=plan.id("SCHEME"))


@fault("B23", touches="partner-trusts")
def a_partner_trust_is_not_listed(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Partner, {"body": plan.trusts[-1]}, listed=False)


@fault("B23", touches="partner-trusts")
def a_trust_is_listed_that_may_not_nominate(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Partner, {"body": plan.trusts[-1]}, may_nominate=False)


@fault("B24", touches="review")
def a_gap_in_skills_is_left_open(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Review, {"subject": "board_skills"}, gap="nobody knows digital services", mitigation="none")


@fault("B24", touches="review")
def skills_were_reviewed_long_ago(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Review, {"subject": "board_skills"}, on_date=date(2024, 12, 1))


@fault("B25", touches="citation")
def a_section_is_cited_for_something_else(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Citation, {"document": plan.id("CONSTITUTION-2")}, topic="registers of interests")


@fault("C01", "C02", touches="seat-of-nursing nursing")
def there_is_no_director_of_nursing(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Seat, {"profession": "nursing"}, profession="other")


@fault("C06", touches="leads")
def nobody_leads_on_special_needs(plan: Plan, rows: Rows) -> Rows:
    return drop(rows, Role, role="lead_send")


@fault("C06", touches="leads")
def a_lead_has_no_vote(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Role, {"role": "lead_safeguarding"}, person=plan.person("healthwatch"))


@fault("C07", touches="tests-of-medical")
def a_member_did_not_pass_the_test(plan: Plan, rows: Rows) -> Rows:
    last = max(
        row.on_date for row in rows if isinstance(row, FitAndProperTest) and row.person == plan.person("medical")
    )
    return change(rows, FitAndProperTest, {"person": plan.person("medical"), "on_date": last}, passed=False)


@fault("C07", touches="tests-of-councils councils")
def a_member_was_not_tested_for_years(plan: Plan, rows: Rows) -> Rows:
    person = plan.person("councils")
    kept = [
        row
        for row in rows
        if not (isinstance(row, FitAndProperTest) and row.person == person and row.occasion == "yearly")
    ]
    return [
        replace(row, on_date=row.on_date - timedelta(days=300))
        if isinstance(row, FitAndProperTest) and row.person == person
        else row
        for row in kept
    ]


@fault("C08", touches="eligibility")
def a_member_sits_in_parliament(plan: Plan, rows: Rows) -> Rows:
    where = {"person": plan.person("non_executive_1"), "ground": "member_of_parliament"}
    return change(rows, Eligibility, where, applies=True)


@fault("C09", touches="trust-posts")
def a_non_executive_chairs_a_trust(plan: Plan, rows: Rows) -> Rows:
    post = Employment(
        person=plan.person("non_executive_2"), employer=plan.trusts[0], post="trust_chair", basis="office_holder",
        from_date=BEGAN,
    )  # fmt: skip
    return [*rows, post]


@fault("C10", touches="participant")
def a_participant_votes(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Seat, {"body": plan.code, "seat_class": "participant"}, voting=True)


@fault("C11", touches="remuneration-chair")
def the_audit_chair_chairs_remuneration(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Role, {"role": "remuneration_chair"}, person=plan.person("non_executive_2"))
