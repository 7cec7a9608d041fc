"""What looks like a number and is none: masked places, dates, text, one quantile, a ratio across nought."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest

from commonweal.population.statistics.concentration_index import concentration_index
from commonweal.population.statistics.confidence import read_confidence
from commonweal.population.statistics.control_charts import control_chart
from commonweal.population.statistics.control_segments import Rebase
from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.discrimination import c_statistic
from commonweal.population.statistics.estimates import Estimate, Reason
from commonweal.population.statistics.funnels_of_counts import rate_funnel
from commonweal.population.statistics.gaps import gaps
from commonweal.population.statistics.intervals import byar
from commonweal.population.statistics.quantiles import quantile_of_rank, quantiles
from commonweal.population.statistics.rates import crude_rate
from commonweal.population.statistics.slope_index import slope_index
from commonweal.problems import BadInput


def test_a_masked_place_is_missing_and_its_number_is_not_read() -> None:
    rate = crude_rate(np.ma.masked_array([25, 999_999], mask=[False, True]), [100, 100])
    assert rate.value.round(6).tolist()[0] == 25_000
    assert np.isnan(rate.value[1])
    assert rate.reason[1] == Reason.MISSING
    in_a_list = byar([np.ma.masked_array([12, 7], mask=[False, True]), np.ma.masked_array([20, 30])])
    assert np.isnan(in_a_list.lower[0, 1])
    assert np.isfinite(in_a_list.lower[1]).all()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "values",
    [
        [np.ma.masked_array(999, mask=True), 7],
        (np.ma.masked, 7),
        np.ma.masked_array([999, 7], mask=[True, False], dtype=object),
        np.array([np.ma.masked, 7], dtype=object),
    ],
    ids=["a masked number", "the masked constant", "masked objects", "an object that is masked"],
)
def test_a_masked_number_in_a_list_is_missing(values: Any) -> None:
    rate = crude_rate(values, [100, 100], multiplier=100)
    assert np.isnan(rate.value[0])
    assert rate.value[1] == pytest.approx(7)
    assert rate.reason.tolist() == [Reason.MISSING, Reason.SHOWN]


def test_a_mask_deep_in_lists_is_seen() -> None:
    deep: Any = [[np.ma.masked_array([12, 999], mask=[False, True])], [[20, np.ma.masked_array(999, mask=True)]]]
    assert np.isnan(byar(deep).lower).tolist() == [[[False, True]], [[False, True]]]


@pytest.mark.parametrize("first", ["x", 3j], ids=["text", "complex"])
def test_what_is_masked_and_no_number_is_refused(first: Any) -> None:
    values: Any = [np.ma.masked_array(first, mask=True), 7]
    with pytest.raises(BadInput, match="these are not numbers"):
        byar(values)


def test_a_masked_population_is_refused_as_missing() -> None:
    with pytest.raises(BadInput, match=r'row 2, column "population": this is missing'):
        gaps([3.0, 2.0], np.ma.masked_array([10, 20], mask=[False, True]))


def test_masked_group_codes_are_refused() -> None:
    with pytest.raises(BadInput, match="group codes are not whole numbers"):
        crude_rate([20, 30], [100, 100], group=np.ma.masked_array([0, 1], mask=[False, True]))


@pytest.mark.parametrize(
    "values",
    [
        np.array(["2020-01-01", "2020-01-02"], dtype="M8[D]"),
        np.array([1, 2], dtype="m8[D]"),
        np.array([1 + 2j, 3]),
        ["12", "13"],
        [12, "13"],
        [12, 3j],
        [[1, 2], [3]],
    ],
    ids=["dates", "spans", "complex", "text", "some text", "some complex", "ragged"],
)
def test_dates_text_and_complex_numbers_are_no_counts(values: Any) -> None:
    with pytest.raises(BadInput, match="these are not numbers"):
        byar(values)


@pytest.mark.parametrize("quantile", [None, [4, 4]], ids=["one row", "two rows of one quantile"])
def test_one_quantile_has_no_concentration(quantile: list[int] | None) -> None:
    rows = 1 if quantile is None else 2
    index = concentration_index(
        [0.3, 0.2][:rows], [100] * rows, quantile=quantile, bounds=(0, 1), standard_error=[0.01] * rows
    )
    assert index.erreygers is not None
    assert index.wagstaff is not None
    for form in (index.plain, index.erreygers, index.wagstaff):
        assert _hidden(form, Reason.ONE_QUANTILE)


def test_one_quantile_has_no_gap() -> None:
    found = gaps([0.3], [100], standard_error=[0.01])
    for measure in (found.absolute, found.relative, found.attributable):
        assert _hidden(measure, Reason.ONE_QUANTILE)


def test_a_group_of_one_quantile_hides_itself_alone() -> None:
    found = gaps([0.4, 0.2, 0.3], [10, 10, 10], standard_error=[0.01] * 3, group=[0, 0, 1])
    assert found.absolute.reason.tolist() == [Reason.SHOWN, Reason.ONE_QUANTILE]
    assert found.absolute.value[0] == pytest.approx(0.2)


@pytest.mark.parametrize("multiplier", [1, -1])
def test_a_ratio_across_nought_is_not_shown_but_the_slope_is(multiplier: int) -> None:
    index = slope_index([0.1, 5.0, 10.0, 15.0, 20.0], [100] * 5, standard_error=[0.1] * 5, multiplier=multiplier)
    assert _hidden(index.relative, Reason.NO_RATIO)
    assert index.slope.reason == Reason.SHOWN


def test_scores_that_say_nothing_have_no_interval() -> None:
    tied = c_statistic([0.5] * 6, [1, 0, 1, 0, 1, 0])
    apart = c_statistic([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0])
    assert (float(tied.value), float(apart.value)) == (0.5, 1.0)
    assert np.isnan(tied.lower)
    assert np.isnan(apart.upper)
    assert tied.reason == apart.reason == Reason.NO_SPREAD


@pytest.mark.parametrize("confidence", ["95", None, True, float("nan")])
def test_a_confidence_that_is_no_number_is_told(confidence: Any) -> None:
    with pytest.raises(BadInput, match="this confidence cannot be used"):
        read_confidence(confidence)


def test_broken_quantiles_and_ranks_are_refused() -> None:
    for number in (2.5, "5", True, None):
        with pytest.raises(BadInput, match="nor does a broken number of them"):
            quantiles([1.0, 2.0, 3.0], cast("int", number))
    with pytest.raises(BadInput, match=r'column "of": this is not how many were ranked \("0"\)'):
        quantile_of_rank([1], 10, of=0)
    with pytest.raises(BadInput, match=r'row 1, column "rank": a rank is a whole number \("1.7"\)'):
        quantile_of_rank([1.7, 3376], 10, of=33_755)


def test_one_number_for_all_rows_is_asked_for() -> None:
    for told in (
        lambda: crude_rate([1, 2], [3, 4], multiplier=cast("float", [100, 1000])),
        lambda: rate_funnel([10, 20], [5.0, 6.0], years=cast("float", [1, 2])),
    ):
        with pytest.raises(BadInput, match="this is one number for all rows"):
            told()


def test_rebases_and_fixed_points_of_another_kind_are_refused() -> None:
    with pytest.raises(BadInput, match=r"rebase 1 is none .*expected Rebase"):
        control_chart([1, 2, 3], rebases=cast("list[Rebase]", ["2024-04-01"]))
    with pytest.raises(BadInput, match="limits need two points"):
        control_chart([1, 2, 3], fix_after_n=cast("int", 2.5))


def test_codes_that_number_nothing_are_refused_before_they_take_memory() -> None:
    with pytest.raises(BadInput, match="2 rows would fall into 1,000,000,000,001 groups"):
        quantiles([1.0, 2.0], 2, group=[0, 10**12])


def test_a_funnel_without_an_event_has_no_baseline() -> None:
    with pytest.raises(BadInput, match="no point has an event"):
        rate_funnel([0, 0], [0.0, 0.0], population=[100, 200])


def test_no_rows_of_whole_bands_give_no_rates() -> None:
    found = directly_standardised_rate(np.zeros((0, 3)), np.ones((0, 3)), [1, 2, 3])
    assert found.value.shape == found.lower.shape == (0,)


def test_a_slope_notes_numbers_that_lack_and_values_outside_their_limits() -> None:
    found = slope_index(
        [1.0, 2, 3, 4, 5], [100] * 5, quantile=[1, 2, 3, 4, 6], lower=[0.5, 1.5, 2.5, 3.5, 5.5],
        upper=[1.5, 2.5, 3.5, 4.5, 6.5],
    )  # fmt: skip
    assert found.notes == (
        "no group has a quantile 5: the others are taken to be all there are",
        "1 of 5 values lie outside their own limits: check that they belong together",
    )


def _hidden(estimate: Estimate, reason: Reason) -> bool:
    numbers = np.stack([estimate.value, estimate.lower, estimate.upper])
    return bool(np.isnan(numbers).all() and (estimate.reason == reason).all())
