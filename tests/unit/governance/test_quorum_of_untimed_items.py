"""An item that has begun and not ended, or a vote timed outside its item: every answer judges alike or says why."""

from __future__ import annotations

import itertools

import pytest
from tests.unit.governance.meeting_rows import HELD, came, committee, item, meeting, records, votes

from commonweal.answers import Dates, Verdict
from commonweal.governance.after_meeting import open_work
from commonweal.governance.checking import check_handbook
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import Item, read_item
from commonweal.governance.handbook import Decision, Declaration
from commonweal.governance.meeting_clock import clock
from commonweal.governance.minutes import draft_minutes
from commonweal.governance.quorum_at_decision import quorum_then
from commonweal.governance.votes import count_votes
from commonweal.problems import BadInput

ROOM = [came("P1", "P2"), came("P4", left="10:10"), came("P3", arrived="10:15")]
"""Three at ten o'clock, two from ten past, three again from a quarter past."""
TAKEN = Decision(
    decision="D1", item="M1-2", meeting="M1", on_date=HELD, title="A contract", outcome="approved", taken_by="FIN"
)
TIMES = {"whole": {}, "no end": {"ends": None}, "no start": {"starts": None}, "none": {"starts": None, "ends": None}}
VOTED = ("none", None, "09:29", "09:45", "10:05", "10:10", "10:12", "10:15", "10:20", "10:31", "11:31")


def book(*more, at="none", held=None, **times):
    ballots = votes(at=at, P1="for", P2="for") if at != "none" else []
    return records(committee(), held or meeting(), item(**times), ROOM, ballots, *more)


def quorum_of_decide(found, **asked):
    """The verdict and the sentence of the quorum within the answer to: may we decide this?"""
    answer = can_decide(Item("A contract", item="M1-2", **asked), handbook=found.source, dates=Dates.on(HELD))
    return next((each.verdict, each.sentence) for each in answer.reasons if "quorate" in each.sentence), answer


@pytest.mark.parametrize("at", VOTED, ids=str)
@pytest.mark.parametrize("kind", TIMES)
def test_every_answer_agrees_with_the_quorum_at_the_decision(kind, at):
    found, row = book(TAKEN, at=at, **TIMES[kind]), item(**TIMES[kind])
    then = quorum_then(found, meeting(), row, Dates.on(HELD))
    told = check_handbook(found.source, on=HELD, systems=["QWM"], rules=["governance.E05", "governance.E06"])
    checked = {each.rule.id: each.verdict for each in told if each.finding.subject in ("M1-2", "D1")}
    effect = {Verdict.PASS: Verdict.NOT_APPLICABLE, Verdict.FAIL: Verdict.INSUFFICIENT_DATA}
    assert checked == {"governance.E05": then.verdict, "governance.E06": effect.get(then.verdict, then.verdict)}
    assert quorum_of_decide(found)[0] == (then.verdict, then.sentence)
    assert clock(found, "M1").items[0].verdict is then.verdict


@pytest.mark.parametrize(
    ("kind", "at", "verdict"),
    [("no end", "10:05", "PASS"), ("no end", "10:12", "FAIL"), ("no end", "10:20", "PASS"),
     ("no end", "10:10", "NEEDS_JUDGEMENT"), ("no end", "none", "INSUFFICIENT_DATA"),
     ("none", "10:05", "PASS"), ("none", "10:12", "FAIL"), ("none", "none", "INSUFFICIENT_DATA"),
     ("no start", "10:12", "FAIL"), ("no start", "10:20", "PASS"), ("no end", "11:30", "PASS"),
     ("no end", "09:45", "INSUFFICIENT_DATA"), ("no end", "11:31", "INSUFFICIENT_DATA"),
     ("none", "09:29", "INSUFFICIENT_DATA"), ("whole", "10:31", "INSUFFICIENT_DATA")],
)  # fmt: skip
def test_the_quorum_is_that_of_the_vote_whatever_else_is_not_timed(kind, at, verdict):
    then = quorum_then(book(at=at, **TIMES[kind]), meeting(), item(**TIMES[kind]), Dates.on(HELD))
    assert then.verdict.value == verdict, then.sentence


@pytest.mark.parametrize(
    ("at", "why"),
    [("10:31", "which ran from 10:00 to 10:30: at 10:31"), ("09:59", "which ran from 10:00 to 10:30: at 09:59")],
)
def test_a_vote_outside_its_item_is_told_everywhere(at, why):
    found = book(TAKEN, at=at)
    then = quorum_then(found, meeting(), item(), Dates.on(HELD))
    assert then.sentence == f"Whether the item is quorate cannot be told: a vote is timed outside the item, {why}."
    assert [each.fact for each in then.unknowns] == ["votes.at of M1-2"]
    for rule in ("governance.E05", "governance.E06"):
        (told,) = check_handbook(found.source, on=HELD, systems=["QWM"], rules=[rule])
        assert then.sentence in told.finding.sentence
        assert [each.fact for each in told.finding.unknowns] == ["votes.at of M1-2"]
    answer = quorum_of_decide(found)[1]
    assert "votes.at of M1-2" in [each.fact for each in answer.unknowns]
    assert "put right the time of the vote, or when the item began and ended" in answer.details["cures"]
    assert then.sentence in str(draft_minutes(found.source, "M1"))
    assert "votes.at of M1-2" in [each.fact for each in count_votes(found, "M1-2").unknowns]
    assert "was not quorate" not in str(open_work(book(at=at), "M1", on=HELD))


def test_who_left_for_an_interest_is_not_passed_where_a_vote_is_outside_the_item():
    ruled = Declaration(item="M1-2", person="P3", action="excluded", decided_by="chair")
    minuted = Decision(
        decision="D1", item="M1-2", meeting="M1", on_date=HELD, title="A contract", outcome="approved", quorate=True
    )
    found = book(ruled, minuted, at="10:31")
    (told,) = check_handbook(found.source, on=HELD, systems=["QWM"], rules=["governance.D10"])
    assert told.verdict is Verdict.INSUFFICIENT_DATA
    assert [each.fact for each in told.finding.unknowns] == ["votes.at of M1-2"]


def test_an_item_that_began_and_neither_ended_nor_was_voted_on_names_both_times():
    then = quorum_then(book(ends=None), meeting(), item(ends=None), Dates.on(HELD))
    assert then.sentence == (
        "Whether the item is quorate cannot be told: it was not quorate from 10:10 to 10:15; it was quorate from 10:00 "
        "to 10:10 and from 10:15. Neither when the vote was taken nor when the item ended is recorded."
    )
    assert [each.fact for each in then.unknowns] == ["votes.at of M1-2", "agenda_items.ends of M1-2"]
    stayed = records(committee(), meeting(), item(ends=None), came("P1", "P2", "P3"), came("P4", left="10:15"))
    assert quorum_then(stayed, meeting(), item(ends=None), Dates.on(HELD)).verdict is Verdict.PASS


@pytest.mark.parametrize(("now", "verdict"), [("10:05", "PASS"), ("10:12", "FAIL"), ("10:20", "PASS")])
def test_while_in_hand_the_question_stands_at_the_minute_of_the_clock(now, verdict):
    found = book(held=meeting(ends=None), ends=None)
    (judged, sentence), answer = quorum_of_decide(found, at=now)
    shown = clock(found, "M1", at=now).items[0]
    assert (judged.value, judged, sentence) == (verdict, shown.verdict, shown.sentence)
    assert answer.verdict is not Verdict.PASS or verdict == "PASS"


def test_without_a_minute_the_clock_of_a_running_meeting_stands_at_the_last_that_is_recorded():
    shown = clock(book(held=meeting(ends=None), ends=None), "M1")
    assert (shown.verdict, shown.items[0].verdict) == (Verdict.PASS, Verdict.PASS)
    voted = clock(book(at="10:12", held=meeting(ends=None), ends=None), "M1").items[0]
    assert voted.verdict is Verdict.FAIL


def test_the_minute_is_asked_in_the_inputs_only_where_it_is_given():
    assert "at" not in Item("A contract").to_json()
    asked = Item("A contract", body="FIN", at="10:05")
    assert read_item(asked.to_json()) == asked
    with pytest.raises(BadInput, match="time of day"):
        read_item({"title": "A contract", "body": "FIN", "at": "noon"})


def test_no_variant_passes_with_a_vote_outside_the_meeting():
    for kind, at in itertools.product(TIMES, ("09:29", "11:31")):
        then = quorum_then(book(at=at, **TIMES[kind]), meeting(), item(**TIMES[kind]), Dates.on(HELD))
        assert then.verdict is Verdict.INSUFFICIENT_DATA, (kind, at)
