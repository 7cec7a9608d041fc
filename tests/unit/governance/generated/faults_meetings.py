"""Faults in meetings and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.generated.faults import change, drop, fault
from tests.unit.governance.generated.plan import Plan

from commonweal.governance.handbook import (
    Body,
    Consideration,
    Decision,
    Declaration,
    Document,
    Grant,
    Meeting,
    Publication,
    PublicQuestion,
    Reconfiguration,
    Row,
    Vote,
)

Rows = list[Row]


@fault("E01", touches="meeting-0-public")
def the_public_was_kept_out_without_a_reason(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Meeting, {"meeting": plan.id("M0")}, open_to_public=False, exclusion_reason="none")


@fault("E02", touches="notice")
def notice_was_given_too_late(plan: Plan, rows: Rows) -> Rows:
    meeting = next(row for row in rows if isinstance(row, Meeting) and row.meeting == plan.id("M1"))
    return change(rows, Meeting, {"meeting": meeting.meeting}, notice_on=meeting.on_date - timedelta(days=1))


@fault("E07", touches="papers")
def papers_went_out_late(plan: Plan, rows: Rows) -> Rows:
    meeting = next(row for row in rows if isinstance(row, Meeting) and row.meeting == plan.id("M0"))
    return change(rows, Meeting, {"meeting": meeting.meeting}, papers_on=meeting.on_date - timedelta(days=2))


@fault("E09", touches="considered-wellbeing")
def one_effect_of_a_decision_was_not_considered(plan: Plan, rows: Rows) -> Rows:
    return drop(rows, Consideration, decision=plan.id("M0-D1"), topic="wellbeing")


@fault("E11", touches="considered-climate")
def climate_was_not_considered(plan: Plan, rows: Rows) -> Rows:
    return drop(rows, Consideration, decision=plan.id("M1-D1"), topic="climate")


@fault("E12", touches="considered-involvement")
def nobody_was_involved_in_the_proposal(plan: Plan, rows: Rows) -> Rows:
    return drop(rows, Consideration, decision=plan.id("M0-D1"), topic="involvement_proposal")


@fault("E13", touches="considered-strategy")
def an_old_strategy_was_cited(plan: Plan, rows: Rows) -> Rows:
    old = Document(
        document=plan.id("OLD-NEEDS"), body=plan.councils[0], kind="other", from_date=date(2013, 4, 1),
        to_date=date(2020, 3, 31), approved_on=date(2013, 4, 1),
    )  # fmt: skip
    where = {"decision": plan.id("M1-D1"), "topic": "jsna"}
    return [*change(rows, Consideration, where, version=old.document), old]


@fault("D02", touches="published-register")
def the_register_was_withdrawn(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Publication, {"publication": plan.id("W3")}, withdrawn_on=date(2026, 4, 25))


@fault("D05", touches="item-1-2")
def a_touched_item_was_managed_after_the_vote(plan: Plan, rows: Rows) -> Rows:
    where = {"item": plan.id("M0-1"), "person": plan.person("medical")}
    return change(rows, Declaration, where, at="11:59", on_date=None)


@fault("D10", touches="quality-item-1")
def an_excluded_member_voted(plan: Plan, rows: Rows) -> Rows:
    vote = Vote(item=plan.id("QM-1"), person=plan.person("finance"), vote="for", at="09:45")
    return [*rows, vote]


@fault("E05", "E06", touches="quality-item-2")
def the_minutes_call_an_item_quorate_that_was_not(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Decision, {"decision": plan.id("QM-D2")}, quorate=True, acted_on=True)


@fault("E06", touches="quality-item-2")
def an_inquorate_decision_was_put_into_effect(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Decision, {"decision": plan.id("QM-D2")}, acted_on=True)


@fault("F09", touches="place-decision")
def a_forum_took_a_decision(plan: Plan, rows: Rows) -> Rows:
    forum = plan.id("FORUM")
    found = Body(body=forum, name="Advisory forum", kind="forum", system=plan.code, from_date=date(2022, 7, 1))
    held = next(row for row in rows if isinstance(row, Decision) and row.decision == plan.id("QM-D2"))
    taken = replace(held, decision=plan.id("D-FORUM"), item="", meeting="", taken_by=forum, quorate=True, acted_on=True)
    return [*rows, found, taken]


@fault("D11", touches="quality-item-1")
def a_committee_without_quorum_decided_all_the_same(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Decision, {"decision": plan.id("QM-D1")}, taken_by=plan.id("QUALITY"))


@fault("E08", touches="question")
def a_question_was_longer_than_the_limit(plan: Plan, rows: Rows) -> Rows:
    return change(rows, PublicQuestion, {"question": plan.id("Q1")}, words=400)


@fault("E04", touches="minutes-1")
def minutes_were_published_too_late(plan: Plan, rows: Rows) -> Rows:
    where = {"about": plan.id("M1"), "kind": "minutes"}
    return change(rows, Publication, where, published_on=date(2026, 8, 1))


@fault("F10", touches="quality-item-2 grant-quality")
def a_decision_exceeds_the_limit(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Decision, {"decision": plan.id("QM-D2")}, amount_pence=9_000_000_00)


@fault("F10", touches="quality-item-2 grant-quality")
def a_committee_decided_what_nobody_granted_it(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Decision, {"decision": plan.id("QM-D2")}, function=plan.id("F-AUDIT"))


@fault("F10", touches="body-quality")
def a_committee_decided_after_it_had_ended(plan: Plan, rows: Rows) -> Rows:
    held = next(row for row in rows if isinstance(row, Decision) and row.decision == plan.id("D-TRUST"))
    old = plan.id("OLD")
    ended = Body(body=old, name="Former committee", kind="committee", parent=plan.code, system=plan.code,
                 from_date=date(2022, 7, 1), to_date=date(2025, 12, 31))  # fmt: skip
    return [*change(rows, Decision, {"decision": held.decision}, taken_by=old), ended]


@fault("K04", touches="proposal-published")
def an_outcome_was_published_before_it_was_decided(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Reconfiguration, {"proposal": plan.id("R2")}, outcome_published_on=date(2025, 5, 1))


@fault("K06", touches="place-leader")
def a_place_is_led_by_nobody_who_is_known(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Body, {"body": plan.places[0]}, lead="nobody-known")


@fault("F13", touches="agreement-specialised", possible=lambda plan: plan.segment >= 3)
def specialised_services_lack_the_condition(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Grant, {"grant": plan.id("G-SPECIAL-IN")}, segment_condition=False)


@fault("D13", touches="monthly-register published-register")
def the_register_is_not_put_up_anew(plan: Plan, rows: Rows) -> Rows:
    return change(rows, Publication, {"publication": plan.id("W3")}, published_on=date(2025, 9, 1))
