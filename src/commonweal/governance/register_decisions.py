"""The published decisions, and the procurements with how the conflicts of those who evaluated bids were managed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commonweal.governance.checks.scope import says_none
from commonweal.governance.handbook import AgendaItem, Decision, Evaluator, Function, Meeting, Records, Seat
from commonweal.governance.membership import name_of
from commonweal.governance.register_rows import BLANK, RegisterRows, count_note, told_day, told_words
from commonweal.money import show
from commonweal.organisations.periods import written

ABOUT_ONE_PERSON = "A decision about one person"


def decision_rows(records: Records, on: date) -> RegisterRows:
    """Each decision that was published up to a day; what is about one person's care tells nothing of that person.

    Args:
        records: The handbook.
        on: The day.
    """
    held = [row for row in records.rows(Decision) if row.on_date <= on]
    out = sorted((row for row in held if _published(row, on)), key=lambda row: (row.on_date, row.decision))
    rows = []
    for row in out:
        item = next(iter(records.rows(AgendaItem, item=row.item)), None) if row.item else None
        one_person = bool(item and item.individual_patient)
        rows.append(
            {
                "decision": row.decision,
                "on": row.on_date.isoformat(),
                "taken_by": _taken_by(records, row),
                "title": ABOUT_ONE_PERSON if one_person else row.title,
                "outcome": told_words(row.outcome),
                "amount": "Withheld" if one_person else _amount(row),
                "years": str(row.years or ""),
                "function": _function(records, row.function),
                "place": name_of(records, row.place, row.on_date) if row.place else "",
                "published": told_day(row.published_on),
            }
        )
    notes = count_note(len(held) - len(out), "decision is not published.", "decisions are not published.")
    return RegisterRows(tuple(rows), notes)


def procurement_rows(records: Records, on: date) -> RegisterRows:
    """Each procurement with its evaluators, their conflicts and what was done about them; people are not named.

    A published decision stands beside a procurement whose name it bears.

    Args:
        records: The handbook.
        on: The day.
    """
    teams: dict[str, list[Evaluator]] = {}
    for row in records.rows(Evaluator):
        teams.setdefault(row.procurement, []).append(row)
    published = [row for row in records.rows(Decision) if _published(row, on)]
    rows = []
    for procurement, team in sorted(teams.items()):
        found = next((row for row in published if procurement.casefold() in row.title.casefold()), None)
        rows.append(
            {
                "procurement": procurement,
                "on": found.on_date.isoformat() if found else "",
                "taken_by": _taken_by(records, found) if found else "",
                "outcome": told_words(found.outcome) if found else "No published decision bears this name",
                "amount": _amount(found) if found else "",
                "evaluators": str(len(team)),
                "conflicts": _conflicts(team),
                "managed": _managed(team),
            }
        )
    note = (
        "A procurement is here where the handbook names those who evaluate its bids; suppliers and contracts are not "
        "held in it."
    )
    return RegisterRows(tuple(rows), (note,))


def _published(row: Decision, on: date) -> bool:
    return row.on_date <= on and row.published_on is not None and row.published_on <= on


def _amount(row: Decision) -> str:
    return BLANK if row.amount_pence is None else show(row.amount_pence)


def _taken_by(records: Records, row: Decision) -> str:
    if row.taken_by:
        return name_of(records, row.taken_by, row.on_date)
    if row.taken_by_seat:
        seats = records.rows(Seat, seat=row.taken_by_seat)
        return seats[-1].title if seats else row.taken_by_seat
    meeting = next(iter(records.rows(Meeting, meeting=row.meeting)), None) if row.meeting else None
    return name_of(records, meeting.body, row.on_date) if meeting else BLANK


def _function(records: Records, function: str) -> str:
    found = next(iter(records.rows(Function, function=function)), None) if function else None
    return found.title if found else function


def _conflicts(team: Sequence[Evaluator]) -> str:
    unsaid = sum(row.conflicted is None for row in team)
    told = str(sum(row.conflicted is True for row in team))
    return f"{told}; of {unsaid} not recorded" if unsaid else told


def _managed(team: Sequence[Evaluator]) -> str:
    told = []
    for row in team:
        if row.conflicted:
            measure = "Nothing was done" if says_none(row.measure) else row.measure or BLANK
            told.append(f"{measure.rstrip('.')} ({written(row.measure_on)})" if row.measure_on else measure)
    return "; ".join(told)
