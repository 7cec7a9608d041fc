"""The gap between the most and the least deprived, their ratio, and what would be spared without inequality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Arrays, Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.ordered_rows import OrderedRows, order_rows, refuse_twice


@dataclass(frozen=True, eq=False)
class Gaps(Arrays):
    """Simple measures of inequality.

    Args:
        absolute: Value of the most deprived less that of the least deprived, in the unit of the values.
        relative: The one over the other.
        attributable: Population attributable fraction: the fraction of the mean that would be spared if everybody had
            the value of the least deprived.
        mean: The mean of the value over people.
    """

    absolute: Estimate
    relative: Estimate
    attributable: Estimate
    mean: FloatArray


def gaps(
    values: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    quantile: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    confidence: float = 0.95,
) -> Gaps:
    """Gap, ratio and population attributable fraction against the least deprived quantile.

    Args:
        values: A rate or proportion in each quantile, nought or more. Shape (rows,) with group codes, else
            (..., quantiles).
        population: People in each, above nought, broadcasts.
        quantile: Place of each row from the most deprived, no place twice in a group; None where rows are in order.
        standard_error: Of each value, in its unit; without it there are no limits.
        group: Codes from 0, shape (rows,).
        groups: How many groups there are, by default one more than the largest code.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Shape (groups,) or (...). Limits of the gap and the fraction are symmetric, those of the ratio are so on the
        log scale; all carry the standard errors of the values through (delta method). A ratio to nought is
        not shown, nor anything of a group with one quantile alone.

    Raises:
        BadInput: People missing or not above nought, a negative value or standard error, a quantile twice in a group.

    Source:
        Regidor, Journal of Epidemiology and Community Health 58 (2004), 858-861 and 900-903.

    Example:
        >>> measures = gaps([30.0, 20.0, 15.0], [100, 100, 200])
        >>> float(measures.absolute.value), float(measures.relative.value), float(measures.attributable.value)
        (15.0, 2.0, 0.25)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    y = inputs.numbers("values", values, at_least=0)
    n = inputs.numbers("population", population, above=0, missing=False)
    error = inputs.numbers("standard_error", np.nan if standard_error is None else standard_error, at_least=0)
    y, n, error = inputs.same_shape(values=y, population=n, standard_error=error)
    rows = order_rows(inputs, n, quantile, group, groups)
    refuse_twice(inputs, rows)
    y, error = rows.take(y), rows.take(error)
    most, least = rows.ends(y)
    most_error, least_error = rows.ends(error)
    mean = rows.grouping.sum(rows.share * y)
    z = normal_deviate(confidence)

    def estimate(value: FloatArray, lower: FloatArray, upper: FloatArray) -> Estimate:
        missing, undefined = np.isnan(most) | np.isnan(mean) | np.isnan(least), ~np.isfinite(value)
        reason = reason_codes(
            value.shape,
            (Reason.MISSING, missing),
            (Reason.ONE_QUANTILE, rows.single),
            (Reason.ZERO_MEAN, undefined),
            (Reason.NO_STANDARD_ERROR, np.isnan(lower)),
        )
        hidden = missing | undefined | rows.single
        return Estimate(blank(value, hidden), blank(lower, hidden), blank(upper, hidden), reason, confidence)

    with np.errstate(divide="ignore", invalid="ignore"):
        half = z * np.sqrt(most_error**2 + least_error**2)
        factor = np.exp(z * np.sqrt((most_error / most) ** 2 + (least_error / least) ** 2))
        spared, off = (mean - least) / mean, z * np.sqrt(_variance_of_fraction(rows, error, mean, least, least_error))
        return Gaps(
            estimate(most - least, most - least - half, most - least + half),
            estimate(most / least, most / least / factor, most / least * factor),
            estimate(spared, spared - off, spared + off),
            mean,
        )


def _variance_of_fraction(
    rows: OrderedRows, error: FloatArray, mean: FloatArray, least: FloatArray, least_error: FloatArray
) -> FloatArray:
    """Of 1 - least/mean, where the least deprived stand in both."""
    of_mean = rows.grouping.sum((rows.share * error) ** 2) * (least / mean**2) ** 2
    _, least_share = rows.ends(rows.share)
    both = -2 * (least / mean**2) * least_share * least_error**2 / mean
    return np.asarray(of_mean + both + (least_error / mean) ** 2)
