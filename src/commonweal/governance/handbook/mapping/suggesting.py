"""A mapping to begin with: what a register's headers look like, for a person to look over and save."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from commonweal.governance.handbook.columns import Column, columns_of
from commonweal.governance.handbook.exchange.sources import LIMITS
from commonweal.governance.handbook.mapping.mending import marks_between
from commonweal.governance.handbook.mapping.suggesting_cells import told_by_cells
from commonweal.governance.handbook.mapping.suggesting_columns import (
    halves_of_a_name,
    is_ticks,
    period_column,
    period_told,
    ticked_columns,
    ticks_told,
)
from commonweal.governance.handbook.mapping.suggesting_places import places_of
from commonweal.governance.handbook.mapping.two_row_headers import headings_at
from commonweal.governance.handbook.tables import TABLES
from commonweal.problems import BadInput, Problem
from commonweal.tables import Limits
from commonweal.tables.grid import Grid, cell_text, column_letters
from commonweal.tables.header import SEARCHED_ROWS
from commonweal.tables.limits import Deadline
from commonweal.tables.meanings import plain_header
from commonweal.tables.opening import open_file
from commonweal.tables.reading_csv import read_text
from commonweal.tables.reading_workbook import Workbook

_MOST_WORDS = 30


def suggest_mapping(
    path: str | os.PathLike[str] | bytes, table: str, *, sheet: str = "", name: str = "", limits: Limits = LIMITS
) -> str:
    r"""The text of a mapping of a register, with a remark wherever a person has to decide.

    Args:
        path: The register; or its bytes.
        table: The table that it is for.
        sheet: Its sheet; by default the first that shows.
        name: Name for messages, where bytes are given.
        limits: The most that is taken on.

    Raises:
        BadInput: It is no table, or there is no such table of a handbook.

    Example:
        >>> print(suggest_mapping(b"Full name,Age\nAny Body,50\n", "people", name="members.csv"))
        # A mapping of members.csv to begin with: look at every line, then try it with --preview.
        table: people
        header_row: 1
        columns:
          person: {made_of: ["name"], prefix: "PER-"}
          name: "Full name"
        # Not used: "Age"
        <BLANKLINE>
    """
    if table not in TABLES:
        near = get_close_matches(table, list(TABLES), 1)
        do = f"write {near[0]} if that is meant" if near else ""
        raise BadInput(Problem("no table of a handbook has this name", given=table, expected=", ".join(TABLES), do=do))
    grid = _grid(path, sheet, name, limits)
    index, headers = headings_at(grid, _header_index(grid)) if grid.rows else (0, [])
    rows = [[cell_text(cell) for cell in row] for row in grid.rows[index + 1 :]]
    columns = columns_of(TABLES[table])
    places = places_of(headers, columns, {place for place in range(len(headers)) if is_ticks(rows, place)})
    where = f'{grid.file}, sheet "{grid.sheet}",' if grid.sheet else grid.file
    lines = [
        f"# A mapping of {where} to begin with: look at every line, then try it with --preview.",
        f"table: {table}",
    ]
    lines += [f"sheet: {_quoted(grid.sheet)}"] if grid.sheet else []
    lines += [f"header_row: {index + 1}"]

    def source_of(place: int) -> str:
        return headers[place] if headers.count(headers[place]) == 1 else f"column {column_letters(place)}"

    lines += [*told_by_cells(columns, places, rows, source_of), "columns:"]
    free_now = [place for place, text in enumerate(headers) if text and place not in places.values()]
    halves = {column.name: two for column in columns if (two := _halves(column, places, headers, free_now, rows))}
    used = {*places.values(), *(place for two in halves.values() for place in two)}
    ticks: dict[str, dict[int, str]] = {}
    for column in columns:
        ticked = {} if column.name in {*places, *halves} else ticked_columns(headers, rows, column.choices)
        if ticked and not used & set(ticked):
            ticks[column.name] = ticked
            used |= set(ticked)
    for column in columns:
        place = places.get(column.name)
        if column.name in halves:
            lines += _in_halves(column, [headers[place] for place in halves[column.name]])
        elif column.name in ticks:
            lines += ticks_told(column, ticks[column.name], headers)
        elif place is not None:
            lines += _column(column, source_of(place), [row[place] for row in rows if place < len(row)])
        elif column.required and column.name == TABLES[table].KEY[0] and not column.refers_to and {*places, *halves}:
            made_of = ", ".join(_quoted(each.name) for each in columns if each.name in {*places, *halves, *ticks})
            prefix = _quoted(column.name[:3].upper() + "-")
            lines.append(f"  {column.name}: {{made_of: [{made_of}], prefix: {prefix}}}")
        elif column.required:
            lines.append(
                f"  # {column.name} is needed: {column.note}. Say from which column, or value: the same for all."
            )
    free = [place for place, text in enumerate(headers) if text and place not in used]
    period = None if {"from_date", "to_date"} & set(places) else period_column(headers, free)
    if period is not None and {"from_date", "to_date"} <= {column.name for column in columns}:
        lines += period_told(headers[period])
        free.remove(period)
    unused = [_quoted(headers[place]) for place in free]
    return "\n".join([*lines, *([f"# Not used: {', '.join(unused)}"] if unused else []), ""])


def _grid(path: str | os.PathLike[str] | bytes, sheet: str, name: str, limits: Limits) -> Grid:
    label = name or ("(data)" if isinstance(path, bytes) else Path(path).name)
    deadline = Deadline(label, limits.seconds)
    opened = open_file(path, name or None, limits, deadline)
    if opened.form != "workbook":
        return read_text(opened.data, opened.name, lambda rows: max(map(len, rows), default=0), limits, deadline)
    workbook = Workbook(opened.data, opened.name, limits, deadline)
    if sheet:
        return workbook.named(sheet)
    filled = (grid for grid in workbook.shown() if any(any(map(cell_text, row)) for row in grid.rows))
    return next(filled, None) or workbook.named(workbook.names[0])


def _header_index(grid: Grid) -> int:
    """The row, of the first, that has most cells of text without a figure; the first of equals."""
    counts = [
        sum(isinstance(cell, str) and bool(cell.strip()) and not any(map(str.isdigit, cell)) for cell in row)
        for row in grid.rows[:SEARCHED_ROWS]
    ]
    return counts.index(max(counts)) if counts else 0


def _column(column: Column, source: str, cells: Sequence[str]) -> list[str]:
    if column.refers_to in ("people", "bodies"):
        marks = marks_between(cells) if column.refers_to == "people" else ()
        split = f", split: {json.dumps(list(marks))}" if marks else ""
        make = ', make: "P-{name}"' if column.refers_to == "people" else ""
        return [f"  {column.name}: {{from: {_quoted(source)}, find: {column.refers_to}{split}{make}}}"]
    if not column.choices:
        return [f"  {column.name}: {_quoted(source)}"]
    known = {plain_header(choice): choice for choice in column.choices}
    words = list(dict.fromkeys(" ".join(text.split()) for text in cells if text.strip()))[:_MOST_WORDS]
    lines = [f"  {column.name}:", f"    from: {_quoted(source)}"]
    lines += ["    words:"] if any(_choice(word, known) for word in words) else []
    told = [f"      {_quoted(word)}: {choice}" for word in words if (choice := _choice(word, known))]
    asked = [
        f"      # {_quoted(word)}: one of {', '.join(column.choices)}" for word in words if not _choice(word, known)
    ]
    return [*lines, *told, *asked]


def _halves(
    column: Column,
    places: dict[str, int],
    headers: Sequence[str],
    free: Sequence[int],
    rows: Sequence[Sequence[str]],
) -> tuple[int, ...] | None:
    """The places of title, first name and surname, for a person, or a person's name, that nothing else fills."""
    of_people = column.refers_to == "people" and column.name == "person"
    if column.name in places or not (of_people or column.name == "name"):
        return None
    return halves_of_a_name(headers, free, rows)


def _in_halves(column: Column, sources: Sequence[str]) -> list[str]:
    both = ", ".join(map(_quoted, sources))
    found = ', find: people, make: "P-{name}"' if column.refers_to else ""
    return [f"  {column.name}: {{from: [{both}]{found}}}"]


def _choice(word: str, known: dict[str, str]) -> str:
    plain = plain_header(word)
    within = sorted((each for each in known if each in plain), key=len)
    near = within[-1:] or get_close_matches(plain, list(known), 1, 0.7)
    return known[near[0]] if near else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
