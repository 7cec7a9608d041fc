"""`commonweal receipt`: what is shown before it is proved, and which keys may be trusted."""

import json
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from commonweal.answers import Answer, Dates, Quantity, Question, Receipt, SigningKey
from commonweal.cli import main


@pytest.fixture
def file(tmp_path):
    dates = Dates.on(date(2025, 4, 1), rules_on=date(2025, 3, 31), known_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC))
    reading = {"rules": [], "facts": [], "rows": [], "datasets": []}
    evidence = SimpleNamespace(to_json=lambda: reading, calculations={}, children=())
    answer = Answer("It grows by £5.", value=Quantity(500, "gbp_pence"))
    receipt = Receipt.issue(Question("none", {}, "How much?", dates), answer, evidence, SigningKey.new())
    path = tmp_path / "receipt.json"
    path.write_text(receipt.to_text(), encoding="utf-8")
    return path


def test_show_prints_the_three_dates_the_issue_and_the_signature(file, capsys):
    assert main(["receipt", "show", str(file)]) == 0
    told = capsys.readouterr().out.splitlines()
    body = json.loads(file.read_text(encoding="utf-8"))
    assert told[0] == "How much?"
    assert told[1] == "  Holds on 2025-04-01; rules on 2025-03-31; known at 2026-07-01T09:30:00+00:00."
    assert told[2].startswith(f"  Issued at {body['body']['issued_at']} by Commonweal ")
    assert told[3].startswith(f"  Signed with the key {body['signature']['public_key'][:16]}")
    assert told[4].startswith("It grows by £5.")


def test_show_says_when_the_signature_does_not_fit(file, capsys):
    file.write_text(file.read_text(encoding="utf-8").replace("£5", "£6"), encoding="utf-8")
    assert main(["receipt", "show", str(file)]) == 0
    assert "Not signed: the signature does not fit the contents" in capsys.readouterr().out


def test_show_as_json_holds_the_answer_and_the_dates(file, capsys):
    assert main(["receipt", "show", "--json", str(file)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sentence"] == "It grows by £5."
    assert told["receipt"]["dates"]["rules_on"] == "2025-03-31"
    assert told["receipt"]["signed"] is True


@pytest.mark.parametrize("action", ["show", "verify"])
def test_bytes_after_the_end_are_told(file, action, capsys):
    with file.open("ab") as stream:
        stream.write(b"\x00")
    assert main(["receipt", action, str(file)]) == 2
    assert "something was added after the end of the receipt" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["zz", "", "A" * 64, "a" * 63, "a" * 65, "é" * 64, "a" * 64 + "\n"])
def test_only_a_key_can_be_trusted(file, key, capsys):
    assert main(["receipt", "verify", str(file), "--trust", key]) == 2
    captured = capsys.readouterr()
    assert "this is not a public key" in captured.err.lower()
    assert captured.out == ""


def test_what_cannot_be_signed_is_not_shown(file, capsys):
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["body"]["answer"]["details"] = {"x": float("nan")}
    file.write_text(json.dumps(whole))
    for words in (["show"], ["show", "--json"]):
        assert main(["receipt", *words, str(file)]) == 2
        assert "cannot be signed" in capsys.readouterr().err


def test_a_receipt_cannot_give_the_terminal_orders(file, capsys):
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["body"]["answer"]["sentence"] = "Fails\x1b[2J\rPASS"
    whole["body"]["commonweal"] = "\x1b]0;"
    file.write_text(json.dumps(whole))
    assert main(["receipt", "show", str(file)]) == 0
    told = capsys.readouterr().out
    assert "PASS" in told
    assert not {"\x1b", "\r"} & set(told)
