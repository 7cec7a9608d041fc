"""The person-level run on Commonweal, each time as a whole process, and the scan that no engine can be faster than."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import whole_process
from people import FEWER, MADE, made
from spread_people import spread

import commonweal

Work = Callable[[], list[float]]
SCAN = """
import sys, duckdb
c = duckdb.connect(config={"threads": 2, "preserve_insertion_order": False})
for table, columns in (
    ("events", "sum(person_id), min(date), min(code)"),
    ("persons", "sum(person_id), min(age), min(sex), min(practice), min(imd_decile)"),
):
    c.execute(f"select {columns} from read_parquet(?)", [f"{sys.argv[1]}/{table}.parquet"]).fetchall()
"""


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}, DuckDB {duckdb.__version__}"


def run_1_million(data: Path) -> Work:
    return _run(1_000_000)


def run_1_million_mixed(data: Path) -> Work:
    return _run(1_000_000, "mixed")


def run_1_million_spread(data: Path) -> Work:
    return _run(1_000_000, "spread")


def run_10_million(data: Path) -> Work:
    return _run(10_000_000)


def run_10_million_mixed(data: Path) -> Work:
    return _run(10_000_000, "mixed")


def run_10_million_spread(data: Path) -> Work:
    return _run(10_000_000, "spread")


def scan_1_million(data: Path) -> Work:
    return _scan(1_000_000)


def scan_10_million(data: Path) -> Work:
    return _scan(10_000_000)


def run_60_million(data: Path) -> Work:
    return _run(60_000_000)


def scan_60_million(data: Path) -> Work:
    return _scan(60_000_000)


def synthesise_1_million(data: Path) -> Work:
    """Made-up people, their events and the seal of both, in the order of a sealed import."""
    out = MADE / "synthesised"
    people = os.environ.get(FEWER, "1000000")
    command = [sys.executable, "-m", "commonweal", "population", "synthesise", "--people", people, "--out", str(out)]

    def work() -> list[float]:
        shutil.rmtree(out, ignore_errors=True)
        whole_process.run(command)
        counted = "select count(*) from read_parquet(?)"
        return [
            float(duckdb.execute(counted, [str(out / f"{table}.parquet")]).fetchall()[0][0])
            for table in ("persons", "events")
        ]

    return work


def _run(people: int, layout: str = "by_person") -> Work:
    folder = spread(people) if layout == "spread" else made(people, layout)
    out = MADE / f"result-{folder.name}"
    files = ["--persons", str(folder / "persons.parquet"), "--events", str(folder / "events.parquet")]
    command = [sys.executable, "-m", "commonweal", "population", "run", *files, "--out", str(out), "--threads", "2"]

    def work() -> list[float]:
        whole_process.run(command)
        return _figures(json.loads((out / "internal" / "totals.json").read_text("utf-8")))

    return work


def _figures(totals: dict[str, Any]) -> list[float]:
    names = ("people", "multimorbid", "conditions", "score", "practice_age_sex_segment_rows", "deprivation_age_rows")
    practices, tenths = totals["rates_by_practice"], totals["rates_by_imd_decile"]
    rates = [practices["sum_of_rates"], tenths["sum_of_rates"], tenths["sum_of_lower_limits"]]
    return [float(each) for each in (*(totals[name] for name in names), *totals["segments"].values(), *rates)]


def _scan(people: int) -> Work:
    command = [sys.executable, "-c", SCAN, str(made(people))]

    def work() -> list[float]:
        whole_process.run(command)
        return []

    return work
