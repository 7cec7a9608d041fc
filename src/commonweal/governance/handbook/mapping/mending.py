"""Which word of a mapping mends a cell that cannot be read, and which words the cells of a register ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from commonweal.governance.handbook.columns import Column
from commonweal.governance.handbook.mapping.days import asked_of_dates
from commonweal.governance.handbook.mapping.ranges import goes_on
from commonweal.governance.handbook.mapping.schema import ColumnMapping, Mapping

_MARKS = {" / ": r"\S / \S", "/": r"[^\W\d_]{3}/[^\W\d_]{3}", ";": r"\w\s*;\s*\w", "\n": r"\w[^\S\n]*\n\s*\w",
          " & ": r"\w & \w", " and ": r"\w and \w"}  # fmt: skip
"""Marks that stand between the names of several people, each with what a cell looks like that has it."""


def marks_between(cells: Iterable[str]) -> tuple[str, ...]:
    """The marks that stand between several people in one cell.

    Example:
        >>> marks_between(["Any Body / A N Other", "Body, Any", "n/a"])
        (' / ',)
    """
    held = list(cells)
    return tuple(mark for mark, shape in _MARKS.items() if any(re.search(shape, cell) for cell in held))


def dates_asked(cells: Iterable[str]) -> dict[str, str]:
    """What a mapping has to say under ``dates`` before these cells can be read as days.

    Example:
        >>> dates_asked(["01/04/2024", "Apr-24", "2024"])
        {'two_figure_years': '2000', 'month_means': 'first', 'year_means': 'first'}
    """
    asked: dict[str, str] = {}
    for cell in cells:
        asked |= asked_of_dates(cell)
    return {word: asked[word] for word in sorted(asked, key=_ORDER.index)}


_ORDER = ("two_figure_years", "month_means", "year_means", "day_counts")


def blank_words(cells: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The words in a column of last days that mean that there is none, and that a mapping does not know yet.

    Example:
        >>> blank_words(["Present", "31/03/2026", "n/a"], ["n/a"])
        ('Present',)
    """
    there = {word.casefold() for word in known}
    found = dict.fromkeys(" ".join(cell.split()) for cell in cells if goes_on(cell))
    return tuple(word for word in found if word.casefold() not in there)


def mended_by(text: str, column: Column, told: ColumnMapping, mapping: Mapping) -> str:
    """What to write in the mapping so that a cell can be read; empty where only the register can be mended.

    Args:
        text: The cell, empty where it is blank.
        column: Ours.
        told: What the mapping says of it.
        mapping: The whole mapping.

    Example:
        >>> day = Column("to_date", "To", "the last day", "date")
        >>> mended_by("Present", day, ColumnMapping(("Date to",)), Mapping("interests", {}))
        'add "Present" to blank in the mapping, if it means that there is no date'
    """
    if not text:
        if not told.sources or set(told.sources) <= set(mapping.fill_down):
            return ""
        filled = json.dumps(list(told.sources), ensure_ascii=False)
        return f"write fill_down: {filled} in the mapping, if a blank cell means what the cell above says"
    if column.kind == "date":
        if asked := dates_asked([text]):
            words = ", ".join(f"{word}: {value}" for word, value in asked.items())
            return f"write dates: {{{words}}} in the mapping, with what else stands under dates there"
        if not any(map(str.isdigit, text)):
            return f"add {_quoted(text)} to blank in the mapping, if it means that there is no date"
    if column.choices:
        return f"say under words of {column.name} in the mapping which of ours {_quoted(text)} is"
    if told.find == "people" and not told.split and (marks := marks_between([text])):
        return f"write split: {json.dumps(list(marks))} at {column.name} in the mapping, if these are several people"
    return ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
