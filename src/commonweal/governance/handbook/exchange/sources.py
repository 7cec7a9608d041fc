"""The sheets of a workbook, or the CSV files of a folder, each with the table that it is named after."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from commonweal.governance.handbook.exchange.headings import meanings_of, near_table, table_named
from commonweal.governance.handbook.exchange.lines import Ranges, merged_cells
from commonweal.governance.handbook.tables import TABLES
from commonweal.problems import BadInput, Problem
from commonweal.tables import Limits
from commonweal.tables.grid import Grid, cell_text
from commonweal.tables.header import match_header
from commonweal.tables.limits import Deadline
from commonweal.tables.opening import Opened, open_file
from commonweal.tables.reading_csv import read_text
from commonweal.tables.reading_workbook import Workbook

LIMITS = Limits(max_bytes=50_000_000, max_uncompressed_bytes=200_000_000, max_rows=200_000, max_columns=500)
"""A handbook is typed by people: what is larger is another file."""

EXPLAINING, CHOICES = "README", "Choices"
"""Sheets of a workbook that explain and hold the lists of words; they are not read."""

_OWN = {EXPLAINING.casefold(), CHOICES.casefold()}
_NEVER_MEANT = {"notes"}
_ENDINGS = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
_MOST_FILES = 5_000


@dataclass
class Sources:
    """What a path holds.

    Args:
        sheets: The cells of each table, with the ranges of merged cells.
        errors: What must be mended.
        warnings: What was passed over.
        unread: Sheets that hold something and are none of ours; writing a workbook anew would lose them.
    """

    sheets: list[tuple[str, Grid, Ranges]] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)

    def table_of(self, name: str, called: str, file: str, sheet: str) -> str:
        """The table that a sheet or file is named after; nothing where it is none, or stands there twice."""
        table = table_named(name)
        if table and any(each == table for each, _, _ in self.sheets):
            what = f"a second {called} holds the table {table}"
            self.errors.append(Problem(what, do="delete or rename one", file=file, sheet=sheet))
            return ""
        return table

    def strange(self, name: str, called: str, file: str, sheet: str) -> None:
        """Tell of a sheet or file that is none of ours; an error where its name is much like one that is missing."""
        near = "" if name.strip().casefold() in _NEVER_MEANT else near_table(name)
        if near and all(table != near for table, _, _ in self.sheets):
            do = f"rename it to {near} if that is meant, or delete it"
            self.errors.append(Problem(f"no table has the name of this {called}", do=do, file=file, sheet=sheet))
        else:
            self.warnings.append(Problem(f"this {called} is none of the handbook's, and was not read", file=file,
                                         sheet=sheet))  # fmt: skip
            self.unread.append(self.warnings[-1])


def sources_of(path: str | os.PathLike[str] | bytes, name: str = "", limits: Limits = LIMITS) -> Sources:
    """The tables of a workbook, of a folder of CSV files, or of one CSV file named after its table.

    Raises:
        BadInput: There is no such file, or it is no workbook and no folder.
    """
    if not isinstance(path, bytes) and os.fspath(path) and Path(path).is_dir():
        return _folder(Path(path), limits)
    label = name or ("(data)" if isinstance(path, bytes) else Path(path).name)
    deadline = Deadline(label, limits.seconds)
    opened = open_file(path, name or None, limits, deadline)
    if opened.form == "workbook":
        return _workbook(opened, limits, deadline)
    found = Sources()
    table = table_named(csv_stem(opened.name))
    if not table:
        raise BadInput(_not_named(opened.name))
    found.sheets.append((table, _text(opened, table, limits, deadline), ()))
    return found


def _not_named(file: str) -> Problem:
    near = near_table(csv_stem(file))
    return Problem(
        "this file holds one table, and its name does not say which",
        file=file,
        expected="a workbook, a folder of CSV files, or a CSV file named after its table, such as seats.csv",
        do=f"rename it to {near}.csv if that is meant" if near else "rename it, or name the workbook or folder",
    )


def csv_stem(file: str) -> str:
    """A file's name without the ending of a text table; the whole name where it has none."""
    lower = file.lower()
    ending = next((ending for ending in sorted(_ENDINGS, key=len, reverse=True) if lower.endswith(ending)), "")
    return file[: len(file) - len(ending)]


def _text(opened: Opened, table: str, limits: Limits, deadline: Deadline) -> Grid:
    meanings = meanings_of(TABLES[table])

    def score(rows: object) -> int:
        return max((len(match_header(row, 0, meanings).columns) for row in list(rows)[:12]), default=0)  # type: ignore[call-overload]

    return read_text(opened.data, opened.name, score, limits, deadline)


def _folder(path: Path, limits: Limits) -> Sources:
    found = Sources()
    try:
        with os.scandir(path) as entries:
            names = sorted(entry.name for entry in islice(entries, _MOST_FILES))
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be read: {error.strerror}", file=str(path))) from error
    strange = []
    for name in names:
        lower = name.lower()
        if name.startswith((".", "~$")) or lower.startswith("readme"):
            continue
        if not lower.endswith(_ENDINGS):
            if lower.endswith((".xlsx", ".xlsm", ".xls", ".ods")):
                what = "this workbook lies in the folder and was not read"
                found.warnings.append(Problem(what, do="name it alone to read it", file=name))
            continue
        table = found.table_of(csv_stem(name), "file", name, "")
        if not table:
            strange += [] if table_named(csv_stem(name)) else [name]
            continue
        try:
            deadline = Deadline(name, limits.seconds)
            opened = open_file(path / name, name, limits, deadline)
            found.sheets.append((table, _text(opened, table, limits, deadline), ()))
        except BadInput as error:
            found.errors += error.problems
            found.sheets.append((table, Grid(name, "", []), ()))
    for name in strange:
        found.strange(csv_stem(name), "file", name, "")
    if not found.sheets and not found.errors:
        what = "the folder holds no table of a handbook"
        expected = "CSV files named after their tables, such as bodies.csv and seats.csv"
        raise BadInput(Problem(what, file=str(path), expected=expected, do="`commonweal handbook new` makes one"))
    return found


def _workbook(opened: Opened, limits: Limits, deadline: Deadline) -> Sources:
    workbook = Workbook(opened.data, opened.name, limits, deadline)
    found = Sources()
    merged = merged_cells(opened.data, workbook.names)
    strange = []
    for name in workbook.names:
        if name.strip().casefold() in _OWN:
            continue
        table = found.table_of(name, "sheet", opened.name, name)
        if not table:
            strange += [] if table_named(name) else [name]
            continue
        try:
            found.sheets.append((table, workbook.named(name), merged.get(name, ())))
        except BadInput as error:
            found.errors += error.problems
            found.sheets.append((table, Grid(opened.name, name, []), ()))
    for name in strange:
        if _holds_anything(workbook, name):
            found.strange(name, "sheet", opened.name, name)
    if not found.sheets and not found.errors:
        what = "the workbook holds no sheet of a handbook"
        given = ", ".join(workbook.names[:8])
        expected = "sheets named after tables, such as bodies and seats"
        raise BadInput(
            Problem(what, file=opened.name, given=given, expected=expected, do="`commonweal handbook new` makes one")
        )
    return found


def _holds_anything(workbook: Workbook, name: str) -> bool:
    try:
        return any(cell_text(cell).strip() for row in workbook.named(name).rows for cell in row)
    except BadInput:
        return True
