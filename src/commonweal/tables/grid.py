"""Cells as they stand in a file, before anybody asks what they mean."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FORMULA_ERRORS = frozenset(
    {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
NOT_CALCULATED = "#FORMULA WITHOUT A VALUE"
"""Stands in a cell whose formula was never calculated, so that it is not taken for a blank."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one sheet or text file; the first row of ``rows`` is row 1 of the file.

    Args:
        file: Name of the file.
        sheet: Name of the sheet; empty for a text file.
        rows: Cells by row; a row may be shorter than others.
        notes: What a reader of the result should know.
        cut_short: Whether the last row ends without a line end, as in a file cut off in the middle.
        merged: Value of a cell merged over several rows, by the row and column (from 0) of each place it covers.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Any]]
    notes: tuple[str, ...] = ()
    cut_short: bool = False
    merged: Mapping[tuple[int, int], Any] = field(default_factory=dict)


def cell_text(value: Any) -> str:
    """A cell as text, without loss: a whole number has no decimal point, a date is written as in ISO 8601.

    Example:
        >>> cell_text(12.0), cell_text(0.1), cell_text(datetime.datetime(2026, 4, 1)), cell_text(True)
        ('12', '0.1', '2026-04-01', 'TRUE')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def column_letters(index: int) -> str:
    """The letters that a spreadsheet shows for a column; 0 is A.

    Example:
        >>> column_letters(0), column_letters(26), column_letters(701)
        ('A', 'AA', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
