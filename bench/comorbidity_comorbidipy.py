"""Charlson and Elixhauser scores by comorbidipy, from the same events; codes without their dot, as it compares them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import whole_process
from people import AS_OF, MADE, MARKS, folder_of

Work = Callable[[], list[float]]
os.environ["POLARS_MAX_THREADS"] = "2"


def versions() -> str:
    """What these cases run on."""
    return f"comorbidipy {version('comorbidipy')} with polars {version('polars')}"


def charlson(data: Path) -> Work:
    return _timed("charlson", "charlson")


def elixhauser(data: Path) -> Work:
    return _timed("elixhauser", "van_walraven")


def _timed(score: str, weighting: str) -> Work:
    out = MADE / f"result-comorbidipy-{score}"
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, str(folder_of(1_000_000)), str(out), score, weighting]

    def work() -> list[float]:
        whole_process.run(command)
        return list(json.loads((out / "figures.json").read_text("utf-8")))

    return work


def job(folder: Path, out: Path, score: str, weighting: str) -> list[float]:
    """A row for each person with an event: the conditions and the score."""
    import polars as pl
    from comorbidipy import comorbidity

    events = (
        pl.scan_parquet(folder / "events.parquet")
        .filter(pl.col("date") <= AS_OF)
        .select("person_id", code=pl.col("code").str.replace_all(".", "", literal=True))
    )
    found = comorbidity(events, id_col="person_id", score=score, weighting=weighting)
    found.write_parquet(out / "scores.parquet", compression="zstd")
    points, whose = pl.col("comorbidity_score"), pl.col("person_id") % MARKS
    sums = found.select(points.sum(), (points != 0).sum().alias("some"), (points * whose).sum().alias("whose"))
    return [float(each) for each in sums.row(0)]


if __name__ == "__main__":
    folder, out, score, weighting = sys.argv[1:5]
    Path(out, "figures.json").write_text(json.dumps(job(Path(folder), Path(out), score, weighting)), "utf-8")
