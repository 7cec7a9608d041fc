"""The shown sheets of one workbook, opened once, each read as often as it holds tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.problems import BadInput, Problem
from commonweal.tables.body import SkipRow, read_body
from commonweal.tables.grid import Grid, cell_text
from commonweal.tables.header import find_header, require_complete
from commonweal.tables.limits import Deadline, Limits
from commonweal.tables.meanings import Meaning
from commonweal.tables.opening import open_file
from commonweal.tables.reading_workbook import Workbook
from commonweal.tables.stamp import FileStamp
from commonweal.tables.table import Table


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """One sheet of a workbook that is held already.

    Args:
        name: Its name.
        stamp: The workbook's name, hash and size.
    """

    name: str
    stamp: FileStamp
    _grid: Grid
    _limits: Limits

    def texts(self, rows: int) -> Iterator[tuple[str, ...]]:
        """The first rows as text, each as long as it stands in the sheet; spaces within a cell count as one.

        Args:
            rows: How many at most.
        """
        for row in self._grid.rows[:rows]:
            yield tuple(" ".join(cell_text(cell).split()) for cell in row)

    def table(
        self,
        meanings: Sequence[Meaning],
        *,
        header_row: int | None = None,
        keep_other_columns: bool = False,
        skip_row: SkipRow | None = None,
    ) -> Table:
        """Read a table on the sheet, as ``read_table`` does, without opening the workbook again.

        Args:
            meanings: The wanted columns.
            header_row: Row number of the header; otherwise the first twelve rows are searched for it.
            keep_other_columns: Whether to keep columns that no meaning asks for.
            skip_row: Says of a row's wanted cells whether the row is no data.

        Raises:
            BadInput: With every problem found, each with file, sheet, row and column.
        """
        header = find_header(self._grid, meanings, header_row)
        require_complete(header, self._grid, meanings)
        return read_body(self._grid, header, meanings, self.stamp, self._limits, keep_other_columns, skip_row)


def read_sheets(path: str | os.PathLike[str], *, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """Open a workbook and give its shown sheets in their order. Formulas and macros are never run.

    Args:
        path: An .xlsx or .xlsm file.
        limits: The most that is taken on.

    Raises:
        BadInput: The file is no workbook, or cannot be read.
    """
    limits = limits or Limits()
    deadline = Deadline(Path(path).name, limits.seconds)
    opened = open_file(path, None, limits, deadline)
    if opened.form != "workbook":
        raise BadInput(Problem("this is not a workbook", file=opened.name, expected="an .xlsx or .xlsm file"))
    book = Workbook(opened.data, opened.name, limits, deadline)
    return tuple(Sheet(grid.sheet, opened.stamp, grid, limits) for grid in book.shown())
