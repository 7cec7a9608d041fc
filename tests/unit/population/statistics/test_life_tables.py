"""Life expectancy: a plain second version, and what is not shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.statistics.estimates import Reason
from commonweal.population.statistics.life_tables import at_age, life_expectancy
from commonweal.problems import BadInput

WIDTHS = [1, 4, *[5] * 17]


def plain(deaths: list[int], people: list[int]) -> tuple[list[float], list[float]]:
    """Expectancy and standard error, band by band."""
    rates = [d / p for d, p in zip(deaths, people, strict=True)]
    chances = []
    for band, width in enumerate(WIDTHS):
        lived = 0.1 if band == 0 else 0.5
        over = deaths[band] > people[band] / (width * lived)
        chances.append(1.0 if over else rates[band] * width / (1 + rates[band] * width * (1 - lived)))
    alive = [100_000.0]
    for chance in chances:
        alive.append(alive[-1] * (1 - chance))
    years = [
        width * (alive[band + 1] + (0.1 if band == 0 else 0.5) * (alive[band] - alive[band + 1]))
        for band, width in enumerate(WIDTHS)
    ]
    years.append(alive[-1] / rates[-1])
    left = [sum(years[band:]) / alive[band] if alive[band] else float("nan") for band in range(20)]
    variance = []
    for band, width in enumerate(WIDTHS):
        lived = 0.1 if band == 0 else 0.5
        chance, died = chances[band], deaths[band]
        v = chance**2 * (1 - chance) / died if died else 0.0
        variance.append(v * alive[band] ** 2 * ((1 - lived) * width + left[band + 1]) ** 2)
    variance.append((alive[-1] / 2) ** 2 * 4 / (deaths[-1] * rates[-1] ** 2))
    return left, [sum(variance[band:]) ** 0.5 / alive[band] for band in range(20)]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(2_000, 90_000), st.floats(0, 0.15)), min_size=20, max_size=20))
def test_second_version(bands: list[tuple[int, float]]) -> None:
    people = [size for size, _ in bands]
    deaths = [int(size * rate) for size, rate in bands]
    deaths[-1] = max(deaths[-1], 400)
    left, error = plain(deaths, people)
    found = life_expectancy(deaths, people)
    np.testing.assert_allclose(found.value[found.shown], np.array(left)[found.shown], rtol=1e-10)
    np.testing.assert_allclose((found.upper - found.lower) / 2 / 1.959963984540054, error, rtol=1e-8)


def usual() -> tuple[np.ndarray, np.ndarray]:
    return np.full(20, 50.0), np.full(20, 1000.0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda d, p: p.__setitem__(3, 0), Reason.UNUSABLE_BAND),
        (lambda d, p: p.__setitem__(3, 49), Reason.UNUSABLE_BAND),
        (lambda d, p: d.__setitem__(3, -1), Reason.UNUSABLE_BAND),
        (lambda d, p: d.__setitem__(3, np.nan), Reason.MISSING),
        (lambda d, p: d.__setitem__(19, 0), Reason.NO_DEATHS_IN_OLDEST),
        (lambda d, p: p.__setitem__(slice(None), 250), Reason.SMALL_POPULATION),
    ],
)
def test_one_such_band_hides_the_area_and_no_other(change, reason) -> None:
    d, p = usual()
    change(d, p)
    deaths, people = np.stack([d, usual()[0]]), np.stack([p, usual()[1]])
    found = life_expectancy(deaths, people)
    assert np.isnan(found.value[0]).all()
    assert np.isnan(found.lower[0]).all()
    assert set(found.reason[0].tolist()) == {int(reason)}
    assert found.shown[1].all()
    assert found.value[1] == pytest.approx(life_expectancy(*usual()).value)


def test_no_deaths_at_other_ages_are_fine() -> None:
    d, p = usual()
    d[2:6] = 0
    assert life_expectancy(d, p).shown.all()


def test_a_wide_interval_hides_the_value_and_leaves_the_limits() -> None:
    deaths, people = np.zeros(20), np.full(20, 300.0)
    deaths[-1] = 1
    found = life_expectancy(deaths, people)
    assert found.reason[0] == Reason.WIDE_INTERVAL
    assert np.isnan(found.value[0])
    assert found.upper[0] - found.lower[0] > 20


def test_other_bands_are_refused() -> None:
    with pytest.raises(BadInput, match="needs 20 age bands") as refused:
        life_expectancy([1] * 19, [10] * 19, first_ages=range(19))
    assert len(refused.value.problems) == 2
    with pytest.raises(BadInput, match="o age band begins at this age"):
        at_age(life_expectancy(*usual()), 66)


def test_ages_that_nobody_reaches() -> None:
    d, p = usual()
    d[10] = 900
    found = life_expectancy(d, p)
    assert found.shown.tolist() == [True] * 11 + [False] * 9
    assert found.reasons[-1] == "the life table has nobody left at this age"
