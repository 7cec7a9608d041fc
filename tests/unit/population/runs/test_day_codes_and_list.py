"""The day of a run, codes however they are spelled, and who is on the list, in the run and wherever people are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.unit.population.runs.compared import resealed, rows

from commonweal.population.aggregates.listed_people import listed_people
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.codelists import codelist
from commonweal.population.features import FeatureRequest, moves_between, person_features
from commonweal.population.features.need_and_cost import need_and_cost
from commonweal.population.people.importing import ImportReport, ImportRequest, import_people
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.definition import standard_definition
from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.segmentation import rule_set
from commonweal.problems import BadInput

DAY = date(2025, 3, 31)
SPELLED = ["I10", "I10X", "i10", "I10.X", "E11.9", "E119", "e1190", "E11.90", "Z00.0"]
Seal = Callable[..., ImportReport]


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    """Import rows of persons and events into the folder ``sealed``."""

    def sealing(
        persons: Sequence[str],
        events: Sequence[str],
        head: str = "",
        as_of: date = DAY,
        out: str = "sealed",
        **more: Any,
    ) -> ImportReport:
        columns = f"person_id,birth_date,sex,practice,imd_decile{head}"
        (tmp_path / "persons.csv").write_text("\n".join([columns, *persons]) + "\n", "utf-8")
        (tmp_path / "events.csv").write_text("\n".join(["person_id,date,code", *events]) + "\n", "utf-8")
        (tmp_path / "key").write_bytes(bytes(range(32)))
        if activity := more.pop("activity", None):
            (tmp_path / "activity.csv").write_text("\n".join(["id,pod_l1,arr_date,Cost", *activity]) + "\n", "utf-8")
            more["activity"] = tmp_path / "activity.csv"
        return import_people(
            ImportRequest(
                tmp_path / "persons.csv", tmp_path / out, tmp_path / "key", tmp_path / "events.csv", as_of=as_of,
                today=date(2026, 1, 1), threads=1, **more,
            )
        )  # fmt: skip

    return sealing


def run(folder: Path, sealed: str = "sealed", **more: Any) -> dict[str, Any]:
    """The summary, with the exact totals that stay inside."""
    files = [folder / sealed / f"{table}.parquet" for table in ("persons", "events")]
    summary = run_people(RunRequest(*files, folder / "result", threads=1, progress=False, **more))
    return {**summary, "totals": json.loads((folder / "result" / "internal" / "totals.json").read_text("utf-8"))}


def features(folder: Path, sealed: str = "sealed", out: str = "features") -> list[tuple[Any, ...]]:
    person_features(
        FeatureRequest(
            folder / sealed / "persons.parquet", folder / sealed / "events.parquet", folder / out,
            codelist("twenty_conditions_icd10"), rule_set=rule_set("seven_segments"), threads=1,
        )
    )  # fmt: skip
    return rows(folder / out / "features.parquet", "conditions, sex, age")


PERSONS = [f"p{number},{1950 + number}-06-15,{'FM'[number % 2]},A81001,{number % 10 + 1}" for number in range(12)]


def test_the_day_of_a_run_is_that_of_the_seal(seal: Seal, tmp_path: Path) -> None:
    days = ["2024-01-01", "2024-03-31", "2024-04-01", "2025-01-01"]
    seal(PERSONS, [f"p{number},{day},I10" for number, day in enumerate(days)], as_of=date(2024, 3, 31))
    summary = run(tmp_path)
    assert (summary["as_of"], summary["totals"]["conditions"]) == (date(2024, 3, 31), 2)
    assert run(tmp_path, as_of=date(2024, 3, 31))["totals"] == summary["totals"]
    oldest = rows(tmp_path / "result" / "internal" / "practice_age_sex_segment.parquet", "max(age_band)")
    assert oldest == [(73 // 5,)]
    with pytest.raises(BadInput) as bad:
        run(tmp_path, as_of=DAY)
    for words in ("ages of these persons hold on another day", "2024-03-31", "import --as-of 2025-03-31"):
        assert words in str(bad.value)


def test_codes_count_however_they_are_spelled(seal: Seal, tmp_path: Path) -> None:
    report = seal(PERSONS, [f"p{number},2024-01-01,{code}" for number, code in enumerate(SPELLED)])
    assert report.facts["codes"]["entries_known_to_codelist"] == len(SPELLED) - 1
    held = features(tmp_path)
    assert sum(number for number, _, _ in held) == len(SPELLED) - 1
    summary = run(tmp_path)
    assert summary["totals"]["conditions"] == len(SPELLED) - 1
    assert summary["totals"]["score"] == 4 * 0.08 + 4 * 0.75
    assert summary["definition"]["sha256"] == standard_definition(DAY).fingerprint, "spelling is no part of it"
    listed = listed_people(tmp_path / "sealed", DAY, WorkedBy(), ["A81001"])
    assert sorted(listed.mask.tolist()).count(0) == len(PERSONS) - len(SPELLED) + 1


def test_nobody_with_a_deprivation_tenth_leaves_its_tables_empty(seal: Seal, tmp_path: Path) -> None:
    seal([person.rpartition(",")[0] + "," for person in PERSONS], ["p1,2024-01-01,I10"])
    summary = run(tmp_path)
    assert summary["totals"]["people"] == len(PERSONS)
    assert summary["totals"]["rates_by_imd_decile"] == {
        "areas": 0, "suppressed_below_10": 0, "sum_of_rates": 0.0, "sum_of_lower_limits": 0.0,
        "sum_of_upper_limits": 0.0,
    }  # fmt: skip
    assert rows(tmp_path / "result" / "shown" / "rates_by_imd_decile.parquet", "*") == []


def test_codes_of_hospital_records_make_people_multimorbid(seal: Seal, tmp_path: Path) -> None:
    seal(PERSONS, [f"p{number},2024-01-01,{code}" for number in range(12) for code in ("I10X", "E119")])
    assert run(tmp_path)["totals"]["multimorbid"] == 12


def test_codes_written_down_at_the_sealing_are_those_of_the_file_and_no_other_file(seal: Seal, tmp_path: Path) -> None:
    seal(PERSONS, [f"p1,2024-01-01,{code}" for code in SPELLED])
    events, beside = tmp_path / "sealed" / "events.parquet", tmp_path / "sealed" / "sealed.json"
    expected = tuple(sorted({code.upper() for code in SPELLED}))
    said = json.loads(beside.read_text("utf-8"))
    assert tuple(said["files"]["events.parquet"]["codes"].split()) == event_codes(events) == expected
    said["files"]["events.parquet"]["codes"] = "Z00.0"
    beside.write_text(json.dumps(said), "utf-8")
    assert event_codes(events) == ("Z00.0",), "what is written down is taken"
    resealed(events, tmp_path / "sealed" / "other.parquet", "* replace (code || 'X' as code)")
    (tmp_path / "sealed" / "other.parquet").replace(events)
    assert event_codes(events) == tuple(sorted(f"{code}X" for code in expected)), "of another file it is not"
    beside.unlink()
    assert len(event_codes(events)) == len(expected)


def test_events_without_one_code_of_the_list_are_refused(seal: Seal, tmp_path: Path) -> None:
    seal(PERSONS, ["p1,2024-01-01,Z00.0"])
    with pytest.raises(BadInput, match="Not one code of the events is in the codelist"):
        run(tmp_path)
    assert not (tmp_path / "result").exists()


REGISTERED = ",death_date,registered_from,registered_to,lsoa"
GONE = [
    "d1,1950-01-01,F,A81001,1,2020-01-01,,,E01000001",
    "d2,1950-01-01,F,A81001,1,2025-03-31,,2025-01-01,E01000001",
    "l1,1950-01-01,F,A81001,1,,2001-01-01,2025-03-30,E01000001",
    "j1,1950-01-01,F,A81001,1,,2025-04-01,,E01000001",
]
HERE = [
    "h1,1950-01-01,F,A81001,1,2025-04-01,,,E01000001",
    "h2,1950-01-01,M,A81001,1,,2025-03-31,2025-03-31,E01000001",
    "h3,2025-03-31,F,A81001,1,,,,E01000001",
    *(f"{row},,2000-01-01,,E01000001" for row in PERSONS),
]
EVENTS = [f"{row.split(',')[0]},2019-12-01,{code}" for row in (*GONE, *HERE[:2]) for code in ("I10", "F00.1")]


@pytest.mark.parametrize("with_areas", [True, False])
def test_a_full_run_does_without_small_areas(with_areas: bool, seal: Seal, tmp_path: Path) -> None:
    """The contract does not ask for them: the table of people then has their column, and it is empty."""
    area = ",E01000001" if with_areas else ""
    persons = [f"p{n},1950-01-01,F,A81001,3{area}" for n in range(10)]
    seal(persons, ["p1,2020-01-01,I10"], ",lsoa" if with_areas else "")
    assert run(tmp_path, full=True)["totals"]["people"] == 10
    people = tmp_path / "result" / "internal" / "people-000.parquet"
    expected = "E01000001" if with_areas else None
    assert rows(people, "count(*), min(lsoa), any_value(typeof(lsoa))") == [(10, expected, "VARCHAR")]


def test_whoever_died_left_or_had_not_joined_is_not_counted(seal: Seal, tmp_path: Path) -> None:
    report = seal([*GONE, *HERE], EVENTS, REGISTERED)
    counted = {
        words: number for words, number in report.counts["persons"].items() if "not counted as registered" in words
    }
    assert {words.split(" on ")[0]: number for words, number in counted.items()} == {
        "people who had died": 2, "people who had left the list": 1, "people who had not joined the list": 1,
    }  # fmt: skip
    assert report.seals["persons"].rows == len(GONE) + len(HERE)
    summary = run(tmp_path)
    assert summary["totals"]["people"] == len(HERE)
    assert (summary["totals"]["multimorbid"], summary["totals"]["segments"]["1_dementia"]) == (2, 2)
    assert summary["not_on_the_list"] == ["had died", "had left", "had not joined"]
    left_out = json.loads((tmp_path / "result" / "internal" / "left_out.json").read_text("utf-8"))
    assert left_out == {"not_on_the_list": {"had died": 2, "had left": 1, "had not joined": 1}}
    cells = tmp_path / "result" / "internal" / "practice_age_sex_segment.parquet"
    assert rows(cells, "sum(people) filter (sex = 'U'), sum(people) filter (sex = 'F')") == [(None, 8)]
    assert run(tmp_path, full=True)["totals"]["people"] == len(HERE)
    assert rows(tmp_path / "result" / "internal" / "people-000.parquet", "count(*)") == [(len(HERE),)]
    assert len(features(tmp_path)) == len(HERE)
    listed = listed_people(tmp_path / "sealed", DAY, WorkedBy(), ["A81001"])
    assert len(listed.person_id) == len(HERE)


def test_activity_of_whoever_is_not_on_the_list_costs_nobody(seal: Seal, tmp_path: Path) -> None:
    activity = [f"{row.split(',')[0]},GP,2024-06-01,100" for row in (*GONE, *HERE) if not row.startswith("h3")]
    seal([*GONE, *HERE], EVENTS, REGISTERED, activity=activity)
    features(tmp_path)
    found = need_and_cost(tmp_path / "features", tmp_path / "sealed" / "activity.parquet")
    assert (found.need.people.sum(), found.pence.sum()) == (len(HERE), 10_000 * (len(HERE) - 1))


def test_who_died_between_two_days_is_told_and_is_on_the_first_list_only(seal: Seal, tmp_path: Path) -> None:
    for day in (date(2024, 3, 31), DAY):
        seal([*GONE[:3], *HERE[:2], *HERE[3:]], EVENTS, REGISTERED, as_of=day, out=str(day))
        features(tmp_path, str(day), f"of{day}")
    flows = moves_between(
        tmp_path / "of2024-03-31", tmp_path / f"of{DAY}", persons=tmp_path / str(DAY) / "persons.parquet"
    )
    matrix = {
        (one, other): int(flows.people[a, b])
        for a, one in enumerate(flows.before) for b, other in enumerate(flows.after) if flows.people[a, b]
    }  # fmt: skip
    assert {pair: number for pair, number in matrix.items() if pair[0] == "1_dementia"} == {
        ("1_dementia", "died"): 1, ("1_dementia", "left"): 1, ("1_dementia", "1_dementia"): 1,
    }  # fmt: skip
    assert sum(number for pair, number in matrix.items() if "came" in pair[0]) == 1


def test_a_birth_after_the_day_is_refused_with_its_row(seal: Seal) -> None:
    with pytest.raises(BadInput, match=r'row 3, column "birth_date": this person was born after the day asked about'):
        seal([PERSONS[0], "n1,2025-04-01,F,A81001,1"], EVENTS[:1])


def test_whoever_was_sealed_before_birth_is_not_counted_and_changes_nobody(seal: Seal, tmp_path: Path) -> None:
    seal(PERSONS, [f"p{number},2024-01-01,I10" for number in range(4)])
    before = run(tmp_path)["totals"]
    unborn = tmp_path / "unborn"
    unborn.mkdir()
    persons = tmp_path / "sealed" / "persons.parquet"
    with duckdb.connect() as connection:
        youngest = connection.execute(f"select max(person_id) from '{persons}'").fetchone()
    assert youngest is not None
    resealed(
        persons, unborn / "persons.parquet", f"* replace (if(person_id = {youngest[0]}, -1, age)::smallint as age)"
    )
    resealed(tmp_path / "sealed" / "events.parquet", unborn / "events.parquet", "*")
    after = run(tmp_path, "unborn")
    assert after["totals"]["people"] == before["people"] - 1 == len(PERSONS) - 1
    assert after["not_on_the_list"] == ["were not born"]
    cells = tmp_path / "result" / "internal" / "practice_age_sex_segment.parquet"
    assert rows(cells, "count(*) filter (sex = 'U' or age_band is null)") == [(0,)]
    assert len(features(tmp_path, "unborn")) == len(PERSONS) - 1


def test_nobody_on_the_list_is_told(seal: Seal, tmp_path: Path) -> None:
    seal(GONE, EVENTS[:2], REGISTERED)
    with pytest.raises(BadInput, match="nobody in this file is on the list on 2025-03-31"):
        run(tmp_path)
