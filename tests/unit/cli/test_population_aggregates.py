"""From an ICB's own tables to its pages: import, aggregates, publish; and what is said of what was not brought."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.own_system import DAYS, ELSEWHERE, PEOPLE, PRACTICES, import_day, write_own_system

from commonweal.cli.main import main
from commonweal.cli.population_publish import publish
from commonweal.population.aggregates import PopulationAggregates, read_aggregates


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days, sealed; the later with activity."""
    folder = write_own_system(tmp_path_factory.mktemp("own"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COMMONWEAL_DATA", raising=False)
        import_day(folder, DAYS[0], "events")
        import_day(folder, DAYS[1], "events", "activity")
    return folder


def aggregates(system: Path, out: Path, *more: str) -> int:
    words = ["population", "aggregates", "--system", "QXX", "--title", "Elmfold", "--out", str(out)]
    return main([*words, "--practices", str(system / "practices.csv"), *more])


@pytest.fixture(scope="module")
def two_days(system: Path, tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    out = tmp_path_factory.mktemp("made") / "tables"
    sealed = [word for day in DAYS for word in ("--sealed", str(system / f"sealed-{day.year}"))]
    (system / "spend.csv").write_text("Place,Spend\np0,60000\nP1,40000\n", "utf-8")
    rows = "".join(f"{code},{1 + number}\n" for number, code in enumerate(PRACTICES))
    (system / "avoidable.csv").write_text(f"Practice code,Avoidable deaths\n{rows}", "utf-8")
    shares = ["--history", str(system / "spend.csv"), "--unmet", str(system / "avoidable.csv"), "Avoidable", "0.15"]
    assert aggregates(system, out, *sealed, *shares, "--need", str(system / "need.csv")) == 0
    return read_aggregates(out)


def test_tables_of_two_days_hold_everybody_of_the_systems_practices(
    system: Path, two_days: PopulationAggregates
) -> None:
    held = two_days
    assert set(held.missing) == {"activity_months"}  # every contact of the year is on one day: no month is whole
    assert held.manifest.dates == tuple(day.isoformat() for day in DAYS)
    assert not held.manifest.fictional
    assert [row["name"] for row in held.rows("areas", level="place")] == ["Place 0", "Place 1"]
    assert [row["code"] for row in held.rows("areas", level="practice")] == list(PRACTICES)
    assert f"({ELSEWHERE}) and stand in no table" in held.manifest.notes["geography"]
    assert 0.9 * PEOPLE < held.rows("areas", level="system")[0]["people"] < PEOPLE
    moved = held.rows("flows", level="system", after="died")
    assert sum(row["people"] or 0 for row in moved) > 0
    assert len((system / "need.csv").read_text("utf-8").splitlines()) == len(PRACTICES) + 1


def test_shares_by_place_take_history_and_unmet_need(two_days: PopulationAggregates) -> None:
    rows = two_days.rows("shares", level="place")
    assert [(row["code"], row["history"]) for row in rows] == [("P0", 0.6), ("P1", 0.4)]
    assert rows[0]["unmet"] < rows[0]["need"]
    assert "History is the file spend.csv" in two_days.manifest.notes["shares"]
    assert "Avoidable in the file avoidable.csv" in two_days.manifest.notes["shares"]


def test_a_file_that_cannot_be_written_is_told_before_any_work(
    system: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need = tmp_path / "nowhere" / "need.csv"
    sealed = ("--sealed", str(system / f"sealed-{DAYS[1].year}"))
    assert aggregates(system, tmp_path / "tables", *sealed, "--need", str(need)) == 2
    told = capsys.readouterr().err
    assert f"Make the folder {need.parent} first" in told
    assert aggregates(system, tmp_path / "tables", *sealed, "--need", str(tmp_path)) == 2
    assert "this is a folder" in capsys.readouterr().err
    assert not (tmp_path / "tables").exists()


def test_one_day_without_activity_and_the_whole_way_to_the_pages_and_off_them(
    system: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None, client: Any
) -> None:
    sealed = import_day(system, DAYS[1], "events", out="sealed-alone")
    capsys.readouterr()
    assert aggregates(system, tmp_path / "tables", "--sealed", str(sealed)) == 0
    said = capsys.readouterr().out
    assert "Need is not in these tables" in said
    assert "Moves between segments are not in these tables" in said
    assert main(["population", "publish", str(tmp_path / "tables")]) == 0
    capsys.readouterr()
    assert main(["population", "publish", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    held = read_aggregates(tmp_path / "tables")
    assert listed["digest"] == held.manifest.digest
    for path in ("", "place/P1/", "pcn/U1/", "practice/A10003/"):
        response = client.get(f"/population/people/QXX/{path}?show=everything")
        text = html.unescape(re.sub(r"\s+", " ", response.content.decode()))
        assert response.status_code == 200, path
        level, code = path.split("/")[:2] if path else ("system", "QXX")
        area = held.area(level, code)
        assert area is not None
        assert area["name"] in text
        assert f"{area['people']:,}" in text
        assert "Need is not in these tables" in text
        assert "one day only" in text
        assert "twenty_conditions_icd10 is a draft" in text
        assert f"({ELSEWHERE}) and stand in no table" in text
        assert "Made-up people" not in text
    assert client.get("/api/population/own/need?system=QXX").status_code == 404
    assert ELSEWHERE in client.get("/api/population/own/areas?system=QXX").json()["note"]
    assert main(["population", "publish", "--remove", listed["digest"][:12]]) == 0
    assert "Nothing of QXX is left" in capsys.readouterr().out
    assert b"commonweal population aggregates" in client.get("/population/people/").content
    assert main(["population", "publish", "--remove", listed["digest"][:12]]) == 2
    assert main(["population", "publish", str(tmp_path / "tables")]) == 0
    assert client.get("/population/people/QXX/").status_code == 200


def test_people_without_deprivation_have_all_else_and_no_nought(
    system: Path, tmp_path: Path, db: None, client: Any
) -> None:
    plain = tmp_path / f"{DAYS[1].year}"
    plain.mkdir()
    rows = (system / plain.name / "persons.csv").read_text("utf-8").splitlines()
    (plain / "persons.csv").write_text("".join(",".join(row.split(",")[:4]) + "\n" for row in rows), "utf-8")
    (plain / "events.csv").write_bytes((system / plain.name / "events.csv").read_bytes())
    (tmp_path / "key").write_bytes(bytes(range(32)))
    assert aggregates(system, tmp_path / "tables", "--sealed", str(import_day(tmp_path, DAYS[1], "events"))) == 0
    held = read_aggregates(tmp_path / "tables")
    assert set(held.missing) == {
        *("activity_months", "deprivation", "inequality", "flows", "need", "need_by_age", "shares")
    }
    assert {row["core20_people"] for row in held.rows("areas")} == {None}
    assert held.rows("conditions", level="pcn")
    publish(tmp_path / "tables")
    text = client.get("/population/people/QXX/place/P0/?show=changed&condition=diabetes").content.decode()
    assert "Rates by deprivation are not in these tables" in text
    assert "Is it fair?" not in text
    assert "most deprived fifth</th>" not in text
    below = re.sub(r"\s+", " ", client.get("/population/people/QXX/pcn/U0/").content.decode())
    assert "New records by month are told of places and the system alone" in below


def test_what_cannot_be_is_told_with_what_to_do(
    system: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    sealed = str(system / f"sealed-{DAYS[1].year}")
    plain = ["population", "aggregates", "--sealed", sealed, "--system", "QXX", "--title", "Elmfold"]
    assert main([*plain, "--out", str(tmp_path / "a")]) == 2
    assert "a CSV of them with --practices" in capsys.readouterr().err
    given = [*plain, "--out", str(tmp_path / "a"), "--practices", str(system / "practices.csv")]
    assert main([*given, "--unmet", str(tmp_path / "none.csv"), "Avoidable", "2"]) == 2
    capsys.readouterr()
    assert main([*given, "--threads", "0"]) == 2
    assert "no work without a thread" in capsys.readouterr().err
    bad = tmp_path / "practices.csv"
    bad.write_text("practice,pcn,place\nA10001,U1,P1\nA10002,U1,P2\n", "utf-8")
    assert main([*plain, "--out", str(tmp_path / "a"), "--practices", str(bad)]) == 2
    assert "the network U1 has another place" in capsys.readouterr().err
    bad.write_text("practice,pcn\nX1,U1\n", "utf-8")
    assert main([*plain, "--out", str(tmp_path / "a"), "--practices", str(bad)]) == 2
    assert "of a practice that is of the system" in capsys.readouterr().err
    assert aggregates(system, tmp_path / "a", "--sealed", sealed, "--sealed", sealed) == 2
    assert "two of the folders are of one day" in capsys.readouterr().err.lower()
    (system / "other-key").write_bytes(bytes(range(1, 33)))
    other = import_day(system, DAYS[0], "events", key="other-key", out="sealed-other-key")
    capsys.readouterr()
    assert aggregates(system, tmp_path / "a", "--sealed", sealed, "--sealed", str(other)) == 2
    assert "with the same key" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_codelist_and_segments_of_ones_own(system: Path, tmp_path: Path) -> None:
    rules = tmp_path / "own.yaml"
    rules.write_text(
        "name: own\nversion: '1'\ndate: 2025-01-01\ntitle: Two groups\nsource: our own\nstatus: local\nsegments:\n"
        "  - {name: ill, title: With diabetes, when: {has_any: [diabetes]}}\n"
        "  - {name: well, title: Everybody else, otherwise: true}\n",
        "utf-8",
    )
    codes = tmp_path / "own.csv"
    codes.write_text(
        "# name: own_codes\n# version: 1\n# source: our own\n# status: local\n"
        "code,system,term,condition,valid_from,valid_to\n"
        "E11,icd10,Diabetes,diabetes,,\nI10,icd10,High blood pressure,hypertension,,\n",
        "utf-8",
    )
    sealed = str(system / f"sealed-{DAYS[1].year}")
    more = ("--sealed", sealed, "--segments", str(rules), "--codelist", str(codes))
    assert aggregates(system, tmp_path / "tables", *more) == 0
    held = read_aggregates(tmp_path / "tables")
    assert set(held.table("segments")["title"]) == {"With diabetes", "Everybody else", "Everybody"}
    assert set(held.table("conditions")["condition"]) == {"two_or_more", "diabetes", "hypertension"}
    assert "score" not in held.manifest.versions
