"""Wealdmarch's allocations as facts, beside the bundled tables, so that its places can be explained like real ones."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from commonweal.answers import FactRecord, Source
from commonweal.reference import facts as reference_facts

_PREFIX = "allocations/"
_WEIGHTS = "allocations/weighted_populations"


class WealdmarchFacts:
    """Rows of Wealdmarch where the bundled tables hold allocations; everything else is the bundled tables.

    Args:
        allocations: Wealdmarch's file of allocations.
    """

    def __init__(self, allocations: Path) -> None:
        """Name the file."""
        self._allocations = allocations

    def look_up(self, table: str, key: Mapping[str, str]) -> FactRecord | None:
        """The row with this key, or None."""
        found = self.rows(table, key)
        return found[0] if len(found) == 1 else None

    def rows(self, table: str, where: Mapping[str, str]) -> tuple[FactRecord, ...]:
        """Every row whose columns have these values."""
        if not table.startswith(_PREFIX):
            return reference_facts.rows(table, where)
        if table == _WEIGHTS:
            return ()
        stream = table.removeprefix(_PREFIX)
        return tuple(
            FactRecord(table, {"year": row["year"], "icb_code": row["icb_code"]}, values, _source(self._allocations))
            for row, values in _rows(self._allocations)
            if row["stream"] == stream and all(row.get(name, "") == value for name, value in where.items())
        )


def _source(path: Path) -> Source:
    made = date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - the day is all that is told
    return Source(
        "Wealdmarch, fictional",
        at=path.name,
        publisher="made up for demonstration",
        status="published",
        last_checked=made,
    )


@lru_cache(maxsize=2)
def _rows(path: Path) -> tuple[tuple[dict[str, str], dict[str, Any]], ...]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return tuple((row, {name: _value(name, text) for name, text in row.items()}) for row in csv.DictReader(stream))


def _value(name: str, text: str) -> Any:
    if not text:
        return None
    return text if name in ("year", "stream", "region_code", "icb_code", "icb_name") else float(text)
