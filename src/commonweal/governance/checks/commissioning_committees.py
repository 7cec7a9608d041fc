"""Committees of the board that exercise commissioning functions, and the chair's approval of each member."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.board_members import Sitting, member_seats, party, sittings
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.scope import own_bodies
from commonweal.governance.handbook import Function, Grant
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written

ROUTE = "schedule_1b_paragraph_11"


@board_check("governance.B15", every_body=True, members=True)
def members_approved(subject: Subject) -> Iterator[Finding]:
    """The chair approved or appointed each member of a committee with commissioning functions."""
    for each in committee_sittings(subject):
        yield each if isinstance(each, Finding) else _approved(subject, each)


def committee_sittings(subject: Subject) -> Iterator[Sitting | Finding]:
    """Who sits on each such committee, or findings that say what cannot be told.

    A committee that changed its name is one committee: it is known by its id, and named as on the day.
    """
    grants = subject.records.rows(Grant)
    why = "Members of a committee with commissioning functions need the chair's approval."
    if not grants:
        sentence = (
            f"No delegation by {board_name(subject)} is recorded, so it is not known which committees commission."
        )
        yield lacks(subject.system, sentence, missing("grants", "function", subject.system, why))
        return
    committees = [
        body for body in own_bodies(subject) if body != subject.system and body_on(subject.records, body, subject.on)
    ]
    commissioning = 0
    for body in committees:
        known = _commissions(subject, body)
        name = name_of(subject.records, body, subject.on)
        if known is None:
            functions = ", ".join(row.function for row in _granted(subject, body))
            sentence = f"{name} exercises {functions}; whether that is a commissioning function is not recorded."
            yield lacks(body, sentence, missing("functions", "commissioning", functions, why))
        if not known:
            commissioning += known is None
            continue
        commissioning += 1
        seats = member_seats(subject.records, body, subject.on)
        held = sittings(subject.records, seats, subject.on)
        if not held:
            gap = missing("seats" if not seats else "appointments", "seat" if not seats else "person", body, why)
            yield lacks(body, f"It is not recorded who sits on {name}, which exercises commissioning functions.", gap)
        yield from held
    if not commissioning:
        yield not_applicable(
            subject.system, f"No committee of {board_name(subject)} exercises a commissioning function."
        )


def _granted(subject: Subject, body: str) -> list[Grant]:
    rows = subject.records.rows(Grant, to_body=body)
    return [row for row in rows if row.route == ROUTE and row.holds_on(subject.on)]


def _commissions(subject: Subject, body: str) -> bool | None:
    """Whether a committee exercises a commissioning function; None where that hangs on what is not known."""
    untold = False
    for grant in _granted(subject, body):
        rows = subject.records.rows(Function, function=grant.function)
        if any(row.commissioning for row in rows):
            return True
        untold = untold or not rows or any(row.commissioning is None for row in rows)
    return None if untold else False


def _approved(subject: Subject, held: Sitting) -> Finding:
    row, seat, body = held.appointment, held.seat.seat, name_of(subject.records, held.seat.body, subject.on)
    where = [row.where] if row.where else []
    why = "Members of a committee with commissioning functions need the chair's approval."
    if party(subject.records, row.appointed_by) == subject.value:
        return passes(seat, f"The chair appointed the holder of {held.named()} on {body}.", where=where)
    if row.chair_approved_on is None:
        sentence = f"It is not recorded that the chair approved or appointed the holder of {held.named()} on {body}."
        return lacks(seat, sentence, missing("appointments", "chair_approved_on", seat, why), where=where)
    approved = written(row.chair_approved_on)
    if held.start is None:
        sentence = f"It is not recorded from what day {held.named()} on {body} has been held."
        return lacks(seat, sentence, missing("appointments", "from_date", seat, why), where=where)
    if row.chair_approved_on > held.start:
        sentence = (
            f"{held.named()} on {body} has been held since {written(held.start)}, but the chair approved "
            f"only on {approved}."
        )
        return fails(seat, sentence, do="look again at what the committee decided before that day", where=where)
    return passes(seat, f"The chair approved the holder of {held.named()} on {body} on {approved}.", where=where)
