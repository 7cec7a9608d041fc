"""Tenths by the index of one map, and what is said where two maps meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.population.deprivation.core20 import Core20Curve, core20_shares, weighted
from commonweal.population.deprivation.index import DeprivationIndex, read_index
from commonweal.population.deprivation.practice_fifths import practice_fifths, split
from commonweal.population.deprivation.vintages import map_of_codes
from commonweal.problems import BadInput

ONLY_2011, BOTH = "E01000010", "E01000001"


@pytest.fixture(scope="module")
def only_2021() -> str:
    from commonweal.population.deprivation.vintages import _one_map_only

    return next(code for code, year in _one_map_only().items() if year == "2021")


def index(codes: tuple[str, ...]) -> DeprivationIndex:
    ranks = np.arange(1, len(codes) + 1)
    return DeprivationIndex("2025", "lsoa21", codes, ranks, 60.0 - ranks)


def test_two_vintages_in_one_column_are_refused_with_the_rows(only_2021: str) -> None:
    with pytest.raises(BadInput, match="two vintages in one column") as refused:
        map_of_codes([BOTH, only_2021, only_2021, ONLY_2011], file="people.csv")
    assert [(problem.row, problem.given) for problem in refused.value.problems] == [(5, ONLY_2011)]


def test_areas_of_the_other_map_are_refused(only_2021: str) -> None:
    held = index((BOTH, only_2021, "E01000002", "E01000003", "E01000004"))
    with pytest.raises(BadInput, match="Use the index of 2019"):
        held.tenths_of([BOTH, ONLY_2011])
    with pytest.raises(BadInput, match="small area of England has this code"):
        held.tenths_of(["E01999999"])
    assert held.tenths_of([BOTH, "e01000004"]).tolist() == [2, 10]


def test_part_of_a_file_is_refused_since_a_tenth_is_of_all_areas(tmp_path: Path) -> None:
    path = tmp_path / "part.csv"
    path.write_text("lsoa21_code,IMD_rank\n" + "".join(f"E0100{number:04d},{number * 30}\n" for number in range(1, 40)))
    with pytest.raises(BadInput, match="the ranks are not 1 to 39"):
        read_index(path)


def test_published_tenths_must_be_those_of_the_ranks(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    rows = [f"E0100{number:04d},{number},{1 + number % 10}\n" for number in range(1, 21)]
    path.write_text("lsoa21_code,IMD_rank,IMD_decile\n" + "".join(rows))
    with pytest.raises(BadInput, match="ublished tenths are not"):
        read_index(path)


def test_core20_is_the_share_of_areas_in_two_tenths() -> None:
    every = (f"E0100{number:04d}" for number in range(100, 200))
    codes = tuple(code for code in every if not map_of_codes([code]))[:20]
    held = index(codes)
    found = core20_shares(held, {code: ("A" if number < 10 else "B") for number, code in enumerate(codes)})
    assert found.codes == ("A", "B")
    assert found.share.tolist() == [0.4, 0.0]


def test_an_estimate_is_made_of_scores_and_of_nothing_else() -> None:
    curve = Core20Curve(np.array([10.0, 30.0, 50.0]), np.array([0.0, 0.2, 1.0]))
    assert curve.estimate([5, 20, 60]).tolist() == pytest.approx([0, 0.1, 1])
    assert np.isnan(curve.estimate([np.nan])[0])
    found = weighted(np.array([0.2, 0.6, np.nan, 0.1]), np.array([100.0, 300.0, 50.0, np.nan]), ["A", "A", "A", ""])
    assert found == {"A": pytest.approx(0.5)}


def test_practices_without_a_score_are_in_no_fifth() -> None:
    fifths = practice_fifths([50, 40, 30, 20, 10, np.nan])
    found = split(fifths, np.array([10.0, 20, 30, np.nan, 50, 60]), np.ones(6, dtype=bool))
    assert found.practices.tolist() == [1, 1, 1, 0, 1]
    assert (found.unknown_practices, found.unknown_people) == (2, 60.0)
