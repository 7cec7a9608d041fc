"""A table once, drawn as a page, a CSV file or a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse

from commonweal.problems import BadInput, Problem
from commonweal.site.components.files import CSV, XLSX, attached, xlsx_file
from commonweal.site.components.words import in_words
from commonweal.tables import write_csv

FORMATS = {"csv": CSV, "xlsx": XLSX}
NOTES = "notes"
TEXT = "text/plain; charset=utf-8"
_TITLED = {
    "gbp_pence": " (£)",
    "gbp_thousand": " (£ thousand)",
    "gbp_thousand_in_millions": " (£ thousand)",
    "gbp_pence_in_millions": " (£)",
    "gbp": " (£)",
    "gbp_fine": " (£)",
    "fraction": " (fraction)",
    "fraction_fine": " (fraction)",
    "people": " (people)",
}
_NUMERIC = {
    "gbp_pence",
    "gbp",
    "gbp_thousand",
    "gbp_thousand_in_millions",
    "gbp_pence_in_millions",
    "fraction",
    "fraction_fine",
    "people",
    "count",
    "ratio",
    "rate",
    "index",
    "years",
    "gbp_fine",
}

Row = Mapping[str, Any]
Cell = tuple[bool, str, str, str]
"""Whether it is a figure, its words, where they lead, and ``gain``, ``loss`` or nothing; a page has thousands."""


@dataclass(frozen=True)
class Column:
    """One column: the key in each row, the heading, and the unit of its values.

    Args:
        key: The name of the value in each row.
        title: The heading, without the unit.
        unit: As in a Quantity: gbp_pence, gbp_thousand, fraction, people, count, ratio, date or text;
            ``fraction_fine`` is a fraction shown with two decimals, and ``gbp_thousand_in_millions`` an amount in £k
            shown in £m (``gbp_pence_in_millions`` likewise); ``rate`` has one decimal, and ``index`` is a need index.
        signed: Whether a plus sign is shown, because the direction matters.
        link: The address that a row's cell leads to, or an empty text for none.
        sort_href: Where the table sorted by this column is; empty where it cannot be sorted.
        sorted: ``ascending``, ``descending`` or empty: how the table is sorted by this column now.
        coloured: Whether a gain and a loss are coloured as well as signed.
    """

    key: str
    title: str
    unit: str = "text"
    signed: bool = False
    link: Callable[[Row], str] | None = None
    sort_href: str = ""
    sorted: str = ""
    coloured: bool = False

    @property
    def numeric(self) -> bool:
        """Whether figures stand in it, which are set to the right."""
        return self.unit in _NUMERIC

    def words(self, row: Row) -> str:
        """A row's value as a page shows it."""
        return in_words(row.get(self.key), self.unit, signed=self.signed)

    def raw(self, row: Row) -> Any:
        """A row's value as a file holds it: full precision; pounds for pence."""
        value = row.get(self.key)
        if self.unit in ("gbp_pence", "gbp_pence_in_millions") and isinstance(value, int):
            # Exact in a float of two decimals up to £90 trillion.
            return value // 100 if value % 100 == 0 else value / 100
        return value

    def change(self, row: Row) -> str:
        """``gain`` or ``loss`` where the column is coloured and the value is a change; else empty."""
        value = row.get(self.key)
        if not self.coloured or not isinstance(value, int | float) or not value:
            return ""
        return "gain" if value > 0 else "loss"

    @property
    def file_title(self) -> str:
        """The heading in a file, with the unit, which a page shows beside each value instead."""
        return self.title + _TITLED.get(self.unit, "")


@dataclass(frozen=True)
class TableView:
    """A table with its caption.

    Args:
        name: The stem of the file's name, such as ``core-2025-26``; also the id on the page.
        caption: What the table shows, as a sentence or a title.
        columns: In order; the first names the row.
        rows: Each a mapping from key to value. A row with ``_total`` true is drawn as a total, with ``_chosen`` as the
            row in hand.
        notes: Sources and units, printed below the table and on a sheet of their own in a workbook.
        tall: Whether the table is so long that it scrolls in a box, its head staying in sight.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = field(default_factory=tuple)
    tall: bool = False

    def cells(self) -> Iterator[tuple[str, Cell, list[Cell]]]:
        """The rows as the template draws them: the classes of each row, the cell that names it, and the others."""
        drawn = [(column, column.numeric, column.link or _nowhere) for column in self.columns]
        for row in self.rows:
            total, chosen = row.get("_total"), row.get("_chosen")
            first, *others = [
                (numeric, column.words(row), link(row), column.change(row)) for column, numeric, link in drawn
            ]
            yield (" cw-table__total" if total else "") + (" cw-table__chosen" if chosen else ""), first, others


def _nowhere(row: Row) -> str:
    return ""


def asked_format(request: HttpRequest, *, notes: bool = True) -> str:
    """The kind of file that a request asks for with ``?format=``; empty for a page.

    Args:
        request: The request.
        notes: Whether the page has notes to its file to give.

    Raises:
        BadInput: It is neither csv nor xlsx, nor the notes.
    """
    asked = request.GET.get("format", "")
    if asked and asked not in FORMATS and not (notes and asked == NOTES):
        expected = f"csv, xlsx or {NOTES}" if notes else "csv or xlsx"
        raise BadInput(Problem("this page is not offered in this format", given=asked, expected=expected))
    return asked


def asked_table(request: HttpRequest, tables: Sequence[TableView]) -> TableView:
    """The table of a page that a request asks for with ``?table=``; the first where none is named.

    Raises:
        BadInput: The page has no such table, or none at all for what was chosen on it.
    """
    if not tables:
        raise BadInput(
            Problem("there is no table for what is chosen on this page", do="choose on the page what has a table")
        )
    asked = request.GET.get("table", "")
    found = next((table for table in tables if table.name == asked), None) if asked else tables[0]
    if found is None:
        names = ", ".join(table.name for table in tables)
        raise BadInput(Problem("this page has no such table", given=asked, expected=names))
    return found


def asked_file(request: HttpRequest, *tables: TableView) -> HttpResponse | None:
    """The file that a request asks for with ``?format=`` and ``?table=``; None where it asks for the page.

    Args:
        request: The request.
        tables: The page's tables; the first is sent where none is named.

    Raises:
        BadInput: The page is not offered in this format, or has no such table.
    """
    kind = asked_format(request)
    return download(asked_table(request, tables), kind) if kind else None


def download(table: TableView, kind: str) -> HttpResponse:
    """The table as a file.

    Args:
        table: The table.
        kind: ``csv``, ``xlsx``, or ``notes`` for what a workbook has on a sheet of its own and rows alone have not.
    """
    if kind == NOTES:
        text = "\r\n\r\n".join((f"{table.name}.csv", table.caption, *table.notes)) + "\r\n"
        return attached(HttpResponse(text, content_type=TEXT), f"{table.name}-notes.txt")
    columns = {column.key: column.file_title for column in table.columns}
    rows = [{column.key: column.raw(row) for column in table.columns} for row in table.rows]
    name = f"{table.name}.{kind}"
    if kind == "xlsx":
        return xlsx_file(name, table.name, rows, columns, [table.caption, *table.notes])
    stream = io.BytesIO()
    write_csv(stream, rows, columns)
    return attached(HttpResponse(stream.getvalue(), content_type=CSV), name)


def download_links(request: HttpRequest, table: TableView) -> list[dict[str, str]]:
    """The links to the same table as files, with everything that was chosen on the page.

    The name of the table stands in each link's words for those who hear the links alone.
    """
    query = request.GET.copy()
    words = {kind: f"Download as {kind.upper()}" for kind in FORMATS}
    if table.notes:
        # A workbook holds its notes; rows for a program hold none.
        words[NOTES] = "Notes to the CSV"
    links = []
    for kind, text in words.items():
        query["format"] = kind
        query["table"] = table.name
        links.append({"href": f"{request.path}?{query.urlencode()}", "text": text})
    return links
