"""Deprivation of both editions, and the estimate for practices held against what can be counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.population.deprivation.core20 import core20_curve, core20_shares, weighted
from commonweal.wiring.deprivation_files import DeprivationFiles, read_deprivation
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures


@pytest.fixture(scope="module")
def held(data_folder: Path) -> DeprivationFiles:
    return read_deprivation(data_folder)


def test_a_fifth_of_england_is_core20_on_either_map(held: DeprivationFiles, data_folder: Path) -> None:
    for files, areas, boards in ((held, 33_755, 36), (read_deprivation(data_folder, "2019"), 32_844, 42)):
        assert len(files.index.codes) == areas
        assert files.index.core20.mean() == pytest.approx(0.2, abs=1e-4)
        found = core20_shares(files.index, files.boards)
        assert len(found.codes) == boards
        assert (found.share * found.areas).sum() == pytest.approx(files.index.core20.sum())


def test_the_estimate_for_practices_is_near_what_is_counted_by_icb(held: DeprivationFiles, data_folder: Path) -> None:
    figures = read_practice_figures(find_practice_files(data_folder))
    estimate = core20_curve(held.index, held.wards).estimate(figures.deprivation)
    found = weighted(estimate, figures.people(), figures.areas["icb"])
    counted = core20_shares(held.index, held.boards)
    error = np.array([found[code] - share for code, share in zip(counted.codes, counted.share, strict=True)])
    assert np.abs(error).mean() < 0.02
    assert np.abs(error).max() < 0.05
    assert abs(error.mean()) < 0.005
