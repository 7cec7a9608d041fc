"""What is not published is told to be so, and never nought; tables of one's own fill it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.answers import Verdict
from commonweal.population.core20plus5 import NO_PUBLIC_FIGURE, area_figures, clinical_areas, read_local_figures
from commonweal.population.prevalence import PracticeFigures, disease_registers
from commonweal.problems import BadInput

HEADER = "area,level,code,figure,numerator,denominator,period,source\n"


@pytest.fixture(scope="module")
def figures() -> PracticeFigures:
    pressure = clinical_areas()[4].indicators[0].indicator
    people = np.full((3, 96), 10.0)
    people[2] = 30.0
    return PracticeFigures(
        ("A1", "A2", "A3"),
        ("One", "Two", "Three"),
        people,
        people.copy(),
        np.array([10.0, 20.0, 30.0]),
        {register.id: np.full(3, np.nan) for register in disease_registers()},
        {"icb": ("Q1", "Q1", "Q1"), "place": ("", "", ""), "pcn": ("U1", "U1", "U2")},
        {},
        indicators={pressure: np.array([80.0, np.nan, 90.0])},
    )


def test_every_clinical_area_has_a_source_and_words() -> None:
    assert [area.group for area in clinical_areas()].count("adults") == 6
    assert [area.group for area in clinical_areas()].count("children") == 5
    assert all(area.words and area.source.address.startswith("https://www.england.nhs.uk") for area in clinical_areas())


def test_where_nothing_is_published_the_value_is_missing_and_never_nought(figures: PracticeFigures) -> None:
    found = area_figures(figures, np.ones(3, dtype=bool), level="icb")
    maternity = next(figure for figure in found if figure.area.id == "adults.maternity")
    assert (maternity.value, maternity.how, maternity.verdict) == (None, NO_PUBLIC_FIGURE, Verdict.INSUFFICIENT_DATA)
    children = [figure for figure in found if figure.area.group == "children"]
    assert {figure.how for figure in children} == {NO_PUBLIC_FIGURE}


def test_an_area_is_averaged_by_people_of_the_ages_and_a_practice_is_as_published(figures: PracticeFigures) -> None:
    def pressure(within: list[bool], level: str) -> object:
        found = area_figures(figures, np.array(within), level=level)
        return next(figure for figure in found if figure.area.id == "adults.hypertension")

    whole = pressure([True, True, True], "icb")
    assert (whole.value, whole.practices) == (pytest.approx((0.8 * 1 + 0.9 * 3) / 4), 2)  # type: ignore[attr-defined]
    assert pressure([True, False, False], "practice").how == "published"  # type: ignore[attr-defined]
    assert pressure([False, True, False], "practice").how == NO_PUBLIC_FIGURE  # type: ignore[attr-defined]


def test_a_table_of_ones_own_fills_the_gap_and_meets_the_target_or_not(
    figures: PracticeFigures, tmp_path: Path
) -> None:
    path = tmp_path / "local.csv"
    path.write_text(HEADER + "adults.severe_mental_illness,icb,Q1,Health checks,480,1000,2025/26,our warehouse\n")
    found = area_figures(figures, np.ones(3, dtype=bool), level="icb", local=read_local_figures(path))
    checks = [figure for figure in found if figure.area.id == "adults.severe_mental_illness"]
    assert [(figure.value, figure.verdict) for figure in checks] == [(0.48, Verdict.FAIL)]


def test_every_fault_of_a_local_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "local.csv"
    path.write_text(
        HEADER
        + "adults.teeth,icb,Q1,x,1,2,2025,us\nadults.maternity,ward,Q1,x,1,2,2025,us\n"
        + "adults.maternity,icb,Q1,x,5,2,2025,us\nadults.maternity,icb,Q1,x,0,0,2025,us\n"
    )
    with pytest.raises(BadInput) as refused:
        read_local_figures(path)
    assert [problem.row for problem in refused.value.problems] == [2, 3, 4, 5]
