"""Aggregates that may be shown: held against plain counting of the sealed files, and against disclosure."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from tests.unit.population.aggregates.conftest import geography
from tests.unit.population.aggregates.made_up_systems import BY, DAYS

from commonweal.engines import result
from commonweal.population.aggregates import ALL, LEVELS, OPTIONAL, TABLES, read_aggregates, write_aggregates
from commonweal.population.aggregates.counts_by_area import CountsByArea
from commonweal.population.aggregates.listed_people import Geography, ListedPeople, listed_people
from commonweal.population.aggregates.making import AggregatesRequest, make_aggregates
from commonweal.population.aggregates.people_tables import areas_table, put_fifths, put_people
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.codelists import codelist
from commonweal.population.disclosure_control import shown_count
from commonweal.problems import BadInput

COUNTS = {
    "areas": ("people", "core20_people"), "people": ("people",), "segments": ("people",), "flows": ("people",),
    "conditions": ("cases", "people"), "deprivation": ("cases", "people"), "monthly": ("people",), "need": ("people",),
    "activity_months": ("contacts",),
}  # fmt: skip


def plainly(made: Any, question: str) -> dict[Any, int]:
    """An answer straight from the sealed files of the last day, by its first columns."""
    folder = made.people.on(made.people.days[-1])
    with duckdb.connect() as connection:
        for table in ("persons", "events"):
            connection.execute(f"create view {table} as select * from '{folder / (table + '.parquet')}'")
        rows = connection.execute(question).fetchall()
    return {row[:-1] if len(row) > 2 else row[0]: row[-1] for row in rows}


def shown(count: int) -> int:
    return 0 if count <= 7 else 5 * ((2 * count + 5) // 10)


@pytest.mark.parametrize("table", sorted(COUNTS))
def test_no_count_is_small_and_all_are_rounded(made: Any, table: str) -> None:
    for column in COUNTS[table]:
        counts = [count for count in made.held.table(table)[column] if count is not None]
        assert counts
        assert all(count == 0 or (count >= 10 and count % 5 == 0) for count in counts)


def test_every_table_has_its_columns_and_tells_its_method(made: Any) -> None:
    for table, columns in TABLES.items():
        assert tuple(made.held.table(table)) == columns
        assert made.manifest.notes[table]
    assert made.held.manifest.fictional
    assert made.held.manifest.digest == made.manifest.digest
    assert made.held.manifest.run["people"] == shown_count(made.people.people[-1])


def test_people_of_practices_are_those_of_the_sealed_list(made: Any) -> None:
    counted = plainly(made, "select practice, count(*) from persons group by 1")
    for area in made.held.rows("areas", level="practice"):
        assert area["people"] in (shown(counted[area["code"]]), None)
    assert len(made.held.parts_of("system", "QXX")) == 2
    assert {area["parent"] for area in made.held.rows("areas", level="pcn")} == {"P0", "P1"}


def test_ages_and_sexes_are_those_of_the_sealed_list(made: Any) -> None:
    counted = plainly(made, "select least(age // 5, 18), sex, count(*) from persons group by 1, 2")
    rows = made.held.rows("people", level="system", sex="F")
    assert [row["people"] for row in rows] == [shown(counted.get((band, "F"), 0)) for band in range(19)]


def test_conditions_are_those_of_plain_counting(made: Any) -> None:
    codes = [code.code for code in codelist("twenty_conditions_icd10").codes if code.condition == "diabetes"]
    listed = ", ".join(f"'{code}'" for code in codes)
    counted = plainly(
        made,
        "select substr(practice, 1, 0) as system, count(distinct person_id) from persons join events using (person_id)"
        f" where code in ({listed}) group by 1",
    )
    (row,) = made.held.rows("conditions", level="system", condition="diabetes", on=made.manifest.as_of)
    assert row["cases"] == shown(counted[""])
    assert row["dsr_low"] < row["dsr_per_1000"] < row["dsr_high"]


def test_segments_add_up_to_everybody_but_for_rounding(made: Any) -> None:
    rows = made.held.rows("segments", level="system", age_group=ALL, sex=ALL)
    parts = [row["people"] for row in rows if row["segment"] != ALL]
    (whole,) = [row["people"] for row in rows if row["segment"] == ALL]
    assert abs(sum(parts) - whole) <= 7 * len(parts)


def test_everybody_flows_somewhere(made: Any) -> None:
    rows = made.held.rows("flows", level="system")
    stayed = sum(row["people"] or 0 for row in rows if row["before"] != "came")
    assert abs(stayed - made.people.people[-2]) < 7 * len(rows)
    assert sum(row["people"] or 0 for row in rows if row["after"] == "died") > 0


def test_deprivation_makes_a_gradient_that_inequality_measures(made: Any) -> None:
    (row,) = made.held.rows("inequality", level="system", condition="two_or_more", on=made.manifest.as_of)
    assert row["sii"] is None or row["sii"] > 0
    told = [row for row in made.held.rows("deprivation", level="system", condition="two_or_more") if row["cases"]]
    assert told
    hidden = [row for row in made.held.rows("deprivation") if not row["cases"] or not row["people"]]
    assert hidden
    assert all(row["dsr_per_1000"] is None for row in hidden)


def test_a_year_of_looking_for_high_blood_pressure_finds_more(made: Any) -> None:
    rows = made.held.rows("monthly", level="place", code="P1", series="first_condition")
    assert len(rows) == 36
    assert rows[0]["month"] == "2022-04-01"
    found = plainly(
        made,
        "select 'late' as part, count(*) from (select person_id, min(date) as first from events where code = 'I10'"
        " or code like 'I11%' or code like 'I12%' or code like 'I15%' group by 1) join persons using (person_id)"
        " where first >= date '2024-07-01' and practice >= 'Y00006'",
    )
    before = plainly(
        made,
        "select 'before' as part, count(*) from (select person_id, min(date) as first from events where code = 'I10'"
        " or code like 'I11%' or code like 'I12%' or code like 'I15%' group by 1) join persons using (person_id)"
        " where first >= date '2023-10-01' and first < date '2024-07-01' and practice >= 'Y00006'",
    )
    assert found["late"] > 1.3 * before["before"]


def test_need_sums_to_the_people_and_goes_to_the_allocations_room(made: Any, tmp_path: Path) -> None:
    (system,) = made.held.rows("need", level="system")
    assert system["weighted_people"] == shown_count(made.people.people[-1])
    assert system["index"] == 1
    made.need.write_csv(tmp_path / "need.csv")
    assert len((tmp_path / "need.csv").read_text("utf-8").splitlines()) == 13


def test_a_network_with_few_of_the_most_deprived_does_not_hide_the_systems_core20() -> None:
    """Those outside Core20 are published nowhere, so they narrow nothing by themselves."""
    inside, outside = [2646, 6866, 0, 6, 108, 27], [4013, 3540, 6796, 4069, 3815, 5482]
    size = len(inside)
    whole = Geography(
        "QXX", tuple(f"Y{n:05d}" for n in range(size)), tuple(f"U{n}" for n in range(size)),
        tuple(f"P{n // 2}" for n in range(size)), {},
    )  # fmt: skip
    practice = np.repeat(np.arange(size), np.add(inside, outside))
    nothing = np.zeros(len(practice), dtype=np.int64)
    people = ListedPeople(
        DAYS[-1], np.arange(len(practice)), nothing, np.full(len(practice), "F", dtype=object), practice,
        np.concatenate([np.repeat([1, 7], pair) for pair in zip(inside, outside, strict=True)]), nothing, "", BY,
    )  # fmt: skip
    counts = CountsByArea(whole)
    put_people(counts, people)
    put_fifths(counts, people)
    rows = {(row["level"], row["code"]): row["core20_people"] for row in areas_table(counts.told(), people, whole)}
    assert rows["system", "QXX"] == shown(sum(inside))
    told = [rows["pcn", f"U{n}"] for n in range(size)]
    # All others are of one fifth here, so that one count beside the small ones is hidden, and no more.
    assert [one for one, count in zip(told, inside, strict=True) if one != shown(count)] == [None]


def test_levels_below_the_system_are_all_there(made: Any) -> None:
    assert {row["level"] for row in made.held.rows("segments")} == set(LEVELS)


def test_what_was_changed_or_is_missing_is_refused(made: Any, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(made.held.folder, folder)
    (folder / "need.parquet").unlink()
    with (folder / "flows.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BadInput) as told:
        read_aggregates(folder)
    assert {problem.file for problem in told.value.problems} == {"need.parquet", "flows.parquet"}
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "contract": "other/1"}), "utf-8")
    with pytest.raises(BadInput, match="another contract"):
        read_aggregates(folder)
    manifest.write_text("{", "utf-8")
    with pytest.raises(BadInput, match="cannot be read"):
        read_aggregates(folder)


def test_a_table_that_is_missing_is_not_written(made: Any, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="A table of the aggregates is missing"):
        write_aggregates(tmp_path / "out", made.manifest, {"areas": made.held.rows("areas")})
    assert not (tmp_path / "out").exists()


def test_more_people_than_rows_may_come_back_are_no_hindrance(made: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(result, "MOST_ROWS", 1_000)  # of a million, which many systems have more people than
    day = made.people.days[-1]
    request = AggregatesRequest("Made-up system", True, geography(), {day: made.people.on(day)}, None, "2024/25")
    manifest, need = make_aggregates(request, tmp_path / "out")
    held = read_aggregates(tmp_path / "out")
    assert held.rows("areas") == made.held.rows("areas")
    for one, other in zip(held.rows("segments"), made.held.rows("segments"), strict=True):
        assert one == other or None in (one["people"], other["people"])  # with fewer tables less has to be hidden
    assert held.rows("need") == made.held.rows("need")
    assert list(held.missing) == ["changes", "flows"]
    assert "one day only" in held.missing["flows"] == held.missing["changes"]
    assert (manifest.before, manifest.dates) == ("", (day.isoformat(),))
    assert need is not None


def test_an_optional_table_may_be_left_out_and_is_told_as_missing(made: Any, tmp_path: Path) -> None:
    kept = {name: made.held.rows(name) for name in TABLES if name not in OPTIONAL}
    write_aggregates(tmp_path / "out", replace(made.manifest, notes={"need": "Bring activity."}), kept)
    held = read_aggregates(tmp_path / "out")
    assert held.rows("need", level="system") == []
    assert set(held.missing) == OPTIONAL
    assert held.missing["need"] == "Bring activity."


def test_lists_of_another_day_or_system_are_refused(made: Any) -> None:
    first, *_, last = made.people.days
    with pytest.raises(BadInput, match="another day"):
        listed_people(made.people.on(first), last, WorkedBy(), ["Y00000"])
    with pytest.raises(BadInput, match="is of a practice that is of the system"):
        listed_people(made.people.on(last), last, WorkedBy(), ["Z99999"])
    some = listed_people(made.people.on(last), last, WorkedBy(), ["Y00000"])
    counted = plainly(made, "select practice, count(*) from persons group by 1")
    assert len(some.person_id) == counted.pop("Y00000")
    assert dict(some.elsewhere) == counted
