"""The scenario page: what is changed is worked by the library, and what cannot be is said at its field."""

from __future__ import annotations

import csv
import io
import re

import pytest

from commonweal.site.allocations.worked import ask_scenario

ADDRESS = "/allocations/scenario/"


def test_published_rule_fills_the_fields_and_changes_nothing(client) -> None:
    text = client.get(ADDRESS).content.decode()
    assert re.search(r'id="growth"[^>]*value="4.37"', text)
    assert re.search(r'id="gain_cap"[^>]*value="0.5"', text)
    assert "Nothing is changed yet" in text
    assert "Would gain" not in text


def test_sending_the_published_values_back_changes_nothing(client) -> None:
    asked = {"growth": "4.37", "gain_cap": "0.50", "gain_slope": "20", "target_quantum_k": "£114,848.748m"}
    assert "Nothing is changed yet" in client.get(ADDRESS, asked).content.decode()


def test_a_higher_cap_gives_more_to_those_below_target(client) -> None:
    answer = ask_scenario("core", "2025/26", {"gain_cap": 0.01}).answer
    gain = [row for row in answer.details["rows"] if row["difference_k"] > 0]
    text = client.get(ADDRESS, {"gain_cap": "1"}).content.decode()
    assert answer.sentence in text.replace("&#39;", "'")
    assert f'<dd class="cw-stat__value">{len(gain)}</dd>' in text
    assert "Most that may be gained: 1.00%." in text
    assert re.search(r'id="gain_cap"[^>]*value="1"', text)


def test_files_hold_every_icb_and_england(client) -> None:
    response = client.get(ADDRESS, {"gain_cap": "1", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    answer = ask_scenario("core", "2025/26", {"gain_cap": 0.01}).answer
    by_code = {row["Code"]: float(row["Difference (£ thousand)"]) for row in rows}
    assert {row["icb"]: row["difference_k"] for row in answer.details["rows"]}.items() <= by_code.items()
    assert by_code[""] == sum(row["difference_k"] for row in answer.details["rows"])


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({"gain_cap": "99"}, "gain_cap", "between 0% and 10%"),
        ({"growth": "lots"}, "growth", "Base growth must be a number between -10% and 20%"),
        ({"minimum_per_head_gbp": "-1"}, "minimum_per_head_gbp", "between £0 and £10,000"),
        ({"total_k": "118000", "growth": "5"}, "total_k", "Leave base growth as published"),
        ({"basis": "guess"}, "basis", "Choose which distance"),
        ({"stream": "running_costs"}, "stream", "Choose a stream of money"),
        ({"growth": "nan"}, "growth", "must be a number"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, asked: dict[str, str], field: str, message: str) -> None:
    response = client.get(ADDRESS, asked)
    text = response.content.decode()
    assert response.status_code == 400
    assert f'href="#{field}"' in text
    assert message in text


def test_a_fixed_sum_is_met(client) -> None:
    text = client.get(ADDRESS, {"total_k": "118000", "growth": "4.37"}).content.decode()
    assert "Handed out in all: £118,000.0m." in text
    assert "Base growth that meets the sum" in text


def test_health_inequalities_share_is_exact_for_primary_medical_care_and_an_estimate_for_core(client) -> None:
    asked = {"health_inequalities_share": "20"}
    core = client.get(ADDRESS, asked).content.decode()
    medical = client.get(ADDRESS, {**asked, "stream": "primary_medical", "year": "2025/26"}).content.decode()
    assert "Target may be off by" in core
    assert "Target may be off by" not in medical


def test_stream_without_targets_offers_no_caps(client) -> None:
    text = client.get(ADDRESS, {"stream": "pod", "year": "2025/26"}).content.decode()
    assert 'id="gain_cap"' not in text
    assert 'id="growth"' in text
