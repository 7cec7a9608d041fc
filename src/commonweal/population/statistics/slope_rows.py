"""What a slope index is worked from: ordered quantiles, checked, with the weights of their regression."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import BoolArray, FloatArray
from commonweal.population.statistics.ordered_rows import OrderedRows, order_rows, refuse_twice

FEWEST_QUANTILES, MOST_QUANTILES, USUAL_QUANTILES = 5, 100, 10
TWO_STANDARD_ERRORS_EACH_WAY = 2 * 1.959963984540054
"""Width of a 95% interval in standard errors."""


Limits = tuple[FloatArray, FloatArray]


class Scale(Enum):
    """What the values are, and so on which scale they vary symmetrically.

    Example:
        >>> float(Scale.RATE.out(np.array(2.0))), float(Scale.RATE.back(np.log(2.0)))
        (0.6931471805599453, 2.0)
    """

    VALUE = "value"
    RATE = "rate"
    PROPORTION = "proportion"

    def out(self, values: FloatArray) -> FloatArray:
        """The values on their symmetric scale: as they are, their logarithm, or their logit."""
        if self is Scale.VALUE:
            return values
        return np.asarray(np.log(values) if self is Scale.RATE else np.log(values / (1 - values)))

    def back(self, values: FloatArray) -> FloatArray:
        """The inverse of `out`."""
        if self is Scale.VALUE:
            return values
        return np.asarray(np.exp(values) if self is Scale.RATE else 1 / (1 + np.exp(-values)))

    def steepness(self, values: FloatArray) -> FloatArray:
        """How much a value moves for a small step on its symmetric scale."""
        if self is Scale.VALUE:
            return np.ones_like(values)
        return values if self is Scale.RATE else values * (1 - values)


@dataclass(frozen=True, eq=False)
class SlopeRows:
    """Quantiles in order, ready for a regression on their mid-point rank.

    Args:
        rows: Groups, shares and ranks.
        values: Values in the new order, in their own unit.
        fitted: Values on the scale of the regression.
        error: Standard error of each value on the scale that its chance is drawn on.
        drawn_on: That scale.
        fitted_on: The scale of the regression.
        pull: What each fitted value adds to the slope.
        lacking: True for groups that lack a quantile, shape of the groups.
        notes: What a reader should know.
    """

    rows: OrderedRows
    values: FloatArray
    fitted: FloatArray
    error: FloatArray
    drawn_on: Scale
    fitted_on: Scale
    pull: FloatArray
    lacking: BoolArray
    notes: tuple[str, ...]


def read_slope_rows(
    values: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    scale: Scale,
    transform: bool,
    quantile: npt.ArrayLike | None,
    standard_error: npt.ArrayLike | None,
    lower: npt.ArrayLike | None,
    upper: npt.ArrayLike | None,
    group: npt.ArrayLike | None,
    groups: int | None,
) -> SlopeRows:
    """Check and order the quantiles of a slope index; arguments as for `slope_index`.

    Raises:
        BadInput: Anything that the slope index cannot be worked from.
    """
    inputs = Inputs()
    y = _on_scale(inputs, "values", values, scale, needed=transform)
    n = inputs.numbers("population", population, above=0, missing=False)
    drawn_on, error = _errors(inputs, y, scale, transform, standard_error, lower, upper)
    y, n, error = inputs.same_shape(values=y, population=n, standard_error=error)
    if y.size and np.isnan(y).all():
        inputs.wrong("not one value is given", column="values")
    rows = order_rows(inputs, n, quantile, group, groups)
    refuse_twice(inputs, rows)
    lacking, notes = _quantiles(inputs, rows, quantile, np.isnan(y))
    inputs.raise_if_any()
    notes += _outside(y, lower, upper)
    y, error = rows.take(y), rows.take(error)
    fitted_on = scale if transform else Scale.VALUE
    away = rows.share * (rows.rank - 0.5)
    with np.errstate(invalid="ignore", divide="ignore"):
        pull = away / rows.grouping.spread(rows.grouping.sum(away * (rows.rank - 0.5)))
    return SlopeRows(rows, y, fitted_on.out(y), error, drawn_on, fitted_on, pull, lacking, notes)


def recentred(read: SlopeRows, middle: FloatArray, slopes: Limits) -> tuple[Limits, Limits]:
    """Limits of difference and ratio from limits of a transformed slope about the fitted middle."""
    back = read.fitted_on.back
    ends = [(back(middle - slope / 2), back(middle + slope / 2)) for slope in slopes]
    (low_near, low_far), (high_near, high_far) = ends
    return (low_far - low_near, high_far - high_near), (low_far / low_near, high_far / high_near)


def _on_scale(inputs: Inputs, name: str, values: npt.ArrayLike, scale: Scale, *, needed: bool) -> FloatArray:
    """An argument within what its scale allows; its edges are refused only where the scale itself is needed."""
    if scale is Scale.VALUE:
        return inputs.numbers(name, values)
    if scale is Scale.RATE:
        return inputs.numbers(name, values, above=0) if needed else inputs.numbers(name, values, at_least=0)
    read = inputs.numbers(name, values, at_least=0, at_most=1)
    if needed:
        inputs.fault(name, (read == 0) | (read == 1), "a logit needs a proportion between 0 and 1", read)
    return read


def _refuse_lacking(inputs: Inputs, name: str, errors: FloatArray, values: FloatArray) -> None:
    """Refuse a limit or standard error that is missing beside a value; beside none it may be."""
    errors, values = inputs.same_shape(**{name: errors, "values": values})
    inputs.fault(name, np.isnan(errors) & ~np.isnan(values), "this is missing", do="supply it or leave the value out")


def _errors(
    inputs: Inputs,
    values: FloatArray,
    scale: Scale,
    transform: bool,
    standard_error: npt.ArrayLike | None,
    lower: npt.ArrayLike | None,
    upper: npt.ArrayLike | None,
) -> tuple[Scale, FloatArray]:
    if standard_error is not None:
        if transform or lower is not None or upper is not None:
            inputs.wrong(
                "standard errors cannot stand beside limits, nor with a transformation", column="standard_error",
                do="give the 95% limits alone",
            )  # fmt: skip
        error = inputs.numbers("standard_error", standard_error, at_least=0)
        _refuse_lacking(inputs, "standard_error", error, values)
        return Scale.VALUE, error
    if lower is None or upper is None:
        inputs.wrong("neither standard errors nor both 95% limits are given", column="standard_error")
        return scale, np.zeros(1)
    needed = scale is not Scale.VALUE
    low = _on_scale(inputs, "lower", lower, scale, needed=needed)
    high = _on_scale(inputs, "upper", upper, scale, needed=needed)
    _refuse_lacking(inputs, "lower", low, values)
    _refuse_lacking(inputs, "upper", high, values)
    low, high = inputs.same_shape(lower=low, upper=high)
    inputs.fault("lower", low > high, "the lower limit is above the upper", low)
    with np.errstate(invalid="ignore", divide="ignore"):
        return scale, (scale.out(high) - scale.out(low)) / TWO_STANDARD_ERRORS_EACH_WAY


def _quantiles(
    inputs: Inputs, rows: OrderedRows, quantile: npt.ArrayLike | None, missing: BoolArray
) -> tuple[BoolArray, tuple[str, ...]]:
    """Which groups lack a quantile, and what is to be noted."""
    held = rows.grouping.rows
    number = int(held.max(initial=0)) if quantile is None else len(np.unique(np.asarray(quantile)))
    if not FEWEST_QUANTILES <= number <= MOST_QUANTILES:
        inputs.wrong(
            "a slope index cannot be worked from so many quantiles",
            column="quantile",
            given=str(number),
            expected=f"{FEWEST_QUANTILES} to {MOST_QUANTILES}",
        )
    lacking = np.asarray((held < number) | (rows.grouping.sum(rows.take(missing.astype(np.float64))) > 0))
    notes = []
    if number > USUAL_QUANTILES:
        notes.append(f"there are {number} quantiles, more than the usual {USUAL_QUANTILES}: check that this is meant")
    if quantile is not None and (gap := _numbers_lacking(np.unique(np.asarray(quantile, dtype=np.float64)))):
        notes.append(f"no group has a quantile {gap}: the others are taken to be all there are")
    if lacking.any():
        notes.append(f"left out, since a quantile has no value: {int(lacking.sum()):,} of {lacking.size:,}")
    return lacking, tuple(notes)


def _numbers_lacking(held: FloatArray) -> str:
    """The whole numbers between the least and the greatest quantile that nobody has, in words."""
    if (held % 1 != 0).any() or held[-1] - held[0] >= MOST_QUANTILES:
        return ""
    lacking = sorted({*range(int(held[0]), int(held[-1]) + 1)} - {int(each) for each in held})
    return " or ".join(map(str, lacking))


def _outside(values: FloatArray, lower: npt.ArrayLike | None, upper: npt.ArrayLike | None) -> tuple[str, ...]:
    """A note where a value lies outside its own limits."""
    if lower is None or upper is None:
        return ()
    quiet = Inputs()
    outside = (values < quiet.numbers("lower", lower)) | (values > quiet.numbers("upper", upper))
    count = int(outside.sum())
    return (f"{count:,} of {outside.size:,} values lie outside their own limits: check that they belong together",) * (
        count > 0
    )
