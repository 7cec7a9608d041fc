"""Money and percentages as a reader expects them: with the unit, a true minus sign, and no more digits than help."""

from __future__ import annotations

NOT_KNOWN = "not known"
_MINUS = "−"


def pounds_k(amount_k: float | None, *, signed: bool = False) -> str:
    """An amount in £ thousand to the last thousand, as allocation tables print it.

    Example:
        >>> pounds_k(2934141.0), pounds_k(-1340.2, signed=True)
        ('£2,934,141k', '−£1,340k')
    """
    return _money(amount_k, 1, 0, "k", signed)


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


def pounds(amount_gbp: float | None, *, places: int = 0, signed: bool = False) -> str:
    """An amount in pounds, such as for each person.

    Example:
        >>> pounds(1719.4), pounds(-3.456, places=2, signed=True)
        ('£1,719', '−£3.46')
    """
    return _money(amount_gbp, 1, places, "", signed)


def pence(amount_pence: int | None) -> str:
    """Whole pence as pounds; the pence are shown only where there are any.

    Example:
        >>> pence(123450), pence(100)
        ('£1,234.50', '£1')
    """
    if amount_pence is None:
        return NOT_KNOWN
    whole, rest = divmod(abs(amount_pence), 100)
    return f"{_MINUS if amount_pence < 0 else ''}£{whole:,}" + (f".{rest:02d}" if rest else "")


def percent(fraction: float | None, *, places: int = 2, signed: bool = False) -> str:
    """A fraction as a percentage.

    Example:
        >>> percent(0.0437), percent(-0.04424, signed=True), percent(0.0, signed=True)
        ('4.37%', '−4.42%', '0.00%')
    """
    if fraction is None or fraction != fraction:
        return NOT_KNOWN
    return _sign(fraction, 100, places, signed) + f"{abs(fraction) * 100:,.{places}f}%"


def index(ratio: float | None, *, places: int = 3) -> str:
    """A need index, where 1 is average.

    Example:
        >>> index(1.12712)
        '1.127'
    """
    return NOT_KNOWN if ratio is None or ratio != ratio else f"{ratio:.{places}f}"


def above_or_below(distance: float | None, *, places: int = 2, what: str = "target") -> str:
    """A distance in words.

    Example:
        >>> above_or_below(-0.04424), above_or_below(0.0), above_or_below(None)
        ('4.42% below target', 'on target', 'no target')
    """
    if distance is None or distance != distance:
        return f"no {what}"
    shown = percent(abs(distance), places=places)
    if not float(shown.rstrip("%").replace(",", "")):
        return f"on {what}"
    return f"{shown} {'above' if distance > 0 else 'below'} {what}"


def _money(amount: float | None, divisor: int, places: int, unit: str, signed: bool) -> str:
    if amount is None or amount != amount:
        return NOT_KNOWN
    return _sign(amount, 1 / divisor, places, signed) + f"£{abs(amount) / divisor:,.{places}f}{unit}"


def _sign(value: float, scale: float, places: int, signed: bool) -> str:
    # What is printed as nought has no sign.
    if not round(abs(value) * scale, places):
        return ""
    return _MINUS if value < 0 else "+" if signed else ""
