"""The rows of cells below a header, as text, with cells that were merged downwards filled in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook

from commonweal.problems import Problem
from commonweal.tables.grid import Grid, cell_text

Lines = list[tuple[int, list[str]]]
"""Rows of cells as text, each with its number in the file."""

_MOST_FILLED = 500_000

Ranges = Sequence[tuple[int, int, int, int]]
"""Merged cells: top, left, bottom and right, from 0."""


def lines_below(grid: Grid, start: int, width: int, merged: Ranges = ()) -> tuple[Lines, list[Problem], list[Problem]]:
    """The rows that hold anything, each as wide as the header, with errors and warnings.

    Args:
        grid: The cells.
        start: The place (from 0) of the first row below the header.
        width: How many columns the header has.
        merged: Merged cells; those merged downwards say the same in each row.
    """
    at = {"file": grid.file, "sheet": grid.sheet}
    errors: list[Problem] = []
    warnings: list[Problem] = []
    fill = dict(islice(_filled(grid, start, merged), _MOST_FILLED))
    if len(fill) == _MOST_FILLED:
        errors.append(Problem("the sheet has far too many merged cells", "part them", file=grid.file, sheet=grid.sheet))
    if fill:
        what = "cells are merged over several rows; each of these rows was read with what the merged cell says"
        warnings.append(Problem(what, do="part them and fill each row", row=min(fill)[0], **at))
    lines: Lines = []
    for index in range(start, len(grid.rows)):
        cells = [cell_text(cell) for cell in grid.rows[index]]
        if not any(text.strip() for text in cells):
            continue
        if extra := [text for text in cells[width:] if text.strip()]:
            what = f"the row has more cells than the header, which has {width}"
            do = "put quotation marks round a cell that holds the separator, or give the extra column a header"
            errors.append(Problem(what, do, given=extra[0], row=index + 1, **at))
        cells = cells[:width] + [""] * (width - len(cells))
        for place in range(width):
            if (index, place) in fill:
                cells[place] = cell_text(fill[index, place])
        lines.append((index + 1, cells))
    if grid.cut_short and lines and len(grid.rows[-1]) < width and lines[-1][0] == len(grid.rows):
        what = "the file ends in the middle of its last row"
        errors.append(Problem(what, "get it again, or end the row", row=lines[-1][0], **at))
    return lines, errors, warnings


def _filled(grid: Grid, start: int, merged: Ranges) -> Iterator[tuple[tuple[int, int], Any]]:
    for top, left, bottom, _ in merged:
        if top >= start and top < len(grid.rows) and left < len(grid.rows[top]):
            for row in range(top + 1, min(bottom + 1, len(grid.rows))):
                yield (row, left), grid.rows[top][left]


def merged_cells(data: bytes, sheets: Sequence[str]) -> dict[str, Ranges]:
    """Merged cells of a workbook that has been checked, by sheet.

    Most workbooks have none, which a look at the unpacked parts tells sooner than reading the sheets again.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if "/worksheets/" in name and name.endswith(".xml")]
        if not any(b"mergeCell " in archive.read(part) for part in parts):
            return {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, Ranges] = {}
    for name in sheets:
        ranges = book.get_sheet_by_name(name).merged_cell_ranges or []
        found[name] = tuple((top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return found
