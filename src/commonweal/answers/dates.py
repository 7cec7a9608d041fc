"""The three dates on every question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Dates:
    """When the fact holds, which day's rules apply, and what was known when.

    Args:
        holds_on: The day that the question is about.
        rules_on: The day whose rules apply; by default the same day.
        known_at: The moment whose knowledge is used; by default now. It carries a time zone.

    Example:
        >>> Dates.on(date(2025, 4, 1)).rules_on
        datetime.date(2025, 4, 1)
    """

    holds_on: date
    rules_on: date
    known_at: datetime

    def __post_init__(self) -> None:
        if self.known_at.tzinfo is None:
            raise BadInput(
                Problem("known_at has no time zone", given=str(self.known_at), do="give it one, such as UTC")
            )

    @classmethod
    def on(cls, holds_on: date, *, rules_on: date | None = None, known_at: datetime | None = None) -> Dates:
        """The dates of a question about a day, with the plan's defaults for the other two."""
        return cls(holds_on, rules_on or holds_on, known_at or datetime.now(UTC).replace(microsecond=0))

    def to_json(self) -> dict[str, str]:
        """The three dates in ISO form; the moment in UTC."""
        return {
            "holds_on": self.holds_on.isoformat(),
            "rules_on": self.rules_on.isoformat(),
            "known_at": self.known_at.astimezone(UTC).isoformat(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Dates:
        """Read the dates back."""
        return cls(
            date.fromisoformat(stored["holds_on"]),
            date.fromisoformat(stored["rules_on"]),
            datetime.fromisoformat(stored["known_at"]),
        )


def read_date(text: str, *, what: str = "date") -> date:
    """A date as people type it in commands and forms: 2026-03-31, 31/03/2026 or 31 March 2026.

    Raises:
        BadInput: It is none of these, or not a day that exists.

    Example:
        >>> read_date("31 March 2026")
        datetime.date(2026, 3, 31)
    """
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise BadInput(Problem(f"the {what} cannot be read", given=text, expected="a day such as 2026-03-31"))
