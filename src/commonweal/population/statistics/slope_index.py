"""The slope and relative index of inequality: the difference and ratio across the whole range of deprivation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import choose
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import (
    Arrays,
    BoolArray,
    Estimate,
    FloatArray,
    Reason,
    blank,
    reason_codes,
)
from commonweal.population.statistics.slope_draws import Draws, drawn_limits
from commonweal.population.statistics.slope_rows import Limits, Scale, SlopeRows, read_slope_rows, recentred
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False)
class SlopeIndex(Arrays):
    """Slope and relative index of inequality.

    Args:
        slope: Slope index: the value at the least deprived end less that at the most deprived end, times the
            multiplier.
        relative: Relative index: the one over the other; inverted where the multiplier is negative.
        intercept: The fitted value at the most deprived end, in the unit of the values.
        notes: What a reader should know, such as areas left out.
    """

    slope: Estimate
    relative: Estimate
    intercept: FloatArray
    notes: tuple[str, ...]


def slope_index(
    values: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    scale: Scale | str = Scale.VALUE,
    transform: bool = False,
    quantile: npt.ArrayLike | None = None,
    standard_error: npt.ArrayLike | None = None,
    lower: npt.ArrayLike | None = None,
    upper: npt.ArrayLike | None = None,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    multiplier: float = 1,
    confidence: float = 0.95,
    draws: Draws | None = None,
) -> SlopeIndex:
    """Slope and relative index of inequality over quantiles from the most to the least deprived.

    Values are regressed on the mid-point rank of their quantile, each weighted by its share of people: intercept k,
    slope s. The slope index is m s and the relative index (k + s)/k. With `transform`, rates are fitted as logarithms
    and proportions as logits, and f being the way back, the indices are m (f(k + s) - f(k)) and f(k + s)/f(k).

    Limits come from the 95% limits or standard errors of the values. By default they are worked in closed form: the
    slope is a weighted sum of independent values, so that its variance is the sum of their squared weights times
    their variances (carried through the derivative for rates and proportions); the ratio has Fieller's limits. With
    `transform` the limits L of the slope are centred on the fit, f(h + L/2) - f(h - L/2) with h = k + s/2. With
    `draws` limits are those of a seeded simulation instead.

    Args:
        values: One for each quantile; a missing value, such as a rate not shown, leaves its group out. Shape (rows,)
            with group codes, else (..., quantiles).
        population: People in each quantile, above nought, broadcasts.
        scale: What the values are: "value" (such as life expectancy), "rate" or "proportion".
        transform: Whether rates and proportions are fitted on their logarithm or logit.
        quantile: Place of each row from the most deprived; None where rows stand in order.
        standard_error: Of each value in its unit; not with `transform`.
        lower: Lower 95% limit of each value, whatever the confidence wanted; on the scale of rates and proportions it
            must be above nought.
        upper: Upper 95% limit of each value.
        group: Codes from 0, shape (rows,), the area or period of each row.
        groups: How many groups there are, by default one more than the largest code.
        multiplier: m, not nought; negative to tell a slope against a good thing the other way round.
        confidence: Of the limits wanted, 0.9 to below 1, or 90 to below 100.
        draws: How to simulate limits; None for the closed form.

    Returns:
        Shape (groups,) or (...). A group that lacks a quantile is not shown, and noted. A ratio is not shown
        where the fitted line passes nought.

    Raises:
        BadInput: Fewer than 5 or more than 100 quantiles, people missing or not above nought, standard errors or
            limits that are negative or missing beside a value, proportions outside 0 to 1, a quantile twice in a
            group, no value at all.

    Source:
        Regidor, Journal of Epidemiology and Community Health 58 (2004), 900-903; Office for Health Improvement and
        Disparities, Fingertips technical guidance, slope index of inequality (https://fingertips.phe.org.uk);
        Fieller, Journal of the Royal Statistical Society B 16 (1954), 175-185.

    Example:
        >>> index = slope_index([71.0, 73, 75, 77, 79], [100] * 5, standard_error=[0.5] * 5)
        >>> float(index.slope.value.round(9)), float(index.relative.value.round(6)), float(index.intercept.round(9))
        (10.0, 1.142857, 70.0)
        >>> float(index.slope.lower.round(4)), float(index.slope.upper.round(4))
        (8.4505, 11.5495)
    """
    confidence = read_confidence(confidence)
    if multiplier == 0 or not np.isfinite(multiplier):
        raise BadInput(Problem("the multiplier must be a number other than nought", column="multiplier"))
    read = read_slope_rows(
        values,
        population,
        scale=choose(Scale, scale, "scale"),
        transform=transform,
        quantile=quantile,
        standard_error=standard_error,
        lower=lower,
        upper=upper,
        group=group,
        groups=groups,
    )
    total, back = read.rows.grouping.sum, read.fitted_on.back
    slope = total(read.pull * read.fitted)
    middle = total(read.rows.share * read.fitted)
    k = middle - slope / 2
    difference = back(k + slope) - back(k)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = back(k + slope) / back(k)
    if draws is None:
        of_difference, of_ratio, open_ended = _closed_form(read, slope, middle, normal_deviate(confidence), transform)
    else:
        of_difference, of_ratio = drawn_limits(read, middle, confidence, draws)
        open_ended = np.zeros(slope.shape, dtype=np.bool_)
    if multiplier < 0:
        # A ratio that may be nought has no limits once it is turned over.
        open_ended = open_ended | ((of_ratio[0] <= 0) & (of_ratio[1] >= 0))
        with np.errstate(divide="ignore"):
            ratio, of_ratio = 1 / ratio, (blank(1 / of_ratio[1], open_ended), blank(1 / of_ratio[0], open_ended))
        of_difference = (of_difference[1], of_difference[0])
    crossing = np.asarray(ratio < 0)
    scaled = (of_difference[0] * multiplier, of_difference[1] * multiplier)
    never = np.zeros(slope.shape, dtype=np.bool_)
    return SlopeIndex(
        _estimate(difference * multiplier, scaled, read.lacking, never, never, confidence),
        _estimate(ratio, of_ratio, read.lacking, crossing, open_ended, confidence),
        blank(back(k), read.lacking),
        read.notes,
    )


def _closed_form(
    read: SlopeRows, slope: FloatArray, middle: FloatArray, z: float, transform: bool
) -> tuple[Limits, Limits, BoolArray]:
    """Limits of the difference and of the ratio, and where the ratio has none."""
    total = read.rows.grouping.sum
    error = read.error if transform else read.error * read.drawn_on.steepness(read.values)
    half = z * np.sqrt(total((read.pull * error) ** 2))
    if transform:
        difference, ratio = recentred(read, middle, (slope - half, slope + half))
        return difference, ratio, np.zeros(slope.shape, dtype=np.bool_)
    far, near = read.rows.share + read.pull / 2, read.rows.share - read.pull / 2
    ratio, unbounded = _fieller(
        (middle + slope / 2, middle - slope / 2),
        (total((far * error) ** 2), total((near * error) ** 2), total(far * near * error**2)),
        z,
    )
    return (slope - half, slope + half), ratio, unbounded


def _fieller(
    pair: tuple[FloatArray, FloatArray], variances: tuple[FloatArray, FloatArray, FloatArray], z: float
) -> tuple[Limits, BoolArray]:
    """Fieller's limits of far/near, and where there are none since near may be nought."""
    far, near = pair
    of_far, of_near, together = variances
    a = near**2 - z * z * of_near
    b = far * near - z * z * together
    c = far**2 - z * z * of_far
    unbounded = ~(a > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        root = np.sqrt(np.maximum(b * b - a * c, 0.0))
        low, high = (b - root) / a, (b + root) / a
    return (blank(low, unbounded), blank(high, unbounded)), unbounded


def _estimate(
    value: FloatArray,
    limits: Limits,
    lacking: BoolArray,
    crossing: BoolArray,
    unbounded: BoolArray,
    confidence: float,
) -> Estimate:
    undefined = ~np.isfinite(value)
    hidden = lacking | undefined | crossing
    reason = reason_codes(
        value.shape,
        (Reason.MISSING_QUANTILE, lacking),
        (Reason.ZERO_MEAN, undefined),
        (Reason.NO_RATIO, crossing),
        (Reason.UNBOUNDED, unbounded),
    )
    return Estimate(blank(value, hidden), blank(limits[0], hidden), blank(limits[1], hidden), reason, confidence)
