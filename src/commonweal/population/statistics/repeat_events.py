"""Directly standardised rates where one person can have the event several times, such as readmission."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import read_confidence
from commonweal.population.statistics.direct_standardisation import DirectRate, dobson, read_standard, sum_of_weights
from commonweal.population.statistics.grouping import read_grouping


def directly_standardised_rate_of_repeats(
    people: npt.ArrayLike,
    population: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    times: npt.ArrayLike | None = None,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> DirectRate:
    """Directly standardised rates of events that are not independent, since the same people have several.

    The rate counts events. Its variance is Σ k² times the variance, worked on people, of the rate of people with
    exactly k events: wider than if each event had happened to somebody else.

    Args:
        people: People with exactly so many events, nought or more, missing is nought. The last axis holds the numbers
            of events: shape (rows, numbers) with group codes, else (..., bands, numbers).
        population: n in each age band, above nought; broadcasts against the people without their last axis.
        weights: w, the standard population, nought or more, likewise.
        times: The number of events k that each place of the last axis stands for; by default 1, 2, 3 and so on.
        group: Codes from 0, shape (rows,), the area of each row of a long table.
        groups: How many groups there are, by default one more than the largest code.
        multiplier: m, so many people the rate is told per.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Events per m people; below 10 events nothing is shown.

    Raises:
        BadInput: As for independent events; or numbers of events that are not above nought.

    Source:
        Association of Public Health Observatories, Technical Briefing 3 (2008), on events that are not independent.

    Example:
        >>> once = directly_standardised_rate_of_repeats([[20], [30]], [1000, 500], [70, 30], multiplier=1000)
        >>> twice = directly_standardised_rate_of_repeats([[0, 10], [0, 15]], [1000, 500], [70, 30], multiplier=1000)
        >>> bool(once.value == twice.value), bool(twice.lower < once.lower)
        (True, True)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    counted = np.nan_to_num(np.atleast_1d(inputs.numbers("people", people, at_least=0)))
    default = np.arange(1, counted.shape[-1] + 1)
    k = inputs.numbers("times", default if times is None else times, above=0, missing=False)
    n, w = read_standard(inputs, population, weights, multiplier)
    if k.shape != counted.shape[-1:]:
        inputs.wrong("each place of the last axis needs one number of events", column="times", given=str(k.shape),
                     expected=str(counted.shape[-1:]))  # fmt: skip
    inputs.raise_if_any()
    events, squares = counted @ k, counted @ (k * k)
    events, squares, n, w = inputs.same_shape(people=events, squares=squares, population=n, weights=w)
    grouping = read_grouping(inputs, events.shape, group, groups)
    standard = sum_of_weights(inputs, grouping, w)
    inputs.raise_if_any()
    share = w / n
    rate = grouping.sum(share * events) / standard
    variance = grouping.sum(share * share * squares) / standard**2
    return dobson(rate, variance, grouping.sum(events), grouping.sum(n), multiplier, confidence)
