"""The bundled tables as facts that a calculation may read and a receipt embeds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from commonweal.answers import FactRecord
from commonweal.reference.files import rows
from commonweal.reference.manifest import TableEntry, manifest

MAX_INDEXES = 256


class ReferenceFacts:
    """Looks facts up in the bundled tables. Numbers come as numbers, and what is missing as None."""

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row whose columns have these values.

        Args:
            table: Such as ``allocations/core``.
            key: Values by column; enough of them to tell one row from all others.

        Returns:
            The row as a fact with its source, or None when the table or the row is not there.

        Raises:
            LookupError: The key fits several rows, or names a column that the table lacks.

        Example:
            >>> facts.look_up("organisations/icb_2026", {"icb_code": "S0E4D"}).values["icb_name"]
            'NHS Thames Valley Integrated Care Board'
        """
        found = _rows_where(table, tuple(sorted(key.items())))
        if len(found) > 1:
            raise LookupError(f"{len(found)} rows of {table} fit {dict(key)}: name more columns")
        return _record(table, key, found[0]) if found else None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values, in the table's order; each is keyed by the table's own key.

        Example:
            >>> len(facts.rows("allocations/core", {"year": "2025/26"}))
            42
        """
        found = _rows_where(table, tuple(sorted(where.items())))
        if not found:
            return ()
        names = manifest().table(table).key
        return tuple(_record(table, {name: row[name] for name in names}, row) for row in found)


def _rows_where(table: str, where: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], ...]:
    try:
        entry = manifest().table(table)
    except KeyError:
        return ()
    columns = tuple(name for name, _ in where)
    unknown = set(columns) - {column.name for column in entry.columns}
    if unknown:
        raise LookupError(f"the table {table} has no column {', '.join(sorted(unknown))}")
    return _index(entry.file, columns).get(tuple(value for _, value in where), ())


@lru_cache(maxsize=MAX_INDEXES)
def _index(file: str, columns: tuple[str, ...]) -> Mapping[tuple[str, ...], tuple[Mapping[str, str], ...]]:
    found: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    for row in rows(file):
        found.setdefault(tuple(row[column] for column in columns), []).append(row)
    return {key: tuple(fitting) for key, fitting in found.items()}


def _record(table: str, key: Mapping[str, str], row: Mapping[str, str]) -> FactRecord:
    entry = manifest().table(table)
    return FactRecord(table.removesuffix(".csv"), dict(key), _values(entry, row), entry.source_of(row))


def _values(entry: TableEntry, row: Mapping[str, str]) -> dict[str, Any]:
    return {column.name: _value(column.kind, row[column.name]) for column in entry.columns}


def _value(kind: str, text: str) -> Any:
    if not text:
        return None
    return int(text) if kind == "integer" else float(text) if kind == "number" else text


facts = ReferenceFacts()
"""The facts of the bundled tables."""
