"""Which bodies close, on which day, and who follows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from commonweal.governance.handbook import Body, Records, Succession
from commonweal.governance.membership import name_of
from commonweal.governance.merger_line import Closing
from commonweal.governance.successors import LEGAL_PERSONS

_CLOSES = ("icb", "ccg")
"""Bodies whose last day alone says that what they have must go somewhere."""


def closings(records: Records, successions: Sequence[Succession], on: date) -> tuple[Closing, ...]:
    """The bodies that close after a day or, where none is to close, those that closed last.

    Only bodies with a legal person of their own count; a committee's succession is a rule for that committee.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> rows = [Succession(old_body="QAA", new_body="QBB", on_date=date(2026, 4, 1))]
        >>> [(each.body, each.heirs) for each in closings(Records(Handbook.of([])), rows, date(2026, 1, 1))]
        [('QAA', ('QBB',))]
    """
    found: dict[tuple[str, date], list[Succession]] = {}
    for row in successions:
        if _legal_person(records, row.old_body):
            found.setdefault((row.old_body, row.on_date), []).append(row)
    for body in dict.fromkeys(row.body for kind in _CLOSES for row in records.rows(Body, kind=kind)):
        last = _last_day(records, body)
        if last and not any(old == body for old, _ in found):
            found[body, last + timedelta(days=1)] = []
    days = {day for _, day in found}
    ahead = {day for day in days if day > on}
    chosen = ahead or ({max(days)} if days else set())
    return tuple(
        Closing(
            body,
            name_of(records, body, day - timedelta(days=1)),
            day,
            tuple(dict.fromkeys(row.new_body for row in rows)),
            next((row.scheme for row in rows if row.scheme), ""),
        )
        for (body, day), rows in sorted(found.items(), key=lambda each: (each[0][1], each[0][0]))
        if day in chosen
    )


def _legal_person(records: Records, body: str) -> bool:
    """Whether it is one, or the handbook does not say what it is."""
    kinds = {row.kind for row in records.rows(Body, body=body)}
    return not kinds or bool(kinds & set(LEGAL_PERSONS))


def _last_day(records: Records, body: str) -> date | None:
    ends = [row.to_date for row in records.rows(Body, body=body)]
    return None if not ends or None in ends else max(end for end in ends if end)
