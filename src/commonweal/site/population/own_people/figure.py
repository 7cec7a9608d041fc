"""One figure of these pages: a picture if there is one, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from commonweal.site.components.tables import Column, TableView


@dataclass(frozen=True)
class Figure:
    """A picture with its table, or a table alone.

    Args:
        name: Its id on the page.
        title: What it shows, as a sentence or title that a newcomer understands.
        table: The figures behind it.
        provenance: Method with version, day and rule.
        chart: The picture as a Vega-Lite dictionary; None for a table alone.
        kind: What kind of picture it is, for those who hear it.
        note: How to read it.
        short: Whether the picture is low.
        open: Whether a table without a picture stands open and not folded.
        caution: What the figures must not be taken for: it stands in every row of a file, so that it goes with them.
    """

    name: str
    title: str
    table: TableView
    provenance: str
    chart: dict[str, Any] | None = None
    kind: str = "Chart"
    note: str = ""
    short: bool = False
    open: bool = False
    caution: str = ""

    @property
    def on_page(self) -> TableView:
        """The table where it stands open: with the short line below it alone, since a file has all the notes."""
        return replace(self.table, notes=[self.provenance])

    @property
    def in_file(self) -> TableView:
        """The table as a file holds it."""
        if not self.caution:
            return self.table
        rows = [{**row, "caution": self.caution} for row in self.table.rows]
        return replace(self.table, columns=[*self.table.columns, Column("caution", "Note")], rows=rows)
