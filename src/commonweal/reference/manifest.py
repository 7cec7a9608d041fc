"""What each bundled table is: title, publisher, address, licence, date, hash, and the meaning of its columns."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from commonweal.answers import Source, canonical_bytes
from commonweal.plain_yaml import read_plain_yaml


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column: its name, meaning, unit and kind (``text``, ``number`` or ``integer``)."""

    name: str
    meaning: str
    unit: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A publication that a table, or those of its rows that ``where`` names, was taken from.

    Args:
        title: The publication.
        publisher: Who published it.
        address: The publisher's page.
        carrier: Where the file was got, when that was not the publisher.
        licence: Licence of the figures, and of the carrier.
        file: Name of the file.
        sha256: Hash of the file.
        retrieved: When it was got.
        at: Place in the publication; ``{column}`` is filled from the row.
        where: Values by column, for rows that this source holds for; empty for all rows.
    """

    title: str
    publisher: str
    address: str
    carrier: str
    licence: str
    file: str
    sha256: str
    retrieved: date
    at: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def holds_for(self, row: Mapping[str, str]) -> bool:
        """Whether a row was taken from this source."""
        return all(row.get(column) in values for column, values in self.where.items())

    def cite(self, row: Mapping[str, str]) -> Source:
        """The citation for one row."""
        return Source(
            self.title, self.at.format_map(row), self.address, self.publisher, self.licence, "published", self.retrieved
        )


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A bundled table: its file, what it holds, its hash, its columns and its sources.

    ``key`` names the columns that together tell its rows apart.
    """

    file: str
    title: str
    description: str
    sha256: str
    rows: int
    key: tuple[str, ...]
    columns: tuple[ColumnEntry, ...]
    sources: tuple[SourceEntry, ...]

    def source_of(self, row: Mapping[str, str]) -> Source:
        """The citation of the source that a row was taken from; where none holds for it, one that says so."""
        entry = next((source for source in self.sources if source.holds_for(row)), None)
        return entry.cite(row) if entry else Source(f"{self.title}: no publication at hand", status="draft")


@dataclass(frozen=True, slots=True)
class Manifest:
    """All bundled tables by file name, such as ``allocations/core.csv``."""

    tables: Mapping[str, TableEntry]

    def table(self, name: str) -> TableEntry:
        """The entry of a table, named with or without ``.csv``.

        Raises:
            KeyError: There is no such table.
        """
        return self.tables[name if name.endswith(".csv") else f"{name}.csv"]

    @property
    def digest(self) -> str:
        """One SHA-256 for all bundled tables; it changes when any of them does."""
        return hashlib.sha256(canonical_bytes({name: table.sha256 for name, table in self.tables.items()})).hexdigest()


@lru_cache(maxsize=1)
def manifest() -> Manifest:
    """The manifest of the bundled tables.

    Example:
        >>> manifest().table("allocations/core").rows
        126
    """
    text = files("commonweal.reference").joinpath("manifest.yaml").read_text("utf-8")
    stored = read_plain_yaml(text)
    sources = {name: SourceEntry(**entry) for name, entry in stored["sources"].items()}
    tables = {file: _table(file, entry, sources) for file, entry in stored["tables"].items()}
    return Manifest(MappingProxyType(tables))


def _table(file: str, entry: Mapping[str, Any], sources: Mapping[str, SourceEntry]) -> TableEntry:
    return TableEntry(
        file=file,
        title=entry["title"],
        description=entry.get("description", ""),
        sha256=entry["sha256"],
        rows=entry["rows"],
        key=tuple(entry["key"]),
        columns=tuple(ColumnEntry(name, **column) for name, column in entry["columns"].items()),
        sources=tuple(_source(sources[used["source"]], used) for used in entry["sources"]),
    )


def _source(source: SourceEntry, used: Mapping[str, Any]) -> SourceEntry:
    where = {column: tuple(values) for column, values in used.get("where", {}).items()}
    return SourceEntry(
        source.title,
        source.publisher,
        source.address,
        source.carrier,
        source.licence,
        source.file,
        source.sha256,
        source.retrieved,
        used.get("at", ""),
        MappingProxyType(where),
    )
