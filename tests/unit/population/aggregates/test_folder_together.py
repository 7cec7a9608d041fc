"""From all tables of one folder together, no suppressed count can be told closer than the rule says."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.population.aggregates.folder_reader import FolderReader
from tests.unit.population.aggregates.made_up_systems import made_up_system

from commonweal.population.disclosure_control import shown_count


def test_the_reader_finds_what_would_be_told_were_nothing_hidden() -> None:
    made = made_up_system(3)
    reader = FolderReader(made, made.tables().tables)
    assert not reader.too_close()
    for cell, count in reader.truth.items():
        if cell[0][0] in ("age", "segment") and reader.high[cell] == np.inf:  # type: ignore[index]
            reader.reads(cell, count, shown_count(count))
    assert reader.too_close()


@pytest.mark.parametrize("seed", [1, 6])
def test_small_systems(seed: int) -> None:
    made = made_up_system(seed)
    assert not FolderReader(made, made.tables().tables).too_close()
