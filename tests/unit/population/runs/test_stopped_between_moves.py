"""A run that is killed between its last two moves loses nothing: the next one puts the old result back first."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.population.runs.stages import SUMMARY, workplace


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A result as it was moved aside, with nothing in its place."""
    before = tmp_path / ".run.work" / "before"
    before.mkdir(parents=True)
    (before / SUMMARY).write_text("old")
    return tmp_path / "run"


def test_the_old_result_is_put_back_before_the_next_run(out: Path) -> None:
    with workplace(out) as place:
        assert (out / SUMMARY).read_text() == "old"
        (place.result / SUMMARY).write_text("new")
    assert (out / SUMMARY).read_text() == "new"
    assert not (out.parent / ".run.work").exists()


def test_it_stays_where_the_next_run_fails(out: Path) -> None:
    with pytest.raises(ValueError, match="no"), workplace(out):
        raise ValueError("no")
    assert (out / SUMMARY).read_text() == "old"


def test_it_takes_the_place_of_an_empty_folder_and_of_nothing_else(out: Path) -> None:
    out.mkdir()
    with pytest.raises(ValueError, match="no"), workplace(out):
        raise ValueError("no")
    assert (out / SUMMARY).read_text() == "old"
    newer = out.parent / ".run.work" / "before"
    newer.mkdir(parents=True)
    (newer / SUMMARY).write_text("older")
    with pytest.raises(ValueError, match="no"), workplace(out):
        raise ValueError("no")
    assert (out / SUMMARY).read_text() == "old"


def test_a_move_that_fails_puts_it_back_at_once(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name.startswith("result-"):
            raise OSError("full")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="full"), workplace(out) as place:
        (place.result / SUMMARY).write_text("new")
    assert (out / SUMMARY).read_text() == "old"
