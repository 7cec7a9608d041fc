"""What a run leaves behind: exact tables for further work inside the host, tables that may be shown, and a summary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.disclosure_control import shown, shown_rates
from commonweal.population.runs.definition import Definition
from commonweal.population.runs.plans import CELL, HELD_PRACTICES, SEXES, SUMS, UNKNOWN_BAND, name_of
from commonweal.population.runs.rates import Rates, standardised
from commonweal.population.runs.tables import write_table

INTERNAL, SHOWN = "internal", "shown"
TOTALS = "totals.json"
COUNTS = ("people", "multimorbid")
CELLS, AREAS = "practice_age_sex_segment", "deprivation_age"
ALL = "All"


def cells_plan(definition: Definition) -> e.Plan:
    """Practice, age band, sex and segment by name, from the parts of all ranges, which are scanned as ``cells``."""
    added = e.GroupBy(
        e.Scan("cells", (*CELL, "segment_number", *SUMS)),
        (*CELL, "segment_number"),
        {name: e.WholeSum(e.Column(name)) for name in SUMS},
        label="added",
    )
    named = e.Join(
        added, e.Scan(HELD_PRACTICES, ("practice", "practice_number")), ("practice_number",), every_left=True,
        label="named",
    )  # fmt: skip
    return e.Derive(
        named,
        {
            "age_band": _band(),
            "sex": name_of("sex_number", SEXES),
            "segment": name_of("segment_number", [segment.name for segment in definition.segments]),
            "score": e.Ratio(e.Column("score_hundredths"), e.value(100)),
        },
        ("practice", "people", "multimorbid", "conditions"),
    )


def areas_plan() -> e.Plan:
    """Deprivation tenth and age band, from the parts of all ranges, which are scanned as ``areas``."""
    counts = ("people", "multimorbid")
    added = e.GroupBy(
        e.Scan("areas", ("imd_decile", "band", *counts)),
        ("imd_decile", "band"),
        {name: e.WholeSum(e.Column(name)) for name in counts},
        label="added",
    )
    decile = e.Column("imd_decile")
    unknown = e.Choose(decile.equals(0), e.value(None), decile)
    return e.Derive(added, {"imd_decile": unknown, "age_band": _band()}, counts)


def segments_plan(definition: Definition) -> e.Plan:
    """Segments, from the same parts; scores are added in whole hundredths, so that no order changes the sum."""
    counts = ("people", "multimorbid", "conditions")
    added = e.GroupBy(
        e.Scan("cells", ("segment_number", *SUMS)),
        ("segment_number",),
        {name: e.WholeSum(e.Column(name)) for name in SUMS},
        label="added",
    )
    named = {
        "segment": name_of("segment_number", [segment.name for segment in definition.segments]),
        "score": e.Ratio(e.Column("score_hundredths"), e.value(100)),
    }
    return e.keep(e.Derive(added, named, counts), "segment", *counts, "score")


def _band() -> e.Value:
    band = e.Column("band")
    return e.Choose(band.equals(UNKNOWN_BAND), e.value(None), band)


def write_results(
    engine: e.Engine, folder: Path, definition: Definition, parts: Mapping[str, list[Path]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write every table into the folder, and give the totals, exact and as they may be shown."""
    for name in (INTERNAL, SHOWN):
        (folder / name).mkdir(parents=True)
    for name, files in parts.items():
        engine.register(name, files)
    rows = engine.write_parquet(cells_plan(definition), folder / INTERNAL / f"{CELLS}.parquet")
    engine.write_parquet(areas_plan(), folder / INTERNAL / f"{AREAS}.parquet")
    engine.register("cells_written", folder / INTERNAL / f"{CELLS}.parquet")
    engine.register("areas_written", folder / INTERNAL / f"{AREAS}.parquet")
    counts = {name: e.WholeSum(e.Column(name)) for name in ("people", "multimorbid")}
    by_practice = engine.execute(
        e.GroupBy(e.Scan("cells_written", ("practice", "age_band", *counts)), ("practice", "age_band"), counts)
    )
    by_area = engine.execute(e.Scan("areas_written", ("imd_decile", "age_band", *counts)))
    segments = engine.execute(segments_plan(definition))
    practice_rates = _rates(by_practice, "practice", definition)
    area_rates = _rates(by_area, "imd_decile", definition)
    with _writer(engine) as connection:
        _write_rates(connection, folder, "practice", practice_rates)
        _write_rates(connection, folder, "imd_decile", area_rates)
        told = _write_segments(connection, folder, segments, definition)
        _write_deprivation(connection, folder, by_area)
    by_segment = dict(zip(segments.values("segment"), segments.values("people"), strict=True))
    exact = {
        "people": sum(segments.values("people")),
        "multimorbid": sum(segments.values("multimorbid")),
        "conditions": sum(segments.values("conditions")),
        "score": round(sum(segments.values("score")), 2),
        "segments": {segment.name: by_segment.get(segment.name, 0) for segment in definition.segments},
        "practice_age_sex_segment_rows": rows,
        "deprivation_age_rows": len(by_area),
        "practices": len(practice_rates.areas),
        "rates_by_practice": _sums(practice_rates),
        "rates_by_imd_decile": _sums(area_rates),
    }
    (folder / INTERNAL / TOTALS).write_text(json.dumps(exact, indent=2, allow_nan=False) + "\n", "utf-8")
    return exact, _totals_shown(exact, told, practice_rates, area_rates, definition)


def _totals_shown(
    exact: dict[str, Any], told: list[dict[str, Any]], by_practice: Rates, by_area: Rates, definition: Definition
) -> dict[str, Any]:
    """Totals that may leave the host: counts as in the tables that are shown, and how many areas there are."""
    people = {row["segment"]: row["people"] for row in told}
    total = next(row for row in told if row["segment"] == ALL)
    return {
        "people": total["people"],
        "multimorbid": total["multimorbid"],
        "segments": {segment.name: people.get(segment.name, 0) for segment in definition.segments},
        **{name: exact[name] for name in ("practice_age_sex_segment_rows", "deprivation_age_rows", "practices")},
        "rates_by_practice": {"areas": len(by_practice.areas), "shown": _told(by_practice)},
        "rates_by_imd_decile": {"areas": len(by_area.areas), "shown": _told(by_area)},
    }


def _told(rates: Rates) -> int:
    return int(np.isfinite(shown_rates(rates.found, rates.multimorbid)[0]).sum())


def _writer(engine: e.Engine) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A connection that writes small tables: the engine's own, where it has one."""
    if isinstance(engine, DuckDBEngine):
        return nullcontext(engine.connection)
    return duckdb.connect(config={"threads": 1, "python_enable_replacements": False})


def _rates(counted: e.Result, area: str, definition: Definition) -> Rates:
    areas = counted.values(area)
    known = np.array([each is not None for each in areas], dtype=bool)
    bands = np.nan_to_num(counted.numbers("age_band"), nan=-1).astype(np.int64)
    people, multimorbid = (np.asarray(counted.arrays[name], dtype=np.int64) for name in ("people", "multimorbid"))
    kept = [each for each in areas if each is not None]
    return standardised(kept, bands[known], people[known], multimorbid[known], definition.standard)


def _sums(rates: Rates) -> dict[str, Any]:
    return {
        "areas": len(rates.areas),
        "suppressed_below_10": int(np.isnan(rates.found.value).sum()),
        "sum_of_rates": float(np.nansum(rates.found.value)),
        "sum_of_lower_limits": float(np.nansum(rates.found.lower)),
        "sum_of_upper_limits": float(np.nansum(rates.found.upper)),
    }


def _write_rates(connection: duckdb.DuckDBPyConnection, folder: Path, area: str, rates: Rates) -> None:
    """Write rates, protected with the totals of all areas, which stand elsewhere."""
    counts: dict[str, Any] = {area: list(rates.areas), "people": rates.people, "multimorbid": rates.multimorbid}
    figures = ("rate_per_100000", "lower_95", "upper_95")
    name = f"rates_by_{area}.parquet"
    exact = (rates.found.value, rates.found.lower, rates.found.upper)
    write_table(connection, counts | dict(zip(figures, exact, strict=True)), folder / INTERNAL / name)
    told = dict(zip(figures, shown_rates(rates.found, rates.multimorbid), strict=True))
    # Totals of all areas stand elsewhere, by segment and in the summary: what they would give away is asked here.
    plain = {
        key: [*map(_text, values), ALL] if key == area else [*values, sum(values)] for key, values in counts.items()
    }
    plain |= {key: [*values, None] for key, values in told.items()}
    kept = shown(plain, counts=COUNTS, resting_on=dict.fromkeys(figures, "multimorbid"))
    columns = {key: values[:-1] for key, values in kept.columns.items()} | {area: list(rates.areas)}
    write_table(connection, columns, folder / SHOWN / name)


def _text(value: Any) -> str:
    return str(value)


def _write_segments(
    connection: duckdb.DuckDBPyConnection, folder: Path, segments: e.Result, definition: Definition
) -> list[dict[str, Any]]:
    """Write the segments, and give them with their total as they may be shown."""
    order = {segment.name: place for place, segment in enumerate(definition.segments)}
    rows = sorted(segments.rows(), key=lambda row: order[row[0]])
    columns = {name: [row[place] for row in rows] for place, name in enumerate(segments.names)}
    write_table(connection, columns, folder / INTERNAL / "segments.parquet")
    counts = {name: columns[name] for name in ("segment", "people", "multimorbid")}
    for name, values in counts.items():
        counts[name] = [*values, ALL if name == "segment" else sum(values)]
    kept = shown(counts, counts=COUNTS)
    write_table(connection, kept.columns, folder / SHOWN / "segments.parquet")
    return kept.rows()


def _write_deprivation(connection: duckdb.DuckDBPyConnection, folder: Path, by_area: e.Result) -> None:
    rows = [("unknown" if d is None else str(d), "unknown" if b is None else str(b), n, x)
            for d, b, n, x in by_area.rows()]  # fmt: skip
    for tenth in sorted({row[0] for row in rows}):
        held = [row for row in rows if row[0] == tenth]
        rows.append((tenth, ALL, sum(row[2] for row in held), sum(row[3] for row in held)))
    names = ("imd_decile", "age_band", "people", "multimorbid")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    kept = shown(columns, counts=COUNTS, total=ALL)
    write_table(connection, kept.columns, folder / SHOWN / f"{AREAS}.parquet")
