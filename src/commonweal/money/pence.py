"""Pence in and out: integers inside, pounds for people."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from commonweal.money.rounding import round_half_away
from commonweal.problems import BadInput, Problem

_AMOUNT = re.compile(
    r"^(?P<open>\()?\s*(?P<sign>[-−+])?\s*£?\s*(?P<sign2>[-−+])?(?P<digits>[\d,]*\.?\d*)\s*(?P<scale>k|m|bn)?\s*(?P<close>\))?$",
    re.I,
)
_SCALE = {None: 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}


def pounds(text: str) -> int:
    """The pence that a written amount of pounds means.

    Takes a pound sign, thousands separators, ``k``, ``m`` and ``bn``, and brackets or a minus for less than nought.

    Raises:
        BadInput: The text is not an amount, or has parts of a penny.

    Example:
        >>> pounds("£1,234.56"), pounds("(2.5k)"), pounds("1.2bn")
        (123456, -250000, 120000000000)
    """
    match = _AMOUNT.match(text.strip())
    if not match or not any(character.isdigit() for character in match["digits"]):
        raise BadInput(
            Problem("this is not an amount of money", given=text, expected="an amount such as £1,234.56 or 2.5m")
        )
    if bool(match["open"]) != bool(match["close"]) or (match["sign"] and match["sign2"]):
        raise BadInput(
            Problem("the brackets or signs of this amount do not pair", given=text, expected="(1,234.56) or -1,234.56")
        )
    whole = match["digits"].split(".")[0]
    if "," in whole and not re.fullmatch(r"\d{1,3}(,\d{3})+", whole):
        raise BadInput(
            Problem("the thousands separators of this amount are out of place", given=text, expected="1,234,567")
        )
    try:
        value = Decimal(match["digits"].replace(",", "")) * _SCALE[(match["scale"] or "").lower() or None] * 100
    except InvalidOperation as error:
        raise BadInput(
            Problem("this is not an amount of money", given=text, expected="an amount such as £1,234.56")
        ) from error
    if value != value.to_integral_value():
        raise BadInput(Problem("this amount has parts of a penny", given=text, do="round it to whole pence"))
    sign = (match["sign"] or match["sign2"] or "") in ("-", "−")
    return -int(value) if sign or match["open"] else int(value)


def to_pence(thousands: float) -> int:
    """Whole pence of an amount in thousands of pounds, rounded half away from nought.

    Example:
        >>> to_pence(2934141)
        293414100000
    """
    return round_half_away(Decimal(repr(float(thousands))) * 100_000)


def show(pence: int) -> str:
    """The amount as people write it, with a pound sign and separators; a minus before the sign.

    Example:
        >>> show(123456), show(-100), show(293414100000)
        ('£1,234.56', '-£1', '£2,934,141,000')
    """
    sign = "-" if pence < 0 else ""
    whole, rest = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}" + (f".{rest:02d}" if rest else "")


def show_thousands(pence: int) -> str:
    """The amount in thousands of pounds, as allocation tables print it.

    Example:
        >>> show_thousands(293414100000)
        '£2,934,141k'
    """
    thousands = round_half_away(Decimal(pence) / 100_000)
    return f"{'-' if thousands < 0 else ''}£{abs(thousands):,}k"
