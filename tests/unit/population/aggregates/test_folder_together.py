"""From all tables of one folder together, no suppressed count can be told closer than the rule says."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.population.aggregates.folder_reader import FolderReader
from tests.unit.population.aggregates.made_up_systems import made_up_system

from commonweal.population.disclosure_control import joint_protection, shown_count


def test_the_reader_finds_what_would_be_told_were_nothing_hidden() -> None:
    made = made_up_system(3)
    reader = FolderReader(made, made.tables().tables)
    assert not reader.too_close()
    for cell, count in reader.truth.items():
        if cell[0][0] in ("age", "segment") and reader.high[cell] == np.inf:  # type: ignore[index]
            reader.reads(cell, count, shown_count(count))
    assert reader.too_close()


def test_a_small_system() -> None:
    made = made_up_system(6)
    assert not FolderReader(made, made.tables().tables).too_close()


def test_counts_so_many_that_each_network_is_protected_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without the search over all at the end the tables of this system tell thirteen counts too closely.
    monkeypatch.setattr(joint_protection, "MOST_AT_ONCE", 300)
    made = made_up_system(1)
    assert not FolderReader(made, made.tables().tables).too_close()
