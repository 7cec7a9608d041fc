"""The rows of a meeting that an act is about, and times of day as they are stored."""

from __future__ import annotations

from typing import TypeVar

from django.utils import timezone

from commonweal.governance.handbook import AgendaItem, Decision, Handbook, Meeting, Person, Row
from commonweal.governance.handbook.exchange.cells import read_time
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem
from commonweal.tables.cells import UnreadableError

RowT = TypeVar("RowT", bound=Row)


def meeting_of(handbook: Handbook, meeting: str) -> Meeting:
    """The meeting.

    Raises:
        BadInput: The handbook has none of this id.
    """
    return _one(handbook.rows(Meeting, meeting=meeting), "meeting", meeting)


def item_of(handbook: Handbook, item: str) -> AgendaItem:
    """The item of an agenda.

    Raises:
        BadInput: The handbook has none of this id.
    """
    return _one(handbook.rows(AgendaItem, item=item), "item on an agenda", item)


def decision_of(handbook: Handbook, decision: str) -> Decision:
    """The decision.

    Raises:
        BadInput: The handbook has none of this id.
    """
    return _one(handbook.rows(Decision, decision=decision), "decision", decision)


def name_of_person(handbook: Handbook, person: str) -> str:
    """The name of a person.

    Raises:
        BadInput: The handbook knows nobody by this id.
    """
    return _one(handbook.rows(Person, person=person), "person", person).name


def too_early(meeting: Meeting) -> str:
    """Why nothing can have happened at a meeting yet: its day is still to come; empty from that day on.

    Example:
        >>> from datetime import date
        >>> too_early(Meeting(meeting="M1", body="FIN", on_date=date(2000, 1, 1)))
        ''
    """
    today = timezone.localdate()
    return (
        f"The meeting is on {written(meeting.on_date)}; today is {written(today)}." if today < meeting.on_date else ""
    )


def meeting_today(handbook: Handbook, meeting: str) -> Meeting:
    """A meeting at which something happens: on its day, or entered afterwards.

    Raises:
        BadInput: The handbook has none of this id, or its day is still to come.
    """
    held = meeting_of(handbook, meeting)
    if told := too_early(held):
        do = "plan it until then; enter what happens on its day, or change the day of the meeting"
        raise BadInput(Problem(told.rstrip("."), do=do))
    return held


def of_today(decision: Decision) -> None:
    """Refuse a decision whose day is still to come.

    Raises:
        BadInput: It is; nothing can have been decided then.
    """
    today = timezone.localdate()
    if today < decision.on_date:
        told = f"the decision is of {written(decision.on_date)}; today is {written(today)}"
        raise BadInput(Problem(told, do="publish it once it has been taken, or correct its day"))


def _one(rows: tuple[RowT, ...], what: str, given: str) -> RowT:
    if not rows:
        raise BadInput(Problem(f"the handbook has no such {what}", given=given, do="open the list of meetings again"))
    return rows[0]


def clock_time(text: str, what: str = "the time") -> str:
    """A time of day as it is stored.

    Raises:
        BadInput: It cannot be read as one.

    Example:
        >>> clock_time("9.05"), clock_time("2pm")
        ('09:05', '14:00')
    """
    try:
        found = read_time(text)
    except UnreadableError as wrong:
        problem = Problem(
            f"{what} is not a time of day", given=text, expected="a time such as 09:30", do="type it again"
        )
        raise BadInput(problem) from wrong
    return str(found)


def not_before(time: str, earliest: str | None, told: str) -> None:
    """Refuse a time that lies before another.

    Raises:
        BadInput: It does.
    """
    if earliest and time < earliest:
        do = "type the right time, or correct the one before"
        raise BadInput(Problem(told, given=time, expected=f"{earliest} or later", do=do))
