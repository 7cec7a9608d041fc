"""What a member's own page of interests shows: each statement that runs, with its two clocks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from commonweal.governance.checks.days import months_after
from commonweal.governance.handbook import Handbook, Interest, Records
from commonweal.governance.rule_lookup import rule_on
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.interest_acts import standing
from commonweal.site.governance.presenters.names import capital, words


def own_statements(handbook: Handbook, person: str, on: date) -> list[dict[str, Any]]:
    """Each statement that runs: what it says, whether it was declared in time, and when to confirm it again."""
    return [
        {
            "id": row.statement,
            "title": row.description or ("Nothing to declare" if row.kind == "nil" else capital(words(row.kind))),
            "facts": [(label, value) for label, value in _facts(row) if value],
            "clocks": clocks(handbook, row, on),
            "public": {
                True: "It is published.",
                False: "It is withheld from publication; the keeper of the register holds the reason.",
                None: "The keeper of the register has not said yet whether it is published. Until then it is not.",
            }[row.public],
        }
        for row in standing(handbook, person, on)
    ]


def clocks(handbook: Handbook, row: Interest, on: date) -> list[str]:
    """The clock of the declaration and that of the yearly confirmation, in sentences."""
    told = []
    days, confirm = days_to_declare(handbook, on), rule_on(Records(handbook), "governance.D09", on)
    if days and row.kind != "nil":
        if row.aware_on is None:
            told.append(f"When you became aware of it is not recorded, so the {days} days cannot be counted.")
        elif row.declared_on is None:
            told.append(f"It is to be declared by {calendar_date(row.aware_on + timedelta(days=days))}.")
        else:
            late = (row.declared_on - row.aware_on).days - days
            after = f"declared {(row.declared_on - row.aware_on).days} days after you became aware of it"
            told.append(
                f"Late by {late} {'day' if late == 1 else 'days'}: {after}; the law gives {days}."
                if late > 0
                else f"In time: {after}; the law gives {days}."
            )
    if confirm:
        last = max((day for day in (row.declared_on, row.confirmed_on) if day), default=None)
        if last is None:
            told.append("When it was declared or confirmed last is not recorded: confirm it.")
        else:
            due = months_after(last, int(confirm.value["confirm_within_months"]))
            when = f"{calendar_date(due)}; it was declared or confirmed last on {calendar_date(last)}."
            told.append(
                f"To be confirmed again by {when}" if on <= due else f"Overdue: it was to be confirmed by {when}"
            )
    return told


def days_to_declare(handbook: Handbook, on: date) -> int | None:
    """How many days there are to declare an interest, by the rule of a day; None where no rule says so."""
    found = rule_on(Records(handbook), "governance.D03", on)
    return int(found.value["declare_within_days"]) if found else None


def _facts(row: Interest) -> list[tuple[str, str]]:
    return [
        ("Kind", capital(words(row.kind)) + (f" ({row.local_label})" if row.local_label else "")),
        ("Organisation", row.counterparty + (f" ({row.counterparty_code})" if row.counterparty_code else "")),
        ("Whose it is", row.held_by),
        ("Since", calendar_date(row.from_date) if row.from_date else ""),
        ("Became aware of it on", calendar_date(row.aware_on) if row.aware_on else ""),
        ("Declared on", calendar_date(row.declared_on) if row.declared_on else "Not recorded"),
        ("Confirmed on", calendar_date(row.confirmed_on) if row.confirmed_on else ""),
        ("Action agreed", row.mitigation),
    ]
