"""What the command says of an import: never how many a handful of people are, and always what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonweal.cli import main
from commonweal.population.people.import_told import STAYS, told_counts, told_facts

OPT_OUTS = 3


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    people = "".join(f"p{n},1950-01-01,F,A81001,{'' if n < 4 else 'E01000001'}\n" for n in range(30))
    (tmp_path / "persons.csv").write_text("person_id,birth_date,sex,practice,lsoa\n" + people)
    events = "".join(f"p{n},2024-01-01,i10\n" for n in (0, 1, 8, 9, 9, 10))
    (tmp_path / "events.csv").write_text("person_id,date,code\n" + events)
    (tmp_path / "opt.csv").write_text("person_id\np8\np9\np20\nsomebody\n")
    (tmp_path / "key").write_bytes(bytes(range(32)))
    files = {"persons": "persons.csv", "events": "events.csv", "opt-outs": "opt.csv", "key": "key"}
    named = [word for option, name in files.items() for word in (f"--{option}", str(tmp_path / name))]
    return ["population", "import", *named, "--as-of", "2025-03-31", "--out", str(tmp_path / "out")]


def test_a_handful_of_people_is_told_as_seven_or_fewer(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(given) == 0
    said = capsys.readouterr().out
    assert "7 or fewer people opted out and are left out." in said
    assert "7 or fewer of the list were not among the persons." in said
    assert "persons: people without a small area: 7 or fewer." in said
    assert "events: entries of people who opted out, left out: 7 or fewer." in said
    assert "events: 3 kept; every one" in said, "with the 6 that were read, 3 were of people who opted out"
    assert "events: codes in lower case, kept in capitals: 6." in said, "how a file is written is told exactly"
    assert "Publish none of them" in said
    kept = json.loads((tmp_path / "out" / "sealed.json").read_text())
    assert kept["opt_outs"]["people_left_out"] == OPT_OUTS
    assert kept["about"] == STAYS


def test_the_answer_as_json_tells_no_more(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["opt_outs"] == {"given": True, "people_left_out": "7 or fewer", "not_among_persons": "7 or fewer"}
    assert told["entries"] == {"events": {"read": None, "kept": 3}}
    assert told["counts"]["persons"] == {"people without a small area": "7 or fewer"}


def test_faults_are_told_exactly_with_their_rows(
    given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "events.csv").write_text("person_id,date,code\np1,2024-13-01,I10\np2,2024-01-01,I10\np3,soon,I10\n")
    assert main(given) == 2
    said = capsys.readouterr().err
    assert "row 2" in said
    assert "row 4" in said


def test_tenths_that_a_handful_lack_do_not_follow_from_those_looked_up() -> None:
    facts = {
        "opt_outs": {"given": False, "people_left_out": 0, "not_among_persons": 0},
        "entries": {"events": {"read": 900, "kept": 880}},
        "deprivation": {"from": "lsoa", "index": ["2025"], "looked_up": 995, "not_found": 5},
    }
    told = told_facts(facts, {"events": {"entries after the person died": 20}})
    assert told["deprivation"] == {"from": "lsoa", "index": ["2025"], "looked_up": None, "not_found": "7 or fewer"}
    assert told["entries"] == facts["entries"]
    assert told["opt_outs"]["people_left_out"] == 0
    assert told_counts({"persons": {"people who had died": 8}}) == {"persons": {"people who had died": 8}}
