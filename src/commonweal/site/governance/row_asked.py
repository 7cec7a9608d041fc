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
    """

    system: str
    owner_code: str
    is_current: bool
    row: Row
    on: date

    @classmethod
    def of(cls, row: Row, *, system: str, codes: Mapping[str, str], on: date, is_current: bool = True) -> AskedRow:
        """A row of a handbook whose bodies have these codes."""
        return cls(system, owner_of(row, codes, system), is_current, row, on)
