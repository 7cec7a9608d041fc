"""Life expectancy against the expected numbers, which are printed to nine or ten figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.published.population.expected_numbers import column, read

from commonweal.population.statistics.confidence import normal_deviate
from commonweal.population.statistics.life_tables import life_expectancy


def test_every_band(population_cases: Path) -> None:
    rows = read(population_cases, "LE_case1.csv")
    found = life_expectancy(column(rows, "deaths"), column(rows, "pop"), first_ages=column(rows, "startage"))
    assert found.value == pytest.approx(column(rows, "le"), rel=1e-9)
    assert found.lower == pytest.approx(column(rows, "lower95"), rel=1e-6)
    assert found.upper == pytest.approx(column(rows, "upper95"), rel=1e-6)
    # The printed limits stand 1.96 standard errors away, ours 1.959964: at the same distance they agree to all figures.
    half = (found.upper - found.value) * 1.96 / normal_deviate(0.95)
    assert found.value - half == pytest.approx(column(rows, "lower95"), rel=1e-9)
    assert found.value + half == pytest.approx(column(rows, "upper95"), rel=1e-9)
