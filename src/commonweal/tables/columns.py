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
    """Values of a column, its bad cells, and how many marks such as ``*`` were read as missing."""

    values: Values
    bad: tuple[BadCell, ...] = ()
    marked_missing: int = 0


def convert(cells: Sequence[str], meaning: Meaning, max_cell_chars: int) -> Converted:
    """Turn the text of a column into values of its kind.

    Args:
        cells: One text per row; blank is missing.
        meaning: What the column holds.
        max_cell_chars: Longest cell allowed.
    """
    too_long = _too_long(cells, max_cell_chars)
    if too_long:
        return Converted([None] * len(cells), too_long)
    if meaning.kind in NUMERIC:
        quick = _quick_numbers(cells, meaning)
        return quick if quick is not None else _careful(cells, meaning)
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
    bad: list[BadCell] = []
    marked = 0
    read_before: dict[str, Any] = {}
    for place, cell in enumerate(cells):
        text = cell.strip()
        value: Any = None
        if not text:
            if not meaning.blank_allowed:
                bad.append(_blank(place))
        elif meaning.blank_allowed and text.casefold() in MISSING_MARKS:
            marked += 1
        else:
            try:
                value = read_before[text] if text in read_before else read_before.setdefault(text, reader(text))
                _within(value, meaning)
            except UnreadableError as reason:
                bad.append(BadCell(place, text, reason.what, reason.expected, reason.do))
        values.append(value)
    if meaning.unique:
        bad += _repeated(values, meaning)
    if meaning.kind in NUMERIC:
        return Converted(np.array([np.nan if v is None else v for v in values], np.float64), tuple(bad), marked)
    return Converted(values, tuple(bad), marked)


def _texts(cells: Sequence[str], meaning: Meaning) -> Converted:
    values: list[str | None] = [cell.strip() or None for cell in cells]
    if "\n'" in "\n" + "\n".join(cells):
        values = [value and _unescaped(value) for value in values]
    bad: list[BadCell] = []
    if not meaning.blank_allowed and None in values:
        bad += [_blank(place) for place, value in enumerate(values) if value is None]
    different = set(values)
    if not different.isdisjoint(FORMULA_ERRORS) or NOT_CALCULATED in different:
        for place, value in enumerate(values):
            try:
                refuse_formula_errors(value or "")
            except UnreadableError as reason:
                bad.append(BadCell(place, value or "", reason.what, reason.expected, reason.do))
    if meaning.pattern is not None:
        pattern = re.compile(meaning.pattern)
        wrong = {value for value in different if value is not None and not pattern.fullmatch(value)}
        wrong -= {*FORMULA_ERRORS, NOT_CALCULATED}
        if wrong:
            what = "the code has the wrong form" if meaning.kind == "code" else "the text has the wrong form"
            bad += [
                BadCell(n, v or "", what, f"the form {meaning.pattern}") for n, v in enumerate(values) if v in wrong
            ]
    if meaning.unique and len(different) < len(values):
        bad += _repeated(values, meaning)
    return Converted(values, tuple(bad))


def _unescaped(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reading text as a formula."""
    return text[1:] if text[0] == "'" and text.lstrip("'")[:1] in {"=", "+", "-", "@"} else text


def _within(value: Any, meaning: Meaning) -> None:
    if isinstance(value, datetime.date) or value is None:
        return
    if meaning.minimum is not None and value < meaning.minimum:
        raise UnreadableError("the number is too small", f"at least {meaning.minimum:g}", "check the cell")
    if meaning.maximum is not None and value > meaning.maximum:
        raise UnreadableError("the number is too large", f"at most {meaning.maximum:g}", "check the cell")


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
