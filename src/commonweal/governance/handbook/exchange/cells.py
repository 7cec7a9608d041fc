"""From the text of a cell to the value that a column of a handbook holds, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from commonweal.governance.handbook.canonical import LIST_MARKS, plain_list, plain_text, plain_value
from commonweal.governance.handbook.columns import Column
from commonweal.money import pounds
from commonweal.problems import BadInput
from commonweal.tables.cells import UnreadableError
from commonweal.tables.columns import BadCell, convert
from commonweal.tables.meanings import Kind as TableKind
from commonweal.tables.meanings import Meaning, plain_header

MOST_CHARACTERS = 32_767
"""The most that a cell of a workbook holds."""

BLANK = {"text": "", "list": ()}
"""What stands for a blank, where it is not None."""

_KINDS: dict[str, TableKind] = {"date": "date", "yes_no": "boolean", "number": "integer"}
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?\s*(am|pm)?|(\d{1,2})\s*(am|pm)", re.I)
_NUMBER = re.compile(r"-?\d*\.?\d+")
_APOSTROPHES = re.compile(r"'+[=+\-@]")


def read_cells(texts: Sequence[str], column: Column, *, pence: bool = False) -> tuple[list[Any], list[BadCell]]:
    """The values of a column's cells, and the cells that cannot be read.

    Args:
        texts: The cells as text.
        column: What the column holds.
        pence: Whether plain numbers of a column of money are pence, as where its header says so.

    Example:
        >>> read_cells(["yes", "", "perhaps"], Column("voting", "Voting", "whether it votes", "yes_no"))[0]
        [True, None, None]
    """
    blank = BLANK.get(column.kind)
    bad = [
        BadCell(place, text[:60], f"the cell holds {len(text):,} characters", f"at most {MOST_CHARACTERS:,}")
        for place, text in enumerate(texts)
        if len(text) > MOST_CHARACTERS
    ]
    kept = ["" if len(text) > MOST_CHARACTERS else text if text.isascii() else plain_text(text) for text in texts]
    kind = _KINDS.get(column.kind, "text")
    converted = convert(kept, Meaning(column.name, kind=kind, blank_allowed=True), MOST_CHARACTERS)
    bad += converted.bad
    values = list(converted.values)
    if column.kind == "number":
        values = [None if value != value else int(value) for value in values]
    elif kind == "text":
        values = _each(values, _reader(column, pence), bad)
    refused = {cell.place for cell in bad}
    if column.required:
        bad += [
            BadCell(place, "", "the cell is blank, and every row needs it", column.note)
            for place, value in enumerate(values)
            if value in (None, "", ()) and place not in refused
        ]
    return [blank if value is None else value for value in values], bad


def _each(values: list[Any], read: Callable[[str], Any], bad: list[BadCell]) -> list[Any]:
    known: dict[str, Any] = {}
    found: list[Any] = []
    refused = {cell.place for cell in bad}
    for place, text in enumerate(values):
        if text is None or place in refused:
            found.append(None)
            continue
        if text not in known:
            try:
                known[text] = read(text)
            except UnreadableError as error:
                known[text] = error
        value = known[text]
        if isinstance(value, UnreadableError):
            bad.append(BadCell(place, text, value.what, value.expected, value.do))
            value = None
        found.append(value)
    return found


def _reader(column: Column, pence: bool) -> Callable[[str], Any]:
    if column.kind == "time":
        return read_time
    if column.kind == "money":
        return read_pence if pence else read_pounds
    if column.kind == "list":
        return _list_reader(column)
    return _choice_reader(column) if column.choices else plain_text


def _list_reader(column: Column) -> Callable[[str], tuple[str, ...]]:
    choose = _choice_reader(column) if column.choices else None

    def read(text: str) -> tuple[str, ...]:
        parts = plain_list(LIST_MARKS.split(plain_text(text)))
        return tuple(map(choose, parts)) if choose else parts

    return read


def _choice_reader(column: Column) -> Callable[[str], str]:
    known = {plain_header(choice): choice for choice in column.choices}

    def read(text: str) -> str:
        plain = plain_header(text)
        if plain in known:
            return known[plain]
        near = get_close_matches(plain, list(known), 1, 0.6)
        raise UnreadableError(
            "this is none of the words that this column takes",
            "one of " + ", ".join(column.choices),
            f"write {known[near[0]]} if that is meant" if near else "choose one from the list",
        )

    return read


def read_time(text: str) -> str:
    """A time of day, as 09:30.

    Example:
        >>> read_time("9.30"), read_time("2pm"), read_time("13:05:00")
        ('09:30', '14:00', '13:05')
    """
    match = _CLOCK.fullmatch(text.strip())
    if match:
        hour, minute = int(match[1] or match[4]), int(match[2] or 0)
        half = (match[3] or match[5] or "").lower()
        if (not half or 1 <= hour <= 12) and minute < 60:
            hour = hour % 12 + 12 * (half == "pm") if half else hour
            if hour < 24:
                return f"{hour:02}:{minute:02}"
    do = "format the cell as text and type the time again" if _NUMBER.fullmatch(text.strip()) else ""
    raise UnreadableError("this is not a time of day in hours and minutes", "a time such as 09:30", do)


def read_pounds(text: str) -> int:
    """Pounds as whole pence.

    Example:
        >>> read_pounds("£1,234.50"), read_pounds("1.5m")
        (123450, 150000000)
    """
    try:
        return pounds(text)
    except BadInput as error:
        problem = error.problems[0]
        raise UnreadableError(problem.what, problem.expected, problem.do) from error


def read_pence(text: str) -> int:
    """Whole pence, where a column's header says that its numbers are pence; a text with £ is pounds all the same.

    Example:
        >>> read_pence("123450"), read_pence("£1,234.50")
        (123450, 123450)
    """
    plain = text.strip()
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    if "£" in plain:
        return read_pounds(plain)
    raise UnreadableError("this is not a whole number of pence", "pence such as 123450, or pounds with £")


def cell_of(value: Any, column: Column) -> str:
    """A value as the text that reads back as it.

    Example:
        >>> cell_of(123450, Column("amount_pence", "Amount (£)", "", "money"))
        '1234.50'
    """
    value = plain_value(value)
    if value is None:
        return ""
    if column.kind == "money":
        sign, whole = "-" if value < 0 else "", abs(int(value))
        return f"{sign}{whole // 100}" + (f".{whole % 100:02}" if whole % 100 else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def guarded(text: str) -> str:
    """A text with one apostrophe more, where it begins as one that was escaped: readers take one such off.

    Example:
        >>> guarded("'=1"), guarded("'tis")
        ("''=1", "'tis")
    """
    return "'" + text if _APOSTROPHES.match(text) else text
