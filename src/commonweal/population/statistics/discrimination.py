"""The C-statistic: how often somebody who had the outcome had the higher score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Estimate, FloatArray, IntArray, Reason, blank, reason_codes
from commonweal.population.statistics.grouping import Grouping, read_grouping

ROUNDING = 1e-20
"""Sum of squared shares that rounding alone can make: with ten million people the least true one is 2.5e-15."""


def c_statistic(
    score: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """The C-statistic (area under the receiver operating curve) with DeLong's interval.

    The share of pairs, one person with the outcome and one without, in which the former scored higher; equal scores
    count one half. Limits are cut at 0 and 1.

    Args:
        score: Any scale, higher meaning riskier. Without group codes the last axis holds the people.
        outcome: 1 for people who had it, 0 for those who did not.
        group: Codes from 0, shape (people,), such as the deprivation fifth or the ethnic group.
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Fractions by group; 0.5 is chance. Not shown where everybody or nobody had the outcome; without limits where
        one person alone did or did not, or where all pairs compare alike (all scores tied, or all apart).

    Raises:
        BadInput: Scores that are missing, outcomes other than 0 and 1.

    Source:
        DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), 837-845.

    Example:
        >>> c = c_statistic([0.9, 0.8, 0.4, 0.4, 0.1], [1, 0, 1, 0, 0])
        >>> round(float(c.value), 4)
        0.75
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    s = inputs.numbers("score", score, missing=False)
    s, happened = inputs.same_shape(score=s, outcome=read_outcome(inputs, outcome))
    grouping = read_grouping(inputs, s.shape, group, groups)
    inputs.raise_if_any()
    s, y = s.reshape(-1), happened.reshape(-1)
    with_it, without = grouping.sum(y), grouping.sum(1 - y)
    sides = Grouping(2 * grouping.codes + y.astype(np.int64), 2 * grouping.count, (2 * grouping.count,), block=False)
    others_below = mid_ranks(s, grouping.codes) - mid_ranks(s, sides.codes)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(y == 1, others_below / grouping.spread(without), 1 - others_below / grouping.spread(with_it))
        value = grouping.sum(np.where(y == 1, share, 0.0)) / with_it
        away = (share - grouping.spread(value)) ** 2
        variance = grouping.sum(away * y) / (with_it - 1) / with_it
        variance = variance + grouping.sum(away * (1 - y)) / (without - 1) / without
    one_sided, few = (with_it == 0) | (without == 0), (with_it < 2) | (without < 2)
    # Where all pairs compare alike nothing varies, and nothing can be said of chance.
    alike = ~few & ~(grouping.sum(away) > ROUNDING)
    half = blank(normal_deviate(confidence) * np.sqrt(np.where(few, 0.0, variance)), few | alike)
    value = blank(value, one_sided)
    reason = reason_codes(
        grouping.shape, (Reason.ONE_OUTCOME, one_sided), (Reason.FEW_VALUES, few), (Reason.NO_SPREAD, alike)
    )
    return Estimate(value, np.maximum(value - half, 0), np.minimum(value + half, 1), reason, confidence)


def read_outcome(inputs: Inputs, outcome: npt.ArrayLike) -> FloatArray:
    """An outcome of 0 and 1 alone."""
    read = inputs.numbers("outcome", outcome, missing=False)
    inputs.fault("outcome", ~np.isnan(read) & (read != 0) & (read != 1), "an outcome is 0 or 1", read)
    return read


def mid_ranks(values: FloatArray, codes: IntArray) -> FloatArray:
    """Ranks from 1 within each group, equal values sharing the mean of theirs.

    Example:
        >>> mid_ranks(np.array([5.0, 7.0, 5.0, 1.0]), np.array([0, 0, 0, 1])).tolist()
        [1.5, 3.0, 1.5, 1.0]
    """
    order = np.lexsort((values, codes))
    by_code, by_value = codes[order], values[order]
    starts = np.ones(len(values), dtype=np.bool_)
    starts[1:] = (by_code[1:] != by_code[:-1]) | (by_value[1:] != by_value[:-1])
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(values)) - 1 if len(values) else first
    size = np.bincount(codes)
    before = (np.cumsum(size) - size)[by_code]
    ranks = np.empty(len(values), dtype=np.float64)
    ranks[order] = ((first + last) / 2)[np.cumsum(starts) - 1] - before + 1
    return ranks
