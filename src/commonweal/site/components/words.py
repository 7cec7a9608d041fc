"""Dates, numbers and quantities as a reader in England expects them."""

from __future__ import annotations

import datetime
import math

from django.utils import timezone

from commonweal.answers import Quantity, show_quantity
from commonweal.money import show
from commonweal.site.components.figures import pounds, pounds_m

NOT_KNOWN = "not known"


def calendar_date(day: datetime.date | None) -> str:
    """A date in words, or "not known".

    Example:
        >>> calendar_date(datetime.date(2026, 4, 1))
        '1 April 2026'
    """
    return f"{day.day} {day:%B %Y}" if day else NOT_KNOWN


def moment(at: datetime.datetime) -> str:
    """A moment in words, by the clock of London.

    Example:
        >>> moment(datetime.datetime(2026, 7, 1, 8, 5, tzinfo=datetime.UTC))
        '1 July 2026, 09:05'
    """
    local = timezone.localtime(at)
    return f"{calendar_date(local.date())}, {local:%H:%M}"


def whole_number(number: float | None) -> str:
    """A number without decimals and with commas, or "not known"; a minus sign, not a hyphen, when below nought.

    Example:
        >>> whole_number(-1234567)
        '−1,234,567'
    """
    return NOT_KNOWN if _is_missing(number) else _minus(f"{round(number or 0):,}")


def percentage(fraction: float | None, places: int = 1, *, signed: bool = False) -> str:
    """A fraction as a percentage, rounded; with a plus sign where the direction matters.

    Example:
        >>> percentage(0.0437), percentage(-0.00004, 2, signed=True), percentage(0.021, signed=True)
        ('4.4%', '0.00%', '+2.1%')
    """
    if _is_missing(fraction):
        return NOT_KNOWN
    text = f"{(fraction or 0) * 100:{'+' if signed else ''},.{places}f}"
    # What rounds to nought has no direction.
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("+-")
    return _minus(text) + "%"


def pounds_and_pence(pence: int | None, *, signed: bool = False) -> str:
    """Pence as pounds; with a plus sign where the direction matters.

    Example:
        >>> pounds_and_pence(-123400), pounds_and_pence(5, signed=True), pounds_and_pence(None)
        ('−£1,234', '+£0.05', 'not known')
    """
    if pence is None:
        return NOT_KNOWN
    return ("+" if signed and pence > 0 else "") + _minus(show(pence))


def thousands_of_pounds(thousands: float | None, *, signed: bool = False) -> str:
    """Thousands of pounds as allocation tables print them, with the unit.

    Example:
        >>> thousands_of_pounds(2934141), thousands_of_pounds(-12.5, signed=True)
        ('£2,934,141k', '−£12.5k')
    """
    if _is_missing(thousands):
        return NOT_KNOWN
    amount = thousands or 0
    digits = f"{abs(amount):,.3f}".rstrip("0").rstrip(".")
    sign = "−" if amount < 0 else "+" if signed and amount > 0 else ""
    return f"{sign}£{digits}k"


def quantity(value: Quantity | None) -> str:
    """A quantity in words, or "not known".

    Example:
        >>> quantity(Quantity(-0.031, "fraction"))
        '−3.1%'
    """
    if value is None:
        return NOT_KNOWN
    return value.amount if isinstance(value.amount, str) else _minus(show_quantity(value))


def in_words(value: object, unit: str, *, signed: bool = False) -> str:
    """A bare value in words by the unit that it is in; text and what has no unit is left as it is.

    Example:
        >>> in_words(0.5, "fraction"), in_words(12000, "people"), in_words(None, "gbp_pence"), in_words("QNQ", "text")
        ('50.0%', '12,000', 'not known', 'QNQ')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOT_KNOWN
    if isinstance(value, datetime.date):
        return calendar_date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, int | float):
        return str(value)
    match unit:
        case "gbp_pence":
            return pounds_and_pence(int(value), signed=signed)
        case "gbp_thousand":
            return thousands_of_pounds(value, signed=signed)
        case "gbp_pence_in_millions":
            return pounds_m(value / 100_000, signed=signed)
        case "gbp_thousand_in_millions":
            return pounds_m(value, signed=signed)
        case "gbp":
            return pounds(value, signed=signed)
        case "gbp_fine":
            return pounds(value, places=2, signed=signed)
        case "fraction":
            return percentage(value, signed=signed)
        case "fraction_fine":
            return percentage(value, 2, signed=signed)
        case "people" | "count":
            return ("+" if signed and round(value) > 0 else "") + whole_number(value)
        case "ratio":
            return _minus(f"{value:,.4f}")
        case "years":
            return _minus(f"{value:,g}")
    return _minus(f"{value:,}")


def _is_missing(number: float | None) -> bool:
    return number is None or math.isnan(number)


def _minus(text: str) -> str:
    return text.replace("-", "−")
