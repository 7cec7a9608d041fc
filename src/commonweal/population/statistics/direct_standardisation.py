"""Directly standardised rates: what the rate would be if the population had the standard's ages (Dobson's interval)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.grouping import Grouping, read_grouping
from commonweal.population.statistics.intervals import byar_limits

FEWEST_EVENTS = 10
"""A rate on fewer events is not shown."""


@dataclass(frozen=True, eq=False)
class DirectRate(Estimate):
    """A directly standardised rate.

    Args:
        events: All events, shown even where the rate is not.
        population: All people, likewise.
    """

    events: FloatArray
    population: FloatArray


def directly_standardised_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> DirectRate:
    """Directly standardised rates with Dobson's interval.

    Rate = Σ w x/n / Σ w over age bands. Its variance is Σ w² x/n² / (Σ w)². The interval is rate + √(variance / O)
    (Byar's limit of O - O), where O is all events. All is told per m people. Below 10 events nothing is shown.

    Args:
        events: x in each age band, nought or more; a missing count is nought. Shape (rows,) with group codes, else
            (..., bands).
        population: n in each age band, above nought, broadcasts against the events.
        weights: w, the standard population, nought or more, broadcasts likewise.
        group: Codes from 0, shape (rows,), the area of each row of a long table.
        groups: How many groups there are, by default one more than the largest code.
        multiplier: m, so many people the rate is told per.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Events per m people, shape (groups,), or (...) where the last axis held the bands.

    Raises:
        BadInput: A population that is missing, nought or negative; a weight missing or negative; weights that sum to
            nought; a negative count; a multiplier that is not above nought.

    Source:
        Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), 457-462; suppression below 10 events:
        Office for Health Improvement and Disparities, Fingertips technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> rate = directly_standardised_rate([[10, 40], [2, 3]], [1000, 500], [70, 30], multiplier=1000)
        >>> rate.value.tolist(), rate.lower.round(4).tolist(), rate.reasons[1]
        ([31.0, nan], [22.9904, nan], 'fewer than 10 events')
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    x = inputs.numbers("events", events, at_least=0)
    n, w = read_standard(inputs, population, weights, multiplier)
    x, n, w = inputs.same_shape(events=x, population=n, weights=w)
    grouping = read_grouping(inputs, x.shape, group, groups)
    standard = sum_of_weights(inputs, grouping, w)
    inputs.raise_if_any()
    x = np.nan_to_num(x)
    share = w / n
    rate = grouping.sum(share * x) / standard
    variance = grouping.sum(share * share * x) / standard**2
    return dobson(rate, variance, grouping.sum(x), grouping.sum(n), multiplier, confidence)


def read_standard(
    inputs: Inputs, population: npt.ArrayLike, weights: npt.ArrayLike, multiplier: float
) -> tuple[FloatArray, FloatArray]:
    """Population and weights as a direct standardisation needs them."""
    inputs.number("multiplier", multiplier, above=0)
    n = inputs.numbers("population", population, above=0, missing=False)
    return n, inputs.numbers("weights", weights, at_least=0, missing=False)


def sum_of_weights(inputs: Inputs, grouping: Grouping, weights: FloatArray) -> FloatArray:
    """The weights of each group, not-a-number for a group without rows."""
    standard = grouping.sum(weights)
    empty = grouping.rows == 0
    inputs.fault("weights", np.ravel((standard == 0) & ~empty), "the weights of this group sum to nought")
    return blank(standard, empty | (standard == 0))


def dobson(
    rate: FloatArray,
    variance: FloatArray,
    events: FloatArray,
    population: FloatArray,
    multiplier: float,
    confidence: float,
) -> DirectRate:
    """Dobson's interval about a weighted sum of counts, suppressed below 10 events."""
    few = events < FEWEST_EVENTS
    counted = np.where(few, FEWEST_EVENTS, events)
    below, above = byar_limits(counted, normal_deviate(confidence))
    step = np.sqrt(variance / counted)
    reason = reason_codes(rate.shape, (Reason.MISSING, np.isnan(rate)), (Reason.FEW_EVENTS, few))
    return DirectRate(
        blank(rate * multiplier, few),
        blank((rate + step * (below - counted)) * multiplier, few),
        blank((rate + step * (above - counted)) * multiplier, few),
        reason,
        confidence,
        events,
        population,
    )
