"""The correction of June 2025: what moved, and what it would have done, to the figures that are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.allocations.diff import PracticeDiff, diff_practice_files
from commonweal.allocations.diff_published import effect_in_year
from commonweal.allocations.practice_file import read_practice_file
from commonweal.allocations.published import bundled_table


def difference(folder: Path, old: str, new: str, service: str) -> PracticeDiff:
    files = [read_practice_file(folder / f"nhse_place_tool_{name}.csv") for name in (old, new)]
    return diff_practice_files(*files, service=service)


@pytest.fixture(scope="module")
def correction(data_folder: Path) -> PracticeDiff:
    return difference(data_folder, "2025_2026_published_feb2025", "2025_2026_corrected_jun2025", "primary_medical")


def test_practices_that_moved(correction: PracticeDiff) -> None:
    assert correction.moved_by_more_than(0.01) == 1196
    assert correction.moved_by_more_than(0.05) == 199
    assert (correction.opened, correction.closed, correction.changed_icb) == ((), (), ())


def test_the_practices_that_are_named(correction: PracticeDiff) -> None:
    watling = correction.row(correction.practices.index("K82009"))
    assert (round(watling["old_weighted"]), round(watling["new_weighted"])) == (38072, 17378)
    assert watling["why"] == "need for each person"
    lewisham = correction.row(correction.practices.index("Y08411"))
    assert round(lewisham["new_weighted"] / lewisham["old_weighted"]) == 664


def test_icbs_that_moved(correction: PracticeDiff) -> None:
    moved = {icb: new / old - 1 for icb, (old, new) in correction.by_icb().items()}
    assert min(moved, key=moved.__getitem__) == "QXU"
    assert moved["QXU"] == pytest.approx(-0.033, abs=0.0005)
    assert max(moved, key=moved.__getitem__) == "QKK"
    assert moved["QKK"] == pytest.approx(0.009, abs=0.0005)


def test_targets_and_allocations_in_pounds(correction: PracticeDiff) -> None:
    effect = effect_in_year(correction, "2025/26")
    rows = {row["icb"]: row for row in effect.rows()}
    assert {icb: round(rows[icb]["target_change_k"] / 1000, 1) for icb in ("QXU", "QHG", "QKK")} == {
        "QXU": -6.8,
        "QHG": -6.0,
        "QKK": 3.3,
    }
    assert {icb: round(rows[icb]["allocation_change_k"] / 1000, 2) for icb in ("QXU", "QOX", "QOP")} == {
        "QXU": -1.34,
        "QOX": -0.57,
        "QOP": 0.60,
    }
    assert effect.gross_change_k / 1000 == pytest.approx(10.2, abs=0.05)
    assert effect.gross_change_k / 2000 == pytest.approx(5.1, abs=0.05)
    published = bundled_table("primary_medical", "2025/26").figure("allocation_k")
    np.testing.assert_array_equal(effect.old_allocation_k, published)


def test_the_same_files_the_other_way_round_undo_it(data_folder: Path, correction: PracticeDiff) -> None:
    back = difference(data_folder, "2025_2026_corrected_jun2025", "2025_2026_published_feb2025", "primary_medical")
    there, again = effect_in_year(correction, "2025/26"), effect_in_year(back, "2025/26")
    np.testing.assert_allclose(again.allocation_change_k, -there.allocation_change_k)


def test_core_was_not_touched(data_folder: Path) -> None:
    found = difference(data_folder, "2025_2026_published_feb2025", "2025_2026_corrected_jun2025", "core")
    assert found.moved_by_more_than(0.0) == 0
    assert found.largest() == []


def test_two_years_with_openings_and_closures(data_folder: Path) -> None:
    found = difference(data_folder, "2024_2025", "2025_2026_published_feb2025", "core")
    assert (len(found.opened), len(found.closed)) == (13, 218)
    assert len(found.practices) == 6348 + 218
    change = float(np.nansum(found.list_effect) + np.nansum(found.need_effect))
    assert change == pytest.approx(63_849_324.21 - 62_154_630.31, abs=0.1)
    effect = effect_in_year(found, "2024/25")
    assert effect.old_target_k.sum() == pytest.approx(effect.new_target_k.sum())
    closed = {row["practice"] for row in found.largest(400) if row["why"].startswith("closed")}
    assert closed <= set(found.closed)
