"""A folder of sealed tables is whole, or is not there; and its seals are asked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest
from tests.unit.population.people.conftest import Bring

from commonweal.population.people import check_sealed, read_seal
from commonweal.problems import BadInput


def test_seals_are_asked(bring_in: Bring, tmp_path: Path) -> None:
    bring_in()
    other = tmp_path / "other"
    bring_in(out=other)
    out = tmp_path / "out"
    paths = {"persons": out / "persons.parquet", "events": out / "events.parquet"}
    assert check_sealed(paths, whole=True)["events"].rows == 3
    with pytest.raises(BadInput, match="not made together"):
        check_sealed({**paths, "events": other / "events.parquet"})
    with pytest.raises(BadInput, match="holds events, not persons"):
        check_sealed({"persons": paths["events"]})
    bare = tmp_path / "bare.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 1 as person_id) to '{bare}' (format parquet)")
    with pytest.raises(BadInput, match="not sealed"):
        read_seal(bare)
    said = json.loads((out / "sealed.json").read_text())
    said["files"]["events.parquet"]["sha256"] = "0" * 64
    (out / "sealed.json").write_text(json.dumps(said))
    check_sealed(paths)
    with pytest.raises(BadInput, match="not the one that was sealed"):
        check_sealed(paths, whole=True)
    said["files"]["events.parquet"]["footer"] = "0" * 64
    (out / "sealed.json").write_text(json.dumps(said))
    with pytest.raises(BadInput, match="not the one that was sealed"):
        check_sealed(paths)


def test_a_fault_in_the_middle_leaves_nothing(bring_in: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commonweal.population.people.importing.write_sealed_json", stopped)
    with pytest.raises(KeyboardInterrupt):
        bring_in()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.csv", "key", "persons.csv"]


def test_what_a_killed_process_left_is_swept_away(bring_in: Bring, tmp_path: Path) -> None:
    left, busy = tmp_path / ".out.part-999999999-abc", tmp_path / f".out.part-{os.getpid()}-abc"
    for folder in (left, busy):
        folder.mkdir()
        (folder / "persons.stage").write_text("a1")
    bring_in()
    assert not left.exists()
    assert busy.exists()


def test_what_is_there_already_stays(bring_in: Bring, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("x")
    with pytest.raises(BadInput, match="something here already"):
        bring_in()
    assert (tmp_path / "out" / "mine").read_text() == "x"
