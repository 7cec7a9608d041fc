"""Convergence, or pace of change: how far an allocation moves towards its target in one year."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy import Basis, ConvergenceMode, Pace, Policy
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem


def distance_from_target(amount_k: FloatArray, target_k: FloatArray) -> FloatArray:
    """How far an amount stands above its target (or below, negative), as a fraction of the target.

    Example:
        >>> distance_from_target(np.array([2934141.0]), np.array([3069962.497])).round(5).tolist()
        [-0.04424]
    """
    return np.asarray(amount_k / target_k - 1.0)


def pace_of_change(distance: FloatArray, *, gain: Pace, loss: Pace) -> FloatArray:
    """The convergence adjustment that a distance from target earns, a fraction of the grown baseline.

    Args:
        distance: Distance from target, a fraction, any shape; negative is below target.
        gain: The pace below target; its slope and cap may be (scenarios, 1).
        loss: The pace above target, likewise.

    Returns:
        Positive below target, negative above, nought on target; the broadcast shape.

    Source:
        NHS England, ICB allocations 2023/24 and 2024/25, and 2025/26, columns "Convergence (%)": reproduced exactly.

    Example:
        >>> half_a_percent = Pace(slope=0.2, cap=0.005)
        >>> pace_of_change(np.array([-0.049, -0.01, 0.0, 0.046]), gain=half_a_percent, loss=half_a_percent).tolist()
        [0.005, 0.002, 0.0, -0.005]
    """
    gained = np.minimum(gain.cap, np.maximum(-distance, 0.0) * gain.slope)
    lost = np.minimum(loss.cap, np.maximum(distance, 0.0) * loss.slope)
    return np.asarray(gained - lost)


def convergence_basis(year: StreamYear, policy: Policy, growth: FloatArray) -> FloatArray:
    """The distance from target that the policy's convergence reads, a fraction of shape (n,) or (scenarios, n)."""
    if policy.basis is Basis.OPENING:
        return distance_from_target(year.baseline_k, year.required_opening_target())
    return distance_from_target(year.baseline_k * (1.0 + growth), year.required_closing_target())


def convergence(year: StreamYear, policy: Policy, growth: FloatArray) -> FloatArray:
    """The convergence adjustment of each organisation, a fraction of shape (n,) or (scenarios, n).

    Where the policy's scope is partial (specialised in 2025/26), the adjustment is scaled by the part of the baseline
    that it acts on: the physical health services without high-cost drugs and devices.

    Args:
        year: The figures.
        policy: The rule.
        growth: Base growth, from `commonweal.allocations.growth.base_growth`.

    Raises:
        BadInput: A region has no value in the policy, or targets that the rule needs are not there.

    Example:
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL",), baseline_k=np.array([2797301.408]),
        ...                   closing_target_k=np.array([3069962.497]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> convergence(year, policy, np.array([0.0437])).tolist()
        [0.005]
    """
    if policy.convergence_mode is ConvergenceMode.NONE:
        moved = np.zeros_like(growth)
    elif policy.convergence_mode is ConvergenceMode.REGION:
        moved = _by_region(year, policy) + np.zeros_like(growth)
    else:
        moved = pace_of_change(convergence_basis(year, policy, growth), gain=policy.gain, loss=policy.loss)
    if not policy.partial_scope:
        return moved
    if year.scope_share is None:
        raise BadInput(
            Problem(
                f"{year.stream} {year.year} does not say which part of each baseline convergence acts on",
                do="supply the baseline that is in scope, or choose a policy whose scope is the whole baseline",
            )
        )
    return moved * year.scope_share


def _by_region(year: StreamYear, policy: Policy) -> FloatArray:
    if year.regions is None:
        raise BadInput(f"{year.stream} {year.year} does not say which NHS region each organisation lies in")
    unknown = sorted(set(year.regions) - set(policy.region_convergence))
    if unknown:
        raise BadInput(
            Problem(
                "the policy has no convergence for a region",
                given=", ".join(unknown),
                expected=", ".join(sorted(policy.region_convergence)),
                do="add the region's value to the policy",
            )
        )
    return np.array([policy.region_convergence[region] for region in year.regions])
