"""``commonweal handbook``, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.cli import main
from commonweal.governance.handbook import Interest, Person
from commonweal.governance.handbook.exchange import example_handbook, fingerprint, read_handbook, write_handbook

MAPPING = """
table: interests
columns:
  statement: {made_of: [person, counterparty], prefix: INT-}
  person: {from: Name, find: people, make: "P-{name}"}
  kind: {from: Type, words: {Financial interest: financial}}
  counterparty: Organisation
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["handbook", *words])
    told = capsys.readouterr()
    return status, told.out, told.err


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    status, out, _ = run(capsys, *words, "--json")
    return status, json.loads(out)


@pytest.mark.parametrize("out", ["new.xlsx", "new"])
def test_new_can_be_checked_and_is_not_written_over(out: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told, _ = run(capsys, "new", "--out", out, "--example")
    assert status == 0
    assert "34 rows in 14 of" in told
    assert fingerprint(read_handbook(here / out)) == fingerprint(example_handbook())
    status, told, _ = run(capsys, "check", out)
    assert status == 0
    assert "can be read" in told
    status, _, error = run(capsys, "new", "--out", out)
    assert status == 2
    assert "there already" in error
    assert run(capsys, "new", "--out", out, "--replace")[0] == 0
    assert len(read_handbook(here / out)) == 0


def test_check_tells_errors_and_warnings(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "book").mkdir()
    (here / "book" / "seats.csv").write_text(
        "Seat,Body,Title,Class,Ours\nB1,X,Chair,chairman,1\nB2,X,Member,member,2\n"
    )
    status, told, _ = run(capsys, "check", "book")
    assert status == 2
    assert 'seats.csv, row 2, column "Class"' in told
    assert "Warnings (2)" in told
    status, report = run_json(capsys, "check", "book")
    assert status == 2
    assert report["valid"] is False
    assert report["errors"][0]["row"] == 2
    assert {each["column"] for each in report["warnings"]} == {"Ours", "Body"}


def test_check_of_what_is_no_handbook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, error = run(capsys, "check", "none.xlsx")
    assert status == 2
    assert "does not exist" in error


def test_export_to_the_other_form_and_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_handbook(example_handbook(), here / "book")
    status, report = run_json(capsys, "export", "--handbook", "book", "--out", "book.xlsx")
    assert status == 0
    assert report["sha256"] == fingerprint(example_handbook()) == read_handbook(here / "book.xlsx").sha256
    assert run(capsys, "export", "--out", "x.xlsx")[0] == 2


def test_import_by_a_mapping_previews_then_writes_and_then_changes_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_handbook(example_handbook(), here / "book")
    (here / "map.yaml").write_text(MAPPING)
    (here / "register.csv").write_text(
        "Register of interests\nName,Type,Organisation,Ref\nMade-up person 1,Financial interest,Acorn,1\n"
        "Somebody New,Financial interest,Oak,2\n"
    )
    words = ("import", "register.csv", "--mapping", "map.yaml", "--table", "interests", "--into", "book")
    status, told, _ = run(capsys, *words, "--preview")
    assert status == 0
    assert "Nothing was written." in told
    assert '"Ref"' in told
    assert "P-somebody-new" in told
    assert read_handbook(here / "book").sha256 == fingerprint(example_handbook())
    status, report = run_json(capsys, *words)
    assert (status, report["added"], report["written"]) == (0, 3, True)
    book = read_handbook(here / "book")
    assert {row.person for row in book.rows(Interest)} == {"P04", "P01", "P-somebody-new"}
    assert len(book.rows(Person)) == 5
    status, report = run_json(capsys, *words)
    assert (report["added"], report["changed"], report["same"]) == (0, 0, 2)
    assert report["sha256"] == book.sha256


def test_a_mapping_to_begin_with(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "register.csv").write_text("Name,Type,Organisation\nA B,Financial interest,Acorn\n")
    status, told, _ = run(capsys, "import", "register.csv", "--table", "interests", "--suggest")
    assert status == 0
    (here / "map.yaml").write_text(told)
    assert run(capsys, "import", "register.csv", "--mapping", "map.yaml", "--preview")[0] == 0
    assert run(capsys, "import", "register.csv", "--suggest")[0] == 2


def test_import_is_all_or_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_handbook(example_handbook(), here / "book")
    (here / "map.yaml").write_text(MAPPING)
    (here / "register.csv").write_text("Name,Type,Organisation\nA B,Financial interest,Acorn\nC D,Friendship,Oak\n")
    words = ("import", "register.csv", "--mapping", "map.yaml", "--into", "book")
    status, _, error = run(capsys, *words)
    assert status == 2
    assert 'register.csv, row 3, column "Type"' in error
    assert read_handbook(here / "book").sha256 == fingerprint(example_handbook())
    status, preview = run_json(capsys, *words, "--preview")
    assert status == 2
    assert [each["row"] for each in preview["errors"]] == [3]
    assert [row["table"] for row in preview["rows"]] == ["people", "people", "interests"]


def test_import_of_a_part_of_a_handbook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_handbook(example_handbook(), here / "book.xlsx")
    (here / "people.csv").write_text("Person,Name\nP01,Another name\nP09,Somebody\n")
    status, report = run_json(capsys, "import", "people.csv", "--into", "book.xlsx", "--preview")
    assert (status, report["written"], report["added"], report["changed"]) == (0, False, 1, 1)
    status, report = run_json(capsys, "import", "people.csv", "--into", "book.xlsx")
    assert (status, report["written"]) == (0, True)
    assert len(read_handbook(here / "book.xlsx").rows(Person)) == 5


def test_import_to_a_handbook_of_its_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "people.csv").write_text("Person,Name\nP01,A\n")
    assert run(capsys, "import", "people.csv", "--out", "own.xlsx")[0] == 0
    assert len(read_handbook(here / "own.xlsx")) == 1
    assert run(capsys, "import", "people.csv", "--out", "own.xlsx")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "a.csv"), "where the rows go"),
        (("import", "a.csv", "--into", "x", "--out", "y"), "not both"),
        (("import", "a.csv", "--table", "seats", "--into", "x"), "--table goes with --mapping"),
        (("import", "a.csv", "--mapping", "none.yaml", "--into", "x"), "does not exist"),
        (("export", "--system", "atlantis", "--out", "x"), "wealdmarch"),
    ],
)
def test_words_that_do_not_go_together(
    words: tuple[str, ...], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, error = run(capsys, *words)
    assert status == 2
    assert said in error
    assert not list(here.iterdir())


def test_a_mapping_for_another_table(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "map.yaml").write_text(MAPPING)
    words = ("import", "a.csv", "--mapping", "map.yaml", "--table", "gifts", "--preview")
    assert "the mapping is for interests" in run(capsys, *words)[2]
