"""Calibration: do as many people have the outcome as a risk model predicts, in every group?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.discrimination import read_outcome
from commonweal.population.statistics.estimates import (
    Arrays,
    BoolArray,
    Estimate,
    FloatArray,
    Reason,
    blank,
    reason_codes,
)
from commonweal.population.statistics.grouping import Grouping, read_grouping
from commonweal.population.statistics.intervals import poisson_limits

MOST_STEPS = 50
CLOSE_ENOUGH = 1e-10
LONGEST_STEP = 4.0


@dataclass(frozen=True, eq=False)
class Calibration(Arrays):
    """Predicted against observed, by group.

    Args:
        ratio: Observed over expected events; above 1 where the model predicts too few.
        intercept: Calibration in the large on the logit scale: what must be added to every logit; 0 is right.
        slope: Calibration slope: what logits must be multiplied by; below 1 where predictions are too extreme.
        observed: Events.
        expected: Sum of the predicted chances.
    """

    ratio: Estimate
    intercept: Estimate
    slope: Estimate
    observed: FloatArray
    expected: FloatArray

    @property
    def under_predicted(self) -> BoolArray:
        """True for groups that the model gives too little risk, by the interval of the ratio."""
        return np.asarray(self.ratio.lower > 1)


def calibration(
    predicted: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> Calibration:
    """Calibration in the large and calibration slope, by group.

    The ratio has exact Poisson limits below 10 events and Byar's from 10. Intercept and slope are logistic
    regressions of the outcome on the logit of the prediction, the intercept with the slope held at 1, fitted by
    maximum likelihood, with limits of z standard errors.

    Args:
        predicted: Chance between 0 and 1 for each person. Without group codes the last axis holds the people.
        outcome: 1 for people who had it, 0 for those who did not.
        group: Codes from 0, shape (people,), such as the deprivation fifth or the ethnic group: a group that is
            `under_predicted` would be passed over by tiers cut from this model.
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        By group; what cannot be fitted, such as where everybody or nobody had the outcome, is not shown.

    Raises:
        BadInput: Chances that are missing, or not between 0 and 1; outcomes other than 0 and 1.

    Source:
        Cox, Biometrika 45 (1958), 562-565; Van Calster and others, Journal of Clinical Epidemiology 74 (2016), 167-176.

    Example:
        >>> found = calibration([0.1] * 50 + [0.3] * 50, [1] * 10 + [0] * 40 + [1] * 30 + [0] * 20)
        >>> float(found.ratio.value), found.under_predicted.item(), float(found.slope.value.round(4))
        (2.0, True, 1.3273)
    """
    confidence = read_confidence(confidence)
    p, y, grouping = read_predictions(predicted, outcome, group, groups)
    z = normal_deviate(confidence)
    observed, expected = grouping.sum(y), grouping.sum(p)
    empty = grouping.rows == 0
    divisor = blank(expected, empty)
    lower, upper = poisson_limits(observed, confidence)
    one_outcome = (observed == 0) | (observed == grouping.rows)
    logit = np.log(p / (1 - p))
    held = np.zeros(grouping.shape)
    intercept, _, at_one, _ = _fit(y, logit, grouping, one_outcome, held, slope_free=False)
    _, slope, _, free = _fit(y, logit, grouping, one_outcome, held, slope_free=True)

    def fitted(value: FloatArray, error: FloatArray) -> Estimate:
        reason = reason_codes(
            value.shape, (Reason.MISSING, empty), (Reason.ONE_OUTCOME, one_outcome), (Reason.NO_FIT, np.isnan(value))
        )
        return Estimate(value, value - z * error, value + z * error, reason, confidence)

    ratio = Estimate(
        observed / divisor, lower / divisor, upper / divisor, reason_codes(empty.shape, (Reason.MISSING, empty)),
        confidence,
    )  # fmt: skip
    return Calibration(ratio, fitted(intercept, at_one), fitted(slope, free), observed, expected)


def read_predictions(
    predicted: npt.ArrayLike, outcome: npt.ArrayLike, group: npt.ArrayLike | None, groups: int | None
) -> tuple[FloatArray, FloatArray, Grouping]:
    """Chances between 0 and 1 and outcomes of 0 or 1, flattened, with their grouping.

    Raises:
        BadInput: They are not such.
    """
    inputs = Inputs()
    p = inputs.numbers("predicted", predicted, above=0, missing=False)
    inputs.fault("predicted", p >= 1, "this must be below 1", p)
    p, y = inputs.same_shape(predicted=p, outcome=read_outcome(inputs, outcome))
    grouping = read_grouping(inputs, p.shape, group, groups)
    inputs.raise_if_any()
    return p.reshape(-1), y.reshape(-1), grouping


def _fit(
    y: FloatArray, logit: FloatArray, grouping: Grouping, hopeless: BoolArray, start: FloatArray, *, slope_free: bool
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Logistic regressions of every group at once, by Newton's method: intercept, slope, and their standard errors."""
    a, b = start.copy(), np.ones_like(start)
    settled = np.asarray(hopeless).copy()
    total, spread = grouping.sum, grouping.spread
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(MOST_STEPS):
            chance = 1 / (1 + np.exp(-(spread(a) + spread(b) * logit)))
            weight, left = chance * (1 - chance), y - chance
            aa, ab, bb = total(weight), total(weight * logit), total(weight * logit * logit)
            if not slope_free:
                ab, bb = np.zeros_like(ab), np.ones_like(bb)
            ga, gb = total(left), total(left * logit) if slope_free else np.zeros_like(aa)
            room = aa * bb - ab * ab
            step_a, step_b = (bb * ga - ab * gb) / room, (aa * gb - ab * ga) / room
            step = np.maximum(np.abs(step_a), np.abs(step_b))
            shorter = np.where(settled, 0.0, np.minimum(1.0, LONGEST_STEP / np.where(step > 0, step, 1.0)))
            a, b = a + np.nan_to_num(step_a) * shorter, b + np.nan_to_num(step_b) * shorter
            settled |= step < CLOSE_ENOUGH
            if settled.all():
                break
        bad = ~settled | hopeless | ~np.isfinite(room) | (room <= 0)
        errors = blank(np.sqrt(bb / room), bad), blank(np.sqrt(aa / room), bad)
    return blank(a, bad), blank(b, bad), *errors
