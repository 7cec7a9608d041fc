"""Every command of the governance room, given what is no handbook, no day, no time: told in words, and status 2."""

from __future__ import annotations

import pytest

from commonweal.cli import main

ON_A_HANDBOOK = {
    "check": ["check", "--handbook", "{}"],
    "decide": ["decide", "--meeting", "M", "--handbook", "{}"],
    "item": ["decide", "--handbook", "wealdmarch", "--item", "{}"],
    "clock": ["meeting", "clock", "--meeting", "M", "--handbook", "{}"],
    "votes": ["meeting", "votes", "--meeting", "M", "--handbook", "{}"],
    "after": ["meeting", "after", "--meeting", "M", "--handbook", "{}"],
    "minutes": ["minutes", "--meeting", "M", "--out", "never.docx", "--handbook", "{}"],
    "registers": ["registers", "--register", "gifts", "--handbook", "{}"],
    "nomination": ["nomination", "--ballot", "B", "--handbook", "{}"],
    "merger": ["merger", "--handbook", "{}"],
    "handbook check": ["handbook", "check", "{}"],
    "handbook import": ["handbook", "import", "--preview", "{}"],
    "handbook export": ["handbook", "export", "--out", "never", "--handbook", "{}"],
    "handbook functions": ["handbook", "functions", "--handbook", "{}"],
    "receipt": ["receipt", "verify", "{}"],
}
ON_A_DAY = {
    "check": ["check", "--handbook", "wealdmarch"],
    "decide": ["decide", "--handbook", "wealdmarch", "--meeting", "FINANCE-2026-02"],
    "after": ["meeting", "after", "--handbook", "wealdmarch", "--meeting", "FINANCE-2026-02"],
    "registers": ["registers", "--handbook", "wealdmarch", "--register", "gifts"],
    "merger": ["merger", "--handbook", "wealdmarch"],
    "functions": ["handbook", "functions", "--handbook", "wealdmarch"],
    "nomination": ["nomination", "--handbook", "wealdmarch", "--ballot", "BALLOT-GP-2024"],
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


@pytest.fixture
def wrong(tmp_path):
    """What is given for a handbook, by what is wrong with it."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("hello\n")
    noise = bytes(range(256)) * 9
    for name, data in (("empty.xlsx", b""), ("empty.csv", b""), ("noise.xlsx", noise), ("noise.csv", noise)):
        (tmp_path / name).write_bytes(data)
    named = {each: str(tmp_path / each) for each in ("folder", "other", "empty.xlsx", "empty.csv", "noise.xlsx")}
    return named | {
        "noise.csv": str(tmp_path / "noise.csv"),
        "nothing there": "/no/such",
        "blank": "",
        "device": "/dev/null",
    }


@pytest.mark.parametrize("command", ON_A_HANDBOOK)
def test_what_is_no_handbook_is_bad_input_told_in_words(command, wrong, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for what, given in wrong.items():
        assert main([word.replace("{}", given) for word in ON_A_HANDBOOK[command]]) == 2, what
        printed = capsys.readouterr()
        assert printed.err.startswith("commonweal: "), what
        assert "Traceback" not in printed.err
        assert "fault of Commonweal" not in printed.err
    assert not (tmp_path / "never").exists()
    assert not (tmp_path / "never.docx").exists()


@pytest.mark.parametrize("command", ON_A_DAY)
@pytest.mark.parametrize("day", ["", " ", "2026-13-01", "31 June 2026", "yesterday", "0000-00-00"])
def test_what_is_no_day_is_bad_input(command, day, capsys):
    assert main([*ON_A_DAY[command], "--on", day]) == 2
    assert "--on" in capsys.readouterr().err


@pytest.mark.parametrize("time", ["", "noon", "25:00", "10:3", "10:305", "10:60", "½:30"])
def test_what_is_no_time_is_bad_input(time, capsys):
    assert main(["meeting", "clock", "--handbook", "wealdmarch", "--meeting", "FINANCE-2026-02", "--at", time]) == 2
    assert "not a time of day" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        *(
            [*each.split(), "--help"]
            for each in ("check", "decide", "minutes", "registers", "nomination", "merger", "purge")
        ),
        *(["meeting", each, "--help"] for each in ("clock", "votes", "after")),
        *(["handbook", each, "--help"] for each in ("new", "check", "export", "import", "functions")),
        *(["accounts", each, "--help"] for each in ("add", "grant", "end", "close", "link", "unlink", "list")),
    ],
    ids=lambda words: " ".join(words[:-1]),
)
def test_help_is_told_and_a_word_that_is_none_is_bad_input(words, capsys):
    assert main(words) == 0
    assert "usage: commonweal" in capsys.readouterr().out
    assert main([*words[:-1], "--no-such-word"]) == 2


def test_word_wealdmarch_is_the_demonstration_for_check_too(capsys):
    assert main(["check", "--handbook", "wealdmarch", "--on", "2026-05-01", "--rule", "B02"]) in (0, 1, 3)
    assert "WEALDM" in capsys.readouterr().out
