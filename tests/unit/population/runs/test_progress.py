"""Long work tells which part is being done and how long it will take; each command counts its parts rightly."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from commonweal.cli.main import main
from commonweal.population.runs.progress import Progress


def test_a_part_that_begins_ends_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 4.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    stream = io.StringIO()
    with Progress(3, wanted=True, stream=stream) as progress:
        progress.begin("reading")
        progress.begin("checking")
    assert stream.getvalue() == "\r  0% reading\033[K\r 33% checking, about 8 s left\033[K\n"


def test_a_fault_stands_on_a_line_of_its_own() -> None:
    stream = io.StringIO()
    progress = Progress(2, wanted=True, stream=stream)
    progress.begin("reading")
    progress.__exit__(ValueError("no"))
    assert stream.getvalue().endswith("\n")


def test_nothing_is_written_where_nobody_looks() -> None:
    stream = io.StringIO()
    with Progress(2, stream=stream) as progress:
        progress.begin("reading")
    assert not stream.getvalue()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Each part that began, with how many the command said there are."""
    parts: list[tuple[int, str]] = []
    monkeypatch.setattr(Progress, "begin", lambda self, what: parts.append((self.parts, what)))
    return parts


def test_synthesise_and_features(told: list[tuple[int, str]], tmp_path: Path) -> None:
    made = tmp_path / "made"
    assert main(["population", "synthesise", "--people", "200", "--out", str(made)]) == 0
    assert len(told) == told[0][0] == 3
    told.clear()
    files = ["--persons", str(made / "persons.parquet"), "--events", str(made / "events.parquet")]
    assert main(["population", "features", *files, "--out", str(tmp_path / "out")]) == 0
    assert len(told) == told[0][0] == 3


def test_synthesise_a_system(told: list[tuple[int, str]], tmp_path: Path) -> None:
    asked = ["population", "synthesise", "--people", "1000", "--system", "wealdmarch"]
    assert main([*asked, "--out", str(tmp_path / "made")]) == 0
    assert len(told) == told[0][0] == 5


def test_import(told: list[tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(32)))
    (tmp_path / "persons.csv").write_text("id,sex,age,practice\nx,F,60,A81001\ny,M,9,A81001\n")
    (tmp_path / "events.csv").write_text("id,date,code\nx,2020-01-01,I10\n")
    (tmp_path / "opt.csv").write_text("id\ny\n")
    files = [f"--{name}={tmp_path / file}" for name, file in (
        ("persons", "persons.csv"), ("events", "events.csv"), ("opt-outs", "opt.csv"), ("key", "key"),
    )]  # fmt: skip
    assert main(["population", "import", *files, "--out", str(tmp_path / "sealed")]) == 0
    assert len(told) == told[0][0]
