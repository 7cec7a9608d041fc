"""The commands on places with words and files that are wrong, or meant to do harm."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.cli import main

HEADER = (
    "Practice_Code,GP_Practice_Name,ICB,ICBname,LAD,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,"
    "Final WP,Primary Medical Care WP,Final PMC WP"
)
ROWS = (
    "A1,Ash (main),QZZ,Made-up ICB (fictional),E1,1000,1210,1200,1190,1180,1300,1150,1200,1000,1045",
    "A2,Beech,QZZ,Made-up ICB (fictional),E1,2000,1900,1950,2000,2100,1800,1950,1900,2000,1970",
    "A3,Cedar,QZZ,Made-up ICB (fictional),E2,1500,1490,1480,1520,1400,1450,1480,1500,1500,1492.5",
)
MONEY = "ICB,Stream,Recurrent allocation (£k)\nQZZ,core,9000.01\nQZZ,primary_medical,700\n"

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMONWEAL_DEBUG", raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        status = main(["allocations", *(str(word) for word in words)])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        assert "own (" not in captured.err
        return status, captured.out, captured.err

    return run


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def practices(tmp_path: Path) -> Path:
    return write(tmp_path / "practices_2025_26.csv", HEADER, *ROWS)


@pytest.fixture
def money(tmp_path: Path) -> Path:
    return write(tmp_path / "money.csv", MONEY)


def test_pounds_have_two_figures_for_pence_and_a_fictional_system_says_so(
    typed: Typed, practices: Path, money: Path, tmp_path: Path
) -> None:
    words = ("places", "--practices", practices, "--by", "lad", "--allocations", money)
    status, out, _ = typed(*words, "--csv", tmp_path / "out.csv")
    assert status == 0
    assert out.splitlines()[0].startswith("Made-up ICB is fictional")
    assert "£6,065,224.13" in out
    assert "£2,021.74" in out  # for each head, and no longer to four figures
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert {row["fictional"] for row in rows} == {"yes"}
    assert sum(round(float(row["core_recurrent_gbp"]) * 100) for row in rows) == 9_000_010_00
    assert json.loads(typed(*words, "--json")[1])["units"]["*_pence"] == "gbp_pence"


@pytest.mark.parametrize("command", ["places", "sensitivity", "diff", "split"])
def test_no_command_writes_over_what_it_reads(typed: Typed, practices: Path, command: str, tmp_path: Path) -> None:
    before = practices.read_bytes()
    other = write(tmp_path / "other_2025_26.csv", HEADER, *ROWS[:2])
    words = {
        "places": ("--practices", practices, "--by", "lad"),
        "sensitivity": ("--practices", practices, "--by", "lad"),
        "diff": (other, practices),
        "split": ("--practices", practices, "--amount", "10"),
    }[command]
    status, out, error = typed(command, *words, "--csv", practices)
    assert (status, out) == (2, "")
    assert "a file that this command reads" in error
    link = tmp_path / "link.csv"
    link.symlink_to(practices)
    assert typed(command, *words, "--xlsx", link)[0] == 2
    assert typed(command, *words, "--csv", tmp_path / "x", "--xlsx", tmp_path / "x")[0] == 2
    status, out, error = typed(command, *words, "--csv", tmp_path / "nowhere" / "out.csv")
    assert (status, out) == (2, "")
    assert "Make the folder" in error
    assert practices.read_bytes() == before
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--place", "E1", "--icb", "QZZ", "--csv", "o.csv", "--xlsx", "o.xlsx"), ["--csv is", "--xlsx is"]),
        (("--receipt", "r.json", "--stream", "core"), ["--receipt is for", "--stream is for"]),
        (("--policy", "p.yaml"), ["--policy is for places whose spend"]),
        (("--place", "E1", "--icb", "QZZ", "--stream", "beer"), ["not shared among places"]),
        (("--practices", ""), ["no file is named"]),
        (("--by", ""), ["neither a grouping nor a file"]),
        (
            ("--place", "E1", "--icb", "QZZ", "--practice-list", "p.csv", "--successors", "s.csv"),
            ["--practice-list is", "--successors is"],
        ),
    ],
)
def test_options_that_would_be_passed_over_are_refused(
    typed: Typed, practices: Path, words: tuple[str, ...], told: list[str]
) -> None:
    status, out, error = typed("places", "--practices", practices, "--by", "lad", *words)
    assert (status, out) == (2, "")
    assert all(part in error.replace("No file", "no file") for part in told)


def test_a_place_without_allocations_hides_no_pounds(typed: Typed, practices: Path) -> None:
    status, out, _ = typed("places", "--practices", practices, "--by", "lad")
    assert status == 0
    assert "core £" not in out
    assert "No allocation of QZZ is known for 2025/26" in out


def test_a_blank_line_of_the_gate_is_not_lost_on_sensitivity(typed: Typed, practices: Path, tmp_path: Path) -> None:
    twice = write(tmp_path / "m.csv", "Practice,Place", "A1,N", "A1,S", "A2,N", "A3,S")
    words = ("sensitivity", "--practices", practices, "--by", twice, "--replicates", "20")
    status, out, _ = typed(*words)
    assert status == 1
    assert "Gate: Fail (practice in two places: 1)" in out
    assert json.loads(typed(*words, "--json")[1])["gate"]["verdict"] == "FAIL"
    assert typed("split", "--practices", practices, "--by", twice, "--amount", "10")[0] == 1


@pytest.mark.parametrize("year", ["1990/91", "2040/41"])
def test_a_year_without_rules_is_no_fault(typed: Typed, practices: Path, year: str) -> None:
    for words in (("split", "--amount", "10"), ("sensitivity", "--by", "lad"), ("places", "--by", "lad")):
        status, out, _ = typed(words[0], "--practices", practices, "--year", year, *words[1:])
        assert status == 0
        assert "[warning]" in out


def test_diff_tells_of_moves_missing_figures_and_strangers(
    typed: Typed, practices: Path, money: Path, tmp_path: Path
) -> None:
    moved = write(tmp_path / "moved.csv", HEADER, *(row.replace("QZZ", "QYY") if "A1" in row else row for row in ROWS))
    status, out, _ = typed("diff", practices, moved)
    assert status == 0
    assert "moved from QZZ to QYY" in out
    assert "year not known" in out
    blank = write(tmp_path / "blank.csv", HEADER, *(row.replace("1150,1200", "1150,") for row in ROWS))
    status, out, _ = typed("diff", practices, blank, "--service", "core")
    assert "1 lack a figure in one of the files and are left out of the pounds: A1" in out
    stranger = write(tmp_path / "stranger.csv", HEADER, ROWS[0].replace("A1", "B1"))
    assert "no practice in common" in typed("diff", practices, stranger)[2].lower()
    assert typed("diff", practices, blank, "--top", "-1")[0] == 2


def test_all_that_is_wrong_in_a_split_is_told_at_once(typed: Typed, practices: Path) -> None:
    words = ("--amount", "lots", "--weights", "imd", "imd=200%", "--floor", "-3", "--on", "2025-04-01")
    status, _, error = typed("split", "--practices", practices, *words)
    assert status == 2
    assert error.count("commonweal: ") == 5
    assert typed("split", "--practices", practices, "--amount", "9" * 30)[0] == 2


def test_an_option_of_another_command_is_said_to_be_one(typed: Typed, practices: Path) -> None:
    _, _, error = typed("split", "--practices", practices, "--amount", "10", "--successors", "x")
    assert "belongs to another" in error
