"""What a run leaves behind: exact tables for further work inside the host, tables that may be shown, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.disclosure_control import shown_rates
from commonweal.population.runs.counts_shown import (
    KNOWN_AGE,
    PRACTICE,
    SEGMENT,
    TENTH,
    UNKNOWN,
    CountsShown,
    Pair,
    Told,
    counts_shown,
)
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
    bands = _bands_of_tenths(by_area)
    divisions = {
        SEGMENT: dict(zip(segments.values("segment"), _pairs(segments), strict=True)),
        PRACTICE: _by_area(practice_rates),
        TENTH: {tenth: _sum_of(cells.values()) for tenth, cells in bands.items()},
    }
    told = counts_shown(_sum_of(divisions[SEGMENT].values()), divisions, bands)
    with _writer(engine) as connection:
        _write_rates(
            connection,
            folder,
            "practice",
            practice_rates,
            [told.of(PRACTICE, str(one)) for one in practice_rates.areas],
        )
        _write_rates(
            connection,
            folder,
            "imd_decile",
            area_rates,
            [told.of(TENTH, str(one), KNOWN_AGE) for one in area_rates.areas],
        )
        _write_segments(connection, folder, segments, definition, told)
        _write_deprivation(connection, folder, bands, told)
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
    exact: dict[str, Any], told: CountsShown, by_practice: Rates, by_area: Rates, definition: Definition
) -> dict[str, Any]:
    """Totals that may leave the host: counts as in the tables that are shown, and how many areas there are."""
    people, multimorbid = told.everybody()
    counted = exact["segments"]
    return {
        "people": people,
        "multimorbid": multimorbid,
        "segments": {
            segment.name: told.of(SEGMENT, segment.name)[0] if counted[segment.name] else 0
            for segment in definition.segments
        },
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


def _write_rates(
    connection: duckdb.DuckDBPyConnection, folder: Path, area: str, rates: Rates, told: Sequence[Told]
) -> None:
    """Write rates; one is left out where the count it rests on is not shown."""
    counts: dict[str, Any] = {area: list(rates.areas), "people": rates.people, "multimorbid": rates.multimorbid}
    figures = ("rate_per_100000", "lower_95", "upper_95")
    name = f"rates_by_{area}.parquet"
    exact = (rates.found.value, rates.found.lower, rates.found.upper)
    write_table(connection, counts | dict(zip(figures, exact, strict=True)), folder / INTERNAL / name)
    kept = _columns(area, rates.areas, told)
    for figure, values in zip(figures, shown_rates(rates.found, rates.multimorbid), strict=True):
        kept[figure] = [value if count else None for value, count in zip(values, kept["multimorbid"], strict=True)]
    write_table(connection, kept, folder / SHOWN / name)


def _write_segments(
    connection: duckdb.DuckDBPyConnection, folder: Path, segments: e.Result, definition: Definition, told: CountsShown
) -> None:
    """Write the segments, and with their total as they may be shown."""
    order = {segment.name: place for place, segment in enumerate(definition.segments)}
    rows = sorted(segments.rows(), key=lambda row: order[row[0]])
    columns = {name: [row[place] for row in rows] for place, name in enumerate(segments.names)}
    write_table(connection, columns, folder / INTERNAL / "segments.parquet")
    names = columns["segment"]
    pairs = [*(told.of(SEGMENT, name) for name in names), told.everybody()]
    write_table(connection, _columns("segment", [*names, ALL], pairs), folder / SHOWN / "segments.parquet")


def _write_deprivation(
    connection: duckdb.DuckDBPyConnection, folder: Path, bands: Mapping[str, Mapping[str, Pair]], told: CountsShown
) -> None:
    cells = [(tenth, band) for tenth, held in bands.items() for band in held]
    rows = [*cells, *((tenth, ALL) for tenth in sorted(bands))]
    pairs = [told.of(TENTH, *(name for name in row if name != ALL)) for row in rows]
    columns = _columns("imd_decile", [row[0] for row in rows], pairs)
    columns = {"imd_decile": columns.pop("imd_decile"), "age_band": [row[1] for row in rows], **columns}
    write_table(connection, columns, folder / SHOWN / f"{AREAS}.parquet")


def _columns(key: str, names: Sequence[Any], pairs: Sequence[Told]) -> dict[str, list[Any]]:
    """A table of both counts by one key."""
    return {key: list(names), **{name: [pair[place] for pair in pairs] for place, name in enumerate(COUNTS)}}


def _bands_of_tenths(by_area: e.Result) -> dict[str, dict[str, Pair]]:
    found: dict[str, dict[str, Pair]] = {}
    for tenth, band, people, multimorbid in by_area.rows():
        of = found.setdefault(UNKNOWN if tenth is None else str(tenth), {})
        of[UNKNOWN if band is None else str(band)] = people, multimorbid
    return found


def _by_area(rates: Rates) -> dict[str, Pair]:
    counts = zip(rates.people.tolist(), rates.multimorbid.tolist(), strict=True)
    return dict(zip(map(str, rates.areas), counts, strict=True))


def _pairs(counted: e.Result) -> list[Pair]:
    return list(zip(*(counted.values(name) for name in COUNTS), strict=True))


def _sum_of(pairs: Iterable[Pair]) -> Pair:
    people, multimorbid = np.array([*pairs, (0, 0)], dtype=np.int64).sum(axis=0).tolist()
    return people, multimorbid
