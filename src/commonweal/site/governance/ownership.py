"""Which organisation answers for a row of a handbook itself, so that it may keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commonweal.governance.handbook import Body, Handbook, Row

OWNED_BY: dict[str, str] = {
    "bodies": "body",
    "documents": "body",
    "terms": "body",
    "publications": "body",
    "reviews": "body",
    "seats": "body",
    "roles": "body",
    "employments": "employer",
    "nominations": "nominated_by",
    "ballot_votes": "body",
    "pool_contributions": "contributor",
    "meetings": "body",
    "breaches": "body",
    "reconfigurations": "body",
}
"""For each sheet that has such rows, the column that names the organisation.

What others say of an organisation is not its own: its oversight segment, whether the constitution lists it as a
partner, a grant to it, a person's seat on the board.
"""


def codes_of_bodies(handbook: Handbook) -> dict[str, str]:
    """By each body's id the code that roles are granted for: its ODS code, or the id itself where it has none.

    Example:
        >>> trust = Body(body="TRUST", name="A trust", kind="trust", ods_code="RX1")
        >>> codes_of_bodies(Handbook.of([trust, Body(body="QWM", name="An ICB", kind="icb")]))
        {'TRUST': 'RX1', 'QWM': 'QWM'}
    """
    found: dict[str, str] = {}
    for row in sorted(handbook.rows(Body), key=lambda row: row.from_date or date.min):
        found[row.body] = row.ods_code or found.get(row.body, row.body)
    return found


def owner_of(row: Row, codes: Mapping[str, str], system: str) -> str:
    """The code of the organisation that answers for a row itself; empty where only the system's ICB does.

    Args:
        row: The row.
        codes: The code of each body, as the handbook stood before the row came.
        system: The ICB whose handbook it is.

    Example:
        >>> owner_of(Body(body="TRUST", name="A trust", kind="trust"), {"TRUST": "RX1"}, "QWM")
        'RX1'
    """
    column = OWNED_BY.get(row.TABLE)
    body = str(getattr(row, column)) if column else ""
    code = codes.get(body, body)
    return "" if system in (body, code) else code
