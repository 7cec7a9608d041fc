"""What the functions and decisions map shows as a table, and what differs between two days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from commonweal.governance.functions_map import STATUS_WORDS, TIERS, MapRow
from commonweal.governance.functions_map_change import MapChange, difference
from commonweal.governance.provisions import read_provision
from commonweal.law import book
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.names import capital, words

HEADINGS = "governance.B25"
"""The rule that lists the sections whose headings were read."""
_CHANGES = {"gains": "Gains", "loses": "Loses", "changes": "Changes"}


def tiers_of(rows: Sequence[MapRow]) -> list[tuple[str, str]]:
    """The tiers at which anything is decided, to choose from."""
    held = {row.tier for row in rows}
    return [(tier, capital(tier.replace("_", " "))) for tier in TIERS if tier and tier in held]


def functions_table(rows: Sequence[MapRow], caption: str, on: date, *, tier: str = "") -> TableView:
    """The map as a table.

    Args:
        rows: The map.
        caption: What it shows.
        on: The day of the map, on which the sections stand or do not.
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
        Column("evidence", "Evidence for the section"),
    )
    shown = [_row(row, on) for row in rows if not tier or row.tier == tier]
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


def section_evidence(provision: str, on: date) -> str:
    """Evidence letter, status and day of the last check of the section that gives a function, in words.

    The headings that rule B25 lists were read in the Acts; of any other section the handbook's word is all there is.

    Example:
        >>> section_evidence("NHSA 2006 s.14Z45", date(2026, 5, 1))
        'Evidence V; in force; last checked 21 November 2026'
        >>> section_evidence("Children Act 2004 s.11", date(2026, 5, 1))
        'As the handbook cites it; not held against the Act'
    """
    rule = book().look_up(HEADINGS, rules_on=on, known_at=datetime.now(UTC))
    listed = {(each["act"], each["place"]): each for each in rule.value} if rule else {}
    held = listed.get(read_provision(provision))
    if rule is None or held is None or not held.get("from", "") <= on.isoformat() <= held.get("to", "9999-12-31"):
        return "As the handbook cites it; not held against the Act"
    checked = rule.source.last_checked
    told = f"last checked {calendar_date(checked)}" if checked else rule.source.checked()
    return f"Evidence {rule.attributes['evidence']}; {words(rule.status)}; {told}"


def _row(row: MapRow, on: date) -> dict[str, Any]:
    return {
        **row.to_json(),
        "evidence": section_evidence(row.provision, on),
        "tier": capital(row.tier.replace("_", " ")),
        "limit": ", for ".join(each for each in (capital(row.limit), row.place) if each),
        "decider_name": row.decider_name or "Nobody",
        "standing": ". ".join(each for each in (STATUS_WORDS[row.status], row.note) if each),
        "since": calendar_date(row.since) if row.since else "",
    }
