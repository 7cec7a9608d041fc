"""Sheets of an .xlsx or .xlsm workbook as grids of values. Formulas and macros are never run."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from commonweal.problems import BadInput, Problem
from commonweal.tables.grid import Grid
from commonweal.tables.limits import Deadline, Limits
from commonweal.tables.workbook_gate import SheetPart, WorkbookParts, flaws, inspect

_HEADER_ROWS = 15


class Workbook:
    """A checked workbook that gives its sheets one at a time."""

    def __init__(self, data: bytes, file: str, limits: Limits, deadline: Deadline) -> None:
        """Check the bytes of a workbook; no sheet is read yet."""
        self._file, self._limits, self._deadline = file, limits, deadline
        self._parts: WorkbookParts = inspect(data, file, limits, deadline)
        self._book = _guarded(file, lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all sheets, hidden ones included."""
        return tuple(part.name for part in self._parts.sheets)

    def named(self, sheet: str) -> Grid:
        """The sheet with this name; case and spaces at the ends do not matter when no name is equal.

        Raises:
            BadInput: No sheet has the name; the message lists those there.
        """
        wanted = sheet.strip().casefold()
        for part in sorted(self._parts.sheets, key=lambda part: part.name != sheet):
            if part.name.strip().casefold() == wanted:
                return self._grid(part)
        raise BadInput(
            Problem(
                "the workbook has no sheet with this name",
                given=sheet,
                file=self._file,
                expected="one of " + ", ".join(f'"{name}"' for name in self.names),
            )
        )

    def shown(self) -> Iterator[Grid]:
        """The sheets that are not hidden, in the workbook's order."""
        for part in self._parts.sheets:
            if not part.hidden:
                yield self._grid(part)

    def hidden(self) -> Iterator[Grid]:
        """The sheets that are hidden, in the workbook's order."""
        for part in self._parts.sheets:
            if part.hidden:
                yield self._grid(part)

    def _grid(self, part: SheetPart) -> Grid:
        wrong = flaws(self._parts, part, self._file, self._limits, self._deadline)
        sheet = _guarded(self._file, lambda: self._book.get_sheet_by_name(part.name))
        rows: list[list[Any]] = _guarded(self._file, lambda: sheet.to_python(skip_empty_area=False))
        self._deadline.check()
        for (row, column), text in wrong.items():
            _put(rows, row, column, text)
        notes = self._parts.notes
        if part.hidden:
            notes = (*notes, f'The sheet "{part.name}" is hidden in the workbook.')
        return Grid(self._file, part.name, rows, notes, merged=_merged_downwards(sheet, rows))


def _put(rows: list[list[Any]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = text


def _merged_downwards(sheet: CalamineSheet, rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    """What stands in cells merged over several of the first rows, so that any of these can be the header row."""
    found: dict[tuple[int, int], Any] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if bottom < _HEADER_ROWS and left == right and top < len(rows) and left < len(rows[top]):
            found |= {(row, left): rows[top][left] for row in range(top + 1, bottom + 1)}
    return found


def _guarded(file: str, action: Any) -> Any:
    """Run a step of the workbook reader; whatever goes wrong inside it is a fault of the file."""
    try:
        return action()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        raise BadInput(
            Problem(
                "the workbook cannot be read; it may be damaged",
                file=file,
                do="open it in a spreadsheet program and save it again as .xlsx",
            )
        ) from error
