"""From the cells of one sheet or file to the rows of a table, with everything that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.exchange.cells import read_cells
from commonweal.governance.handbook.exchange.headings import Matched, match, meanings_of
from commonweal.governance.handbook.exchange.lines import Lines, Ranges, lines_below
from commonweal.governance.handbook.exchange.notes_row import is_notes_row
from commonweal.governance.handbook.row import Row
from commonweal.problems import Problem
from commonweal.tables.columns import BadCell
from commonweal.tables.grid import Grid, cell_text
from commonweal.tables.header import SEARCHED_ROWS, find_header

MOST_PROBLEMS = 200
"""Problems of one sheet that are told; the rest are counted."""


@dataclass(frozen=True)
class SheetRows:
    """What one sheet gave.

    Args:
        rows: The rows without fault, in the file's order.
        errors: What must be mended.
        warnings: What the reader should know.
        unread: Columns that hold something and are none of ours; writing the file anew would lose them.
        faulty: Rows with a fault in a cell besides their key, so that what their key says is known all the same.
    """

    rows: tuple[Row, ...] = ()
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unread: tuple[Problem, ...] = ()
    faulty: tuple[Row, ...] = ()


@dataclass
class _Found:
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)


def read_rows(grid: Grid, row_class: type[Row], merged: Ranges = ()) -> SheetRows:
    """Read the rows of a table from a sheet; a sheet without any is an empty table.

    Args:
        grid: The cells.
        row_class: The table.
        merged: Merged cells as top, left, bottom and right, from 0. Cells merged downwards say the same in each row.
    """
    at = {"file": grid.file, "sheet": grid.sheet}
    found = _Found([], [Problem(note.rstrip("."), file=grid.file) for note in grid.notes])  # of the whole file
    if not any(any(cell_text(cell).strip() for cell in row) for row in grid.rows):
        return SheetRows(warnings=tuple(found.warnings))
    header = find_header(grid, meanings_of(row_class))
    if not header.columns:
        headings = ", ".join(each.heading for each in columns_of(row_class))
        what = f"no header row was found in the first {SEARCHED_ROWS} rows"
        return SheetRows(errors=(Problem(what, expected=f"a row with the headings {headings}", **at),))  # type: ignore[arg-type]
    matched = match(header.texts, row_class, row=header.index + 1, **at)
    lines, wrong, told = lines_below(grid, header.index + 1, len(header.texts), merged)
    found.errors += wrong
    found.warnings += told
    lines = _without_notes(lines, matched, row_class)
    for place, problem in matched.unknown.items():
        if any(cells[place].strip() for _, cells in lines):
            found.warnings.append(problem)
            found.unread.append(problem)
    found.errors += matched.errors if lines else ()
    rows, faulty = _rows(lines, matched, row_class, grid, found)
    return SheetRows(rows, _capped(found.errors, grid), tuple(found.warnings), tuple(found.unread), faulty)


def _without_notes(lines: Lines, matched: Matched, row_class: type[Row]) -> Lines:
    columns = columns_of(row_class)

    def noted(cells: list[str]) -> bool:
        return is_notes_row({name: cells[place] for name, place in matched.places.items()}, columns)

    return [(number, cells) for number, cells in lines if not noted(cells)]


def _rows(
    lines: Lines, matched: Matched, row_class: type[Row], grid: Grid, found: _Found
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows without fault, and those whose key at least can be read."""
    wrong: set[int] = set()
    unkeyed: set[int] = set()
    values: dict[str, list[Any]] = {}
    for column in columns_of(row_class):
        place = matched.places.get(column.name)
        if place is None:
            continue
        texts = [cells[place] for _, cells in lines]
        values[column.name], bad = read_cells(texts, column, pence=column.name in matched.pence)
        wrong |= {cell.place for cell in bad}
        unkeyed |= {cell.place for cell in bad if column.name in row_class.KEY}
        found.errors += [_problem(cell, matched.headers[column.name], lines, grid) for cell in bad]
    if any(each.required and each.name not in values for each in columns_of(row_class)):
        return (), ()
    rows: list[Row] = []
    faulty: list[Row] = []
    for index, (number, _) in enumerate(lines):
        if index not in unkeyed:
            where = Problem("", file=grid.file, sheet=grid.sheet, row=number).where
            row = row_class(where=where, **{name: column[index] for name, column in values.items()})
            (faulty if index in wrong else rows).append(row)
    return tuple(rows), tuple(faulty)


def _problem(bad: BadCell, header: str, lines: Lines, grid: Grid) -> Problem:
    return Problem(bad.what, bad.do, bad.expected, bad.given, grid.file, grid.sheet, lines[bad.place][0], header)


def _capped(errors: list[Problem], grid: Grid) -> tuple[Problem, ...]:
    errors.sort(key=lambda problem: problem.row or 0)
    more = len(errors) - MOST_PROBLEMS
    if more > 0:
        what = f"{more:,} more problems were found; {MOST_PROBLEMS} are shown"
        return (*errors[:MOST_PROBLEMS], Problem(what, file=grid.file, sheet=grid.sheet))
    return tuple(errors)
