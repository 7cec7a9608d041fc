"""References: a cell that names a row of another table must name one that is there."""

from __future__ import annotations

from difflib import get_close_matches

from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.governance.handbook.validation.findings import Findings, listed

MOST = 200
_MOST_MEANT = 20
"""Cells of a column for which the id that may be meant is looked for, which takes long among thousands."""


def check_references(handbook: Handbook, incomplete: frozenset[str], found: Findings) -> None:
    """Every reference to a table names a row of it.

    Where a table is empty, the references to it are only told of, once for each column: a handbook that is half
    typed in is of use. A table with faults of its own is left out, since the row that is named may be one of them.
    """
    known = {table: _ids(handbook, table) for table in TABLES}
    for table, row_class in TABLES.items():
        rows = handbook.tables.get(table, ())
        for column in columns_of(row_class):
            if column.refers_to and rows and column.refers_to not in incomplete:
                _check_column(rows, column, known[column.refers_to], found)


def _ids(handbook: Handbook, table: str) -> dict[str, str]:
    """The ids of a table's rows, by themselves without capitals."""
    name = TABLES[table].KEY[0]
    return {
        str(value).casefold(): str(value) for value in (getattr(row, name) for row in handbook.tables.get(table, ()))
    }


def _check_column(rows: tuple[Row, ...], column: Column, known: dict[str, str], found: Findings) -> None:
    missing = [
        (row, value)
        for row in rows
        for value in _values(row, column)
        if known.get(value.casefold()) != value
    ]  # fmt: skip
    if not known and missing:
        row, _ = missing[0]
        names = list(dict.fromkeys(value for _, value in missing))
        what = f"the table {column.refers_to} is empty, so what this column names cannot be looked up: {listed(names)}"
        found.warn(row, column.name, what, do=f"fill {column.refers_to} when you can")
        return
    remedies: dict[str, str] = {}
    for row, value in missing[:MOST]:
        if value not in remedies:
            remedies[value] = _remedy(value, column.refers_to, known if len(remedies) < _MOST_MEANT else {})
        what = f"this names no row of {column.refers_to}"
        found.error(row, column.name, what, given=value, do=remedies[value])
    if len(missing) > MOST:
        what = f"{len(missing) - MOST:,} more cells of this column name no row of {column.refers_to}"
        found.error(missing[MOST][0], column.name, what)


def _values(row: Row, column: Column) -> tuple[str, ...]:
    value = getattr(row, column.name)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _remedy(value: str, table: str, known: dict[str, str]) -> str:
    near = known.get(value.casefold()) or next(
        (known[each] for each in get_close_matches(value.casefold(), list(known), 1, 0.6)), ""
    )
    return f"write {near} if that is meant, or add {value} to {table}" if near else f"add {value} to {table}"
