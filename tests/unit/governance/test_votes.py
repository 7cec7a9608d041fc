"""Votes counted: deputies, the casting vote, ties, the absent, the conflicted, and what nobody wrote down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.governance.meeting_rows import HELD, came, committee, excluded, item, meeting, records, votes

from commonweal.answers import Verdict
from commonweal.governance.handbook import Appointment, Attendance, Decision, Deputy, Interest, Seat, Vote
from commonweal.governance.quorum import SeatAt
from commonweal.governance.vote_tally import Tally, base_of
from commonweal.governance.votes import count_votes
from commonweal.governance.voting_rule import parse_voting
from commonweal.problems import BadInput

ALL = ("P1", "P2", "P3", "P4", "P5")


def count(*rows, **terms):
    return count_votes(records(committee(**terms), meeting(), *rows), "M1-2")


def whole(*rows, times=True, **terms):
    """The committee with everybody there throughout."""
    times_of_item = {} if times else {"starts": None, "ends": None}
    return count(came(*ALL), item(**times_of_item), *rows, **terms)


def numbers(result):
    return len(result.for_), len(result.against), len(result.abstained)


def test_a_simple_majority_carries_and_abstentions_are_not_votes_cast():
    result = whole(votes(P1="for", P2="for", P3="against", P4="abstained"))
    assert (result.verdict, result.carried, numbers(result)) == (Verdict.PASS, True, (2, 1, 1))
    assert result.not_voting == ("P5",)
    assert result.sentence == "Carried: 2 for, 1 against, 1 abstained; 1 did not vote."
    assert result.reasons[0].sentence == "A vote of Finance Committee is carried by more than 1/2 of the votes cast."


@pytest.mark.parametrize(
    ("voting", "carried"),
    [("simple majority", True), ("a simple majority of those present", False), ("two thirds of the votes cast", True),
     ("a majority of all voting members", False), ("more than 70% of the votes cast", False), ("unanimous", False)],
)  # fmt: skip
def test_the_term_says_of_whom_the_share_is_taken(voting, carried):
    result = whole(votes(P1="for", P2="for", P3="against", P4="abstained"), voting=voting)
    assert (result.verdict, result.carried) == (Verdict.PASS, carried)


def test_a_tie_without_a_casting_vote_is_not_carried():
    result = whole(votes(P1="for", P2="for", P3="against", P4="against"), casting_vote="none")
    assert (result.verdict, result.carried, result.casting) == (Verdict.PASS, False, "")


def test_a_tie_that_the_chair_might_have_broken_is_open_until_it_is_told_how_it_ended():
    tie = votes(P1="for", P2="for", P3="against", P4="against")
    result = whole(tie)
    assert (result.verdict, result.carried) == (Verdict.INSUFFICIENT_DATA, False)
    refused = Decision(decision="D1", item="M1-2", on_date=meeting().on_date, title="A contract", outcome="refused")
    assert whole(tie, refused).verdict is Verdict.PASS


@pytest.mark.parametrize(("way", "carried"), [("for", True), ("against", False)])
def test_the_casting_vote_breaks_a_tie(way, carried):
    result = whole(votes(P1=f"casting_{way}", P2="for", P3="against"))
    assert (result.verdict, result.casting, result.carried, numbers(result)) == (Verdict.PASS, way, carried, (1, 1, 0))
    assert "P1" not in result.not_voting


def test_a_chair_who_voted_before_has_the_casting_vote_as_a_second_one():
    result = whole(votes(P1="casting_for", P2="for", P3="against", P4="against"))
    assert (result.verdict, result.carried, numbers(result)) == (Verdict.PASS, True, (2, 2, 0))
    twice = whole(votes(P2="for", P3="against", P4="against"), votes(P1="for"), votes(P1="casting_for"))
    assert (twice.verdict, twice.carried, numbers(twice)) == (Verdict.PASS, True, (2, 2, 0))


@pytest.mark.parametrize(
    ("ways", "terms", "why"),
    [
        ({"P1": "casting_for", "P2": "for", "P3": "for", "P4": "for"}, {}, "where the votes were not even"),
        ({"P4": "casting_for", "P2": "for", "P3": "against"}, {}, "does not preside"),
        ({"P1": "casting_for", "P2": "for", "P3": "against"}, {"casting_vote": "none"}, "the terms give none"),
    ],
)
def test_a_casting_vote_out_of_place_does_not_count(ways, terms, why):
    result = whole(votes(**ways), **terms)
    assert (result.verdict, result.casting) == (Verdict.FAIL, "")
    assert why in result.invalid[0].why


def test_the_deputy_chair_casts_where_the_chair_is_not_there():
    rows = [came("P2", "P3", "P4"), item(), votes(P2="casting_against", P3="for", P4="against")]
    result = count(*rows)
    assert (result.verdict, result.casting, result.carried) == (Verdict.PASS, "against", False)
    unsaid = count(*rows, casting_vote=None)
    assert (unsaid.verdict, unsaid.carried) == (Verdict.INSUFFICIENT_DATA, None)
    assert unsaid.unknowns[0].fact == "terms.value of casting_vote of FIN"


def test_a_vote_by_somebody_who_is_out_for_an_interest_is_told_plainly():
    result = whole(votes(P1="for", P2="against", P4="for"), excluded("P4"))
    assert (result.verdict, numbers(result), result.carried) == (Verdict.FAIL, (1, 1, 0), False)
    assert result.invalid[0].conflicted
    told = "The vote of Member 4 does not count: Member 4 is out of this item because of an interest."
    assert told in [reason.sentence for reason in result.reasons]


def test_a_financial_interest_keeps_its_holder_out_whatever_was_ruled():
    owned = Interest(statement="S1", person="P4", kind="financial", counterparty="Hospitals", counterparty_code="RWM")
    ruled = replace(excluded("P4", action="stayed_and_voted"), statement="S1")
    result = whole(votes(P1="for", P4="for"), owned, ruled)
    assert (result.verdict, result.for_) == (Verdict.FAIL, ("P1",))


def test_who_awaits_a_ruling_may_not_be_counted_yet():
    result = whole(votes(P1="for", P2="for", P3="against", P4="against"), excluded("P4", action=""))
    assert (result.verdict, result.carried) == (Verdict.INSUFFICIENT_DATA, None)
    assert result.doubtful[0].conflicted
    clear = whole(votes(P1="for", P2="for", P3="for", P4="against"), excluded("P4", action=""))
    assert (clear.verdict, clear.carried) == (Verdict.INSUFFICIENT_DATA, True)


@pytest.mark.parametrize(
    ("room", "why"),
    [
        (came("P1", "P2", "P3"), "was not at the meeting"),
        ([*came("P1", "P2", "P3"), *came("P4", left="10:10")], "was not in the room at 10:20"),
        ([*came("P1", "P2", "P3"), *came("P4", apologies=True)], "was not at the meeting"),
    ],
)
def test_a_vote_by_somebody_absent_does_not_count(room, why):
    result = count(room, item(), votes(P1="for", P2="against", P4="for"))
    assert (result.verdict, result.carried, result.invalid[0].why) == (Verdict.FAIL, False, why)


def test_who_leaves_in_the_minute_of_the_vote_may_have_voted_first():
    result = count(came("P1", "P2"), came("P4", left="10:20"), item(), votes(P1="for", P4="for"))
    assert (result.verdict, numbers(result)) == (Verdict.PASS, (2, 0, 0))


def test_without_the_time_of_the_vote_who_was_there_for_a_part_only_is_not_known():
    room = [came("P1", "P2"), came("P4", left="10:10")]
    part = count(room, item(), votes(at=None, P1="for", P2="against", P4="for"))
    assert (part.verdict, part.carried) == (Verdict.INSUFFICIENT_DATA, None)
    assert part.unknowns[0].fact == "votes.at of M1-2, P4"
    gone = count(came("P1", "P2"), came("P4", left="09:50"), item(), votes(at=None, P1="for", P4="for"))
    assert gone.verdict is Verdict.FAIL
    no_times = count(room, item(starts=None, ends=None), votes(at=None, P1="for", P2="for", P4="for"))
    assert (no_times.verdict, no_times.carried) == (Verdict.INSUFFICIENT_DATA, True)
    nobody = count(item(), votes(P1="for", P2="for"))
    assert (nobody.verdict, nobody.carried) == (Verdict.INSUFFICIENT_DATA, None)


def deputised(*rows, terms="count", holder=False):
    room = [*came("P1", "P2", *(("P5",) if holder else ())), *came("P6", seat="F5", deputy=True)]
    return count(room, item(), votes(P1="for", P2="against", P6="for"), *rows, deputies=terms)


@pytest.mark.parametrize(
    ("result", "verdict", "why"),
    [
        (deputised(), Verdict.PASS, ""),
        (deputised(terms="do not count"), Verdict.FAIL, "is a deputy, and the terms let no deputy count"),
        (deputised(terms=None), Verdict.INSUFFICIENT_DATA, "is a deputy, and whether deputies count is not settled"),
        (deputised(holder=True), Verdict.FAIL, "is the deputy of Member 5, who was there"),
        (deputised(excluded("P6")), Verdict.FAIL, "is out of this item because of an interest"),
        (deputised(holder=True, terms="count, at most 1"), Verdict.FAIL, "is the deputy of Member 5, who was there"),
    ],
    ids=["counts", "no deputies", "not settled", "holder there", "conflicted", "holder there, one allowed"],
)
def test_a_deputy_votes_as_the_terms_allow(result, verdict, why):
    told = [*result.invalid, *result.doubtful]
    assert result.verdict is verdict
    assert [each.why for each in told] == ([why] if why else [])
    assert ("P6" in result.for_) is not bool(why)


def test_a_deputy_whom_nobody_named_and_a_guest_do_not_simply_count():
    room = [came("P1", "P2", "P9"), came("P8", seat="F5", deputy=True), item()]
    result = count(*room, votes(P1="for", P8="for", P9="for"))
    assert result.verdict is Verdict.FAIL
    assert [each.why for each in result.invalid] == [
        "is not among the deputies for F5",
        "holds no seat here and deputises for none",
    ]


def test_no_more_deputies_vote_than_the_terms_let_count():
    second = Deputy(seat="F4", person="P7", may_vote=True)
    room = [came("P1"), came("P6", seat="F5", deputy=True), came("P7", seat="F4", deputy=True), item(), second]
    result = count(*room, votes(P1="against", P6="for", P7="for"), deputies="count, at most 1")
    assert (result.verdict, result.for_) == (Verdict.FAIL, ("P6",))
    assert "beyond the 1" in result.invalid[0].why


def test_one_person_has_one_vote_and_one_seat_has_one_vote():
    both = [Vote(item="M1-2", person="P1", vote="for"), Vote(item="M1-2", person="P1", vote="against")]
    result = whole(both, votes(at=None, P2="for"))
    assert (result.verdict, result.for_, result.against) == (Verdict.FAIL, ("P2",), ())
    shared = Appointment(seat="F4", person="P7")
    agreed = whole(shared, came("P7"), votes(P1="against", P4="for", P7="for"))
    assert (agreed.for_, agreed.invalid[0].why) == (("P4",), "votes for a seat that has voted already")
    torn = whole(shared, came("P7"), votes(P1="for", P4="for", P7="against"))
    assert (torn.verdict, torn.for_, torn.against) == (Verdict.FAIL, ("P1",), ())
    two_seats = whole(Appointment(seat="F5", person="P1"), votes(P1="for", P5="for", P2="against"))
    assert (two_seats.verdict, numbers(two_seats)) == (Verdict.PASS, (2, 1, 0))


def test_a_seat_without_a_vote_or_of_which_it_is_not_known():
    seats = [Seat(seat="F7", body="FIN", title="Observer", seat_class="observer", voting=False),
             Seat(seat="F8", body="FIN", title="Member 8", seat_class="member")]  # fmt: skip
    sit = [Appointment(seat="F7", person="P7"), Appointment(seat="F8", person="P8")]
    result = whole(seats, sit, came("P7", "P8"), votes(P1="for", P7="for", P8="for"))
    assert result.invalid[0].why == "sits in a seat without a vote: Observer"
    assert result.doubtful[0].why == "sits where it is not known whether the seat votes"


def test_where_nobody_recorded_who_sits_no_vote_is_refused_and_none_is_counted():
    for table in ("appointments", "seats"):
        kept = [row for row in committee() if row.TABLE not in (table, "deputies")]
        result = count_votes(records(kept, meeting(), item(), came("P1", "P2"), votes(P1="for", P2="for")), "M1-2")
        assert (result.verdict, result.carried, len(result.doubtful)) == (Verdict.INSUFFICIENT_DATA, None, 2)
        assert result.unknowns[0].fact.startswith(table)


def test_a_vote_timed_outside_its_item_is_told():
    result = whole(votes(at="11:00", P1="for", P2="for"))
    assert (result.verdict, result.carried) == (Verdict.INSUFFICIENT_DATA, True)
    assert "timed outside the item, which ran from 10:00 to 10:30" in result.unknowns[0].why_it_matters


def test_a_term_that_is_missing_or_cannot_be_read_leaves_the_result_open():
    for voting in (None, "as is customary"):
        result = whole(votes(P1="for", P2="for"), voting=voting)
        assert (result.verdict, result.carried) == (Verdict.INSUFFICIENT_DATA, None)
        assert result.unknowns[0].fact == "terms.value of voting of FIN"


def test_organisations_that_nobody_named_leave_it_unknown_who_is_out():
    result = count(came(*ALL), item(counterparties=()), votes(P1="for", P2="for"))
    assert (result.verdict, result.carried) == (Verdict.INSUFFICIENT_DATA, True)


def test_the_record_of_the_decision_is_held_against_the_votes():
    decided = Decision(decision="D1", item="M1-2", on_date=meeting().on_date, title="A contract", outcome="approved")
    result = whole(votes(P1="for", P2="against", P3="against"), decided)
    assert (result.verdict, result.carried) == (Verdict.FAIL, False)
    assert "says that it was approved, and the votes did not carry it" in result.reasons[-1].sentence
    assert whole(decided).verdict is Verdict.NOT_APPLICABLE
    assert whole().verdict is Verdict.INSUFFICIENT_DATA
    with pytest.raises(BadInput, match="no such agenda item"):
        count_votes(records(committee()), "M1-2")


def test_the_result_is_plain_json():
    shown = whole(votes(P1="for", P4="for"), excluded("P4")).to_json()
    assert (shown["for"], shown["carried"], shown["invalid"][0]["vote"]) == (["P1"], True, "for")


@pytest.mark.parametrize("text", ["", "by consensus", "majority of members", "the chair decides", "3/2 of votes cast"])
def test_what_carries_a_vote_is_read_or_refused(text):
    with pytest.raises(BadInput, match="cannot be read"):
        parse_voting(text)


def test_the_share_may_be_taken_of_seats_that_are_vacant_and_of_seats_not_known_to_vote():
    seats = [SeatAt("F1", True, holders=("P1",)), SeatAt("F2", True), SeatAt("F3", None, holders=("P3",))]
    assert base_of(parse_voting("majority of voting seats"), seats, 1, 1) == (2, 3)
    assert base_of(parse_voting("majority of all voting members"), seats, 1, 1) == (1, 2)
    assert base_of(parse_voting("majority of those present"), seats, 1, 1) == (1, 2)
    assert Tally(2, 0).carried(parse_voting("majority of voting seats"), 3, 4) is None


def plainly(rule, ways, casting, base):
    """Whether these votes carry it, counted one by one."""
    for_, against = ways.count("for"), ways.count("against")
    if casting and for_ == against > 0:
        for_, against = for_ + (casting == "for"), against + (casting == "against")
    whole = for_ + against if rule.of == "votes_cast" else base
    share = rule.share
    enough = for_ > share.fraction * whole if share.more_than else for_ >= share.fraction * whole
    return for_ > 0 and enough


@given(
    sure=st.lists(st.sampled_from(("for", "against")), max_size=5),
    maybe=st.lists(st.sampled_from(("for", "against")), max_size=4),
    casting=st.sampled_from(("", "for", "against")),
    text=st.sampled_from(("majority", "two thirds", "unanimous", "majority of those present", "half of voting seats")),
    spare=st.integers(1, 3),
    perhaps=st.integers(0, 2),
)
def test_the_result_is_told_only_where_every_way_of_settling_the_doubts_agrees(
    sure, maybe, casting, text, spare, perhaps
):
    rule = parse_voting(text)
    least = len(sure) + len(maybe) + spare
    tally = Tally(sure.count("for"), sure.count("against"), maybe.count("for"), maybe.count("against"), casting)
    ways = [
        plainly(rule, sure + [way for way, counts in zip(maybe, chosen, strict=True) if counts], casting, base)
        for chosen in product((True, False), repeat=len(maybe))
        for base in range(least, least + perhaps + 1)
    ]
    expected = ways[0] if len(set(ways)) == 1 else None
    assert tally.carried(rule, least, least + perhaps) is expected


def test_for_a_seat_without_named_deputies_the_clerk_alone_makes_no_voter():
    sat = Attendance(meeting="M1", person="P6", seat="F4", deputy=True)
    result = count(came("P1"), sat, item(), votes(P1="for", P6="for"))
    assert (result.verdict, result.for_) == (Verdict.INSUFFICIENT_DATA, ("P1",))
    assert result.doubtful[0].why == "sits in F4 as a deputy, and nobody is named as deputy for the seat"


@pytest.mark.parametrize(
    ("may_vote", "verdict"), [(True, Verdict.PASS), (False, Verdict.FAIL), (None, Verdict.INSUFFICIENT_DATA)]
)
def test_the_sheet_of_deputies_says_who_may_vote(may_vote, verdict):
    named = Deputy(seat="F4", person="P7", may_vote=may_vote)
    result = count(came("P1"), came("P7", seat="F4", deputy=True), item(), named, votes(P1="for", P7="for"))
    assert result.verdict is verdict


@pytest.mark.parametrize(
    ("approved", "verdict"),
    [(HELD, Verdict.PASS), (date(2026, 6, 1), Verdict.FAIL), (None, Verdict.INSUFFICIENT_DATA)],
)
def test_an_appointment_votes_only_from_its_approval(approved, verdict):
    seat = Seat(seat="F7", body="FIN", title="Member 7", seat_class="member", voting=True, approved_by="the chair")
    sits = Appointment(seat="F7", person="P7", chair_approved_on=approved)
    assert whole(seat, sits, came("P7"), votes(P1="for", P7="for")).verdict is verdict
