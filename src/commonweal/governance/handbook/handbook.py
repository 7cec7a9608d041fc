"""A handbook: every table of one or more systems, indexed, and the same facts by what was known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Handbook:
    """The tables of a handbook. A table that is missing is empty, which is not the same as nothing being so.

    Args:
        tables: Rows by table name.
        name: The file or folder, for messages and citations.
        sha256: Hash of its canonical content; empty until it is read from a file.
        notes: What the reader noticed.

    ``kept`` is for what is worked out of these rows and nothing else. The rows never change, so it stays right.

    Example:
        >>> from commonweal.governance.handbook.board import Seat
        >>> book = Handbook.of([Seat(seat="B1", body="ICB", title="Chair", seat_class="chair")])
        >>> [seat.title for seat in book.rows(Seat, body="ICB")]
        ['Chair']
    """

    tables: Mapping[str, tuple[Row, ...]]
    name: str = "handbook"
    sha256: str = ""
    notes: tuple[str, ...] = ()
    _indexes: dict[tuple[str, str], dict[Any, tuple[Row, ...]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _chosen: dict[tuple[Any, ...], tuple[Row, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    kept: dict[str, dict[Any, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, rows: Iterable[Row], *, name: str = "handbook") -> Handbook:
        """A handbook out of loose rows."""
        tables: dict[str, list[Row]] = {table: [] for table in TABLES}
        for row in rows:
            tables[row.TABLE].append(row)
        return cls({table: tuple(held) for table, held in tables.items()}, name)

    def rows(self, row_class: type[R], **where: Any) -> tuple[R, ...]:
        """The rows of a table with these values, in the file's order; a list column matches by one of its texts."""
        table = row_class.TABLE
        if len(where) == 1:
            ((first, value),) = where.items()
            index = self._indexes.get((table, first))
            if index is None:
                index = self._index(table, first)
            return index.get(value, ())  # type: ignore[return-value]
        if not where:
            return self.tables.get(table, ())  # type: ignore[return-value]
        place = (table, *where.items())
        if place not in self._chosen:
            (first, value), *others = where.items()
            found = self._index(table, first).get(value, ())
            self._chosen[place] = tuple(
                row for row in found if all(_matches(getattr(row, name), wanted) for name, wanted in others)
            )
        return self._chosen[place]  # type: ignore[return-value]

    def _index(self, table: str, name: str) -> dict[Any, tuple[Row, ...]]:
        place = (table, name)
        if place not in self._indexes:
            index: dict[Any, list[Row]] = defaultdict(list)
            for row in self.tables.get(table, ()):
                held = getattr(row, name)
                for value in held if isinstance(held, tuple) else (held,):
                    index[value].append(row)
            self._indexes[place] = {value: tuple(rows) for value, rows in index.items()}
        return self._indexes[place]

    def known_on(self, day: date) -> Handbook:
        """The handbook as it was known at the end of a day: rows recorded later are not in it."""
        tables = {
            table: tuple(row for row in rows if row.recorded_on is None or row.recorded_on <= day)
            for table, rows in self.tables.items()
        }
        return Handbook(tables, self.name, self.sha256, self.notes)

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """The ids of the ICBs in it, in the file's order."""
        return tuple(dict.fromkeys(row.body for row in self.rows(TABLES["bodies"], kind="icb")))  # type: ignore[attr-defined]

    def __len__(self) -> int:
        """How many rows it has in all."""
        return sum(len(rows) for rows in self.tables.values())


def _matches(held: Any, wanted: Any) -> bool:
    return wanted in held if isinstance(held, tuple) else held == wanted
