"""A quorum that is lost and comes back within one item: the windows in which it stands, and the moment of the vote."""

from __future__ import annotations

import pytest
from tests.unit.governance.meeting_rows import HELD, came, committee, excluded, item, meeting, records, votes

from commonweal.answers import Dates, Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import Item
from commonweal.governance.decision_effect import effect_on
from commonweal.governance.handbook import Decision
from commonweal.governance.item_in_hand import in_hand, verdict_in_hand
from commonweal.governance.meeting_clock import clock
from commonweal.governance.quorum_at_decision import quorum_then
from commonweal.governance.ratification import ratification

ROOM = [came("P1", "P2"), came("P4", left="10:10"), came("P3", arrived="10:15")]
"""Three at ten o'clock, two from ten past, three again from a quarter past."""
THERE = "from 10:00 to 10:10 and from 10:15 to 10:30"
TAKEN = Decision(
    decision="D1", item="M1-2", meeting="M1", on_date=HELD, title="A contract", outcome="approved", taken_by="FIN"
)


def book(*more, at=None, **times):
    ballots = votes(at=at, P1="for", P2="for") if at != "none" else []
    return records(committee(), meeting(), item(**times), ROOM, TAKEN, ballots, *more)


def then(found, **times):
    return quorum_then(found, meeting(), item(**times), Dates.on(HELD))


@pytest.mark.parametrize(
    ("at", "verdict", "lost_at"),
    [("10:05", "PASS", ""), ("10:09", "PASS", ""), ("10:12", "FAIL", "10:10"), ("10:20", "PASS", ""),
     ("10:10", "NEEDS_JUDGEMENT", ""), ("10:15", "NEEDS_JUDGEMENT", ""), (None, "FAIL", "10:10"),
     ("11:00", "INSUFFICIENT_DATA", "")],
)  # fmt: skip
def test_the_quorum_is_that_of_the_vote(at, verdict, lost_at):
    found = then(book(at=at))
    assert (found.verdict.value, found.lost_at) == (verdict, lost_at)


def test_the_sentence_tells_from_when_to_when_who_left_and_who_came():
    found = then(book(at="10:20"))
    assert found.sentence == (
        "The item was quorate at the vote at 10:20: 3 voting members of Finance Committee counted. "
        "It was not quorate from 10:10 to 10:15, when no vote was taken."
    )
    assert found.turns == (
        "The quorum was lost at 10:10, when Member 4 (P4) left.",
        "It was back at 10:15, when Member 3 (P3) came.",
    )
    lost = then(book(at="10:12"))
    assert lost.sentence == (
        "The item was not quorate at the vote at 10:12: 2 voting members of Finance Committee counted. "
        f"It was quorate {THERE}."
    )
    unsaid = then(book())
    assert unsaid.sentence == (
        "The item is not quorate from 10:10 to 10:15: 2 voting members of Finance Committee count then. "
        f"It is quorate {THERE}; when the vote was taken is not recorded."
    )
    turn = then(book(at="10:15"))
    assert turn.sentence.startswith("The quorum came back at 10:15, the minute of the vote")


def test_one_vote_without_a_time_leaves_the_time_unknown():
    assert then(book(votes(at=None, P3="for"), at="10:20")).verdict is Verdict.FAIL
    later = then(book(votes(at="10:12", P3="casting_for"), at="10:20"))
    assert later.verdict is Verdict.FAIL


@pytest.mark.parametrize(("at", "needed"), [("10:20", False), ("10:05", False), ("10:12", True), ("10:10", None)])
def test_ratification_and_the_public_line_agree(at, needed):
    found = book(at=at)
    assert ratification(found, "D1", on=HELD).needed is needed
    public = effect_on(found, TAKEN, HELD)
    words = {False: "No ratification is needed", True: "Taken without a quorum", None: "cannot be told"}
    assert words[needed] in public
    assert "Member" not in public


def test_may_we_decide_names_every_window():
    quorum = can_decide(
        Item("A contract", item="M1-2"), handbook=book(at="none").source, dates=Dates.on(HELD)
    )  # nobody has voted yet
    assert (
        f"take the vote, or minute that it was taken, {THERE.replace(' and ', ' or ')}, while it is quorate"
        in (quorum.details["cures"])
    )
    after = can_decide(Item("A contract", item="M1-2"), handbook=book(at="10:20").source, dates=Dates.on(HELD))
    (reason,) = [each for each in after.reasons if "quorate" in each.sentence]
    assert reason.verdict is Verdict.PASS
    named = [each for each in reason.walk() if "Member 4" in each.sentence or "Member 3" in each.sentence]
    assert named
    assert all(each.personal for each in named)


@pytest.mark.parametrize(("at", "verdict"), [("10:05", "PASS"), ("10:12", "FAIL"), ("10:20", "PASS")])
def test_the_item_in_hand_and_its_sentence_stand_at_the_same_minute(at, verdict):
    shown = clock(book(at="none", ends=None), "M1", at=at)
    held = in_hand(shown)
    assert verdict_in_hand(shown) is held.verdict
    assert held.verdict.value == verdict
    assert held.sentence.startswith("The item is not quorate" if verdict == "FAIL" else "The item is quorate")
    if at == "10:20":
        assert "It was not quorate from 10:10 to 10:15." in held.sentence
        assert len(held.turns) == 2


def test_a_vote_that_was_taken_settles_the_item_in_hand():
    shown = clock(book(at="10:05", ends=None), "M1", at="10:12")
    assert in_hand(shown).verdict is Verdict.PASS
    earlier = clock(book(at="10:20", ends=None), "M1", at="10:12")
    assert in_hand(earlier).verdict is Verdict.FAIL, "at that minute nobody had voted"


def test_who_is_out_for_the_item_neither_loses_nor_restores_it():
    rows = records(
        committee(), meeting(), item(), came("P1", "P2", "P3", "P5"), came("P4", left="10:10"), excluded("P4"),
        votes(at="10:20", P1="for"),
    )  # fmt: skip
    found = then(rows)
    assert (found.verdict, found.turns) == (Verdict.PASS, ())


@pytest.mark.parametrize(
    ("at", "kept", "effect"),
    [("10:20", "PASS", "NOT_APPLICABLE"), ("10:12", "FAIL", "INSUFFICIENT_DATA"),
     ("10:10", "NEEDS_JUDGEMENT", "NEEDS_JUDGEMENT")],
)  # fmt: skip
def test_the_check_says_the_same(at, kept, effect):
    found = check_handbook(book(at=at).source, on=HELD, systems=["QWM"], rules=["governance.E05", "governance.E06"])
    told = {each.rule.id: each.verdict.value for each in found if each.finding.subject in ("M1-2", "D1")}
    assert told == {"governance.E05": kept, "governance.E06": effect}
