"""Lists carried forward: held against a plain second version, and against what must hold whatever is assumed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.projections import (
    OLDEST,
    Assumptions,
    HeldRates,
    RegisteredPeople,
    Survival,
    chosen_newborns,
    followed,
    life_expectancy,
    national_survival,
    observed_newborns,
    project,
    read_survival,
)
from commonweal.population.projections.survival import NATIONAL
from commonweal.population.versioned import bundled_versioned
from commonweal.problems import BadInput

NATIONAL_TABLE = national_survival()


def counts(draw: st.DrawFn) -> list[dict[int, int]]:
    ages = st.dictionaries(st.integers(0, OLDEST), st.integers(0, 5000), max_size=40)
    return [draw(ages), draw(ages)]


@st.composite
def questions(draw: st.DrawFn) -> tuple[RegisteredPeople, Assumptions, int]:
    men, women = counts(draw)
    share = st.floats(0, 1)
    by_age = np.array(draw(st.lists(share, min_size=4, max_size=4)))[np.arange(2 * (OLDEST + 1)) % 4]
    survival = Survival(
        by_age.reshape(2, OLDEST + 1),
        np.array(draw(st.lists(st.floats(0.5, 1), min_size=2, max_size=2))),
        NATIONAL_TABLE.source,
    )
    assumed = Assumptions(draw(st.floats(0, 0.2)), draw(share), survival, draw(st.floats(-0.2, 0.2)))
    return RegisteredPeople.of_ages(men, women), assumed, draw(st.integers(1, 6))


def plainly(people: RegisteredPeople, assumed: Assumptions, years: int) -> list[dict[tuple[str, int], float]]:
    """Person by person as a child would do it: no arrays, one year after another."""
    now = {(sex, age): float(people.counts["mf".index(sex), age]) for sex in "mf" for age in range(96)}
    stages = [now]
    for _ in range(years):
        later = dict.fromkeys(now, 0.0)
        for (sex, age), number in now.items():
            alive = number * float(assumed.survival.by_age["mf".index(sex), age])
            later[sex, min(age + 1, 95)] += alive
        mothers = sum(number for (sex, age), number in later.items() if sex == "f" and 15 <= age <= 44)
        later["m", 0] = mothers * assumed.newborns_for_each_woman * assumed.male_share
        later["f", 0] = mothers * assumed.newborns_for_each_woman * (1 - assumed.male_share)
        now = {key: number * (1 + assumed.growth) for key, number in later.items()}
        stages.append(now)
    return stages


@settings(max_examples=60, deadline=None)
@given(questions())
def test_equals_a_plain_second_version_and_loses_nobody(asked: tuple[RegisteredPeople, Assumptions, int]) -> None:
    people, assumed, years = asked
    made = project(people, assumed, years)
    for year, plain in enumerate(plainly(people, assumed, years)):
        whole = [[plain[sex, age] for age in range(96)] for sex in "mf"]
        np.testing.assert_allclose(made.people[year], whole, rtol=1e-9, atol=1e-9)
    assert (made.people >= 0).all()
    assert (made.births >= 0).all()
    assert (made.deaths >= -1e-9).all()
    totals = made.people.sum(axis=(1, 2))
    np.testing.assert_allclose(totals[1:], totals[:-1] + made.births - made.deaths + made.movers, rtol=1e-9, atol=1e-6)


def test_ageing_moves_cohorts_exactly_where_nobody_dies_or_moves() -> None:
    nobody_dies = Survival(np.ones((2, 96)), np.ones(2), NATIONAL_TABLE.source)
    people = RegisteredPeople(np.arange(192, dtype=float).reshape(2, 96))
    made = project(people, Assumptions(0, 0.5, nobody_dies), 3)
    np.testing.assert_array_equal(made.people[3][:, 3:95], people.counts[:, :92])
    np.testing.assert_array_equal(made.people[3][:, 95], people.counts[:, 92:].sum(axis=1))
    assert made.people[3][:, :3].sum() == 0
    assert made.at(3).total == people.total


def test_the_bundled_life_table_gives_the_published_expectation_of_life() -> None:
    table = bundled_versioned("commonweal.population.projections", NATIONAL, ("age", "male_qx", "female_qx"))
    published = {"male_qx": 79.48, "female_qx": 83.13}
    for column, years in published.items():
        assert life_expectancy(np.array([float(row[column]) for row in table.rows])) == pytest.approx(years, abs=0.02)


def test_the_oldest_stay_in_their_group_and_die_there_as_the_life_table_has_it() -> None:
    made = project(RegisteredPeople.of_ages({95: 1000}, {}), Assumptions(0, 0.5, NATIONAL_TABLE), 1)
    assert 600 < made.people[1, 0, 95] < 760
    assert made.deaths[0] == pytest.approx(1000 - made.people[1, 0, 95])


def test_a_small_list_takes_the_births_of_the_whole_and_says_so() -> None:
    whole = RegisteredPeople.of_ages({0: 300}, {0: 300, 30: 10_000})
    small = RegisteredPeople.of_ages({0: 30}, {0: 30, 30: 500})
    newborns, words = chosen_newborns(small, whole, whole_name="England's lists")
    assert newborns.for_each_woman == pytest.approx(0.06)
    assert "England's lists, since its own has 500 such women" in words
    own, words = chosen_newborns(whole, whole, whole_name="England's lists")
    assert own == newborns
    assert words.endswith("its own list")


def test_held_rates_give_back_what_they_were_made_from() -> None:
    people = np.arange(1, 193, dtype=float).reshape(2, 96)
    bands = np.minimum(np.arange(96) // 5, 18)
    by_band = np.stack([np.bincount(bands, weights=row) for row in people])
    cases = np.stack([by_band * 0.25, by_band * 0.75])
    held = HeldRates.of_counts(["ill", "well"], cases, by_band)
    np.testing.assert_allclose(followed(held, people), cases.sum(axis=(1, 2)))
    missing = by_band.copy()
    missing[0, 4] = 0
    assert HeldRates.of_counts(["ill"], np.minimum(cases[:1], missing), missing).joined == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: project(RegisteredPeople(np.zeros((2, 96))), Assumptions(0, 0.5, NATIONAL_TABLE), 0),
        lambda: RegisteredPeople(np.full((2, 96), np.nan)),
        lambda: RegisteredPeople(np.full((2, 96), -1.0)),
        lambda: RegisteredPeople(np.zeros((2, 91))),
        lambda: Assumptions(0, 0.5, NATIONAL_TABLE, growth=0.9),
        lambda: Assumptions(-0.1, 0.5, NATIONAL_TABLE),
        lambda: observed_newborns(RegisteredPeople.of_ages({0: 5}, {0: 5})),
        lambda: HeldRates.of_counts(["a"], np.zeros((1, 2, 19)), np.zeros((2, 19))),
    ],
    ids=["no years", "missing", "negative", "ages", "growth", "births", "no women", "nobody"],
)
def test_what_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(BadInput):
        wrong()  # type: ignore[operator]


def test_a_life_table_of_ones_own_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    head = "# name: mine\n# version: 1\n# source: us\n# status: local\nage,male_qx,female_qx\n"
    path.write_text(head + "0,0.01,0.01\n2,0,x\n", "utf-8")
    with pytest.raises(BadInput) as told:
        read_survival(path)
    words = " ".join(str(problem) for problem in told.value.problems)
    for part in ("without a gap", "too short", "above 0"):
        assert part in words
    path.write_text(head + "".join(f"{age},0.01,0.02\n" for age in range(98)), "utf-8")
    assert read_survival(path).by_age[1, 50] == pytest.approx(0.98)
