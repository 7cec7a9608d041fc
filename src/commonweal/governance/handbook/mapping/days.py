"""Days as registers write them, turned into the form that the handbook reads; nothing is guessed that is not said."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from commonweal.governance.handbook.mapping.schema import Mapping

_SHORT_YEAR = re.compile(r"(\d{1,2}(?:[/. -]\d{1,2}[/. -]|(?:st|nd|rd|th)?[ -]?[A-Za-z]{3,9}[ ,'’-]*))(\d{2})")
_MONTH = re.compile(r"([A-Za-z]{3,9})[ ,'’-]*(\d{4}|\d{2})|(\d{1,2})/(\d{4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_DAY_COUNT = re.compile(r"(\d{5})(?:\.0+)?")
_COUNTED_FROM = date(1899, 12, 30)


def written_day(text: str, mapping: Mapping, *, ends: bool = False) -> str:
    """A day as the handbook reads it, where the mapping says how; otherwise the text as it stands.

    Args:
        text: The cell, or the part of it that is a day.
        mapping: What the mapping says of months, years and centuries.
        ends: Whether it ends a period: a month or year alone, where it is read at all, then means its last day.

    Example:
        >>> told = Mapping("interests", {}, two_figure_years=2000, month_means="first", day_counts=True)
        >>> [written_day(text, told) for text in ("1/4/24", "March 2024", "45383", "1 April 2026")]
        ['1/4/2024', '2024-03-01', '2024-04-01', '1 April 2026']
    """
    plain = " ".join(text.split())
    if mapping.day_counts and (counted := _DAY_COUNT.fullmatch(plain)):
        return (_COUNTED_FROM + timedelta(days=int(counted[1]))).isoformat()
    century = mapping.two_figure_years
    if century is not None and (short := _SHORT_YEAR.fullmatch(plain)):
        return short[1].replace("'", "").replace("’", "") + str(century + int(short[2]))
    if mapping.month_means and (found := _MONTH.fullmatch(plain)):
        month = int(found[3]) if found[3] else _month(found[1])
        year = int(found[4] or found[2])
        if year < 100:
            if century is None:
                return text
            year += century
        if 1 <= month <= 12 and year >= 1:
            day = 1 if mapping.month_means == "first" and not ends else calendar.monthrange(year, month)[1]
            return date(year, month, day).isoformat()
    if mapping.year_means and _YEAR.fullmatch(plain):
        return f"{plain}-01-01" if mapping.year_means == "first" and not ends else f"{plain}-12-31"
    return text


def asked_of_dates(text: str) -> dict[str, str]:
    """What a mapping has to say under ``dates`` before a cell can be read as a day; nothing where it can be already.

    Example:
        >>> asked_of_dates("01/04/24"), asked_of_dates("March 2024"), asked_of_dates("1 April 2024")
        ({'two_figure_years': '2000'}, {'month_means': 'first'}, {})
    """
    plain = " ".join(text.split())
    if _DAY_COUNT.fullmatch(plain):
        return {"day_counts": "true"}
    if _SHORT_YEAR.fullmatch(plain):
        return {"two_figure_years": "2000"}
    if _YEAR.fullmatch(plain):
        return {"year_means": "first"}
    found = _MONTH.fullmatch(plain)
    if not found or not (found[3] or _month(found[1])):
        return {}
    short = len(found[4] or found[2]) == 2
    return {"month_means": "first"} | ({"two_figure_years": "2000"} if short else {})


def _month(word: str) -> int:
    start = word[:3].casefold()
    return next((number for number in range(1, 13) if calendar.month_abbr[number].casefold() == start), 0)
