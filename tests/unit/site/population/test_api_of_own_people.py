"""The API of a system's own people: only what was kept as shown, with its rule; null where nothing may be shown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.population.aggregates import TABLES, Manifest, PopulationAggregates, read_aggregates, write_aggregates
from commonweal.site.population.actions import keep_aggregates
from commonweal.site.population.api import own_told
from commonweal.site.population.own_people import views

pytestmark = pytest.mark.django_db

CHECKOUT = Path(__file__).resolve().parents[4]
SCHEMAS = json.loads((CHECKOUT / "docs" / "reference" / "openapi.json").read_text("utf-8"))["components"]["schemas"]
AREAS = (("system", "QXX"), ("place", "P1"), ("pcn", "N1"), ("practice", "A1"), ("practice", "A2"))
SYSTEM_ONLY = {"deprivation", "inequality", "flows", "monthly"}
SCHEMA = {
    "areas": ("OwnAreasOut", "OwnAreaOut"), "people": ("OwnAgesOut", "OwnAgeOut"),
    "segments": ("OwnSegmentsOut", "OwnSegmentOut"), "conditions": ("OwnConditionsOut", "OwnConditionOut"),
    "deprivation": ("OwnTenthsOut", "OwnTenthOut"), "inequality": ("OwnInequalitiesOut", "OwnInequalityOut"),
    "flows": ("OwnFlowsOut", "OwnFlowOut"), "monthly": ("OwnMonthsOut", "OwnMonthOut"),
    "need": ("OwnNeedsOut", "OwnNeedOut"), "shares": ("OwnSharesOut", "OwnShareOut"),
    "activity_months": ("OwnCareMonthsOut", "OwnCareOut"),
}  # fmt: skip
TEXT = {
    "name": "Somewhere", "parent": "", "age_band": "0 to 4", "age_group": "All", "sex": "All", "segment": "All",
    "title": "Everybody", "condition": "diabetes", "on": "2025-03-31", "before": "came", "after": "well",
    "series": "diabetes", "month": "2025-03-01", "tenth": 1,
    "kind": "gp_appointment",
}  # fmt: skip


def rows(table: str) -> list[dict[str, Any]]:
    """A row of each area, and one of the system with nothing that may be shown."""
    made = []
    for number, (level, code) in enumerate(AREAS):
        if table not in SYSTEM_ONLY or level in ("system", "place"):
            made.append({"level": level, "code": code, **{
                name: TEXT.get(name, 10 * (number + 1)) for name in TABLES[table][2:]
            }})  # fmt: skip
    hidden = {name: TEXT.get(name) for name in TABLES[table][2:]}
    hidden |= {key: words for key, words in (("condition", "asthma"), ("segment", "frail"), ("series", "asthma"))
               if key in hidden}  # fmt: skip
    return [*made, {"level": "system", "code": "QXX", **hidden}]


def manifest(title: str, fictional: bool) -> Manifest:
    return Manifest(
        "QXX", title, fictional, "2025-03-31", "2024-03-31", ("2025-03-31",), "Counts of 7 or fewer are shown as 0.",
        {}, {"score": {"name": "cambridge_20"}}, {name: f"Made as {name} are." for name in TABLES}, "commonweal 0",
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    folder = tmp_path_factory.mktemp("made") / "aggregates"
    write_aggregates(folder, manifest("Made-up system", True), {name: rows(name) for name in TABLES})
    return read_aggregates(folder)


@pytest.fixture
def kept(made: PopulationAggregates, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if they were kept; one test keeps some indeed."""
    monkeypatch.setattr(own_told, "current_aggregates", lambda system="": made if system in ("", "QXX") else None)


def test_every_table_is_told_at_every_level_that_it_is_worked_at(client, kept, made) -> None:
    for table, (whole, item) in SCHEMA.items():
        for level in ("system", "place", "pcn", "practice"):
            response = client.get(f"/api/population/own/{table}?level={level}")
            if table in SYSTEM_ONLY and level in ("pcn", "practice"):
                assert response.status_code == 422
                assert "expected one of system, place" in response.json()["problems"][0]["sentence"]
                continue
            reply = response.json()
            assert reply["items"] == made.rows(table, level=level)
            assert reply.keys() == SCHEMAS[whole]["properties"].keys()
            assert all(one.keys() == SCHEMAS[item]["properties"].keys() for one in reply["items"])
            numbers = {name for name in reply["items"][0] if name not in TEXT and name not in ("level", "code")}
            assert reply["units"].keys() == numbers


def test_the_rule_and_what_null_means_stand_in_every_reply(client, kept) -> None:
    reply = client.get("/api/population/own/need").json()
    assert reply["rule"] == "Counts of 7 or fewer are shown as 0."
    assert "null is not shown" in reply["meaning"]
    assert reply["note"] == "These people are made up. Made as need are."
    assert (reply["system"], reply["as_of"], reply["fictional"]) == ("QXX", "2025-03-31", True)
    assert reply["method"]["score"]["name"] == "cambridge_20"
    assert [one["people"] for one in reply["items"]] == [10, None]


def test_one_area_condition_and_segment(client, kept) -> None:
    def items(address: str) -> list[dict[str, Any]]:
        return client.get(f"/api/population/own/{address}").json()["items"]

    assert [one["code"] for one in items("people?level=practice&code=a2")] == ["A2"]
    assert [one["cases"] for one in items("conditions?condition=asthma")] == [None]
    assert [one["segment"] for one in items("segments?segment=frail")] == ["frail"]
    assert len(items("conditions?on=2025-03-31")) == 2
    assert items("monthly?level=place&code=P1&series=diabetes")[0]["people"] == 20


def test_a_file_leaves_empty_what_is_not_shown(client, kept) -> None:
    response = client.get("/api/population/own/conditions?format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["cases"] for row in found] == ["10", ""]
    assert "qxx-conditions-system.csv" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("people?level=practice&code=A9", 404, "No practice of Made-up system has this code"),
        ("people?system=QYY", 404, "No aggregates of this system's own people are kept here"),
        ("conditions?condition=happiness", 422, "The table has no such condition"),
        ("conditions?on=2020-03-31", 422, "The table has no such on"),
        ("people?level=ward", 422, "The value of level cannot be used"),
        ("people?system=Q%00X", 422, "The value of system cannot be used"),
        ("people?persons=1", 422, "There is no such parameter"),
    ],
)
def test_what_is_not_there_is_told(client, kept, address: str, status: int, told: str) -> None:
    response = client.get(f"/api/population/own/{address}")
    assert response.status_code == status
    assert told in response.json()["problems"][0]["sentence"]


def test_people_who_are_not_made_up_are_not_called_so(client, tmp_path: Path, operator) -> None:
    write_aggregates(tmp_path / "a", manifest("System", False), {name: rows(name) for name in TABLES})
    keep_aggregates(by=operator, folder=tmp_path / "a")
    reply = client.get("/api/population/own/flows").json()
    assert not reply["fictional"]
    assert reply["note"].startswith("Conditions are told here by a list of codes that may be a draft")
    assert reply["note"].endswith(" Made as flows are.")


def test_aggregates_without_shares_say_so(client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_aggregates(
        tmp_path / "a", manifest("System", False), {name: rows(name) for name in TABLES if name != "shares"}
    )
    monkeypatch.setattr(own_told, "current_aggregates", lambda system="": read_aggregates(tmp_path / "a"))
    response = client.get("/api/population/own/shares")
    assert response.status_code == 404
    assert "not among those that were made" in response.json()["problems"][0]["sentence"]


def test_where_nothing_is_kept_nothing_is_told(client) -> None:
    for table in SCHEMA:
        response = client.get(f"/api/population/own/{table}")
        assert response.status_code == 404
        assert "No aggregates of a system's own people are kept here" in response.json()["problems"][0]["sentence"]


HERE = "level=place&code=P1"
PAGE = {
    "tenths": (f"deprivation?{HERE}&condition=diabetes&on=2025-03-31", (
        ("People (people)", "people"), ("People with it (people)", "cases"), ("at least", "dsr_low"),
        ("In 1,000, with age allowed for", "dsr_per_1000"), ("at most", "dsr_high"),
    )),
    "conditions": (f"conditions?{HERE}&on=2025-03-31", (
        ("Condition", "title"), ("People with it (people)", "cases"), ("In 1,000 people", "rate_per_1000"),
        ("In 1,000, with age allowed for", "dsr_per_1000"), ("at least", "dsr_low"), ("at most", "dsr_high"),
    )),
    "need": (f"need?{HERE}", (
        ("People (people)", "people"), ("Weighted people (people)", "weighted_people"), ("Need index", "index"),
    )),
    "segments": (f"segments?{HERE}", (("Segment", "title"), ("People (people)", "people"))),
}  # fmt: skip
"""Each of the page's own files: the operation that tells the same, and its columns by heading."""


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))


@pytest.mark.parametrize("table", list(PAGE))
def test_the_numbers_are_those_of_the_page(client, batch, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.setattr(views, "current_aggregates", lambda system="": batch)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    monkeypatch.setattr(own_told, "current_aggregates", lambda system="": batch)
    address, columns = PAGE[table]
    response = client.get(f"/population/people/QXX/place/P1/?condition=diabetes&format=csv&table={table}-p1")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    if table == "need":  # the page holds it against the areas around
        rows = [row for row in rows if row["Code"] == "P1"]
    items = client.get(f"/api/population/own/{address}&per_page=50").json()["items"]
    if table == "segments":  # by age and sex the page has them in another file
        items = [one for one in items if (one["age_group"], one["sex"]) == ("All", "All")]
        rows = [row | {"Segment": row["Segment"].replace("Everybody", "All")} for row in rows]
        items = [one | {"title": "All" if one["segment"] == "All" else one["title"]} for one in items]
        rows, items = sorted(rows, key=lambda row: row["Segment"]), sorted(items, key=lambda one: str(one["title"]))
    assert len(rows) == len(items) > 0
    for row, one in zip(rows, items, strict=True):
        for heading, key in columns:
            value = one[key]
            if isinstance(value, str):
                assert row[heading] == value
            elif value is None or (value == 0 and key in ("people", "cases")):
                assert row[heading] in ("not shown", "7 or fewer")
            else:
                assert float(row[heading]) == pytest.approx(value)
