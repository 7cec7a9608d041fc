"""The agenda of a meeting item by item, and the draft of its minutes, on the fictional system's own record."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from commonweal.answers import Dates, Evidence, Question, Verdict, run
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.agenda import AGENDA
from commonweal.governance.handbook import AgendaItem, Handbook, HandbookFacts, Meeting
from commonweal.governance.minutes import draft_minutes
from commonweal.governance.minutes_document import write_minutes
from commonweal.law import book
from commonweal.problems import BadInput

LOST = "FINANCE-2026-02"
"""A meeting in which the quorum is lost half-way through an item."""


def agenda(meeting, handbook=None):
    handbook = handbook or wealdmarch_handbook()
    held = handbook.rows(Meeting, meeting=meeting)
    dates = Dates.on(held[0].on_date) if held else Dates.on(wealdmarch_handbook().rows(Meeting)[0].on_date)
    question = Question(AGENDA, {"meeting": meeting}, "May it decide?", dates)
    return run(question, Evidence(rules=book(), facts=HandbookFacts(handbook), dates=dates))


def test_every_item_for_decision_has_its_own_verdict_and_the_worst_is_the_meetings():
    answer = agenda(LOST)
    items = {row["item"]: row for row in answer.details["items"]}
    expected = [row.item for row in wealdmarch_handbook().rows(AgendaItem, meeting=LOST) if row.for_decision]
    assert list(items) == expected
    assert answer.verdict is Verdict.FAIL
    clock = items["FINANCE-2026-02-3"]["quorum_clock"]
    assert [moment["verdict"] for moment in clock] == ["PASS", "PASS", "FAIL"]
    assert "1 may not be decided as things stand" in answer.sentence


def test_a_meeting_without_faults_may_decide_all_of_it():
    passed = [
        meeting.meeting
        for meeting in wealdmarch_handbook().rows(Meeting)
        if meeting.meeting.startswith("BOARD-2025") and agenda(meeting.meeting).verdict is Verdict.PASS
    ]
    assert passed


def test_a_meeting_that_the_handbook_lacks_is_named():
    with pytest.raises(BadInput, match="NOSUCH"):
        agenda("NOSUCH")


def test_the_draft_says_who_was_there_who_left_and_what_is_missing():
    minutes = draft_minutes(wealdmarch_handbook(), LOST)
    assert any("until 10:35" in member for member in minutes.members)
    assert len(minutes.apologies) == 2
    item = next(item for item in minutes.items if item.heading.startswith("3."))
    assert any("not quorate at the vote at 10:53" in sentence for sentence in item.sentences)
    assert any("It was quorate from 10:10 to 10:35" in sentence for sentence in item.sentences)
    assert item.gaps == ("how this was dealt with",)
    assert any("With either the chief executive or the finance director" in sentence for sentence in item.sentences)


def test_what_is_not_recorded_is_a_gap_and_no_decision():
    held = wealdmarch_handbook()
    bare = Handbook({**held.tables, "decisions": (), "considerations": ()}, held.name)
    item = next(item for item in draft_minutes(bare, LOST).items if item.heading.startswith("3."))
    assert "what was decided" in item.gaps
    assert not any(sentence.startswith("Decision") for sentence in item.sentences)


def test_the_word_document_holds_every_sentence_and_marks_every_gap():
    minutes = draft_minutes(wealdmarch_handbook(), LOST)
    stream = BytesIO()
    write_minutes(minutes, stream)
    stream.seek(0)
    page = Document(stream)
    texts = [paragraph.text for paragraph in page.paragraphs]
    for item in minutes.items:
        assert item.heading in texts
        assert set(item.sentences) <= set(texts)
    marked = [run.text for paragraph in page.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert len(marked) == minutes.gaps > 0
