"""Headings in two rows: a group such as Type of interest above, and the columns of the group below it."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.tables import Meaning
from commonweal.tables.grid import Grid, cell_text
from commonweal.tables.header import SEARCHED_ROWS, Header, find_header, match_header

_FEWEST = 2


def find_headings(grid: Grid, meanings: Sequence[Meaning], header_row: int | None = None) -> Header:
    """The header in one row or, where that lacks a column, in two rows that stand below each other.

    A column of two rows goes by the lower heading, by the upper where the lower is blank, or by both one after the
    other, which tells two columns headed *From* apart.

    Args:
        grid: The cells.
        meanings: The wanted columns.
        header_row: The number of its lower row, when it is known.
    """
    found = find_header(grid, meanings, header_row)
    if not found.missing:
        return found
    places = [header_row - 1] if header_row else range(1, min(SEARCHED_ROWS, len(grid.rows)))
    tried = [_joined(grid, place, meanings) for place in places if 0 < place < len(grid.rows)]
    return min([found, *tried], key=lambda header: len(header.missing))


def headings_at(grid: Grid, place: int) -> tuple[int, list[str]]:
    """The headings that a row is part of, and the place of the last row of them, which may be the next.

    A row belongs to the header above it where its first two cells are blank, or merged with the cells above, and it
    holds words, and no figures, below blank cells. A column goes by the lower heading, or by the upper where the lower
    is blank.
    """
    if place and sum(map(bool, _texts(grid, place - 1))) >= _FEWEST:
        last, headings = _headings_from(grid, place - 1)
        if last == place:
            return last, headings
    return _headings_from(grid, place)


def _headings_from(grid: Grid, place: int) -> tuple[int, list[str]]:
    upper = _texts(grid, place)
    lower = _plain_texts(grid.rows[place + 1]) if place + 1 < len(grid.rows) else []
    words = [text for text in lower if text]
    divided = any(below and not above for above, below in zip(upper, lower, strict=False))
    if len(words) < _FEWEST or any(lower[:2]) or not divided or any(map(str.isdigit, "".join(words))):
        return place, upper
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return place + 1, [below or above for above, below in zip(upper, lower, strict=True)]


def _joined(grid: Grid, place: int, meanings: Sequence[Meaning]) -> Header:
    upper, lower = _texts(grid, place - 1), _texts(grid, place)
    width = max(len(upper), len(lower))
    upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    pairs = list(zip(upper, lower, strict=True))
    alone = match_header([below or above for above, below in pairs], place, meanings)
    both = match_header([" ".join(filter(None, pair)) for pair in _under_groups(pairs)], place, meanings)
    settled = {name: column for name, column in both.columns.items() if name not in both.doubled}
    columns = {**both.columns, **alone.columns, **{name: settled[name] for name in alone.doubled if name in settled}}
    doubled = {name: places for name, places in (both.doubled | alone.doubled).items() if name not in settled}
    doubled = {name: places for name, places in doubled.items() if name in alone.doubled or name not in alone.columns}
    missing = tuple(name for name in alone.missing if name in both.missing)
    return Header(place, alone.texts, columns, missing, doubled)


def _under_groups(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """A group stands above its first column; those to the right of it that have a heading of their own are its too."""
    group, found = "", []
    for above, below in pairs:
        group = above or (group if below else "")
        found.append((group, below))
    return found


def _texts(grid: Grid, place: int) -> list[str]:
    """A row's texts; what is merged over several cells stands in each."""
    cells = list(grid.rows[place])
    for (row, column), value in grid.merged.items():
        if row == place and column < len(cells) and cells[column] == "":
            cells[column] = value
    return _plain_texts(cells)


def _plain_texts(cells: Sequence[object]) -> list[str]:
    return [" ".join(cell_text(cell).split()) for cell in cells]
