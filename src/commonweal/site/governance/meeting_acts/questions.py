"""Questions from the public: entered as they come, taken or not, answered."""

from __future__ import annotations

from commonweal.governance.handbook import Handbook, PublicQuestion
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
    """A question is entered, or what was entered of it changes.

    Raises:
        BadInput: It repeats itself, or was answered before it came.
    """
    meeting_of(handbook, row.meeting)
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


def withdraw_question(handbook: Handbook, *, question: str) -> Change:
    """A question that was entered by mistake is taken out."""
    rows = handbook.rows(PublicQuestion, question=question)
    return Change("that a question was a mistake", withdraw=rows, rests_on=rows)
