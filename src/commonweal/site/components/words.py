"""Dates and numbers as a reader in England expects them."""

from __future__ import annotations

import datetime


def calendar_date(day: datetime.date | None) -> str:
    """A date in words, or "not known".

    Example:
        >>> calendar_date(datetime.date(2026, 4, 1))
        '1 April 2026'
    """
    return f"{day.day} {day:%B %Y}" if day else "not known"


def whole_number(number: float | None) -> str:
    """A number without decimals and with commas, or "not known"; a minus sign, not a hyphen, when below nought.

    Example:
        >>> whole_number(-1234567)
        '−1,234,567'
    """
    if number is None or number != number:
        return "not known"
    return f"{round(number):,}".replace("-", "−")
