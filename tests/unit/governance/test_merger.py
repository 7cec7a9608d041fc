"""What has to be re-homed: each line with exactly one successor, and told where it has none or two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.merging_boards import ASKED, DAY, EVE, NEW, board, book, settled

from commonweal.answers import Verdict
from commonweal.governance.handbook import (
    Body,
    Decision,
    Direction,
    Document,
    Employment,
    Function,
    Grant,
    Interest,
    PoolContribution,
    Seat,
    Succession,
    Transfer,
)
from commonweal.governance.joined_handbooks import joined
from commonweal.governance.merger import merger_view
from commonweal.governance.merger_things import KINDS

PASS, FAIL, LACKS, OUT = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NOT_APPLICABLE


def view(rows, *more, on=ASKED):
    return merger_view([book([*rows, *more])], [], on)


def of_kind(found, kind, what=None):
    return [each for each in found.lines if each.kind == kind and what in (None, each.what)]


def changed(rows, row_class, match=None, **values):
    """The rows with some columns of those of a class changed."""
    wanted = match or {}
    return [
        replace(row, **values)
        if isinstance(row, row_class) and all(getattr(row, name) == value for name, value in wanted.items())
        else row
        for row in rows
    ]


def without(rows, row_class, **match):
    return [
        row
        for row in rows
        if not (isinstance(row, row_class) and all(getattr(row, name) == value for name, value in match.items()))
    ]


def test_only_the_version_in_force_of_a_document_needs_a_successor():
    policies = [
        Document(document="POL-1", body="QAA", kind="policy", from_date=date(2023, 4, 1)),
        Document(document="POL-2", body="QAA", kind="policy", from_date=date(2025, 4, 1), replaces="POL-1"),
        Document(document="POL-3", body="QAA", kind="policy", from_date=date(2026, 3, 1), replaces="POL-2",
                 approved_on=DAY),
    ]  # fmt: skip
    asked = {each.what for each in of_kind(view(settled("QAA"), *policies), "instrument")}
    assert "POL-1" not in asked
    assert {"POL-2", "POL-3"} <= asked


def test_all_is_settled_where_each_line_has_one_successor():
    found = view(settled("QAA"))
    assert found.verdict is PASS, [each.problem for each in found.problems]
    assert {each.kind for each in found.lines} >= set(KINDS) - {"instrument"}
    assert all(each.new_body in (NEW, "QCC-FINANCE") for each in found.lines if each.verdict is PASS)
    assert of_kind(found, "seat", "FIN-01")[0].new_body == "QCC-FINANCE"
    assert of_kind(found, "grant", "G1")[0].new_body == "QCC-FINANCE"


def test_two_handbooks_that_use_the_same_short_ids_are_told_apart():
    found = merger_view([book(settled("QAA"), "a"), book(board("QBB"), "b")], [], ASKED)
    assert {each.body for each in found.closings} == {"QAA", "QBB"}
    assert {each.what for each in of_kind(found, "committee")} == {"FINANCE", "QBB:FINANCE"}
    assert {each.what for each in of_kind(found, "staff")} >= {"P02", "QBB:P02"}
    (of_b,) = [each for each in of_kind(found, "committee") if each.old_body == "QBB"]
    assert of_b.verdict is LACKS
    assert "not recorded" in of_b.problem
    assert of_kind(found, "seat", "QBB:BOARD-01")[0].verdict is PASS


def test_joined_tables_keep_shared_rows_once_and_the_board_by_its_own_words():
    stub = Body(body="QBB", name="the neighbours", kind="icb")
    both = joined([book([*board("QAA"), stub], "a"), book(board("QBB"), "b")])
    assert [row.name for row in both.rows(Body, body="QBB")] == ["Board QBB"]
    assert len(both.rows(Body, body=NEW)) == 1
    assert [row.to_body for row in both.rows(Grant, grant="QBB:G1")] == ["QBB:FINANCE"]


@pytest.mark.parametrize(
    ("row_class", "match", "values", "kind", "verdict"),
    [
        (Transfer, {"kind": "liability"}, {"new_body": ""}, "liability", FAIL),
        (Transfer, {"kind": "liability"}, {"criminal": None}, "liability", LACKS),
        (Transfer, {"kind": "liability"}, {"criminal": True}, "liability", FAIL),
        (Transfer, {"kind": "liability"}, {"criminal": True, "new_body": ""}, "liability", OUT),
        (Transfer, {"kind": "asset"}, {"new_body": ""}, "asset", LACKS),
        (Transfer, {"kind": "asset"}, {"on_date": None}, "asset", LACKS),
        (Transfer, {"kind": "asset"}, {"on_date": date(2027, 5, 1)}, "asset", FAIL),
        (Transfer, {"kind": "asset"}, {"new_body": "QZZ"}, "asset", LACKS),
        (Transfer, {"kind": "asset"}, {"new_body": "QAA"}, "asset", FAIL),
        (Transfer, {"kind": "asset"}, {"new_body": "QCC-FINANCE"}, "asset", FAIL),
        (Transfer, {"kind": "staff"}, {"what": "P09"}, "staff", FAIL),
        (Transfer, {"kind": "decision"}, {"what": "D7"}, "decision", FAIL),
        (Transfer, {"kind": "contract", "what": "BETTER-CARE"}, {"what": "another fund"}, "pooled fund", FAIL),
        (Body, {"body": "QAA"}, {"to_date": None}, "body", LACKS),
        (Body, {"body": "QAA"}, {"to_date": date(2027, 3, 30)}, "body", FAIL),
        (Body, {"body": NEW}, {"from_date": date(2027, 4, 2)}, "function", FAIL),
        (Body, {"body": NEW}, {"from_date": date(2027, 4, 2)}, "direction", FAIL),
        (Succession, {"old_body": "FINANCE"}, {"old_body": "OTHER"}, "committee", LACKS),
        (Succession, {"old_body": "FINANCE"}, {"old_body": "OTHER"}, "grant", LACKS),
        (Seat, {"seat": "QCC-01"}, {"title": "President"}, "seat", LACKS),
    ],
)
def test_each_fact_changes_its_line(row_class, match, values, kind, verdict):
    rows = changed(settled("QAA"), row_class, match, **values)
    assert verdict in {each.verdict for each in of_kind(view(rows), kind)}
    if verdict is not OUT:
        assert view(rows).verdict is not PASS


@pytest.mark.parametrize(
    ("row_class", "kind"),
    [
        (Employment, "staff"),
        (Interest, "declaration"),
        (Decision, "decision"),
        (Direction, "direction"),
        (PoolContribution, "pooled fund"),
        (Function, "function"),
    ],
)
def test_an_empty_sheet_does_not_pass(row_class, kind):
    rows = without(without(settled("QAA"), row_class), Transfer, kind=kind)
    (line,) = of_kind(view(rows), kind)
    assert line.verdict is LACKS
    assert line.unknown is not None
    assert not line.new_body


@pytest.mark.parametrize("kind", ["contract", "asset", "liability"])
def test_no_line_of_a_kind_is_not_taken_for_none(kind):
    found = of_kind(view(without(settled("QAA"), Transfer, kind=kind)), kind)
    assert [each.verdict for each in found] == [LACKS]


def test_two_takers_of_one_line_are_told_by_name():
    again = Transfer(line="X", old_body="QAA", new_body="QDD", kind="asset", what="all asset", on_date=DAY)
    (line,) = of_kind(view(settled("QAA"), again), "asset")
    assert line.verdict is FAIL
    assert line.candidates == (NEW, "QDD")
    assert not line.new_body
    assert "lines QAA-asset, X" in line.problem


def test_a_varied_or_deferred_decision_is_not_open():
    for values in ({"varied_by": "D2"}, {"outcome": "deferred"}, {"on_date": date(2027, 4, 5)}):
        rows = changed(settled("QAA"), Decision, **values)
        assert "D1" not in {each.what for each in of_kind(view(rows), "decision")}


def test_an_office_ends_and_staff_go_on():
    found = {each.what: each.verdict for each in of_kind(view(settled("QAA")), "staff")}
    assert found == {"P01": OUT, "P02": PASS}


def test_a_split_needs_a_rule_for_each_line():
    rows = board("QAA", new=("QW1", "QW2"))
    found = view(rows)
    assert of_kind(found, "body")[0].verdict is OUT
    assert [each.verdict for each in of_kind(found, "direction")] == [FAIL]
    assert "split between Board QW1 and Board QW2" in of_kind(found, "direction")[0].problem
    assert {each.new_body for each in of_kind(found, "function")} == {"QW1", "QW2"}
    unruled = view(without(rows, Transfer))
    assert of_kind(unruled, "direction")[0].verdict is LACKS
    assert of_kind(unruled, "staff", "P02")[0].candidates == ("QW1", "QW2")
    rule = Transfer(line="R", old_body="QAA", new_body="QW2", kind="instrument", what="DIR1", on_date=DAY)
    assert of_kind(view(rows, rule), "direction")[0].new_body == "QW2"


def test_a_function_of_the_act_in_a_split_needs_the_areas():
    rows = changed(board("QAA", new=("QW1", "QW2")), Body, {"body": "QW2"}, area="")
    assert [each.verdict for each in of_kind(view(rows), "function")] == [PASS, LACKS]


def test_a_function_delegated_in_does_not_follow_the_area():
    rows = changed(board("QAA", new=("QW1", "QW2")), Function, origin="delegated_from_nhs_england")
    assert [each.verdict for each in of_kind(view(rows), "function")] == [FAIL]


def test_a_board_that_closes_without_a_successor_is_told():
    found = view(without(settled("QAA"), Succession, old_body="QAA"))
    assert [each.body for each in found.closings] == ["QAA"]
    assert of_kind(found, "body")[0].verdict is LACKS
    assert "goes to nobody" in of_kind(found, "direction")[0].problem


def test_successions_may_be_given_besides_the_handbooks():
    rows = without(settled("QAA"), Succession, old_body="QAA")
    given = [Succession(old_body="QAA", new_body=NEW, on_date=DAY)]
    assert merger_view([book(rows)], given, ASKED).verdict is PASS


def test_the_successions_ahead_count_and_else_the_latest():
    past = Succession(old_body="QOLD", new_body="QAA", on_date=date(2022, 7, 1))
    assert [each.body for each in view(settled("QAA"), past).closings] == ["QAA"]
    assert [each.body for each in view(settled("QAA"), past, on=date(2030, 1, 1)).closings] == ["QAA"]
    assert view([past, Body(body="QAA", name="QAA", kind="icb")], on=ASKED).closings[0].body == "QOLD"


def test_a_committee_that_goes_on_under_the_new_board_is_its_own_successor():
    rows = without(settled("QAA"), Succession, old_body="FINANCE")
    rows = changed(rows, Body, {"body": "FINANCE"}, to_date=EVE)
    onward = Body(body="FINANCE", name="Finance", kind="committee", parent=NEW, from_date=DAY)
    found = view(rows, onward)
    assert of_kind(found, "committee")[0].new_body == "FINANCE"
    assert of_kind(found, "seat", "FIN-01")[0].new_body == "FINANCE"


def test_nothing_closes():
    found = view([Body(body="QAA", name="QAA", kind="icb")])
    assert found.closings == ()
    assert found.verdict is OUT
