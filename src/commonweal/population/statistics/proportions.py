"""Proportions: people with something over people, with Wilson's limits."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Estimate, Reason, reason_codes
from commonweal.population.statistics.events_of_people import read_events_of_people, summed_by_group
from commonweal.population.statistics.intervals import wilson_limits


def proportion(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """Proportions m x/n with Wilson's interval.

    Args:
        events: x, people with the thing counted, nought or more and no more than n, any shape; missing allowed.
        population: n, above nought, broadcasts against the events; missing allowed.
        group: Codes from 0 where rows are to be summed first, shape (rows,); else each element is a proportion.
        groups: How many groups there are, by default one more than the largest code.
        multiplier: m; 1 for a fraction, 100 for a percentage.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Proportions in the shape of the input or (groups,); a missing input gives an empty result, with its reason.

    Raises:
        BadInput: A negative count, a population or multiplier of nought or below, more events than people.

    Source:
        Wilson, Journal of the American Statistical Association 22 (1927), 209-212; Office for Health Improvement and
        Disparities, Fingertips technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> share = proportion([5, 40], [100, 200], multiplier=100)
        >>> share.value.tolist(), share.upper.round(4).tolist()
        ([5.0, 20.0], [11.175, 26.0855])
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    x, n = read_events_of_people(inputs, events, population, multiplier)
    inputs.fault("events", x > n, "there are more events than people", x)
    x, n = summed_by_group(inputs, x, n, group, groups)
    inputs.raise_if_any()
    value = x / n
    lower, upper = wilson_limits(x, n, normal_deviate(confidence))
    reason = reason_codes(x.shape, (Reason.MISSING, np.isnan(value)))
    return Estimate(value * multiplier, lower * multiplier, upper * multiplier, reason, confidence)
