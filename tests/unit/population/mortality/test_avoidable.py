"""Avoidable deaths against a plain second counting, and lists that are missing or faulty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.mortality import (
    Deaths,
    Kind,
    People,
    avoidable_mortality,
    example_causes,
    read_causes,
    read_deaths,
    read_people,
    shown_mortality,
)
from commonweal.problems import BadInput

HEAD = "# name: mine\n# version: 1\n# source: ours\n# status: local\n"
COLUMNS = "cause,icd10,treatable,preventable,age_below,sex,valid_from,valid_to\n"


def deaths(*rows: tuple[str, int, str, str, str, float]) -> Deaths:
    codes, ages, sexes, days, groups, counts = zip(*rows, strict=True)
    return Deaths(
        codes, np.array(ages), sexes, tuple(date.fromisoformat(day) for day in days), groups, np.array(counts, float)
    )


def people(groups: list[str], each: float = 1000.0) -> People:
    rows = [(group, age) for group in groups for age in range(0, 95, 5)]
    return People(tuple(row[0] for row in rows), np.array([row[1] for row in rows]), np.full(len(rows), each))


def test_a_death_counts_by_cause_age_sex_and_day() -> None:
    held = example_causes()
    given = deaths(
        ("I219", 74, "M", "2020-01-01", "1", 1),
        ("I219", 75, "M", "2020-01-01", "1", 1),
        ("I219", 60, "M", "1999-01-01", "1", 1),
        ("C509", 60, "M", "2020-01-01", "1", 1),
        ("C509", 60, "F", "2020-01-01", "1", 1),
        ("X59", 60, "F", "2020-01-01", "1", 1),
    )
    at = (given.codes, given.ages, given.sexes, given.days)
    assert held.shares(*at, Kind.TREATABLE).tolist() == [0.5, 0, 0, 0, 1, 0]
    assert held.shares(*at, Kind.PREVENTABLE).tolist() == [0.5, 0, 0, 0, 0, 0]
    assert held.shares(*at, Kind.AVOIDABLE).tolist() == [1, 0, 0, 0, 1, 0]


def test_the_rate_is_that_of_a_plain_counting() -> None:
    rows = [("I219", 42, "M", "2020-01-01", "A", 8.0), ("J449", 61, "F", "2020-01-01", "A", 9.0)]
    found = avoidable_mortality(deaths(*rows), people(["A"]), example_causes(), Kind.PREVENTABLE)
    weights = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000]
    plain = 100_000 * (4 / 1000 * weights[8] + 9 / 1000 * weights[12]) / sum(weights)
    assert found.rate.value.tolist() == pytest.approx([plain])
    assert found.deaths.tolist() == [13.0]
    assert shown_mortality(found).slope is None
    assert any("draft" in note for note in found.notes)


def test_the_slope_tells_how_many_more_at_the_most_deprived_end() -> None:
    tenths = [str(tenth) for tenth in range(1, 11)]
    rows = [("J449", 62, "F", "2020-01-01", tenth, 60.0 - 4 * int(tenth)) for tenth in tenths]
    found = avoidable_mortality(deaths(*rows), people(tenths), example_causes(), quantiles=True)
    assert found.groups == tuple(tenths)
    shown = shown_mortality(found)
    assert shown.deaths.tolist() == [55, 50, 50, 45, 40, 35, 30, 30, 25, 20]
    ridits, weights = (np.arange(10) + 0.5) / 10, np.full(10, 0.1)
    plain = -np.polyfit(ridits, shown.value, 1, w=np.sqrt(weights))[0]
    assert shown.slope is not None
    assert float(shown.slope.slope.value) == pytest.approx(plain)
    assert plain > 0


def test_figures_are_those_of_the_rounded_deaths_and_tell_no_more() -> None:
    """Of 23 and of 27 deaths at the same ages the same is told, rate and limits alike."""
    told = []
    for each in (23.0, 24.5, 26.0, 27.0):
        found = avoidable_mortality(deaths(("J449", 62, "F", "2020-01-01", "A", each)), people(["A"]), example_causes())
        assert found.deaths.tolist() == [each]
        shown = shown_mortality(found)
        told.append((shown.deaths[0], shown.value[0], shown.lower[0], shown.upper[0]))
        assert disclosure_rule().sentence in shown.notes
    assert set(told) == {told[0]}
    assert told[0][0] == 25


def test_few_deaths_are_not_told_and_give_no_slope() -> None:
    rows = [("J449", 62, "F", "2020-01-01", str(fifth), 12.0) for fifth in range(1, 6)]
    found = avoidable_mortality(deaths(*rows), people(list("12345")), example_causes(), quantiles=True)
    shown = shown_mortality(found)
    assert not shown.told.any()
    assert np.isnan(shown.deaths).all()
    assert shown.slope is None
    assert any("No slope" in note for note in shown.notes)


def test_nothing_is_worked_out_without_a_list() -> None:
    with pytest.raises(BadInput, match="needs a list of causes") as refused:
        read_causes(None)
    assert "oecd.org" in refused.value.problems[0].do


def test_every_fault_of_a_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "causes.csv"
    path.write_text(
        HEAD + COLUMNS + "a,I2x,0.5,0.5,75,,2020-01-01,\nb,I20-I25,0.7,0.5,75,,2020-01-01,\nc,J40,2,0,old,X,then,\n"
    )
    with pytest.raises(BadInput) as refused:
        read_causes(path)
    found = {(problem.row, problem.column) for problem in refused.value.problems}
    assert found == {(6, "icd10"), (7, ""), (8, "treatable"), (8, "age_below"), (8, "sex"), (8, "valid_from")}


def test_a_group_with_deaths_and_no_people_is_refused() -> None:
    with pytest.raises(BadInput, match="deaths and no people"):
        avoidable_mortality(deaths(("I219", 42, "M", "2020-01-01", "B", 8.0)), people(["A"]), example_causes())


def test_files_are_read_and_their_faults_told(tmp_path: Path) -> None:
    given = tmp_path / "deaths.csv"
    given.write_text("group,age,sex,cause,date,deaths\n1,63,female,I21.9,2020-02-01,12\n")
    living = tmp_path / "people.csv"
    living.write_text("group,age,people\n" + "".join(f"1,{age},1000\n" for age in range(0, 95, 5)))
    found = avoidable_mortality(read_deaths(given), read_people(living), example_causes())
    assert found.deaths.tolist() == [12.0]
    given.write_text("group,age,sex,cause,date\n1,63.5,female,I21.9,2020-02-01\n1,63,x,heart,2020-02-01\n")
    with pytest.raises(BadInput) as refused:
        read_deaths(given)
    assert {problem.row for problem in refused.value.problems} == {2, 3}
