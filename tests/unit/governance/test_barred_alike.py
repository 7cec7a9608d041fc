"""Whom a financial interest of their own bars from an item is treated alike whatever the ruling was called."""

from __future__ import annotations

import pytest
from tests.unit.governance.cases._wealdmarch import BOARD, HELD, PEOPLE, entry, item, meeting

from commonweal.answers import Dates, Evidence, Verdict
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_conflicts import who_leaves
from commonweal.governance.decide_inputs import Item, Ruling
from commonweal.governance.handbook import Attendance, Declaration, Handbook, HandbookFacts, Records, Term, Vote
from commonweal.governance.item_exclusions import exclusions
from commonweal.governance.voters import voters_of
from commonweal.law import book

STAYED = ("stayed_and_voted", "noted", "papers_withheld")
DATES = Dates.on(HELD)
ITEM = item(counterparties=("AX1",))


def handbook(action, **interest):
    there = [Attendance(meeting="M1", person=f"P{n}", seat=f"B{n}") for n in (1, 2, 3)]
    ruled = Declaration(item="M1-7", person="P3", statement="S3", action=action, at="10:00")
    quorum = Term(body="QWM", term="quorum", value="at least 3")
    vote = Vote(item="M1-7", person="P3", vote="for")
    return Handbook.of([*BOARD, *PEOPLE, meeting(), ITEM, *there, quorum, ruled, vote, entry("S3", "P3", **interest)])


@pytest.mark.parametrize("action", STAYED)
def test_the_meeting_leaves_her_out_of_count_and_vote(action):
    records = Records(handbook(action))
    leaving = exclusions(records, ITEM, ["P1", "P2", "P3"], DATES)
    assert leaving.out == leaving.barred == {"P3"}
    voter = voters_of(records, meeting(), ITEM, DATES).voter("P3", None)
    assert voter.may is False
    assert "whatever was ruled" in voter.why


@pytest.mark.parametrize("action", STAYED)
def test_the_question_says_no_and_counts_her_neither(action):
    answer = can_decide(Item(title="A contract", item="M1-7"), handbook=handbook(action), dates=DATES)
    assert answer.verdict is Verdict.FAIL
    assert answer.details["leave"] == ["P3"]
    assert [moment["verdict"] for moment in answer.details["quorum_clock"]] == ["FAIL"]


@pytest.mark.parametrize("held_by", ["", "self", "Own."])
def test_an_interest_said_to_be_ones_own_is(held_by):
    leaving = exclusions(Records(handbook("noted", held_by=held_by)), ITEM, ["P3"], DATES)
    assert leaving.barred == {"P3"}


def test_an_interest_of_somebody_close_is_for_the_chair():
    leaving = exclusions(Records(handbook("noted", held_by="spouse")), ITEM, ["P3"], DATES)
    assert leaving.barred == leaving.out == frozenset()


def test_a_receipt_of_the_first_release_judges_as_it_did():
    evidence = Evidence(rules=book(), facts=HandbookFacts(handbook("noted")), dates=DATES)
    asked = Item("A contract", item="M1-7", counterparties=("AX1",), rulings=(Ruling("P3", "noted", "chair", ""),))
    first = who_leaves(Records(evidence, names_people=False), evidence, asked, ["P3"])
    assert first.out == frozenset()
    assert first.reason.verdict is Verdict.PASS
