"""Funnels of proportions: how far apart practices of a size would lie by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate
from commonweal.population.statistics.estimates import Arrays, CodeArray, FloatArray, Reason, reason_codes
from commonweal.population.statistics.funnel_axis import axis_ends, axis_points
from commonweal.population.statistics.funnel_labels import INNER, OUTER, Label, label_points


@dataclass(frozen=True, eq=False)
class FunnelLimits(Arrays):
    """Limits of a funnel along its axis.

    Args:
        at: Places on the axis that they are worked for: denominators, or events of ratios and rates.
        lower_inner, upper_inner: Limits that 1 in 40 points pass by chance on either side.
        lower_outer, upper_outer: Limits that 1 in 1,000 pass.
        lower_inner_at, upper_inner_at, lower_outer_at, upper_outer_at: Where on the axis of denominators each is drawn.
    """

    at: FloatArray
    lower_inner: FloatArray
    upper_inner: FloatArray
    lower_outer: FloatArray
    upper_outer: FloatArray
    lower_inner_at: FloatArray
    upper_inner_at: FloatArray
    lower_outer_at: FloatArray
    upper_outer_at: FloatArray


@dataclass(frozen=True, eq=False)
class Funnel(Arrays):
    """Points against the limits of a funnel.

    Args:
        value: Each point, in the unit of the funnel.
        baseline: What all points together have.
        label: Code of a `commonweal.population.statistics.funnel_labels.Label` for each point.
        reason: A `Reason` for each point that is not drawn.
        limits: The limits along the axis.
    """

    value: FloatArray
    baseline: float
    label: CodeArray
    reason: CodeArray
    limits: FunnelLimits

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of each point in words."""
        return tuple(Label(code).words for code in self.label.tolist())


def proportion_limits(baseline: float, population: npt.ArrayLike, *, multiplier: float = 1) -> FunnelLimits:
    """Limits of a funnel of proportions, p ∓ z √(p (1 - p)/n), cut at nought and at the whole.

    Args:
        baseline: p, a fraction.
        population: n, above nought.
        multiplier: 1 for fractions, 100 for percentages.

    Raises:
        BadInput: A baseline that is no fraction, or a population missing or not above nought.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.

    Example:
        >>> limits = proportion_limits(0.3, [400])
        >>> limits.lower_inner.round(6).tolist(), limits.upper_outer.round(6).tolist()
        ([0.255092], [0.370806])
    """
    inputs = Inputs()
    inputs.number("baseline", baseline, at_least=0, at_most=1)
    n = inputs.numbers("population", population, above=0, missing=False)
    inputs.number("multiplier", multiplier, above=0)
    inputs.raise_if_any()
    error = np.sqrt(baseline * (1 - baseline) / n)

    def pair(confidence: float) -> tuple[FloatArray, FloatArray]:
        half = normal_deviate(confidence) * error
        return np.maximum(baseline - half, 0) * multiplier, np.minimum(baseline + half, 1) * multiplier

    return FunnelLimits(np.array(n), *pair(INNER), *pair(OUTER), *(np.array(n) for _ in range(4)))


def proportion_funnel(events: npt.ArrayLike, population: npt.ArrayLike, *, multiplier: float = 1) -> Funnel:
    """A funnel of proportions: each against the limits of its size about the proportion of all together.

    Args:
        events: x of each point, nought or more and no more than its population, shape (points,); missing allowed.
        population: n of each, above nought; missing allowed.
        multiplier: 1 for fractions, 100 for percentages.

    Returns:
        Values and limits times the multiplier.

    Raises:
        BadInput: A negative count, a population of nought or below, more events than people, no complete point.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202; Office for Health Improvement and Disparities,
        Fingertips technical guidance, funnel plots (https://fingertips.phe.org.uk).

    Example:
        >>> proportion_funnel([30, 60, 10], [100, 100, 100]).labels
        ('Not significant', 'High (0.001)', 'Low (0.001)')
    """
    inputs = Inputs()
    x = inputs.numbers("events", events, at_least=0)
    n = inputs.numbers("population", population, above=0)
    inputs.number("multiplier", multiplier, above=0)
    x, n = inputs.same_shape(events=x, population=n)
    inputs.fault("events", x > n, "there are more events than people", x)
    missing = np.isnan(x) | np.isnan(n)
    refuse_no_point(inputs, missing)
    baseline = float(x[~missing].sum() / n[~missing].sum())
    own = proportion_limits(baseline, np.where(missing, 1.0, n), multiplier=multiplier)
    value = x / n * multiplier
    label = label_points(value, (own.lower_inner, own.upper_inner), (own.lower_outer, own.upper_outer))
    places = axis_points(*axis_ends(n[~missing]))
    reason = reason_codes(value.shape, (Reason.MISSING, missing))
    drawn = proportion_limits(baseline, places, multiplier=multiplier)
    return Funnel(value, baseline * multiplier, label, reason, drawn)


def refuse_no_point(inputs: Inputs, missing: npt.NDArray[np.bool_]) -> None:
    """Raise whatever was found, or that no point is complete.

    Raises:
        BadInput: As said.
    """
    if missing.ndim != 1:
        inputs.wrong(
            "the points of a funnel are not a list", given=str(missing.shape), do="give one indicator at a time"
        )
    if missing.all():
        inputs.wrong("no point has all its figures", do="give the events and the denominator of one point at least")
    inputs.raise_if_any()
