"""Decisions without a quorum: who may ratify them, in time or late, acted on before, and a quorum lost half-way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.meeting_rows import BEGAN, HELD, came, committee, excluded, item, meeting, records, votes

from commonweal.answers import Verdict
from commonweal.governance.handbook import Attendance, Body, Decision, Meeting, Term
from commonweal.governance.ratification import ratification, waiting
from commonweal.problems import BadInput

NEXT, LATER = date(2026, 5, 14), date(2026, 6, 11)
ON = date(2026, 7, 1)
TAKEN = Decision(
    decision="D1", item="M1-2", meeting="M1", on_date=HELD, title="A contract", outcome="approved", taken_by="FIN",
    quorate=False, acted_on=False,
)  # fmt: skip
RATIFIED = replace(TAKEN, ratified_on=NEXT, ratified_at="M2")
TWO = came("P1", "P2")
"""Two of the three who make the quorum."""
THREE = came("P1", "P2", "P4")


def session(name, on, *people, body="FIN"):
    held = Meeting(meeting=name, body=body, on_date=on, starts="09:30", ends="11:30")
    return [held, *(Attendance(meeting=name, person=person) for person in people)]


QUORATE_NEXT = session("M2", NEXT, "P1", "P2", "P4")
QUORATE_LATER = session("M3", LATER, "P1", "P2", "P4")


def found(decision, *rows, room=TWO, on=ON, ratify="at the next quorate meeting", **terms):
    settled = committee(ratification=ratify, **terms)
    return ratification(records(settled, meeting(), item(), room, decision, *rows), "D1", on=on)


def test_a_decision_with_a_quorum_needs_none():
    answer = found(replace(TAKEN, quorate=True), room=THREE)
    assert (answer.verdict, answer.needed) == (Verdict.NOT_APPLICABLE, False)


def test_ratified_at_the_next_quorate_meeting_and_not_acted_on_before():
    answer = found(RATIFIED, QUORATE_NEXT, QUORATE_LATER)
    assert (answer.verdict, answer.needed, answer.in_time, answer.acted_before) == (Verdict.PASS, True, True, False)
    assert answer.sentence.endswith("Finance Committee ratified it on 14 May 2026, in time.")
    assert (
        answer.routes[0].sentence
        == "A quorate meeting of Finance Committee may ratify it: at the next quorate meeting."
    )


def test_ratified_late():
    answer = found(replace(TAKEN, ratified_on=LATER, ratified_at="M3"), QUORATE_NEXT, QUORATE_LATER)
    assert (answer.verdict, answer.in_time) == (Verdict.FAIL, False)
    assert "due at the next quorate meeting, which was that of 14 May 2026, too late" in answer.sentence


def test_a_meeting_in_between_without_a_quorum_makes_it_no_later():
    answer = found(replace(TAKEN, ratified_on=LATER, ratified_at="M3"), session("M2", NEXT, "P1", "P2"), QUORATE_LATER)
    assert (answer.verdict, answer.in_time) == (Verdict.PASS, True)
    unknown = found(replace(TAKEN, ratified_on=LATER, ratified_at="M3"), session("M2", NEXT), QUORATE_LATER)
    assert (unknown.verdict, unknown.in_time) == (Verdict.INSUFFICIENT_DATA, None)


@pytest.mark.parametrize(("day", "verdict"), [(NEXT, "PASS"), (LATER, "FAIL")])
def test_the_terms_may_set_a_time(day, verdict):
    rows = [QUORATE_NEXT, QUORATE_LATER]
    ratified = replace(TAKEN, ratified_on=day, ratified_at="M2" if day == NEXT else "M3")
    answer = found(ratified, *rows, ratify="by a quorate meeting within 30 days")
    assert answer.verdict.value == verdict
    assert answer.routes[0].by == date(2026, 5, 16)


def test_words_that_set_no_time_are_for_a_person_to_judge():
    assert found(RATIFIED, QUORATE_NEXT, ratify="as soon as may be").verdict is Verdict.NEEDS_JUDGEMENT


def test_without_a_term_the_way_is_not_known():
    answer = found(RATIFIED, QUORATE_NEXT, ratify=None)
    assert (answer.verdict, answer.routes) == (Verdict.INSUFFICIENT_DATA, ())
    assert answer.unknowns[0].fact == "terms.value of ratification of FIN"


def test_the_terms_may_name_another_body():
    board = [Body(body="QWM", name="Wealdmarch Board", kind="icb", from_date=BEGAN), session("B1", NEXT, body="QWM")]
    answer = found(TAKEN, *board, ratify="by the Wealdmarch Board at its next meeting", on=HELD)
    assert answer.routes[0].body == "QWM"
    assert (
        found(RATIFIED, QUORATE_NEXT, *board, ratify="by the Wealdmarch Board at its next meeting").verdict
        is Verdict.FAIL
    )


@pytest.mark.parametrize(
    ("words", "body"),
    [("by QWM at its next meeting", "QWM"), ("a quorate meeting of any board may", "FIN"), ("by QWM-2", "FIN")],
)
def test_a_body_is_named_by_its_id_and_not_by_a_word_that_is_like_one(words, body):
    short = Body(body="a", name="Advisory Group", kind="committee")
    assert found(TAKEN, short, ratify=words, on=HELD).routes[0].body == body


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ratified_on": NEXT, "ratified_at": "M9"}, "no meeting M9 was held on that day"),
        ({"ratified_on": LATER, "ratified_at": "M2"}, "no meeting M2 was held on that day"),
        ({"ratified_on": date(2026, 4, 1), "ratified_at": "M2"}, "lies before the decision itself"),
    ],
)
def test_a_ratification_that_cannot_be(change, told):
    answer = found(replace(TAKEN, **change), QUORATE_NEXT)
    assert answer.verdict is Verdict.FAIL
    assert told in answer.sentence


def test_the_ratifying_meeting_has_to_be_known_and_quorate():
    unknown = found(replace(RATIFIED, ratified_at=""), QUORATE_NEXT)
    assert (unknown.verdict, unknown.unknowns[0].fact) == (Verdict.INSUFFICIENT_DATA, "decisions.ratified_at of D1")
    assert found(RATIFIED, session("M2", NEXT, "P1", "P2")).verdict is Verdict.FAIL
    assert found(RATIFIED, session("M2", NEXT)).verdict is Verdict.INSUFFICIENT_DATA


@pytest.mark.parametrize(
    ("change", "verdict", "before"),
    [
        ({"acted_on": True, "put_into_effect_on": date(2026, 5, 1)}, "FAIL", True),
        ({"acted_on": True, "put_into_effect_on": NEXT}, "PASS", False),
        ({"acted_on": True}, "INSUFFICIENT_DATA", None),
        ({"acted_on": None}, "INSUFFICIENT_DATA", None),
    ],
)
def test_it_must_not_be_acted_on_before(change, verdict, before):
    answer = found(replace(RATIFIED, **change), QUORATE_NEXT)
    assert (answer.verdict.value, answer.acted_before) == (verdict, before)


def test_while_it_waits_it_has_no_effect():
    early = found(TAKEN, on=date(2026, 5, 1))
    assert (early.verdict, early.sentence) == (
        Verdict.NOT_YET_DUE,
        "Decision D1 was taken without a quorum. It waits to be ratified: at the next quorate meeting.",
    )
    assert found(replace(TAKEN, acted_on=True), on=date(2026, 5, 1)).verdict is Verdict.FAIL
    over = found(TAKEN, QUORATE_NEXT)
    assert (over.verdict, "was not ratified in time" in over.sentence) == (Verdict.FAIL, True)
    assert found(replace(RATIFIED, ratified_on=LATER), on=date(2026, 5, 1)).ratified_on is None


def test_a_quorum_lost_half_way_is_told_with_its_time():
    leaving = [*came("P1", "P2"), *came("P4", left="10:15")]
    unsaid = replace(TAKEN, quorate=None)
    after = found(unsaid, votes(at="10:20", P1="for"), room=leaving, on=HELD)
    assert (after.needed, after.lost_at) == (True, "10:15")
    before = found(unsaid, votes(at="10:10", P1="for"), room=leaving, on=HELD)
    assert (before.verdict, before.needed, before.lost_at) == (Verdict.NOT_APPLICABLE, False, "")
    same = found(unsaid, votes(at="10:15", P1="for"), room=leaving, on=HELD)
    assert (same.verdict, same.needed) == (Verdict.NEEDS_JUDGEMENT, None)
    no_time = found(unsaid, votes(at=None, P1="for"), room=leaving, on=HELD)
    assert no_time.needed is True
    nobody = found(unsaid, room=[], on=HELD)
    assert (nobody.verdict, nobody.needed) == (Verdict.INSUFFICIENT_DATA, None)


def test_a_quorum_lost_to_interests_may_go_to_the_fallback():
    fallback = Term(body="FIN", term="quorum_fallback", value="QWM", from_date=BEGAN)
    answer = found(TAKEN, fallback, excluded("P4"), room=THREE, on=HELD)
    assert [route.body for route in answer.routes] == ["FIN", "QWM"]
    passed_on = replace(TAKEN, taken_by="QWM", fallback="QWM")
    assert found(passed_on, fallback, excluded("P4"), room=THREE, on=HELD).verdict is Verdict.NOT_APPLICABLE


def test_what_asks_for_no_quorum_and_what_is_not_recorded():
    assert found(replace(TAKEN, outcome="deferred")).needed is False
    assert found(replace(TAKEN, taken_by="", taken_by_seat="F1")).needed is False
    assert found(replace(TAKEN, item="", meeting="")).verdict is Verdict.INSUFFICIENT_DATA
    with pytest.raises(BadInput, match="no such decision"):
        ratification(records(committee()), "D9", on=ON)


def test_every_decision_that_waits_is_listed():
    quorate = replace(TAKEN, decision="D0", item="M2-1", meeting="M2", on_date=NEXT, quorate=True)
    rows = records(
        committee(ratification="at the next quorate meeting"), meeting(), item(), TWO, TAKEN, QUORATE_NEXT,
        replace(item("1"), item="M2-1", meeting="M2"), quorate,
    )  # fmt: skip
    listed = waiting(rows, ON)
    assert [each.decision for each in listed] == ["D1"]
    assert listed[0].to_json()["routes"][0]["next_meeting"] is True
