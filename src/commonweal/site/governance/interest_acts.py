"""What a member does with their own statements of interests: declare, confirm, say that one has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from commonweal.governance.handbook import Handbook, Interest
from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.governance.change import Change


def standing(handbook: Handbook, person: str, on: date) -> list[Interest]:
    """The statements of a person that run on a day: none that a later one replaces, none that has ended."""
    held = handbook.rows(Interest, person=person)
    replaced = {row.supersedes for row in held if row.supersedes}
    return [row for row in held if row.statement not in replaced and (row.to_date is None or on <= row.to_date)]


def declare(handbook: Handbook, *, person: str, said: Mapping[str, Any], today: date) -> Change:
    """Make a statement, or one that takes the place of an earlier one.

    Args:
        handbook: The handbook as it stands.
        person: Whose statement it is.
        said: Columns of the sheet ``interests`` that the person says.
        today: The day of the declaration.

    Raises:
        BadInput: It says nothing, or something that cannot be.
    """
    problems = Problems()
    if said["kind"] != "nil" and not said["description"].strip():
        problems.add("say what the interest is", column="description", do="name the post, the shares or the tie")
    if said["kind"] != "nil" and said["aware_on"] is None:
        do = "the days in which to declare it run from then"
        problems.add("enter the day on which you became aware of it", column="aware_on", do=do)
    if said["aware_on"] and said["aware_on"] > today:
        problems.add("you cannot have become aware of it on a day to come", column="aware_on")
    others = [row for row in standing(handbook, person, today) if row.kind != "nil"]
    if said["kind"] == "nil" and any(row.statement != said["supersedes"] for row in others):
        do = "say of each that it has ended, or declare what you have"
        problems.add("you have interests that run, so there is something to declare", column="kind", do=do)
    problems.raise_if_any()
    nil = [row.statement for row in standing(handbook, person, today) if row.kind == "nil"]
    made = Interest(
        **{
            **said,
            "supersedes": said["supersedes"] or (nil[0] if nil else ""),
            "statement": _free(handbook, person, today),
            "person": person,
            "declared_on": today,
            "recorded_on": today,
        }
    )
    return Change("a declaration of an interest", put=(made,))


def confirm(handbook: Handbook, *, person: str, statement: str, today: date) -> Change:
    """Say that a statement is still right.

    Raises:
        BadInput: The person has no such statement that runs.
    """
    return Change("a confirmation", put=(replace(_own(handbook, person, statement, today), confirmed_on=today),))


def end(handbook: Handbook, *, person: str, statement: str, last_day: date, today: date) -> Change:
    """Say that an interest has ended.

    Raises:
        BadInput: The person has no such statement that runs, or the day lies before its first or ahead.
    """
    held = _own(handbook, person, statement, today)
    if last_day > today or (held.from_date and last_day < held.from_date):
        first = f"from {held.from_date.isoformat()} " if held.from_date else ""
        expected = f"a day {first}to today"
        raise BadInput(Problem("the interest cannot have ended on this day", expected=expected, column="last_day"))
    return Change("the end of an interest", put=(replace(held, to_date=last_day),))


def _own(handbook: Handbook, person: str, statement: str, today: date) -> Interest:
    found = [row for row in standing(handbook, person, today) if row.statement == statement]
    if not found:
        raise BadInput(Problem("you have no such statement that runs", given=statement, do="open the page again"))
    return found[0]


def _free(handbook: Handbook, person: str, today: date) -> str:
    taken = {row.statement for row in handbook.rows(Interest)}
    number = 1
    while (found := f"{person}-{today.year}-{number}") in taken:
        number += 1
    return found
