"""That within the ICB a function is exercised only by members, employees, committees and sub-committees."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.board_members import NOT_MEMBERS, member_seats, named, sittings
from commonweal.governance.checks.commissioning_committees import ROUTE
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.scope import own_bodies
from commonweal.governance.handbook import Appointment, Employment, Grant, Person, Seat
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.open_board import board_check, board_name

_WHY = "Within the ICB only members, employees, committees and sub-committees may exercise a function."


@board_check("governance.B14", every_body=True)
def delegates(subject: Subject) -> Iterator[Finding]:
    """Each delegation inside the ICB goes to a member, an employee, a committee or a sub-committee."""
    own = own_bodies(subject)
    grants = [
        grant for body in own for grant in subject.records.rows(Grant, from_body=body) if grant.holds_on(subject.on)
    ]
    if not grants:
        sentence = f"No delegation by {board_name(subject)} is recorded."
        yield lacks(subject.system, sentence, missing("grants", "to_body", subject.system, _WHY))
        return
    inside = [grant for grant in grants if grant.route == ROUTE]
    if not inside:
        yield not_applicable(subject.system, f"{board_name(subject)} delegates nothing inside itself by paragraph 11.")
    for grant in inside:
        if grant.to_seat:
            yield _to_seat(subject, grant, own)
        elif grant.to_body:
            yield _to_body(subject, grant, own)
        else:
            sentence = f"It is not recorded to whom the delegation {grant.grant} goes."
            yield lacks(grant.grant, sentence, missing("grants", "to_body", grant.grant, _WHY))


def _to_body(subject: Subject, grant: Grant, own: tuple[str, ...]) -> Finding:
    body = body_on(subject.records, grant.to_body, subject.on)
    name, where = name_of(subject.records, grant.to_body, subject.on), [grant.where] if grant.where else []
    if body is None:
        sentence = (
            f"The delegation {grant.grant} goes to {name}, of which the handbook does not say what it is on the day."
        )
        return lacks(grant.grant, sentence, missing("bodies", "kind", grant.to_body, _WHY), where=where)
    kind = body.form if body.kind == "place_partnership" and body.form else body.kind
    if kind not in subject.value["bodies"]:
        told = kind.replace("_", " ")
        sentence = (
            f"The delegation {grant.grant} goes to {name} by paragraph 11, which reaches only committees and "
            "sub-committees of "
            f"the ICB; {name} is recorded as: {told}."
        )
        do = "use section 65Z5 for another body, section 65Z6 for a joint committee, or make it a committee of the ICB"
        return fails(grant.grant, sentence, do=do, where=where)
    if grant.to_body in own:
        return passes(
            grant.grant, f"The delegation {grant.grant} goes to {name}, a {told_kind(kind)} of the ICB.", where=where
        )
    if not body.parent:
        sentence = f"It is not recorded of which body {name}, which exercises {grant.function}, is a {told_kind(kind)}."
        return lacks(grant.grant, sentence, missing("bodies", "parent", grant.to_body, _WHY), where=where)
    parent = name_of(subject.records, body.parent, subject.on)
    sentence = (
        f"The delegation {grant.grant} goes to {name}, a {told_kind(kind)} of {parent} and not "
        f"of {board_name(subject)}."
    )
    return fails(
        grant.grant, sentence, do="delegate to another body under section 65Z5, or jointly under 65Z6", where=where
    )


def told_kind(kind: str) -> str:
    """A kind of body as a sentence names it."""
    return kind.replace("sub_", "sub-").replace("_", " ")


def _to_seat(subject: Subject, grant: Grant, own: tuple[str, ...]) -> Finding:
    where = [grant.where] if grant.where else []
    seats = [row for row in subject.records.rows(Seat, seat=grant.to_seat) if row.holds_on(subject.on)]
    if not seats:
        sentence = f"The delegation {grant.grant} goes to the seat {grant.to_seat}, which is not recorded for the day."
        return lacks(grant.grant, sentence, missing("seats", "body", grant.to_seat, _WHY), where=where)
    seat = seats[-1]
    if seat.body == subject.system and seat.seat_class not in NOT_MEMBERS:
        sentence = f"The delegation {grant.grant} goes to the holder of {named(seat)}, a member of the board."
        return passes(grant.grant, sentence, where=where)
    people = {row.person for row in subject.records.rows(Appointment, seat=seat.seat) if row.holds_on(subject.on)}
    if not people:
        sentence = (
            f"The delegation {grant.grant} goes to {named(seat)}, no seat of a member, and who "
            "holds it is not recorded."
        )
        return lacks(grant.grant, sentence, missing("appointments", "person", seat.seat, _WHY), where=where)
    board = {
        held.person
        for held in sittings(subject.records, member_seats(subject.records, subject.system, subject.on), subject.on)
    }
    known = {person: person in board or _employed(subject, person) for person in sorted(people)}
    if all(known.values()):
        sentence = f"The delegation {grant.grant} goes to the holder of {named(seat)}, a member or employee of the ICB."
        return passes(grant.grant, sentence, where=where)
    if any(value is False for value in known.values()):
        sentence = (
            f"The delegation {grant.grant} goes to the holder of {named(seat)}, who is neither a "
            "member nor an employee of the ICB."
        )
        return fails(grant.grant, sentence, do="delegate to a member, an employee or a committee", where=where)
    sentence = (
        f"It is not recorded whether the ICB employs the holder of {named(seat)}, to whom the "
        f"delegation {grant.grant} goes."
    )
    return lacks(grant.grant, sentence, missing("people", "employee", f"the holder of {seat.seat}", _WHY), where=where)


def _employed(subject: Subject, person: str) -> bool | None:
    rows = [
        row
        for row in subject.records.rows(Employment, person=person, employer=subject.system)
        if row.holds_on(subject.on)
    ]
    if any(row.basis in ("employee", "secondee") for row in rows):
        return True
    found = subject.records.first(Person, person=person)
    return found.employee if found else None
