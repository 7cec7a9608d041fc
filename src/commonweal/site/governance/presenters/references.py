"""The rows of a sheet as a list to choose from: the id, and what it is in words."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook import TABLES, Handbook, Row
from commonweal.site.components.words import calendar_date

_WORDS = ("name", "title", "description", "what", "nature")
"""The columns that say in words what a row is; the first that a sheet has is shown."""


def choices_of(handbook: Handbook, table: str) -> list[tuple[str, str]]:
    """Each id of a sheet once, with the latest words for it, by the words.

    Example:
        >>> from commonweal.governance.handbook import Body
        >>> choices_of(Handbook.of([Body(body="NORTH", name="North Trust", kind="trust")]), "bodies")
        [('NORTH', 'North Trust (NORTH)')]
    """
    named = {str(row.key[0]): label_of(row) for row in handbook.tables.get(table, ())}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def label_of(row: Row) -> str:
    """A row in words, with its id."""
    id = str(row.key[0])
    said = next((str(getattr(row, name)) for name in _WORDS if getattr(row, name, "")), "")
    day = getattr(row, "on_date", None)
    when = f", {calendar_date(day)}" if isinstance(day, date) else ""
    return f"{said[:80]}{when} ({id})" if said and said != id else f"{id}{when}"


def label_by_id(handbook: Handbook, table: str, id: str) -> str:
    """What a reference names, in words; the id itself where the sheet does not have it."""
    rows = handbook.rows(TABLES[table], **{TABLES[table].KEY[0]: id})
    return label_of(rows[-1]) if rows else id
