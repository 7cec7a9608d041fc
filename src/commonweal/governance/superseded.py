"""Documents that a later version took the place of, whether or not somebody gave the old one its last day."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook import Document, Records


def superseded(records: Records, on: date) -> frozenset[str]:
    """Ids of documents that another has replaced by a day; one that still waits for its approval replaces nothing.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> old = Document(document="P1", body="QWM", kind="policy")
        >>> new = Document(document="P2", body="QWM", kind="policy", replaces="P1", from_date=date(2025, 4, 1))
        >>> sorted(superseded(Records(Handbook.of([old, new])), date(2026, 3, 31)))
        ['P1']
    """
    return frozenset(
        row.replaces
        for row in records.rows(Document)
        if row.replaces and row.holds_on(on) and (row.approved_on is None or row.approved_on <= on)
    )
