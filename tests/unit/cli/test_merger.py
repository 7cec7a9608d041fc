"""`commonweal merger`: the lines of a merger, its CSV and JSON, and the route of a cluster's decision."""

from __future__ import annotations

import csv
import json

import pytest
from tests.unit.governance.merging_boards import board, book, cluster, resolved, settled

from commonweal.answers import Dates
from commonweal.cli import main
from commonweal.governance.handbook.exchange import write_handbook
from commonweal.wiring import ask, handbook_facts, today


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))


@pytest.fixture
def written(tmp_path):
    def write(rows, name):
        write_handbook(book(rows), tmp_path / name)
        return str(tmp_path / name)

    return write


def merger(*words):
    return main(["merger", "--on", "2026-12-01", *words])


def test_a_settled_merger_exits_with_nought(written, capsys):
    assert merger("--handbook", written(settled("QAA"), "a")) == 0
    told = capsys.readouterr().out
    assert "have exactly one successor." in told
    assert "BROKEN" not in told


def test_two_handbooks_and_a_file_of_every_line(written, capsys, tmp_path):
    a, b, out = written(settled("QAA"), "a.xlsx"), written(board("QBB"), "b"), tmp_path / "lines.csv"
    assert merger("--handbook", a, "--handbook", b, "--csv", str(out)) == 3
    told = capsys.readouterr().out
    assert "CANNOT BE TOLD" in told
    assert "QBB, committee QBB:FINANCE" in told
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Old body"] for row in rows} == {"QAA", "QBB"}
    assert all(row["New body"] or row["Problem"] or row["Verdict"] == "NOT_APPLICABLE" for row in rows)


def test_json_has_every_line(written, capsys):
    assert merger("--handbook", written(settled("QAA"), "a"), "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "PASS"
    assert {"kind", "what", "old_body", "new_body", "verdict", "problem"} <= set(answer["details"]["lines"][0])


def test_a_succession_may_be_given_on_the_command_line(written, capsys):
    path = written(cluster(), "a")
    assert merger("--handbook", path, "--succession", "QAA:QBB:2027-04-01", "--json") == 3
    details = json.loads(capsys.readouterr().out)["details"]
    assert details["closings"] == [{"body": "QAA", "name": "Board QAA", "day": "2027-04-01", "heirs": ["QBB"]}]


@pytest.mark.parametrize("given", ["QAA:QBB", "QAA::2027-04-01", "QAA:QBB:soon"])
def test_a_succession_that_cannot_be_read_is_refused(written, given):
    assert merger("--handbook", written(cluster(), "a"), "--succession", given) == 2


def test_nobody_closes(written, capsys):
    assert merger("--handbook", written(cluster(), "a")) == 3
    assert "No body of the handbook is recorded as closing" in capsys.readouterr().out


@pytest.mark.parametrize(("taken_by", "status"), [("JOINT", 0), ("BOTH", 1), ("", 3)])
def test_the_decision_of_a_cluster(written, capsys, taken_by, status):
    path = written([*cluster(), resolved(taken_by)], "a")
    assert merger("--handbook", path, "--decision", "D9", "--icb", "QAA", "--icb", "QBB") == status
    assert "QBB" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--icb", "QAA"], ["--decision", "D0"], ["--decision", "D9", "--csv", "x.csv"]])
def test_what_does_not_belong_together_is_refused(written, words):
    assert merger("--handbook", written(cluster(), "a"), *words) == 2


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("governance.merger", {"successions": []}),
        ("governance.cluster_route", {"decision": "D9", "icbs": ["QAA", "QBB"]}),
    ],
)
def test_a_receipt_replays(name, inputs):
    day = resolved("JOINT").on_date
    dates = Dates.on(day)
    facts = handbook_facts(book([*cluster(), *settled("QDD"), resolved("JOINT")]), dates)
    asked = ask(name, inputs, "What then?", dates, facts=facts)
    assert asked.answer.verdict == "PASS"
    found = today(asked.receipt(), is_registered=lambda digest: True)
    assert [finding.verdict for finding in found.findings] == ["PASS", "PASS", "PASS", None]
    assert found.today.differences == ()
