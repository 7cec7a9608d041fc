"""Means of values, with Student's interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import read_confidence, t_point
from commonweal.population.statistics.estimates import Estimate, FloatArray, IntArray, Reason, blank, reason_codes
from commonweal.population.statistics.grouping import read_grouping


@dataclass(frozen=True, eq=False)
class Mean(Estimate):
    """A mean with its interval.

    Args:
        total: Sum of the values.
        count: How many values.
        standard_deviation: Of the values, with count - 1 in the divisor.
    """

    total: FloatArray
    count: IntArray
    standard_deviation: FloatArray


def mean(
    values: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> Mean:
    """Means with the interval mean ∓ t(n - 1) s/√n.

    Args:
        values: Any unit. Without group codes the mean is taken over the last axis.
        group: Codes from 0, shape (rows,), where the mean of each group is wanted.
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        In the unit of the values. A missing value makes its group's mean missing; one value alone has a mean and no
        interval.

    Raises:
        BadInput: There are no values, or codes do not fit them.

    Source:
        Student, Biometrika 6 (1908), 1-25; Office for Health Improvement and Disparities, Fingertips technical
        guidance, confidence intervals (https://fingertips.phe.org.uk).

    Example:
        >>> of_three = mean([2.0, 4.0, 6.0])
        >>> float(of_three.value), round(float(of_three.lower), 4)
        (4.0, -0.9683)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    read = inputs.numbers("values", values)
    grouping = read_grouping(inputs, read.shape, group, groups)
    inputs.raise_if_any()
    count = grouping.rows
    total = grouping.sum(read)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = total / count
        away = read.reshape(-1) - grouping.spread(value)
        deviation = np.sqrt(grouping.sum(away * away) / (count - 1))
        few = count < 2
        half = t_point(confidence + (1 - confidence) / 2, np.where(few, 1.0, count - 1.0)) * deviation / np.sqrt(count)
    half, deviation = blank(half, few), blank(deviation, few)
    reason = reason_codes(grouping.shape, (Reason.MISSING, np.isnan(value)), (Reason.FEW_VALUES, few))
    return Mean(value, value - half, value + half, reason, confidence, total, count, deviation)
