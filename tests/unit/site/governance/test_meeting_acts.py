"""What a clerk does at a meeting: what is written, what is refused, and that twice over is the same as once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.governance.handbook import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    Declaration,
    Deputy,
    Handbook,
    Interest,
    Meeting,
    Person,
    PublicQuestion,
    Vote,
)
from commonweal.governance.handbook.exchange import merge
from commonweal.problems import BadInput
from commonweal.site.governance.change import Change, stamp
from commonweal.site.governance.meeting_acts import agenda, decisions, declarations, items, questions, seats, votes
from commonweal.site.governance.meeting_acts.decisions import Considered

M, DAY = "M1", date(2026, 5, 7)


@pytest.fixture
def before(handbook: Handbook) -> Handbook:
    """The example with a meeting of the board that has not begun, three items, and a deputy."""
    rows = [
        Meeting(meeting=M, body="EXAMPLE-ICB", on_date=DAY, starts="09:30"),
        *(AgendaItem(item=f"{M}-{n}", meeting=M, number=str(n), title=f"Item {n}") for n in (1, 2, 3)),
        Person(person="P09", name="A deputy"),
        Deputy(seat="BOARD-04", person="P09", from_date=date(2026, 4, 1)),
    ]
    return merge(handbook, rows).handbook


def done(handbook: Handbook, change: Change) -> Handbook:
    """The handbook with a change in it."""
    gone = {(row.TABLE, row.key) for row in change.withdraw}
    rows = [row for held in handbook.tables.values() for row in held if (row.TABLE, row.key) not in gone]
    return merge(Handbook.of(rows), change.put).handbook


def room(handbook: Handbook) -> list[tuple[str, str | None, str | None]]:
    return [(row.person, row.arrived, row.left) for row in handbook.rows(Attendance, meeting=M)]


def arrive(handbook: Handbook, person: str = "P01", seat: str = "BOARD-01", at: str = "09:30", **more) -> Change:
    return seats.arrive(handbook, meeting=M, person=person, seat=seat, at=at, **more)


def leave(handbook: Handbook, person: str = "P01", at: str = "10:05") -> Change:
    return seats.leave(handbook, meeting=M, person=person, at=at)


def test_somebody_comes_goes_and_comes_back(before):
    held = done(before, arrive(before, at="9.30"))
    held = done(held, leave(held))
    held = done(held, arrive(held, at="10:20"))
    assert room(held) == [("P01", "09:30", "10:05"), ("P01", "10:20", None)]


def test_arriving_and_leaving_twice_changes_nothing(before):
    held = done(before, arrive(before))
    assert done(held, arrive(held, at="09:31")).sha256 == held.sha256
    held = done(held, leave(held))
    assert done(held, leave(held, at="10:06")).sha256 == held.sha256


def test_apologies_are_taken_back_by_coming(before):
    held = done(before, seats.send_apologies(before, meeting=M, person="P02", seat="BOARD-02"))
    assert held.rows(Attendance, meeting=M)[0].apologies
    assert not done(held, seats.withdraw_apologies(held, meeting=M, person="P02")).rows(Attendance, meeting=M)
    held = done(held, arrive(held, "P02", "BOARD-02"))
    assert room(held) == [("P02", "09:30", None)]
    with pytest.raises(BadInput, match="has come"):
        seats.send_apologies(held, meeting=M, person="P02")


def test_deputy_sits_for_a_holder(before):
    held = done(before, arrive(before, "P09", "BOARD-04", deputy=True))
    assert held.rows(Attendance, meeting=M)[0].deputy


@pytest.mark.parametrize(
    ("act", "match"),
    [
        (lambda h: arrive(h, at="half past nine"), "not a time of day"),
        (lambda h: arrive(h, "NOBODY"), "no such person"),
        (lambda h: arrive(h, seat="BOARD-99"), "no such seat"),
        (lambda h: arrive(h, "P09", "BOARD-04"), "does not hold this seat"),
        (lambda h: arrive(h, "P09", "BOARD-01", deputy=True), "no deputy for this seat"),
        (lambda h: leave(h), "not in the room"),
        (lambda h: leave(done(h, arrive(h)), at="09:00"), "had not arrived by then"),
        (lambda h: arrive(done(g := done(h, arrive(h)), leave(g)), at="10:00"), "had not left by then"),
        (lambda h: seats.arrive(h, meeting="NONE", person="P01", at="09:30"), "no such meeting"),
        (lambda h: items.start_item(h, item="NONE", at="09:30"), "no such item"),
        (lambda h: items.end_item(h, item="M1-1", at="09:30"), "has not started"),
        (lambda h: items.go_private(h, item="M1-1", reason=" "), "states its reason"),
        (lambda h: items.correct_item(h, item="M1-1", starts="", ends="10:00"), "has started"),
        (lambda h: items.correct_item(h, item="M1-1", starts="10:00", ends="09:00"), "cannot end before"),
        (lambda h: items.end_meeting(h, meeting=M, at="09:00"), "had not begun"),
    ],
)
def test_what_cannot_be_is_refused(before, act, match):
    with pytest.raises(BadInput, match=match):
        act(before)


def correct(handbook: Handbook, was: str, arrived: str, left: str) -> Change:
    return seats.correct_stay(handbook, meeting=M, person="P01", seat="BOARD-01", was=was, arrived=arrived, left=left)


def test_wrong_times_are_put_right_and_a_stay_that_never_was_goes(before):
    held = done(before, arrive(before))
    held = done(held, correct(held, "09:30", "09:40", "10:00"))
    assert room(held) == [("P01", "09:40", "10:00")]
    assert done(held, correct(held, "09:30", "09:40", "10:00")).sha256 == held.sha256
    held = done(held, correct(held, "09:40", "", ""))
    assert room(held) == [("P01", None, None)]
    gone = seats.withdraw_stay(held, meeting=M, person="P01", seat="BOARD-01", was="")
    assert room(done(held, gone)) == []


def test_corrected_times_do_not_overlap_or_turn_round(before):
    held = done(before, arrive(before))
    held = done(held, leave(held))
    held = done(held, arrive(held, at="10:20"))
    for times, match in ((("10:00", ""), "twice at one time"), (("10:30", "10:20"), "before arriving")):
        with pytest.raises(BadInput, match=match):
            correct(held, "10:20", *times)
    with pytest.raises(BadInput, match="no such stay"):
        correct(held, "11:00", "11:10", "")


def test_item_that_starts_ends_the_one_before(before):
    held = done(before, items.start_item(before, item="M1-1", at="09:35"))
    held = done(held, items.start_item(held, item="M1-2", at="09:50"))
    times = [(row.starts, row.ends) for row in held.rows(AgendaItem, meeting=M)]
    assert times == [("09:35", "09:50"), ("09:50", None), (None, None)]
    assert done(held, items.start_item(held, item="M1-2", at="09:51")).sha256 == held.sha256
    with pytest.raises(BadInput, match="ran from 09:35 to 09:50"):
        items.start_item(held, item="M1-1", at="10:00")
    with pytest.raises(BadInput, match="tem 1 was in hand then"):
        items.start_item(held, item="M1-3", at="09:45")
    held = done(held, items.end_item(held, item="M1-2", at="10:00"))
    assert done(held, items.end_item(held, item="M1-2", at="10:01")).sha256 == held.sha256


def test_meeting_begins_ends_with_its_item_and_goes_on_after_all(before):
    held = done(before, items.begin_meeting(before, meeting=M, at="09:34"))
    held = done(held, items.start_item(held, item="M1-1", at="09:35"))
    with pytest.raises(BadInput, match="tem 1 was in hand later"):
        items.end_meeting(held, meeting=M, at="09:34")
    held = done(held, items.end_meeting(held, meeting=M, at="11:00"))
    assert (held.rows(Meeting, meeting=M)[0].starts, held.rows(Meeting, meeting=M)[0].ends) == ("09:34", "11:00")
    assert held.rows(AgendaItem, item="M1-1")[0].ends == "11:00"
    assert done(held, items.end_meeting(held, meeting=M, at="11:01")).sha256 == held.sha256
    with pytest.raises(BadInput, match="ended at 11:00"):
        items.start_item(held, item="M1-2", at="11:00")
    assert done(held, items.reopen_meeting(held, meeting=M)).rows(Meeting, meeting=M)[0].ends is None


def test_public_is_excluded_by_a_reason_and_let_in_again(before):
    held = done(before, items.go_private(before, item="M1-1", reason="bids were discussed"))
    assert held.rows(AgendaItem, item="M1-1")[0].exclusion_reason == "bids were discussed"
    row = done(held, items.return_to_public(held, item="M1-1")).rows(AgendaItem, item="M1-1")[0]
    assert (row.private, row.exclusion_reason) == (False, "")


def test_meeting_is_called_once(before):
    call = {"body": "EXAMPLE-ICB", "on_date": date(2026, 6, 4), "starts": "09:30"}
    held = done(before, agenda.call_meeting(before, **call))
    assert done(held, agenda.call_meeting(held, **call)).sha256 == held.sha256
    with pytest.raises(BadInput, match="meets on that day"):
        agenda.call_meeting(held, **call, open_to_public=True)
    second = agenda.call_meeting(held, **{**call, "starts": "14:00"})
    third = agenda.call_meeting(done(held, second), **{**call, "starts": "16:00"})
    assert [row.key for row in (*second.put, *third.put)] == [
        ("EXAMPLE-ICB-2026-06-04",),
        ("EXAMPLE-ICB-2026-06-04-1600",),
    ]
    changed = done(held, agenda.change_meeting(held, meeting="EXAMPLE-ICB-2026-06", papers_on=date(2026, 5, 28)))
    assert changed.rows(Meeting, meeting="EXAMPLE-ICB-2026-06")[0].papers_on == date(2026, 5, 28)


def test_items_move_and_numbers_follow(before):
    change = agenda.move_item(before, item="M1-3", up=True)
    assert {row.item: row.number for row in change.put} == {"M1-1": "1", "M1-2": "3", "M1-3": "2"}
    assert [row.item for row in change.order] == ["M1-3", "M1-2"]
    assert agenda.move_item(before, item="M1-1", up=True).order == ()
    blank = done(before, agenda.put_item(before, row=AgendaItem(item="M1-4", meeting=M, title="No number")))
    moved = agenda.move_item(blank, item="M1-4", up=True)
    assert [row.number for row in moved.put] == ["1", "2", "4", "3"]
    assert not done(blank, agenda.take_off_item(blank, item="M1-4")).rows(AgendaItem, item="M1-4")


def test_item_that_is_changed_keeps_its_times_and_its_meeting(before):
    held = done(before, items.start_item(before, item="M1-1", at="09:35"))
    held = done(held, agenda.put_item(held, row=AgendaItem(item="M1-1", meeting=M, title="Another title")))
    row = held.rows(AgendaItem, item="M1-1")[0]
    assert (row.title, row.starts) == ("Another title", "09:35")
    with pytest.raises(BadInput, match="another meeting"):
        agenda.put_item(held, row=replace(row, meeting="BOARD-2026-05"))


def declared(handbook: Handbook, **more) -> Change:
    said = {"item": "M1-1", "person": "P04", "statement": "INT-1", "action": "excluded", "decided_by": "chair"}
    return declarations.declare(handbook, **{**said, "at": "09:40", **more})


def test_declaration_with_departure_is_one_change(before):
    held = done(before, arrive(before, "P04", "BOARD-04"))
    change = declared(held, leaves=True)
    assert {row.TABLE for row in change.put} == {"declarations", "attendance"}
    held = done(held, change)
    assert room(held) == [("P04", "09:30", "09:40")]
    again = declared(held, at="09:45", leaves=True)
    assert done(held, again).sha256 == held.sha256
    gone = declarations.withdraw_declaration(held, item="M1-1", person="P04", statement="INT-1")
    assert not done(held, gone).rows(Declaration)


def test_declaration_needs_a_ruler_and_ones_own_statement(before):
    with pytest.raises(BadInput, match="nobody is named who ruled"):
        declared(before, decided_by="")
    with pytest.raises(BadInput, match="is not Made-up person 1's"):
        declared(before, person="P01")
    assert before.rows(Interest, statement="INT-1")[0].person == "P04"


def test_votes_are_entered_together_and_a_blank_takes_one_back(before):
    ways = {"P01": "for", "P02": "against", "P03": ""}
    held = done(before, votes.record_votes(before, item="M1-1", votes=ways, at="09:45"))
    assert {row.person: row.vote for row in held.rows(Vote)} == {"P01": "for", "P02": "against"}
    assert done(held, votes.record_votes(held, item="M1-1", votes=ways, at="09:50")).sha256 == held.sha256
    held = done(held, votes.record_votes(held, item="M1-1", votes={"P01": "abstained", "P02": ""}, at="09:50"))
    assert [(row.person, row.vote, row.at) for row in held.rows(Vote)] == [("P01", "abstained", "09:50")]


def test_votes_that_there_are_none_of_are_refused(before):
    with pytest.raises(BadInput, match="no way to vote"):
        votes.record_votes(before, item="M1-1", votes={"P01": "perhaps"}, at="09:45")
    with pytest.raises(BadInput, match="half told"):
        votes.record_votes(before, item="M1-1", votes={}, casting_by="P01", at="09:45")


def decide(handbook: Handbook, **more) -> Change:
    said = {"item": "M1-1", "outcome": "approved", "title": "To adopt the plan", "amount_pence": None}
    considered = {"quality": Considered("Looked at"), "climate": Considered("", "Nothing is built")}
    return decisions.record_decision(handbook, **{**said, "quorate": False, "considered": considered, **more})


def test_decision_is_recorded_with_what_was_considered_and_again_without_effect(before):
    held = done(before, decide(before))
    row = held.rows(Decision, item="M1-1")[0]
    assert (row.taken_by, row.on_date, row.meeting) == ("EXAMPLE-ICB", DAY, M)
    assert {each.topic: each.text or each.not_applicable_because for each in held.rows(Consideration)} == {
        "quality": "Looked at",
        "climate": "Nothing is built",
    }
    assert done(held, decide(held)).sha256 == held.sha256
    held = done(held, decide(held, considered={"quality": Considered(), "climate": Considered("Heat pumps")}))
    assert [(each.topic, each.text) for each in held.rows(Consideration)] == [("climate", "Heat pumps")]


def test_decision_without_words_or_with_a_topic_both_ways_is_refused(before):
    with pytest.raises(BadInput, match="no wording"):
        decide(before, title=" ")
    with pytest.raises(BadInput, match="applies"):
        decide(before, considered={"quality": Considered("Yes", "No")})


def test_decision_is_published_and_ratified_later(before):
    held = done(before, decide(before))
    id = held.rows(Decision, item="M1-1")[0].decision
    with pytest.raises(BadInput, match="on its day or later"):
        decisions.publish_decision(held, decision=id, on=date(2026, 5, 6))
    held = done(held, decisions.publish_decision(held, decision=id, on=date(2026, 5, 8), in_doubt_too=True))
    later = Meeting(meeting="M2", body="EXAMPLE-ICB", on_date=date(2026, 6, 4))
    other = Meeting(meeting="M3", body="FINANCE", on_date=date(2026, 6, 4))
    held = merge(held, [later, other]).handbook
    for meeting, match in ((M, "later meeting"), ("M3", "cannot ratify it")):
        with pytest.raises(BadInput, match=match):
            decisions.ratify_decision(held, decision=id, at_meeting=meeting)
    row = done(held, decisions.ratify_decision(held, decision=id, at_meeting="M2")).rows(Decision, item="M1-1")[0]
    assert (row.ratified_on, row.ratified_at, row.published_on) == (later.on_date, "M2", date(2026, 5, 8))
    with pytest.raises(BadInput, match="no such decision"):
        decisions.publish_decision(held, decision="NONE", on=DAY)


def test_decision_without_an_outcome_is_not_published(before):
    held = done(before, decide(before, outcome=""))
    with pytest.raises(BadInput, match="is not recorded"):
        decisions.publish_decision(held, decision=held.rows(Decision, item="M1-1")[0].decision, on=DAY)


def test_questions_from_the_public(before):
    row = PublicQuestion(question=questions.next_question(before, M), meeting=M, received_on=DAY)
    held = done(before, questions.put_question(before, row=row))
    assert questions.next_question(held, M) == "M1-Q2"
    for wrong, match in (
        (replace(row, repeats=row.question), "repeat itself"),
        (replace(row, replied_on=date(2026, 5, 1)), "before the question"),
    ):
        with pytest.raises(BadInput, match=match):
            questions.put_question(held, row=wrong)
    assert not done(held, questions.withdraw_question(held, question=row.question)).rows(PublicQuestion)


def test_each_act_rests_on_what_it_would_change(before):
    held = done(before, arrive(before))
    other = done(held, arrive(held, "P02", "BOARD-02"))
    # That somebody else came does not stand in the way of this person's leaving.
    assert stamp(leave(held).rests_on) == stamp(leave(other).rests_on)
    assert stamp(leave(held).rests_on) != stamp(leave(done(held, correct(held, "09:30", "09:20", ""))).rests_on)
