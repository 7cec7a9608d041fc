"""Nil returns: a body that states it has none of something has no rows of it."""

from __future__ import annotations

from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.nil_returns import NilReturn
from commonweal.governance.handbook.validation.findings import Findings


def check_nil_returns(handbook: Handbook, found: Findings) -> None:
    """Where a handbook of one system says that a sheet is empty, the sheet is."""
    if len(handbook.systems) > 1:
        return
    for row in handbook.rows(NilReturn):
        if held := len(handbook.tables.get(row.sheet, ())):
            what = f"this says that there are none, and the sheet {row.sheet} has {held} row{'s' if held > 1 else ''}"
            found.warn(row, "sheet", what, given=row.sheet, do="take out the nil return, which nothing rests on now")
