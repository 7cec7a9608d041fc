"""How long before a meeting something must be out: calendar, clear or working days, or a named weekday."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.calendars import add_working_days, next_working_day, working_days_between
from commonweal.problems import BadInput, Problem

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A lead time.

    Args:
        days: How many; nought for a named weekday.
        working: Whether weekends and bank holidays of England do not count.
        clear: Whether neither the first day nor the day of the meeting counts.
        weekday: For a named weekday: 0 is Monday; the last one before the meeting is meant.
    """

    days: int
    working: bool = False
    clear: bool = False
    weekday: int | None = None

    def latest(self, meeting: date) -> date:
        """The last day on which it may go out.

        Example:
            >>> parse_lead_time("5 working days").latest(date(2026, 5, 7))
            datetime.date(2026, 4, 29)
            >>> parse_lead_time("3 clear days").latest(date(2026, 5, 7))
            datetime.date(2026, 5, 3)
            >>> parse_lead_time("Thursday before").latest(date(2026, 5, 7))
            datetime.date(2026, 4, 30)
        """
        if self.weekday is not None:
            return meeting - timedelta(days=(meeting.weekday() - self.weekday - 1) % 7 + 1)
        days = self.days + 1 if self.clear else self.days
        return add_working_days(meeting, -days) if self.working else meeting - timedelta(days=days)

    def __str__(self) -> str:
        """As a person says it."""
        if self.weekday is not None:
            return f"the {_WEEKDAYS[self.weekday].capitalize()} before"
        kinds = ("clear " if self.clear else "") + ("working " if self.working else "")
        return f"{self.days} {kinds}day{'' if self.days == 1 else 's'} before"


def parse_lead_time(text: str) -> LeadTime:
    """A lead time as handbooks have it.

    Raises:
        BadInput: It cannot be read.

    Example:
        >>> str(parse_lead_time("at least five clear working days before the meeting"))
        '5 clear working days before'
    """
    plain = " ".join(text.casefold().split())
    plain = re.sub(r"^(?:at least |no later than |by )?(?:the )?", "", plain)
    plain = re.sub(r",? (?:before|ahead of|prior to|in advance of|notice)\b.*$", "", plain)
    if plain in _WEEKDAYS:
        return LeadTime(0, weekday=_WEEKDAYS.index(plain))
    found = re.fullmatch(r"(\d{1,3}|[a-z]+) ((?:clear |working |calendar |business )*)(day|week)s?'?", plain)
    number = _number(found[1]) if found else None
    if found is None or number is None or number > _LONGEST_DAYS:
        raise BadInput(
            Problem(
                "the lead time cannot be read",
                given=text,
                expected="such as 7 days, 5 working days, 3 clear days, 2 weeks or Thursday before",
            )
        )
    working = "working" in found[2] or "business" in found[2]
    if found[3] == "week":
        number *= 5 if working else 7
    return LeadTime(number, working=working, clear="clear" in found[2])


def how_late(lead_time: LeadTime, latest: date, went: date) -> str:
    """How late something went out, in the unit of its lead time.

    Example:
        >>> how_late(parse_lead_time("5 working days"), date(2026, 5, 1), date(2026, 5, 5))
        '1 working day'
        >>> how_late(parse_lead_time("7 days"), date(2026, 5, 1), date(2026, 5, 5))
        '4 days'
    """
    days = (went - latest).days
    if lead_time.working:
        # What goes out on a weekend or holiday reaches people on the next working day.
        counted = working_days_between(latest, next_working_day(went))
        return f"{counted} working day{'s' * (counted > 1)}"
    return f"{days} day{'s' * (days > 1)}"


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _WORDS.index(text) + 1 if text in _WORDS else None
