"""Population statistics on Commonweal, of made-up counts from a seed, with as many practices as England has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

import commonweal
from commonweal.population.statistics.concentration_index import concentration_index
from commonweal.population.statistics.control_charts import control_chart
from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.funnels import proportion_funnel
from commonweal.population.statistics.funnels_of_counts import ratio_funnel
from commonweal.population.statistics.gaps import gaps
from commonweal.population.statistics.indirect_standardisation import expected_events, indirectly_standardised_ratio
from commonweal.population.statistics.over_dispersion import over_dispersion_by_pulling_in
from commonweal.population.statistics.proportions import proportion
from commonweal.population.statistics.quantiles import quantiles
from commonweal.population.statistics.rates import crude_rate
from commonweal.population.statistics.slope_index import slope_index
from commonweal.population.statistics.standard_populations import standard_population

PRACTICES, INDICATORS, BANDS, MONTHS, TENTHS = 6_300, 20, 19, 24, 10

Work = Callable[[], list[float]]


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}"


def practices(data: Path) -> Work:
    """Every statistic of every practice and indicator, with its interval, from events and people by age band."""
    random = np.random.default_rng(20261122)
    people = random.integers(50, 900, (PRACTICES, 1, BANDS)).astype(np.float64)
    events = random.binomial(people.astype(np.int64), random.uniform(0.001, 0.2, (1, INDICATORS, BANDS)))
    tenth = random.integers(0, TENTHS, PRACTICES)
    weights = standard_population().weights

    def work() -> list[float]:
        x, n = events.sum(axis=-1).astype(np.float64), np.broadcast_to(people.sum(axis=-1), (PRACTICES, INDICATORS))
        share, crude = proportion(x, n), crude_rate(x, n)
        direct = directly_standardised_rate(events, people, weights)
        expected = expected_events(people, events.sum(axis=0), people.sum(axis=0))
        ratio = indirectly_standardised_ratio(x, expected)
        fifth = quantiles(share.value.T, 5)
        labels = [proportion_funnel(x[:, each], n[:, each]).label for each in range(INDICATORS)]
        labels += [ratio_funnel(x[:, each], expected[:, each]).label for each in range(INDICATORS)]
        spread = [over_dispersion_by_pulling_in(x[:, each], expected[:, each]) for each in range(INDICATORS)]
        cell = (np.arange(INDICATORS) * TENTHS + tenth[:, None]).ravel()
        by_tenth = proportion(x.ravel(), n.ravel(), group=cell, groups=INDICATORS * TENTHS)
        living = np.bincount(cell, weights=n.ravel()).reshape(INDICATORS, TENTHS)
        values, lower, upper = (
            column.reshape(INDICATORS, TENTHS) for column in (by_tenth.value, by_tenth.lower, by_tenth.upper)
        )
        slope = slope_index(values, living, scale="proportion", lower=lower, upper=upper)
        index, gap = concentration_index(values, living, bounds=(0, 1)), gaps(values, living)
        shown = (share, crude, direct, ratio, slope.slope, slope.relative, index.plain, gap.absolute)
        return [
            *(float(np.nansum(each.value)) for each in shown),
            float(fifth.quantile.sum()),
            float(sum((label == 0).sum() for label in labels)),
            float(sum(each.between_variance for each in spread)),
        ]

    return work


def charts(data: Path) -> Work:
    """A control chart of every practice and indicator."""
    values = np.random.default_rng(20261122).poisson(30, (PRACTICES * INDICATORS, MONTHS)).astype(np.float64)

    def work() -> list[float]:
        chart = control_chart(values)
        return [float(chart.special.sum()), float(chart.upper.sum())]

    return work
