"""`commonweal nomination`: the answer, its exit status, plain JSON and a receipt that replays."""

from __future__ import annotations

import json

import pytest

from commonweal.cli import main

ASK = ["nomination", "--handbook", "wealdmarch", "--on", "2026-05-01", "--ballot"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


def test_the_answer_is_printed(capsys):
    assert main([*ASK, "BALLOT-TRUSTS-2025"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("PASS")
    assert "Votes counted: Cornelius Ravelhythe 4, Tobias Damsonquill 1." in told


@pytest.mark.django_db(transaction=True)
def test_as_json_with_a_receipt_that_replays(tmp_path, capsys):
    receipt = tmp_path / "nomination.json"
    assert main([*ASK, "BALLOT-GP-2024", "--json", "--receipt", str(receipt)]) == 0
    assert json.loads(capsys.readouterr().out)["details"]["tally"] == {"P014": 90, "P505": 15, "P512": 15}
    assert main(["receipt", "verify", str(receipt)]) == 0


def test_a_ballot_that_is_not_there_is_bad_input(capsys):
    assert main([*ASK, "NO-SUCH"]) == 2
    assert "BALLOT-TRUSTS-2025" in capsys.readouterr().err
