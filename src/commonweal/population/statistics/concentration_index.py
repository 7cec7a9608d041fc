"""The concentration index: how far ill health or care is gathered among the deprived or the advantaged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Arrays, Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.ordered_rows import OrderedRows, order_rows


@dataclass(frozen=True, eq=False)
class Concentration(Arrays):
    """The concentration index in three forms.

    Args:
        plain: 2 cov(value, rank)/mean; below nought where the value is gathered among the most deprived.
        erreygers: 4 mean times the plain index over the range of the value; None without bounds.
        wagstaff: The plain index over what it could at most be; None without bounds.
        mean: The mean of the value over people.
    """

    plain: Estimate
    erreygers: Estimate | None
    wagstaff: Estimate | None
    mean: FloatArray


def concentration_index(
    values: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    quantile: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    bounds: tuple[float, float] | None = None,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> Concentration:
    """The concentration index over people in order of deprivation.

    With a the shares of people and R their mid-point ranks, C = 2 (Σ a y R - mean/2)/mean, which is one minus twice
    the area under the concentration curve. Age-standardise first: crude figures of diseases of old age mislead, since
    the least deprived are older.

    Args:
        values: y, a rate or proportion in each quantile, nought or more. Shape (rows,) with group codes, else
            (..., quantiles).
        population: People in each, above nought, broadcasts.
        quantile: Place of each row from the most deprived; equal places share a rank. None where rows are in order.
        standard_error: Of each value, in its unit; without it there are no limits.
        bounds: Smallest and largest value that is possible, (0, 1) for a proportion; needed by Erreygers and Wagstaff.
        group: Codes from 0, shape (rows,).
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Indices of shape (groups,) or (...). Limits are the index ∓ z standard errors, those of the values carried
        through (delta method). Not shown where the mean is nought, a value is missing or there is one quantile alone.

    Raises:
        BadInput: People missing or not above nought, a negative value, a value outside the bounds.

    Source:
        Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), 87-103; Wagstaff, Health Economics 14
        (2005), 429-432; Erreygers, Journal of Health Economics 28 (2009), 504-515.

    Example:
        >>> of_ten = concentration_index(range(20, 0, -2), [100] * 10)
        >>> round(float(of_ten.plain.value), 12), of_ten.plain.reasons[0]
        (-0.3, 'no standard errors were given, so there is no interval')
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    smallest, largest = bounds or (0.0, None)
    y = inputs.numbers("values", values, at_least=smallest, at_most=largest)
    n = inputs.numbers("population", population, above=0, missing=False)
    error = inputs.numbers("standard_error", np.nan if standard_error is None else standard_error, at_least=0)
    if bounds and bounds[0] >= bounds[1]:
        inputs.wrong("the smallest value is not below the largest", column="bounds", given=str(bounds))
    y, n, error = inputs.same_shape(values=y, population=n, standard_error=error)
    rows = order_rows(inputs, n, quantile, group, groups)
    y, error = rows.take(y), rows.take(error)
    mean = rows.grouping.sum(rows.share * y)
    lean = rows.share * (2 * rows.rank - 1)
    gathered = rows.grouping.sum(lean * y)
    z = normal_deviate(confidence)

    def index(value: FloatArray, of_lean: FloatArray, of_share: FloatArray) -> Estimate:
        """An index whose change with each value is lean times one factor plus share times another."""
        spread = rows.grouping.spread
        step = (lean * spread(of_lean) + rows.share * spread(of_share)) * error
        return _estimate(rows, value, z * np.sqrt(rows.grouping.sum(step * step)), mean, confidence)

    with np.errstate(divide="ignore", invalid="ignore"):
        plain = index(gathered / mean, 1 / mean, -gathered / mean**2)
        if bounds is None:
            return Concentration(plain, None, None, mean)
        width = bounds[1] - bounds[0]
        room = (bounds[1] - mean) * (mean - bounds[0])
        steeper = -gathered * width * (bounds[0] + bounds[1] - 2 * mean) / room**2
        return Concentration(
            plain,
            index(4 * gathered / width, np.full_like(mean, 4 / width), np.zeros_like(mean)),
            index(gathered * width / room, width / room, steeper),
            mean,
        )


def _estimate(rows: OrderedRows, value: FloatArray, half: FloatArray, mean: FloatArray, confidence: float) -> Estimate:
    missing = np.isnan(mean) | (rows.grouping.rows == 0)
    undefined = ~np.isfinite(value)
    reason = reason_codes(
        value.shape,
        (Reason.MISSING, missing),
        (Reason.ONE_QUANTILE, rows.single),
        (Reason.ZERO_MEAN, undefined),
        (Reason.NO_STANDARD_ERROR, np.isnan(half)),
    )
    value = blank(value, missing | undefined | rows.single)
    return Estimate(value, value - half, value + half, reason, confidence)
