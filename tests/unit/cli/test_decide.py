"""`commonweal decide`: what it prints and what it exits with: yes, no, bad input, not known."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from tests.unit.governance.small_committee import rows

from commonweal.cli import main
from commonweal.governance.handbook import Function, Grant, Handbook
from commonweal.governance.handbook.exchange import write_handbook

ITEM = {
    "title": "Scanner", "body": "FIN", "function": "buy", "amount": "£400,000", "counterparties": ["8XW01"],
    "present": ["P2", "P3", "P4"],
}  # fmt: skip


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))

    def asked(*flags, handbook=None, **changes):
        write_handbook(Handbook.of(handbook or rows()), tmp_path / "handbook")
        (tmp_path / "item.yaml").write_text(yaml.safe_dump(ITEM | changes, allow_unicode=True), encoding="utf-8")
        given = ["--handbook", str(tmp_path / "handbook"), "--item", str(tmp_path / "item.yaml"), "--on", "2026-05-07"]
        status = main(["decide", *given, *flags])
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return asked


def test_yes_is_nought_and_no_is_one_with_what_would_mend_it(ask):
    status, told = ask()
    assert status == 0
    assert told.startswith("PASS  Yes: Finance Committee may decide “Scanner”.")
    status, told = ask(present=["P4"])
    assert status == 1
    assert "With one more voting member and one more non-executive member present" not in told
    assert "With one more non-executive member present it would be quorate." in told


def test_a_wrong_key_is_two_and_every_one_is_named(ask):
    status, told = ask(present=[{"person": "P2", "deputy": "perhaps"}], years="many", overlays=["health-bill-2026"])
    assert status == 2
    assert "overlay" in told
    status, told = ask(present=[{"person": "P2", "deputy": "perhaps"}], years="many")
    assert status == 2
    assert "present[1].deputy is neither yes nor no" in told
    assert "the years cannot be read" in told
    assert "item.yaml" in told


def test_what_is_not_known_is_three_and_says_what_is_missing(ask):
    status, told = ask(present=None)
    assert status == 3
    assert "nobody has said who is present" in told


def test_who_may_decide_is_asked_of_an_item_that_names_nobody(ask):
    status, told = ask("--who", body="")
    assert status == 0
    assert "These may decide it:" in told
    status, told = ask(body="")
    assert status == 2
    assert "nobody is named to decide" in told


def test_who_may_decide_refuses_an_unknown_function_and_does_not_know_without_functions(ask):
    assert ask("--who")[0] == 0
    status, told = ask("--who", function="nosuch")
    assert status == 2
    assert "no such function" in told
    bare = [row for row in rows() if not isinstance(row, Function | Grant)]
    status, told = ask("--who", "--json", handbook=bare)
    assert status == 3
    assert json.loads(told)["verdict"] == "INSUFFICIENT_DATA"


def test_every_rule_is_told_with_its_evidence_letter_its_status_and_the_day_it_was_last_checked(ask):
    _, told = ask()
    sources = told.partition("  Sources:\n")[2].splitlines()
    acts = [line for line in sources if " Act " in line and "only you can check it" not in line]
    assert acts
    for line in acts:
        assert re.search(
            r" \[[a-z ]+; evidence [VSLM]( and [VSLM])*\]; (last checked \d{4}-\d\d-\d\d|never checked)$", line
        ), line
    own = [line for line in sources if "only you can check it" in line]
    assert not any("evidence" in line for line in own)
