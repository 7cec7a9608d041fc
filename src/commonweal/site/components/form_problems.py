"""What was wrong with a form, told by the words that stand beside its fields: nobody sees a column's own name."""

from __future__ import annotations

from dataclasses import replace

from commonweal.problems import Problem

FIELD_LABELS = {
    "time": "Time of what you enter",
    "guest": "Somebody else who came",
    "person": "Who declares?",
    "statement": "Which interest?",
    "decided_by": "Who rules?",
    "outcome": "How did it go?",
    "title": "What was decided, as it will be minuted and published",
    "amount": "For how much in all?",
    "quorate": "Do the minutes say that it was quorate?",
    "reason": "Reason that the resolution states",
    "in_doubt_too": "Publish it all the same",
    "on": "Day of publication",
    "at_meeting": "Which later meeting ratified it?",
    "text": "What was asked",
    "names_nobody": "I have read it: it names nobody, and tells nothing of anybody's health",
    "repeats": "Does it repeat an earlier question?",
    "replied_on": "On which day was it answered?",
}
"""The words beside a field, by the name under which what was typed is sent."""


def said_in_form(problem: Problem) -> str:
    """A problem in a sentence, with the words beside the field that it is about.

    A problem of a file or of a sheet names its place as that file or sheet has it. Any other comes from a form: its
    field is called what the page calls it, or not at all.

    Example:
        >>> said_in_form(Problem("nobody is chosen", column="guest", do="choose who has come"))
        '“Somebody else who came”: nobody is chosen. Choose who has come.'
        >>> said_in_form(Problem("it has no wording", column="some_column"))
        'It has no wording.'
    """
    if problem.file or problem.sheet or not problem.column:
        return str(problem)
    label = FIELD_LABELS.get(problem.column)
    if label is None:
        return str(replace(problem, column=""))
    rest = str(replace(problem, column=""))
    # What is told begins with a capital only where it would: a name or an abbreviation keeps its own.
    return f"“{label}”: {problem.what[:1]}{rest[1:]}"
