"""A row of a handbook's table: typed, dated on two clocks, and knowing where it stands in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Self

from commonweal.governance.handbook.columns import column, columns_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row has.

    A row is told apart from the others of its table by the fields that ``KEY`` names. ``where`` says in which file,
    sheet and row it stands, for messages and citations; it is no part of what the row says.
    """

    TABLE: ClassVar[str] = ""
    KEY: ClassVar[tuple[str, ...]] = ()
    MEANING: ClassVar[str] = ""

    recorded_on: date | None = column(
        "the day on which this row was written down; what was recorded later is not known to an earlier question",
        kind="date",
    )
    where: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells the row apart from the others of its table."""
        return tuple(getattr(self, name) for name in self.KEY)

    def to_json(self) -> dict[str, Any]:
        """The row as plain JSON; what is not known is left out."""
        plain = {}
        for each in columns_of(type(self)):
            value = getattr(self, each.name)
            if value is None or value in ("", ()):
                continue
            plain[each.name] = (
                value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
            )
        return plain | ({"where": self.where} if self.where else {})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read it back."""
        kinds = {each.name: each.kind for each in columns_of(cls)}
        values = {name: _typed(kinds.get(name, "text"), value) for name, value in stored.items()}
        return cls(**values)


def _typed(kind: str, value: Any) -> Any:
    if kind == "date" and value is not None:
        return date.fromisoformat(value)
    if kind == "list":
        # A column that takes several values now may have taken one when the row was kept.
        return ((value,) if value else ()) if isinstance(value, str) else tuple(value)
    return value


@dataclass(frozen=True, kw_only=True)
class Dated(Row):
    """A row that holds over a period; both days are inside it, and no last day means until further notice."""

    from_date: date | None = column("the first day on which this holds; blank is not known", kind="date")
    to_date: date | None = column("the last day on which this holds; blank is until further notice", kind="date")

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; a row whose first day is not known holds until its last."""
        return (self.from_date is None or self.from_date <= day) and (self.to_date is None or day <= self.to_date)
