"""Need that follows a projection: held against a plain second calculation on a few practices, and to disclosure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.population.aggregates import TABLES, PopulationAggregates, read_aggregates
from commonweal.population.projections import (
    Assumptions,
    HeldRates,
    Projection,
    RegisteredPeople,
    fitted_mix,
    followed,
    national_survival,
    project,
)
from commonweal.problems import BadInput
from commonweal.wiring.need_of_projection import need_of_lists

CODES = ("A1", "A2", "A3", "A4", "Z9")
YEARS = 3
NEED = {  # young below 65, then old; men, women
    "QXX": ((0.5, 2.0), (0.5, 2.0)),
    "P1": ((0.6, 2.2), (0.6, 2.2)),
    "P2": ((0.4, 1.5), (0.4, 2.0)),  # old women of P2 are not told: those of the system
}
FRAIL = {"QXX": (20, 300), "P1": (15, 240), "P2": (0, None)}
WELL = {"QXX": (1000, 600), "P1": (700, 400), "P2": (300, 200)}


def segments() -> list[dict[str, Any]]:
    rows = []
    for level, code in (("system", "QXX"), ("place", "P1"), ("place", "P2")):
        for sex in "FM":
            for number, group in enumerate(("0 to 64", "65 and over")):
                for name, counts in (("1_frail", FRAIL), ("2_well", WELL)):
                    row = (level, code, group, sex, name, name, counts[code][number])
                    rows.append(dict(zip(TABLES["segments"], row, strict=True)))
    for code, frail, well in (("A1", 100, 300), ("A2", 0, 400)):
        for name, count in (("1_frail", frail), ("2_well", well), ("All", 400)):
            row = ("practice", code, "All", "All", name, name, count)
            rows.append(dict(zip(TABLES["segments"], row, strict=True)))
    return rows


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    found = read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))
    columns = {key: [row[key] for row in segments()] for key in TABLES["segments"]}
    return replace(found, tables={**found.tables, "segments": columns})


@pytest.fixture(scope="module")
def lists() -> tuple[tuple[str, ...], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    draws = np.random.default_rng(3)
    male, female = (np.round(draws.uniform(20, 60, (len(CODES), 96))) for _ in range(2))
    return CODES, male, female


def carry(people: RegisteredPeople) -> Projection:
    return project(people, Assumptions(0.05, 0.5, national_survival(), 0.01), YEARS)


def plain_need(stage: np.ndarray[Any, Any], place: str) -> float:
    """Person by person: the bands that are told are 0 to 4 and 65 to 69, and every other takes that of the nearer."""
    whole = 0.0
    for sex in range(2):
        for age in range(96):
            band = min(age // 5, 18)
            whole += stage[sex, age] * NEED[place][sex][0 if abs(band - 0) <= abs(band - 13) else 1]
    return whole


@pytest.mark.parametrize(
    ("level", "code", "place", "mine", "index"),
    [
        ("icb", "QXX", "QXX", "A1 A2 A3 A4", 1.0),
        ("place", "P1", "P1", "A1 A2 A3", 1.1),
        ("practice", "A1", "P1", "A1", 1.0),
        ("practice", "A4", "P2", "A4", None),
        ("pcn", "U77", "P1", "A2 A3", None),
    ],
)
def test_equals_a_plain_second_calculation(held, lists, level, code, place, mine, index) -> None:
    codes, male, female = lists
    chosen = np.array([one in mine.split() for one in codes])
    found = need_of_lists(held, level, code, lists, chosen, carry)
    area, system = (
        carry(RegisteredPeople(np.stack([male[rows].sum(axis=0), female[rows].sum(axis=0)]))).people
        for rows in (chosen, np.array([one != "Z9" for one in codes]))
    )
    times, scale = 1.0, 0.0
    for year in range(YEARS + 1):
        own, whole = plain_need(area[year], place), plain_need(system[year], "QXX")
        plain = (own / whole) / (area[year].sum() / system[year].sum())
        if year == 0:
            times, scale = (index / plain if index else 1.0), system[0].sum() / whole
        assert found.index[year] == pytest.approx(plain * times, abs=0.0006)
        assert found.weighted[year] == pytest.approx(own * scale * times, abs=2.6)
        assert found.people[year] == pytest.approx(area[year].sum())
    assert found.weighted[0] % 5 == 0
    assert found.growth_of_people[YEARS] == pytest.approx(area[YEARS].sum() / area[0].sum() - 1, abs=1e-4)
    assert found.growth_of_weighted[0] == 0
    assert "rewards those who already get care" in found.caution


def test_segments_follow_the_mix_of_the_area_and_add_up_to_everybody(held, lists) -> None:
    _, male, female = lists
    chosen = np.array([True, True, True, False, False])
    found = need_of_lists(held, "place", "P1", lists, chosen, carry)
    people = carry(RegisteredPeople(np.stack([male[chosen].sum(axis=0), female[chosen].sum(axis=0)]))).people
    for year in range(YEARS + 1):
        young, old = people[year][:, :65].sum(), people[year][:, 65:].sum()
        frail = young * 15 / 715 + old * 240 / 640
        assert found.segments[year].tolist() == pytest.approx([frail, young + old - frail], abs=2.6)
    assert (found.segments % 5 == 0).all()


def test_a_practice_begins_with_its_own_segments_and_one_that_is_hidden_takes_what_is_left(held, lists) -> None:
    own = need_of_lists(held, "practice", "A1", lists, np.array([one == "A1" for one in CODES]), carry)
    assert own.segments[0, 0] / own.people[0] == pytest.approx(0.25, abs=0.002)
    assert "fitted to its own segments" in " ".join(own.told)
    other = need_of_lists(held, "practice", "A2", lists, np.array([one == "A2" for one in CODES]), carry)
    assert other.segments[0].sum() == pytest.approx(other.people[0], abs=5)


def test_what_a_place_does_not_tell_is_taken_from_the_system_and_a_small_number_stays_small(held, lists) -> None:
    found = need_of_lists(held, "place", "P2", lists, np.array([one == "A4" for one in CODES]), carry)
    told = " ".join(found.told)
    assert "Need of 1 of 38 ages and sexes of Southside is not shown" in told
    assert "4 numbers of people by segment, sex and age of Southside are not shown" in told
    male, female = lists[1][3], lists[2][3]
    few = 300 * 20 / 1000  # what the system's mix leads to; it is below 7
    hidden = 200 * 300 / 600
    young, old = male[:65].sum() + female[:65].sum(), male[65:].sum() + female[65:].sum()
    assert found.segments[0, 0] == pytest.approx(young * few / (300 + few) + old * hidden / (200 + hidden), abs=2.6)


def test_a_mix_is_fitted_to_totals_and_keeps_its_proportions() -> None:
    mix = HeldRates.of_counts(["a", "b", "c"], np.arange(1, 115, dtype=float).reshape(3, 2, 19), np.full((2, 19), 1.0))
    mix = HeldRates(mix.names, mix.rates / mix.rates.sum(axis=0))
    people = np.linspace(1, 50, 192).reshape(2, 96)
    fitted = fitted_mix(mix, people, [0.5, 0.2, 0.3])
    np.testing.assert_allclose(followed(fitted, people) / people.sum(), [0.5, 0.2, 0.3], rtol=1e-6)
    np.testing.assert_allclose(fitted.rates.sum(axis=0), 1)
    odds = fitted.rates[0] * mix.rates[1] / (fitted.rates[1] * mix.rates[0])
    np.testing.assert_allclose(odds, odds[0, 0], rtol=1e-9)
    assert fitted_mix(mix, people, [np.nan] * 3) is mix
    with pytest.raises(BadInput):
        fitted_mix(mix, people, [0.9, 0.9, 0.1])


def test_what_need_cannot_follow_from_is_told_with_what_to_bring(held, lists, tmp_path: Path) -> None:
    chosen = np.array([one == "Z9" for one in CODES])
    with pytest.raises(BadInput, match=r"no practice of it is in the tables of Elmfold|No practice of it"):
        need_of_lists(held, "practice", "Z9", lists, chosen, carry)
    without = read_aggregates(write_batch(tmp_path / "without", without="need_by_age"))
    with pytest.raises(BadInput, match="need_by_age"):
        need_of_lists(without, "practice", "A1", lists, ~chosen, carry)
