"""A stretch of days, both ends included, either end unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from a first to a last, both included.

    The Organisation Data Service gives the last day on which something held, so the last day is inside.

    Args:
        first: The first day; None where it is not known, or lies before anything known.
        last: The last day; None where no end is known.

    Raises:
        BadInput: The last day lies before the first.

    Example:
        >>> icb = Period(date(2022, 7, 1), date(2026, 3, 31))
        >>> icb.holds_on(date(2026, 3, 31)), icb.holds_on(date(2026, 4, 1))
        (True, False)
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise BadInput(
                Problem(
                    "the last day is before the first",
                    given=f"{self.first.isoformat()} to {self.last.isoformat()}",
                    do="put the earlier day first",
                )
            )

    def holds_on(self, day: date) -> bool:
        """Whether the day is inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def encloses(self, other: Period) -> bool:
        """Whether every day of the other is inside."""
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )

    def overlaps(self, other: Period) -> bool:
        """Whether any day is inside both.

        Example:
            >>> Period(None, date(2022, 6, 30)).overlaps(Period(date(2022, 7, 1)))
            False
        """
        return (self.first is None or other.last is None or self.first <= other.last) and (
            self.last is None or other.first is None or other.first <= self.last
        )

    def common(self, other: Period) -> Period | None:
        """The days inside both, or None where there are none.

        Example:
            >>> str(Period(date(2020, 1, 1)).common(Period(None, date(2021, 1, 1))))
            '1 January 2020 to 1 January 2021'
        """
        if not self.overlaps(other):
            return None
        first = (
            other.first if self.first is None else self.first if other.first is None else max(self.first, other.first)
        )
        last = other.last if self.last is None else self.last if other.last is None else min(self.last, other.last)
        return Period(first, last)

    @property
    def day_after(self) -> date | None:
        """The day after the last; None where no end is known."""
        return self.last + timedelta(days=1) if self.last is not None and self.last < date.max else None

    @property
    def day_before(self) -> date | None:
        """The day before the first; None where the first is not known."""
        return self.first - timedelta(days=1) if self.first is not None and self.first > date.min else None

    def __str__(self) -> str:
        if self.first is None and self.last is None:
            return "always"
        if self.last is None:
            return f"from {written(self.first)}"
        if self.first is None:
            return f"until {written(self.last)}"
        return f"{written(self.first)} to {written(self.last)}"


ALWAYS = Period()
"""The period with neither end known."""


def written(day: date | None) -> str:
    """A day as it is written in a sentence.

    Example:
        >>> written(date(2026, 4, 1))
        '1 April 2026'
    """
    return "an unknown day" if day is None else f"{day.day} {day:%B %Y}"
