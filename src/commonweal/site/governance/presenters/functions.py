"""What the functions and decisions map shows as a table, and what differs between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from commonweal.governance.functions_map import STATUS_WORDS, TIERS, MapRow
from commonweal.governance.functions_map_change import MapChange, difference
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.names import capital, words

_CHANGES = {"gains": "Gains", "loses": "Loses", "changes": "Changes"}


def tiers_of(rows: Sequence[MapRow]) -> list[tuple[str, str]]:
    """The tiers at which anything is decided, to choose from."""
    held = {row.tier for row in rows}
    return [(tier, capital(tier.replace("_", " "))) for tier in TIERS if tier and tier in held]


def functions_table(rows: Sequence[MapRow], caption: str, *, tier: str = "") -> TableView:
    """The map as a table.

    Args:
        rows: The map.
        caption: What it shows.
        tier: Only what is decided at this tier; empty for all.
    """
    columns = (
        Column("title", "Function"),
        Column("provision", "Section"),
        Column("decider_name", "Who decides"),
        Column("tier", "Tier"),
        Column("limit", "Up to"),
        Column("standing", "How it stands"),
        Column("since", "Since"),
    )
    shown = [_row(row) for row in rows if not tier or row.tier == tier]
    return TableView("functions-and-decisions", caption, columns, shown, tall=True)


def marked(rows: Sequence[MapRow]) -> list[str]:
    """Functions that nobody decides, that two decide alike, or of which it cannot be told, in sentences."""
    told = [f"“{row.title}” ({row.provision}): {row.note}" for row in rows if row.status in ("orphan", "not_known")]
    doubled = [f"“{row.title}”, {row.decider_name}: {row.note}" for row in rows if row.status == "doubled"]
    return list(dict.fromkeys((*told, *doubled)))


def changes_table(before: Sequence[MapRow], after: Sequence[MapRow], caption: str, *, tier: str = "") -> TableView:
    """What differs between two maps; of one tier only, where one is named."""
    found = [
        each
        for each in difference(before, after)
        if not tier or tier in {row.tier for row in (each.before, each.after) if row}
    ]
    rows = [{"change": _change(each), "sentence": each.sentence} for each in found]
    return TableView("map-changes", caption, (Column("change", "Change"), Column("sentence", "What")), rows)


def _change(each: MapChange) -> str:
    """The kind of a change in a word; that nobody decides any more is nothing that anybody gains."""
    if each.change == "gains" and each.after is not None and not each.after.decider:
        return "Left open"
    return _CHANGES[each.change]


def between_days(first: date, second: date) -> str:
    """What a table of changes between two days is called."""
    return f"What differs between {calendar_date(first)} and {calendar_date(second)}"


def under_reform(reform: str, on: date) -> str:
    """What a table of changes under a reform is called."""
    return f"Who decides what on {calendar_date(on)}: what the {words(reform)} would change"


def _row(row: MapRow) -> dict[str, Any]:
    return {
        **row.to_json(),
        "tier": capital(row.tier.replace("_", " ")),
        "limit": ", for ".join(each for each in (capital(row.limit), row.place) if each),
        "decider_name": row.decider_name or "Nobody",
        "standing": ". ".join(each for each in (STATUS_WORDS[row.status], row.note) if each),
        "since": calendar_date(row.since) if row.since else "",
    }
