"""Interests declared at a meeting, and what the chair ruled."""

from __future__ import annotations

from dataclasses import replace

from commonweal.governance.handbook import Declaration, Handbook, Interest, Row
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import clock_time, item_of, name_of_person, not_before
from commonweal.site.governance.meeting_acts.seats import open_stay


def declare(
    handbook: Handbook,
    *,
    item: str,
    person: str,
    statement: str = "",
    action: str = "",
    decided_by: str = "",
    reason: str = "",
    at: str,
    leaves: bool = False,
) -> Change:
    """An interest is declared in an item; the chair rules what follows, or has yet to.

    Args:
        handbook: As it stands.
        item: The item.
        person: Who declares.
        statement: The statement in the register, where there is one.
        action: What the chair rules; empty until then.
        decided_by: Who ruled.
        reason: Why.
        at: The time.
        leaves: Whether the person leaves the room at that time; entered together with the declaration.

    Raises:
        BadInput: The statement is somebody else's, nobody ruled what was ruled, or the person cannot leave.
    """
    row, time = item_of(handbook, item), clock_time(at)
    name = name_of_person(handbook, person)
    held = handbook.rows(Declaration, item=item)
    before = next((each for each in held if each.person == person and each.statement == statement), None)
    if statement and person not in {each.person for each in handbook.rows(Interest, statement=statement)}:
        do = "choose a statement of the person who declares, or none"
        raise BadInput(Problem(f"this statement is not {name}'s", given=statement, column="statement", do=do))
    if action and not decided_by:
        do = "say whether the chair ruled, the deputy chair or the conflicts guardian"
        raise BadInput(Problem("nobody is named who ruled", column="decided_by", do=do))
    base = before or Declaration(item=item, person=person, statement=statement)
    now = replace(base, action=action, decided_by=decided_by, reason=reason.strip())
    # Said again in the same words, it keeps its time.
    put: list[Row] = [now if now == before else replace(now, at=time)]
    if leaves and (there := open_stay(handbook, row.meeting, person)):
        not_before(time, there.arrived, f"{name} had not arrived by then")
        put.append(replace(there, left=time))
    return Change("a declaration at a meeting", put=tuple(put), rests_on=held)


def withdraw_declaration(handbook: Handbook, *, item: str, person: str, statement: str) -> Change:
    """A declaration that was entered by mistake is taken out."""
    held = handbook.rows(Declaration, item=item)
    gone = tuple(row for row in held if (row.person, row.statement) == (person, statement))
    return Change("that a declaration was a mistake", withdraw=gone, rests_on=held)
