"""A run that is stopped, killed or at fault leaves nothing by halves, and the next one uses what was whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.population.runs.compared import PEOPLE, same_as_plain

from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.runs import running
from commonweal.population.runs.counting import CellCounts
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise


def test_stopped_run_goes_on_where_it_was(
    request_: RunRequest, truth: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = replace(request_, at_once=3_000)
    one_range, done = running._one_range, []

    def stopped(*given: Any) -> None:
        if len(done) == 4:
            raise KeyboardInterrupt
        one_range(*given)
        done.append(given)

    monkeypatch.setattr(running, "_one_range", stopped)
    with pytest.raises(KeyboardInterrupt):
        run_people(request)
    assert not request.out.exists()
    done.clear()
    summary = run_people(request)
    assert summary["timings"]["stages_reused"] == 4
    assert len(done) == 3
    same_as_plain(request.out, truth)


@pytest.mark.parametrize(("stopped_at", "reused"), [("cells", 0), ("areas", 1), ("people", 2)])
def test_tables_finished_before_a_stop_are_used_again(
    stopped_at: str, reused: int, request_: RunRequest, truth: dict[str, Any]
) -> None:
    """All people in one range: what was whole before the stop is not worked out again."""
    request = replace(request_, full=True)
    write = DuckDBEngine.write_parquet

    def stopping(engine: DuckDBEngine, query: Any, path: Path) -> int:
        if path.name.startswith(f"{stopped_at}-"):
            raise KeyboardInterrupt
        return write(engine, query, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DuckDBEngine, "write_parquet", stopping)
        with pytest.raises(KeyboardInterrupt):
            run_people(request)
    assert not request.out.exists()
    timings = run_people(request)["timings"]
    assert (timings["stages"], timings["stages_reused"]) == (1, 0)
    assert (timings["tables"], timings["tables_reused"]) == (3, reused)
    same_as_plain(request.out, truth)


def test_a_stop_before_the_result_uses_the_whole_stage_again(
    request_: RunRequest, truth: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "write_results", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run_people(request_)
    monkeypatch.undo()
    monkeypatch.setattr(running, "_one_range", lambda *given: pytest.fail("it was whole already"))
    timings = run_people(request_)["timings"]
    assert (timings["stages"], timings["stages_reused"], timings["tables_reused"]) == (1, 1, 2)
    same_as_plain(request_.out, truth)


def test_progress_is_told_stage_by_stage(request_: RunRequest, capsys: pytest.CaptureFixture[str]) -> None:
    run_people(replace(request_, full=True, progress=True))
    told = [line.split("\033")[0].strip() for line in capsys.readouterr().err.split("\r") if line]
    names = [line.split("%")[1].split(", about")[0].strip() for line in told]
    assert names == [*(f"people 1 of 1: {name}" for name in ("conditions", "cells", "areas", "people")), "tables"]
    assert [line.split("%")[0].strip() for line in told] == ["20", "40", "60", "80", "100"]


def test_stages_of_other_people_are_not_reused(request_: RunRequest, tmp_path: Path) -> None:
    synthesise(PEOPLE, tmp_path / "other", seed=1)
    work = request_.out.parent / ".result.work"
    request = replace(
        request_, persons=tmp_path / "other" / "persons.parquet", events=tmp_path / "other" / "events.parquet"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "write_results", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run_people(request)
    assert len(list((work / "stages").iterdir())) == 2
    assert run_people(request_)["timings"]["stages_reused"] == 0


def test_an_earlier_result_stays_until_the_new_one_is_whole(
    request_: RunRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_people(request_)
    before = (request_.out / "summary.json").read_bytes()
    monkeypatch.setattr(running, "write_results", lambda *given: (_ for _ in ()).throw(RuntimeError("a fault")))
    with pytest.raises(RuntimeError, match="a fault"):
        run_people(request_)
    assert (request_.out / "summary.json").read_bytes() == before
    monkeypatch.undo()
    run_people(request_)
    assert (request_.out / "summary.json").read_bytes() != before


COMMAND = """
import sys
from pathlib import Path
from commonweal.population.runs import running
from commonweal.population.runs.running import RunRequest, run_people
real = running._one_range
def one_range(*given):
    real(*given)
    print("range", flush=True)
running._one_range = one_range
persons, events, out = map(Path, sys.argv[1:])
run_people(RunRequest(persons, events, out, threads=1, at_once=1_000))
print("end", flush=True)
"""


def test_killed_run_leaves_nothing_by_halves(request_: RunRequest, truth: dict[str, Any]) -> None:
    command = [sys.executable, "-c", COMMAND, *map(str, (request_.persons, request_.events, request_.out))]
    for ranges in (1, 9):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(ranges):
            assert process.stdout.readline() == "range\n"
        time.sleep(0.01 * ranges)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert not request_.out.exists()
    summary = run_people(replace(request_, threads=1, at_once=1_000))
    assert summary["timings"]["stages_reused"] >= 10
    same_as_plain(request_.out, truth)
    assert list(request_.out.parent.iterdir()) == [request_.out]


def test_a_fault_in_one_thread_stops_the_run(request_: RunRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*given: Any) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(CellCounts, "add", fault)
    with pytest.raises(RuntimeError, match="a fault"):
        run_people(request_)
    assert list(request_.out.parent.iterdir()) == []
