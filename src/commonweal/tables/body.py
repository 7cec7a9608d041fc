"""From the rows below a header to the columns of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np

from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables.columns import BadCell, Converted, convert
from commonweal.tables.grid import Grid, cell_text, column_letters
from commonweal.tables.header import Header
from commonweal.tables.limits import Limits
from commonweal.tables.meanings import Meaning
from commonweal.tables.stamp import FileStamp
from commonweal.tables.table import Table

MOST_PROBLEMS = 200

TOTALS = frozenset(
    {"total", "totals", "grandtotal", "subtotal", "sum", "england", "englandtotal", "totalengland", "nationaltotal"}
)
"""What stands, without spaces and capitals, where a code would be in a row that sums others."""

SkipRow = Callable[[Mapping[str, str]], bool]
"""Given the text of a row's wanted cells by name, says whether the row is no data, such as a total."""


def read_body(
    grid: Grid,
    header: Header,
    meanings: Sequence[Meaning],
    stamp: FileStamp,
    limits: Limits,
    keep_other_columns: bool,
    skip_row: SkipRow | None,
    total_rows: str = "",
) -> Table:
    """Turn the rows below a header into a Table, or raise BadInput with all that is wrong in them.

    Args:
        grid: The cells.
        header: The header row, complete.
        meanings: The wanted columns.
        stamp: The file.
        limits: The most that is taken on.
        keep_other_columns: Whether to keep columns that no meaning asks for.
        skip_row: Says whether a row is no data.
        total_rows: Name of the column in which a word such as Total marks a row that is no data.
    """
    start = header.index + 1
    places = [place for place in range(start, len(grid.rows)) if any(grid.rows[place])]
    rows = [grid.rows[place] for place in places]
    problems = Problems()
    notes = list(header.notes)
    rows, places = _level(rows, places, len(header.texts), grid, problems, notes)
    wanted = dict(header.columns)
    by_name = {meaning.name: meaning for meaning in meanings}
    others = _other_columns(header, by_name) if keep_other_columns else {}
    by_name |= {other: Meaning(other, blank_allowed=True) for other in others}
    wanted |= others
    texts = _texts_of(rows, wanted, as_text=bool(grid.sheet))
    kept = _kept(texts, rows, skip_row, list(header.columns))
    if total_rows in texts:
        kept = _without_totals(kept, texts[total_rows], places, notes)
    if len(kept) < len(rows):
        places = [places[n] for n in kept]
        texts = {name: [cells[n] for n in kept] for name, cells in texts.items()}
    if not places and not len(problems):
        problems.add("the table has a header and no rows", file=grid.file, sheet=grid.sheet, row=start)
    columns = {}
    more = 0
    for name, cells in texts.items():
        converted = convert(cells, by_name[name], limits.max_cell_chars)
        columns[name] = converted.values
        more += converted.more
        _report(converted, header.texts[wanted[name]], places, grid, problems, notes)
    _raise_all(problems, more, grid)
    headers = {name: header.texts[column] for name, column in wanted.items()}
    numbers = np.array(places, np.int64) + 1
    return Table(columns, by_name, numbers, stamp, (*grid.notes, *notes), grid.sheet, headers)


def _level(
    rows: list[Sequence[Any]], places: list[int], width: int, grid: Grid, problems: Problems, notes: list[str]
) -> tuple[list[Sequence[Any]], list[int]]:
    """Give every row as many cells as the header; a longer row with something in it is a problem, and left out."""
    if {len(row) for row in rows} <= {width}:
        return rows, places
    levelled: dict[int, Sequence[Any]] = {}
    short: list[int] = []
    place_of = {"file": grid.file, "sheet": grid.sheet}
    for place, row in zip(places, rows, strict=True):
        if extra := [cell for cell in row[width:] if cell_text(cell).strip()]:
            problems.add(
                f"the row has {len(row)} cells and the header {width}",
                row=place + 1,
                given=cell_text(extra[-1]),
                do="put quotation marks round a cell that holds the separator, or give the extra column a header",
                **place_of,
            )
            continue
        if len(row) < width:
            short.append(place)
        levelled[place] = [*row[:width], *[""] * (width - len(row))]
    if short and grid.cut_short and short[-1] == places[-1]:
        problems.add("the file ends in the middle of its last row", row=short[-1] + 1, do="get it again", **place_of)
        del levelled[short[-1]]
    elif short:
        several = f"{len(short)} rows are" if len(short) > 1 else "One row is"
        notes.append(
            f"{several} shorter than the header, first row {short[0] + 1}; the cells not there were read as blank."
        )
    return list(levelled.values()), list(levelled)


def _other_columns(header: Header, reserved: Mapping[str, Meaning]) -> dict[str, int]:
    taken = set(header.columns.values())
    others: dict[str, int] = {}
    for column, text in enumerate(header.texts):
        if text and column not in taken:
            name = text if text not in others and text not in reserved else f"{text} (column {column_letters(column)})"
            others[name] = column
    return others


def _texts_of(rows: Sequence[Sequence[Any]], wanted: Mapping[str, int], as_text: bool) -> dict[str, Sequence[str]]:
    """The wanted columns by name, out of rows of cells; with ``as_text`` values of a workbook are turned into text."""
    width = len(rows[0]) if rows else 1
    cells = list(chain.from_iterable(rows))  # one long list is sliced much faster than many short ones are visited
    if as_text:
        return {name: list(map(cell_text, cells[column::width])) for name, column in wanted.items()}
    return {name: cells[column::width] for name, column in wanted.items()}


def _kept(
    texts: Mapping[str, Sequence[str]], rows: Sequence[Sequence[Any]], skip_row: SkipRow | None, names: list[str]
) -> list[int]:
    """Places of the rows that hold data: not blank throughout, and not said to be skipped."""
    kept = []
    first = texts[names[0]]
    for place, row in enumerate(rows):
        if not first[place].strip() and not any(cell_text(cell).strip() for cell in row):
            continue
        if skip_row is not None and skip_row({name: texts[name][place].strip() for name in names}):
            continue
        kept.append(place)
    return kept


def _without_totals(kept: list[int], marks: Sequence[str], places: Sequence[int], notes: list[str]) -> list[int]:
    """Leave out the rows that are sums of others, and say so: counted in, they would count everybody twice."""
    totals = [n for n in kept if marks[n].strip(" :*.").casefold().replace(" ", "") in TOTALS]
    if totals:
        told = ", ".join(f'row {places[n] + 1} ("{marks[n].strip()}")' for n in totals[:5])
        notes.append(f"Passed over as a total: {told}{' and others' if len(totals) > 5 else ''}.")
    left_out = set(totals)
    return [n for n in kept if n not in left_out] if totals else kept


def _report(
    converted: Converted, header: str, places: Sequence[int], grid: Grid, problems: Problems, notes: list[str]
) -> None:
    for bad in converted.bad:
        problems.add(_problem(bad, header, places, grid))
    if converted.marked_missing:
        notes.append(f'{converted.marked_missing} marks such as * or NA in "{header}" were read as missing.')


def _problem(bad: BadCell, header: str, places: Sequence[int], grid: Grid) -> Problem:
    what = bad.what if bad.first is None else f"{bad.what} in row {places[bad.first] + 1} already"
    return Problem(what, bad.do, bad.expected, bad.given, grid.file, grid.sheet, places[bad.place] + 1, header)


def _raise_all(problems: Problems, uncollected: int, grid: Grid) -> None:
    if not len(problems):
        return
    found: list[Problem] = sorted(problems, key=lambda problem: problem.row or 0)
    more = len(found) - MOST_PROBLEMS + uncollected
    if more > 0:
        what = f"{more:,} more problems were found; {MOST_PROBLEMS} are shown"
        found = [*found[:MOST_PROBLEMS], Problem(what, file=grid.file, sheet=grid.sheet)]
    raise BadInput(found)
