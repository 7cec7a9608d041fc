"""Intervals for counts and proportions: Byar, exact Poisson, Wilson."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import chi_squared_point, normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Estimate, FloatArray, Reason, blank, reason_codes

EXACT_BELOW = 10
"""Counts below this get exact limits, from it on Byar's."""

Limits = tuple[FloatArray, FloatArray]


def byar_limits(observed: FloatArray, z: float) -> Limits:
    """Byar's limits of counts that are known to be good; the lower is not-a-number where the method has none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * observed) - z / (3 * np.sqrt(observed))
        lower = np.where(root >= 0, observed * root**3, np.nan)
    more = observed + 1
    return lower, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def exact_limits(observed: FloatArray, confidence: float) -> Limits:
    """Exact Poisson limits of counts that are known to be good; each different count is worked once."""
    counts, place = np.unique(observed, return_inverse=True)
    tail = (1 - confidence) / 2
    lower = np.where(counts > 0, chi_squared_point(tail, 2 * np.maximum(counts, 0.5)) / 2, 0.0)
    lower = blank(lower, np.isnan(counts))
    upper = chi_squared_point(1 - tail, 2 * counts + 2) / 2
    return lower[place].reshape(observed.shape), upper[place].reshape(observed.shape)


def poisson_limits(observed: FloatArray, confidence: float) -> Limits:
    """Limits of counts that are known to be good: exact below 10 events, Byar's from 10."""
    lower, upper = byar_limits(observed, normal_deviate(confidence))
    few = observed < EXACT_BELOW
    if few.any():
        lower, upper = np.array(lower), np.array(upper)
        lower[few], upper[few] = exact_limits(observed[few], confidence)
    return lower, upper


def wilson_limits(events: FloatArray, population: FloatArray, z: float) -> Limits:
    """Wilson's limits of proportions that are known to be good."""
    middle = 2 * events + z * z
    spread = z * np.sqrt(z * z + 4 * events * (1 - events / population))
    below = 2 * (population + z * z)
    # Rounding alone could lead past the ends.
    return np.maximum((middle - spread) / below, 0.0), np.minimum((middle + spread) / below, 1.0)


def byar(observed: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """Byar's interval for counts.

    Lower = O (1 - 1/(9 O) - z/(3 √O))³; upper = P (1 - 1/(9 P) + z/(3 √P))³ with P = O + 1. A lower limit that would
    be negative is not shown.

    Args:
        observed: Events O, nought or more, any shape; missing allowed.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Limits in events.

    Raises:
        BadInput: A negative count.

    Source:
        Breslow and Day, Statistical Methods in Cancer Research II (1987), page 69; as used by the Office for Health
        Improvement and Disparities (https://fingertips.phe.org.uk, technical guidance).

    Example:
        >>> limits = byar([65, 1045])
        >>> limits.lower.round(6).tolist(), limits.upper.round(6).tolist()
        ([50.163188, 982.593202], [82.849139, 1110.331213])
    """
    confidence = read_confidence(confidence)
    counts = _counts(observed)
    return _of_counts(counts, byar_limits(counts, normal_deviate(confidence)), confidence)


def exact_poisson(observed: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """The exact Poisson interval for counts.

    Lower is half the chi-squared point of (1 - c)/2 with 2 O degrees of freedom (nought where O is), upper half that
    of 1 - (1 - c)/2 with 2 O + 2.

    Args:
        observed: Events O, nought or more, any shape; missing allowed.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Limits in events.

    Raises:
        BadInput: A negative count.

    Source:
        Garwood, Biometrika 28 (1936), 437-442.

    Example:
        >>> limits = exact_poisson([0, 1])
        >>> limits.lower.round(6).tolist(), limits.upper.round(6).tolist()
        ([0.0, 0.025318], [3.688879, 5.571643])
    """
    confidence = read_confidence(confidence)
    counts = _counts(observed)
    return _of_counts(counts, exact_limits(counts, confidence), confidence)


def wilson(events: npt.ArrayLike, population: npt.ArrayLike, *, confidence: float = 0.95) -> Estimate:
    """A proportion x/n with Wilson's interval, (2 x + z² ∓ z √(z² + 4 x (1 - x/n))) / (2 (n + z²)).

    Args:
        events: x, nought or more and no more than n, any shape; missing allowed.
        population: n, above nought, broadcasts against the events; missing allowed.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Fractions.

    Raises:
        BadInput: A negative count, a population of nought or below, more events than population.

    Source:
        Wilson, Journal of the American Statistical Association 22 (1927), 209-212.

    Example:
        >>> share = wilson(65, 100)
        >>> round(float(share.lower), 6), round(float(share.upper), 6)
        (0.552544, 0.736358)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    x = inputs.numbers("events", events, at_least=0)
    n = inputs.numbers("population", population, above=0)
    x, n = inputs.same_shape(events=x, population=n)
    inputs.fault("events", x > n, "there are more events than people", x)
    inputs.raise_if_any()
    lower, upper = wilson_limits(x, n, normal_deviate(confidence))
    value = x / n
    return Estimate(value, lower, upper, reason_codes(x.shape, (Reason.MISSING, np.isnan(value))), confidence)


def _counts(observed: npt.ArrayLike) -> FloatArray:
    inputs = Inputs()
    counts = inputs.numbers("observed", observed, at_least=0)
    inputs.raise_if_any()
    return counts


def _of_counts(counts: FloatArray, limits: Limits, confidence: float) -> Estimate:
    lower, upper = limits
    missing = np.isnan(counts)
    reason = reason_codes(counts.shape, (Reason.MISSING, missing), (Reason.NO_LOWER_LIMIT, np.isnan(lower)))
    return Estimate(np.array(counts), lower, upper, reason, confidence)
