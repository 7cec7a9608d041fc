"""A standardised rate tells no more of its events than the rounded count beside it does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonweal.population.disclosure_control import disclosure_rule, shown_counts, shown_rates
from commonweal.population.statistics.direct_standardisation import DirectRate, directly_standardised_rate
from commonweal.population.statistics.estimates import Estimate
from commonweal.population.statistics.intervals import byar

PEOPLE, STANDARD = np.array([900, 700, 400, 120]), [40, 30, 20, 10]


def rates_of(events: list[list[int]]) -> DirectRate:
    return directly_standardised_rate(events, PEOPLE, STANDARD, multiplier=1000)


def events_from(value: float, lower: float, upper: float) -> np.ndarray:
    """Which counts of events have Byar limits that lie about them as the limits of the rate lie about the rate."""
    possible = np.arange(8, 2_000)
    limits = byar(possible)
    there = (possible - limits.lower) / (limits.upper - possible)
    return np.asarray(possible[np.argsort(np.abs(there - (value - lower) / (upper - value)))])


@pytest.mark.parametrize("events", [[3, 4, 6, 5], [12, 30, 44, 21], [100, 204, 160, 49]])
def test_the_count_behind_a_rate_cannot_be_worked_out(events: list[int]) -> None:
    rate, true = rates_of([events]), sum(events)
    exact = events_from(*(float(each[0]) for each in (rate.value, rate.lower, rate.upper)))
    assert exact[0] == true, "the attack works on a rate in full"
    told = int(shown_counts(true))
    in_full = replace(disclosure_rule(), figures_of_rates=12)
    attacked = events_from(*(float(each[0]) for each in shown_rates(rate, [true], rule=in_full)))
    assert attacked[0] == told, "even uncut, the figures tell the count that is shown beside them"


def test_three_figures_are_shown_and_few_events_are_not() -> None:
    rate = rates_of([[2, 3, 3, 3], [3, 3, 3, 4], [4, 300, 200, 60]])
    value, lower, upper = shown_rates(rate, [11, 13, 564])
    assert np.isnan(value[0]), "10 is shown for 8 to 12, and 8 or 9 have no rate"
    assert np.isfinite(value[1:]).all()
    for figures in (value[1:], lower[1:], upper[1:]):
        assert all(float(f"{figure:.3g}") == figure for figure in figures.tolist())
    assert (lower[1:] < value[1:]).all()
    assert (value[1:] < upper[1:]).all()
    assert value[2] == pytest.approx(rate.value[2] * 565 / 564, rel=5e-3)


def test_a_rate_without_a_value_stays_so() -> None:
    assert np.isnan(shown_rates(rates_of([[1, 1, 1, 1]]), [4])).all()


def test_a_ratio_of_observed_to_expected_is_told_as_of_the_rounded_count() -> None:
    observed, expected = np.array([72.0, 12.0]), 61.7
    limits = byar(observed)
    ratio = Estimate(observed / expected, limits.lower / expected, limits.upper / expected, limits.reason, 0.95)
    in_full = replace(disclosure_rule(), figures_of_rates=12)
    value, lower, upper = shown_rates(ratio, observed, rule=in_full)
    assert events_from(float(value[0]), float(lower[0]), float(upper[0]))[0] == 70
    assert np.isnan(value[1])
