"""Indirectly standardised ratios and rates: events against what the reference's rates would bring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import read_confidence
from commonweal.population.statistics.estimates import Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.grouping import read_grouping
from commonweal.population.statistics.intervals import poisson_limits


@dataclass(frozen=True, eq=False)
class IndirectEstimate(Estimate):
    """An indirectly standardised ratio or rate.

    Args:
        observed: Events that happened.
        expected: Events that the reference's rates would have brought.
    """

    observed: FloatArray
    expected: FloatArray


def expected_events(
    population: npt.ArrayLike,
    reference_events: npt.ArrayLike,
    reference_population: npt.ArrayLike,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
) -> FloatArray:
    """Events expected if each age band had the reference's rate, Σ n (reference x / reference n).

    Args:
        population: n in each band; nought or missing is allowed and adds nothing. Shape (rows,) with group codes, else
            (..., bands).
        reference_events: Events of the reference in the band, nought or more; a missing count is nought;
            broadcasts.
        reference_population: People of the reference in the band, above nought, broadcasts.
        group: Codes from 0, shape (rows,), the area of each row of a long table.
        groups: How many groups there are, by default one more than the largest code.

    Returns:
        Events, shape (groups,) or (...).

    Raises:
        BadInput: A negative population; a negative reference; reference people missing or nought.

    Source:
        Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2; Office for Health Improvement and
        Disparities, Fingertips technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> expected_events([[100, None], [50, 10]], [2, 30], [1000, 600]).tolist()
        [0.2, 0.6]
    """
    inputs = Inputs()
    n = inputs.numbers("population", population, at_least=0)
    x_reference = np.nan_to_num(inputs.numbers("reference_events", reference_events, at_least=0))
    n_reference = inputs.numbers("reference_population", reference_population, above=0, missing=False)
    n, x_reference, n_reference = inputs.same_shape(
        population=n, reference_events=x_reference, reference_population=n_reference
    )
    grouping = read_grouping(inputs, n.shape, group, groups)
    inputs.raise_if_any()
    return grouping.sum(np.nan_to_num(n) * (x_reference / n_reference))


def indirectly_standardised_ratio(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    reference_value: float = 1,
    confidence: float = 0.95,
) -> IndirectEstimate:
    """Ratios of observed to expected events, with exact limits below 10 events and Byar's from 10.

    The form of the standardised mortality ratio and of the Summary Hospital-level Mortality Indicator.

    Args:
        observed: Events O, nought or more, any shape; missing allowed.
        expected: Events E, nought or more, from `expected_events` or a model; broadcasts; missing allowed.
        reference_value: What the reference itself scores, 1 or 100.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Ratios O/E times the reference value; not shown where nothing was expected. Few events are not suppressed.

    Raises:
        BadInput: A negative count, or a reference value that is not above nought.

    Source:
        Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2; Office for Health Improvement
        and Disparities, Fingertips technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> ratio = indirectly_standardised_ratio([895], [835.8835612311743])
        >>> ratio.value.round(6).tolist(), ratio.lower.round(6).tolist(), ratio.upper.round(6).tolist()
        ([1.070723], [1.001715], [1.143233])
    """
    return _over_expected(observed, expected, "reference_value", reference_value, confidence)


def indirectly_standardised_rate(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    reference_rate: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> IndirectEstimate:
    """Indirectly standardised rates: the ratio of observed to expected times the reference's crude rate.

    Args:
        observed: Events, nought or more, any shape; missing allowed.
        expected: Events, from `expected_events`; broadcasts; missing allowed.
        reference_rate: From `reference_crude_rate`, above nought; broadcasts.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        In the unit of the reference rate; not shown where nothing was expected.

    Raises:
        BadInput: A negative count, or a reference rate that is not above nought.

    Source:
        Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2; Office for Health Improvement and
        Disparities, Fingertips technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> rate = indirectly_standardised_rate([30], [20.0], 150.0)
        >>> rate.value.tolist()
        [225.0]
    """
    return _over_expected(observed, expected, "reference_rate", reference_rate, confidence)


def reference_crude_rate(
    reference_events: npt.ArrayLike, reference_population: npt.ArrayLike, *, multiplier: float = 100_000
) -> float:
    """The crude rate of the whole reference, its events over its people, per m people.

    Raises:
        BadInput: Negative figures, or people missing or nought. A missing count is nought.

    Example:
        >>> reference_crude_rate([2, 30], [1000, 600], multiplier=1000)
        20.0
    """
    inputs = Inputs()
    x = np.nan_to_num(inputs.numbers("reference_events", reference_events, at_least=0))
    n = inputs.numbers("reference_population", reference_population, above=0, missing=False)
    inputs.number("multiplier", multiplier, above=0)
    inputs.raise_if_any()
    return float(x.sum() / n.sum() * multiplier)


def _over_expected(
    observed: npt.ArrayLike, expected: npt.ArrayLike, name: str, unit: npt.ArrayLike, confidence: float
) -> IndirectEstimate:
    confidence = read_confidence(confidence)
    inputs = Inputs()
    o = inputs.numbers("observed", observed, at_least=0)
    e = inputs.numbers("expected", expected, at_least=0)
    times = inputs.numbers(name, unit, above=0, missing=False)
    o, e, times = inputs.same_shape(observed=o, expected=e, **{name: times})
    inputs.raise_if_any()
    lower, upper = poisson_limits(o, confidence)
    nothing = e == 0
    scale = times / blank(e, nothing)
    reason = reason_codes(o.shape, (Reason.MISSING, np.isnan(o) | np.isnan(e)), (Reason.ZERO_EXPECTED, nothing))
    return IndirectEstimate(o * scale, lower * scale, upper * scale, reason, confidence, np.array(o), np.array(e))
