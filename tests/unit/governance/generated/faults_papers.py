"""Faults in interests, meetings, decisions, delegation, reconfigurations, tiers and partnerships."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.generated.faults import change, drop, fault
from tests.unit.governance.generated.plan import BEGAN, NHS_ENGLAND, Plan

from commonweal.governance.handbook import (
    Appointment,
    Body,
    Clause,
    Decision,
    Declaration,
    Direction,
    Document,
    Employment,
    Evaluator,
    Function,
    Gift,
    Grant,
    Interest,
    PoolContribution,
    Reconfiguration,
    ResponsibilityGroup,
    Row,
    Transfer,
)

Rows = list[Row]


def _statement(plan: Plan, rows: Rows, task: str) -> Interest:
    return next(
        row for row in rows if isinstance(row, Interest) and row.person == plan.person(task) and row.to_date is None
    )


@fault("A04", touches="order-2")
def a_board_was_not_consulted(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Document, {"document": plan.id("ORDER-2")}, consulted=(NHS_ENGLAND,))


@fault("A07", touches="succession")
def an_open_decision_of_the_old_group_is_lost(plan: Plan, rows: Rows) -> Rows:
    left = Decision(
        decision=plan.id("OLD-1"), on_date=date(2022, 5, 1), title="Open still", outcome="approved",
        taken_by=plan.id("CCG"),
    )  # fmt: skip
    return [*rows, left]


@fault("A02", touches="succession")
def a_day_lies_between_two_bodies(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Body, {"body": plan.id("CCG")}, to_date=BEGAN - timedelta(days=5))


@fault("A08", touches="first-year")
def the_first_year_ended_elsewhen(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Body, {"body": plan.code}, first_year_to=date(2023, 6, 30))


@fault("A10", touches="groups")
def a_group_of_people_has_no_board(plan: Plan, rows: Rows) -> Rows:
    lost = ResponsibilityGroup(group="travellers", icb="", people=120, from_date=BEGAN)
    return [*rows, lost]


@fault("D01", touches="entries")
def a_member_has_no_entry(plan: Plan, rows: Rows) -> Rows:
    return drop(rows, Interest, person=plan.person("non_executive_1"))


@fault("D03", touches="declared")
def an_interest_was_declared_late(plan: Plan, rows: Rows) -> Rows:
    statement = _statement(plan, rows, "medical")
    aware = date(2025, 8, 1)
    late = replace(
        statement, kind="financial", counterparty="Faraway Goods Ltd", aware_on=aware, commissioning_related=True,
        declared_on=aware + timedelta(days=40), registered_on=aware + timedelta(days=41),
    )  # fmt: skip
    return [late if row is statement else row for row in rows]


@fault("D04", touches="declarations")
def a_declaration_is_not_in_the_register(plan: Plan, rows: Rows) -> Rows:
    held = Declaration(
        item=plan.id("M0-1"), person=plan.person("nursing"), statement=plan.id("I-NOWHERE"), action="noted",
        decided_by="chair",
    )  # fmt: skip
    return [*rows, held]


@fault("D06", touches="ended-interest")
def an_ended_interest_left_the_register_early(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Interest, {"statement": plan.id("I-OLD")}, published_until=date(2026, 1, 31))


@fault("D06", touches="ended-interest")
def an_ended_interest_is_not_kept(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Interest, {"statement": plan.id("I-OLD")}, kept_until=date(2028, 1, 31))


@fault("D07", touches="gift")
def a_gift_of_a_supplier_was_kept(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Gift, {"gift": plan.id("GIFT-1")}, supplier=True)


@fault("D07", touches="gift")
def a_large_gift_was_kept_for_oneself(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Gift, {"gift": plan.id("GIFT-1")}, value_pence=9_000)


@fault("D08", touches="hospitality")
def lavish_hospitality_was_not_approved(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Gift, {"gift": plan.id("GIFT-2")}, value_pence=15_000, approved_by="none")


@fault("D09", touches="confirmed")
def an_entry_was_not_confirmed_for_years(plan: Plan, rows: Rows) -> Rows:
    statement = _statement(plan, rows, "chair")
    old = replace(
        statement, aware_on=date(2023, 1, 1), declared_on=date(2023, 1, 2), registered_on=date(2023, 1, 3),
        confirmed_on=date(2024, 1, 3),
    )  # fmt: skip
    return [old if row is statement else row for row in rows]


@fault("D12", touches="evaluator")
def a_conflicted_evaluator_went_on(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Evaluator, {"procurement": plan.id("PROC-1")}, conflicted=True, measure="none")


@fault("F01", touches="grant-new-function")
def a_function_passes_to_a_company(plan: Plan, rows: Rows) -> Rows:
    function = replace(_function(plan, rows, "F-QUALITY"), function=plan.id("F-NEW"))
    grant = replace(
        _grant(plan, rows, "G-QUALITY"), grant=plan.id("G-NEW"), function=function.function, route="section_65z5",
        to_body=plan.id("SUPPLIER"), liability_holder=plan.id("SUPPLIER"), guidance_version="2",
        guidance_considered_on=BEGAN,
    )  # fmt: skip
    return [*rows, function, grant]


def _grant(plan: Plan, rows: Rows, name: str) -> Grant:
    return next(row for row in rows if isinstance(row, Grant) and row.grant == plan.id(name))


def _function(plan: Plan, rows: Rows, name: str) -> Function:
    return next(row for row in rows if isinstance(row, Function) and row.function == plan.id(name))


@fault("F02", touches="grant-specialised-in")
def a_listed_function_of_the_nation_passes(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Function, {"function": plan.id("F-SPECIAL")}, provision="NHSA 2006 s.14Z61")


@fault("F03", touches="grant-hospital")
def a_function_is_passed_on_against_the_terms(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Grant, {"grant": plan.id("G-HOSPITAL")}, onward_allowed=False)


@fault("F04", touches="grant-new-function")
def liability_stays_with_the_wrong_body(plan: Plan, rows: Rows) -> Rows:
    function = replace(_function(plan, rows, "F-QUALITY"), function=plan.id("F-NEW"))
    grant = replace(
        _grant(plan, rows, "G-QUALITY"), grant=plan.id("G-NEW"), function=function.function, route="section_65z5",
        to_body=plan.trusts[0], liability_holder=plan.code, guidance_version="2", guidance_considered_on=BEGAN,
    )  # fmt: skip
    return [*rows, function, grant]


@fault("F05", touches="function-children")
def a_joint_committee_takes_what_is_not_joint(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Function, {"function": plan.id("F-CHILDREN")}, jointly_exercisable=False)


@fault("F06", touches="pool")
def a_council_pays_into_a_pool_of_the_health_service(plan: Plan, rows: Rows) -> Rows:
    money = PoolContribution(
        pool=plan.id("NHS-POOL"), contributor=plan.councils[0], route="section_65z6", from_date=BEGAN
    )
    return [*rows, money]


@fault("F07", touches="grant-children")
def guidance_was_considered_late(plan: Plan, rows: Rows) -> Rows:
    where = {"grant": plan.id("G-CHILDREN")}
    return change(
        rows, Grant, where, from_date=date(2024, 1, 1), guidance_considered_on=date(2024, 3, 1), guidance_version="2"
    )


@fault("F08", touches="function-orphan")
def a_function_is_an_orphan(plan: Plan, rows: Rows) -> Rows:
    return [*rows, replace(_function(plan, rows, "F-QUALITY"), function=plan.id("F-ORPHAN"), title="Orphan")]


@fault("F08", touches="grant-money")
def a_function_has_two_routes(plan: Plan, rows: Rows) -> Rows:
    second = replace(_grant(plan, rows, "G-MONEY"), grant=plan.id("G-MONEY-2"), to_body=plan.id("QUALITY"))
    return [*rows, second]


@fault("F11", touches="grant-sub")
def a_sub_delegation_was_approved_late(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Grant, {"grant": plan.id("G-SUB")}, approved_in_writing_on=BEGAN + timedelta(days=30))


@fault("F12", touches="agreement")
def a_function_delegated_in_rests_on_no_agreement(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Grant, {"grant": plan.id("G-GP-IN")}, document=plan.id("SCHEME"))


@fault("F14", "F10", touches="direction grant-quality")
def a_barred_function_is_delegated(plan: Plan, rows: Rows) -> Rows:
    where = {"direction": plan.id("DIRECTION-1")}
    return change(rows, Direction, where, functions=(plan.id("F-QUALITY"),))


@fault("F15", touches="council-function")
def a_council_passes_on_safeguarding(plan: Plan, rows: Rows) -> Rows:
    council = plan.councils[0]
    function = Function(
        function=plan.id("F-SAFE"), title="Safeguard adults", holder=council, origin="council",
        provision="Care Act 2014 s.42", commissioning=False, delegable=False, jointly_exercisable=False,
        from_date=date(2015, 4, 1),
    )  # fmt: skip
    grant = replace(
        _grant(plan, rows, "G-QUALITY"), grant=plan.id("G-SAFE"), function=function.function, from_body=council,
        to_body=plan.code, route="section_75", guidance_version="2", guidance_considered_on=BEGAN,
        liability_holder=plan.code,
    )  # fmt: skip
    return [*rows, function, grant]


@fault("F16", touches="joint-post")
def guidance_on_a_joint_post_came_late(plan: Plan, rows: Rows) -> Rows:
    where = {"person": plan.person("joint")}
    return change(rows, Employment, where, joint_guidance_considered_on=date(2025, 9, 1))


@fault("K01", touches="proposal-1")
def a_proposal_was_notified_after_it_was_called_in(plan: Plan, rows: Rows) -> Rows:
    where = {"proposal": plan.id("R2")}
    return change(rows, Reconfiguration, where, notified_on=date(2025, 3, 20))


@fault("K02", touches="proposal-2")
def a_proposal_was_decided_too_late(plan: Plan, rows: Rows) -> Rows:
    where = {"proposal": plan.id("R2")}
    return change(rows, Reconfiguration, where, outcome_on=date(2025, 11, 1), outcome_published_on=date(2025, 11, 2))


@fault("K03", touches="proposal-steps")
def forbidden_steps_were_taken(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Reconfiguration, {"proposal": plan.id("R2")}, steps_after_call_in=True)


@fault("K05", touches="transfer-national")
def a_national_function_passed_to_a_trust(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Transfer, {"line": plan.id("LINE-NATIONAL")}, new_body=plan.trusts[0])


@fault("K07", touches="place-terms")
def the_terms_of_a_place_have_run_out(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Document, {"document": f"{plan.places[0]}-TERMS"}, to_date=date(2026, 3, 31))


@fault("K08", touches="place-members")
def a_place_has_nobody_for_mental_health(plan: Plan, rows: Rows) -> Rows:
    person = plan.person(f"{plan.places[0]}-mental_health")
    return change(rows, Appointment, {"person": person}, to_date=date(2026, 3, 31), ended_because="resigned")


@fault("K09", touches="collaborative")
def a_collaborative_has_no_way_to_decide(plan: Plan, rows: Rows) -> Rows:
    where = {"document": plan.id("MIND-TERMS"), "topic": "decision_making"}
    return change(rows, Clause, where, stated=False)
