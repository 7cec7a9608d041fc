"""Keys: no row stands twice, and no two versions of one thing hold on the same day."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from commonweal.governance.handbook.board import Appointment
from commonweal.governance.handbook.canonical import content
from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Dated, Row
from commonweal.governance.handbook.validation.findings import Findings, place_in_file, row_number, shown_key
from commonweal.organisations.periods import written

_SAID = {
    "bodies": "two names or forms of one body hold on the same day",
    "seats": "two versions of one seat hold on the same day",
    "terms": "two values of one term hold on the same day",
    "appointments": "one person holds one seat twice on the same day",
    "roles": "one person carries one task twice on the same day",
}


def check_keys(handbook: Handbook, found: Findings, faulty: Mapping[str, tuple[Row, ...]]) -> None:
    """No key stands twice, and the periods of one thing do not overlap.

    Args:
        handbook: The rows without fault of their own.
        found: Takes what is wrong.
        faulty: Of each table the rows with a fault in a cell besides the key.
    """
    for table, rows in handbook.tables.items():
        doubled = _check_doubles(rows, faulty.get(table, ()), found)
        dated = [row for row in rows if isinstance(row, Dated) and row.KEY[-1:] == ("from_date",)]
        _check_overlaps(table, [row for row in dated if id(row) not in doubled], found)


def _check_doubles(rows: tuple[Row, ...], faulty: tuple[Row, ...], found: Findings) -> set[int]:
    first: dict[Any, Row] = {}
    doubled, unread = set(), {id(row) for row in faulty}
    for row in sorted((*rows, *faulty), key=place_in_file) if faulty else rows:
        earlier = first.setdefault(row.key, row)
        if earlier is row:
            continue
        doubled.add(id(row))
        partly = id(row) in unread or id(earlier) in unread
        same = not partly and content(earlier) == content(row)
        says = "" if partly else ", and says something else"
        what = f"the same row stands in {row_number(earlier)} already" if same else (
            f"{row_number(earlier)} has the same key, {', '.join(row.KEY)}{says}"
        )  # fmt: skip
        do = (
            "delete one of the two"
            if same
            else _together(earlier, row) or "keep one row, or give each a key of its own"
        )
        found.error(row, row.KEY[0], what, given=shown_key(row), do=do)
    return doubled


def _check_overlaps(table: str, rows: list[Dated], found: Findings) -> None:
    versions: dict[Any, list[Dated]] = defaultdict(list)
    for row in rows:
        versions[row.key[:-1]].append(row)
    for held in versions.values():
        held.sort(key=lambda row: row.from_date or date.min)
        for earlier, later in itertools.pairwise(held):
            if overlap(earlier, later):
                what = _SAID.get(table, "two rows of the same key hold on the same day")
                found.error(
                    later, "from_date", f"{what}: the other is {row_number(earlier)}, {period(earlier)}",
                    given=later.from_date.isoformat() if later.from_date else "", do=_remedy(earlier, later),
                )  # fmt: skip


def _together(earlier: Row, later: Row) -> str:
    """What to do where one person in one seat has a row for each body that sent that person; empty where it is not so.

    A partner member is one member, whichever councils or trusts nominated together.
    """
    if not isinstance(earlier, Appointment) or not isinstance(later, Appointment):
        return ""
    if not (earlier.on_behalf_of and later.on_behalf_of) or earlier.on_behalf_of == later.on_behalf_of:
        return ""
    both = "; ".join(dict.fromkeys((*earlier.on_behalf_of, *later.on_behalf_of)))
    heading = next(each.heading for each in columns_of(Appointment) if each.name == "on_behalf_of")
    return (
        f'a member who comes from several bodies is one member in one row: keep {row_number(earlier)}, write "{both}" '
        f'in its column "{heading}", which takes several codes in one cell, and delete this row'
    )


def _remedy(earlier: Dated, later: Dated) -> str:
    if together := _together(earlier, later):
        return together
    if later.from_date and later.from_date > date.min and (earlier.from_date or date.min) < later.from_date:
        until = written(later.from_date - timedelta(days=1))
        return f"if this one takes over, let {row_number(earlier)} end on {until}; otherwise mend the days"
    return "give each its days, so that they do not meet"


def overlap(one: Dated, other: Dated) -> bool:
    """Whether two rows hold on the same day; a first day that is not known is taken as long ago."""
    return (one.from_date or date.min) <= (other.to_date or date.max) and (other.from_date or date.min) <= (
        one.to_date or date.max
    )


def period(row: Dated) -> str:
    """The period of a row in words."""
    start = f"from {written(row.from_date)}" if row.from_date else "from a day not known"
    return start + (f" to {written(row.to_date)}" if row.to_date else " until further notice")


def check_seats_shared(handbook: Handbook, found: Findings) -> None:
    """A seat that two people hold at once is told of: it may be a job share, and is more often a missing last day."""
    holders: dict[str, list[Appointment]] = defaultdict(list)
    for row in handbook.rows(Appointment):
        holders[row.seat].append(row)
    for seat, held in holders.items():
        held.sort(key=lambda row: row.from_date or date.min)
        longest = held[0]
        for later in held[1:]:
            if later.person != longest.person and overlap(longest, later):
                what = f"the seat is held by another on the same day: {row_number(longest)}, {period(longest)}"
                do = "give the earlier appointment its last day, unless they share it"
                found.warn(later, "seat", what, given=seat, do=do)
            if (later.to_date or date.max) > (longest.to_date or date.max):
                longest = later
