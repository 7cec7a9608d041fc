"""Whatever can be given: either it is refused, or each number is finite, or a reason says why it is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from commonweal.population.statistics.calibration import calibration
from commonweal.population.statistics.calibration_by_tenth import calibration_by_tenth
from commonweal.population.statistics.chart_icons import Variation
from commonweal.population.statistics.concentration_index import concentration_index
from commonweal.population.statistics.control_charts import Cause, ChartNote, control_chart
from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.discrimination import c_statistic
from commonweal.population.statistics.estimates import Estimate
from commonweal.population.statistics.funnel_labels import Label
from commonweal.population.statistics.funnels import proportion_funnel
from commonweal.population.statistics.funnels_of_counts import rate_funnel, ratio_funnel
from commonweal.population.statistics.gaps import gaps
from commonweal.population.statistics.indirect_standardisation import (
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from commonweal.population.statistics.intervals import byar, exact_poisson, wilson
from commonweal.population.statistics.life_tables import life_expectancy
from commonweal.population.statistics.means import mean
from commonweal.population.statistics.proportions import proportion
from commonweal.population.statistics.quantiles import quantiles
from commonweal.population.statistics.rates import crude_rate
from commonweal.population.statistics.repeat_events import directly_standardised_rate_of_repeats
from commonweal.population.statistics.risk_tiers import risk_tier
from commonweal.population.statistics.slope_draws import Draws
from commonweal.population.statistics.slope_index import slope_index
from commonweal.problems import BadInput

ODD = np.array([0.0, 0.0, 1.0, 2.0, 9.0, 10.0, 11.0, 250.0, 1e6, 1e12, 0.3, np.nan])
SHARES = np.array([0.0, 1e-12, 0.01, 0.2, 0.5, 0.5, 0.99, 1 - 1e-12, 1.0])


def calls(random: np.random.Generator) -> Iterator[Any]:
    """Functions of nothing that give results of arguments with odd values."""
    rows, group = 40, random.integers(0, 6, 40)
    x, n = random.choice(ODD, rows), random.choice(ODD[2:-1], rows)
    grouped = {"group": group, "groups": 7}
    yes, chance = random.integers(0, 2, rows), random.choice(SHARES[1:-1], rows)
    block, people = random.choice(ODD, (6, 10)), random.choice(ODD[2:-1], (6, 10))
    yield lambda: byar(x)
    yield lambda: exact_poisson(x)
    yield lambda: wilson(np.minimum(x, n), n)
    yield lambda: crude_rate(x, n)
    yield lambda: crude_rate(x, n, **grouped)
    yield lambda: proportion(np.minimum(x, n), n, **grouped, confidence=0.998)
    yield lambda: mean(x, **grouped)
    yield lambda: directly_standardised_rate(x, n, random.choice(ODD[:-1], rows), **grouped)
    yield lambda: directly_standardised_rate_of_repeats(random.choice(ODD, (rows, 3)), n, np.ones(rows), **grouped)
    yield lambda: indirectly_standardised_ratio(x, random.choice(ODD, rows))
    yield lambda: indirectly_standardised_rate(x, random.choice(ODD, rows), 250)
    yield lambda: slope_index(block, people, standard_error=np.abs(np.nan_to_num(block)) / 10)
    yield lambda: slope_index(
        block[:, :6], people[:, :6], standard_error=np.ones((6, 6)), draws=Draws(1, 1_000), multiplier=-10
    )
    shares = random.choice(SHARES, (6, 10))
    inside = np.clip(shares, 1e-12, 1 - 1e-12)
    yield lambda: slope_index(shares, people, scale="proportion", lower=inside * 0.9, upper=inside)
    yield lambda: slope_index(
        inside, people, scale="proportion", transform=True, lower=inside * 0.9, upper=inside, multiplier=-1
    )
    yield lambda: slope_index(block[:, :6], people[:, :6], standard_error=np.zeros((6, 6)), multiplier=-10)
    yield lambda: slope_index(
        shares * 0.9 + 1e-4, people, scale="rate", transform=True, lower=shares + 1e-5, upper=shares + 1
    )
    yield lambda: concentration_index(shares, people, bounds=(0, 1), standard_error=shares / 9)
    yield lambda: gaps(block, people, standard_error=np.nan_to_num(block) / 9)
    yield lambda: life_expectancy(random.choice(ODD[:6], (5, 20)), random.choice([0.0, 3, 300, 4e3, 9e4], (5, 20)))
    yield lambda: life_expectancy(random.integers(0, 90, (5, 20)), random.integers(60, 3_000, (5, 20)))
    yield lambda: c_statistic(n, yes, **grouped)
    yield lambda: calibration(chance, yes, **grouped)
    yield lambda: calibration_by_tenth(chance, yes, **grouped)
    yield lambda: risk_tier(n, yes, 0.1, **grouped)


def estimates(result: Any) -> Iterator[Estimate]:
    """The estimates in a result."""
    if isinstance(result, Estimate):
        yield result
    else:
        for field in fields(result):
            value = getattr(result, field.name)
            if isinstance(value, Estimate):
                yield value


@pytest.mark.parametrize("seed", range(20))
def test_a_number_is_finite_or_has_a_reason(seed: int) -> None:
    for number, call in enumerate(calls(np.random.default_rng(seed))):
        try:
            result = call()
        except BadInput:
            continue
        for found in estimates(result):
            for name in ("value", "lower", "upper"):
                column = np.asarray(getattr(found, name))
                assert not np.isinf(column).any(), (number, name)
                assert np.isfinite(column[np.asarray(found.shown)]).all(), (number, name)
            both = np.isfinite(found.lower) & np.isfinite(found.upper)
            assert (np.asarray(found.lower)[both] <= np.asarray(found.upper)[both]).all(), number
            inside = both & np.isfinite(found.value)
            slack = 1e-6 * np.abs(np.asarray(found.value)[inside]) + 1e-12
            assert (np.asarray(found.lower)[inside] <= np.asarray(found.value)[inside] + slack).all(), number


@pytest.mark.parametrize("seed", range(20))
def test_points_without_a_value_have_no_label(seed: int) -> None:
    random = np.random.default_rng(seed)
    x, n = random.choice(ODD, 15), random.choice(ODD[2:], 15)
    for call in (
        lambda: proportion_funnel(np.minimum(x, n), n),
        lambda: ratio_funnel(x, n),
        lambda: rate_funnel(x, 1e5 * x / n, population=n),
        lambda: rate_funnel(x, 1e5 * x / n, directly_standardised=True),
    ):
        try:
            funnel = call()
        except BadInput:
            continue
        assert np.isfinite(funnel.baseline)
        hidden = np.isnan(funnel.value)
        assert (funnel.label[hidden] == Label.NOT_APPLICABLE).all()
        assert (funnel.label[~hidden] != Label.NOT_APPLICABLE).all()
        assert ((funnel.reason != 0) == hidden).all()
        limits = funnel.limits
        assert (limits.lower_outer <= limits.lower_inner).all()
        assert (limits.upper_inner <= limits.upper_outer).all()
        assert np.isfinite(limits.upper_outer).all()


@pytest.mark.parametrize("seed", range(20))
def test_charts_and_quantiles_of_odd_values(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.choice(ODD, 60)
    chart = control_chart(values, series=random.integers(0, 12, 60), number_of_series=13)
    missing = np.isnan(values)
    assert ((chart.cause == Cause.MISSING) == missing).all()
    assert np.isfinite(chart.mean[~missing]).all()
    alone = (chart.note & ChartNote.ONE_POINT) > 0
    assert (np.isnan(chart.upper[~missing]) == alone[~missing]).all()
    assert chart.last[12] == -1
    assert Variation.NO_POINT not in chart.cause[~missing]
    found = quantiles(values, 5)
    assert ((found.quantile == 0) == (found.reason != 0)).all()
