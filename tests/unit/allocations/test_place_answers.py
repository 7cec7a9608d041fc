"""One place's share as an Answer: its receipt names the file by hash, replays, and tells a changed file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.answers import Dates, Quantity, Receipt, Verdict, lines
from commonweal.money import show
from commonweal.problems import BadInput
from commonweal.wiring import ask, today
from commonweal.wiring.asking import archive

pytestmark = pytest.mark.usefixtures("small_files_are_whole")

BODY = (
    "Practice_Code,GP_Practice_Name,ICB,Population,Final WP,Final PMC WP\n"
    "A1,One,QHL,1000,1200,1100\nA2,Two,QHL,1000,800,900\nA3,Three,QHL,500,500,500\n"
)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    practices, members = tmp_path / "practices.csv", tmp_path / "members.csv"
    practices.write_text(BODY)
    members.write_text("practice,place,place name\nA1,N,North\nA2,S,South\nA3,S,South\n")
    return {
        "practices": {"name": practices.name, "sha256": archive().keep(practices)},
        "members": {"name": members.name, "sha256": archive().keep(members)},
        "by": "place",
        "icb": "QHL",
        "place": "N",
        "year": "2025/26",
        "stream": "core",
        "on": None,
        "remainder": "",
        "cross_border": [],
    }


def asked(inputs: dict[str, Any], **changes: Any) -> Any:
    return ask("allocations.place_fair_share", inputs | changes, "Our share?", Dates.on(date(2025, 4, 1)))


def test_the_answer_has_the_pence_the_gate_and_the_steps(inputs: dict[str, Any]) -> None:
    answer = asked(inputs).answer
    expected = round(293_414_100_000 * 1200 / 2500)
    assert answer.value is not None
    assert answer.value.amount == expected
    assert show(expected) in answer.sentence
    assert answer.verdict is Verdict.PASS
    sentences = "\n".join(lines(answer))
    for words in (
        "allocated for core services in 2025/26",
        "Its share",
        "Its index: need for each person, where the ICB's average person counts 1",
        "The gate",
    ):
        assert words in sentences
    assert any("practices.csv" in source.title for source in answer.sources())
    assert any("No national rule" in note for note in answer.notes)


def test_the_receipt_replays_and_a_lost_file_is_insufficient(inputs: dict[str, Any]) -> None:
    question = asked(inputs)
    receipt = question.receipt()
    again = Receipt.from_text(receipt.to_text())
    verified = today(again).as_answer()
    assert "FAIL" not in {reason.verdict.value for reason in verified.reasons if reason.verdict}
    archive().path(inputs["practices"]["sha256"]).unlink()  # type: ignore[union-attr]
    assert asked(inputs).answer.verdict is Verdict.INSUFFICIENT_DATA


def test_primary_medical_keeps_the_dispensing_part_apart(inputs: dict[str, Any]) -> None:
    answer = asked(inputs, stream="primary_medical", icb="QHL").answer
    assert answer.value is not None
    assert 0 < answer.value.amount < answer.details["sum_of_places_pence"]


def test_a_gate_that_fails_makes_the_answer_fail_but_still_gives_the_figure(
    inputs: dict[str, Any], tmp_path: Path
) -> None:
    members = tmp_path / "twice.csv"
    members.write_text("practice,place\nA1,N\nA2,S\nA3,S\nA3,N\n")
    changed = {"name": members.name, "sha256": archive().keep(members)}
    answer = asked(inputs, members=changed).answer
    assert answer.verdict is Verdict.FAIL
    gate = next(reason for reason in answer.reasons if reason.sentence.startswith("The gate"))
    assert "2 places" in gate.children[0].sentence


def test_a_year_without_amounts_gives_the_share_and_says_what_is_missing(inputs: dict[str, Any]) -> None:
    answer = asked(inputs, year="2022/23").answer
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.unknowns


@pytest.mark.parametrize(("change", "words"), [({"place": "W"}, "no such place"), ({"stream": "pod"}, "not shared")])
def test_what_cannot_be_asked_is_refused(inputs: dict[str, Any], change: dict[str, str], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        asked(inputs, **change)


def test_the_gate_is_an_answer_of_its_own(inputs: dict[str, Any], tmp_path: Path) -> None:
    def gate(**changes: Any) -> Any:
        return ask("allocations.place_gate", inputs | changes, "A partition?", Dates.on(date(2025, 4, 1))).answer

    assert gate().verdict is Verdict.PASS
    assert "every practice stands in exactly one place" in gate().sentence
    members = tmp_path / "none.csv"
    members.write_text("practice,place\na1,N\nA2,S\n")  # codes are read in capitals
    answer = gate(members={"name": members.name, "sha256": archive().keep(members)})
    assert answer.verdict is Verdict.FAIL
    assert [finding["practice"] for finding in answer.details["findings"]] == ["A3"]
    assert answer.reasons[0].sources


def test_own_allocations_and_spend_are_evidence_by_hash_and_the_receipt_replays(
    inputs: dict[str, Any], tmp_path: Path
) -> None:
    own = {
        "allocations": "icb_code,stream,year,recurrent_allocation_k\nQHL,core,2025/26,1000\n",
        "spend": "Place,Spend (£)\nN,400000\nS,550000\n",
    }
    named = {}
    for name, text in own.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text, encoding="utf-8-sig")
        named[name] = {"name": path.name, "sha256": archive().keep(path)}
    asked_of = asked(inputs, **named)
    assert asked_of.answer.value == Quantity(48_000_000, "gbp_pence")
    assert {each["sha256"] for each in named.values()} <= set(asked_of.evidence.datasets_read)
    told = "\n".join(lines(asked_of.answer))
    assert "allocations.csv, your own file, SHA-256" in told
    assert "12.28% below" in told
    movement = asked_of.answer.details["movement"]
    assert movement["end"]["label"] == "what it would be given this year"
    verified = today(Receipt.from_text(asked_of.receipt().to_text()))
    assert verified.replayed.verdict is Verdict.PASS
    archive().path(named["spend"]["sha256"]).unlink()  # type: ignore[union-attr]
    assert asked(inputs, **named).answer.verdict is Verdict.INSUFFICIENT_DATA
