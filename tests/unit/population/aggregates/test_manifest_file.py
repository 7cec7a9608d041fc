"""A folder of aggregates that somebody altered: the manifest, a name of a file, a value of a table."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from commonweal.population.aggregates import read_aggregates
from commonweal.problems import BadInput

Altered = Callable[..., Path]


@pytest.fixture
def altered(made: Any, tmp_path: Path) -> Altered:
    """A copy of good aggregates whose manifest has other values."""

    def make(**changed: Any) -> Path:
        folder = tmp_path / "copy"
        shutil.copytree(made.held.folder, folder, dirs_exist_ok=True)
        path = folder / "manifest.json"
        said = json.loads(path.read_text("utf-8"))
        said["files"] |= changed.pop("files", {})
        path.write_text(json.dumps(said | changed), "utf-8")
        return folder

    return make


def test_a_copy_as_it_was_is_read(altered: Altered, made: Any) -> None:
    assert read_aggregates(altered()).manifest == made.held.manifest


@pytest.mark.parametrize("name", ["../../secret_key", "/etc/hostname", "person.csv", "areas.parquet/../x", "", "AREAS"])
def test_a_file_that_is_no_table_is_refused_by_name(altered: Altered, name: str) -> None:
    with pytest.raises(BadInput, match="no table of aggregates") as told:
        read_aggregates(altered(files={name: {"rows": 1, "sha256": "0" * 64}}))
    assert [problem.file for problem in told.value.problems] == [name]


@pytest.mark.parametrize(
    "changed",
    [
        {"system": "../x"},
        {"title": " "},
        {"title": "x" * 300},
        {"as_of": "yesterday"},
        {"as_of": "1999-01-01"},
        {"before": "2025-02-30"},
        {"dates": ["2025-03-31", "31/03/2025"]},
        {"files": {"areas.parquet": {"rows": "all", "sha256": "0" * 64}}},
        {"files": {"areas.parquet": {"rows": 3}}},
    ],
    ids=str,
)
def test_a_value_that_is_none_is_told(altered: Altered, changed: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        read_aggregates(altered(**changed))


def test_all_that_is_wrong_is_told_at_once(altered: Altered) -> None:
    with pytest.raises(BadInput) as told:
        read_aggregates(altered(title="", before="x", files={"more.csv": {}}))
    assert len(told.value.problems) == 3


@pytest.mark.parametrize(
    "changed",
    [{"fictional": "yes"}, {"dates": 3}, {"files": []}, {"contract": None}, {"more": 1}, {"title": 4}],
    ids=str,
)
def test_parts_of_another_kind_are_named(altered: Altered, changed: dict[str, Any]) -> None:
    folder = altered(**({} if "files" in changed else changed))
    if "files" in changed:
        path = folder / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changed), "utf-8")
    with pytest.raises(BadInput, match="cannot be read") as told:
        read_aggregates(folder)
    assert told.value.problems[0].given == next(iter(changed))


KINDS, COUNTS = "texts where numbers belong", "counts that are not as they may be shown"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *(("'many'", KINDS), ("'inf'::double", KINDS), ("'nan'::double", KINDS), ("1e300", KINDS), ("true", KINDS)),
        *(("5", COUNTS), ("123", COUNTS), ("-10", COUNTS), ("10.5::double", COUNTS)),
    ],
)
def test_a_table_with_other_numbers_is_refused_though_its_hash_agrees(
    altered: Altered, made: Any, value: str, words: str
) -> None:
    folder = altered()
    path = folder / "need.parquet"
    rows = len(made.held.rows("need"))
    duckdb.sql(f"from read_parquet('{path}')").select(
        f'"level", "code", {value} as people, weighted_people, "index"'
    ).write_parquet(str(folder / "new"))
    (folder / "new").replace(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(BadInput, match=words) as told:
        read_aggregates(altered_again(folder, {"need.parquet": {"rows": rows, "sha256": digest}}))
    assert told.value.problems[0].given == "people"


def altered_again(folder: Path, files: dict[str, Any]) -> Path:
    path = folder / "manifest.json"
    said = json.loads(path.read_text("utf-8"))
    said["files"] |= files
    path.write_text(json.dumps(said), "utf-8")
    return folder
