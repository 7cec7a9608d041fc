"""Asking with the installed rules and facts, and verifying against this installation."""

from datetime import UTC, date, datetime

import pytest

from commonweal.answers import Dates, Quantity, SigningKey, Verdict
from commonweal.problems import BadInput
from commonweal.wiring import ask, registry, today

DATES = Dates.on(date(2025, 4, 1), known_at=datetime(2026, 12, 1, tzinfo=UTC))
INPUTS = {"icb": "QHL", "stream": "core", "year": "2025/26"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path))
    return tmp_path


def test_an_answer_on_published_figures_has_its_receipt():
    asked = ask("allocations.icb_allocation", INPUTS, "How much?", DATES)
    assert asked.answer.value == Quantity(293_414_100_000, "gbp_pence")
    found = today(asked.receipt(), is_registered=lambda digest: True)
    assert [finding.verdict for finding in found.findings] == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert found.today.differences == ()


def test_a_receipt_of_another_installation_is_believed_only_when_trusted(home, monkeypatch):
    receipt = ask("allocations.icb_allocation", INPUTS, "How much?", DATES).receipt()
    monkeypatch.setenv("COMMONWEAL_HOME", str(home / "elsewhere"))
    assert today(receipt).intact.verdict is Verdict.INSUFFICIENT_DATA
    trusted = frozenset({SigningKey.of_installation(home).public})
    assert today(receipt, trusted_keys=trusted).intact.verdict is Verdict.PASS


def test_what_was_not_recorded_yet_cannot_answer():
    before = Dates.on(date(2025, 4, 1), known_at=datetime(2026, 1, 1, tzinfo=UTC))
    answer = ask("allocations.icb_allocation", INPUTS, "How much, by what was known then?", before).answer
    assert answer.verdict is Verdict.INSUFFICIENT_DATA


def test_a_calculation_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(BadInput, match=r"allocations\.icb_allocation"):
        ask("allocations.icb_alocation", INPUTS, "How much?", DATES)
    assert "organisations.show" in registry().names()
