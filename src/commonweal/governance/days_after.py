"""The last day of a time that runs from a day, as a local term writes it: 1 month, 20 working days, 6 weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from commonweal.calendars import add_working_days
from commonweal.governance.checks.days import months_after
from commonweal.governance.lead_times import parse_lead_time
from commonweal.problems import BadInput, Problem

_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}


def months_in(text: str) -> int:
    """How many months a time is, where it is written in months.

    Raises:
        BadInput: It is not.

    Example:
        >>> months_in("not within six months")
        6
    """
    found = re.search(r"(\d+|[a-z]+) months?", text.casefold())
    months = _NUMBERS.get(found[1]) or (int(found[1]) if found[1].isdigit() else None) if found else None
    if not months:
        raise BadInput(Problem("the time cannot be read", given=text or "(nothing)", expected="such as 6 months"))
    return months


def last_day(day: date, text: str) -> date:
    """The last day of a time that runs from a day, which does not count itself.

    Raises:
        BadInput: The time cannot be read.

    Example:
        >>> [last_day(date(2026, 5, 21), text).isoformat() for text in ("1 month", "within 10 working days")]
        ['2026-06-21', '2026-06-05']
    """
    plain = re.sub(r"^(?:within|in|by) ", "", text.casefold().strip())
    if "month" in plain:
        return months_after(day, months_in(plain))
    lead = parse_lead_time(plain)
    if lead.weekday is not None:
        raise BadInput(
            Problem("a named weekday is no time after a day", given=text, expected="such as 10 working days")
        )
    return add_working_days(day, lead.days) if lead.working else day + timedelta(days=lead.days)
