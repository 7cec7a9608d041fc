"""`commonweal check`: what it prints, what it exits with, and what a reform changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.governance.generated.handbook import clean_handbook

from commonweal.cli import main
from commonweal.governance.handbook import Appointment, Body, Handbook, Seat, Succession
from commonweal.governance.handbook.exchange import write_handbook

FIELDS = {
    *("rule", "id", "title", "verdict", "severity", "evidence", "status", "subject", "sentence", "source", "unknown"),
    *("do", "system"),
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


@pytest.fixture
def written(tmp_path):
    def write(handbook, name="handbook"):
        path = tmp_path / name
        write_handbook(handbook, path)
        return str(path)

    return write


def rows_of(handbook):
    return [row for rows in handbook.tables.values() for row in rows]


@pytest.fixture
def broken():
    """A handbook in which nobody sits in the seat that practices nominate to."""
    rows = rows_of(clean_handbook("QWM", 3))
    (seat,) = (row.seat for row in rows if isinstance(row, Seat) and row.nominated_by == "primary_medical_providers")
    left = {"to_date": date(2026, 3, 31), "ended_because": "resigned"}
    vacated = (isinstance(row, Appointment) and row.seat == seat for row in rows)
    return Handbook.of(replace(row, **left) if out else row for row, out in zip(rows, vacated, strict=True))


def check(path, *more):
    return main(["check", "--handbook", path, "--on", "2026-05-01", *more])


@pytest.mark.parametrize("name", ["handbook", "handbook.xlsx"])
def test_a_clean_handbook_has_no_breach(written, capsys, name):
    assert check(written(clean_handbook("QWM", 3), name)) == 0
    told = capsys.readouterr().out
    assert "no breaches of rules in force, no other failures, none undecided" in told
    assert "FAILS" not in told


def test_a_breach_is_told_with_its_rule_its_source_and_what_to_do(written, capsys, broken):
    assert check(written(broken), "--rule", "B10") == 1
    told = capsys.readouterr().out
    assert "FAILS (1)" in told
    assert "BREACH: what the law requires" in told
    assert "B10 fail: QWM-BOARD-" in told
    assert "To do: " in told
    assert "Schedule 1B, paragraph 8(2)(b)" in told
    assert "evidence V; last checked 2026-" in told


def test_json_is_a_list_with_all_that_a_program_needs(written, capsys, broken):
    assert check(written(broken), "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert all(each.keys() >= FIELDS for each in found)
    failed = [each for each in found if each["verdict"] == "FAIL"]
    assert "B10" in {each["rule"] for each in failed}
    assert {each["system"] for each in found} == {"QWM"}
    assert all(each["source"]["at"] for each in found)


def test_a_half_empty_handbook_says_what_to_fill_in_first(written, capsys):
    rows = rows_of(clean_handbook("QWM", 3))
    bodies = [replace(row, lead="") for row in rows if isinstance(row, Body)]
    seats = Handbook.of([*bodies, *(row for row in rows if isinstance(row, Seat))])
    assert check(written(seats)) == 3
    told = capsys.readouterr().out
    assert "CANNOT BE TOLD" in told
    assert "FILL THESE FIRST" in told
    assert "  1. The sheet " in told


def test_what_several_rules_lack_alike_is_said_once(written, capsys):
    seats = Handbook.of(row for row in rows_of(clean_handbook("QWM", 3)) if isinstance(row, Body | Seat))
    check(written(seats))
    told = capsys.readouterr().out
    assert "  B01, B03, B05, B12, B17, B18, B19, B20, B21 insufficient data: QWM\n" in told
    assert told.count("it cannot be told whether it says what it must.\n      Missing") == 1


def test_only_one_system_is_checked_where_one_is_named(written, capsys):
    both = Handbook.of(dict.fromkeys([*rows_of(clean_handbook("QWM", 3)), *rows_of(clean_handbook("QXX", 4))]))
    path = written(both)
    assert check(path, "--system", "QXX", "--json") == 0
    assert {each["system"] for each in json.loads(capsys.readouterr().out)} == {"QXX"}
    assert check(path, "--system", "QZZ") == 2
    assert "QZZ" in capsys.readouterr().err


def test_all_prints_what_is_kept_too(written, capsys):
    assert check(written(clean_handbook("QWM", 3)), "--all", "--rule", "B02") == 0
    assert "B02 pass: QWM" in capsys.readouterr().out


def test_a_reform_tells_what_it_changes(written, capsys):
    check(written(clean_handbook("QWM", 3)), "--overlay", "health-bill-2026")
    told = capsys.readouterr().out
    assert "WHAT health-bill-2026 WOULD CHANGE" in told
    assert "it is expected, and no law" in told
    assert "seats QWM-BOARD-" in told
    assert "B11 would be: " in told
    assert "QWM in QWM: pass, then fail" in told
    assert "B22 would be: " in told


@pytest.mark.django_db(transaction=True)
def test_a_receipt_is_written_and_verifies(written, capsys, tmp_path):
    receipt = tmp_path / "receipt.json"
    assert check(written(clean_handbook("QWM", 3)), "--receipt", str(receipt)) == 0
    assert main(["receipt", "verify", str(receipt)]) == 0
    assert "gives the same answer again" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [["--handbook", "nowhere"], ["--rule", "B99"], ["--overlay", "no-such-reform"], ["--on", "someday"]]
)
def test_what_cannot_be_read_is_refused(written, capsys, options):
    assert check(written(clean_handbook("QWM", 3)), *options) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_board_that_ended_is_not_among_the_systems_checked_and_its_successors_are_named(written, capsys):
    ended = date(2026, 3, 31)
    rows = [
        *rows_of(clean_handbook("QWM", 3)),
        Body(body="QOLD", name="Old ICB", kind="icb", from_date=date(2022, 7, 1), to_date=ended),
        Body(body="QEST", name="East ICB", kind="icb", from_date=date(2026, 4, 1)),
        Succession(old_body="QOLD", new_body="QWM", on_date=date(2026, 4, 1), share="0.6"),
        Succession(old_body="QOLD", new_body="QEST", on_date=date(2026, 4, 1), share="0.4"),
    ]
    check(written(Handbook.of(rows)), "--rule", "B02")
    told = capsys.readouterr().out
    assert "The handbook of 2 systems" in told
    assert "Old ICB (QOLD) ended on 31 March 2026, and" in told
    assert "East ICB (QEST) took over: it is not among the systems checked." in told


@pytest.mark.parametrize(("shares", "said"), [(("0.6", "0.5"), "more than the whole"), (("0.6", "most"), "no share")])
def test_shares_of_a_split_that_come_to_more_than_the_whole_are_an_error(written, capsys, shares, said):
    day = date(2026, 4, 1)
    rows = [
        Body(body="QOLD", name="Old ICB", kind="icb", to_date=date(2026, 3, 31)),
        *(Body(body=f"Q{n}", name=f"ICB {n}", kind="icb", from_date=day) for n in (1, 2)),
        *(Succession(old_body="QOLD", new_body=f"Q{n}", on_date=day, share=shares[n - 1]) for n in (1, 2)),
    ]
    assert check(written(Handbook.of(rows))) == 2
    assert said in capsys.readouterr().err
