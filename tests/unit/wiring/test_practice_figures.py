"""Joining the public files of practices: what is missing stays missing, and what cannot be is told with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.site.population.public_files import write_public_files

from commonweal.problems import BadInput
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_public_files(tmp_path)


def test_files_are_joined_by_code_and_what_one_lacks_is_missing(folder: Path) -> None:
    figures = read_practice_figures(find_practice_files(folder))
    assert len(figures.codes) == 120
    assert np.isnan(figures.people()[figures.codes.index("A81001")])
    assert np.isnan(figures.percentages["hypertension"][figures.codes.index("A81003")])
    assert np.isnan(figures.percentages["asthma"]).all()
    assert set(figures.areas["icb"]) == {"QHL", "QJM"}
    assert figures.areas["pcn"][0] == "U10000"


def test_a_percentage_above_a_hundred_is_refused_with_its_practice(folder: Path) -> None:
    path = folder / "practice_indicators.csv"
    lines = path.read_text().splitlines()
    cells = lines[8].split(",")
    cells[4] = "164.2"
    lines[8] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(BadInput, match="between 0 and 100") as refused:
        read_practice_figures(find_practice_files(folder))
    assert cells[1] in refused.value.problems[0].do
    assert refused.value.problems[0].column == "Hypertension: QOF prevalence"


def test_a_code_in_small_letters_is_the_same_practice(folder: Path) -> None:
    path = folder / "practice_indicators.csv"
    path.write_text(path.read_text().replace("A81010", "a81010"))
    figures = read_practice_figures(find_practice_files(folder))
    assert len(figures.codes) == 120


def test_every_file_that_is_missing_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        find_practice_files(tmp_path)
    assert len(refused.value.problems) == 2
