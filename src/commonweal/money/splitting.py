"""Splitting an amount by weights so that the parts sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from commonweal.problems import BadInput, Problem


def split_largest_remainder(total: int, weights: Sequence[float | int | Fraction]) -> list[int]:
    """Split whole pence (or any whole units) in proportion to weights, exactly.

    Each part first gets its share rounded towards nought; the units left go one each to the largest
    remainders, earlier parts first where remainders are equal. Shares are exact fractions, so the result
    does not depend on floating-point order.

    Args:
        total: Whole units to split; may be negative.
        weights: One weight per part, nought or more, at least one above nought.

    Returns:
        Whole units per part, in the order of the weights, summing to ``total``.

    Raises:
        BadInput: A weight is negative or not finite, or none is above nought.

    Example:
        >>> split_largest_remainder(100, [1, 1, 1])
        [34, 33, 33]
    """
    if len(weights) == 0:
        raise BadInput(Problem("there is nothing to split among", expected="at least one part with a weight"))
    scaled = _whole(weights)
    whole = sum(scaled)
    if whole == 0:
        raise BadInput(Problem("all weights are nought", do="give at least one part a weight above nought"))
    sign, amount = (-1, -total) if total < 0 else (1, total)
    shared = [divmod(amount * weight, whole) for weight in scaled]
    parts = [share for share, _ in shared]
    left = amount - sum(parts)
    # The sort is stable, so that among equal remainders the earlier part comes first.
    for position in sorted(range(len(parts)), key=lambda position: -shared[position][1])[:left] if left else ():
        parts[position] += 1
    return [sign * part for part in parts]


def _whole(weights: Sequence[float | int | Fraction]) -> list[int]:
    """The weights as whole numbers in the same proportions, exactly; whole numbers as they are."""
    whole_numbers = [weight for weight in weights if type(weight) is int and weight >= 0]
    if len(whole_numbers) == len(weights):
        return whole_numbers
    ratios = [_ratio(position, weight) for position, weight in enumerate(weights)]
    common = lcm(*(under for _, under in ratios))
    return [over * (common // under) for over, under in ratios]


def _ratio(position: int, weight: float | int | Fraction) -> tuple[int, int]:
    try:
        over, under = weight.as_integer_ratio() if hasattr(weight, "as_integer_ratio") else (int(weight), 1)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            Problem(
                f"weight {position + 1} is missing or not finite",
                do="give every part a weight, or leave the part out",
            )
        ) from error
    if over < 0:
        raise BadInput(Problem(f"weight {position + 1} is below nought", given=str(float(weight))))
    return over, under
