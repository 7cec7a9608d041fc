"""What the pages about rules show: number, title, severity, evidence, status, source and when it was last checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.urls import reverse

from commonweal.governance.check_answer import MEANINGS
from commonweal.governance.rule_numbers import of_the_handbook, short
from commonweal.governance.standing import standings
from commonweal.law import EVIDENCE, book, evidence_words
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.check import status_words


def rules_table(on: date) -> TableView:
    """Every rule of the handbook's families as it stands on a day."""
    rows = [
        {
            "number": each.number,
            "title": each.title,
            "severity": each.severity.capitalize(),
            "evidence": each.evidence,
            "status": status_words(each.status),
            "source": each.source.cite(),
            "checked": calendar_date(each.source.last_checked) if each.source.last_checked else "never",
            "_href": reverse("governance:rule", args=[each.number]),
        }
        for each in standings(book(), on=on, known_on=datetime.now(UTC).date())
    ]
    columns = (
        Column("number", "Rule", link=_href),
        Column("title", "What it asks"),
        Column("severity", "Severity"),
        Column("evidence", "Evidence"),
        Column("status", "Status"),
        Column("source", "Source"),
        Column("checked", "Source last checked"),
    )
    notes = tuple(f"Evidence {evidence_words(letter)}." for letter in EVIDENCE)
    return TableView("governance-rules", f"Rules on {calendar_date(on)}", columns, rows, notes)


def rule_shown(number: str) -> dict[str, Any] | None:
    """One rule with each of its values; None where there is none."""
    held = book()
    found = next((id for id in of_the_handbook(held.ids()) if number in (id, short(id))), None)
    if found is None:
        return None
    history, entry = held.history(found), held.entry(found)
    severity = entry.severity or ""
    return {
        "number": short(found),
        "id": found,
        "title": entry.title,
        "severity": severity.capitalize(),
        "severity_words": MEANINGS.get(severity, ""),
        "evidence": evidence_words(entry.evidence or ""),
        "check": entry.check or "",
        "applies_to": entry.applies_to or "",
        "data_needed": list(entry.data_needed),
        "values": [
            {
                "from": calendar_date(date.fromisoformat(each.valid_from)),
                "to": calendar_date(date.fromisoformat(each.valid_to)) if each.valid_to else "",
                "status": status_words(each.status),
                "source": each.source,
                "holds": _lines(each.value),
                "note": str(each.attributes.get("note", "")),
                "recorded": calendar_date(date.fromisoformat(each.recorded_from)),
            }
            for each in history
        ],
    }


def _lines(value: Any) -> list[str]:
    """What a value holds, a line for each part."""
    if isinstance(value, Mapping):
        return [f"{name.replace('_', ' ')}: {_words(held)}" for name, held in value.items()]
    return [_words(value)] if value not in (None, "", [], ()) else []


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name.replace('_', ' ')}: {_words(held)}" for name, held in value.items())
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("_", " ")


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])
