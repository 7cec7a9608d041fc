"""Rounding half away from nought, as spreadsheets and NHS England's published tables do."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from commonweal.problems import BadInput, Problem


def round_half_away(value: float | int | Decimal, to: int = 1) -> int:
    """The multiple of ``to`` nearest to the value; a half goes away from nought.

    A binary float is taken at its shortest written form, so that 0.285 means 0.285.

    Args:
        value: Any finite number.
        to: The step, a whole number from 1, such as 1000.

    Raises:
        BadInput: The value is not finite, or the step is not a whole number from 1.

    Example:
        >>> round_half_away(2.5), round_half_away(-2.5), round_half_away(250, to=100)
        (3, -3, 300)
    """
    if type(to) is not int or to < 1:
        raise BadInput(Problem("a rounding step must be a whole number from 1", given=str(to)))
    number = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else int(value))
    if not number.is_finite():
        raise BadInput(Problem("a number that is not finite cannot be rounded", given=str(value)))
    with localcontext() as context:
        context.prec = 60
        return int((number / to).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * to
