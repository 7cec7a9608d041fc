"""The run against a second, plain one, and what becomes of it when it is stopped, squeezed or badly fed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.population.runs.plain_run import plain_run

from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.disclosure_control import shown_count
from commonweal.population.runs import running
from commonweal.population.runs.counting import CellCounts
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise
from commonweal.problems import BadInput

PEOPLE = 20_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "sealed"
    synthesise(PEOPLE, folder)
    return folder


@pytest.fixture(scope="module")
def truth(made: Path) -> dict[str, Any]:
    return plain_run(made)


@pytest.fixture
def request_(made: Path, tmp_path: Path) -> RunRequest:
    return RunRequest(made / "persons.parquet", made / "events.parquet", tmp_path / "result", threads=2)


def rows(path: Path, columns: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from read_parquet(?)", [str(path)]).fetchall()


def resealed(source: Path, target: Path, columns: str, order: str = "", rows: int = 122_880) -> None:
    """The file with other columns, in an order and in groups of so many rows, under the same seal."""
    with duckdb.connect() as connection:
        seal = connection.execute(
            "select value from parquet_kv_metadata(?) where key = 'commonweal.seal'::blob", [str(source)]
        ).fetchone()
        assert seal is not None
        connection.execute(
            f"copy (select {columns} from '{source}' {order}) to '{target}'"
            f" (format parquet, row_group_size {rows}, kv_metadata {{'commonweal.seal': '{bytes(seal[0]).decode()}'}})"
        )


def some_dead_and_codes_without_dots(made: Path, folder: Path) -> tuple[Path, Path]:
    """Sealed people of whom one in seven died before the day, with codes as hospitals write them; and a plain truth."""
    sealed, plain = folder / "changed", folder / "plain"
    sealed.mkdir()
    plain.mkdir()
    resealed(
        made / "persons.parquet", sealed / "persons.parquet",
        "*, if(person_id % 7 = 0, date '2025-01-01', null) as death_date, date '2025-03-31' as registered_from",
    )  # fmt: skip
    spelled = "case when code = 'I10' then 'I10X' when code = 'E11.9' then 'E1190' else replace(code, '.', '') end"
    resealed(made / "events.parquet", sealed / "events.parquet", f"* replace ({spelled} as code)")
    with duckdb.connect() as connection:
        for query, name in (
            (f"from '{made}/persons.parquet' where person_id % 7 <> 0", "persons"),
            (f"from '{made}/events.parquet'", "events"), (f"from '{made}/codelist.parquet'", "codelist"),
        ):  # fmt: skip
            connection.execute(f"copy ({query}) to '{plain}/{name}.parquet' (format parquet)")
    return sealed, plain


def same_as_plain(out: Path, truth: dict[str, Any]) -> None:
    cells = rows(
        out / "internal" / "practice_age_sex_segment.parquet",
        "practice, age_band, sex, segment, people, multimorbid, conditions, score",
    )
    assert {row[:4]: [*row[4:7], round(row[7] * 100)] for row in cells} == truth["cells"]
    assert len(cells) == len(truth["cells"])
    tenths = rows(out / "internal" / "deprivation_age.parquet", "imd_decile, age_band, people, multimorbid")
    assert {row[:2]: list(row[2:]) for row in tenths} == truth["deprivation"]
    for name, expected in (("practice", truth["by_practice"]), ("imd_decile", truth["by_decile"])):
        found = rows(out / "internal" / f"rates_by_{name}.parquet", f"{name}, rate_per_100000, lower_95, upper_95")
        assert {row[0] for row in found} == set(expected)
        for area, *figures in found:
            assert figures == pytest.approx(expected[area], rel=1e-12)


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


def test_what_is_shown_has_no_small_number(request_: RunRequest) -> None:
    run_people(request_)
    shown = request_.out / "shown"
    counted = 0
    for path in sorted(shown.iterdir()):
        for count in (count for row in rows(path, "people, multimorbid") for count in row if count is not None):
            assert count == 0 or (count >= 10 and count % 5 == 0)
            counted += 1
    assert counted > 300
    exact = {n for row in rows(request_.out / "internal" / "deprivation_age.parquet", "multimorbid") for n in row}
    assert exact & set(range(1, 8)), "the people made up here have small numbers to hide"


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


def test_a_fault_in_one_thread_stops_the_run(request_: RunRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*given: Any) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(CellCounts, "add", fault)
    with pytest.raises(RuntimeError, match="a fault"):
        run_people(request_)
    assert list(request_.out.parent.iterdir()) == []


def test_people_without_age_practice_or_tenth_are_counted_apart(request_: RunRequest, tmp_path: Path) -> None:
    folder = tmp_path / "gaps"
    folder.mkdir()
    changed = (
        "* replace (case when person_id % 10 = 0 then null else age end as age,"
        " case when person_id % 10 = 1 then null else practice end as practice,"
        " case when person_id % 10 = 2 then null else imd_decile end as imd_decile,"
        " case when person_id % 10 = 3 then 'I' else sex end as sex)"
    )
    resealed(request_.persons, folder / "persons.parquet", changed)
    resealed(request_.events, folder / "events.parquet", "*")
    summary = run_people(replace(request_, persons=folder / "persons.parquet", events=folder / "events.parquet"))
    assert summary["totals"]["people"] == PEOPLE
    cells = request_.out / "internal" / "practice_age_sex_segment.parquet"
    counted = rows(
        cells,
        "sum(people) filter (age_band is null), sum(people) filter (practice is null), sum(people) filter (sex = 'I')",
    )
    assert counted == [(2000, 2000, 2000)]
    tenths = rows(request_.out / "internal" / "deprivation_age.parquet", "sum(people) filter (imd_decile is null)")
    assert tenths == [(2000,)]


class TestBadInput:
    def test_two_rows_of_one_person(self, request_: RunRequest, tmp_path: Path) -> None:
        synthesise(100, tmp_path / "few")
        persons = tmp_path / "few" / "persons.parquet"
        twice = tmp_path / "twice.parquet"
        with duckdb.connect() as connection:
            seal = connection.execute(
                "select value from parquet_kv_metadata(?) where key = 'commonweal.seal'::blob", [str(persons)]
            ).fetchone()
            assert seal is not None
            text = bytes(seal[0]).decode().replace('"rows": 100', '"rows": 101')
            connection.execute(
                f"copy (from '{persons}' union all (from '{persons}' limit 1)) to '{twice}'"
                f" (format parquet, kv_metadata {{'commonweal.seal': '{text}'}})"
            )
        with pytest.raises(BadInput, match=r"101 rows of persons are 100 different people.*each person has one row"):
            run_people(replace(request_, persons=twice, events=tmp_path / "few" / "events.parquet"))
        assert not request_.out.exists()

    def test_files_that_are_missing_unsealed_or_mixed_up(
        self, request_: RunRequest, made: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(BadInput, match="the file does not exist"):
            run_people(replace(request_, persons=tmp_path / "none.parquet"))
        with pytest.raises(BadInput, match=r"not sealed.*commonweal population import"):
            run_people(replace(request_, persons=made / "codelist.parquet"))
        with pytest.raises(BadInput, match="this file holds events, not persons"):
            run_people(replace(request_, persons=request_.events))

    def test_a_damaged_file(self, request_: RunRequest, tmp_path: Path) -> None:
        damaged = tmp_path / "events.parquet"
        content = bytearray(request_.events.read_bytes())
        content[2_000:60_000] = b"\xff" * 58_000
        damaged.write_bytes(content)
        with pytest.raises(BadInput, match="could not be read to the end; a file may be damaged"):
            run_people(replace(request_, events=damaged))
        assert not request_.out.exists()

    def test_a_column_that_is_missing_or_of_another_type(self, request_: RunRequest, tmp_path: Path) -> None:
        other = tmp_path / "persons.parquet"
        resealed(request_.persons, other, "* exclude (practice) replace (age::varchar as age)")
        with pytest.raises(BadInput) as bad:
            run_people(replace(request_, persons=other))
        told = str(bad.value)
        assert 'column "age": the column has another type ("VARCHAR")' in told
        assert 'column "practice": the file has no such column' in told

    @pytest.mark.parametrize(("change", "told"), [
        ({"memory": "much"}, "not an amount of memory"),
        ({"memory": "1MB"}, "cannot do with so little memory"),
        ({"threads": 0}, "no work without a thread"),
        ({"engine": "abacus"}, "no engine of this name"),
    ], ids=["words", "little", "threads", "engine"])  # fmt: skip
    def test_options(self, request_: RunRequest, change: dict[str, Any], told: str) -> None:
        with pytest.raises(BadInput, match=told):
            run_people(replace(request_, **change))

    def test_a_folder_with_other_things(self, request_: RunRequest) -> None:
        request_.out.mkdir()
        (request_.out / "letter.txt").write_text("dear")
        with pytest.raises(BadInput, match="no result of a run"):
            run_people(request_)
        assert [path.name for path in request_.out.iterdir()] == ["letter.txt"]


def test_a_total_does_not_give_a_small_practice_away(request_: RunRequest, tmp_path: Path) -> None:
    """Everybody less one large practice is the small one: the large one is left out, since totals stand elsewhere."""
    folder = tmp_path / "small"
    folder.mkdir()
    # 7 and 19,992 people, shown as 0 and 19,990, beside 20,000 in all: 6 or 7 would have to be at the small one.
    place = "row_number() over (order by person_id)"
    changed = f"* replace (case when {place} < 8 then 'A81002' when {place} > 8 then 'A81001' end as practice)"
    resealed(request_.persons, folder / "persons.parquet", changed)
    resealed(request_.events, folder / "events.parquet", "*")
    summary = run_people(replace(request_, persons=folder / "persons.parquet", events=folder / "events.parquet"))
    of_practices = dict(rows(request_.out / "shown" / "rates_by_practice.parquet", "practice, people"))
    assert of_practices.get("A81002") == 0, of_practices
    assert of_practices["A81001"] is None
    segments = dict(rows(request_.out / "shown" / "segments.parquet", "segment, people"))
    assert segments["All"] == summary["totals"]["people"] == 20_000
    rates = dict(rows(request_.out / "shown" / "rates_by_practice.parquet", "practice, multimorbid is null"))
    assert rates == {"A81001": False, "A81002": False}
