"""What of a handbook a rule looks at: the bodies of a system, who sits on them, their meetings, decisions, grants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commonweal.governance.checks.finding import Subject
from commonweal.governance.ended_parents import ended_parent
from commonweal.governance.handbook import (
    Appointment,
    Body,
    Decision,
    Employment,
    Grant,
    Meeting,
    Partner,
    Person,
    Seat,
)
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.routes import FORMED

OWN_KINDS = ("committee", "sub_committee")
"""Kinds of body that are part of the ICB itself, as the law on its registers and on its internal delegation has it.

A body whose form makes it what it is, such as a place partnership, is one of them when that is its form.
"""
NOT_MEMBERS = ("participant", "observer")
NO_DECISION = ("noted", "deferred")
NONE_AT_ALL = ("none", "no", "nobody", "no one", "nothing", "not considered")
"""What a clerk writes to say that there was none: a blank cell says only that it is not known."""


def shown(day: date) -> str:
    """A day as people write it.

    Example:
        >>> shown(date(2026, 5, 1))
        '1 May 2026'
    """
    return f"{day.day} {day:%B %Y}"


def says_none(text: str) -> bool:
    """Whether a cell says outright that there was none, which a blank cell does not.

    Example:
        >>> says_none("None."), says_none("")
        (True, False)
    """
    return text.strip().casefold().rstrip(".") in NONE_AT_ALL


def named(subject: Subject, body: str, on: date | None = None) -> str:
    """The name of a body on the day asked about, or its id where it has none."""
    return name_of(subject.records, body, on or subject.on)


def kind_of(subject: Subject, body: str, on: date | None = None) -> str:
    """What a body is on a day, or was last; empty where the handbook does not say."""
    found = body_on(subject.records, body, on or subject.on)
    rows = (found,) if found else subject.records.rows(Body, body=body)[-1:]
    return rows[0].kind if rows else ""


def since(subject: Subject) -> date:
    """The first day to which the rule's entry applies."""
    return date.fromisoformat(subject.rule.valid_from)


def bodies_of(subject: Subject) -> tuple[str, ...]:
    """The ICB and every body of its system, by the columns ``system`` and ``parent``; whenever they stood."""
    return subject.records.kept(("bodies", subject.system), lambda: _bodies(subject, every=True))


def own_bodies(subject: Subject) -> tuple[str, ...]:
    """The ICB with its committees and sub-committees, down to the last: all that is the ICB itself in law."""
    return subject.records.kept(("own bodies", subject.system, subject.on), lambda: _bodies(subject, every=False))


def _bodies(subject: Subject, *, every: bool) -> tuple[str, ...]:
    found = {subject.system: None}
    if every:
        found.update((row.body, None) for row in subject.records.rows(Body, system=subject.system))
    waiting = list(found)
    while waiting:
        for row in subject.records.rows(Body, parent=waiting.pop()):
            if row.body not in found and (every or _is_own(subject, row)):
                found[row.body] = None
                waiting.append(row.body)
    return tuple(found)


def _is_own(subject: Subject, row: Body) -> bool:
    """Whether a body below the ICB is a committee or sub-committee of it; a place may have become one only later."""
    if row.kind not in FORMED:
        return row.kind in OWN_KINDS
    return row.form in OWN_KINDS and (row.from_date is None or row.from_date <= subject.on)


def standing_bodies(subject: Subject) -> tuple[Body, ...]:
    """The bodies of the system that stand on the day, each as it is then."""
    key = ("standing bodies", subject.system, subject.on)
    return subject.records.kept(
        key,
        lambda: tuple(
            row
            for body in bodies_of(subject)
            if (row := body_on(subject.records, body, subject.on))
            and not ended_parent(subject.records, row, subject.on)
        ),
    )


def sitting(subject: Subject, bodies: Iterable[str], on: date | None = None) -> dict[str, str]:
    """Who sits on some bodies on a day, each with one of the seats; participants and observers are not members."""
    day, people = on or subject.on, dict[str, str]()
    for body in bodies:
        for seat in subject.records.rows(Seat, body=body):
            if seat.seat_class in NOT_MEMBERS or not seat.holds_on(day):
                continue
            for held in subject.records.rows(Appointment, seat=seat.seat):
                if held.holds_on(day):
                    people.setdefault(held.person, seat.seat)
    return people


def ever_sat(subject: Subject, bodies: Iterable[str]) -> frozenset[str]:
    """Everybody who sits or has sat on some bodies."""
    return frozenset(
        held.person
        for body in bodies
        for seat in subject.records.rows(Seat, body=body)
        for held in subject.records.rows(Appointment, seat=seat.seat)
    )


def employees(subject: Subject) -> frozenset[str]:
    """Whom the ICB employs on the day, by the sheet of employments or, where there is one ICB only, that of people."""
    found = {
        row.person
        for row in subject.records.rows(Employment, employer=subject.system)
        if row.holds_on(subject.on) and row.basis != "secondee"
    }
    if {row.body for row in subject.records.rows(Body, kind="icb")} <= {subject.system}:
        found |= {row.person for row in subject.records.rows(Person) if row.employee}
    return frozenset(found)


def partners(subject: Subject) -> frozenset[str]:
    """The trusts, practices and councils that the handbook names as partners of the ICB on the day."""
    rows = subject.records.rows(Partner, icb=subject.system)
    return frozenset(row.body for row in rows if row.holds_on(subject.on))


def meetings(subject: Subject, bodies: Iterable[str], *, ahead: bool = False) -> list[Meeting]:
    """Meetings under the rule up to the day asked about, the earliest first; with ``ahead`` those called for later."""
    found = [
        meeting
        for body in bodies
        for meeting in subject.records.rows(Meeting, body=body)
        if since(subject) <= meeting.on_date and (ahead or meeting.on_date <= subject.on)
    ]
    return sorted(found, key=lambda meeting: (meeting.on_date, meeting.meeting))


def decisions(subject: Subject, bodies: Iterable[str]) -> list[Decision]:
    """Decisions of some bodies under the rule up to the day, by who took them in law or else by where they were taken.

    What was only noted or put off is no decision.
    """
    found: dict[str, Decision] = {}
    for body in bodies:
        taken = list(subject.records.rows(Decision, taken_by=body))
        for meeting in subject.records.rows(Meeting, body=body):
            taken += [row for row in subject.records.rows(Decision, meeting=meeting.meeting) if not row.taken_by]
        for seat in subject.records.rows(Seat, body=body):
            taken += [row for row in subject.records.rows(Decision, taken_by_seat=seat.seat) if not row.taken_by]
        if body == subject.system:  # who took it is not known at all, and it must not drop out for that
            taken += subject.records.rows(Decision, taken_by="", taken_by_seat="", meeting="")
        found.update((row.decision, row) for row in taken)
    return [
        row for row in found.values() if since(subject) <= row.on_date <= subject.on and row.outcome not in NO_DECISION
    ]


def grants(subject: Subject, *, live: bool = True) -> list[Grant]:
    """Grants that the system's bodies make or receive; with ``live`` only those that hold on the day."""
    found: dict[str, Grant] = {}
    for body in bodies_of(subject):
        for row in (*subject.records.rows(Grant, from_body=body), *subject.records.rows(Grant, to_body=body)):
            found[row.grant] = row
    return [row for row in found.values() if not live or row.holds_on(subject.on)]


def receiver(subject: Subject, grant: Grant) -> str:
    """Who receives a grant, in words."""
    if grant.to_body:
        return named(subject, grant.to_body)
    return f"the holder of the seat {grant.to_seat}" if grant.to_seat else "somebody who is not named"
