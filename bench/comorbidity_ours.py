"""Charlson and Elixhauser scores of every person on Commonweal: `commonweal population features` as a whole process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import whole_process
from people import MADE, MARKS, made

import commonweal

Work = Callable[[], list[float]]


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}, DuckDB {duckdb.__version__}"


def charlson(data: Path) -> Work:
    return _timed("charlson_icd10_quan", "charlson_1987")


def elixhauser(data: Path) -> Work:
    return _timed("elixhauser_icd10_quan", "elixhauser_van_walraven")


def _timed(codelist: str, score: str) -> Work:
    folder, out = made(1_000_000), MADE / f"result-{score}"
    files = ["--persons", str(folder / "persons.parquet"), "--events", str(folder / "events.parquet")]
    asked = ["--codelist", codelist, "--score", score, "--out", str(out), "--threads", "2"]

    def work() -> list[float]:
        shutil.rmtree(out, ignore_errors=True)
        whole_process.run([sys.executable, "-m", "commonweal", "population", "features", *files, *asked])
        return figures(out / "features.parquet", score)

    return work


def figures(features: Path, score: str) -> list[float]:
    """What is compared: the sum of all scores, how many are not nought, and a sum that tells whose they are."""
    with duckdb.connect() as connection:
        found = connection.execute(
            f'select sum("{score}"), count(*) filter ("{score}" != 0), sum("{score}" * (person_id % {MARKS}))'
            " from read_parquet(?)",
            [str(features)],
        ).fetchone()
    return [float(each) for each in found or ()]
