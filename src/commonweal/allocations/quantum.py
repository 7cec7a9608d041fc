"""Fixing the sum: the growth rate, or the total of targets, that makes the allocations add up to a quantum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy import GrowthMode, Policy
from commonweal.allocations.stream_year import StreamYear
from commonweal.money import split_largest_remainder
from commonweal.problems import BadInput, Problem

_WIDEST = (-0.5, 1.0)
_MOST_HALVINGS = 200


@dataclass(frozen=True, eq=False)
class Solved:
    """Allocations that meet a quantum, and the parameter that makes them.

    Args:
        parameter: What was solved for: ``growth_rate`` or ``target_growth`` (of England's total of targets).
        value: The solution, a fraction.
        allocation: The allocations at the solution, rounded to the policy's step so that they sum to the quantum.
    """

    parameter: str
    value: float
    allocation: Allocation


def solve_for_quantum(
    year: StreamYear, policy: Policy, quantum_k: float, *, targets_follow_growth: bool = True
) -> Solved:
    """Find the growth that makes the allocations sum to a quantum.

    With uniform growth the rate is solved. With growth that follows each target, England's total of targets is solved.
    Printed growth gets one addition for all. The sum rises with the parameter, so halving an interval finds the one
    solution, and always the same. The last thousands go by largest remainder.

    Args:
        year: The figures, without a scenario axis.
        policy: The rule; single numbers.
        quantum_k: What the allocations must sum to, £k; a multiple of the policy's rounding step.
        targets_follow_growth: Whether England's total of targets grows with a solved rate, as it did in 2025/26;
            otherwise closing targets stay as given.

    Raises:
        BadInput: No growth between -50% and +100% meets the quantum, or the quantum is not a multiple of the step.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL", "QYG"),
        ...                   baseline_k=np.array([2797301.408, 5675212.861]),
        ...                   closing_target_k=np.array([3069962.497, 5659947.493]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> found = solve_for_quantum(year, policy, 8827745.0)
        >>> round(found.value, 4), float(found.allocation.total_k)
        (0.0437, 8827745.0)
    """
    trial, parameter = _trial(year, policy, targets_follow_growth)

    def total(value: float) -> float:
        changed_year, changed_policy = trial(value)
        return float(allocate(changed_year, changed_policy).unrounded_k.sum())

    value = rising_root(lambda given: total(given) - quantum_k, *_WIDEST)
    if value is None:
        low, high = (total(end) for end in _WIDEST)
        raise BadInput(
            Problem(
                "no growth between -50% and +100% makes the allocations sum to this quantum",
                given=f"£{quantum_k:,.0f}k",
                expected=f"between £{low:,.0f}k and £{high:,.0f}k",
            )
        )
    return Solved(parameter, value, _meeting(allocate(*trial(value)), quantum_k))


def rising_root(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Where a rising function crosses nought, to the last bit; None where it does not within the interval.

    The interval is halved until no number lies between its ends, so the result depends on nothing but the function.

    Example:
        >>> rising_root(lambda x: x * x * x - 0.125, -1.0, 1.0)
        0.5
    """
    at_low, at_high = function(low), function(high)
    if at_low > 0 or at_high < 0:
        return None
    for _ in range(_MOST_HALVINGS):
        middle = low + (high - low) / 2
        if middle in (low, high):
            break
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return high if abs(function(high)) <= abs(function(low)) else low


def _trial(
    year: StreamYear, policy: Policy, targets_follow_growth: bool
) -> tuple[Callable[[float], tuple[StreamYear, Policy]], str]:
    if policy.growth_mode is GrowthMode.UNIFORM:
        given, target = policy.growth_rate, year.closing_target_k

        def uniform(value: float) -> tuple[StreamYear, Policy]:
            moved = year
            if targets_follow_growth and target is not None:
                assert given is not None
                moved = replace(year, closing_target_k=np.asarray(target * ((1.0 + value) / (1.0 + given))))
            return moved, replace(policy, growth_rate=value)

        return uniform, "growth_rate"
    if policy.growth_mode is GrowthMode.TARGET:
        opening = float(year.required_opening_target().sum())
        return lambda value: (year.with_quantum(opening * (1.0 + value)), policy), "target_growth"
    printed = year.published_growth
    if printed is None:
        raise BadInput(f"{year.stream} {year.year} has no printed growth rates to add to")
    return lambda value: (replace(year, published_growth=np.asarray(printed + value)), policy), "growth_rate"


def _meeting(allocation: Allocation, quantum_k: float) -> Allocation:
    """The allocations rounded so that they sum to the quantum exactly."""
    step = 0.00001 if allocation.policy.rounding_k is None else float(allocation.policy.rounding_k)
    units = quantum_k / step
    if abs(units - round(units)) > 1e-6:
        raise BadInput(
            Problem(
                "the quantum is not a multiple of the rounding step", given=f"£{quantum_k}k", expected=f"£{step:g}k"
            )
        )
    split = split_largest_remainder(round(units), allocation.unrounded_k.tolist())
    exact: FloatArray = np.array(split, dtype=np.float64) * step
    return replace(allocation, allocation_k=exact)
