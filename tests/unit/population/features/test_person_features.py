"""From files as they come to one row a person, by the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from commonweal.cli import main


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    people = [(f"p{number}", 1940 + number, "FM"[number % 2], "A81001") for number in range(60)]
    (folder / "persons.csv").write_text(
        "person_id,birth_date,sex,practice\n" + "".join(f"{p},{year}-01-01,{sex},{at}\n" for p, year, sex, at in people)
    )
    events = "".join(f"p{number},2024-05-01,{code}\n" for number in range(60) for code in _codes(number))
    (folder / "events.csv").write_text("person_id,date,code\n" + events)
    (folder / "key").write_bytes(bytes(range(32)))
    given = [
        "--persons",
        str(folder / "persons.csv"),
        "--events",
        str(folder / "events.csv"),
        "--key",
        str(folder / "key"),
    ]
    assert main(["population", "import", *given, "--out", str(folder / "sealed"), "--as-of", "2025-03-31"]) == 0
    return folder / "sealed"


def _codes(number: int) -> list[str]:
    if number < 20:
        return ["F00.1", "I10", "W19.0"]
    return ["I50.0", "f05.0"] if number < 45 else ["Z00.0"]


def features(sealed: Path, out: Path, *more: str) -> int:
    files = ["--persons", str(sealed / "persons.parquet"), "--events", str(sealed / "events.parquet")]
    return main(["population", "features", *files, "--out", str(out), *more])


def rows(path: Path, query: str) -> list[tuple]:
    with duckdb.connect() as connection:
        return connection.execute(query.replace("FEATURES", f"read_parquet('{path}')")).fetchall()


def test_segments_and_score(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert features(sealed, tmp_path / "out", "--score", "cambridge_20", "--segments", "seven_segments") == 0
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines()[1:4]] == [
        ["1_dementia", "20"],
        ["2_cancer", "0"],
        ["3_organ_failure", "25"],
    ]
    found = rows(
        tmp_path / "out" / "features.parquet",
        "select segment, round(cambridge_20, 2), conditions, count(*) from FEATURES group by all order by 1",
    )
    assert found == [("1_dementia", 2.58, 2, 20), ("3_organ_failure", 1.18, 1, 25), ("7_healthy", 0.0, 0, 15)]
    facts = json.loads((tmp_path / "out" / "features.json").read_text())
    assert facts["codelist"]["name"] == "twenty_conditions_icd10"
    assert len(facts["scores"][0]["sha256"]) == 64


def test_a_score_of_two_masks_and_of_some_ages(sealed: Path, tmp_path: Path) -> None:
    assert (
        features(sealed, tmp_path / "out", "--codelist", "hospital_frailty_icd10", "--score", "hospital_frailty") == 0
    )
    found = rows(
        tmp_path / "out" / "features.parquet",
        "select case when isnan(hospital_frailty) then null else round(hospital_frailty, 1) end as s, min(age), "
        "max(age), count(*) from FEATURES group by 1 order by 1 nulls last",
    )
    assert found == [(10.3, 75, 85, 11), (None, 26, 74, 49)]


def test_what_the_codelist_lacks_is_refused_or_told(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert features(sealed, tmp_path / "one", "--segments", "snee_six") == 2
    assert not (tmp_path / "one").exists()
    assert features(sealed, tmp_path / "two", "--segments", "snee_six", "--without-conditions") == 0
    said = capsys.readouterr().out
    assert "snee_six is without" in said
    assert "Draft" in said


def test_segments_without_the_score_they_ask_for_say_which_to_add(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bnssg = ("--segments", "bridges_to_health_bnssg")
    assert features(sealed, tmp_path / "one", *bnssg) == 2
    assert "Add --score electronic_frailty" in capsys.readouterr().err
    assert not (tmp_path / "one").exists()
    assert features(sealed, tmp_path / "two", *bnssg, "--without-conditions") == 0
    assert "add --score electronic_frailty" in capsys.readouterr().out
    both = ["--before", str(tmp_path / "two"), "--after", str(tmp_path / "two")]
    assert main(["population", "moves", *both]) == 0
    said = capsys.readouterr().out
    assert "add --score electronic_frailty" in said
    assert "bridges_to_health_bnssg is without" in said
    with_score = ("--score", "electronic_frailty", "--without-conditions")
    assert features(sealed, tmp_path / "three", *bnssg, *with_score) == 0
    assert "add --score" not in capsys.readouterr().out


def test_conditions_that_no_bundled_codelist_has_are_said_to_be_in_none(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert features(sealed, tmp_path / "one", "--segments", "snee_six") == 2
    assert "No codelist that comes with Commonweal" in capsys.readouterr().err
    assert features(sealed, tmp_path / "one", "--score", "hospital_frailty") == 2
    assert "hospital_frailty_icd10 with --codelist" in capsys.readouterr().err


def test_a_damaged_file_is_told(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hurt = tmp_path / "hurt"
    shutil.copytree(sealed, hurt)
    events = hurt / "events.parquet"
    held = bytearray(events.read_bytes())
    held[4:60] = bytes(56)
    events.write_bytes(held)
    assert features(hurt, tmp_path / "out") == 2
    assert "a file may be damaged" in capsys.readouterr().err
    assert features(hurt, tmp_path / "out", "--verify") == 2
    assert "not the one that was sealed" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_rules_and_json(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert features(sealed, tmp_path / "out", "--rules", "rules_cambridge", "--ages", "rules_registers", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rules"]["name"] == "rules_cambridge"
    assert [row["people"] for row in told["segments"]][:3] == [15, 25, 20]


def test_moves_between_two_rule_sets_and_two_days(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sealed.parent
    later = folder / "later.csv"
    later.write_text((folder / "events.csv").read_text() + "".join(f"p{n},2025-05-01,C50.9\n" for n in range(45, 60)))
    given = ["--persons", str(folder / "persons.csv"), "--events", str(later), "--key", str(folder / "key")]
    assert main(["population", "import", *given, "--out", str(tmp_path / "next"), "--as-of", "2026-03-31"]) == 0
    assert features(sealed, tmp_path / "one", "--segments", "seven_segments") == 0
    assert features(sealed, tmp_path / "other", "--segments", "nw_london_2015", "--without-conditions") == 0
    assert features(tmp_path / "next", tmp_path / "two", "--segments", "seven_segments") == 0
    capsys.readouterr()
    assert main(["population", "moves", "--before", str(tmp_path / "one"), "--after", str(tmp_path / "two")]) == 0
    said = capsys.readouterr().out
    assert "15 people changed segment," in said
    assert "7_healthy -> 2_cancer: 15" in said
    assert "cancer: gained by 15, lost by 0" in said
    assert (
        main(["population", "moves", "--before", str(tmp_path / "one"), "--after", str(tmp_path / "other"), "--json"])
        == 0
    )
    rows_told = json.loads(capsys.readouterr().out)["moves"]
    assert {row["people"] for row in rows_told if row["before"] == "3_organ_failure" and row["people"]} == {25}
    assert main(["population", "moves", "--before", str(tmp_path / "two"), "--after", str(tmp_path / "one")]) == 2
    assert "later day" in capsys.readouterr().err
    assert main(["population", "moves", "--before", str(tmp_path), "--after", str(tmp_path / "one")]) == 2


def test_what_comes_with_commonweal_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["population", "lists", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [sum(entry["kind"] == kind for entry in listed) for kind in ("codelist", "rules", "score", "segments")] == [
        6,
        2,
        14,
        6,
    ]
    assert all(len(entry["sha256"]) == 64 for entry in listed)
    assert main(["population", "lists"]) == 0
    assert "AIDS is 4" in capsys.readouterr().out
