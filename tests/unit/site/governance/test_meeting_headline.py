"""What the page of a running meeting says first: the item in hand, before the meeting as a whole."""

from __future__ import annotations

from datetime import date

from commonweal.answers import Dates, Verdict
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import AgendaItem, Attendance, Declaration, Meeting, Vote
from commonweal.governance.handbook.exchange import merge
from commonweal.site.governance.asking import item_of_agenda
from commonweal.site.governance.presenters.meeting_item import touched
from commonweal.site.governance.presenters.meeting_live import clock_of, headline, items_shown
from commonweal.site.governance.presenters.meeting_plan import question_of_item

M, DAY = "M1", date(2026, 5, 7)


def first_said(handbook, *rows, for_decision: bool | None = True, came: tuple[int, ...] = (1, 2, 3)):
    """The headline of a meeting of three of the board, with its first item in hand."""
    held = Meeting(meeting=M, body="EXAMPLE-ICB", on_date=DAY, starts="09:30")
    item = AgendaItem(
        item="M1-1", meeting=M, number="1", title="A plan", for_decision=for_decision, starts="09:40",
        counterparties=("none",),
    )  # fmt: skip
    there = [Attendance(meeting=M, person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in came]
    book = merge(handbook, [held, item, *there, *rows]).handbook
    told = clock_of(book, held)
    return told, headline(told, items_shown(book, "EXAMPLE-ICB", held, told))


def out(person: str, action: str = "excluded") -> Declaration:
    """Somebody who leaves for an interest, or on whom nobody has ruled."""
    return Declaration(item="M1-1", person=person, statement="", action=action, decided_by="chair" if action else "")


def test_quorate_meeting_and_item_are_green_and_the_item_speaks(handbook):
    told, said = first_said(handbook)
    assert (told.verdict, said["verdict"]) == (Verdict.PASS, Verdict.PASS)
    assert said["item"]["id"] == "M1-1"
    assert said["cites"], "the clause of the quorum stands beside the verdict"


def test_item_without_a_quorum_is_not_under_a_green_headline(handbook):
    told, said = first_said(handbook, out("P02"), out("P03"))
    assert told.verdict is Verdict.PASS, "the meeting as a whole is quorate"
    assert said["verdict"] is Verdict.FAIL
    assert said["sentence"] == said["item"]["sentence"]
    assert said["sentence"] != told.sentence


def test_item_that_waits_for_a_ruling_is_not_under_a_green_headline(handbook):
    told, said = first_said(handbook, out("P02", ""))
    assert told.verdict is Verdict.PASS
    assert said["verdict"] not in (Verdict.PASS, None)
    assert said["item"]["perhaps"]


def test_item_not_for_decision_leaves_the_word_to_the_meeting(handbook):
    told, said = first_said(handbook, for_decision=False)
    assert (said["verdict"], said["sentence"]) == (told.verdict, told.sentence)
    assert said["item"]["id"] == "M1-1", "what is in hand is named all the same"


def test_meeting_that_lost_its_quorum_is_red_whatever_is_in_hand(handbook):
    told, said = first_said(handbook, came=(1,))
    assert (told.verdict, said["verdict"]) == (Verdict.FAIL, Verdict.FAIL)


def test_may_we_decide_the_item_in_hand_is_asked_at_the_minute_of_the_page(handbook):
    # One leaves and comes back: over its whole time it cannot be told, and at the minute shown it can.
    gone = Attendance(meeting=M, person="P03", seat="BOARD-03", arrived="09:30", left="09:50")
    back = Attendance(meeting=M, person="P03", seat="BOARD-03", arrived="09:55")
    told, said = first_said(handbook, gone, back, came=(1, 2))
    held = Meeting(meeting=M, body="EXAMPLE-ICB", on_date=DAY, starts="09:30")
    item = AgendaItem(
        item="M1-1", meeting=M, number="1", title="A plan", for_decision=True, starts="09:40", counterparties=("none",)
    )
    there = [Attendance(meeting=M, person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in (1, 2)]
    book = merge(handbook, [held, item, *there, gone, back]).handbook
    inputs = question_of_item(book, held, item)
    assert (inputs["at"], item_of_agenda(book, "M1-1")["at"], told.at) == ("09:55", "09:55", "09:55")
    answer = can_decide(read_item(inputs), handbook=book, dates=Dates.on(DAY))
    quorum = next(each for each in answer.reasons if "quorate" in each.sentence)
    assert (quorum.verdict, quorum.sentence) == (told.items[0].verdict, said["sentence"])
    assert quorum.verdict is Verdict.PASS


def test_near_match_of_an_interest_is_shown_as_one(handbook):
    held = Meeting(meeting=M, body="EXAMPLE-ICB", on_date=DAY)
    found = {"person": "P04", "counterparty": "EXAMPLE-TRUST", "kind": "financial", "action": "to_be_ruled_on"}
    (line,) = touched(handbook, held, {"interests": [{**found, "match": "near"}]})
    assert "the names are alike: the chair has to say" in line
    (line,) = touched(handbook, held, {"interests": [{**found, "match": "code"}]})
    assert "by its code" in line


def test_a_quorum_that_is_back_is_green_and_tells_when_it_was_not_there(handbook):
    away = [
        Attendance(meeting=M, person="P01", seat="BOARD-01", arrived="09:30"),
        Attendance(meeting=M, person="P03", seat="BOARD-03", arrived="09:30", left="09:45"),
        Attendance(meeting=M, person="P03", seat="BOARD-03", arrived="09:50"),
    ]
    told, said = first_said(handbook, *away, came=())
    assert (told.verdict, said["verdict"]) == (Verdict.PASS, Verdict.PASS)
    assert said["sentence"].startswith("The item is quorate at 09:50")
    assert "It was not quorate from 09:45 to 09:50." in said["sentence"]
    assert [turn.split(",")[0] for turn in said["item"]["turns"]] == [
        "The quorum was lost at 09:45", "It was back at 09:50",
    ]  # fmt: skip


def test_a_quorum_lost_after_the_vote_leaves_the_item_green_and_the_meeting_speaks(handbook):
    leaves = [
        Attendance(meeting=M, person="P01", seat="BOARD-01", arrived="09:30"),
        Attendance(meeting=M, person="P03", seat="BOARD-03", arrived="09:30", left="09:50"),
    ]
    voted = [Vote(item="M1-1", person="P01", vote="for", at="09:45")]
    told, said = first_said(handbook, *leaves, *voted, came=())
    assert said["item"]["verdict"] is Verdict.PASS
    assert (told.verdict, said["verdict"]) == (Verdict.FAIL, Verdict.FAIL)
    assert said["sentence"].startswith("At 09:50 the meeting of")
    assert "was quorate at the vote at 09:45" in said["sentence"]
