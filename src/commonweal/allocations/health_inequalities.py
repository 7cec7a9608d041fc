"""The health-inequalities share: exact where the parts are published, a labelled estimate where they are not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.arrays import FloatArray, Number, shares
from commonweal.allocations.ccg_formula import CcgCoefficients, CcgPractices, ccg_targets
from commonweal.allocations.target import separate_dispensing
from commonweal.allocations.weighted_population import primary_medical
from commonweal.problems import BadInput, Problem


def check_share(share: Number) -> None:
    """Refuse a share that is no fraction.

    Raises:
        BadInput: It is below nought or above 1.
    """
    values = np.asarray(share, dtype=np.float64)
    if not np.all(np.isfinite(values)) or np.any(values < 0) or np.any(values > 1):
        raise BadInput(
            Problem(
                "the health-inequalities share is a fraction",
                given=str(share),
                expected="between 0 and 1, such as 0.15",
                do="write 15% as 0.15",
            )
        )


def primary_medical_targets(
    need: FloatArray, health_inequalities: FloatArray, target_k: FloatArray, *, published: float, share: Number
) -> FloatArray:
    """Primary medical targets with another health-inequalities share. Exact.

    The amount for each weighted person and the dispensing adjustments stay as published; since both weighted
    populations sum to England's people, so does the total.

    Args:
        need: (n,) weighted people by the workload formula.
        health_inequalities: (n,) weighted people by avoidable mortality.
        target_k: (n,) published targets, £k.
        published: The share behind them.
        share: The share that is asked about; a float, or (scenarios, 1).

    Returns:
        (n,) or (scenarios, n), £k.

    Raises:
        BadInput: A share is no fraction.

    Example:
        >>> need, unequal = np.array([100.0, 100.0]), np.array([80.0, 120.0])
        >>> as_now = primary_medical(need, unequal, 0.15)
        >>> primary_medical_targets(need, unequal, as_now, published=0.15, share=0.25).round(6).tolist()
        [95.0, 105.0]
    """
    check_share(share)
    parts = separate_dispensing(target_k, primary_medical(need, health_inequalities, published))
    return parts.target_k(primary_medical(need, health_inequalities, share))


def ccg_formula_targets(practices: CcgPractices, coefficients: CcgCoefficients, share: float) -> FloatArray:
    """Targets of the CCG formula with another share, scaled to the same national total. Exact.

    Args:
        practices: The inputs of the formula.
        coefficients: From the rule book.
        share: The share that is asked about.

    Returns:
        (n,) targets including remoteness, £k.
    """
    check_share(share)
    total = ccg_targets(practices, coefficients).including_remoteness_k.sum()
    changed = ccg_targets(practices, replace(coefficients, health_inequalities_share=share)).including_remoteness_k
    return np.asarray(shares(changed) * total)


@dataclass(frozen=True, eq=False)
class CoreEstimate:
    """Core targets with another health-inequalities share, estimated.

    Args:
        target_k: (n,) or (scenarios, n), £k.
        error_k: How far off each may be, £k, by the largest error of the method where the answer is known.
    """

    target_k: FloatArray
    error_k: FloatArray


def core_targets_estimate(
    health_inequalities: FloatArray,
    cost_factor: FloatArray,
    target_k: FloatArray,
    *,
    stated: float,
    share: Number,
    error_per_share: float,
) -> CoreEstimate:
    """Core targets after 2018/19 with another share. An estimate: practices' cost factors are no longer published.

    The part of a target that follows avoidable mortality is the stated share of weighted people by avoidable mortality,
    times a cost factor for each ICB from the 2018/19 base. The rest is what remains of the published target.

    Args:
        health_inequalities: (n,) weighted people by avoidable mortality.
        cost_factor: (n,) unavoidable cost of each ICB on the 2018/19 base, England's average being about 1.
        target_k: (n,) published targets, £k.
        stated: The share behind them as the publisher states it.
        share: The share that is asked about; a float, or (scenarios, 1).
        error_per_share: The method's largest error where the answer is known, as a fraction of the target for each 1 by
            which the share changes.

    Raises:
        BadInput: A share is no fraction.

    Example:
        >>> found = core_targets_estimate(np.array([80.0, 120.0]), np.ones(2), np.array([98.0, 102.0]),
        ...                               stated=0.1, share=0.2, error_per_share=0.0041)
        >>> found.target_k.round(6).tolist(), found.error_k.round(5).tolist()
        ([96.0, 104.0], [0.04018, 0.04182])
    """
    check_share(share)
    total = target_k.sum()
    mortality = shares(health_inequalities * cost_factor) * total
    rest = (target_k - stated * mortality) / (1.0 - stated)
    changed = (1.0 - share) * rest + share * mortality
    return CoreEstimate(
        np.asarray(changed), np.asarray(target_k * error_per_share * np.abs(np.asarray(share) - stated))
    )


def icb_cost_factor(factor: FloatArray, coefficients: CcgCoefficients) -> FloatArray:
    """The cost factor on a whole target: market forces and ambulance on its hospital and community part alone.

    Args:
        factor: (n,) product of the two cost factors.
        coefficients: Money for each weighted person of the two parts.

    Example:
        >>> coefficients = CcgCoefficients({}, 0.1, 1.1, 0.1, {})
        >>> icb_cost_factor(np.array([1.12]), coefficients).round(2).tolist()
        [1.11]
    """
    hospital, drugs = coefficients.hchs_k, coefficients.prescribing_k
    return np.asarray((hospital * factor + drugs) / (hospital + drugs))
