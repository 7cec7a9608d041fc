"""`commonweal meeting` and `commonweal registers`: what is printed, the exit statuses, JSON, CSV and bad input."""

from __future__ import annotations

import csv
import json

import pytest

from commonweal.cli import main

LOST = ("--handbook", "wealdmarch", "--meeting", "FINANCE-2026-02")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("at", "status", "told"),
    [
        ("10:30", 0, "At 10:30 the meeting of Finance and Performance Committee is quorate"),
        ("10:40", 1, "At 10:40 the meeting of Finance and Performance Committee is not quorate"),
        ("9.15", 0, "had not begun at 09:15"),
    ],
)
def test_the_clock_tells_the_minute(at, status, told, capsys):
    assert main(["meeting", "clock", *LOST, "--at", at]) == status
    printed = capsys.readouterr().out
    assert told in printed
    assert "10:35 to 10:55: not quorate, 4 count" in printed


def test_the_clock_tells_the_room_who_is_out_and_what_is_missing(capsys):
    assert main(["meeting", "clock", "--handbook", "wealdmarch", "--meeting", "BOARD-2025-09", "--at", "10:00"]) == 0
    printed = capsys.readouterr().out
    assert "under way" in printed
    assert "Out for this item: Cornelius Ravelhythe" in printed
    assert "the seat has no vote" in printed or "has no vote" in printed
    assert main(["meeting", "clock", "--handbook", "wealdmarch", "--meeting", "BOARD-2026-05"]) == 3
    assert "Missing: who is present" in capsys.readouterr().out


def test_the_clock_as_json(capsys):
    assert main(["meeting", "clock", *LOST, "--at", "10:40", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["at"], len(found["items"])) == ("FAIL", "10:40", 3)


def test_votes_are_counted_item_by_item(capsys):
    asked = ["meeting", "votes", "--handbook", "wealdmarch", "--meeting", "PRIMARY-CARE-2025-12"]
    assert main(asked) == 1
    printed = capsys.readouterr().out
    assert "Carried: 7 for, 0 against, 0 abstained; 1 vote does not count." in printed
    assert main([*asked, "--item", "PRIMARY-CARE-2025-12-3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(row["item"], len(row["for"]), row["carried"]) for row in found] == [("PRIMARY-CARE-2025-12-3", 8, True)]


def test_after_the_meeting_it_tells_what_is_left_to_do(capsys):
    assert main(["meeting", "after", *LOST, "--on", "2026-05-01"]) == 1
    assert "was taken without a quorum" in capsys.readouterr().out
    asked = ["meeting", "after", "--handbook", "wealdmarch", "--meeting", "BOARD-2025-09", "--on", "2026-05-01"]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [question["reply_by"] for question in found["questions"]] == ["2025-10-18"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["clock", "--meeting", "NO-SUCH"], "the handbook has no such meeting"),
        (["clock", "--meeting", "FINANCE-2026-02", "--at", "noon"], "this is not a time of day"),
        (["votes", "--meeting", "NO-SUCH"], "the handbook has no such meeting"),
        (["votes", "--meeting", "FINANCE-2026-02", "--item", "X"], "FINANCE-2026-02-3"),
        (["after", "--meeting", "FINANCE-2026-02", "--on", "someday"], "the day after --on cannot be read"),
    ],
)
def test_bad_input_is_told(words, told, capsys):
    action, *rest = words
    assert main(["meeting", action, "--handbook", "wealdmarch", *rest]) == 2
    assert told.casefold() in capsys.readouterr().err.casefold()


def test_a_register_is_printed_or_written_as_csv(tmp_path, capsys):
    asked = ["registers", "--handbook", "wealdmarch", "--on", "2026-05-01", "--register"]
    assert main([*asked, "gifts"]) == 0
    assert "Declined" in capsys.readouterr().out
    out = tmp_path / "interests.csv"
    assert main([*asked, "interests", "--out", str(out)]) == 0
    assert "112 rows" in capsys.readouterr().out
    assert main([*asked, "gifts", "--out", str(out)]) == 2
    assert "interests.csv" in capsys.readouterr().err
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 112
    assert rows[0]["Type of interest"] == "Nil return"
    assert main([*asked, "decisions", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 43


def test_csv_and_json_at_once_are_refused(tmp_path, capsys):
    asked = ["registers", "--handbook", "wealdmarch", "--register", "gifts", "--json"]
    assert main([*asked, "--out", str(tmp_path / "a.csv")]) == 2
    assert "Leave one of them out" in capsys.readouterr().err
