"""Targets, or fair shares: what an organisation would get if money followed weighted population alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.allocations.arrays import FloatArray, Number, shares
from commonweal.problems import BadInput, Problem


def target_from_shares(weighted: FloatArray, quantum_k: Number) -> FloatArray:
    """Each organisation's share of weighted population times the national quantum.

    The quantum is a policy choice. It is not the sum of the baselines, so distances need not average nought.

    Args:
        weighted: (n,) weighted people.
        quantum_k: England's target total, £k; a float, or (scenarios, 1).

    Returns:
        (n,) or (scenarios, n), £k.

    Raises:
        BadInput: A weighted population is missing or below nought, or they sum to nought.

    Source:
        NHS England, ICB allocations: equals the core targets behind the printed distances in 2023/24 to 2025/26.

    Example:
        >>> target_from_shares(np.array([1706723.27, 62142600.94]), 114848748.0).round(0).tolist()
        [3069962.0, 111778786.0]
    """
    if not np.all(np.isfinite(weighted)) or np.any(weighted < 0) or not np.sum(weighted) > 0:
        raise BadInput(
            Problem("targets need a weighted population for every organisation, each nought or more, not all nought")
        )
    return np.asarray(shares(weighted) * quantum_k)


@dataclass(frozen=True, eq=False)
class PrimaryMedicalTarget:
    """A primary medical target taken apart: money for weighted people, and the dispensing-doctor adjustment.

    Args:
        per_weighted_head_k: k, £k for each weighted person, the same everywhere.
        dispensing_k: (n,) added for dispensing doctors at ICB level, £k; nought where there are none.
    """

    per_weighted_head_k: float
    dispensing_k: FloatArray

    def target_k(self, weighted: FloatArray) -> FloatArray:
        """The target for given weighted people, £k, the adjustment being kept as it is."""
        return np.asarray(self.per_weighted_head_k * weighted + self.dispensing_k)


def separate_dispensing(
    target_k: FloatArray, weighted: FloatArray, no_dispensing_within: float = 5e-8
) -> PrimaryMedicalTarget:
    """Take published primary medical targets apart into k for each weighted person and the dispensing adjustment.

    The adjustment is never negative and is nought in some ICBs, so k is the least target for a weighted person that
    any ICB has, and the rest of each target is its adjustment. Seven ICBs share that least value in every year held,
    which is what shows the method to be right.

    Args:
        target_k: (n,) £k.
        weighted: (n,) overall primary medical weighted people.
        no_dispensing_within: How near to k, relatively, counts as no adjustment.

    Returns:
        k in £k and the adjustments in £k; together they give the targets back to within a few pounds.

    Example:
        >>> parts = separate_dispensing(np.array([100.0, 220.0]), np.array([1000.0, 2000.0]))
        >>> parts.per_weighted_head_k, parts.dispensing_k.tolist()
        (0.1, [0.0, 20.0])
    """
    per_head = target_k / weighted
    least = float(per_head.min())
    alike = per_head <= least * (1.0 + no_dispensing_within)
    common = float(target_k[alike].sum() / weighted[alike].sum())
    rest = target_k - common * weighted
    return PrimaryMedicalTarget(common, np.where(alike, 0.0, rest))
