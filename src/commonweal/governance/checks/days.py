"""Counting days as rules count them: months and years after a day, and clear days before one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day where it has no such day.

    Example:
        >>> months_after(date(2026, 8, 31), 6).isoformat()
        '2027-02-28'
        >>> months_after(date(2026, 3, 31), -1).isoformat()
        '2026-02-28'
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def clear_days(first: date, last: date) -> int:
    """How many whole days lie between two days, neither of them counted.

    Example:
        >>> clear_days(date(2026, 5, 1), date(2026, 5, 5))
        3
    """
    return (last - first).days - 1


def last_day_of_period(first: date, months: int) -> date:
    """The last day of a period of months that begins with a day, that day included.

    Example:
        >>> last_day_of_period(date(2026, 1, 10), 6).isoformat()
        '2026-07-09'
    """
    return months_after(first, months) - timedelta(days=1)
