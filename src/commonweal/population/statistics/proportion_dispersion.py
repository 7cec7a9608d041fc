"""Funnels of proportions that allow for differences between providers that no adjustment explains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.population.statistics.dispersed_limits import DispersedLimits, Limits, between_variance
from commonweal.population.statistics.estimates import CodeArray, FloatArray
from commonweal.population.statistics.funnel_labels import label_points


@dataclass(frozen=True, eq=False)
class ProportionDispersion(DispersedLimits):
    """How much more proportions vary than chance allows.

    Args:
        baseline: What all points together have, a fraction.
        dispersion: Phi, the mean squared score; about 1 where chance explains all.
        between_variance: Tau squared, the variance between providers on the arcsine scale.
        label: Code of a `commonweal.population.statistics.funnel_labels.Label` for each point.
    """

    baseline: float
    dispersion: float
    between_variance: float
    label: CodeArray

    def _within(self, size: FloatArray, z: float) -> Limits:
        """Limits of the proportion for so many people."""
        half = z * np.sqrt(1 / (4 * size) + self.between_variance)
        middle = np.arcsin(np.sqrt(self.baseline))
        low, high = np.clip(middle - half, 0, np.pi / 2), np.clip(middle + half, 0, np.pi / 2)
        return np.asarray(np.sin(low) ** 2), np.asarray(np.sin(high) ** 2)


def proportion_dispersion(events: npt.ArrayLike, population: npt.ArrayLike) -> ProportionDispersion:
    """Over-dispersion of proportions on the arcsine scale, with extreme scores pulled in.

    Scores Z = 2 √n (asin √(x/n) - asin √p), p being what all points have together. Scores beyond their 10% and 90%
    points (the share stands in `comparison_rules`) are set to those points. Phi is the mean of Z², and
    tau² = max(0, (N phi - (N - 1))/(Σw - Σw²/Σw)) with weights w = 4 n. Limits are sin²(asin √p ∓ z √(1/(4 n) + tau²)).

    Args:
        events: x of each point, nought or more and no more than its population, shape (points,); missing allowed.
        population: n of each, above nought; missing allowed.

    Returns:
        A point with a missing figure is left out, and its label is not applicable.

    Raises:
        BadInput: A negative count, a population of nought or below, more events than people, fewer than three points.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202 (additive random effects, winsorised; arcsine
        transformation of proportions).

    Example:
        >>> found = proportion_dispersion([30, 60, 10, 45], [100, 100, 100, 100])
        >>> found.baseline, found.between_variance > 0
        (0.3625, True)
        >>> (low, high), _ = found.limits([400.0])
        >>> bool(low[0] < 0.3625 < high[0])
        True
    """
    inputs = Inputs()
    x = inputs.numbers("events", events, at_least=0)
    n = inputs.numbers("population", population, above=0)
    x, n = inputs.same_shape(events=x, population=n)
    inputs.fault("events", x > n, "there are more events than people", x)
    used = ~(np.isnan(x) | np.isnan(n))
    rules = comparison_rules()
    if x.ndim != 1 or used.sum() < rules.least_for_dispersion:
        least = rules.least_for_dispersion
        inputs.wrong(f"over-dispersion needs a list of {least} providers at least", given=str(int(used.sum())))
    inputs.raise_if_any()
    people = n[used]
    baseline = float(x[used].sum() / people.sum())
    score = 2 * np.sqrt(people) * (np.arcsin(np.sqrt(x[used] / people)) - np.arcsin(np.sqrt(baseline)))
    score = np.clip(score, *np.quantile(score, rules.pulled_in))
    phi = float((score**2).mean())
    between = between_variance(phi, 4 * people)
    found = ProportionDispersion(baseline, phi, between, np.zeros(len(x), dtype=np.int8))
    inner, outer = found.limits(np.where(used, n, 1.0))
    return ProportionDispersion(baseline, phi, between, label_points(np.where(used, x / n, np.nan), inner, outer))
