"""Questions from the public: entered as they come, taken or not, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commonweal.governance.handbook import Handbook, PublicQuestion
from commonweal.governance.question_text import personal_marks
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import meeting_of


def next_question(handbook: Handbook, meeting: str) -> str:
    """The id of a question that is entered for a meeting.

    Example:
        >>> next_question(Handbook.of(()), "BOARD-2026-05")
        'BOARD-2026-05-Q1'
    """
    held = {row.question for row in handbook.rows(PublicQuestion)}
    return next(id for number in range(1, len(held) + 2) if (id := f"{meeting}-Q{number}") not in held)


def put_question(handbook: Handbook, *, row: PublicQuestion) -> Change:
    """A question is entered, or what was entered of it changes; another text than the published one is not public.

    Raises:
        BadInput: It repeats itself, or was answered before it came.
    """
    meeting_of(handbook, row.meeting)
    before = next(iter(handbook.rows(PublicQuestion, question=row.question)), None)
    row = replace(row, text_published_on=before.text_published_on if before and before.text == row.text else None)
    if row.repeats == row.question:
        raise BadInput(Problem("a question cannot repeat itself", column="repeats", do="choose an earlier question"))
    if row.replied_on and row.received_on and row.replied_on < row.received_on:
        expected = f"{row.received_on.isoformat()} or later"
        given = row.replied_on.isoformat()
        raise BadInput(
            Problem("the reply lies before the question", given=given, expected=expected, column="replied_on")
        )
    return Change(
        "a question from the public", put=(row,), rests_on=handbook.rows(PublicQuestion, question=row.question)
    )


def publish_text(handbook: Handbook, *, question: str, on: date, read: bool) -> Change:
    """What was asked may be read by anyone from a day: somebody has read it for what it tells of people.

    Args:
        handbook: The handbook.
        question: The question's id.
        on: The day of publication.
        read: Whether whoever publishes says that the text names nobody and tells nothing of anybody's health.

    Raises:
        BadInput: There is no text, or nobody says that it was read.
    """
    row = _question_of(handbook, question)
    if not row.text:
        raise BadInput(Problem("the text of this question is not entered", column="text", do="enter what was asked"))
    if not read:
        found = personal_marks(row.text)
        told = f"; it seems to hold {' and '.join(found)}" if found else ""
        do = "read it, take out what tells who somebody is, and tick the box"
        raise BadInput(Problem(f"nobody has said that the text tells of no person{told}", column="names_nobody", do=do))
    return Change("that the text of a question is public", put=(replace(row, text_published_on=on),), rests_on=(row,))


def hide_text(handbook: Handbook, *, question: str) -> Change:
    """What was asked is taken from the public register; what was read meanwhile cannot be called back."""
    row = _question_of(handbook, question)
    hidden = replace(row, text_published_on=None)
    return Change("that the text of a question is public no more", put=(hidden,), rests_on=(row,))


def _question_of(handbook: Handbook, question: str) -> PublicQuestion:
    rows = handbook.rows(PublicQuestion, question=question)
    if not rows:
        raise BadInput(Problem("the meeting has no such question", do="open the page again"))
    return rows[0]


def withdraw_question(handbook: Handbook, *, question: str) -> Change:
    """A question that was entered by mistake is taken out."""
    rows = handbook.rows(PublicQuestion, question=question)
    return Change("that a question was a mistake", withdraw=rows, rests_on=rows)
