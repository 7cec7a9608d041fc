"""Need by age and sex: held against a plain count of made-up people, and told nowhere that their number is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from tests.unit.population.aggregates.conftest import geography
from tests.unit.population.aggregates.test_activity_months import people

from commonweal.population.aggregates.counts_by_area import CountsByArea
from commonweal.population.aggregates.need_by_age_table import need_by_age_table
from commonweal.population.aggregates.people_tables import people_table, put_ages, put_people
from commonweal.population.resources import need_of_each


def rounded(count: float) -> int:
    whole = round(count)
    return 0 if whole <= 7 else 5 * ((2 * whole + 5) // 10)


def test_need_is_rounded_weighted_people_over_rounded_people_where_those_are_told() -> None:
    draws = np.random.default_rng(5)
    practice = draws.integers(0, 12, 600)
    sex = np.where(draws.random(600) < 0.4, "M", "F").astype(object)
    sex[:9] = "U"  # counted in no table by sex
    age = np.where(draws.random(600) < 0.85, 42, 83)
    listed = replace(people(practice), age=age, sex=sex)
    each = draws.uniform(0.2, 3, 600)
    counts = CountsByArea(geography())
    put_people(counts, listed)
    put_ages(counts, listed)
    told = people_table(counts.told(), geography())
    rows = need_by_age_table(listed, each, geography(), told)
    shown = {(row["level"], row["code"], row["age_band"], row["sex"]): row["people"] for row in told}
    assert {row["level"] for row in rows} == {"system", "place"}
    assert len(rows) == 3 * 38
    known = 0
    for row in rows:
        low = int(row["age_band"].split()[0])
        here = (row["code"] == "QXX") | (np.char.add("P", (practice // 6).astype(str)) == row["code"])
        mine = here & (sex == row["sex"]) & (age >= low) & (age < low + 5)
        count = shown[row["level"], row["code"], row["age_band"], row["sex"]]
        assert count in (rounded(mine.sum()), None)
        if not count:
            assert row["need"] is None
        else:
            assert row["need"] == round(rounded(each[mine].sum()) / count, 3)
            known += 1
    assert known >= 8


def test_the_made_up_systems_need_by_age_sums_to_its_people(made: Any) -> None:
    need = {(row["age_band"], row["sex"]): row["need"] for row in made.held.rows("need_by_age", level="system")}
    people = {(row["age_band"], row["sex"]): row["people"] for row in made.held.rows("people", level="system")}
    weighted = sum(people[key] * (one or 0) for key, one in need.items())
    assert abs(weighted / sum(filter(None, people.values())) - 1) < 0.02
    young, old = need["20 to 24", "F"], need["75 to 79", "F"]
    assert old > 1.2 * young
    assert "no fair share" in made.manifest.notes["need_by_age"]


def test_the_need_of_each_sums_to_the_people_and_is_their_cells_mean() -> None:
    segment, band = np.repeat([0, 1], 120), np.tile([3, 9], 120)
    pence = np.arange(240, dtype=float)
    each, joined = need_of_each(segment, band, pence)
    assert joined == 0
    assert round(float(each.sum()), 9) == 240
    for kind in (0, 1):
        for age in (3, 9):
            cell = (segment == kind) & (band == age)
            np.testing.assert_allclose(each[cell], pence[cell].mean() / pence.mean())
