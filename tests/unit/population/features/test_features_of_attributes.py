"""From a table of attributes to segments by its own columns, by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from commonweal.cli import main

FRAILTY = ("Not Frail", "Mild Frailty", "Moderate Frailty", "Severe Frailty", "")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred people: of each five, one is frail moderately, one severely, and of one nothing is known."""
    folder = tmp_path_factory.mktemp("attributes")
    head = (
        "id,demog.Sex at birth,demog.Age,area.practice,clinic.cancer,"
        "clinic.misc.Electronic Frailty Index (EFI) Category,clinic.misc.BridgesToHealth,"
        "clinic.misc.Repeat Polypharmacy (Count)"
    )
    lines = [
        f"p{n},female,{40 + n % 40},A81001,{int(n < 50)},{FRAILTY[n % 5]},{'Frailty' if n < 20 else 'Healthy'},{n % 20}"
        for n in range(100)
    ]
    (folder / "persons.csv").write_text("\n".join((head, *lines)) + "\n")
    (folder / "key").write_bytes(bytes(range(32)))
    given = ["--persons", str(folder / "persons.csv"), "--key", str(folder / "key"), "--as-of"]
    for day, name in (("2025-03-31", "sealed"), ("2026-03-31", "next")):
        assert main(["population", "import", *given, day, "--out", str(folder / name)]) == 0
    return folder / "sealed"


def features(sealed: Path, out: Path, *more: str) -> int:
    persons = ["--persons", str(sealed / "persons.parquet")]
    return main(["population", "features", *persons, "--out", str(out), *more])


def segments(folder: Path) -> dict[str, int]:
    with duckdb.connect() as connection:
        query = f"select segment, count(*) from '{folder}/features.parquet' group by 1"
        return dict(connection.execute(query).fetchall())


def own_rules(folder: Path, when: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(
        "name: mine\ntitle: Mine\nversion: 1\ndate: 2025-01-01\nsource: ours\nstatus: local\nsegments:\n"
        f"  - {{name: chosen, title: Chosen, when: {when}}}\n  - {{name: rest, title: Rest, otherwise: true}}\n"
    )
    return str(path)


def test_frailty_by_the_tables_own_category(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bnssg = ("--segments", "bridges_to_health_bnssg", "--without-conditions")
    assert features(sealed, tmp_path / "out", *bnssg) == 0
    assert "--score" not in capsys.readouterr().out
    assert segments(tmp_path / "out") == {"frailty": 40, "not known": 20, "short_period_of_decline": 20, "healthy": 20}
    facts = json.loads((tmp_path / "out" / "features.json").read_text())
    assert facts["segments"]["version"] == "2"


def test_segments_as_the_table_carries_them_and_who_moved(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in ((sealed, "one"), (sealed.parent / "next", "two")):
        assert features(folder, tmp_path / name, "--segments", "bridges_to_health_given") == 0
    assert segments(tmp_path / "one") == {"frailty": 20, "healthy": 80}
    capsys.readouterr()
    assert main(["population", "moves", "--before", str(tmp_path / "one"), "--after", str(tmp_path / "two")]) == 0
    assert "0 people changed segment" in capsys.readouterr().out


def test_numbers_of_the_table_and_all_its_values_are_carried(sealed: Path, tmp_path: Path) -> None:
    rules = own_rules(tmp_path, "{value: {of: repeat_polypharmacy, from: 15}}")
    assert features(sealed, tmp_path / "out", "--segments", rules) == 0
    with duckdb.connect() as connection:
        found = connection.execute(
            "select segment, min(misc_repeat_polypharmacy), max(misc_repeat_polypharmacy), count(*), "
            f"count(distinct misc_electronic_frailty_index_category) from '{tmp_path}/out/features.parquet' group by 1 "
            "order by 1"
        ).fetchall()
    assert found == [("chosen", 15.0, 19.0, 25, 4), ("rest", 0.0, 14.0, 75, 4)]


@pytest.mark.parametrize(("when", "told"), [
    ("{value: {of: bmi, from: 30}}", "do not carry, so that nobody would be in a segment"),
    ("{value: {of: bridgestohealth, from: 3}}", "ask for a number where the persons carry words"),
    ("{value: {of: repeat_polypharmacy, is: [many]}}", "ask for words where the persons carry numbers"),
], ids=["not carried", "words", "numbers"])  # fmt: skip
def test_what_the_table_does_not_carry_is_refused(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], when: str, told: str
) -> None:
    assert features(sealed, tmp_path / "out", "--segments", own_rules(tmp_path, when)) == 2
    assert told in capsys.readouterr().err.replace("\n", " ")
    assert not (tmp_path / "out").exists()


def test_words_that_hardly_anybody_has_are_told(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = own_rules(tmp_path, "{value: {of: electronic_frailty_index_category, is: [Sever Frailty]}}")
    assert features(sealed, tmp_path / "out", "--segments", rules) == 0
    assert "7 people or fewer have Sever Frailty as electronic_frailty_index_category" in capsys.readouterr().out
