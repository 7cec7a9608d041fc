"""A resolution of a cluster binds a board only by a live route of that board's own."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.governance.merging_boards import book, cluster, resolved
from tests.unit.governance.test_merger import changed

from commonweal.answers import Verdict
from commonweal.governance.cluster_route import cluster_route
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import Body, Function, Grant
from commonweal.problems import BadInput

PASS, FAIL, LACKS = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA
BOARDS = ["QAA", "QBB"]


def verdicts(rows, decision, boards=BOARDS):
    return [each.verdict for each in cluster_route(book(rows), decision, boards)]


def test_a_joint_committee_with_a_grant_of_each_board_carries_it():
    found = cluster_route(book(cluster()), resolved("JOINT"), BOARDS)
    assert [each.verdict for each in found] == [PASS, PASS], [each.sentence for each in found]
    assert "grant G-QAA" in found[0].sentence
    assert "grant G-QBB" in found[1].sentence
    titles = [f"{source.title} {source.at}" for source in found[0].sources]
    assert any("65Z6" in title for title in titles)


def test_a_joint_committee_that_one_board_granted_nothing_does_not_bind_it():
    found = cluster_route(book(cluster(both=False)), resolved("JOINT"), BOARDS)
    assert [each.verdict for each in found] == [PASS, FAIL]
    assert "Board QBB" in found[1].sentence
    assert "Board QBB (QBB) may decide" in found[1].cures[0] or "Board QBB may decide" in found[1].cures[0]


def test_the_cluster_itself_binds_nobody():
    found = cluster_route(book(cluster()), resolved("BOTH"), BOARDS)
    assert [each.verdict for each in found] == [FAIL, FAIL]
    assert "no legal person" in found[0].sentence
    assert "Joint committee" in found[0].cures[0]


def test_one_board_decides_for_itself_alone():
    assert verdicts(cluster(), resolved("QAA")) == [PASS, FAIL]


def test_a_named_delegate_that_one_board_named_does_not_bind_the_other():
    lead = Grant(
        grant="LEAD", function="beds", from_body="QBB", to_body="QAA", route="section_65z5", limit="no limit",
        decides=True, from_date=date(2022, 7, 1), liability_holder="QAA",
    )  # fmt: skip
    assert verdicts([*cluster(), lead], resolved("QAA")) == [PASS, PASS]


@pytest.mark.parametrize(
    ("row_class", "match", "values", "second"),
    [
        (Grant, {"grant": "G-QBB"}, {"to_date": date(2026, 4, 1)}, FAIL),
        (Grant, {"grant": "G-QBB"}, {"from_date": None}, LACKS),
        (Grant, {"grant": "G-QBB"}, {"decides": None}, LACKS),
        (Grant, {"grant": "G-QBB"}, {"decides": False}, FAIL),
        (Grant, {"grant": "G-QBB"}, {"limit": "£500"}, FAIL),
        (Function, {"holder": "QBB"}, {"jointly_exercisable": False}, FAIL),
        (Function, {"holder": "QBB"}, {"jointly_exercisable": None}, LACKS),
        (Body, {"body": "QBB"}, {"to_date": date(2026, 4, 1)}, FAIL),
        (Body, {"body": "QBB"}, {"body": "QDD"}, LACKS),
    ],
)
def test_each_fact_of_the_route_changes_it(row_class, match, values, second):
    found = verdicts(changed(cluster(), row_class, match, **values), resolved("JOINT"))
    assert found == [PASS, second]


@pytest.mark.parametrize(
    ("more", "verdict"),
    [({"taken_by": ""}, LACKS), ({"function": ""}, LACKS), ({"taken_by_seat": "NOBODY"}, LACKS)],
)
def test_what_is_not_said_never_passes(more, verdict):
    assert verdicts(cluster(), resolved(**({"taken_by": "JOINT"} | more))) == [verdict, verdict]


def test_an_amount_that_is_not_known_is_open_under_a_limit():
    rows = changed(cluster(), Grant, {}, limit="£500")
    assert verdicts(rows, resolved("JOINT", amount_pence=None)) == [LACKS, LACKS]


def test_an_item_and_a_decision_by_its_id_may_be_asked_about():
    item = Item(title="Buy beds", body="JOINT", function="beds", amount_pence=0)
    assert [each.verdict for each in cluster_route(book(cluster()), item, BOARDS, on=date(2026, 5, 1))] == [PASS, PASS]
    assert verdicts([*cluster(), resolved("JOINT")], "D9") == [PASS, PASS]


def test_nothing_to_ask_about_is_refused():
    with pytest.raises(BadInput, match=r"[Nn]o such decision"):
        cluster_route(book(cluster()), "D0", BOARDS)
    with pytest.raises(BadInput, match=r"[Nn]o board"):
        cluster_route(book(cluster()), resolved("JOINT"), [])
    with pytest.raises(BadInput, match="day"):
        cluster_route(book(cluster()), Item(title="Beds", body="JOINT", function="beds"), BOARDS)
