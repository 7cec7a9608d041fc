"""The published decisions, and the procurements with how the conflicts of those who evaluated bids were managed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commonweal.governance.checks.scope import says_none
from commonweal.governance.decision_effect import NO_DOUBT, effect_on
from commonweal.governance.handbook import (
    AgendaItem,
    Decision,
    Evaluator,
    Function,
    Meeting,
    Procurement,
    Records,
    Seat,
)
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
    out = published_decisions(records, on)
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
                "effect": effect_on(records, row, on),
                "amount": "Withheld" if one_person else _amount(row),
                "years": str(row.years or ""),
                "function": _function(records, row.function),
                "place": name_of(records, row.place, row.on_date) if row.place else "",
                "published": told_day(row.published_on),
            }
        )
    notes = count_note(len(held) - len(out), "decision is not published.", "decisions are not published.")
    return RegisterRows(tuple(rows), notes)


def published_decisions(records: Records, on: date) -> list[Decision]:
    """The decisions that were published up to a day, the earliest first: a row of the register for each.

    Args:
        records: The handbook.
        on: The day.
    """
    out = (row for row in records.rows(Decision) if _published(row, on))
    return sorted(out, key=lambda row: (row.on_date, row.decision))


def procurement_rows(records: Records, on: date) -> RegisterRows:
    """Each procurement decision whose notice was published, with provider, value, route and conflicts; nobody is named.

    A procurement of which the handbook holds only those who evaluate its bids is here too, beside the published
    decision whose title bears its name.

    Args:
        records: The handbook.
        on: The day.
    """
    teams: dict[str, list[Evaluator]] = {}
    for row in records.rows(Evaluator):
        teams.setdefault(row.procurement, []).append(row)
    made = {row.procurement: row for row in records.rows(Procurement)}
    out = {name: row for name, row in made.items() if row.published_on is not None and row.published_on <= on}
    published = [row for row in records.rows(Decision) if _published(row, on)]
    rows = []
    for name in sorted({*out, *(teams.keys() - made.keys())}):
        team, known = teams.get(name, []), out.get(name)
        found = next((row for row in published if _is_of(row, name, known)), None)
        rows.append(_procurement(records, name, known, found, on) | _conflicted(team, known) | _notice(known))
    notes = count_note(
        len(made) - len(out),
        "procurement is left out: no publication of its notice is recorded.",
        "procurements are left out: no publication of their notices is recorded.",
    )
    bare = sum(name not in made for name in teams)
    told = "is known here by those who evaluate its bids alone: the sheet procurements does not hold it."
    notes += count_note(bare, f"procurement {told}", f"procurements {told.replace('is known', 'are known', 1)}")
    return RegisterRows(tuple(rows), notes)


def _is_of(row: Decision, name: str, known: Procurement | None) -> bool:
    if known is not None and known.decision:
        return row.decision == known.decision
    return name.casefold() in row.title.casefold()


def _outcome(records: Records, found: Decision, on: date) -> str:
    effect, outcome = effect_on(records, found, on), told_words(found.outcome)
    return outcome if effect == NO_DOUBT else f"{outcome}. {effect}"


def _procurement(
    records: Records, name: str, known: Procurement | None, found: Decision | None, on: date
) -> dict[str, str]:
    """What is told of a procurement itself: by its own row, and else by the published decision beside it."""
    day = known.decided_on if known and known.decided_on else found.on_date if found else None
    body = name_of(records, known.body, day or date.max) if known and known.body else ""
    value = show(known.value_pence) if known and known.value_pence is not None else ""
    outcome = _outcome(records, found, on) if found else "No published decision bears this name"
    return {
        "procurement": known.title or name if known else name,
        "provider": (known.provider or BLANK) if known else BLANK,
        "route": told_words(known.route) if known else BLANK,
        "on": day.isoformat() if day else "",
        "taken_by": body or (known.decided_by if known else "") or (_taken_by(records, found) if found else ""),
        "outcome": outcome,
        "amount": value or (_amount(found) if found else ""),
    }


def _notice(known: Procurement | None) -> dict[str, str]:
    if known is None:
        return {"notice": "", "published": ""}
    return {"notice": known.notice, "published": told_day(known.published_on)}


def _of_deciders(known: Procurement | None) -> str:
    if known is None or not known.conflicts:
        return BLANK
    return "None" if says_none(known.conflicts) else known.conflicts


def _conflicted(team: Sequence[Evaluator], known: Procurement | None) -> dict[str, str]:
    """The conflicts of those who decided and of those who evaluated the bids, and how each was managed."""
    managed = known.managed if known and not says_none(known.conflicts) else ""
    told = "Nothing was done" if managed and says_none(managed) else managed
    return {
        "deciders": _of_deciders(known),
        "managed": "; ".join(part for part in (told, _managed(team)) if part),
        "evaluators": str(len(team)) if team else BLANK,
        "conflicts": _conflicts(team) if team else BLANK,
    }


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
