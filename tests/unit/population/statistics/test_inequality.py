"""Inequality measures and quantiles: cases by hand, plain second versions, and bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.statistics.concentration_index import concentration_index
from commonweal.population.statistics.estimates import Reason
from commonweal.population.statistics.gaps import gaps
from commonweal.population.statistics.quantiles import quantile_of_rank, quantiles
from commonweal.population.statistics.slope_draws import Draws
from commonweal.population.statistics.slope_index import slope_index
from commonweal.problems import BadInput

FALLING = list(range(20, 0, -2))
ROWS = st.lists(st.tuples(st.integers(1, 5_000), st.integers(1, 99)), min_size=5, max_size=12)


def test_by_hand() -> None:
    """The value falls by 2 for each tenth of the range, from 21 to 1."""
    slope = slope_index(FALLING, [100] * 10, standard_error=[0.0] * 10)
    assert [slope.slope.value, slope.relative.value, slope.intercept] == pytest.approx([-20, 1 / 21, 21])
    assert concentration_index(FALLING, [100] * 10).plain.value == pytest.approx(-0.3)
    found = gaps(FALLING, [100] * 10)
    assert [found.absolute.value, found.relative.value, found.attributable.value] == pytest.approx([18, 10, 9 / 11])


def test_a_slope_is_the_weighted_regression_on_ranks() -> None:
    values = np.array([0.3, 0.28, 0.25, 0.22, 0.2])
    people = np.array([100.0, 120, 90, 110, 130])
    found = slope_index(values, people, standard_error=[0.01] * 5, multiplier=100)
    share = people / people.sum()
    rank = np.cumsum(share) - share / 2
    design = np.column_stack([np.ones(5), rank]) * np.sqrt(share)[:, None]
    (intercept, slope), *_ = np.linalg.lstsq(design, np.sqrt(share) * values, rcond=None)
    assert [found.slope.value, found.intercept] == pytest.approx([slope * 100, intercept])


@settings(max_examples=50)
@given(ROWS)
def test_concentration_is_twice_the_area_left_by_its_curve(rows: list[tuple[int, int]]) -> None:
    people, values = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    below = np.concatenate([[0], np.cumsum(people) / people.sum()])
    gathered = np.concatenate([[0], np.cumsum(people * values) / (people @ values)])
    area = ((gathered[1:] + gathered[:-1]) * np.diff(below)).sum() / 2
    found = concentration_index(values, people)
    assert float(found.plain.value) == pytest.approx(1 - 2 * area, abs=1e-12)
    bounded = concentration_index(values, people, bounds=(0, 100))
    assert bounded.erreygers is not None
    assert bounded.wagstaff is not None
    average = people @ values / people.sum()
    assert float(bounded.erreygers.value) == pytest.approx(4 * average * (1 - 2 * area) / 100, abs=1e-12)
    assert float(bounded.wagstaff.value) == pytest.approx((1 - 2 * area) / (1 - average / 100), abs=1e-10)


@settings(max_examples=30)
@given(ROWS)
def test_limits_carry_the_standard_errors_through(rows: list[tuple[int, int]]) -> None:
    """Plain second version: the change of each measure for a small change of each value."""
    people, values = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    error = values / 50

    def measures(at: np.ndarray, **more: object) -> list:
        index = concentration_index(at, people, bounds=(0, 100), **more)  # type: ignore[arg-type]
        found = gaps(at, people, **more)  # type: ignore[arg-type]
        return [index.plain, index.erreygers, index.wagstaff, found.absolute, found.attributable]

    variance = np.zeros(5)
    for place in range(len(values)):
        step = np.zeros(len(values))
        step[place] = 1e-4
        up, down = ([float(one.value) for one in measures(values + sign * step)] for sign in (1, -1))
        variance += ((np.array(up) - np.array(down)) / 2e-4 * error[place]) ** 2
    for one, expected in zip(measures(values, standard_error=error), variance, strict=True):
        assert (float(one.upper) - float(one.value)) / 1.959963984540054 == pytest.approx(
            math.sqrt(expected), rel=1e-4, abs=1e-9
        )


def test_rows_in_any_order_and_in_groups() -> None:
    mixed = np.random.default_rng(5).permutation(20)
    values = np.array([*FALLING, *FALLING[::-1]], dtype=float)[mixed]
    place, group = np.tile(np.arange(10), 2)[mixed], np.repeat([0, 1], 10)[mixed]
    options = {"quantile": place, "group": group, "standard_error": np.ones(20)}
    slope = slope_index(values, np.full(20, 50.0), **options)
    assert slope.slope.value == pytest.approx([-20, 20])
    assert concentration_index(values, np.full(20, 50.0), **options).plain.value == pytest.approx([-0.3, 0.3])
    assert gaps(values, np.full(20, 50.0), **options).absolute.value == pytest.approx([18, -18])


def test_people_at_one_place_share_a_rank() -> None:
    together = concentration_index([3.0, 5.0, 1.0], [2, 2, 4], quantile=[1, 1, 2])
    assert together.plain.value == pytest.approx(float(concentration_index([4.0, 1.0], [4, 4]).plain.value))


def test_a_group_that_lacks_a_quantile_is_left_out_and_noted() -> None:
    values = [*FALLING, *FALLING]
    values[13] = None
    found = slope_index(values, [10] * 20, group=np.repeat([0, 1], 10), standard_error=[1.0] * 20)
    assert found.slope.reason.tolist() == [0, Reason.MISSING_QUANTILE]
    assert np.isnan(found.intercept[1])
    assert found.notes == ("left out, since a quantile has no value: 1 of 2",)
    hidden = [None if value is None else 1.0 for value in values]
    same = slope_index(values, [10] * 20, group=np.repeat([0, 1], 10), standard_error=hidden)
    assert same.slope.value[0] == found.slope.value[0]
    assert same.slope.reason[1] == Reason.MISSING_QUANTILE
    short = slope_index(
        FALLING + FALLING[:9], [10] * 19, group=[0] * 10 + [1] * 9, quantile=[*range(10), *range(9)],
        standard_error=[1.0] * 19,
    )  # fmt: skip
    assert short.slope.reason.tolist() == [0, Reason.MISSING_QUANTILE]


def test_a_small_multiplier_keeps_its_limits_in_order() -> None:
    """A published implementation turns the limits of logarithms round for multipliers between 0 and 1."""
    values = np.array([6.0, 5.5, 5.2, 4.7, 4.1])
    options = {"scale": "rate", "transform": True, "lower": values * 0.9, "upper": values * 1.1}
    half, whole, turned = (slope_index(values, [100] * 5, multiplier=m, **options) for m in (0.5, 1, -1))
    assert half.slope.lower < half.slope.value < half.slope.upper
    assert half.relative.lower == whole.relative.lower
    assert turned.slope.lower < turned.slope.value < turned.slope.upper
    assert turned.relative.lower == pytest.approx(1 / float(whole.relative.upper))


def test_draws_are_seeded_and_do_not_depend_on_other_groups() -> None:
    values = np.array([FALLING, FALLING], dtype=float)
    both = slope_index(values, [10] * 10, standard_error=np.ones(10), draws=Draws(4, 2_000))
    again = slope_index(values[:1], [10] * 10, standard_error=np.ones(10), draws=Draws(4, 2_000))
    assert both.slope.lower[0] == again.slope.lower[0]
    assert both.slope.lower[0] != both.slope.lower[1]
    with pytest.raises(BadInput, match="too few draws"):
        Draws(4, 500)


def test_a_ratio_over_what_may_be_nought_has_no_limits() -> None:
    found = slope_index([1.0, 2, 3, 4, 5], [100] * 5, standard_error=[5.0] * 5)
    assert found.relative.reason == Reason.UNBOUNDED
    assert np.isnan(found.relative.upper)
    assert found.slope.shown


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"population": [100, 0, 100, 100, 100]}, 'row 2, column "population"'),
        ({"population": [100, None, 100, 100, 100]}, 'row 2, column "population": this is missing'),
        ({"standard_error": [1, 1, 1, 1, -1]}, 'row 5, column "standard_error"'),
        ({"standard_error": None}, "neither standard errors nor both 95% limits"),
        ({"standard_error": None, "lower": [1.0] * 5, "upper": [0.5] * 5}, "the lower limit is above the upper"),
        ({"transform": True}, "standard errors cannot stand beside limits"),
        ({"scale": "proportion"}, 'column "values": this must be 1 or less'),
        ({"scale": "share"}, "value, rate, proportion"),
        ({"quantile": [1, 2, 3, 4, 4]}, 'row 5, column "quantile": this quantile stands twice'),
        ({"multiplier": 0}, "multiplier"),
    ],
)
def test_bad_slopes(change: dict, part: str) -> None:
    given = {"values": [5.0, 4, 3, 2, 1.5], "population": [100] * 5, "standard_error": [1.0] * 5} | change
    with pytest.raises(BadInput, match=part):
        slope_index(**given)


def test_one_or_four_quantiles_are_too_few() -> None:
    for number in (1, 4, 101):
        with pytest.raises(BadInput, match="expected 5 to 100"):
            slope_index([1.0] * number, [100] * number, standard_error=[1.0] * number)


def test_measures_of_nothing() -> None:
    nothing = concentration_index([0.0, 0.0], [1, 1])
    assert nothing.plain.reason == Reason.ZERO_MEAN
    found = gaps([[3.0, 0.0], [np.nan, 1.0]], [1, 1])
    assert found.relative.reason.tolist() == [Reason.ZERO_MEAN, Reason.MISSING]
    assert found.absolute.value[0] == 3
    with pytest.raises(BadInput, match="the smallest value is not below the largest"):
        concentration_index([1.0, 1.0], [1, 1], bounds=(1, 1))


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), st.integers(0, 12)), min_size=1, max_size=30), st.integers(2, 6))
def test_quantiles_one_by_one(values: list[int | None], number: int) -> None:
    found = quantiles([math.nan if value is None else value for value in values], number)
    held = [value for value in values if value is not None]
    for place, value in enumerate(values):
        if value is None or len(held) < number:
            assert found.quantile[place] == 0
            assert found.reason[place] == (Reason.MISSING if value is None else Reason.FEW_AREAS)
            continue
        rank = 1 + sum(other > value for other in held)
        assert found.quantile[place] == number * (rank - 1) // len(held) + 1
        last = rank + held.count(value) - 1
        assert found.tied_across[place] == (number * (last - 1) // len(held) + 1 != found.quantile[place])


def test_one_quantile_and_wrong_ranks_are_refused() -> None:
    with pytest.raises(BadInput, match="one quantile divides nothing"):
        quantiles([1.0, 2.0], 1)
    with pytest.raises(BadInput) as refused:
        quantile_of_rank([0, 5, 11, None], 5, of=10)
    assert [problem.row for problem in refused.value.problems] == [4, 1, 3]
    assert quantile_of_rank([3284, 3285], 10, of=32_844).tolist() == [1, 2]
