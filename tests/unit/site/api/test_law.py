from __future__ import annotations

import csv
import io


def test_rules_with_their_status_and_dates(api):
    first = api.get("/api/law?per_page=50&on=2025-06-01").json()
    pages = [api.get(f"/api/law?per_page=50&on=2025-06-01&page={page}").json() for page in range(1, first["pages"] + 1)]
    rules = {rule["id"]: rule for page in pages for rule in page["items"]}
    assert first["count"] == len(rules)
    policy = rules["allocations.core.policy"]
    assert policy["status"] == "in_force"
    assert policy["valid_from"] < "2025-04-01"
    assert policy["last_checked"]


def test_a_rule_whose_period_is_over_is_told_as_ended(api):
    first = api.get("/api/law?per_page=50").json()
    pages = [api.get(f"/api/law?per_page=50&page={page}").json() for page in range(1, first["pages"] + 1)]
    today = {rule["id"]: rule["status"] for page in pages for rule in page["items"]}
    assert today["allocations.core.policy"] == "ended"


def test_rules_that_apply_on_a_day(api):
    every = api.get("/api/law").json()["count"]
    assert api.get("/api/law?on=1999-01-01").json()["count"] < every


def test_rules_as_csv(api):
    response = api.get("/api/law?format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == api.get("/api/law").json()["count"]


def test_one_rule_has_each_value_with_its_source(api):
    rule = api.get("/api/law/allocations.core.policy").json()
    assert rule["unit"] == "structure"
    assert [value["valid_from"] for value in rule["values"]] == sorted(value["valid_from"] for value in rule["values"])
    assert all(value["source"]["title"] and value["source"]["at"] for value in rule["values"])


def test_unknown_rule_is_told_with_404_and_near_ones(api, problems):
    assert "allocations.core.policy" in problems(api.get("/api/law/allocations.core.polcy"), 404)[0]


def test_wrong_day_teaches(api, problems):
    assert "not a day" in problems(api.get("/api/law?on=yesterday"), 422)[0]
