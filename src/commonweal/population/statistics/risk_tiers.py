"""Risk tiers: how many of the people whom a score puts first had the outcome, and how many who had it are there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.discrimination import read_outcome
from commonweal.population.statistics.estimates import Arrays, Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.grouping import Grouping, read_grouping
from commonweal.population.statistics.intervals import wilson_limits


@dataclass(frozen=True, eq=False)
class RiskTier(Arrays):
    """How a tier cut at one score serves each group.

    Args:
        threshold: The lowest score in the tier.
        people: People of each group.
        chosen: Of them, in the tier.
        events: Of them, those with the outcome.
        found: Of those, in the tier.
        sensitivity: found/events, with Wilson's interval.
        predictive_value: found/chosen, likewise.
    """

    threshold: float
    people: FloatArray
    chosen: FloatArray
    events: FloatArray
    found: FloatArray
    sensitivity: Estimate
    predictive_value: Estimate


def risk_tier(
    score: npt.ArrayLike,
    outcome: npt.ArrayLike,
    share: float,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> RiskTier:
    """Sensitivity and positive predictive value of the tier of the highest scores.

    The threshold is the score of the last of the k people with the highest scores in the whole population, k being
    the share of them rounded up; it is the same for every group. Everybody with that score is in the tier, so that
    nobody is chosen by the order of a file: where many have it, the tier is larger than asked for.

    Args:
        score: Any scale, higher meaning riskier, shape (people,).
        outcome: 1 for people who had it, 0 for those who did not.
        share: Of the population to be in the tier, above 0 and below 1, such as 0.05.
        group: Codes from 0, such as the deprivation fifth or the ethnic group; None for all people together.
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Shape (groups,), or () without groups. Sensitivity is not shown for a group where nobody had the outcome, nor
        predictive value where nobody is in the tier.

    Raises:
        BadInput: Scores that are missing, outcomes other than 0 and 1, a share that is no share, nobody.

    Source:
        Altman and Bland, BMJ 308 (1994), 1552, and 309 (1994), 102, on sensitivity and predictive values; limits:
        Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    Example:
        >>> tier = risk_tier([9, 8, 7, 3, 2, 2, 1, 1, 0, 0], [1, 1, 0, 1, 0, 0, 0, 1, 0, 0], 0.3)
        >>> tier.threshold, float(tier.sensitivity.value), float(tier.predictive_value.value.round(4))
        (7.0, 0.5, 0.6667)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    s = inputs.numbers("score", score, missing=False)
    s, y = inputs.same_shape(score=s, outcome=read_outcome(inputs, outcome))
    if not 0 < share < 1:
        inputs.wrong("a share lies above 0 and below 1", column="share", given=f"{share:g}")
    if s.ndim != 1:
        inputs.wrong("scores are not a list, one for each person", column="score", given=str(s.shape))
    grouping = read_grouping(inputs, s.shape, group, groups)
    inputs.raise_if_any()
    last = int(np.ceil(round(share * len(s), 9)))
    threshold = float(np.partition(s, len(s) - last)[len(s) - last])
    inside = (s >= threshold).astype(np.float64)
    chosen, events, found = grouping.sum(inside), grouping.sum(y), grouping.sum(inside * y)
    return RiskTier(
        threshold, _count(grouping), chosen, events, found,
        _share(found, events, Reason.ONE_OUTCOME, confidence), _share(found, chosen, Reason.MISSING, confidence),
    )  # fmt: skip


def _count(grouping: Grouping) -> FloatArray:
    return np.asarray(grouping.rows, dtype=np.float64)


def _share(found: FloatArray, of: FloatArray, without: Reason, confidence: float) -> Estimate:
    none = of == 0
    divisor = blank(of, none)
    lower, upper = wilson_limits(found, divisor, normal_deviate(confidence))
    return Estimate(found / divisor, lower, upper, reason_codes(of.shape, (without, none)), confidence)
