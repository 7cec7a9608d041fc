"""A decision taken without a quorum: one account of it after the meeting, and a word before it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.handbook import AgendaItem, Attendance, Decision, Meeting, Term
from commonweal.governance.handbook.exchange import merge
from commonweal.problems import BadInput
from commonweal.site.components.form_problems import said_in_form
from commonweal.site.governance.meeting_acts.decisions import publish_decision
from commonweal.site.governance.presenters.meeting_after import decisions_shown

DAY = date(2026, 5, 7)
HELD = Meeting(meeting="M1", body="EXAMPLE-ICB", on_date=DAY, starts="09:30", ends="11:00")
ITEM = AgendaItem(
    item="M1-1", meeting="M1", title="A plan", for_decision=True, starts="09:40", ends="10:00", counterparties=("none",)
)
MADE = Decision(
    decision="D1", item="M1-1", meeting="M1", on_date=DAY, title="To adopt the plan", outcome="approved",
    taken_by="EXAMPLE-ICB", quorate=True, acted_on=False,
)  # fmt: skip


def book(handbook, *rows, came=(1,)):
    """A meeting to which these came, of which the minutes say that it was quorate."""
    there = [Attendance(meeting="M1", person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in came]
    return merge(handbook, [HELD, ITEM, *there, MADE, *rows]).handbook


def shown(handbook):
    """What the page says of its one decision."""
    return decisions_shown(handbook, HELD, date(2026, 5, 8))[0]


def test_without_a_quorum_it_is_not_told_as_quorate(handbook):
    told = shown(book(handbook))
    assert told["sentence"].startswith("It was taken without a quorum")
    assert told["verdict"] is not Verdict.PASS
    assert told["minutes_differ"], "that the minutes say otherwise is told in so many words"
    assert told["doubtful"]


def test_with_a_quorum_nothing_stands_in_doubt(handbook):
    told = shown(book(handbook, came=(1, 2, 3)))
    assert "is quorate" in told["sentence"] or "was quorate" in told["sentence"], told["sentence"]
    assert not told["doubtful"]
    assert not told["minutes_differ"]


def test_terms_that_name_no_way_promise_none(handbook):
    told = shown(book(handbook))
    assert not told["ratification"].routes
    assert any("ratification" in unknown.fact for unknown in told["unknowns"])


def test_in_doubt_it_is_published_only_by_whoever_says_so(handbook):
    held = book(handbook)
    with pytest.raises(BadInput, match="all the same") as refused:
        publish_decision(held, decision="D1", on=DAY)
    (told,) = map(said_in_form, refused.value.problems)
    assert told.startswith("“Publish it all the same”: ")
    assert "in_doubt_too" not in told
    change = publish_decision(held, decision="D1", on=DAY, in_doubt_too=True)
    assert change.put == (replace(MADE, published_on=DAY),)
    later = merge(held, change.put).handbook
    assert publish_decision(later, decision="D1", on=date(2026, 5, 9)).put[0].published_on == date(2026, 5, 9)


def test_without_known_attendance_it_stands_in_doubt_too(handbook):
    held = book(handbook, came=())
    assert shown(held)["doubtful"], "missing data never passes"
    with pytest.raises(BadInput):
        publish_decision(held, decision="D1", on=DAY)


def test_quorate_decision_is_published_without_a_word(handbook):
    assert publish_decision(book(handbook, came=(1, 2, 3)), decision="D1", on=DAY).put[0].published_on == DAY


def test_ratified_in_time_it_stands_in_doubt_no_more(handbook):
    settled = Term(
        body="EXAMPLE-ICB", term="ratification", value="at the next meeting", clause="4.10",
        from_date=date(2026, 4, 1),
    )  # fmt: skip
    later = Meeting(meeting="M2", body="EXAMPLE-ICB", on_date=date(2026, 6, 4), starts="09:30", ends="11:00")
    there = [Attendance(meeting="M2", person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in (1, 2, 3)]
    waiting = book(handbook, settled, later, *there)
    assert ("M2", "NHS Example Integrated Care Board, 4 June 2026") in shown(waiting)["later"]
    done = merge(waiting, [replace(MADE, ratified_on=later.on_date, ratified_at="M2")]).handbook
    told = decisions_shown(done, HELD, date(2026, 6, 5))[0]
    assert (told["verdict"], told["doubtful"]) == (Verdict.PASS, False)
    assert publish_decision(done, decision="D1", on=date(2026, 6, 5)).put
