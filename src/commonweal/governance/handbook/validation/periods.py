"""Days and times in their order: nothing ends before it begins."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.meetings import Attendance
from commonweal.governance.handbook.row import Row
from commonweal.governance.handbook.validation.findings import Findings, row_number

ORDERED = (
    ("from_date", "to_date"), ("starts", "ends"), ("arrived", "left"), ("opened_on", "closed_on"),
    ("published_on", "withdrawn_on"), ("called_in_on", "outcome_on"),
)  # fmt: skip
"""Pairs of fields of which the second may not come before the first, in whichever table has both."""

EARLIEST, LATEST = date(1900, 1, 1), date(2150, 12, 31)
"""Days outside these are more likely mistyped than meant."""


def check_periods(handbook: Handbook, found: Findings) -> None:
    """Nothing ends before it begins, and no day lies in another century."""
    for rows in handbook.tables.values():
        if not rows:
            continue
        columns = {each.name: each for each in columns_of(type(rows[0]))}
        pairs = [pair for pair in ORDERED if pair[0] in columns and pair[1] in columns]
        days = [name for name, each in columns.items() if each.kind == "date"]
        for row in rows:
            for first, last in pairs:
                _check_pair(row, first, last, columns[first].heading, found)
            for name in days:
                day = getattr(row, name)
                if day is not None and not EARLIEST <= day <= LATEST:
                    found.warn(row, name, "this day lies far off", given=day.isoformat(), do="check the year")


def _check_pair(row: Row, first: str, last: str, heading: str, found: Findings) -> None:
    begun, ended = getattr(row, first), getattr(row, last)
    if begun is None or ended is None or begun <= ended:
        return
    what = f'this comes before "{heading}", which is {_shown(begun)}'
    found.error(row, last, what, given=_shown(ended), do="mend one of the two")


def check_stays(handbook: Handbook, found: Findings) -> None:
    """A person at a meeting twice at one time in one seat is told of, and one who sent apologies and came."""
    stays: dict[tuple[str, str, str], list[Attendance]] = {}
    for row in handbook.rows(Attendance):
        if row.apologies and (row.arrived or row.left):
            found.warn(row, "apologies", "the person sent apologies and is said to have come or gone", do="blank one")
        elif not row.apologies:
            stays.setdefault((row.meeting, row.person, row.seat), []).append(row)
    for held in stays.values():
        held.sort(key=lambda row: row.arrived or "")
        for earlier, later in itertools.pairwise(held):
            if (later.arrived or "") < (earlier.left or "24:00"):
                what = f"the person had not left yet, by {row_number(earlier)}"
                found.warn(later, "arrived", what, given=later.arrived or "", do="say when each stay ended")


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
