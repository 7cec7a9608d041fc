"""What a loader gives back, and reading the files of the Organisation Data Service that carry no header row."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import FileStamp, Limits, Meaning, Table, read_table
from commonweal.tables.limits import Deadline
from commonweal.tables.opening import open_file

Source = str | os.PathLike[str] | bytes
Row = TypeVar("Row")

CODE = r"[A-Za-z0-9]{1,12}"
"""The shape of any code that the Organisation Data Service has given or may give: no length is relied on."""


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """The rows of one file, all of them good.

    Args:
        rows: One record per row that was kept, in the file's order.
        stamp: Name, hash and size of the file.
        notes: What a reader should know, such as rows that were passed over.
    """

    rows: tuple[Row, ...]
    stamp: FileStamp
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The columns of a file that is published without a header row.

    Args:
        title: What the file is.
        headers: The header of every column, in order. ``-`` stands for a column that is always empty or not used here.
        address: Where the layout is described.
    """

    title: str
    headers: tuple[str, ...]
    address: str = ""

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether a first row is data of this layout: the right number of cells, a code first, and no header words."""
        if len(cells) != len(self.headers) or not re.fullmatch(CODE, cells[0].strip()):
            return False
        texts = {re.sub(r"[^a-z0-9]", "", cell.casefold()) for cell in cells if cell.strip()}
        return not texts & {re.sub(r"[^a-z0-9]", "", header.casefold()) for header in self.headers if header != "-"}


class RowProblems(Problems):
    """Collects problems of rows, each with its place in the file."""

    def __init__(self, table: Table, shift: int) -> None:
        """Begin with none."""
        super().__init__()
        self._table, self._shift = table, shift

    def at(self, place: int, column: str, what: str, given: object = "", **parts: Any) -> None:
        """Add the problem of one cell: the row's place in the table, the column's name, and what is wrong."""
        row = int(self._table.row_numbers[place]) - self._shift
        header = self._table.headers.get(column, column)
        where = {"file": self._table.stamp.name, "sheet": self._table.sheet, "row": row, "column": header}
        self.add(what, given=str(given), **where, **parts)


def read_listing(
    source: Source,
    meanings: Sequence[Meaning],
    build: Callable[[Table, RowProblems], tuple[list[Row], list[str]]],
    *,
    layout: Layout | None = None,
    name: str | None = None,
) -> Listing[Row]:
    """Read a file by the meaning of its columns, with or without a header row, and build a record from each row.

    Args:
        source: Path of the file, or its bytes.
        meanings: The wanted columns.
        build: Makes the records, and adds what is wrong with a row to the problems.
        layout: The columns where the file has no header row; None where it always has one.
        name: Name for messages, when ``source`` is bytes.

    Raises:
        BadInput: With every problem of the file; nothing of it is kept.
    """
    limits = Limits()
    opened = open_file(source, name, limits, Deadline(name or "the file", limits.seconds))
    data, shift = opened.data, 0
    if layout is not None and opened.form == "text" and layout.fits(_first_row(data)):
        data, shift = _with_header(data, layout), 1
    elif opened.form == "text":
        data = _narrowed(data, meanings)
    try:
        table = read_table(data, meanings, name=opened.name, limits=limits)
    except BadInput as error:
        raise BadInput(_shifted(problem, shift) for problem in error.problems) from None
    problems = RowProblems(table, shift)
    rows, notes = build(table, problems)
    problems.raise_if_any()
    return Listing(tuple(rows), opened.stamp, (*table.notes, *notes))


def _first_row(data: bytes) -> list[str]:
    line = data[:20_000].decode("utf-8-sig", "replace").lstrip("\r\n").splitlines()
    return next(csv.reader(line[:1]), []) if line else []


def _with_header(data: bytes, layout: Layout) -> bytes:
    written = io.StringIO()
    names = [header if header != "-" else f"unused {place + 1}" for place, header in enumerate(layout.headers)]
    csv.writer(written, lineterminator="\n").writerow(names)
    return written.getvalue().encode() + data.removeprefix(b"\xef\xbb\xbf")


def _narrowed(data: bytes, meanings: Sequence[Meaning]) -> bytes:
    """Without the columns to the right of the last wanted one, where these are many and no cell is in quotation marks.

    A file with 194 columns of which two are wanted is read ten times as fast.
    """
    header = _first_row(data)
    wanted = [place for place, text in enumerate(header) if any(meaning.accepts(text) for meaning in meanings)]
    width = max(wanted, default=len(header)) + 1
    if width * 4 > len(header) or b'"' in data or data.count(b",", 0, data.find(b"\n")) != len(header) - 1:
        return data
    return b"\n".join(b",".join(line.split(b",", width)[:width]) for line in data.split(b"\n"))


def _shifted(problem: Problem, shift: int) -> Problem:
    return replace(problem, row=problem.row - shift) if problem.row is not None and problem.row > shift else problem
