"""One figure of these pages: a picture if there is one, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from commonweal.site.components.tables import TableView


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

    @property
    def on_page(self) -> TableView:
        """The table where it stands open: with the short line below it alone, since a file has all the notes."""
        return replace(self.table, notes=[self.provenance])
