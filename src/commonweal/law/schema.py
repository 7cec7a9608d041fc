"""What a rule pack may hold: strict, an unknown key is an error."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["in_force", "enacted_not_commenced", "expected", "repealed", "draft"]
Unit = Literal[
    "fraction", "percent", "ratio", "gbp_pence", "gbp_thousand", "gbp_thousand_per_head", "people", "days",
    "working_days", "months", "years", "count", "text", "code", "boolean", "date", "structure", "list",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class PackSource(_Strict):
    """A source that entries of the pack refer to by its name."""

    title: str = Field(min_length=3)
    publisher: str = ""
    address: str = ""
    licence: str = ""
    last_checked: date | None


class DatedValue(_Strict):
    """The value of an entry over a period, with its own source and status."""

    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    recorded_from: date
    status: Status
    source: str
    at: str = Field(min_length=1)
    value: Any
    note: str = ""


class WorkedExample(_Strict):
    """An example from the source that a test runs: given these, expect those."""

    given: dict[str, Any]
    expect: dict[str, Any]
    source: str
    at: str


class Entry(_Strict):
    """A rule: an identity, a unit, and its values over time."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)+$")
    title: str = Field(min_length=3)
    unit: Unit
    fields: dict[str, Unit] | None = None
    values: list[DatedValue] = Field(min_length=1)
    example: WorkedExample | None = None
    evidence: Literal["V", "S", "L", "M"] | None = None
    severity: Literal["BREACH", "HIGH", "MEDIUM", "LOW", "INFO"] | None = None
    applies_to: str = ""
    data_needed: list[str] = Field(default_factory=list)
    check: str = ""
    attributes: dict[str, Any] = Field(default_factory=dict)


class Pack(_Strict):
    """A file of rule entries that lies in the room which owns their facts."""

    pack: str = Field(pattern=r"^[a-z][a-z0-9_.-]*$")
    title: str = ""
    overlay: str | None = None
    historic: str = ""
    """Of an overlay that nobody expects any more: what became of it, such as "proposed in 2020 and not enacted"."""
    sources: dict[str, PackSource]
    entries: list[Entry]
