"""Who took over from whom, from the files ``succ`` and ``succarc`` of the Organisation Data Service."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Layout, Listing, RowProblems, Source, read_listing
from commonweal.organisations.successions import Succession
from commonweal.tables import Meaning, Table

LAYOUT = Layout(
    "Successor organisations (succ, succarc)",
    (
        "Organisation Code",
        "Successor Organisation Code",
        "Succession Reason Code",
        "Effective Date",
        "Further Succession",
    ),
    "https://www.odsdatasearchandexport.nhs.uk/",
)
"""The five columns of the file as the Organisation Data Service publishes it, without a header row."""

_MEANINGS = (
    Meaning("predecessor", ("Organisation Code", "old_code", "Predecessor"), "code", pattern=CODE),
    Meaning("successor", ("Successor Organisation Code", "new_code", "Successor"), "code", pattern=CODE),
    Meaning("day", ("Effective Date", "date", "succession_date", "Succession Effective Date"), "date"),
)


class Successor(NamedTuple):
    """One row: a body, what took over from it, and the first day of that."""

    predecessor: str
    successor: str
    day: date

    def succession(self, source: str = "") -> Succession:
        """The row as a succession, told by the list with this title; the file states no shares."""
        return Succession(self.predecessor, self.successor, self.day, source=source)


def read_successors(source: Source, *, name: str | None = None) -> Listing[Successor]:
    r"""Read the successor file, with a header row or in the original five columns without one.

    The file gives only the immediate successor and no shares. A row from a code to itself says nothing and is passed
    over; the note says how many there are.

    Raises:
        BadInput: With every bad row, a row that stands twice among them.

    Example:
        >>> rows = read_successors(b'"00C","16C","R","20200401",""\n').rows
        >>> rows[0].predecessor, rows[0].successor, rows[0].day.isoformat()
        ('00C', '16C', '2020-04-01')
    """
    return read_listing(source, _MEANINGS, _build, layout=LAYOUT, name=name)


def _build(table: Table, problems: RowProblems) -> tuple[list[Successor], list[str]]:
    rows, seen, selves = [], set(), 0
    columns = (table.text("predecessor"), table.text("successor"), table.dates("day"))
    for place, (old, new, day) in enumerate(zip(*columns, strict=True)):
        if old is None or new is None or day is None:
            continue
        if old == new:
            selves += 1
            continue
        row = Successor(old.upper(), new.upper(), day)
        if row in seen:
            problems.at(place, "predecessor", "the same succession is listed twice", old, do="delete one row")
            continue
        seen.add(row)
        rows.append(row)
    return rows, [f"{selves} rows name a body as its own successor and were passed over."] if selves else []
