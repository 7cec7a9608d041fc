"""The clock of a meeting: arrivals, departures, exclusions for one item, and times that nobody wrote down."""

from __future__ import annotations

import pytest
from tests.unit.governance.meeting_rows import came, committee, excluded, item, meeting, records

from commonweal.answers import Verdict
from commonweal.governance.handbook import Attendance, Interest
from commonweal.governance.meeting_clock import clock
from commonweal.problems import BadInput

LOST = [came("P1", "P2"), came("P4", left="10:15"), came("P3", arrived="10:45")]
"""Three to begin with, two from a quarter past ten, three again from a quarter to eleven."""


def spans(shown):
    return [(span.from_, span.to, span.verdict.value, span.count) for span in shown.spans]


def test_a_quorum_that_is_lost_half_way_and_comes_back_is_told_with_its_times():
    shown = clock(records(committee(), meeting(), item(), *LOST), "M1", at="10:20")
    assert spans(shown) == [
        ("09:30", "10:15", "PASS", 3), ("10:15", "10:45", "FAIL", 2), ("10:45", "11:30", "PASS", 3),
    ]  # fmt: skip
    assert shown.verdict is Verdict.FAIL
    assert shown.sentence == "At 10:20 the meeting of Finance Committee is not quorate: 2 voting members count."
    assert shown.cures == ("with one more voting member present it would be quorate",)
    assert [who.person for who in shown.room] == ["P1", "P2"]
    assert shown.current == "M1-2"
    assert shown.items[0].verdict is Verdict.FAIL
    assert spans(shown.items[0]) == [("10:00", "10:15", "PASS", 3), ("10:15", "10:30", "FAIL", 2)]


@pytest.mark.parametrize(
    ("at", "verdict"),
    [("09:29", "NOT_YET_DUE"), ("09:30", "PASS"), ("10:14", "PASS"), ("10:15", "FAIL"), ("10:45", "PASS"),
     ("11:30", "PASS"), ("11:31", "NOT_APPLICABLE")],
)  # fmt: skip
def test_each_minute_has_its_own_verdict(at, verdict):
    assert clock(records(committee(), meeting(), *LOST), "M1", at=at).verdict.value == verdict


def test_who_is_out_for_one_item_leaves_the_count_for_that_item_only():
    rows = records(
        committee(), meeting(), came("P1", "P2", "P4"), item(), item("3", starts="10:30", ends="11:00"), excluded("P4")
    )
    shown = clock(rows, "M1", at="10:10")
    second, third = shown.items
    assert (second.verdict, second.out, second.spans[0].count) == (Verdict.FAIL, ("P4",), 2)
    assert (third.verdict, third.out, third.spans[0].count) == (Verdict.PASS, (), 3)
    assert shown.verdict is Verdict.PASS
    assert second.cures == ("with one more voting member present it would be quorate",)


def test_a_direct_financial_interest_takes_its_holder_out_without_a_ruling():
    owned = Interest(statement="S1", person="P4", kind="financial", counterparty_code="RWM", counterparty="Hospitals")
    rows = records(committee(), meeting(), came("P1", "P2", "P4"), item(counterparties=("RWM",)), owned)
    assert clock(rows, "M1").items[0].out == ("P4",)


def test_on_whom_the_chair_has_yet_to_rule_the_item_hangs():
    rows = records(committee(), meeting(), came("P1", "P2", "P4"), item(), excluded("P4", action=""))
    shown = clock(rows, "M1").items[0]
    assert (shown.verdict, shown.perhaps) == (Verdict.NEEDS_JUDGEMENT, ("P4",))


def test_a_ruling_holds_where_the_organisations_are_not_known():
    rows = records(committee(), meeting(), came("P1", "P2", "P3", "P4"), item(counterparties=()), excluded("P4"))
    shown = clock(rows, "M1").items[0]
    assert shown.out == ("P4",)
    assert shown.verdict is Verdict.INSUFFICIENT_DATA
    assert any("stand to gain or lose" in gap.fact for gap in shown.unknowns)


def test_each_person_is_told_with_the_seat_and_why_it_does_not_count():
    room = [came("P1", "P2", "P9"), came("P5", "P6", seat="F5"), Attendance(meeting="M1", person="P3", apologies=True)]
    shown = {who.person: who for who in clock(records(committee(), meeting(), *room), "M1").room}
    assert [shown[person].counts for person in ("P1", "P2", "P5", "P6", "P9")] == [True, True, True, False, False]
    assert shown["P6"].why == "F5 is one seat and counts once, with P5 in it"
    assert shown["P9"].why == "holds no seat here and deputises for none"
    assert "P3" not in shown


@pytest.mark.parametrize(("term", "counts"), [("count", True), ("do not count", False), (None, None)])
def test_a_deputy_counts_as_the_terms_say(term, counts):
    rows = records(committee(deputies=term), meeting(), came("P1", "P2"), came("P6", seat="F5", deputy=True))
    shown = clock(rows, "M1")
    assert shown.room[-1].counts is counts
    assert shown.verdict is {True: Verdict.PASS, False: Verdict.FAIL, None: Verdict.INSUFFICIENT_DATA}[counts]


def test_times_that_are_not_known_are_never_green():
    unsaid = clock(records(committee(), meeting(), item()), "M1", at="10:00")
    assert (unsaid.verdict, unsaid.items[0].verdict) == (Verdict.INSUFFICIENT_DATA, Verdict.INSUFFICIENT_DATA)
    no_start = clock(records(committee(), meeting(starts=None), came("P1", "P2", "P4")), "M1", at="10:00")
    assert no_start.verdict is Verdict.INSUFFICIENT_DATA
    assert no_start.unknowns[0].fact == "meetings.starts of M1"
    no_item_times = clock(records(committee(), meeting(), *LOST, item(starts=None, ends=None)), "M1")
    assert no_item_times.items[0].verdict is Verdict.INSUFFICIENT_DATA
    no_quorum = clock(records(committee(quorum=None), meeting(), *LOST), "M1", at="10:00")
    assert no_quorum.verdict is Verdict.INSUFFICIENT_DATA


def test_while_it_runs_a_meeting_and_its_item_have_no_end_yet():
    running = records(committee(), meeting(ends=None), came("P1", "P2"), came("P4", left="10:15"), item(ends=None))
    shown = clock(running, "M1", at="10:20")
    assert spans(shown)[-1] == ("10:15", "", "FAIL", 2)
    assert shown.current == "M1-2"
    assert spans(shown.items[0]) == [("10:00", "10:15", "PASS", 3), ("10:15", "", "FAIL", 2)]


def test_the_clock_is_plain_json():
    shown = clock(records(committee(), meeting(), item(), *LOST), "M1", at="9.45").to_json()
    assert (shown["at"], shown["verdict"], shown["on_date"]) == ("09:45", "PASS", "2026-04-16")
    assert shown["room"][0]["counts"] is True
    assert shown["items"][0]["spans"][1] == {"from": "10:15", "to": "10:30", "verdict": "FAIL", "count": 2}


@pytest.mark.parametrize(("meeting_id", "at", "told"), [("M9", None, "no such meeting"), ("M1", "noon", "not a time")])
def test_what_cannot_be_asked_is_told(meeting_id, at, told):
    with pytest.raises(BadInput, match=told):
        clock(records(committee(), meeting()), meeting_id, at=at)


def test_who_leaves_in_the_minute_asked_about_has_left_the_item_in_hand():
    running = records(committee(), meeting(ends=None), came("P1", "P2"), came("P4", left="10:15"), item(ends=None))
    found = [clock(running, "M1", at=at).items[0].verdict for at in ("10:14", "10:15")]
    assert found == [Verdict.PASS, Verdict.FAIL]
