"""A question from the public as it comes in: each limit, what nobody settled, and the reply."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.days_after import last_day, months_in
from commonweal.governance.handbook import Body, Handbook, Meeting, PublicQuestion, Records, Term
from commonweal.governance.public_question_limits import question_limits
from commonweal.problems import BadInput

HELD = date(2026, 5, 21)
TERMS = {"limit": "2 questions of at most 150 words", "deadline": "3 working days", "reply": "1 month",
         "repeat_bar": "six months"}  # fmt: skip
ICB = Body(body="ICB", name="Wealdmarch", kind="icb")
FINANCE = Body(body="FIN", name="Finance", kind="committee", system="ICB")


def asked(*, on=date(2026, 5, 10), body="ICB", asked_already=None, leave_out="", log=(), **more):
    rows = [Term(body="ICB", term=f"public_question_{name}", value=value) for name, value in TERMS.items()
            if name != leave_out]  # fmt: skip
    rows += [ICB, FINANCE, Meeting(meeting="M1", body=body, on_date=HELD), *log]
    plain = {"question": "Q1", "meeting": "M1", "received_on": date(2026, 5, 18), "words": 150}
    question = PublicQuestion(**(plain | more))
    return question_limits(Records(Handbook.of(rows)), question, on=on, asked_already=asked_already)


def test_a_question_on_the_last_day_with_the_most_words_keeps_the_rules():
    answer = asked(asked_already=1)
    assert (answer.verdict, answer.reply) == (Verdict.PASS, Verdict.NOT_YET_DUE)
    assert (answer.latest, answer.reply_by) == (date(2026, 5, 18), date(2026, 6, 21))
    assert answer.sentence == "Question Q1 keeps the rules of the meeting."
    assert answer.reasons[0].sources


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"received_on": date(2026, 5, 19)}, "the last day for the meeting on 21 May 2026 is 18 May 2026"),
        ({"words": 151}, "It has 151 words; 150 are allowed."),
        ({"asked_already": 2}, "The same person put 2 before it; 2 are allowed."),
    ],
)
def test_each_limit_can_be_broken(change, told):
    answer = asked(**change)
    assert answer.verdict is Verdict.FAIL
    assert told in answer.sentence


@pytest.mark.parametrize(("before", "verdict"), [(date(2025, 11, 21), "PASS"), (date(2025, 11, 22), "FAIL")])
def test_a_repeat_waits_until_the_bar_is_over(before, verdict):
    log = [Meeting(meeting="M0", body="ICB", on_date=before), PublicQuestion(question="Q0", meeting="M0")]
    assert asked(repeats="Q0", log=log).verdict.value == verdict
    assert asked(repeats="Q0").verdict is Verdict.INSUFFICIENT_DATA


@pytest.mark.parametrize("fact", ["received_on", "words"])
def test_a_missing_fact_is_never_green(fact):
    answer = asked(**{fact: None})
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.unknowns[0].fact == f"public_questions.{fact} of Q1"


@pytest.mark.parametrize("name", ["limit", "deadline"])
def test_a_rule_that_nobody_settled_is_told(name):
    answer = asked(leave_out=name)
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert [gap.fact for gap in answer.unknowns] == [f"terms.value of public_question_{name} of ICB"]
    assert (answer.latest is None) is (name == "deadline")


def test_the_board_rules_hold_for_a_committee_without_its_own():
    assert asked(body="FIN").verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("more", "reply"),
    [
        ({"replied_on": date(2026, 6, 21)}, "PASS"),
        ({"replied_on": date(2026, 6, 22)}, "FAIL"),
        ({"on": date(2026, 6, 22)}, "INSUFFICIENT_DATA"),
        ({"on": date(2026, 6, 21)}, "NOT_YET_DUE"),
        ({"accepted": False}, "NOT_APPLICABLE"),
        ({"leave_out": "reply"}, "INSUFFICIENT_DATA"),
    ],
)
def test_the_reply_has_its_own_day(more, reply):
    answer = asked(**more)
    assert answer.reply.value == reply
    assert answer.verdict is Verdict.PASS
    assert answer.to_json()["reply"] == reply


def test_a_meeting_that_is_not_there_is_told():
    with pytest.raises(BadInput, match="no such meeting"):
        asked(meeting="M9")


@pytest.mark.parametrize("text", ["", "soon", "Thursday before", "0 months"])
def test_a_time_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadInput):
        last_day(HELD, text)
    with pytest.raises(BadInput):
        months_in(text)
