"""Intervals, rates and standardisation: published values, plain second versions, and bad input."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.estimates import Reason
from commonweal.population.statistics.indirect_standardisation import (
    expected_events,
    indirectly_standardised_ratio,
    reference_crude_rate,
)
from commonweal.population.statistics.intervals import byar, exact_poisson, wilson
from commonweal.population.statistics.means import mean
from commonweal.population.statistics.proportions import proportion
from commonweal.population.statistics.rates import crude_rate
from commonweal.population.statistics.repeat_events import directly_standardised_rate_of_repeats
from commonweal.population.statistics.standard_populations import standard_population
from commonweal.problems import BadInput

COUNTS = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
PEOPLE = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
Z = 1.959963984540054


def test_published_values() -> None:
    assert byar([65, 1045]).upper == pytest.approx([82.84913854593984, 1110.33121298565], rel=1e-12)
    assert wilson(65, 100).lower == pytest.approx(0.5525444329688797, rel=1e-12)
    rate = crude_rate([1, 20], [100, 100])
    assert rate.lower == pytest.approx([25.317807984289896, 12211.428834875936], rel=1e-12)
    standardised = directly_standardised_rate(COUNTS, PEOPLE, standard_population().weights)
    found = [standardised.value, standardised.lower, standardised.upper]
    assert found == pytest.approx([10430.247991469423, 9717.709067985681, 11178.94091547925], rel=1e-12)
    wider = directly_standardised_rate(COUNTS, PEOPLE, standard_population().weights, confidence=99.8)
    assert wider.lower == pytest.approx(9323.287880219903, rel=1e-12)


def test_standard_populations_hold_100_000() -> None:
    narrow, wide = standard_population(21), standard_population(19)
    assert narrow.weights.sum() == wide.weights.sum() == 100_000
    assert narrow.weights[:2].sum() == wide.weights[0]
    assert narrow.weights[-2:].sum() == wide.weights[-1]
    assert len(narrow.first_ages) == 21
    with pytest.raises(BadInput, match="19 or 21"):
        standard_population(18)


def test_byar_has_no_lower_limit_for_very_few_events() -> None:
    limits = byar([0, 1, None], confidence=0.998)
    assert limits.reason.tolist() == [Reason.NO_LOWER_LIMIT, Reason.NO_LOWER_LIMIT, Reason.MISSING]
    assert limits.upper[1] == pytest.approx(9.362180217908362)


@given(st.integers(0, 40))
def test_exact_limits_leave_the_tails_that_they_say(observed: int) -> None:
    """Plain second version: sums of Poisson chances at the limits."""
    limits = exact_poisson(observed)

    def up_to(count: int, at: float) -> float:
        return sum(math.exp(-at + k * math.log(at) - math.lgamma(k + 1)) for k in range(count + 1))

    assert up_to(observed, float(limits.upper)) == pytest.approx(0.025)
    if observed:
        assert 1 - up_to(observed - 1, float(limits.lower)) == pytest.approx(0.025)


@given(st.integers(1, 400), st.data())
def test_wilson_limits_are_where_the_score_is_z(population: int, data: st.DataObject) -> None:
    events = data.draw(st.integers(0, population))
    limits = wilson(events, population)
    for limit in (float(limits.lower), float(limits.upper)):
        if 1e-9 < limit < 1 - 1e-9:
            score = abs(events / population - limit) / math.sqrt(limit * (1 - limit) / population)
            assert score == pytest.approx(Z)


BANDS = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 9_000), st.integers(0, 3)), min_size=1, max_size=40)


@settings(max_examples=60)
@given(BANDS)
def test_direct_standardisation_row_by_row(bands: list[tuple[int, int, int]]) -> None:
    events, people, group = (np.array(column) for column in zip(*bands, strict=True))
    weights = np.arange(1, len(bands) + 1) * 100
    found = directly_standardised_rate(events, people, weights, group=group, groups=4)
    same = directly_standardised_rate_of_repeats(events[:, None], people, weights, group=group, groups=4)
    for code in range(4):
        rows = [place for place in range(len(bands)) if group[place] == code]
        total = sum(events[place] for place in rows)
        if total < 10:
            assert found.reason[code] == (Reason.FEW_EVENTS if rows else Reason.MISSING)
            assert np.isnan([found.value[code], found.lower[code], found.upper[code]]).all()
            continue
        whole = sum(weights[place] for place in rows)
        rate = sum(weights[place] * events[place] / people[place] for place in rows) / whole
        variance = sum(weights[place] ** 2 * events[place] / people[place] ** 2 for place in rows) / whole**2
        low = total * (1 - 1 / (9 * total) - Z / (3 * math.sqrt(total))) ** 3
        assert found.value[code] == pytest.approx(rate * 1e5)
        assert found.lower[code] == pytest.approx((rate + math.sqrt(variance / total) * (low - total)) * 1e5)
        assert [same.value[code], same.lower[code]] == pytest.approx([found.value[code], found.lower[code]])


def test_a_block_equals_a_long_table() -> None:
    events, people = np.array([COUNTS, COUNTS[::-1]]), np.array([PEOPLE, PEOPLE[::-1]])
    weights = standard_population().weights
    block = directly_standardised_rate(events, people, weights)
    long = directly_standardised_rate(
        events.ravel(), people.ravel(), np.tile(weights, 2), group=np.repeat([0, 1], 19)
    )  # fmt: skip
    np.testing.assert_allclose(block.lower, long.lower, rtol=1e-14)


def test_a_missing_count_is_nought_and_a_missing_population_is_refused() -> None:
    weights = standard_population().weights
    blank, nought = ([None, *COUNTS[1:]], [0, *COUNTS[1:]])
    assert directly_standardised_rate(blank, PEOPLE, weights).value == directly_standardised_rate(
        nought, PEOPLE, weights
    ).value  # fmt: skip
    with pytest.raises(BadInput) as refused:
        directly_standardised_rate([-1, *COUNTS[1:]], [None, 0, *PEOPLE[2:]], [*weights[:18], -5], multiplier=0)
    told = {(problem.column, problem.row) for problem in refused.value.problems}
    assert told == {("events", 1), ("population", 1), ("population", 2), ("weights", 19), ("multiplier", None)}


def test_weights_that_sum_to_nought_are_refused() -> None:
    with pytest.raises(BadInput, match="sum to nought"):
        directly_standardised_rate([9, 9], [100, 100], [0, 0])


def test_missing_rates_are_empty_and_say_why() -> None:
    rate = crude_rate([None, 10, 5], [100, None, 50])
    assert rate.reasons == ("an input is missing", "an input is missing", "shown")
    assert np.isnan(rate.value[:2]).all()
    assert rate.shown.tolist() == [False, False, True]
    with pytest.raises(ValueError, match="read-only"):
        rate.value[0] = 1.0


@pytest.mark.parametrize("measure", [crude_rate, proportion])
def test_bad_rows_of_rates_and_proportions(measure) -> None:
    with pytest.raises(BadInput) as refused:
        measure([-1, 2, 3, float("inf")], [10, 0, -4, 10])
    told = {(problem.column, problem.row) for problem in refused.value.problems}
    assert {("events", 1), ("population", 2), ("population", 3), ("events", 4)} <= told


def test_more_events_than_people_is_a_rate_but_no_proportion() -> None:
    assert float(crude_rate(250, 220).value) > 100_000
    with pytest.raises(BadInput, match="more events than people"):
        proportion(250, 220)


def test_thousands_of_faults_are_counted_after_ten() -> None:
    with pytest.raises(BadInput) as refused:
        crude_rate(np.full(5_000, -1.0), np.ones(5_000))
    assert len(refused.value.problems) == 11
    assert "4,990 more like this" in str(refused.value)


@pytest.mark.parametrize("confidence", [0.5, 1, 89, 100, 950, float("nan")])
def test_odd_confidence_is_refused(confidence: float) -> None:
    with pytest.raises(BadInput, match="this confidence cannot be used"):
        crude_rate(1, 10, confidence=confidence)


def test_group_codes_that_do_not_fit() -> None:
    for group, part in (
        ([0], "each row needs one group code"), ([0.0, 1.0], "not whole numbers"), ([0, -1], "below 0"),
        ([0, 5], "not below the number of groups"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=part):
            crude_rate([1, 2], [10, 20], group=group, groups=2)
    with pytest.raises(BadInput, match="shapes that do not fit"):
        crude_rate([1, 2, 3], [1, 2])
    with pytest.raises(BadInput, match="these are not numbers"):
        crude_rate(["many"], [10])


def test_a_group_without_rows_is_missing() -> None:
    rate = crude_rate([1, 2], [10, 20], group=[0, 2], groups=3)
    assert rate.reason.tolist() == [0, Reason.MISSING, 0]
    assert mean([1.0, 3.0], group=[1, 1], groups=2).reason.tolist() == [Reason.MISSING, 0]


def test_means_of_one_value_have_no_interval() -> None:
    found = mean([4.0, 5.0, 9.0], group=[0, 1, 1])
    assert found.reason.tolist() == [Reason.FEW_VALUES, 0]
    assert found.value.tolist() == [4.0, 7.0]
    assert np.isnan(found.lower[0])


def test_indirect_standardisation_allows_bands_without_people() -> None:
    reference = ([2, None, 30], [1000, 500, 600])
    assert expected_events([0, 10, 100], *reference) == pytest.approx(5.0)
    assert reference_crude_rate(*reference, multiplier=1000) == pytest.approx(32 / 2.1)
    ratio = indirectly_standardised_ratio([3, 0, None], [0, 4, 5])
    assert ratio.reason.tolist() == [Reason.ZERO_EXPECTED, 0, Reason.MISSING]
    assert ratio.upper[1] == pytest.approx(3.6888794541139363 / 4)
    with pytest.raises(BadInput, match='row 1, column "population": this must be 0 or more'):
        expected_events([-1, 10, 100], *reference)
    with pytest.raises(BadInput, match="reference_population"):
        expected_events([1, 10], [1, 1], [10, 0])


def test_numbers_of_events_must_fit() -> None:
    with pytest.raises(BadInput, match="each place of the last axis"):
        directly_standardised_rate_of_repeats([[1, 2]], [100], [1], times=[1, 2, 3])


def test_scipy_waits_until_it_is_needed() -> None:
    """Loading it takes longer than most commands do."""
    code = (
        "import sys; import commonweal.cli; from commonweal.population.statistics import rates, funnels_of_counts;"
        "rates.crude_rate([10], [100]); assert not any(name.startswith('scipy') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
