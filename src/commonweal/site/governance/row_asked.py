"""A row of a handbook with all that decides who may read or write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.governance.handbook import Row
from commonweal.site.governance.ownership import owner_of


@dataclass(frozen=True)
class AskedRow:
    """A row that somebody wants to read or write.

    Args:
        system: Whose handbook.
        owner_code: The organisation that answers for it itself; empty where only the ICB does.
        is_current: Whether nothing has taken its place.
        row: What it says.
        on: The day, for what is public until a day.
        open_to_owner: Whether that organisation may write it still: a vote only while its ballot is open.
        taking_part: Codes of the organisations that may take part in the ballot that the row is of.
        person: The one person whose own statement it is; empty where it is nobody's, or touches another's too.
        sitting: The people who sit now on the body to whose meeting it belongs, without whom an exclusion keeps from
            its item.
        leading: The people who lead the place of that body, and the codes of roles that are granted for the place.
        changed: The columns that a write would change; None where nobody asks to change single columns.
    """

    system: str
    owner_code: str
    is_current: bool
    row: Row
    on: date
    open_to_owner: bool = True
    taking_part: frozenset[str] = frozenset()
    person: str = ""
    sitting: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    changed: frozenset[str] | None = None

    @classmethod
    def of(cls, row: Row, *, system: str, codes: Mapping[str, str], on: date, is_current: bool = True) -> AskedRow:
        """A row of a handbook whose bodies have these codes."""
        return cls(system, owner_of(row, codes, system), is_current, row, on)
