"""A table that has been read and found good."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from commonweal.tables.columns import Values
from commonweal.tables.meanings import NUMERIC, Meaning
from commonweal.tables.stamp import FileStamp


class Table:
    """Columns of equal length, each of one kind; made by ``read_table``.

    A wanted column that may be absent, and is, gives missing values throughout; ``has`` tells the two apart.
    Numbers come as float64 arrays in which nan is missing; all else as lists in which ``None`` is missing.

    Args:
        columns: Values by name.
        meanings: What each name means, absent optional columns included.
        row_numbers: The row of the file that each row came from.
        stamp: The file.
        notes: What a reader of the result should know.
        sheet: The sheet that was read; empty for a text file.
        headers: The header in the file, by name.
    """

    def __init__(
        self,
        columns: Mapping[str, Values],
        meanings: Mapping[str, Meaning],
        row_numbers: NDArray[np.int64],
        stamp: FileStamp,
        notes: tuple[str, ...] = (),
        sheet: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Hold the columns; arrays are made read-only."""
        self._columns = dict(columns)
        self._meanings = dict(meanings)
        for values in (*self._columns.values(), row_numbers):
            if isinstance(values, np.ndarray):
                values.flags.writeable = False
        self.row_numbers = row_numbers
        self.stamp = stamp
        self.notes = notes
        self.sheet = sheet
        self.headers: Mapping[str, str] = MappingProxyType(dict(headers or {}))

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __repr__(self) -> str:
        return f"<Table {self.stamp.name}: {len(self)} rows of {', '.join(self.names)}>"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns that the file has."""
        return tuple(self._columns)

    def has(self, name: str) -> bool:
        """Whether the file has the column."""
        self._meaning(name)
        return name in self._columns

    def text(self, name: str) -> list[str | None]:
        """A column of text or codes; ``None`` where the cell is blank."""
        return cast("list[str | None]", self._list(name, frozenset({"text", "code"})))

    def number(self, name: str) -> NDArray[np.float64]:
        """A column of numbers, float64; nan where the cell is blank."""
        self._expect(name, NUMERIC)
        values = self._columns.get(name)
        if values is None:
            return np.full(len(self), np.nan)
        return cast("NDArray[np.float64]", values)

    def dates(self, name: str) -> list[datetime.date | None]:
        """A column of dates; ``None`` where the cell is blank."""
        return cast("list[datetime.date | None]", self._list(name, frozenset({"date"})))

    def booleans(self, name: str) -> list[bool | None]:
        """A column of yes and no; ``None`` where the cell is blank."""
        return cast("list[bool | None]", self._list(name, frozenset({"boolean"})))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Rows as dictionaries by name; what is missing is ``None``, and whole numbers are ``int``."""
        columns = [self._plain(name) for name in self._columns]
        for values in zip(*columns, strict=True):
            yield dict(zip(self._columns, values, strict=True))

    def _plain(self, name: str) -> list[Any]:
        values = self._columns[name]
        if not isinstance(values, np.ndarray):
            return list(values)
        whole = self._meanings[name].kind == "integer"
        return [None if v != v else int(v) if whole else v for v in values.tolist()]

    def _list(self, name: str, kinds: frozenset[str]) -> list[Any]:
        self._expect(name, kinds)
        values = self._columns.get(name)
        return [None] * len(self) if values is None else list(values)

    def _meaning(self, name: str) -> Meaning:
        if name not in self._meanings:
            raise KeyError(f"no column {name!r}; there are {', '.join(self._meanings)}")
        return self._meanings[name]

    def _expect(self, name: str, kinds: frozenset[str]) -> None:
        kind = self._meaning(name).kind
        if kind not in kinds:
            raise TypeError(f"column {name!r} holds {kind}, not {' or '.join(sorted(kinds))}")
