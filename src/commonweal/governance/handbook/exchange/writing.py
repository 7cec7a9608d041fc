"""Writing a handbook: whole or not at all, and only what reads back as the same."""

from __future__ import annotations

import io
import os
from pathlib import Path

from commonweal.governance.handbook.canonical import plain_value
from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.exchange.cells import BLANK, cell_of, guarded, read_cells
from commonweal.governance.handbook.exchange.explaining import folder_text
from commonweal.governance.handbook.exchange.folders import replaced_folder
from commonweal.governance.handbook.exchange.headings import table_named
from commonweal.governance.handbook.exchange.sources import csv_stem
from commonweal.governance.handbook.exchange.workbook import write_workbook
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.tables import TABLES
from commonweal.problems import BadInput, Problem
from commonweal.tables import placed, write_csv

_MOST_PROBLEMS = 200
_NOT_WRITTEN = (
    ".csv",
    ".tsv",
    ".gz",
    ".xls",
    ".xlsm",
    ".xlsb",
    ".ods",
    ".json",
    ".yaml",
    ".yml",
    ".txt",
    ".docx",
    ".zip",
)


def write_handbook(handbook: Handbook, path: str | os.PathLike[str], *, replace: bool = True) -> None:
    """Write a handbook as a workbook, where the path ends in .xlsx, or else as a folder of CSV files.

    Every table is written, empty ones with their headings only. In a folder that is there already, other files stay.

    Args:
        handbook: The handbook.
        path: Where to; a folder is made, the one around it must be there.
        replace: Whether what is there already may be replaced.

    Raises:
        BadInput: It cannot be written there, or a value would not read back as it is.

    Example:
        >>> import tempfile
        >>> from commonweal.governance.handbook.exchange import example_handbook, read_handbook
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_handbook(example_handbook(), Path(folder, "example.xlsx"))
        ...     read_handbook(Path(folder, "example.xlsx")).tables == example_handbook().tables
        True
    """
    target = Path(path)
    is_workbook = target.suffix.lower() == ".xlsx" and not target.is_dir()
    if not is_workbook and target.suffix.lower() in _NOT_WRITTEN and not target.is_dir():
        what = f"a handbook is not written as {target.suffix}"
        raise BadInput(Problem(what, file=str(path), expected="a name ending in .xlsx, or the name of a folder"))
    if not replace and os.path.lexists(target) and not _is_empty_folder(target):
        raise BadInput(
            Problem("this is there already", file=str(path), do="name another, or say that it may be replaced")
        )
    _refuse_unreadable(handbook)
    if is_workbook:
        finished = io.BytesIO()
        write_workbook(handbook, finished)
        with placed(target, replace=replace) as stream:
            stream.write(finished.getvalue())
        return
    with replaced_folder(target, keep=_is_other) as folder:
        for table, row_class in TABLES.items():
            columns = {each.name: each.heading for each in columns_of(row_class)}
            rows = [
                [cell_of(getattr(row, each.name), each) for each in columns_of(row_class)]
                for row in handbook.tables.get(table, ())
            ]
            write_csv(folder / f"{table}.csv", rows, columns)
        (folder / "README.txt").write_text(folder_text(), encoding="utf-8")


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _is_other(name: str) -> bool:
    """Whether a file of the folder is none of those that are written anew."""
    return name != "README.txt" and not (csv_stem(name) != name and table_named(csv_stem(name)))


def _refuse_unreadable(handbook: Handbook) -> None:
    """Raise BadInput where the text of a value would be read as another value, or not at all."""
    problems: list[Problem] = []
    for table, rows in handbook.tables.items():
        for column in columns_of(TABLES[table]) if rows else ():
            wanted = [plain_value(getattr(row, column.name)) for row in rows]
            try:
                texts = [guarded(cell_of(value, column)) for value in wanted]
            except (TypeError, ValueError):
                what = f"a value of the wrong kind stands in {table}"
                problems.append(Problem(what, column=column.heading, expected=column.kind))
                continue
            values, bad = read_cells(texts, column)
            faults = {cell.place: (cell.what, cell.expected) for cell in bad}
            for place, (value, got) in enumerate(zip(wanted, values, strict=True)):
                blank = BLANK.get(column.kind)
                if place in faults or (got != value and not (value in (None, "", ()) and got == blank)):
                    what, expected = faults.get(place, ("this would be read as another value", ""))
                    problems.append(_problem(rows[place], column.heading, what, expected, texts[place]))
    if problems:
        raise BadInput(problems[:_MOST_PROBLEMS])


def _problem(row: Row, heading: str, what: str, expected: str, given: str) -> Problem:
    key = " / ".join(str(value) for value in row.key if value)
    return Problem(what, "mend the value before writing", expected, given, sheet=f"{row.TABLE} {key}", column=heading)
