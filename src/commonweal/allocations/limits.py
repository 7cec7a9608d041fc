"""Floors and ceilings: what a round promises or forbids whatever convergence says."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.arrays import FloatArray, IntArray
from commonweal.allocations.policy import Limits
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem

LIMIT_NAMES = (
    "",
    "maximum_growth",
    "minimum_growth",
    "minimum_growth_per_head",
    "furthest_below",
    "minimum_per_head_gbp",
)
"""What the numbers in the second result of `within_limits` mean; 0 is no limit."""


def within_limits(year: StreamYear, limits: Limits, amount_k: FloatArray) -> tuple[FloatArray, IntArray]:
    """Amounts brought within the limits of a policy, and which limit decided each.

    Args:
        year: The figures: baselines, and targets and populations where a limit reads them.
        limits: What is set acts in a fixed order: the ceiling, then the guarantees, of which a later one outranks.
        amount_k: (n,) or (scenarios, n), the amounts after convergence, £k.

    Returns:
        The amounts, £k, and for each a position in `LIMIT_NAMES`.

    Raises:
        BadInput: A limit is set whose population or target is not known.

    Example:
        >>> year = StreamYear(stream="core", year="2015/16", codes=("A", "B"), baseline_k=np.array([100.0, 100.0]))
        >>> amounts, deciding = within_limits(year, Limits(minimum_growth=0.017), np.array([101.0, 103.0]))
        >>> amounts.round(1).tolist(), [LIMIT_NAMES[number] for number in deciding]
        ([101.7, 103.0], ['minimum_growth', ''])
    """
    deciding = np.zeros(np.broadcast_shapes(amount_k.shape, year.baseline_k.shape), dtype=np.int64)
    if not limits.any_set:
        return amount_k, deciding
    guaranteed = _guaranteed_part(year, limits, amount_k)
    if limits.maximum_growth is not None:
        amount_k, deciding = _lower(amount_k, year.baseline_k * (1.0 + limits.maximum_growth), 1, deciding)
    if limits.minimum_growth is not None:
        floor = year.baseline_k * (1.0 + limits.minimum_growth)
        amount_k, deciding = _lift(amount_k, floor, 2, deciding, guaranteed)
    if limits.minimum_growth_per_head is not None:
        people = _people(year, "population") / _people(year, "opening_population")
        floor = year.baseline_k * people * (1.0 + limits.minimum_growth_per_head)
        amount_k, deciding = _lift(amount_k, floor, 3, deciding, guaranteed)
    if limits.furthest_below is not None:
        floor = year.required_closing_target() * (1.0 - limits.furthest_below)
        amount_k, deciding = _lift(amount_k, floor, 4, deciding, 1.0)
    if limits.minimum_per_head_gbp is not None:
        floor = _people(year, "population") * limits.minimum_per_head_gbp / 1000.0
        amount_k, deciding = _lift(amount_k, floor, 5, deciding, 1.0)
    return amount_k, deciding


def _guaranteed_part(year: StreamYear, limits: Limits, amount_k: FloatArray) -> FloatArray | float:
    """How much of the lift to a growth floor is given: all near target, none far above it, a straight line between."""
    if limits.guarantee_full_to is None or limits.guarantee_ends_at is None:
        return 1.0
    distance = amount_k / year.required_closing_target() - 1.0
    left = (limits.guarantee_ends_at - distance) / (limits.guarantee_ends_at - limits.guarantee_full_to)
    return np.asarray(np.clip(left, 0.0, 1.0))


def _lift(
    amount: FloatArray, floor: FloatArray, name: int, deciding: IntArray, part: FloatArray | float
) -> tuple[FloatArray, IntArray]:
    lift = np.maximum(floor - amount, 0.0) * part
    return np.asarray(amount + lift), np.where(lift > 0.0, name, deciding)


def _lower(amount: FloatArray, ceiling: FloatArray, name: int, deciding: IntArray) -> tuple[FloatArray, IntArray]:
    return np.minimum(amount, ceiling), np.where(amount > ceiling, name, deciding)


def _people(year: StreamYear, name: str) -> FloatArray:
    values: FloatArray | None = getattr(year, name)
    if values is None:
        wanted = "this year's" if name == "population" else "the baseline year's"
        raise BadInput(
            Problem(
                f"{year.stream} {year.year} has a limit for each person, but {wanted} population is not known",
                do="supply the populations, or take the limit out",
            )
        )
    return values
