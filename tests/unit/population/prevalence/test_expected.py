"""Who is compared, who is not and why, and what an area is told."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.population.prevalence import Unusable, areas_compared, compare, disease_registers, find_register
from commonweal.population.prevalence.practices import PracticeFigures
from commonweal.problems import BadInput


@pytest.fixture(scope="module")
def figures() -> PracticeFigures:
    """Two hundred practices by a rule, five of which lack something."""
    draws = np.random.default_rng(3)
    size = 200
    ages = np.arange(96)
    old = draws.uniform(0.2, 1.2, size)[:, None]
    shape = np.exp(-((ages - 40) ** 2) / 1800) + old * np.exp(-((ages - 72) ** 2) / 200)
    male = np.round(shape * draws.uniform(20, 90, size)[:, None])
    female = np.round(male * draws.uniform(0.9, 1.1, (size, 1)))
    deprivation = draws.uniform(5, 50, size)
    adults = (male + female)[:, 18:].sum(1)
    rate = 0.05 + 0.25 * (male + female)[:, 60:].sum(1) / adults + 0.001 * deprivation
    percentage = 100 * rate * adults / (male + female).sum(1) * draws.normal(1, 0.1, size)
    male[0], female[0] = np.nan, np.nan
    female[1] = 0
    male[2], female[2] = 0.1, 0.1
    deprivation[3] = np.nan
    percentage[4] = np.nan
    codes = tuple(f"A{number:05d}" for number in range(size))
    areas = {
        "icb": tuple(f"Q{number % 4}" for number in range(size)),
        "place": tuple(f"E{number % 20:02d}" for number in range(size)),
        "pcn": tuple("" if number == 9 else f"U{number % 40:02d}" for number in range(size)),
    }
    percentages = {register.id: np.full(size, np.nan) for register in disease_registers()}
    percentages["hypertension"] = percentage
    return PracticeFigures(codes, codes, male, female, deprivation, percentages, areas, {"icb": {"Q0": "One"}})


def test_why_a_practice_is_not_compared_is_told_and_never_guessed(figures: PracticeFigures) -> None:
    found = compare(figures, find_register("hypertension"))
    assert [Unusable(code) for code in found.reason[:6]] == [
        Unusable.NO_LIST,
        Unusable.ONE_SEX,
        Unusable.SMALL_LIST,
        Unusable.NO_DEPRIVATION,
        Unusable.NO_REGISTER,
        Unusable.COMPARED,
    ]
    assert np.isnan(found.expected[:5]).all()
    assert np.isnan(found.low[:5]).all()
    assert found.expected[5:].min() > 0


def test_denominators_are_not_mixed(figures: PracticeFigures) -> None:
    register = find_register("hypertension")
    assert (register.divided_from, register.youngest) == (0, 18)
    share = figures.percentages["hypertension"][7] / 100
    everybody = figures.male[7].sum() + figures.female[7].sum()
    assert figures.observed(register)[7] == pytest.approx(share * everybody)
    assert figures.people(18)[7] < everybody


def test_an_area_has_limits_of_its_own(figures: PracticeFigures) -> None:
    found = compare(figures, find_register("hypertension"))
    boards = areas_compared(found, "icb")
    one = figures.areas["icb"].index("Q1")
    members = [number for number in range(200) if figures.areas["icb"][number] == figures.areas["icb"][one]]
    kept = [number for number in members if found.compared[number]]
    place = boards.codes.index("Q1")
    assert boards.expected[place] == pytest.approx(found.expected[kept].sum())
    assert boards.practices[place] == len(members)
    assert boards.compared[place] == len(kept)
    width = boards.high[place] - boards.low[place]
    assert width < (found.high[kept] - found.low[kept]).sum()
    assert width > np.sqrt(((found.high[kept] - found.low[kept]) ** 2).sum())
    missing, least, most = boards.not_yet_found
    assert least[place] < missing[place] < most[place]
    total = boards.expected.sum() / found.observed[found.compared].sum()
    assert total == pytest.approx(1.0, abs=1e-9)


def test_an_area_of_which_nothing_is_known_is_unknown(figures: PracticeFigures) -> None:
    found = compare(figures, find_register("hypertension"))
    only = np.zeros(200, dtype=bool)
    only[:5] = True
    areas = areas_compared(found, "icb", within=only)
    assert set(areas.standing) == {"unknown"}
    assert np.isnan(areas.expected).all()
    assert areas.compared.sum() == 0
    networks = areas_compared(found, "pcn")
    assert "" not in networks.codes


def test_a_register_that_nobody_publishes_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="No published register") as refused:
        find_register("hypertenson")
    assert "did you mean hypertension" in refused.value.problems[0].do


def test_a_register_without_figures_cannot_be_fitted(figures: PracticeFigures) -> None:
    with pytest.raises(BadInput, match="too few"):
        compare(figures, find_register("asthma"))
