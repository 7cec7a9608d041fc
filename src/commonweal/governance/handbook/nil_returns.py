"""Nil returns: that a body states it has none of something, which an empty sheet does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Row

MAY_BE_NONE = (
    "breaches", "declarations", "directions", "evaluators", "gifts", "pool_contributions", "public_questions",
    "reconfigurations", "transfers",
)  # fmt: skip
"""Sheets of which a body may truly have nothing; a board has members, meetings and functions, so these are not here."""


@dataclass(frozen=True, kw_only=True)
class NilReturn(Row):
    """A body states that up to a day it has had nothing that belongs in a sheet."""

    TABLE: ClassVar[str] = "nil_returns"
    KEY: ClassVar[tuple[str, ...]] = ("body", "sheet", "on_date")
    MEANING: ClassVar[str] = "That there is nothing to record: no gifts, no directions, no pooled funds, as at a day"

    body: str = column("the body that states it, such as the ICB", required=True, refers_to="bodies")
    sheet: str = column("the sheet of which it has nothing", required=True, choices=MAY_BE_NONE)
    on_date: date = column(
        "the day up to which this is so; a question about a later day does not rest on it", kind="date", required=True
    )
    stated_by: str = column("who states it, by role, such as company secretary")
