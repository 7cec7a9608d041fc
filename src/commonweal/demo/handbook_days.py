"""Days of Wealdmarch's handbook: its present day, and the days that follow from others."""

from __future__ import annotations

from datetime import date, timedelta

from commonweal.calendars import add_working_days
from commonweal.demo import bodies

PRESENT = date(2026, 5, 1)
"""The day on which the demonstration stands; what lies after it is planned."""

ESTABLISHED = date.fromisoformat(bodies.ESTABLISHED)
GROUPS_BEGAN, GROUPS_ENDED = date(2013, 4, 1), ESTABLISHED - timedelta(days=1)


def day(text: str) -> date:
    """A day as it is written in this handbook's tables.

    Example:
        >>> day("2026-05-01") == PRESENT
        True
    """
    return date.fromisoformat(text)


def working_days_before(when: date, days: int) -> date:
    """The day that lies so many working days before another.

    Example:
        >>> working_days_before(day("2026-05-08"), 5)
        datetime.date(2026, 4, 30)
    """
    return add_working_days(when, -days)


def minutes_of(time: str) -> int:
    """Minutes since midnight.

    Example:
        >>> minutes_of("09:30")
        570
    """
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def time_of(minutes: int) -> str:
    """A time from minutes since midnight.

    Example:
        >>> time_of(570)
        '09:30'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
