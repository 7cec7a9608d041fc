"""Control charts of care by month: limits worked anew, ways to the practice, what is hidden, and what may be asked."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.population.aggregates.activity_tables import BRING
from commonweal.site.population.own_people import views

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))


@pytest.fixture
def kept(held: PopulationAggregates, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if they were kept."""
    monkeypatch.setattr(views, "current_aggregates", lambda system="": held if system == "QXX" else None)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])


def page(client, path: str = "", query: str = "show=care", status: int = 200) -> str:
    response = client.get(f"/population/people/QXX/{path}?{query}")
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def rows_of(client, path: str, table: str, query: str = "show=care") -> list[dict[str, str]]:
    response = client.get(f"/population/people/QXX/{path}?{query}&format=csv&table={table}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def spec_of(text: str, name: str) -> dict:
    found = re.search(rf'<script type="application/json" id="{name}-spec">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


def test_limits_and_rates_are_those_worked_by_hand(client, kept: None) -> None:
    rows = rows_of(client, "practice/A1/", "care-a1")[::-1]
    days = [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]
    contacts = [60 + 5 * (number % 3 == 0) + 40 * (number > 21) for number in range(24)]
    assert [int(row["Contacts"]) for row in rows] == contacts
    rates = [count / 1500 * 1000 / long * 30 for count, long in zip(contacts, days, strict=True)]
    ranges = [abs(one - other) for one, other in pairwise(rates)]
    half = 2.66 * mean(one for one in ranges if one <= 3.267 * mean(ranges))  # a leap widens no limits
    for row, value in zip(rows, rates, strict=True):
        assert float(row["In 1,000 people, in 30 days"]) == pytest.approx(value, abs=0.051)
        assert float(row["Mean"]) == pytest.approx(mean(rates), abs=0.051)
        assert float(row["Upper limit"]) == pytest.approx(mean(rates) + half, abs=0.051)
    assert rows[-1]["Why"] == "Outside the limits"
    assert "Special cause: high" in page(client, "practice/A1/")


def test_every_row_and_every_point_leads_to_the_practice_and_its_chart(client, kept: None) -> None:
    text = page(client, query="show=care&points=6&better=decrease&target=30")
    expected = "?show=care&kind=emergency_attendance&points=6&better=decrease&target=30#care"
    hrefs = [row["href"] for row in spec_of(text, "care-parts")["layer"][1]["data"]["values"]]
    assert hrefs == [f"/population/people/QXX/practice/{code}/{expected}" for code in ("A1", "A3")]
    for code in ("A1", "A2", "A3", "A4"):
        address = f"/population/people/QXX/practice/{code}/{expected}".replace("&", "&amp;")
        assert f'<a href="{address}">' in text
    there = client.get(hrefs[0])
    assert there.status_code == 200
    told = re.sub(r"\s+", " ", there.content.decode())
    assert "<h1>Ash Surgery" in told
    assert 'id="care-months-spec"' in told
    assert "Special cause: of concern. Will fail the target" in told or "Hit and miss" in told


def test_parts_of_each_level_stand_beside_each_other(client, kept: None) -> None:
    named = {
        parts: [row[heading] for row in rows_of(client, "", f"care-{parts}-qxx", f"show=care&parts={parts}")]
        for parts, heading in (("place", "Place"), ("pcn", "Network"), ("practice", "Practice"))
    }
    assert sorted(named["place"]) == ["Northside", "Southside"]
    assert len(named["pcn"]) == 3
    assert named["practice"][0] == "Ash Surgery"  # what has special cause stands first
    assert len(named["practice"]) == 4
    beside = rows_of(client, "practice/A1/", "care-practice-a1")
    assert [row["Practice"] for row in beside] == ["Ash Surgery", "Birch Surgery"]


def test_months_that_are_not_told_are_left_out_and_said(client, kept: None) -> None:
    rows = {row["Month"]: row for row in rows_of(client, "practice/A3/", "care-a3")}
    assert rows["August 2023"]["Contacts"] == "7 or fewer"
    assert rows["August 2023"]["Why"] == "Not told"
    text = page(client, "practice/A3/")
    assert "1 of 24 months are left out, with 7 or fewer contacts or a number that is hidden" in text
    assert len(spec_of(text, "care-months")["data"]["values"]) == 23
    for code in ("A2", "A4"):
        text = page(client, f"practice/{code}/")
        assert "Too few months can be told for limits" in text
        assert "limits need 18 months that are told, and 0 of 24 are" in text
        assert 'id="care-months-spec"' not in text
    icons = {row["Code"]: row for row in rows_of(client, "", "care-practice-qxx")}
    assert icons["A2"]["Variation"] == "Too few months told"
    assert icons["A2"]["Latest month"] == "not shown"
    assert icons["A3"]["Months told"] == "23 of 24"


def test_another_kind_a_workbook_and_a_short_page(client, kept: None) -> None:
    text = page(client, query="show=care&kind=gp_appointment")
    assert "GP appointment: " in text
    assert "/practice/A1/?show=care&amp;kind=gp_appointment&amp;" in text
    response = client.get("/population/people/QXX/?show=care&format=xlsx&table=care-practice-qxx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert "Pictures and tables: Is care changing?" in page(client, query="")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("kind=dentist", "Choose a kind of contact from the list"),
        ("parts=system", "Choose which parts to show from the list"),
        ("points=9", "Choose 6 or 7 points"),
        ("better=cheaper", "Choose which way is better"),
        ("target=many", "Enter a target in figures, such as 25"),
        ("target=-1", "Enter a target of nought or more"),
    ],
    ids=["kind", "parts", "points", "better", "target", "target below nought"],
)
def test_what_cannot_be_asked_is_taught(client, kept: None, asked: str, told: str) -> None:
    assert told in page(client, query=f"show=care&{asked}", status=400)


def test_without_activity_the_page_says_what_to_bring(client, kept: None, held, tmp_path: Path, monkeypatch) -> None:
    bare = {**held.tables, "activity_months": {name: [] for name in held.table("activity_months")}}
    notes = {name: note for name, note in held.manifest.notes.items() if name != "activity_months"}
    without = replace(held, tables=bare, manifest=replace(held.manifest, notes=notes))
    monkeypatch.setattr(views, "current_aggregates", lambda system="": without)
    text = page(client)
    assert BRING in text
    assert "Show care" not in text
