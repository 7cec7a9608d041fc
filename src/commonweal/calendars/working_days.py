"""Working days in England: neither Saturday, Sunday nor a bank holiday.

Bank holidays come from the ``holidays`` package, which holds the one-off days (a coronation, a state funeral) up to
its own release. A day proclaimed later is known only after the package is updated.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from commonweal.problems import BadInput, Problem

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days of a calendar year on which England keeps Christmas Day, Good Friday or a bank holiday.

    Args:
        year: A calendar year, 1978 or later: from then the first Monday in May is a bank holiday.

    Raises:
        BadInput: The year is before 1978 or after 2100, for which no list is kept.

    Example:
        >>> sorted(day.isoformat() for day in bank_holidays(2026))[:3]
        ['2026-01-01', '2026-04-03', '2026-04-06']
    """
    if not 1978 <= year <= 2100:
        raise BadInput(
            Problem("there is no list of bank holidays for this year", given=str(year), expected="a year 1978 to 2100")
        )
    import holidays  # the package is slow to load, and most commands never count days

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day is a working day in England.

    Example:
        >>> is_working_day(date(2026, 4, 2)), is_working_day(date(2026, 4, 3))  # the second is Good Friday
        (True, False)
    """
    return day.weekday() < _SATURDAY and _plain(day) not in bank_holidays(day.year)


def add_working_days(day: date, days: int) -> date:
    """The working day that is so many working days after a day, or before it when the number is negative.

    The count begins with the next day: the given day is never counted, working day or not. Nought gives the day back.

    Args:
        day: The day after which the count begins.
        days: How many working days to count.

    Example:
        >>> add_working_days(date(2026, 4, 1), 2).isoformat()  # Thursday, then over Easter to Tuesday
        '2026-04-07'
        >>> add_working_days(date(2026, 4, 7), -2).isoformat()
        '2026-04-01'
    """
    reached, step = _plain(day), _ONE_DAY if days > 0 else -_ONE_DAY
    for _ in range(abs(days)):
        reached += step
        while not is_working_day(reached):
            reached += step
    return reached


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, otherwise the first working day after it.

    Example:
        >>> next_working_day(date(2026, 12, 25)).isoformat()
        '2026-12-29'
    """
    day = _plain(day)
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(after: date, until: date) -> int:
    """How many working days lie after one day, up to and including another; negative when counted backwards.

    It undoes :func:`add_working_days`: ``working_days_between(day, add_working_days(day, n)) == n`` for n of 0 or more.

    Example:
        >>> working_days_between(date(2026, 4, 1), date(2026, 4, 7))
        2
    """
    after, until = _plain(after), _plain(until)
    if until < after:
        return -working_days_between(until, after)
    return sum(is_working_day(after + _ONE_DAY * ahead) for ahead in range(1, (until - after).days + 1))


def _plain(day: date) -> date:
    # A datetime never equals a date, so it would be found in no list of holidays.
    return date(day.year, day.month, day.day)
