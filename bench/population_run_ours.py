"""The person-level run on Commonweal, each time as a whole process, and the scan that no engine can be faster than."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

import commonweal

Work = Callable[[], list[float]]
MADE = Path(tempfile.gettempdir()) / "commonweal-bench-people"
"""Made-up people are made once for all cases of a run of the benchmarks, and used again by the next."""
SCAN = """
import sys, duckdb
c = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False})
for table, columns in (
    ("events", "sum(person_id), min(date), min(code)"),
    ("persons", "sum(person_id), min(age), min(sex), min(practice), min(imd_decile)"),
):
    c.execute(f"select {columns} from read_parquet(?)", [f"{sys.argv[1]}/{table}.parquet"]).fetchall()
"""
_peaks_kb = [0]


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}, DuckDB {duckdb.__version__}"


def peak_mb() -> float:
    """The most memory that a process of these cases took; the making of the people is not of them."""
    return max(_peaks_kb) / 1024


def made(people: int, layout: str = "by_person") -> Path:
    """The folder of so many made-up people."""
    folder = MADE / f"{people}-{layout}"
    if not (folder / "sealed.json").is_file():
        command = [sys.executable, "-m", "commonweal", "population", "synthesise", "--people", str(people)]
        subprocess.run([*command, "--out", str(folder), "--layout", layout], check=True, stdout=subprocess.DEVNULL)
    return folder


def run_1_million(data: Path) -> Work:
    return _run(1_000_000)


def run_1_million_mixed(data: Path) -> Work:
    return _run(1_000_000, "mixed")


def run_10_million(data: Path) -> Work:
    return _run(10_000_000)


def run_10_million_mixed(data: Path) -> Work:
    return _run(10_000_000, "mixed")


def scan_1_million(data: Path) -> Work:
    return _scan(1_000_000)


def scan_10_million(data: Path) -> Work:
    return _scan(10_000_000)


def _run(people: int, layout: str = "by_person") -> Work:
    folder = made(people, layout)
    out = MADE / f"result-{people}-{layout}"
    files = ["--persons", str(folder / "persons.parquet"), "--events", str(folder / "events.parquet")]
    command = [sys.executable, "-m", "commonweal", "population", "run", *files, "--out", str(out), "--threads", "2"]

    def work() -> list[float]:
        _measured(command)
        return _figures(json.loads((out / "summary.json").read_text("utf-8"))["totals"])

    return work


def _figures(totals: dict[str, float]) -> list[float]:
    names = ("people", "multimorbid", "conditions", "score", "practice_age_sex_segment_rows")
    return [float(totals[name]) for name in names]


def _scan(people: int) -> Work:
    command = [sys.executable, "-c", SCAN, str(made(people))]

    def work() -> list[float]:
        _measured(command)
        return []

    return work


def _measured(command: list[str]) -> None:
    process = os.posix_spawn(command[0], command, os.environ, file_actions=_QUIET)
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command[1:4])} failed")
    _peaks_kb.append(used.ru_maxrss)


_QUIET = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
