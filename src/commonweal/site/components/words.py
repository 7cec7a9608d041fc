"""Dates, money, percentages and quantities as a reader in England expects them.

With the unit, a true minus sign, and no more digits than help; what is missing is said to be, never shown as nought.
"""

from __future__ import annotations

import datetime
import math

from django.utils import timezone

from commonweal.answers import Quantity, show_quantity
from commonweal.money import show

NOT_KNOWN = "not known"
_MINUS = "−"


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


def percent(fraction: float | None, *, places: int = 2, signed: bool = False) -> str:
    """A fraction as a percentage.

    Example:
        >>> percent(0.0437), percent(-0.04424, signed=True), percent(0.0, signed=True)
        ('4.37%', '−4.42%', '0.00%')
    """
    if fraction is None or math.isnan(fraction):
        return NOT_KNOWN
    return _sign(fraction, 100, places, signed) + f"{abs(fraction) * 100:,.{places}f}%"


def pounds(amount_gbp: float | None, *, places: int = 0, signed: bool = False) -> str:
    """An amount in pounds, such as for each person.

    Example:
        >>> pounds(1719.4), pounds(-3.456, places=2, signed=True)
        ('£1,719', '−£3.46')
    """
    return _money(amount_gbp, 1, places, "", signed)


def pounds_m(amount_k: float | None, *, places: int = 1, signed: bool = False) -> str:
    """An amount in £ thousand, told in £ million.

    Example:
        >>> pounds_m(2934141.0), pounds_m(-135821.5, signed=True)
        ('£2,934.1m', '−£135.8m')
    """
    return _money(amount_k, 1000, places, "m", signed)


def pounds_short(amount_k: float | None, *, signed: bool = False) -> str:
    """An amount in £ thousand in the unit that reads best: £k, £m or £bn with three or four figures.

    Example:
        >>> [pounds_short(amount) for amount in (116741038, 2934141, 135821.5, 742.0)]
        ['£116.7bn', '£2.93bn', '£135.8m', '£742k']
    """
    size = abs(amount_k or 0)
    if size >= 99_950_000:
        return _money(amount_k, 1_000_000, 1, "bn", signed)
    if size >= 999_950:
        return _money(amount_k, 1_000_000, 2, "bn", signed)
    return _money(amount_k, 1000, 1, "m", signed) if size >= 999.5 else _money(amount_k, 1, 0, "k", signed)


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
    sign = _MINUS if amount < 0 else "+" if signed and amount > 0 else ""
    return f"{sign}£{digits}k"


def pounds_and_pence(pence: int | None, *, signed: bool = False) -> str:
    """Pence as pounds; with a plus sign where the direction matters.

    Example:
        >>> pounds_and_pence(-123400), pounds_and_pence(5, signed=True), pounds_and_pence(None)
        ('−£1,234', '+£0.05', 'not known')
    """
    if pence is None:
        return NOT_KNOWN
    return ("+" if signed and pence > 0 else "") + _minus(show(pence))


def index(ratio: float | None, *, places: int = 3) -> str:
    """A need index, where 1 is average.

    Example:
        >>> index(1.12712)
        '1.127'
    """
    return NOT_KNOWN if ratio is None or math.isnan(ratio) else f"{ratio:.{places}f}"


def above_or_below(distance: float | None, *, places: int = 2, what: str = "target") -> str:
    """A distance in words.

    Example:
        >>> above_or_below(-0.04424), above_or_below(0.0), above_or_below(None)
        ('4.42% below target', 'on target', 'no target')
    """
    if distance is None or math.isnan(distance):
        return f"no {what}"
    shown = percent(abs(distance), places=places)
    if not float(shown.rstrip("%").replace(",", "")):
        return f"on {what}"
    return f"{shown} {'above' if distance > 0 else 'below'} {what}"


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
            return percent(value, places=1, signed=signed)
        case "fraction_fine":
            return percent(value, signed=signed)
        case "people" | "count":
            return ("+" if signed and round(value) > 0 else "") + whole_number(value)
        case "ratio":
            return _minus(f"{value:,.4f}")
        case "rate":
            return _minus(f"{value:,.1f}")
        case "index":
            return index(value)
        case "years":
            return _minus(f"{value:,g}")
    return _minus(f"{value:,}")


def _money(amount: float | None, divisor: int, places: int, unit: str, signed: bool) -> str:
    if amount is None or math.isnan(amount):
        return NOT_KNOWN
    return _sign(amount, 1 / divisor, places, signed) + f"£{abs(amount) / divisor:,.{places}f}{unit}"


def _sign(value: float, scale: float, places: int, signed: bool) -> str:
    # What is printed as nought has no sign.
    if not round(abs(value) * scale, places):
        return ""
    return _MINUS if value < 0 else "+" if signed else ""


def _is_missing(number: float | None) -> bool:
    return number is None or math.isnan(number)


def _minus(text: str) -> str:
    return text.replace("-", _MINUS)
