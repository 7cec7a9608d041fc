"""What comes in whole: pseudonyms, ages, opt-outs, seals, and what is counted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest
from tests.unit.population.people.conftest import EVENTS, PERSONS, Bring, rows

from commonweal.demo.population import synthesise_wealdmarch
from commonweal.population.people import read_seal
from commonweal.population.people.nhs_number import is_nhs_number, nhs_number_sql
from commonweal.population.runs.inputs import read_inputs
from commonweal.problems import BadInput


def test_tables_come_in_sealed_and_without_identifiers(bring_in: Bring, tmp_path: Path) -> None:
    report = bring_in()
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == ["events.parquet", "persons.parquet", "sealed.json"]
    people = rows(out / "persons.parquet", "age, sex, practice, lsoa, imd_decile, ethnic_group, birth_month::varchar")
    assert people == [
        (24, "M", "A81002", None, 5, "asian", "2000-04-01"),
        (35, "M", "A81001", "E01000002", 10, None, "1990-03-01"),
        (74, "F", "A81001", "E01000001", 1, "white", "1950-04-01"),
    ]
    assert [code for _, _, code in rows(out / "events.parquet", "person_id, date, code")].count("J45.0") == 1
    assert report.seals["events"].rows == 3
    everything = b"".join(path.read_bytes() for path in out.iterdir())
    for secret in (b"9990000018", b"a1", bytes(range(32)), bytes(range(32)).hex().encode()):
        assert secret not in everything or secret == b"a1"
    identifiers = {identifier for (identifier,) in rows(out / "persons.parquet", "person_id")}
    assert (
        identifiers
        == {identifier for (identifier,) in rows(out / "events.parquet", "distinct person_id")} | identifiers
    )
    assert all(identifier > 0 for identifier in identifiers)


def test_what_is_counted(bring_in: Bring) -> None:
    report = bring_in()
    assert report.counts["persons"] == {
        "practice codes in lower case, kept in capitals": 1,
        "people without a small area": 1,
        "people without an NHS number": 2,
    }
    assert report.counts["events"] == {
        "entries without a code, left out": 1,
        "codes in lower case, kept in capitals": 1,
    }
    codes = report.facts["codes"]
    assert codes["entries_known_to_codelist"] == 2
    assert codes["codes_of_no_known_shape"] == ["ZZZZ"]


REPEATED = EVENTS + "a1,2024-05-01,I10\na1,2024-05-01,i10\na9,2024-05-01,I10\na1,2024-05-02,I10\n"


def test_entries_that_repeat_another_are_counted_and_kept_or_left_out(bring_in: Bring, tmp_path: Path) -> None:
    kept = bring_in(events=REPEATED)
    words = "entries that repeat another in every column of the contract"
    strangers = "entries of people who are not among the persons, left out"
    assert kept.counts["events"][f"{words}, kept"] == 2  # one of them in lower case
    assert kept.counts["events"][strangers] == 1
    assert kept.facts["entries"] == {"events": {"read": 8, "kept": 6}}
    assert json.loads((tmp_path / "out" / "sealed.json").read_text())["counts"]["events"][strangers] == 1
    dropped = bring_in(events=REPEATED, drop_repeats=True, out=tmp_path / "once")
    assert dropped.counts["events"][f"{words}, left out"] == 2
    assert dropped.seals["events"].rows == dropped.facts["entries"]["events"]["kept"] == 4
    assert rows(tmp_path / "once" / "events.parquet") == sorted(set(rows(tmp_path / "out" / "events.parquet")))


def test_entries_of_people_who_opted_out_are_counted(bring_in: Bring) -> None:
    report = bring_in(events=REPEATED, opt_outs="person_id\na1\n", drop_repeats=True)
    assert report.counts["events"]["entries of people who opted out, left out"] == 5
    assert report.facts["entries"] == {"events": {"read": 8, "kept": 1}}


def test_sealed_tables_lie_as_a_run_reads_them_fastest(
    bring_in: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.population.people.sealing.ROWS_TOGETHER", 2048)
    people = range(3000)
    persons = "person_id,age,sex,practice,imd_decile\n" + "".join(f"p{n},40,F,A81001,{n % 10 + 1}\n" for n in people)
    events = "person_id,date,code\n" + "".join(
        f"p{n},2020-0{time}-01,I10\n" for time in range(1, 5) for n in reversed(people)
    )
    bring_in(persons, events)
    out = tmp_path / "out"
    read = read_inputs(out / "persons.parquet", out / "events.parquet")
    assert read.clustered
    with duckdb.connect() as connection:
        groups = connection.execute(
            f"select count(*), max(row_group_num_rows) from parquet_metadata('{out}/events.parquet') "
            f"where path_in_schema = 'person_id'"
        ).fetchone()
        order = connection.execute(f"select person_id from '{out}/events.parquet'").fetchnumpy()["person_id"]
    assert groups == (6, 2048)
    assert (order[1:] >= order[:-1]).all()
    strangers = rows(
        out / "events.parquet", f"count(*) filter (person_id not in (from '{out}/persons.parquet' select person_id))"
    )
    assert strangers == [(0,)]


def test_one_key_gives_one_pseudonym_and_another_key_another(bring_in: Bring, tmp_path: Path) -> None:
    for name, key in (("one", bytes(range(32))), ("two", bytes(range(32))), ("three", bytes(range(1, 33)))):
        bring_in(out=tmp_path / name, key=key)
    made = {name: rows(tmp_path / name / "persons.parquet", "person_id") for name in ("one", "two", "three")}
    assert made["one"] == made["two"]
    assert not set(made["one"]) & set(made["three"])


def test_a_key_that_can_be_guessed_is_refused(bring_in: Bring) -> None:
    for key in (b"secret", b"a" * 40):
        with pytest.raises(BadInput, match="can be guessed"):
            bring_in(key=key)


def test_who_opted_out_is_nowhere(bring_in: Bring, tmp_path: Path) -> None:
    report = bring_in(opt_outs="nhs_number\n999 000 0018\n9990000042\n")
    assert report.facts["opt_outs"] == {"given": True, "people_left_out": 1, "not_among_persons": 1}
    assert len(rows(tmp_path / "out" / "persons.parquet")) == 2
    assert report.seals["events"].rows == 1
    assert read_seal(tmp_path / "out" / "persons.parquet").people_left_out == 1


@pytest.mark.parametrize("listed", ["nhs_number\n", "name\nx\n"], ids=["nobody", "no such column"])
def test_a_list_of_opt_outs_that_names_nobody_is_refused(bring_in: Bring, listed: str) -> None:
    with pytest.raises(BadInput):
        bring_in(opt_outs=listed)


def test_parquet_comes_in_like_csv(bring_in: Bring, tmp_path: Path) -> None:
    bring_in(out=tmp_path / "csv")
    from commonweal.population.people.importing import ImportRequest, import_people

    with duckdb.connect() as connection:
        for name, text in (("persons", "nhs_number"), ("events", "code")):
            connection.execute(
                f"copy (from read_csv('{tmp_path / name}.csv', types={{'{text}': 'varchar'}})) "
                f"to '{tmp_path / name}.parquet' (format parquet)"
            )
    request = ImportRequest(
        tmp_path / "persons.parquet", tmp_path / "parquet", tmp_path / "key", tmp_path / "events.parquet",
        as_of=date(2025, 3, 31), today=date(2026, 1, 1),
    )  # fmt: skip
    import_people(request)
    for name in ("persons.parquet", "events.parquet"):
        assert rows(tmp_path / "csv" / name) == rows(tmp_path / "parquet" / name)


def test_check_digits_in_python_and_in_sql() -> None:
    numbers = [
        "9990000018",
        "9990000019",
        "999 000 0018",
        "999000001",
        "",
        "99900000AB",
        "1234567881",
        "0000000000",
        "2000000000",
    ]
    with duckdb.connect() as connection:
        for number in numbers:
            found = connection.execute(f"select {nhs_number_sql('x')} from (select ? as x)", [number]).fetchone()
            assert found == (is_nhs_number(number),)


def test_texts_of_the_fixture_are_as_thought() -> None:
    assert PERSONS.count("\n") == 4
    assert EVENTS.count("\n") == 5


def test_made_up_people_are_sealed_as_imported_ones_are(bring_in: Bring, tmp_path: Path) -> None:
    """The demonstration seals its own tables, since its small areas are on no map: they have the types of an import."""
    bring_in(PERSONS, EVENTS, activity="person_id,date,end_date,kind,cost\na1,2024-01-01,2024-01-03,inpatient,1.00\n")
    made = synthesise_wealdmarch(1_000, tmp_path / "made").on(date(2025, 3, 31))
    with duckdb.connect() as connection:
        for table in ("persons", "events", "activity"):
            imported, own = (
                dict(
                    connection.execute(
                        f"select column_name, column_type from (describe from '{folder}/{table}.parquet')"
                    ).fetchall()
                )
                for folder in (tmp_path / "out", made)
            )
            assert own == {name: kind for name, kind in imported.items() if name in own}
    assert read_seal(made / "persons.parquet").contract == read_seal(tmp_path / "out" / "persons.parquet").contract
    assert read_inputs(made / "persons.parquet", made / "events.parquet").clustered


CARE = "id,pod_l1,arr_date,Cost\na1,gp,2024-06-01,10\na1,gp,2024-06-02,\na2,gp,2024-06-03,-3\na2,gp,2024-06-04,\n"


def test_blank_costs_and_those_below_nought_are_counted_with_their_rows(bring_in: Bring) -> None:
    counts = bring_in(activity=CARE).counts["activity"]
    assert {words.split(",")[0]: number for words, number in counts.items()} == {
        "entries without a cost": 2,
        "entries with a cost below nought": 1,
    }
    assert any(words.endswith("(the first in row 3, 5)") for words in counts)
    assert any(words.endswith("(the first in row 4)") for words in counts)


@pytest.mark.parametrize("drop_repeats", [False, True], ids=["kept", "once"])
def test_codes_and_tenths_are_counted_of_those_who_are_kept(bring_in: Bring, drop_repeats: bool) -> None:
    report = bring_in(events=REPEATED, opt_outs="person_id\na2\n", drop_repeats=drop_repeats)
    assert report.facts["codes"]["entries"] == report.facts["entries"]["events"]["kept"]
    assert report.facts["deprivation"]["brought"] == report.seals["persons"].rows == 2


def test_a_name_that_no_folder_can_have_is_told(bring_in: Bring, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the folder cannot be made: File name too long"):
        bring_in(out=tmp_path / ("x" * 260))
