"""A mapping file: which column of a register is which of ours. It is strict, and every error names its line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.mapping.checking import Checker, written
from commonweal.governance.handbook.tables import TABLES
from commonweal.lined_yaml import LinedYaml

_TOP = ("table", "sheet", "header_row", "columns", "fill_down", "skip", "skip_lone_cells", "blank", "dates")
_COLUMN = (
    *("from", "marked", "join", "value", "default", "split", "words", "pattern", "range", "find", "make", "made_of"),
    "prefix",
)
_DATES = ("two_figure_years", "month_means", "year_means", "day_counts")
_FOUND_IN = ("people", "bodies")
_LONGEST_PATTERN = 200

BLANK_WORDS = ("-", "–", "—", "n/a")
"""Words that mean a blank, where the mapping names no others."""


@dataclass(frozen=True)
class ColumnMapping:
    """Where one of our columns comes from.

    Args:
        sources: Headers in the register, or ``column C``; several are joined.
        join: What is put between several.
        value: What stands in every row.
        default: What stands where the register's cell is blank.
        split: Marks between several in one cell, each of which becomes a row.
        words: The register's words and ours.
        pattern: A regular expression; its first group, or what it meets, is taken.
        marked: Headers of columns that are ticked, and the word of ours that a tick means; each tick becomes a row.
        range: For a period in one cell, such as Jun 22 - present: ``first`` or ``last`` for its first or last day.
        find: The table (people, bodies) in which a name is looked up for its id.
        make: For a person who is not found: the id of a new one, with ``{name}`` for the name.
        made_of: Our columns from which an id is made, so that the same row always has the same.
        prefix: What such an id begins with.
    """

    sources: tuple[str, ...] = ()
    join: str = " "
    value: str = ""
    default: str = ""
    split: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    pattern: str = ""
    find: str = ""
    make: str = ""
    made_of: tuple[str, ...] = ()
    prefix: str = ""
    marked: dict[str, str] = field(default_factory=dict)
    range: str = ""


@dataclass(frozen=True)
class Mapping:
    """How a register is read into one of our tables.

    Args:
        table: Our table.
        columns: Where each of our columns comes from, by field name.
        sheet: The register's sheet; by default the one that has the columns.
        header_row: The row of its header; by default the first twelve are searched.
        fill_down: Its columns in which a blank cell says what the cell above says.
        skip: Words that mark rows that are no data, by its column; ``*`` stands for anything.
        skip_lone_cells: Whether a row with one filled cell is a heading between rows, such as a directorate's name.
        blank: Words that mean a blank.
        two_figure_years: The century to which years such as 24 belong, such as 2000; None refuses them.
        month_means: The day that a month alone means: ``first`` or ``last``, and in ``to_date`` the last;
            blank refuses it.
        year_means: The day that a year alone means: ``first`` or ``last``; blank refuses it.
        day_counts: Whether a bare number in a column of days is a spreadsheet's count of days.
        file: Name of the mapping file.
    """

    table: str
    columns: dict[str, ColumnMapping]
    sheet: str = ""
    header_row: int | None = None
    fill_down: tuple[str, ...] = ()
    skip: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blank: tuple[str, ...] = BLANK_WORDS
    two_figure_years: int | None = None
    month_means: str = ""
    day_counts: bool = False
    file: str = ""
    year_means: str = ""
    skip_lone_cells: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Every column of the register that is used."""
        used = [source for each in self.columns.values() for source in each.sources]
        return tuple(dict.fromkeys([*used, *self.fill_down, *self.skip]))


def read_mapping(path: str | os.PathLike[str]) -> Mapping:
    """Read a mapping file.

    Raises:
        BadInput: With every problem in it, each with its line.
    """
    return mapping_from(LinedYaml.read(Path(path)))


def mapping_from(document: LinedYaml) -> Mapping:
    r"""A mapping out of YAML.

    Example:
        >>> text = "table: people\ncolumns:\n  name: Member\n  person: {made_of: [name], prefix: P-}\n"
        >>> mapping_from(LinedYaml.parse(text, file="map.yaml")).sources
        ('Member',)
    """
    check = Checker(document)
    top = check.mapping(document.data, (), _TOP)
    table = check.text(top.get("table"), ("table",))
    if table not in TABLES:
        near = get_close_matches(table, list(TABLES), 1)
        do = f"write {near[0]} if that is meant" if near else "`commonweal handbook new` names the tables"
        check.refuse(("table",), "this names no table", table, do=do)
        check.problems.raise_if_any()
    given = top.get("columns")
    if not isinstance(given, dict) or not given:
        check.refuse(
            ("columns",), "the mapping names no columns", expected="our columns, each with where it comes from"
        )
        given = {}
    known = {each.name: each for each in columns_of(TABLES[table])}
    columns = {}
    for name, told in given.items():
        if name not in known:
            near = get_close_matches(str(name), list(known), 1)
            do = f"write {near[0]} if that is meant" if near else f"it has {', '.join(known)}"
            check.refuse(("columns", name), f"the table {table} has no such column", str(name), do=do)
        columns[name] = _column(check, told, ("columns", name), known)
    for each in known.values():
        if each.required and each.name not in columns:
            what = f"every row of {table} needs {each.name}, and the mapping does not say where it comes from"
            check.refuse(("columns",), what, do=f"add it: {each.note}")
    dates = check.mapping(top.get("dates"), ("dates",), _DATES)
    month, year = (
        check.one_of(dates.get(f"{period}_means"), ("dates", f"{period}_means"), f"this is not a day of a {period}")
        for period in ("month", "year")
    )
    skip = top.get("skip") or {}
    if not isinstance(skip, dict):
        check.refuse(("skip",), "pairs of a column and its words are expected", str(skip)[:60])
        skip = {}
    mapping = Mapping(
        table, columns, check.text(top.get("sheet"), ("sheet",)), check.whole(top.get("header_row"), ("header_row",)),
        check.texts(top.get("fill_down"), ("fill_down",)),
        {str(name): check.texts(words, ("skip", name)) for name, words in skip.items()},
        check.texts(top["blank"], ("blank",)) if "blank" in top else BLANK_WORDS,
        check.whole(dates.get("two_figure_years"), ("dates", "two_figure_years")), month,
        bool(dates.get("day_counts", False)), document.file, year, bool(top.get("skip_lone_cells", False)),
    )  # fmt: skip
    check.problems.raise_if_any()
    return mapping


def _column(check: Checker, told: Any, path: tuple[str | int, ...], known: dict[str, Any]) -> ColumnMapping:
    if isinstance(told, str):
        return ColumnMapping((told,))
    parts = check.mapping(told, path, _COLUMN)
    if not {"from", "value", "made_of", "marked"} & set(parts):
        what = "this column comes from nowhere"
        check.refuse(path, what, expected="from: a column of the register; or value: what stands in every row")
    find = check.text(parts.get("find"), (*path, "find"))
    if find and find not in _FOUND_IN:
        check.refuse((*path, "find"), "names are not looked up in this table", find, " or ".join(_FOUND_IN))
    if "make" in parts and (find != "people" or "{name}" not in str(parts["make"])):
        check.refuse((*path, "make"), "this makes no id of a person", str(parts["make"]), "find: people and P-{name}")
    pattern = check.text(parts.get("pattern"), (*path, "pattern"))
    try:
        re.compile(pattern[:_LONGEST_PATTERN])
    except re.error as error:
        check.refuse((*path, "pattern"), f"this pattern cannot be read: {error}", pattern)
    if len(pattern) > _LONGEST_PATTERN:
        check.refuse((*path, "pattern"), "this pattern is too long", expected=f"at most {_LONGEST_PATTERN} signs")
    made_of = check.texts(parts.get("made_of"), (*path, "made_of"))
    for name in made_of:
        if name not in known or name == path[-1]:
            check.refuse((*path, "made_of"), "an id is made of other columns of the table", name)
    words, marked = (
        check.pairs(parts.get("words"), (*path, "words")),
        check.pairs(parts.get("marked"), (*path, "marked")),
    )
    return ColumnMapping(
        (*check.texts(parts.get("from"), (*path, "from")), *marked), str(parts.get("join", " ")),
        written(parts.get("value")), written(parts.get("default")), check.texts(parts.get("split"), (*path, "split")),
        words, pattern, find, str(parts.get("make", "")), made_of, str(parts.get("prefix", "")), marked,
        check.one_of(parts.get("range"), (*path, "range"), "this is no end of a period"),
    )  # fmt: skip
