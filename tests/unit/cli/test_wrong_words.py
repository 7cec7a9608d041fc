"""Empty, endless and unreadable words are told, whatever command they are given to."""

import pytest

from commonweal.cli import main

LONG = "x" * 100_000


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    monkeypatch.delenv("COMMONWEAL_DEBUG", raising=False)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["law", "list", "--on", ""], "the day after --on is blank"),
        (["law", "diff", "--from", "2026-01-01", "--to", "2025-01-01"], "exchange the two days"),
        (["organisations", "show", "QNQ", "--on", ""], "the day after --on is blank"),
        (["organisations", "show", "QNQ", "--places", ""], "no file is named after --places"),
        (["organisations", "show", "QNQ", "--data", ""], "no folder is named after --data"),
        (["organisations", "check", "--data", LONG], "the data folder does not exist"),
        (["organisations", "check", "--data", "a\0b"], "the data folder does not exist"),
        (["data", "--data", "~nobody-of-this-name/x"], "the data folder does not exist"),
        (["organisations", "show", "QNQ", "--places", "caf\udce9.csv"], "does not exist"),
        (["audit", "list", "--most", "-1"], "this many events cannot be listed"),
        (["audit", "list", "--most", "9" * 30], "this many events cannot be listed"),
        (["restore", "a.zip", "--most-gigabytes", "inf"], "this size cannot be used"),
        (["restore", "a.zip", "--most-gigabytes", "nan"], "this size cannot be used"),
        (["backup", LONG], "this file cannot be written: file name too long"),
        (["backup", "a\0b"], "this file cannot be written"),
        (["manage", "migrat"], "did you mean migrate?"),
    ],
)
def test_a_wrong_word_is_told(given, told, capsys):
    assert main(given) == 2
    captured = capsys.readouterr()
    assert told in captured.err.lower()
    assert "fault of" not in captured.err
    assert len(captured.err) < 4000
    assert captured.out == ""


def test_bytes_that_are_no_letters_are_told(tmp_path, monkeypatch, capsys):
    from commonweal.cli import law

    def fail(options):
        options.id.encode()

    monkeypatch.setattr(law, "run", fail)
    assert main(["law", "show", "caf\udce9"]) == 2
    assert "bytes that stand for no letter in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "told"), [("/dev/zero", "too long for a password"), (".", "cannot be read")])
def test_a_password_is_read_from_the_first_line_and_no_further(name, told):
    from pathlib import Path

    from commonweal.cli.accounts import _password
    from commonweal.problems import BadInput

    with pytest.raises(BadInput, match=told):
        _password(Path(name))


def test_the_first_line_of_a_password_file_is_the_password(tmp_path):
    from commonweal.cli.accounts import _password

    file = tmp_path / "password"
    file.write_text("grey heron over wet slate\nand more\n")
    assert _password(file) == "grey heron over wet slate"
