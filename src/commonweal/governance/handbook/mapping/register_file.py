"""Finding the sheet and the header of a register, and its rows, whatever stands above and beside them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from commonweal.governance.handbook.exchange.lines import Lines, Ranges, lines_below, merged_cells
from commonweal.governance.handbook.exchange.sources import LIMITS
from commonweal.governance.handbook.mapping.schema import Mapping
from commonweal.governance.handbook.mapping.two_row_headers import find_headings
from commonweal.problems import BadInput, Problem
from commonweal.tables import Limits, Meaning
from commonweal.tables.grid import Grid, column_letters
from commonweal.tables.header import Header, match_header
from commonweal.tables.limits import Deadline
from commonweal.tables.meanings import plain_header
from commonweal.tables.opening import open_file
from commonweal.tables.reading_csv import read_text
from commonweal.tables.reading_workbook import Workbook

_BY_LETTER = re.compile(r"column ([A-Z]{1,3})", re.I)


@dataclass(frozen=True)
class Register:
    """The rows of a register.

    Args:
        file, sheet, header_row: Where they stand.
        headers: The text of each column's header.
        places: The place (from 0) of each column that the mapping uses.
        lines: The rows that are data, with cells filled down.
        skipped: How many rows the mapping says are no data.
        errors, warnings: What was noticed.
    """

    file: str
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    places: dict[str, int]
    lines: Lines
    skipped: int
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of columns that hold something and that the mapping does not use."""
        used = set(self.places.values())
        return tuple(
            text or f"column {column_letters(place)}"
            for place, text in enumerate(self.headers)
            if place not in used and any(cells[place].strip() for _, cells in self.lines)
        )


def read_register(
    path: str | os.PathLike[str] | bytes, mapping: Mapping, *, name: str = "", limits: Limits = LIMITS
) -> Register:
    """Read the rows of a register.

    Raises:
        BadInput: It is no table, or lacks columns that the mapping names.
    """
    label = name or ("(data)" if isinstance(path, bytes) else Path(path).name)
    deadline = Deadline(label, limits.seconds)
    opened = open_file(path, name or None, limits, deadline)
    meanings = [Meaning(source) for source in mapping.sources if not _BY_LETTER.fullmatch(source)]
    if opened.form == "workbook":
        workbook = Workbook(opened.data, opened.name, limits, deadline)
        grid = workbook.named(mapping.sheet) if mapping.sheet else _chosen(workbook, meanings, mapping, opened.name)
        merged = merged_cells(opened.data, workbook.names).get(grid.sheet, ())
    else:
        grid = read_text(
            opened.data, opened.name,
            lambda rows: max((len(match_header(row, 0, meanings).columns) for row in rows[:12]), default=0),
            limits, deadline,
        )  # fmt: skip
        merged = ()
    return _rows(grid, _header(grid, meanings, mapping), mapping, merged)


def _chosen(workbook: Workbook, meanings: list[Meaning], mapping: Mapping, file: str) -> Grid:
    shown = list(workbook.shown())
    complete = [grid for grid in shown if not find_headings(grid, meanings, mapping.header_row).missing]
    if len(complete) > 1 and len(shown) > 1:
        names = ", ".join(f'"{grid.sheet}"' for grid in complete)
        do = f'add a line such as sheet: "{complete[0].sheet}" to the mapping'
        raise BadInput(Problem(f"several sheets have the columns: {names}", file=file, do=do))
    if complete:
        return complete[0]
    if not shown:
        raise BadInput(Problem("every sheet of the workbook is hidden", file=file, do="show the sheet that is meant"))
    return max(shown, key=lambda grid: len(find_headings(grid, meanings, mapping.header_row).columns))


def _header(grid: Grid, meanings: list[Meaning], mapping: Mapping) -> Header:
    header = find_headings(grid, meanings, mapping.header_row) if meanings else Header(
        (mapping.header_row or 1) - 1, _texts(grid, (mapping.header_row or 1) - 1), {}, ()
    )  # fmt: skip
    at = {"file": grid.file, "sheet": grid.sheet, "row": header.index + 1}
    problems = []
    plain = {plain_header(text): text for text in header.texts if text}
    for name in header.missing:
        near = [each for each in plain if plain_header(name) in each] or get_close_matches(
            plain_header(name), list(plain), 1, 0.5
        )
        do = f'write "{plain[near[0]]}" in the mapping if that is meant; ' if near else ""
        do += "the headers there are: " + ", ".join(list(plain.values())[:30])
        problems.append(Problem("the register has no column with this header", do, given=name, **at))  # type: ignore[arg-type]
    for places in header.doubled.values():
        letters = " and ".join(column_letters(place) for place in places)
        what = f"{len(places)} columns have the same header: {letters}"
        do = f'write "column {column_letters(places[0])}" in the mapping for the one that is meant'
        problems.append(Problem(what, do, column=header.texts[places[0]], **at))  # type: ignore[arg-type]
    if problems:
        raise BadInput(problems)
    return header


def _texts(grid: Grid, index: int) -> tuple[str, ...]:
    return tuple(" ".join(str(cell).split()) for cell in grid.rows[index]) if index < len(grid.rows) else ()


def _rows(grid: Grid, header: Header, mapping: Mapping, merged: Ranges) -> Register:
    width = max([len(header.texts), *(len(row) for row in grid.rows[header.index + 1 : header.index + 500])])
    headers = header.texts + ("",) * (width - len(header.texts))
    lines, errors, warnings = lines_below(grid, header.index + 1, width, merged)
    places = dict(header.columns)
    for source in mapping.sources:
        if lettered := _BY_LETTER.fullmatch(source):
            places[source] = _place(lettered[1])
            if places[source] >= width:
                errors.append(
                    Problem("the register has no such column", given=source, file=grid.file, sheet=grid.sheet)
                )
                raise BadInput(errors)
    above: dict[str, str] = {}
    kept: Lines = []
    for number, cells in lines:
        if mapping.skip_lone_cells and sum(bool(cell.strip()) for cell in cells) == 1:
            continue
        if any(_is_one_of(cells[places[source]], words) for source, words in mapping.skip.items()):
            continue
        for source in mapping.fill_down:
            place = places[source]
            cells[place] = cells[place] if cells[place].strip() else above.get(source, "")
            above[source] = cells[place]
        kept.append((number, cells))
    told = (*warnings, *(Problem(note.rstrip("."), file=grid.file, sheet=grid.sheet) for note in grid.notes))
    return Register(
        grid.file, grid.sheet, header.index + 1, headers, places, kept, len(lines) - len(kept), tuple(errors), told
    )


def _is_one_of(text: str, words: tuple[str, ...]) -> bool:
    plain = " ".join(text.casefold().split())
    return any(fnmatchcase(plain, " ".join(word.casefold().split())) for word in words)


def _place(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
