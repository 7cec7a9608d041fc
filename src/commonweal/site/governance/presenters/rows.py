"""What the pages of sheets show: the sheets, the rows of one, and every version that a row has had."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commonweal.governance.handbook import TABLES, Column, Handbook, Row, columns_of
from commonweal.site.accounts.records import names_of
from commonweal.site.components.tables import Column as Heading
from commonweal.site.components.tables import TableView
from commonweal.site.components.words import calendar_date, moment, pounds_and_pence
from commonweal.site.governance import records
from commonweal.site.governance.models import StoredRow
from commonweal.site.governance.presenters.names import address, capital, words
from commonweal.site.governance.presenters.references import label_by_id
from commonweal.site.governance.row_access import RowAccess

MOST_COLUMNS = 6
"""Columns of a sheet that a page shows; a download has them all."""


def sheets_table(access: RowAccess) -> TableView:
    """The sheets that a visitor may open, with how many rows each has."""
    rows = [
        {
            "sheet": table_words(table),
            "meaning": TABLES[table].MEANING,
            "rows": len(access.rows(table)),
            "_href": address("sheet", access.shown.name, table),
        }
        for table in access.tables()
    ]
    columns = (
        Heading("sheet", "Sheet", link=_href),
        Heading("meaning", "What it holds"),
        Heading("rows", "Rows", "count"),
    )
    return TableView("sheets", f"Sheets of the handbook of {access.shown.title}", columns, rows)


def table_words(table: str) -> str:
    """The name of a sheet in words.

    Example:
        >>> table_words("ballot_votes")
        'Ballot votes'
    """
    return capital(table.replace("_", " "))


def searched(rows: Iterable[Row], handbook: Handbook, text: str) -> list[Row]:
    """The rows in which every word of a search is found, in what they say or in the names of what they refer to."""
    wanted = text.casefold().split()
    if not wanted:
        return list(rows)
    return [row for row in rows if all(word in _said(row, handbook) for word in wanted)]


def _said(row: Row, handbook: Handbook) -> str:
    return " ".join(value_words(getattr(row, each.name), each, handbook) for each in columns_of(type(row))).casefold()


def sheet_table(access: RowAccess, table: str, rows: Sequence[Row], caption: str, *, whole: bool = False) -> TableView:
    """The rows of a sheet.

    Args:
        access: The visitor before the handbook.
        table: The sheet.
        rows: Those of its rows that are shown.
        caption: What they are.
        whole: Whether every column is there, as in a download; a page shows those that say the most.
    """
    columns = columns_of(TABLES[table])
    shown = columns if whole else _telling(columns, rows, TABLES[table].KEY)
    handbook = access.shown.handbook
    made = [
        {each.name: value_words(getattr(row, each.name), each, handbook) for each in shown}
        | {"_href": row_address(access.shown.name, row)}
        for row in rows
    ]
    headings = [
        Heading(each.name, each.heading, link=_href if place == 0 else None) for place, each in enumerate(shown)
    ]
    return TableView(table, caption, headings, made)


def _telling(columns: Sequence[Column], rows: Sequence[Row], key: Sequence[str]) -> list[Column]:
    """The key, and the first columns of which any row says something."""
    filled = [
        each
        for each in columns
        if each.name in key or any(getattr(row, each.name) not in (None, "", ()) for row in rows)
    ]
    first = [each for each in filled if each.name in key]
    kept = {each.name for each in [*first, *[each for each in filled if each not in first]][:MOST_COLUMNS]}
    return [each for each in columns if each.name in kept]


def row_address(name: str, row: Row) -> str:
    """The address of a row's page."""
    return address("row", name, row.TABLE, records.key_of(row)[1])


def value_words(value: Any, column: Column, handbook: Handbook) -> str:
    """What a cell says, in words; blank where it is not known."""
    if value in (None, "", ()):
        return ""
    if column.kind == "list":
        return "; ".join(_one_of_list(each, column, handbook) for each in value)
    if column.kind == "date":
        return calendar_date(value)
    if column.kind == "yes_no":
        return "Yes" if value else "No"
    if column.kind == "money":
        return pounds_and_pence(value)
    if column.refers_to:
        return label_by_id(handbook, column.refers_to, value)
    return capital(words(value)) if column.choices else str(value)


def _one_of_list(value: str, column: Column, handbook: Handbook) -> str:
    if column.refers_to:
        return label_by_id(handbook, column.refers_to, value)
    return capital(words(value)) if column.choices else value


def said_of(row: Row, handbook: Handbook) -> list[tuple[str, str]]:
    """Every column of a row with what it says."""
    return [
        (each.heading, value_words(getattr(row, each.name), each, handbook) or "Not known")
        for each in columns_of(type(row))
    ]


def history(access: RowAccess, versions: Sequence[StoredRow]) -> list[dict[str, Any]]:
    """Each version of a row, the newest first: who entered it, when, and what it changed.

    The names of those who entered versions are told to whoever reads every row; others see whether it was themselves.
    """
    names = names_of(each.recorded_by for each in versions) if access.shown.whole else {}
    own = getattr(access.visitor, "reference", "")
    rows = [records.row_of(each) for each in versions]
    earlier: list[Row | None] = [*rows[1:], *([None] if rows else [])]
    return [
        {
            "version": stored.version,
            "when": moment(stored.recorded_at),
            "who": _who(stored.recorded_by, names, own),
            "state": stored.get_state_display(),
            "ended": f"{moment(stored.superseded_at)}, by {_who(stored.superseded_by, names, own)}"
            if stored.superseded_at
            else "",
            "changes": changes_between(before, row, access.shown.handbook) if before is not None else [],
        }
        for stored, row, before in zip(versions, rows, earlier, strict=True)
    ]


def changes_between(before: Row, after: Row, handbook: Handbook) -> list[tuple[str, str, str]]:
    """The columns in which two versions differ, each with what it said and what it says."""
    return [
        (
            each.heading,
            value_words(getattr(before, each.name), each, handbook) or "Not known",
            value_words(getattr(after, each.name), each, handbook) or "Not known",
        )
        for each in columns_of(type(after))
        if getattr(before, each.name) != getattr(after, each.name)
    ]


def _who(reference: str, names: Mapping[str, str], own: str) -> str:
    if reference == own:
        return "you"
    kind = reference.partition(":")[0]
    return names.get(reference) or ("the operator" if kind == "operator" else "another account")


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])
