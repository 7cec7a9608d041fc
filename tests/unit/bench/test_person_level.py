"""Person-level benchmarks: the figures compared are right, and no peer that differs or is missing is passed over."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.unit.population.runs.plain_run import plain_run

from commonweal.cli import main
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise

BENCH = Path(__file__).resolve().parents[3] / "bench"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "2000-by_person"
    synthesise(2_000, folder)
    return folder


@pytest.fixture(scope="module")
def plain(made: Path) -> dict[str, Any]:
    return plain_run(made)


def figures_of(plain: dict[str, Any], peer: Any) -> list[float]:
    """What a peer gives, from the plain run's counts by the code that all peers share."""
    cells, tenths = plain["cells"], plain["deprivation"]
    sums = [sum(cell[place] for cell in cells.values()) for place in range(4)]
    segments: dict[int, int] = {}
    practices: dict[tuple[str, int], list[int]] = {}
    for (practice, band, _, segment), (people, many, *_) in cells.items():
        segments[int(segment[0])] = segments.get(int(segment[0]), 0) + people
        held = practices.setdefault((practice, band), [0, 0])
        held[0], held[1] = held[0] + people, held[1] + many
    rates = [peer.standardised_rates((*at, *held) for at, held in each.items()) for each in (practices, tenths)]
    return list(peer.figures([*sums[:3], sums[3] / 100], (len(cells), len(tenths)), segments, *rates))


def test_peers_are_compared_by_the_right_figures(bench, made: Path, plain: dict[str, Any], tmp_path: Path) -> None:
    request = RunRequest(made / "persons.parquet", made / "events.parquet", tmp_path / "result", threads=1)
    run_people(request)
    totals = json.loads((request.out / "internal" / "totals.json").read_text("utf-8"))
    ours = bench("population_run_ours")._figures(totals)
    theirs = figures_of(plain, bench("population_run_peer"))
    assert bench("harness").same(ours, theirs)
    for place, figure in enumerate(theirs):
        assert figure > 0, "nothing is compared"
        differs = [*theirs[:place], figure * (1 + 1e-8) + 1e-5, *theirs[place + 1 :]]
        assert not bench("harness").same(ours, differs)
    assert not bench("harness").same(ours, theirs[:-1])


def test_rates_of_peers_are_the_plain_ones(bench, plain: dict[str, Any]) -> None:
    found = bench("population_run_peer").standardised_rates(
        (tenth, band, people, many) for (tenth, band), (people, many) in plain["deprivation"].items()
    )
    assert set(found) == set(plain["by_decile"])
    for tenth, expected in plain["by_decile"].items():
        assert found[tenth] == pytest.approx(expected, rel=1e-12)
    assert bench("population_run_peer").standardised_rates([("A", 0, 100, 9)]) == {}


@pytest.mark.parametrize(
    ("codelist", "score"),
    [("charlson_icd10_quan", "charlson_1987"), ("elixhauser_icd10_quan", "elixhauser_van_walraven")],
)
def test_comorbidity_figures_tell_whose_score_it_is(
    bench, made: Path, tmp_path: Path, codelist: str, score: str
) -> None:
    files = ["--persons", str(made / "persons.parquet"), "--events", str(made / "events.parquet")]
    out = tmp_path / "out"
    assert main(["population", "features", *files, "--codelist", codelist, "--score", score, "--out", str(out)]) == 0
    import duckdb

    with duckdb.connect() as connection:
        read = f"read_parquet('{out / 'features.parquet'}')"
        held = connection.execute(f"select person_id, {score} from {read}").fetchall()
    points, some, whose = bench("comorbidity_ours").figures(out / "features.parquet", score)
    assert points == sum(value for _, value in held) > 0
    assert some == sum(value != 0 for _, value in held)
    assert whose == sum(value * (person % bench("people").MARKS) for person, value in held)


def test_every_case_has_its_module_and_its_pins(bench) -> None:
    jobs = bench("jobs")
    for case in [case for job in (*jobs.JOBS, jobs.ENGLAND) for case in job.cases]:
        assert re.search(rf"^def {case.function}\(data: Path\)", (BENCH / case.module).read_text(), re.MULTILINE), case
        environment, _, peer = case.environment.partition("/")
        if environment == jobs.PEERS:
            pins = (BENCH / f"requirements-{peer}.txt").read_text().split()
            assert pins
            assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", pin) for pin in pins)
            assert f"install {peer} " in (BENCH / "run").read_text()


def test_a_peer_that_is_missing_fails_the_run(bench, monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path) -> None:
    jobs, harness = bench("jobs"), bench("harness")
    ours = jobs.Case("ours", jobs.OURS, "ours.py", "work")
    job = jobs.Job("People counted", 1000, (ours, jobs.peer("nobody", "Nobody's", "nobody.py", "work")))
    monkeypatch.setattr(harness, "JOBS", (job,))
    monkeypatch.setattr(harness, "installed", lambda case: case is ours)
    found = {"runs": [0.1], "figures": [1.0], "peak_mb": 1.0, "parts": {}, "with": "ours"}
    monkeypatch.setattr(harness, "run", lambda case, data: found)
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    assert harness.main(["--only", "People"]) == 1
    assert "not installed here: People counted: Nobody's" in capsys.readouterr().out
    monkeypatch.setattr(harness, "installed", lambda case: True)
    assert harness.main(["--only", "People"]) == 0
    assert harness.main(["--only", "No such job"]) == 1


def test_memory_of_a_process_and_of_what_it_starts() -> None:
    """In a process of its own, since none shows less memory than the one that it was started by."""
    hold = "held = bytearray(100 << 20); "
    child = hold + "import time; time.sleep(0.5)"
    starts = hold + f"import os, sys; os.spawnv(os.P_WAIT, sys.executable, [sys.executable, '-S', '-c', {child!r}])"
    code = f"""if True:
        import sys, whole_process
        whole_process.run([sys.executable, "-S", "-c", {hold!r}])
        alone = whole_process.peak_mb()
        whole_process.run([sys.executable, "-S", "-c", {starts!r}], with_children=True)
        print(alone, whole_process.peak_mb())
        whole_process.run([sys.executable, "-S", "-c", "raise SystemExit(3)"])
    """
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=BENCH, capture_output=True, text=True)
    alone, together = (float(word) for word in done.stdout.split())
    assert 100 < alone < 150
    assert 200 < together < 300
    assert (done.returncode, "failed" in done.stderr) == (1, True)


def test_peers_need_nothing_of_commonweal() -> None:
    """A peer's module loads with the standard library alone, so that it runs in an environment of its own."""
    names = [path.stem for path in BENCH.glob("*.py") if path.stem.startswith(("population_run_p", "comorbidity_c"))]
    assert len(names) == 5
    heavy = "{'commonweal', 'duckdb', 'numpy', 'pandas', 'polars', 'pyspark'}"
    code = f"import sys; {'; '.join(f'import {name}' for name in names)}; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=BENCH, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
