"""Crude rates: events over people, with exact limits for few events and Byar's for more."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import read_confidence
from commonweal.population.statistics.estimates import BoolArray, Estimate, Reason, reason_codes
from commonweal.population.statistics.events_of_people import read_events_of_people, summed_by_group
from commonweal.population.statistics.intervals import EXACT_BELOW, poisson_limits


def crude_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Crude rates m x/n, with exact Poisson limits below 10 events and Byar's from 10.

    Args:
        events: x, nought or more, any shape; missing allowed.
        population: n, people or person-years, above nought, broadcasts against the events; missing allowed.
        group: Codes from 0 where rows are to be summed first, shape (rows,); else each element is a rate.
        groups: How many groups there are, by default one more than the largest code.
        multiplier: m, so many people the rate is told per.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Events per m people, in the shape of the input or (groups,); a missing input gives an empty result, with its
        reason.

    Raises:
        BadInput: A negative count, a population or a multiplier of nought or below.

    Source:
        Office for Health Improvement and Disparities, Fingertips technical guidance, confidence intervals
        (https://fingertips.phe.org.uk).

    Example:
        >>> rate = crude_rate([5, 20, None], [100, 100, 100], multiplier=100)
        >>> rate.value.tolist(), rate.lower.round(4).tolist()
        ([5.0, 20.0, nan], [1.6235, 12.2114, nan])
        >>> rate.reasons[2]
        'an input is missing'
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    x, n = read_events_of_people(inputs, events, population, multiplier)
    x, n = summed_by_group(inputs, x, n, group, groups)
    inputs.raise_if_any()
    lower, upper = poisson_limits(x, confidence)
    missing = np.isnan(x) | np.isnan(n)
    scale = multiplier / n
    reason = reason_codes(x.shape, (Reason.MISSING, missing))
    return Estimate(x * scale, lower * scale, upper * scale, reason, confidence)


def exact_is_used(events: npt.ArrayLike) -> BoolArray:
    """True where a crude rate or an indirect ratio of so many events has exact limits, False where it has Byar's.

    Example:
        >>> exact_is_used([9, 10]).tolist()
        [True, False]
    """
    return np.asarray(np.asarray(events, dtype=np.float64) < EXACT_BELOW)
