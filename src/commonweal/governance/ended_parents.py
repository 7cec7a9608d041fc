"""A committee ends with the body it is a part of: whether a body that is still written down ended in that way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.governance.handbook.bodies import Body, Transfer
from commonweal.governance.handbook.facts import Records
from commonweal.governance.membership import body_on

PARTS = ("committee", "sub_committee")
"""Kinds, and forms of a place partnership, that are a part of another body and have no life of their own."""


@dataclass(frozen=True, slots=True)
class EndedParent:
    """The body above that ended.

    Args:
        body: The nearest one above that stands no more.
        last_day: Its last day.
    """

    body: str
    last_day: date


def is_part(row: Body) -> bool:
    """Whether a body is a part of another in law: a committee, a sub-committee, or a place that took such a form."""
    return row.kind in PARTS or row.form in PARTS


def ended_parent(records: Records, row: Body, on: date) -> EndedParent | None:
    """The body with which a committee ended, if it did.

    It goes on where a row of it names another parent for the day, or a dated line of a transfer scheme passes it on.
    A joint committee is a part of no one body, and does not end with one member alone.

    Args:
        records: The handbook.
        row: The body as it is written down for the day.
        on: The day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> icb = Body(body="QAA", name="Old ICB", kind="icb", to_date=date(2027, 3, 31))
        >>> committee = Body(body="FIN", name="Finance Committee", kind="committee", parent="QAA")
        >>> records = Records(Handbook.of([icb, committee]))
        >>> ended_parent(records, committee, date(2027, 3, 31)), ended_parent(records, committee, date(2027, 4, 1)).body
        (None, 'QAA')
    """
    seen: set[str] = set()
    while is_part(row) and row.parent and row.body not in seen and not _passed_on(records, row, on):
        seen.add(row.body)
        above = body_on(records, row.parent, on)
        if above is None:
            return ended_above(records, row, on)
        row = above
    return None


def ended_above(records: Records, row: Body, on: date) -> EndedParent | None:
    """The body straight above one, where that closed before the day."""
    if not row.parent or body_on(records, row.parent, on) is not None:
        return None
    days = [each.to_date for each in records.rows(Body, body=row.parent) if each.to_date]
    ended = max((day for day in days if day < on), default=None)
    return EndedParent(row.parent, ended) if ended else None


def _passed_on(records: Records, row: Body, on: date) -> bool:
    lines = records.rows(Transfer, old_body=row.parent)
    return any(line.what == row.body and line.new_body and line.on_date and line.on_date <= on for line in lines)
