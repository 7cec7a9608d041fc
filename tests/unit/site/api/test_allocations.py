from __future__ import annotations

import csv
import io

import pytest

CORE = {"stream": "core", "year": "2025/26"}
SCENARIOS = "/api/allocations/scenarios"


def test_streams_and_years(api):
    found = {row["stream"]: row for row in api.get("/api/allocations/streams").json()["streams"]}
    assert found["core"]["years"] == ["2023/24", "2024/25", "2025/26"]
    assert found["core"]["has_rule"]
    assert found["core"]["has_targets"]
    assert not found["running_costs"]["has_rule"]
    assert not found["pod"]["has_targets"]


def test_every_icb_of_a_stream_and_year(api):
    page = api.get("/api/allocations/icbs?per_page=50").json()
    assert (page["count"], page["stream"], page["year"], page["map"]) == (42, "core", "2025/26", "icb24")
    birmingham = next(row for row in page["items"] if row["code"] == "QHL")
    assert birmingham["allocation_k"] == 2934141
    assert birmingham["closing_target_k"] == pytest.approx(3069962.497, abs=0.01)
    assert page["england"]["allocation_k"] == pytest.approx(sum(row["allocation_k"] for row in page["items"]))


def test_the_36_icbs_of_april_2026_hold_the_same_money(api):
    before = api.get("/api/allocations/icbs").json()["england"]["allocation_k"]
    page = api.get("/api/allocations/icbs?map=icb26&per_page=50").json()
    assert page["count"] == 36
    assert sum(row["allocation_k"] for row in page["items"]) == pytest.approx(before, abs=1e-6)
    assert any(row["restated"] for row in page["items"])


def test_every_icb_as_csv(api):
    response = api.get("/api/allocations/icbs?stream=primary_medical&year=2024/25&format=csv")
    assert "allocations-primary-medical-2024-25-icb24.csv" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 42
    assert {"code", "allocation_k", "closing_distance", "per_head_gbp"} <= rows[0].keys()


@pytest.mark.parametrize("stream", ["core", "primary_medical", "specialised", "pod"])
def test_one_icb_and_its_explanation(api, stream):
    given = api.get(f"/api/allocations/icbs/qhl?stream={stream}").json()
    explained = api.get(f"/api/allocations/icbs/QHL/explain?stream={stream}").json()
    assert given["answer"]["value"] == explained["answer"]["value"]
    assert given["answer"]["value"]["unit"] == "gbp_pence"
    assert explained["answer"]["details"]["bridge"]
    assert any(reason["sources"] for reason in explained["answer"]["reasons"])


def test_path_to_target(api):
    answer = api.get("/api/allocations/icbs/QHL/path?years=2&firm=1").json()["answer"]
    assert [row["status"] for row in answer["details"]["years"]] == ["firm", "indicative"]
    assert answer["value"] == {"amount": 12, "unit": "years"}
    quicker = api.get("/api/allocations/icbs/QHL/path?within=0.02").json()["answer"]
    assert quicker["value"]["amount"] < 12


def test_stream_without_targets_has_no_path(api, problems):
    assert "no targets" in problems(api.get("/api/allocations/icbs/QHL/path?stream=pod"), 422)[0]


@pytest.mark.parametrize("part", ["", "/explain", "/path"])
def test_unknown_icb_is_told_with_404(api, problems, part):
    assert "No ICB with this code" in problems(api.get(f"/api/allocations/icbs/S0E4D{part}"), 404)[0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("icbs?year=2025", "year"),
        ("icbs?year=2025/27", "year"),
        ("icbs?year=1999/00", "nothing is published"),
        ("icbs?stream=dental", "stream"),
        ("icbs?map=icb30", "map"),
        ("icbs/QHL?stream=running_costs", "stream"),
        ("icbs/QHL?year=2020/21", "are published here"),
        ("icbs/QHL/path?years=6", "5 or less"),
        ("icbs/QHL/path?within=0", "more than 0"),
        ("icbs/QHL/path?growth=nan", "growth"),
        ("icbs/QHL?page=1", "no such parameter"),
        ("streams?year=2025/26", "no such parameter"),
    ],
)
def test_wrong_parameter_teaches(api, problems, address, said):
    assert said in problems(api.get(f"/api/allocations/{address}"), 422)[0].replace("Nothing", "nothing")


def test_scenario_tells_winners_and_losers(send):
    answer = send(SCENARIOS, {**CORE, "change": {"gain_cap": 0.01}}).json()["answer"]
    rows = {row["icb"]: row for row in answer["details"]["rows"]}
    assert len(rows) == 42
    assert rows["QHL"]["difference_k"] > 0
    assert answer["value"]["amount"] == round(sum(row["difference_k"] for row in rows.values())) * 100_000


def test_scenario_with_a_fixed_sum_solves_for_growth(send):
    answer = send(SCENARIOS, {**CORE, "change": {"total_k": 118_000_000}}).json()["answer"]
    assert answer["details"]["total_k"] == pytest.approx(118_000_000, abs=30)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "changes nothing"),
        ({"growth": None}, "changes nothing"),
        ({"growth": "4%"}, "a number"),
        ({"growth": True}, "a number"),
        ({"growth": 4}, "1.0 or less"),
        ({"gain_cap": -0.1}, "0 or more"),
        ({"basis": "middle"}, "'opening' or 'pre'"),
        ({"growth": 0.04, "total_k": 118_000_000}, "cannot both be set"),
        ({"generosity": 1}, "no field change.generosity"),
    ],
)
def test_scenario_that_cannot_be_teaches(send, problems, change, said):
    assert said in problems(send(SCENARIOS, {**CORE, "change": change}), 422)[0]


def test_scenario_that_the_stream_does_not_know_teaches(send, problems):
    body = {"stream": "pod", "year": "2025/26", "change": {"health_inequalities_share": 0.2}}
    assert "health-inequalities share" in problems(send(SCENARIOS, body), 422)[0]


def test_reproduction_is_whole(api):
    found = api.get("/api/allocations/reproduction").json()
    assert found["closing"] == "294 of 294 published allocations reproduced to £1,000"
    assert found["all_equal"]
    assert {line["stream"] for line in found["lines"]} == {"core", "primary_medical", "specialised", "pod"}
