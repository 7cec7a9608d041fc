"""Faults beside the board: another board over its area, one that closes, a cluster, a trust's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.generated.faults import change, fault
from tests.unit.governance.generated.plan import BEGAN, Plan

from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Body,
    Consideration,
    Decision,
    Meeting,
    Row,
    Seat,
    Transfer,
)

Rows = list[Row]


@fault("A01", touches="area")
def another_board_stands_over_the_same_area(plan: Plan, rows: Rows) -> Rows:
    twin = Body(body=plan.id("TWIN"), name="Another board", kind="icb", area=plan.area, from_date=BEGAN)
    return [*rows, twin]


@fault("A06", touches="closing")
def a_board_that_closed_left_a_liability_to_nobody(plan: Plan, rows: Rows) -> Rows:
    old = plan.id("CLOSED")
    return [
        *rows,
        Body(body=old, name="A board that closed", kind="icb", from_date=BEGAN, to_date=date(2026, 3, 31)),
        Transfer(
            line=plan.id("LINE-LEASE"), old_body=old, kind="liability", what="a lease", criminal=False,
            on_date=date(2026, 4, 1),
        ),
    ]  # fmt: skip


@fault("A09", "F09", touches="cluster place-decision")
def a_cluster_resolved_for_its_boards(plan: Plan, rows: Rows) -> Rows:
    cluster, meeting, day = plan.id("CLUSTER"), plan.id("CM"), date(2026, 3, 3)
    return [
        *rows,
        Body(body=cluster, name="Cluster of boards", kind="cluster", system=plan.code, from_date=date(2025, 10, 1)),
        Meeting(meeting=meeting, body=cluster, on_date=day),
        Decision(
            decision=plan.id("D-CLUSTER"), meeting=meeting, on_date=day, title="One team", outcome="approved",
            taken_by=cluster,
        ),
    ]  # fmt: skip


@fault("E03", touches="whole-board")
def a_committee_of_the_whole_board_met_in_private(plan: Plan, rows: Rows) -> Rows:
    whole, day = plan.id("WHOLE"), date(2026, 3, 12)
    board = {row.seat: row for row in rows if isinstance(row, Seat) and row.body == plan.code}
    held = [row for row in rows if isinstance(row, Appointment) and row.seat in board]
    seats = {
        row.seat: replace(board[row.seat], seat=f"{row.seat}-W", body=whole) for row in held if board[row.seat].voting
    }
    return [
        *rows,
        Body(body=whole, name="Committee of the whole", kind="committee", system=plan.code, parent=plan.code,
             from_date=BEGAN),
        *seats.values(),
        *(replace(row, seat=seats[row.seat].seat) for row in held if row.seat in seats),
        Meeting(meeting=plan.id("WM"), body=whole, on_date=day, open_to_public=False, exclusion_reason="none",
                notice_on=date(2026, 2, 27), papers_on=date(2026, 2, 27)),
    ]  # fmt: skip


@fault("E10", touches="trust-decision")
def a_trust_did_not_consider_the_quality_of_services(plan: Plan, rows: Rows) -> Rows:
    meeting, item = plan.id("TM"), plan.id("TM-1")
    left_out = {"decision": plan.id("D-TRUST"), "topic": "quality"}
    rows = change(rows, Consideration, left_out, text="not considered")
    rows = change(rows, Decision, {"decision": plan.id("D-TRUST")}, item=item, meeting=meeting)
    return [
        *rows,
        Meeting(meeting=meeting, body=plan.trusts[0], on_date=date(2026, 3, 10)),
        AgendaItem(
            item=item, meeting=meeting, title="Open a clinic", for_decision=True, individual_patient=False,
            counterparties=("none",), private=False, changes_services=True,
        ),
    ]  # fmt: skip
