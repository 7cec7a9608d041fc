"""Funnels against worked figures and against a plain second version of their labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.population.statistics.funnel_axis import axis_ends, axis_points
from commonweal.population.statistics.funnels import proportion_funnel, proportion_limits
from commonweal.population.statistics.funnels_of_counts import rate_funnel, rate_limits, ratio_funnel, ratio_limits
from commonweal.population.statistics.indirect_standardisation import indirectly_standardised_ratio
from commonweal.population.statistics.over_dispersion import (
    over_dispersion_by_pulling_in,
    over_dispersion_by_trimming,
)
from commonweal.problems import BadInput

EXPECTED = [120.0, 80, 200, 150, 60, 300, 90, 110, 250, 170, 140, 100]
OBSERVED = [150, 70, 190, 180, 40, 330, 75, 140, 210, 160, 150, 118]


def test_worked_limits_of_a_proportion() -> None:
    limits = proportion_limits(0.3, 400)
    found = [limits.lower_inner, limits.upper_inner, limits.lower_outer, limits.upper_outer]
    assert np.round(found, 6).tolist() == [0.255092, 0.344908, 0.229194, 0.370806]


def test_worked_limits_of_a_ratio() -> None:
    limits = ratio_limits(220)
    found = [limits.lower_inner, limits.upper_inner, limits.lower_outer, limits.upper_outer]
    assert np.round(found, 6).tolist() == [0.876242, 1.146505, 0.815411, 1.242954]


def test_worked_limits_of_a_rate() -> None:
    limits = rate_limits(220, 250, years=2)
    assert np.round([limits.lower_inner, limits.upper_inner], 4).tolist() == [219.0605, 286.6263]
    assert np.round([limits.lower_inner_at, limits.upper_inner_at], 2).tolist() == [50214.45, 38377.49]


def test_limits_of_a_proportion_are_cut_at_the_whole_whatever_the_multiplier() -> None:
    for multiplier in (1, 100):
        limits = proportion_limits(0.97, 5, multiplier=multiplier)
        assert float(limits.upper_outer) == multiplier
        assert float(proportion_limits(0.03, 5, multiplier=multiplier).lower_outer) == 0


def test_over_dispersion_as_worked() -> None:
    found = over_dispersion_by_trimming(OBSERVED, EXPECTED)
    assert int((~found.kept).sum()) == 2
    assert round(found.dispersion, 6) == 3.026139
    assert round(found.between_variance, 6) == 0.015068
    inner, outer = found.limits(100)
    assert np.round([*inner, *outer], 6).tolist() == [0.733212, 1.363862, 0.613070, 1.631134]
    assert found.label.tolist() == [0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0]


def test_no_over_dispersion_leaves_the_limits_of_chance() -> None:
    for measure in (over_dispersion_by_trimming, over_dispersion_by_pulling_in):
        found = measure([100, 101, 99, 100], [100.0, 100, 100, 100])
        assert found.between_variance == 0
    inner, _ = over_dispersion_by_trimming([100, 101, 99, 100], [100.0] * 4).limits(100)
    assert np.round(inner, 6).tolist() == np.round(np.exp([-0.1959964, 0.1959964]), 6).tolist()


def test_a_logarithm_needs_events() -> None:
    with pytest.raises(BadInput, match='row 2, column "observed": this must be above 0'):
        over_dispersion_by_trimming([3, 0, 4], [3.0, 2.0, 4.0])


@given(st.lists(st.tuples(st.integers(0, 400), st.floats(0.5, 400)), min_size=1, max_size=20))
def test_labels_of_ratios_one_by_one(points: list[tuple[int, float]]) -> None:
    """Plain second version: the interval of each point holds 1 or does not."""
    observed, expected = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    found = ratio_funnel(observed, expected)
    for place, words in enumerate(found.labels):
        wanted = "Not significant"
        for confidence, level in ((0.95, "0.025"), (0.998, "0.001")):
            ratio = indirectly_standardised_ratio(observed[place], expected[place], confidence=confidence)
            if ratio.lower > 1 or ratio.upper < 1:
                wanted = f"{'High' if ratio.lower > 1 else 'Low'} ({level})"
        assert words == wanted


def test_directly_standardised_rates_on_few_events_are_not_drawn() -> None:
    found = rate_funnel([9, 50, 80], [400.0, 500.0, 520.0], directly_standardised=True)
    assert np.isnan(found.value[0])
    assert found.labels[0].startswith("Not applicable")
    assert found.reason.tolist() == [2, 0, 0]
    assert found.baseline == pytest.approx(1e5 * 139 / (9 / 0.004 + 50 / 0.005 + 80 / 0.0052))


def test_a_crude_rate_of_nought_needs_its_denominator() -> None:
    with pytest.raises(BadInput, match='row 1, column "population": a rate of nought tells no denominator'):
        rate_funnel([0, 50], [0.0, 500.0])
    found = rate_funnel([0, 50], [0.0, 500.0], population=[6000, np.nan])
    assert found.labels[0] == "Low (0.001)"
    standardised = rate_funnel([0, 50], [0.0, 500.0], directly_standardised=True)
    assert standardised.baseline == pytest.approx(500)


def test_ends_and_places_of_the_axis() -> None:
    assert axis_ends(np.array([130.0, 222.0])) == (100.0, 240.0)
    assert axis_ends(np.array([1000.0, 5000.0])) == (0.0, 5300.0)
    places = axis_points(0, 5300)
    assert len(places) == 100
    assert (np.diff(places) >= 1).all()
    assert places[-1] == 5300
    assert axis_points(0, 5300, of_ratio=True)[-1] < 5300


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        proportion_funnel([5, -1, 20], [10, 10, 10], multiplier=0)
    told = [(problem.column, problem.row) for problem in refused.value.problems]
    assert told == [("events", 2), ("multiplier", None), ("events", 3)]


def test_a_funnel_needs_a_complete_point() -> None:
    with pytest.raises(BadInput, match="No point has all its figures"):
        proportion_funnel([None], [10])


def test_a_funnel_is_of_one_indicator() -> None:
    with pytest.raises(BadInput, match="Give one indicator at a time"):
        proportion_funnel([[1, 2], [3, 4]], 10)
