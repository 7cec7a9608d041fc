"""A whole column at a time: a quick way for clean cells, and a careful one that names each bad cell."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.tables.cells import (
    MISSING_MARKS,
    UnreadableError,
    read_boolean,
    read_date,
    read_integer,
    read_number,
    refuse_formula_errors,
)
from commonweal.tables.grid import FORMULA_ERRORS, NOT_CALCULATED
from commonweal.tables.meanings import NUMERIC, Meaning

MOST_BAD_CELLS = 200
"""Bad cells of a column that are described; the rest are counted."""

Values = Sequence[Any] | NDArray[np.float64]
"""A float array for numbers, otherwise a list with ``None`` for what is missing."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used: its place among the rows given (from 0), its text, and why.

    ``first`` is the place where a value that may stand only once stood before.
    """

    place: int
    given: str
    what: str
    expected: str = ""
    do: str = ""
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """Values of a column, its first bad cells, how many more there are, and the marks that were read as missing."""

    values: Values
    bad: tuple[BadCell, ...] = ()
    more: int = 0
    marked_missing: int = 0


class _BadCells:
    """Collects the bad cells of a column: the first are kept, the rest counted, so that memory stays small."""

    def __init__(self) -> None:
        self.kept: list[BadCell] = []
        self.more = 0

    def add(self, *found: BadCell) -> None:
        for cell in found:
            if len(self.kept) < MOST_BAD_CELLS:
                self.kept.append(cell)
            else:
                self.more += 1

    def beside(self, values: Values, marked_missing: int = 0) -> Converted:
        return Converted(values, tuple(self.kept), self.more, marked_missing)


def convert(cells: Sequence[str], meaning: Meaning, max_cell_chars: int) -> Converted:
    """Turn the text of a column into values of its kind.

    Args:
        cells: One text per row; blank is missing.
        meaning: What the column holds.
        max_cell_chars: Longest cell allowed.
    """
    if meaning.kind in NUMERIC and (quick := _quick_numbers(cells, meaning)) is not None:
        return quick
    too_long = _too_long(cells, max_cell_chars)
    if too_long:
        bad = _BadCells()
        bad.add(*too_long)
        return bad.beside([None] * len(cells))
    if meaning.kind in ("text", "code"):
        return _texts(cells, meaning)
    return _careful(cells, meaning)


def _quick_numbers(cells: Sequence[str], meaning: Meaning) -> Converted | None:
    """Numbers that Python reads without more ado; None when any cell needs a closer look."""
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
        known = values
    except ValueError:
        if not meaning.blank_allowed:
            return None
        try:
            values = np.fromiter((float(cell) if cell else np.nan for cell in cells), np.float64, len(cells))
        except ValueError:
            return None
        known = values[np.fromiter(map(bool, cells), np.bool_, len(cells))]
    joined = "".join(cells)
    if not np.isfinite(known).all() or "_" in joined or not joined.isascii():
        return None
    if meaning.kind == "integer" and not ((known == np.floor(known)) & (np.abs(known) <= 2**53)).all():
        return None
    if meaning.minimum is not None and (known < meaning.minimum).any():
        return None
    if meaning.maximum is not None and (known > meaning.maximum).any():
        return None
    if meaning.unique and len(np.unique(known)) < len(known):
        return None
    return Converted(values)


def _careful(cells: Sequence[str], meaning: Meaning) -> Converted:
    """Read cell by cell, and say why each bad cell is bad."""
    reader: Callable[[str], Any] = {
        "number": read_number,
        "integer": read_integer,
        "date": read_date,
        "boolean": read_boolean,
    }[meaning.kind]
    values: list[Any] = []
    bad = _BadCells()
    marked = 0
    read_before: dict[str, Any] = {}
    for place, cell in enumerate(cells):
        text = cell.strip()
        value: Any = None
        if not text:
            if not meaning.blank_allowed:
                bad.add(_blank(place))
        elif meaning.blank_allowed and text.casefold() in MISSING_MARKS:
            marked += 1
        else:
            try:
                value = read_before[text] if text in read_before else read_before.setdefault(text, reader(text))
                _within(value, meaning)
            except UnreadableError as reason:
                bad.add(BadCell(place, text, reason.what, reason.expected, reason.do))
        values.append(value)
    if meaning.unique:
        bad.add(*_repeated(values, meaning))
    if meaning.kind in NUMERIC:
        return bad.beside(np.array([np.nan if v is None else v for v in values], np.float64), marked)
    return bad.beside(values, marked)


def _texts(cells: Sequence[str], meaning: Meaning) -> Converted:
    stripped = list(map(str.strip, cells))
    joined = "\n".join(cells)
    if joined.startswith("'") or "\n'" in joined:
        stripped = [value and _unescaped(value) for value in stripped]
    values: list[str | None] = [*stripped]
    different = set(values)
    bad = _BadCells()
    if "" in different:
        values = [value or None for value in stripped]
        different = set(values)
        if not meaning.blank_allowed:
            bad.add(*(_blank(place) for place, value in enumerate(values) if value is None))
    if not different.isdisjoint(FORMULA_ERRORS) or NOT_CALCULATED in different:
        for place, value in enumerate(values):
            try:
                refuse_formula_errors(value or "")
            except UnreadableError as reason:
                bad.add(BadCell(place, value or "", reason.what, reason.expected, reason.do))
    if meaning.pattern is not None:
        pattern = re.compile(meaning.pattern)
        wrong = {value for value in different if value is not None and not pattern.fullmatch(value)}
        wrong -= {*FORMULA_ERRORS, NOT_CALCULATED}
        if wrong:
            what = "the code has the wrong form" if meaning.kind == "code" else "the text has the wrong form"
            form = meaning.form or f"the form {meaning.pattern}"
            bad.add(*(BadCell(place, value or "", what, form) for place, value in enumerate(values) if value in wrong))
    if meaning.unique and len(different) < len(values):
        bad.add(*_repeated(values, meaning))
    return bad.beside(values)


def _unescaped(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reading text as a formula."""
    return text[1:] if text[0] == "'" and text.lstrip("'")[:1] in {"=", "+", "-", "@"} else text


def _within(value: Any, meaning: Meaning) -> None:
    if isinstance(value, datetime.date) or value is None:
        return
    if meaning.minimum is not None and value < meaning.minimum:
        raise UnreadableError("the number is too small", f"at least {meaning.minimum:,.15g}", "check the cell")
    if meaning.maximum is not None and value > meaning.maximum:
        raise UnreadableError("the number is too large", f"at most {meaning.maximum:,.15g}", "check the cell")


def _repeated(values: Sequence[Any], meaning: Meaning) -> list[BadCell]:
    """Each later row whose value stood before."""
    first: dict[Any, int] = {}
    bad: list[BadCell] = []
    for place, value in enumerate(values):
        if value is not None and first.setdefault(value, place) != place:
            expected = f"each {meaning.name.replace('_', ' ')} once"
            bad.append(BadCell(place, str(value), "the same value stands", expected, first=first[value]))
    return bad


def _too_long(cells: Sequence[str], most: int) -> tuple[BadCell, ...]:
    if max(map(len, cells), default=0) <= most:
        return ()
    return tuple(
        BadCell(place, cell[:60], f"the cell holds {len(cell):,} characters", f"at most {most:,}")
        for place, cell in enumerate(cells)
        if len(cell) > most
    )


def _blank(place: int) -> BadCell:
    return BadCell(place, "", "the cell is blank", "a value; a blank is not taken for nought")
