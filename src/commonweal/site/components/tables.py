"""A table as a page shows it: words in cells, links where they lead somewhere, and headings that sort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A heading.

    Args:
        header: Its words, with the unit where there is one.
        numeric: Whether the cells are figures, which stand at the right.
        sort_address: Where the table sorted by this column is; empty where it cannot be sorted.
        sorted: ``ascending``, ``descending`` or empty: how the table is sorted by this column now.
    """

    header: str
    numeric: bool = False
    sort_address: str = ""
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Args:
        text: What it says.
        address: Where it leads; empty where it leads nowhere.
        change: ``gain`` or ``loss`` for a change in money, which is coloured as well as signed.
        note: A second line in small type.
    """

    text: str
    address: str = ""
    change: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; its first cell is its heading.

    Args:
        cells: One for each column.
        total: Whether it is the sum of the others.
        chosen: Whether it is the one in hand.
    """

    cells: Sequence[Cell]
    total: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; ``components/table.jinja`` draws it.

    Args:
        id: Unique on the page.
        caption: What it holds, in a few words with year and unit.
        columns: The headings.
        rows: The rows.
        tall: Whether it is long enough to scroll in a box of its own.
        hide_caption: Whether the caption is for screen readers only, since a heading says the same.
    """

    id: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    tall: bool = False
    hide_caption: bool = False
    notes: Sequence[str] = field(default=())


def money_cell(words: str, amount: float | None) -> Cell:
    """A change in money as a cell, coloured by its sign.

    Example:
        >>> money_cell("−£3.2m", -3200.0).change
        'loss'
    """
    return Cell(words, change="" if not amount else "gain" if amount > 0 else "loss")
