"""What a handbook leaves blank, or what has ended, never passes: deputies, vacant seats, committees, lead times."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.governance.small_committee import DAY, START, ask, deputies_count, nil, quorum_is, rows, swap, told

from commonweal.answers import Dates, Evidence, Verdict
from commonweal.governance.authority import find_chain, holders
from commonweal.governance.decide import CALCULATION, _can_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.functions_map import functions_map
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Deputy,
    Function,
    Grant,
    Handbook,
    HandbookFacts,
    Meeting,
    Records,
    Succession,
    Term,
    Transfer,
)
from commonweal.law import book

ROOM = ["P2", "P3", {"person": "P5", "seat": "F4", "deputy": True}]


def with_deputy(*more, deputies="count"):
    """Three are needed, and the third sits as a deputy in F4."""
    return [*deputies_count(quorum_is("all of (3; at least 1 non_executive)"), deputies), nil("P5"), *more]


def quorum(answer):
    return answer.reasons[2]


@pytest.mark.parametrize(("may_vote", "verdict"), [(True, "PASS"), (None, "INSUFFICIENT_DATA"), (False, "FAIL")])
def test_a_deputy_counts_only_where_the_right_to_vote_is_said(may_vote, verdict):
    answer = ask(handbook=with_deputy(Deputy(seat="F4", person="P5", may_vote=may_vote)), present=ROOM)
    assert (answer.verdict.value, quorum(answer).verdict.value) == (verdict, verdict)
    if may_vote is None:
        assert any("deputies.may_vote of F4, P5" in unknown.fact for unknown in answer.unknowns)
        assert any("whether this one may vote is not known" in each for each in told(answer))


def test_where_the_quorum_stands_without_the_deputy_nothing_hangs_on_it():
    held = [*deputies_count(), nil("P5"), Deputy(seat="F4", person="P5")]
    assert ask(handbook=held, present=ROOM).verdict is Verdict.PASS


def test_nobody_named_as_deputy_is_not_known_unless_the_terms_let_anyone():
    answer = ask(handbook=with_deputy(), present=ROOM)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert any("deputies.person of F4, P5" in unknown.fact for unknown in answer.unknowns)
    assert ask(handbook=with_deputy(deputies="count, anyone"), present=ROOM).verdict is Verdict.PASS
    other = Deputy(seat="F4", person="P1", may_vote=True)
    assert ask(handbook=with_deputy(other), present=ROOM).verdict is Verdict.FAIL
    assert ask(handbook=with_deputy(other, deputies="count, at most 2, anyone"), present=ROOM).verdict is Verdict.PASS


def test_a_deputy_of_nobody_is_for_the_terms_or_a_ruling():
    named = Deputy(seat="F4", person="P5", may_vote=True)
    for deputies, verdict in (("count", Verdict.INSUFFICIENT_DATA), ("count, vacant seats too", Verdict.PASS)):
        held = swap(Appointment, lambda row: row.seat == "F4", base=with_deputy(named, deputies=deputies),
                    to_date=date(2026, 4, 30))  # fmt: skip
        answer = ask(handbook=held, present=ROOM)
        assert answer.verdict is verdict, answer.sentence
        assert any("whether a deputy of nobody may sit" in each for each in told(answer)) is (
            verdict is not Verdict.PASS
        )


def merged(*more):
    """A committee of a board that closed at the end of March, and nobody who established another."""
    return Records(Handbook.of([
        Body(body="QAA", name="Old ICB", kind="icb", from_date=START, to_date=date(2026, 3, 31)),
        Body(body="QW1", name="West ICB", kind="icb", from_date=date(2026, 4, 1)),
        Body(body="FIN", name="Finance", kind="committee", parent="QAA", from_date=START),
        Body(body="SUB", name="Estates", kind="sub_committee", parent="FIN", from_date=START),
        Body(body="PL", name="Place", kind="place_partnership", form="committee", parent="QAA", from_date=START),
        Function(function="buy", title="Buy", holder="QAA", provision="NHSA 2006 s.3", delegable=True, from_date=START),
        *(Grant(grant=f"G{body}", function="buy", from_body="QAA", to_body=body, route="schedule_1b_paragraph_11",
                onward_allowed=True, limit="no limit", decides=True, from_date=START) for body in ("FIN", "PL")),
        Grant(grant="GSUB", function="buy", from_body="FIN", to_body="SUB", route="schedule_1b_paragraph_11",
              under="GFIN", limit="no limit", decides=True, from_date=START),
        *more,
    ]))  # fmt: skip


PASSED = Succession(old_body="QAA", new_body="QW1", on_date=date(2026, 4, 1))
ASKED = {"function": "buy", "amount_pence": 100, "on": DAY}


@pytest.mark.parametrize("body", ["FIN", "SUB", "PL"])
def test_a_committee_ends_with_the_board_it_was_a_part_of(body):
    before = find_chain(merged(PASSED), body=body, **ASKED | {"on": date(2026, 3, 31)})
    assert before.verdict is Verdict.PASS
    chain = find_chain(merged(PASSED), body=body, **ASKED)
    assert chain.verdict is Verdict.FAIL
    assert any("a committee ends with the body it is a part of" in step.sentence for step in chain.steps)
    assert "The successor, West ICB (QW1), has to establish its own." in chain.cures
    without = find_chain(merged(), body=body, **ASKED)
    assert (without.verdict, without.cures) == (Verdict.FAIL, ("The successor has to establish its own.",))


def test_an_ended_committee_is_neither_among_those_who_may_nor_in_the_map():
    assert [each.body for each in holders(merged(PASSED), **ASKED)] == ["QW1"]
    assert {row.decider for row in functions_map(merged(PASSED), DAY)} == {"QW1"}


def test_a_committee_that_was_recorded_anew_or_passed_on_goes_on():
    anew = Body(body="FIN", name="Finance", kind="committee", parent="QW1", from_date=date(2026, 4, 1))
    line = Transfer(line="T1", old_body="QAA", new_body="QW1", kind="asset", what="FIN", on_date=date(2026, 4, 1))
    for more in (anew, line):
        assert find_chain(merged(PASSED, more), body="FIN", **ASKED).verdict is Verdict.PASS, more


def test_a_joint_committee_ends_for_the_member_that_closed_and_somebody_has_to_judge_the_rest():
    joint = Body(body="JC", name="Joint", kind="joint_committee", parent="QAA", from_date=START)
    chain = find_chain(merged(PASSED, joint), body="JC", **ASKED)
    assert any("it ended for that member" in step.sentence for step in chain.steps)
    grant = Grant(grant="GJ", function="buy", from_body="QAA", to_body="JC", route="section_65z6",
                  limit="no limit", decides=True, from_date=START)  # fmt: skip
    assert find_chain(merged(PASSED, joint, grant), body="JC", **ASKED).verdict is not Verdict.PASS


MET = Meeting(meeting="M1", body="FIN", on_date=DAY, papers_on=date(2026, 4, 1))


def test_papers_of_which_no_term_says_how_long_before_are_not_known():
    held = [row for row in rows() if not (isinstance(row, Term) and row.term == "paper_lead_time")]
    answer = ask(handbook=[*held, MET], meeting="M1")
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.reasons[3].verdict is Verdict.INSUFFICIENT_DATA
    assert [reason.verdict for reason in answer.reasons[:3]] == [Verdict.PASS] * 3
    assert any("paper_lead_time for FIN" in unknown.fact for unknown in answer.unknowns)
    assert ask(handbook=[*rows(), MET], meeting="M1").verdict is Verdict.PASS


def test_a_receipt_of_the_first_version_is_judged_as_it_was():
    held = [row for row in with_deputy() if not (isinstance(row, Term) and row.term == "paper_lead_time")]
    item = {"title": "Scanner", "body": "FIN", "function": "buy", "amount": "£400,000", "counterparties": ["8XW01"],
            "present": ROOM, "meeting": "M1"}  # fmt: skip
    given = read_item(item).to_json()
    verdicts = []
    for names in (False, True):
        dates = Dates.on(DAY)
        evidence = Evidence(rules=book(()), facts=HandbookFacts(Handbook.of([*held, MET])), dates=dates)
        verdicts.append(_can_decide(given, evidence, Records(evidence, names_people=names)).verdict)
    assert verdicts == [Verdict.PASS, Verdict.INSUFFICIENT_DATA], CALCULATION


def test_a_limit_that_grows_with_the_population_shows_its_arithmetic_on_a_pass_too():
    answer = ask()
    assert "The limit of grant G1: £50,000 per 100,000 population × 1,000,000 = £500,000." in told(answer)
    assert any("the sheet bodies, FIN, population" in source.cite() for source in answer.sources())
