"""One year's allocation: baseline, growth, convergence, limits, rounding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.allocations.arrays import FloatArray, IntArray
from commonweal.allocations.convergence import convergence, distance_from_target
from commonweal.allocations.growth import base_growth
from commonweal.allocations.limits import within_limits
from commonweal.allocations.policy import Form, Policy
from commonweal.allocations.rounding import round_to_step
from commonweal.allocations.stream_year import StreamYear


@dataclass(frozen=True, eq=False)
class Allocation:
    """What a policy gives to each organisation, with every step on the way. Shapes (n,) or (scenarios, n).

    Args:
        year: The figures it was worked from.
        policy: The rule that was applied.
        growth: Base growth, a fraction.
        convergence: The convergence adjustment, a fraction.
        unrounded_k: After growth, convergence and limits, £k.
        allocation_k: The recurrent allocation, £k, rounded as the policy says.
        deciding_limit: A position in `commonweal.allocations.limits.LIMIT_NAMES`; 0 where no limit decided.
    """

    year: StreamYear
    policy: Policy
    growth: FloatArray
    convergence: FloatArray
    unrounded_k: FloatArray
    allocation_k: FloatArray
    deciding_limit: IntArray

    @property
    def total_k(self) -> FloatArray:
        """The national sum, £k: a 0-dimensional array, or one value per scenario."""
        return np.asarray(self.allocation_k.sum(axis=-1))

    @property
    def opening_distance(self) -> FloatArray | None:
        """Baseline against the opening target; None where the stream has no target."""
        if self.year.opening_target_k is None:
            return None
        return distance_from_target(self.year.baseline_k, self.year.opening_target_k)

    @property
    def closing_distance(self) -> FloatArray | None:
        """Allocation against the closing target; None where the stream has no target."""
        if self.year.closing_target_k is None:
            return None
        return distance_from_target(self.allocation_k, self.year.closing_target_k)


def allocate(year: StreamYear, policy: Policy) -> Allocation:
    """Apply a policy to one stream's figures of one year.

    Multiplicative: A = B (1 + g) (1 + c). Additive: A = B (1 + g + c). Then the limits, then rounding. The sum of the
    allocations falls out of the rule; it is not set beforehand (see `commonweal.allocations.quantum` for that).

    Args:
        year: n organisations; targets may be (scenarios, n).
        policy: Parameters as floats, or as (scenarios, 1) arrays that work all scenarios in one run.

    Returns:
        The steps and the result, (n,) or (scenarios, n).

    Raises:
        BadInput: The policy reads a figure that the year does not have.

    Source:
        NHS England, ICB allocations 2023/24 and 2024/25 (v1.2) and 2025/26: 294 of 294 published figures to £1,000.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL", "QYG"),
        ...                   baseline_k=np.array([2797301.408, 5675212.861]),
        ...                   closing_target_k=np.array([3069962.497, 5659947.493]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> allocate(year, policy).allocation_k.tolist()
        [2934141.0, 5893604.0]
    """
    growth = base_growth(year, policy)
    moved = convergence(year, policy, growth)
    factor = (1.0 + growth) * (1.0 + moved) if policy.form is Form.MULTIPLICATIVE else 1.0 + growth + moved
    unrounded, deciding = within_limits(year, policy.limits, np.asarray(year.baseline_k * factor))
    return Allocation(
        year=year,
        policy=policy,
        growth=growth,
        convergence=moved,
        unrounded_k=unrounded,
        allocation_k=round_to_step(unrounded, policy.rounding_k),
        deciding_limit=deciding,
    )
