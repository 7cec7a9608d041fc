"""What of a handbook anyone may read: the rows and columns that the law makes public, and no others.

Everything that is not named here is for those whose role lets them read the handbook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from commonweal.governance.handbook import (
    TABLES,
    AgendaItem,
    Breach,
    Decision,
    Direction,
    Document,
    Gift,
    Handbook,
    Interest,
    Procurement,
    Publication,
    Row,
)
from commonweal.governance.handbook.columns import columns_of

EVERY_COLUMN = ("*",)


def _always(row: Any, on: date) -> bool:
    return True


@dataclass(frozen=True)
class Public:
    """A sheet of which the public may read something.

    Args:
        law: What makes it public.
        columns: The columns that are shown; all others are blank.
        when: Whether a row is public on a day. What is not known to be public is not.
    """

    law: str
    columns: tuple[str, ...] = EVERY_COLUMN
    when: Callable[[Any, date], bool] = _always


def _published(row: Document | Decision | Direction | Breach | Procurement, on: date) -> bool:
    return row.published_on is not None and row.published_on <= on


def _up(row: Publication, on: date) -> bool:
    return row.published_on is not None and row.published_on <= on and not (row.withdrawn_on and row.withdrawn_on <= on)


def _in_public(row: AgendaItem, on: date) -> bool:
    return row.private is False and row.individual_patient is not True


def _on_the_register(row: Interest, on: date) -> bool:
    return row.public is True and (row.published_until is None or on <= row.published_until)


def _offered(row: Gift, on: date) -> bool:
    day = row.declared_on or row.on_date
    return day is not None and day <= on


_CONSTITUTION = "National Health Service Act 2006, section 14Z29 and Schedule 1B: the constitution is published"
_MEETINGS = "Public Bodies (Admission to Meetings) Act 1960: the public is told of meetings and admitted"

PUBLIC: dict[str, Public] = {
    "bodies": Public(_CONSTITUTION),
    "partners": Public(_CONSTITUTION),
    "successions": Public("National Health Service Act 2006, section 14Z25: establishment orders are published"),
    "documents": Public(_CONSTITUTION, when=_published),
    "terms": Public(_CONSTITUTION),
    "publications": Public("The handbook says that it is up", when=_up),
    "seats": Public(_CONSTITUTION),
    "roles": Public(_CONSTITUTION),
    "appointments": Public(
        _CONSTITUTION, columns=("seat", "person", "on_behalf_of", "interim", "from_date", "to_date", "recorded_on")
    ),
    "people": Public(_CONSTITUTION, columns=("person", "name", "recorded_on")),
    "functions": Public("The functions and decisions map, which the constitution asks to be published"),
    "grants": Public(
        "The functions and decisions map, which the constitution asks to be published",
        columns=(
            *("grant", "function", "from_body", "to_body", "to_seat", "route", "under", "document", "clause"),
            *("onward_allowed", "limit", "conditions", "place", "decides", "suspended_by"),
            *("from_date", "to_date", "recorded_on"),
        ),
    ),
    "directions": Public("The power under which it is given asks that it be published", when=_published),
    "interests": Public(
        "National Health Service Act 2006, section 14Z30(2): registers of interests are published",
        columns=(
            *("statement", "person", "kind", "local_label", "description", "counterparty", "counterparty_code"),
            *("declared_on", "supersedes", "public", "published_until", "mitigation"),
            *("from_date", "to_date", "recorded_on"),
        ),
        when=_on_the_register,
    ),
    # To whom is left out: the guidance is about those who decide, and only the register knows who holds a seat. Nothing
    # that was read lets a gift be redacted as an interest may be, so that the sheet has no column for it.
    "gifts": Public(
        "NHS England's guidance on managing conflicts of interest in the NHS, which is no Act and was not read at "
        "first hand (draft), asks that what those who decide were offered be published",
        columns=(
            *("gift", "kind", "from_whom", "supplier", "value_pence", "on_date", "accepted", "for_organisation"),
            *("declared_on", "approved_by"),
        ),
        when=_offered,
    ),
    "breaches": Public(
        "The practice of integrated care boards, which publish a log of breaches (draft), and the handbook says that "
        "each was published",
        when=_published,
    ),
    "procurements": Public(
        "Health Care Services (Provider Selection Regime) Regulations 2023 (SI 2023/1348), regulation 21 and the "
        "Schedules on notices: the notice tells provider, value, who decided, conflicts and how they were managed",
        when=_published,
    ),
    "meetings": Public(_MEETINGS),
    "agenda_items": Public(_MEETINGS, when=_in_public),
    "decisions": Public("The handbook says that it was published", when=_published),
}
"""The sheets of which anyone may read something."""


def public_row(row: Row, on: date) -> Row | None:
    """What the public may read of a row on a day: the row with other columns blank, or None.

    Example:
        >>> from commonweal.governance.handbook import Person
        >>> shown = public_row(Person(person="P1", name="A", other_names=("B",)), date(2026, 5, 1))
        >>> (shown.name, shown.other_names)
        ('A', ())
    """
    public = PUBLIC.get(row.TABLE)
    if public is None or not public.when(row, on):
        return None
    if public.columns == EVERY_COLUMN:
        return row
    return replace(row, where="", **_blank(row.TABLE))


@lru_cache(maxsize=64)
def _blank(table: str) -> Mapping[str, Any]:
    """What stands in the columns of a sheet that are not shown: the same in every row."""
    row_class = TABLES[table]
    hidden = {each.name for each in columns_of(row_class)} - set(PUBLIC[table].columns)
    return {
        # What has no default is a required text, such as whose it is.
        each.name: "" if each.default is MISSING else each.default
        for each in fields(row_class)
        if each.name in hidden
    }


def public_only(handbook: Handbook, table: str, on: date) -> Handbook:
    """A handbook of which one sheet holds only the rows that are public on a day, whole; other sheets stay as they are.

    A register is made from it: it reads other sheets for names, and leaves out itself what it does not show.
    """
    rows = tuple(row for row in handbook.tables.get(table, ()) if public_row(row, on) is not None)
    return Handbook({**handbook.tables, table: rows}, handbook.name)
