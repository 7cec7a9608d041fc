"""An item with what the handbook's agenda, meeting and records say of it filled in."""

from __future__ import annotations

from dataclasses import replace

from commonweal.governance.decide_inputs import Item, Ruling
from commonweal.governance.handbook import (
    AgendaItem,
    Body,
    Consideration,
    Decision,
    Declaration,
    Meeting,
    Records,
    Seat,
    Term,
)
from commonweal.problems import BadInput, Problem, Problems


def complete(item: Item, records: Records) -> tuple[Item, Meeting | None, AgendaItem | None]:
    """Fill in from the handbook's agenda what the item does not say itself.

    Raises:
        BadInput: The item names an item, a meeting, a body, a seat or a place that the handbook does not have.
    """
    agenda = records.first(AgendaItem, item=item.item) if item.item else None
    if item.item and agenda is None:
        raise BadInput(
            Problem("the handbook has no such agenda item", given=item.item, do="see the sheet agenda_items")
        )
    if agenda is not None:
        item = _from_agenda(item, records, agenda)
    meeting = records.first(Meeting, meeting=item.meeting) if item.meeting else None
    if item.meeting and meeting is None:
        raise BadInput(Problem("the handbook has no such meeting", given=item.meeting, do="see the sheet meetings"))
    if meeting is not None:
        item = replace(
            item,
            body=item.body or ("" if item.seat else meeting.body),
            notice_on=item.notice_on or meeting.notice_on,
            papers_on=item.papers_on or meeting.papers_on,
        )
    _require_known(item, records)
    return item, meeting, agenda


def _require_known(item: Item, records: Records) -> None:
    """Refuse a decider or a place that is nowhere in the handbook; a sheet that is empty refuses nothing."""
    found = Problems()
    for field, body in (("body", item.body), ("place", item.place)):
        named = any(records.rows(kind, body=body) for kind in (Body, Seat, Term)) if body else True
        if not named and records.rows(Body):
            found.add(Problem(f"the handbook has no such {field}", given=body, do="see the sheet bodies for its ids"))
    if item.seat and not records.rows(Seat, seat=item.seat) and records.rows(Seat):
        found.add(Problem("the handbook has no such seat", given=item.seat, do="see the sheet seats for its ids"))
    found.raise_if_any()


def _from_agenda(item: Item, records: Records, agenda: AgendaItem) -> Item:
    return replace(
        item,
        title=item.title or agenda.title,
        meeting=item.meeting or agenda.meeting,
        function=item.function or agenda.function,
        place=item.place or agenda.place,
        amount_pence=item.amount_pence if item.amount_pence is not None else agenda.amount_pence,
        years=item.years if item.years != 1 else agenda.years or 1,
        counterparties=item.counterparties if item.counterparties is not None else agenda.counterparties or None,
        individual_patient=_first(item.individual_patient, agenda.individual_patient),
        changes_services=_first(item.changes_services, agenda.changes_services),
        rulings=item.rulings or _rulings(records, agenda),
        considered=item.considered if item.considered is not None else _considered(records, agenda),
    )


def _rulings(records: Records, agenda: AgendaItem) -> tuple[Ruling, ...]:
    """What the chair ruled at the meeting, as the handbook records it."""
    return tuple(
        Ruling(row.person, row.action, row.decided_by or "chair", row.reason)
        for row in records.rows(Declaration, item=agenda.item)
        if row.action
    )


def _considered(records: Records, agenda: AgendaItem) -> dict[str, str] | None:
    """What the record of the decision says was considered; None where no decision is recorded yet."""
    decision = records.first(Decision, item=agenda.item)
    if decision is None:
        return None
    kept = records.rows(Consideration, decision=decision.decision)
    return {row.topic: row.text or row.not_applicable_because for row in kept}


def _first(given: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if given is None else given
