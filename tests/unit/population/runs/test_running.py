"""The run against a second, plain one: in ranges, in another order, with little memory, and in full."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.population.runs.compared import PEOPLE, resealed, rows, same_as_plain, some_dead_and_codes_without_dots
from tests.unit.population.runs.plain_run import plain_run

from commonweal.population.disclosure_control import shown_count
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise


def test_run_is_as_the_plain_one(request_: RunRequest, truth: dict[str, Any]) -> None:
    summary = run_people(request_)
    same_as_plain(request_.out, truth)
    totals = json.loads((request_.out / "internal" / "totals.json").read_text("utf-8"))
    assert totals["people"] == PEOPLE
    assert totals["practice_age_sex_segment_rows"] == len(truth["cells"])
    assert totals["multimorbid"] == sum(cell[1] for cell in truth["cells"].values())
    assert totals["conditions"] == sum(cell[2] for cell in truth["cells"].values())
    assert totals["score"] == sum(cell[3] for cell in truth["cells"].values()) / 100
    assert totals["rates_by_imd_decile"]["sum_of_rates"] == pytest.approx(
        sum(rate for rate, _, _ in truth["by_decile"].values())
    )
    told = json.loads((request_.out / "summary.json").read_text("utf-8"))["totals"]
    assert told == summary["totals"]
    assert told["segments"] == {name: shown_count(people) for name, people in totals["segments"].items()}
    assert told["multimorbid"] == shown_count(totals["multimorbid"])
    assert list(request_.out.parent.iterdir()) == [request_.out]


def test_range_after_range_is_the_same(request_: RunRequest, truth: dict[str, Any]) -> None:
    summary = run_people(replace(request_, at_once=3_000))
    assert summary["timings"]["stages"] == 7
    same_as_plain(request_.out, truth)


def test_rows_in_mixed_order_are_the_same(request_: RunRequest, truth: dict[str, Any], tmp_path: Path) -> None:
    synthesise(PEOPLE, tmp_path / "mixed", layout="mixed")
    mixed = {name: tmp_path / "mixed" / f"{name}.parquet" for name in ("persons", "events")}
    run_people(replace(request_, **mixed))
    same_as_plain(request_.out, truth)


def test_the_dead_and_the_spelling_of_codes_change_the_plain_run_alike(
    request_: RunRequest, made: Path, tmp_path: Path
) -> None:
    sealed, plain = some_dead_and_codes_without_dots(made, tmp_path)
    expected = plain_run(plain)
    changed = replace(request_, persons=sealed / "persons.parquet", events=sealed / "events.parquet")
    for request in (changed, replace(changed, at_once=6_000), replace(changed, full=True)):
        run_people(request)
        same_as_plain(request.out, expected)


def test_scores_of_segments_are_sums_of_whole_hundredths(request_: RunRequest, truth: dict[str, Any]) -> None:
    run_people(request_)
    sums: dict[str, int] = {}
    for (*_, segment), cell in truth["cells"].items():
        sums[segment] = sums.get(segment, 0) + cell[3]
    found = dict(rows(request_.out / "internal" / "segments.parquet", "segment, score"))
    assert found == {segment: hundredths / 100 for segment, hundredths in sums.items()}
    totals = json.loads((request_.out / "internal" / "totals.json").read_text("utf-8"))
    assert totals["score"] == sum(sums.values()) / 100


def test_full_run_writes_everybody(request_: RunRequest, truth: dict[str, Any]) -> None:
    run_people(replace(request_, full=True, at_once=9_000))
    same_as_plain(request_.out, truth)
    people = request_.out / "internal" / "people-*.parquet"
    (found,) = rows(
        people, "count(distinct person_id), count(*), sum(n_conditions), round(sum(score), 2), sum(dementia)"
    )
    cells = truth["cells"].items()
    assert found == (
        PEOPLE, PEOPLE, sum(cell[2] for _, cell in cells), sum(cell[3] for _, cell in cells) / 100,
        sum(cell[0] for key, cell in cells if key[3] == "1_dementia"),
    )  # fmt: skip
    with duckdb.connect() as connection:
        assert len(connection.execute(f"describe from '{people}'").fetchall()) == 30
    counted = rows(people, "practice, age_band, sex, segment")
    assert {key: counted.count(key) for key in list(truth["cells"])[:20]} == {
        key: cell[0] for key, cell in list(cells)[:20]
    }


def test_little_memory_is_enough(request_: RunRequest, truth: dict[str, Any]) -> None:
    run_people(replace(request_, memory="100MB"))
    same_as_plain(request_.out, truth)


def test_pseudonyms_spread_over_all_numbers_are_the_same(
    request_: RunRequest, truth: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "spread"
    folder.mkdir()
    for table in ("persons", "events"):
        resealed(
            getattr(request_, table), folder / f"{table}.parquet",
            "* replace ((hash(person_id) >> 1)::bigint as person_id)",
        )  # fmt: skip
    run_people(replace(request_, persons=folder / "persons.parquet", events=folder / "events.parquet"))
    same_as_plain(request_.out, truth)


def test_pseudonyms_in_order_go_part_by_part(request_: RunRequest, truth: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "spread"
    folder.mkdir()
    for table in ("persons", "events"):
        resealed(
            getattr(request_, table), folder / f"{table}.parquet",
            "* replace ((hash(person_id) >> 1)::bigint as person_id)", "order by 1", rows=2_048,
        )  # fmt: skip
    files = {table: folder / f"{table}.parquet" for table in ("persons", "events")}
    summary = run_people(replace(request_, **files, at_once=9_000, memory="100MB"))
    assert summary["timings"]["stages"] == 3
    same_as_plain(request_.out, truth)
