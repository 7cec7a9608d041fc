"""Text files of columns: encodings, line ends, separators and quotes as they are met in practice."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from itertools import islice

from commonweal.problems import BadInput, Problem
from commonweal.tables.grid import Grid
from commonweal.tables.limits import Deadline, Limits

SEPARATORS = (",", "\t", ";", "|")

_CHUNK_ROWS = 50_000
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0c\x1a"))


def decode(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """Bytes as text, and a note when the encoding was not UTF-8.

    Raises:
        BadInput: The bytes are not text in UTF-8, UTF-16 with a mark, or Windows-1252.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), ("The file is in UTF-16, as spreadsheets save Unicode text.",)
        except UnicodeDecodeError as error:
            raise _not_text(data, file, error.start, "the text is damaged") from error
    start = data[:65536]
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if b"\0" in data or controls > max(4, len(start) // 100):
        place = data.find(b"\0") if b"\0" in data else next(n for n, byte in enumerate(start) if byte in _CONTROLS)
        raise _not_text(data, file, place, "the file holds bytes that no text has")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as wrong:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _not_text(data, file, error.start, "the file is not text in a known encoding") from error
        row = _row_at(data, wrong.start)
        return text, (f"The file is not UTF-8 (first in row {row}); it was read as Windows-1252. Check accents and £.",)


def text_rows(text: str, file: str, separator: str, limits: Limits, deadline: Deadline) -> list[list[str]]:
    """The cells of a text by row; a line without any cell gives an empty row, so that row numbers hold."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        while chunk := list(islice(reader, _CHUNK_ROWS)):
            rows += chunk
            deadline.check()
            if len(rows) > limits.max_rows:
                raise BadInput(
                    Problem(
                        f"the file has more than {limits.max_rows:,} rows",
                        file=file,
                        do="check that it is the right file, or keep only the rows that are needed",
                    )
                )
    except csv.Error as error:
        raise BadInput(_quoting_problem(str(error), file, text, separator)) from error
    return rows


def read_text(
    data: bytes, file: str, score: Callable[[Sequence[Sequence[str]]], int], limits: Limits, deadline: Deadline
) -> Grid:
    """A text file as a grid, with the separator under which its first rows score best.

    Args:
        data: The bytes.
        file: Name for messages; ``.tsv`` makes the tab the first guess.
        score: How many wanted columns the first rows hold.
        limits: The most that is taken on.
        deadline: When reading must be over.
    """
    text, notes = decode(data, file)
    rows = text_rows(text, file, _separator(text, file, score), limits, deadline)
    return Grid(file, "", rows, notes, cut_short=not text.endswith(("\n", "\r", "\x1a")))


def _separator(text: str, file: str, score: Callable[[Sequence[Sequence[str]]], int]) -> str:
    start = text[:65536]
    tabs_first = file.lower().removesuffix(".gz").endswith((".tsv", ".tab"))
    best, best_score = SEPARATORS[0], -1
    for separator in sorted(SEPARATORS, key=lambda mark: (mark == "\t") != tabs_first) if tabs_first else SEPARATORS:
        if separator not in start and best_score >= 0:
            continue
        try:
            found = score(list(islice(csv.reader(io.StringIO(start, newline=""), delimiter=separator), 14)))
        except csv.Error:
            found = 0
        if found > best_score:
            best, best_score = separator, found
    return best


def _quoting_problem(reason: str, file: str, text: str, separator: str) -> Problem:
    """Name the row of a quoting fault by reading up to it again, row by row, since rows come in chunks above."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    row = 1
    try:
        for _ in reader:
            row += 1
    except csv.Error:
        pass
    if "field larger" in reason:
        return Problem(
            "a cell is far too long; a quotation mark may be missing its partner",
            file=file,
            row=row,
            do='close the quotation mark, or double it if it is part of a name: ""',
        )
    what = "a quoted cell never ends" if "unexpected end" in reason else "a quotation mark stands inside a quoted cell"
    return Problem(what, file=file, row=row, do='write a quotation mark inside a quoted cell twice: ""')


def _not_text(data: bytes, file: str, place: int, what: str) -> BadInput:
    return BadInput(
        Problem(
            what,
            given=f"byte {data[place]:#04x}",
            file=file,
            row=_row_at(data, place),
            expected="a CSV file in UTF-8, or an .xlsx workbook",
            do="save it again as CSV UTF-8 or .xlsx",
        )
    )


def _row_at(data: bytes, place: int) -> int:
    before = data[:place]
    return 1 + max(before.count(b"\n"), before.count(b"\r"))
