"""Looking back by months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or its last day where it has no such day.

    Example:
        >>> months_before(date(2025, 3, 31), 1), months_before(date(2025, 3, 31), 60)
        (datetime.date(2025, 2, 28), datetime.date(2020, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
