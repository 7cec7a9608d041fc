"""Reading a table by the meaning of its columns, with everything that is wrong in it reported at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from commonweal.problems import BadInput, Problem
from commonweal.tables.body import SkipRow, read_body
from commonweal.tables.grid import Grid
from commonweal.tables.header import Header, find_header, match_header, require_complete
from commonweal.tables.limits import Deadline, Limits
from commonweal.tables.meanings import Meaning, Recogniser
from commonweal.tables.opening import open_file
from commonweal.tables.reading_csv import read_text
from commonweal.tables.reading_workbook import Workbook
from commonweal.tables.table import Table


def read_table(
    source: str | os.PathLike[str] | bytes,
    meanings: Sequence[Meaning],
    *,
    name: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    limits: Limits | None = None,
    keep_other_columns: bool = False,
    skip_row: SkipRow | None = None,
    total_rows: str = "",
) -> Table:
    r"""Read a CSV, TSV, gzipped CSV, .xlsx or .xlsm file by the meaning of its columns.

    Columns may stand in any order under any accepted header. Rows that are blank throughout are passed over.
    Cells are checked; nothing is returned unless all are good.

    Args:
        source: Path of the file, or its bytes.
        meanings: The wanted columns.
        name: Name of the file for messages, when ``source`` is bytes.
        sheet: Sheet of a workbook. When none is named, the one shown sheet with all required columns is read.
        header_row: Row number of the header; otherwise the first twelve rows are searched for it.
        limits: The most that is taken on.
        keep_other_columns: Whether to keep columns that no meaning asks for, as text under their own header.
        skip_row: Given the text of a row's wanted cells by name (blank is ``""``), says whether the row is no data,
            such as a total.
        total_rows: Name of the wanted column in which a word such as Total or England marks a row that sums others.
            Such rows are passed over, with a note.

    Returns:
        A Table.

    Raises:
        BadInput: With every problem found, up to 200, each with file, sheet, row and column.

    Example:
        >>> table = read_table(b"Population,Practice\n\"1,204\",A81001\n,A81002\n", [
        ...     Meaning("practice_code", ("Practice", "Practice_Code"), "code"),
        ...     Meaning("population", ("Population",), "number", blank_allowed=True)])
        >>> table.text("practice_code"), table.number("population").tolist()
        (['A81001', 'A81002'], [1204.0, nan])
    """
    limits = limits or Limits()
    _check_meanings(meanings)
    deadline = Deadline(name or ("(data)" if isinstance(source, bytes) else Path(source).name), limits.seconds)
    opened = open_file(source, name, limits, deadline)
    if opened.form == "workbook":
        workbook = Workbook(opened.data, opened.name, limits, deadline)
        grid, header = _choose_sheet(workbook, meanings, sheet, header_row, opened.name)
    else:
        grid = read_text(opened.data, opened.name, lambda rows: _score(rows, meanings), limits, deadline)
        header = find_header(grid, meanings, header_row)
    require_complete(header, grid, meanings)
    if len(header.texts) > limits.max_columns:
        what = f"the header has {len(header.texts):,} columns"
        raise BadInput(Problem(what, file=grid.file, sheet=grid.sheet, expected=f"at most {limits.max_columns:,}"))
    return read_body(grid, header, meanings, opened.stamp, limits, keep_other_columns, skip_row, total_rows)


def _check_meanings(meanings: Sequence[Meaning]) -> None:
    names = [meaning.name for meaning in meanings]
    if not names or len(set(names)) < len(names):
        raise ValueError("meanings must be given, each with a name of its own")


def _score(rows: Sequence[Sequence[str]], meanings: Sequence[Meaning]) -> int:
    recogniser = Recogniser(meanings)
    return max((len(match_header(row, 0, meanings, recogniser).columns) for row in rows[:12]), default=0)


def _choose_sheet(
    workbook: Workbook, meanings: Sequence[Meaning], sheet: str | None, header_row: int | None, file: str
) -> tuple[Grid, Header]:
    if sheet is not None:
        grid = workbook.named(sheet)
        return grid, find_header(grid, meanings, header_row)
    found = [(grid, find_header(grid, meanings, header_row)) for grid in workbook.shown()]
    if not found:
        raise BadInput(Problem("every sheet of the workbook is hidden", file=file, do="show the sheet that is meant"))
    complete = [pair for pair in found if pair[1].complete]
    if len(complete) > 1:
        names = ", ".join(f'"{grid.sheet}"' for grid, _ in complete)
        what = f"several sheets hold the columns: {names}"
        raise BadInput(Problem(what, file=file, do="hide or delete those that are not meant"))
    if complete:
        return complete[0]
    for grid in workbook.hidden():
        if find_header(grid, meanings, header_row).complete:
            what = f'the columns are on the sheet "{grid.sheet}", which is hidden'
            raise BadInput(Problem(what, file=file, do="show that sheet if it is the one that is meant, and save"))
    return max(found, key=lambda pair: (-len(pair[1].missing), len(pair[1].columns)))
