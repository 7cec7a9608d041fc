"""The page of one ICB: the bridge adds up, the path follows, and the change of map is told."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from commonweal.answers import Receipt
from commonweal.site.allocations.presenters.bridges import icb_bridge
from commonweal.site.allocations.worked import ask_of_icb, worked

STREAM_YEARS = [
    ("core", "2023/24"),
    ("core", "2025/26"),
    ("primary_medical", "2024/25"),
    ("primary_medical", "2025/26"),
    ("specialised", "2025/26"),
    ("pod", "2025/26"),
]


def page(client, code: str, **asked: str) -> str:
    response = client.get(f"/allocations/{code}/", asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("stream", "year"), STREAM_YEARS)
@pytest.mark.parametrize("icb", ["QHL", "QNQ", "QYG"])
def test_every_total_of_the_bridge_is_what_the_steps_before_it_add_up_to(stream: str, year: str, icb: str) -> None:
    whole = worked(stream, year)
    asked = ask_of_icb("explain", icb, stream, year)
    drawn = icb_bridge(whole, icb, asked.answer.details["bridge"], asked.evidence)
    reached = None
    totals = []
    for bar in drawn.bars:
        if bar.step.total:
            # The target is followed by a new beginning: the baseline.
            if reached is not None and not bar.step.label.startswith("Baseline"):
                assert bar.step.amount == pytest.approx(reached, abs=0.01)
            reached = bar.step.amount
            totals.append(bar.step.label)
        else:
            reached = reached + bar.step.amount
    published = whole.facts[icb].values
    amounts = {bar.step.label: bar.step.amount for bar in drawn.bars}
    assert amounts["Recurrent allocation"] == pytest.approx(published["recurrent_allocation_k"], abs=1e-3)
    if "Total with additions" in totals:
        assert amounts["Total with additions"] == published["total_allocation_k"]


def test_bridge_is_a_file_too(client) -> None:
    response = client.get("/allocations/QHL/", {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    amounts = {row["Step"]: float(row["Amount (£ thousand)"]) for row in rows}
    assert amounts["Recurrent allocation"] == pytest.approx(2934141)
    assert amounts["Total with additions"] == pytest.approx(3136108, abs=3000)


def test_page_tells_target_distance_and_growth(client) -> None:
    text = page(client, "QHL")
    assert "NHS Birmingham and Solihull Integrated Care Board" in text
    for words in ("£2.93bn", "−4.42%", "£135.8m below target", "Share by head count alone", "Total with additions"):
        assert words in text
    assert "in 12 years" in text or "12 years after 2025/26" in text


def test_path_takes_one_to_five_years(client) -> None:
    assert "2030/31" in page(client, "QHL", years="5")
    response = client.get("/allocations/QHL/", {"years": "6"})
    assert response.status_code == 400
    assert "Choose one to five years ahead" in response.content.decode()


def test_closed_icb_says_where_it_went(client) -> None:
    text = page(client, "QNQ")
    assert "It closed on 31 March 2026 and was split between" in text
    assert "58.2%" in text
    assert 'href="/allocations/S0E4D/?year=2025%2F26&amp;stream=core"' in text


def test_new_icb_is_restated_from_those_before_it(client) -> None:
    text = page(client, "S0E4D")
    assert "It opened on 1 April 2026 and took over from" in text
    assert 'href="/allocations/QU9/' in text
    assert "cw-answer__verdict" not in text


def test_icb_that_grew_shows_published_figures_and_restated_ones(client) -> None:
    text = page(client, "QRL")
    assert "On 1 April 2026 it took over part of Frimley" in text
    assert "On the map of 36" in text
    assert "cw-bridge" in text


def test_code_in_small_letters_leads_to_the_page(client) -> None:
    assert client.get("/allocations/qhl/").headers["Location"] == "/allocations/QHL/"


def test_unknown_code_is_not_found(client) -> None:
    assert client.get("/allocations/QQQ/").status_code == 404


def test_running_costs_have_no_bridge_and_say_why(client) -> None:
    text = page(client, "QHL", stream="running_costs")
    assert "No rule for running costs is published" in text
    assert "cw-bridge" not in text


def test_anyone_may_have_a_signed_receipt(client, db) -> None:
    text = page(client, "QHL")
    address = re.search(r'href="(/allocations/receipt/\?[^"]+)"', text)[1].replace("&amp;", "&")
    response = client.get(address)
    receipt = Receipt.from_text(response.content)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert receipt.answer.value.amount == 293414100000
    assert json.loads(response.content)["body"]["question"]["inputs"]["icb"] == "QHL"


def test_receipt_of_somebody_with_a_role_is_entered_in_the_chain(client, account) -> None:
    from commonweal.site.audit.actions import is_registered

    client.force_login(account("ana", "analyst"))
    asked = {
        "calculation": "allocations.icb_allocation",
        "inputs": json.dumps({"icb": "QHL", "year": "2025/26", "stream": "core"}),
    }
    receipt = Receipt.from_text(client.post("/allocations/receipt/", asked).content)
    assert is_registered(receipt.digest)


def test_receipt_is_not_registered_for_a_visitor(client, db) -> None:
    asked = {
        "calculation": "allocations.icb_allocation",
        "inputs": '{"icb": "QHL", "year": "2025/26", "stream": "core"}',
    }
    assert client.post("/allocations/receipt/", asked).status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        {"calculation": "allocations.explain_ccg_target", "inputs": "{}"},
        {"calculation": "allocations.icb_allocation", "inputs": "[" * 5000},
        {"calculation": "allocations.icb_allocation", "inputs": '{"icb": "QHL"}'},
        {"calculation": "allocations.icb_allocation", "inputs": '{"icb": "QHL", "year": "2025", "stream": "core"}'},
        {},
    ],
)
def test_receipt_of_a_question_that_is_none_is_refused(client, asked: dict[str, str]) -> None:
    assert client.get("/allocations/receipt/", asked).status_code == 400
