"""The frame of a check that asks about a board that is open: before it opens and after it closes nothing is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import wraps

from commonweal.governance.checks.finding import Finding, Subject, lacks, missing, not_applicable
from commonweal.governance.checks.registry import Check, check
from commonweal.governance.handbook import Body
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written


def board_check(
    *ids: str,
    every_body: bool = False,
    members: bool = False,
    names_people: bool = False,
    before_it_opens: bool = False,
) -> Callable[[Check], Check]:
    """Register a check that applies to a board only while it is open.

    A board without a row in the sheet ``bodies`` is taken to be open, so that a handbook of seats alone is of use.

    Args:
        ids: The rules.
        every_body: Whether the check looks at the board's committees too, or at other bodies.
        members: Whether it reaches the members of its committees.
        names_people: Whether its findings name people.
        before_it_opens: Whether it speaks of a system before its board too, as of proposals that had other bodies.
    """

    def register(function: Check) -> Check:
        @wraps(function)
        def checked(subject: Subject) -> Iterable[Finding]:
            closed = not_open(subject)
            if closed and before_it_opens and not has_begun(subject):
                closed = None
            return [closed] if closed else function(subject)

        return check(*ids, every_body=every_body, members=members, names_people=names_people)(checked)

    return register


def not_open(subject: Subject) -> Finding | None:
    """That the board was not open on the day, or None where it was."""
    rows = subject.records.rows(Body, body=subject.system)
    if not rows or any(row.holds_on(subject.on) for row in rows):
        return None
    name = name_of(subject.records, subject.system, subject.on)
    ends = [row.to_date for row in rows if row.to_date and row.to_date < subject.on]
    if ends:
        return not_applicable(subject.system, f"{name} closed at the end of {written(max(ends))}.")
    opens = min((row.from_date for row in rows if row.from_date), default=date.max)
    return not_applicable(subject.system, f"{name} opens only on {written(opens)}.")


def has_begun(subject: Subject) -> bool:
    """Whether the board's first row begins on the day or before it; a row without a day has begun."""
    rows = subject.records.rows(Body, body=subject.system)
    return any(row.from_date is None or row.from_date <= subject.on for row in rows)


def without_a_board_to_come(subject: Subject, found: Iterable[Finding]) -> list[Finding]:
    """Findings without those that ask something of the board itself on a day before it opened.

    A board that has closed is another matter: its records are still to be kept.
    """
    closed = None if has_begun(subject) else not_open(subject)
    if closed is None:
        return list(found)
    return list(dict.fromkeys(closed if each.subject == subject.system else each for each in found))


def board_name(subject: Subject) -> str:
    """The name of the system's board on the day."""
    return name_of(subject.records, subject.system, subject.on)


def no_seats(subject: Subject, why: str) -> Iterator[Finding]:
    """That the sheet of seats has none of the board's, so nothing can be told."""
    yield lacks(
        subject.system,
        f"No seat of the board of {board_name(subject)} is recorded for {written(subject.on)}. {why}",
        missing("seats", "seat_class", subject.system, why),
    )
