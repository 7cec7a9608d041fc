"""Predicted against observed chance in each tenth of predicted risk: where along the scale a model goes wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.calibration import read_predictions
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Arrays, Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.intervals import wilson_limits
from commonweal.population.statistics.quantiles import quantiles

TENTHS = 10


@dataclass(frozen=True, eq=False)
class CalibrationByTenth(Arrays):
    """Predicted and observed chance in each tenth of predicted risk, lowest first.

    Args:
        people: Shape (groups, 10).
        predicted: Mean predicted chance, a fraction.
        observed: Fraction that had the outcome, with Wilson's interval.
    """

    people: FloatArray
    predicted: FloatArray
    observed: Estimate


def calibration_by_tenth(
    predicted: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> CalibrationByTenth:
    """Predicted and observed chance in each tenth of predicted risk within each group.

    Args:
        predicted: As for `calibration`; equal chances fall in one tenth.
        outcome: Likewise.
        group: Likewise.
        groups: Likewise.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Shape (groups, 10), or (..., 10); a tenth without people, and a group of fewer than ten, is not shown.

    Raises:
        BadInput: As for `calibration`.

    Source:
        Hosmer and Lemeshow, Communications in Statistics 9 (1980), 1043-1069, on groups of predicted risk; Van Calster
        and others, Journal of Clinical Epidemiology 74 (2016), 167-176.

    Example:
        >>> tenths = calibration_by_tenth(np.arange(1, 101) / 200, [0] * 90 + [1] * 10)
        >>> tenths.predicted[[0, 9]].round(4).tolist(), tenths.observed.value[[0, 9]].tolist()
        ([0.0275, 0.4775], [0.0, 1.0])
    """
    confidence = read_confidence(confidence)
    p, y, grouping = read_predictions(predicted, outcome, group, groups)
    tenth = quantiles(p, TENTHS, group=grouping.codes, groups=grouping.count, lowest_first=True).quantile
    held = tenth > 0
    cell = grouping.codes[held] * TENTHS + tenth[held] - 1

    def total(values: FloatArray) -> FloatArray:
        summed = np.bincount(cell, weights=values[held], minlength=grouping.count * TENTHS)
        return np.asarray(summed.reshape(*grouping.shape, TENTHS))

    people = total(np.ones_like(p))
    divisor = blank(people, people == 0)
    events = total(y)
    lower, upper = wilson_limits(events, divisor, normal_deviate(confidence))
    reason = reason_codes(people.shape, (Reason.MISSING, people == 0))
    return CalibrationByTenth(
        people, total(p) / divisor, Estimate(events / divisor, lower, upper, reason, confidence)
    )  # fmt: skip
