"""The page of projections: every level from published lists, need from own tables, files, and wrong questions."""

from __future__ import annotations

import csv
import html
import io
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.unit.site.population.own_people_batch import with_every_band, write_batch

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.site.population.figures import held
from commonweal.site.population.projection import lists

pytestmark = pytest.mark.usefixtures("public_files_at_hand", "tables")
ADDRESS = "/population/projection/"
LEVELS = {
    "England": "?icb=england",
    "ICB": "?icb=QHL",
    "network": "?area=pcn/U10000",
    "practice": "?area=practice/A81006&years=1&growth=-0.5",
}


@pytest.fixture(scope="module")
def aggregates(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return with_every_band(read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates")))


@pytest.fixture
def kept() -> dict[str, PopulationAggregates]:
    """Own tables that are kept, by system: none, unless a test puts some there."""
    return {}


@pytest.fixture
def tables(kept: dict[str, PopulationAggregates], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "kept_systems", lambda: [(code, one.manifest.title) for code, one in kept.items()])
    monkeypatch.setattr(lists, "current_aggregates", lambda system="": kept.get(system))


def of_practices(found: PopulationAggregates, *, fictional: bool = False) -> PopulationAggregates:
    """The same tables as those of the published ICB QHL: its practices are the tables' practices."""
    codes = {"QXX": "QHL", "A1": "A81000", "A2": "A81002", "A3": "A81004", "A4": "A81006", "N1": "U10000"}

    def renamed(columns):
        return {
            key: [codes.get(value, value) for value in values] if key in ("code", "parent") else values
            for key, values in columns.items()
        }

    named = {name: renamed(columns) for name, columns in found.tables.items()}
    return replace(found, tables=named, manifest=replace(found.manifest, system="QHL", fictional=fictional))


def page(client, query: str, status: int = 200) -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def rows_of(client, query: str, table: str) -> list[dict[str, str]]:
    text = client.get(f"{ADDRESS}{query}&format=csv&table={table}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", list(LEVELS))
def test_every_level_of_published_lists_is_carried_forward(client, name: str) -> None:
    text = page(client, LEVELS[name])
    assert "not a forecast" in text
    assert "Births" in text
    assert text.count('<div class="cw-chart') == 3
    assert "no tables of" in text or "follow for one ICB at a time" in text


def test_single_years_of_age_are_those_of_the_published_list(client) -> None:
    found = held()
    assert found is not None
    rows = rows_of(client, LEVELS["practice"], "projected-ages-a81006")
    at = found.figures.position["A81006"]
    assert len(rows) == 96
    assert [int(row["Women and girls, April 2026 (people)"]) for row in rows] == found.figures.female[at].tolist()
    sexes = ("Men and boys", "Women and girls")
    now, then = (
        np.array([[int(row[f"{sex}, April {year} (people)"]) for row in rows] for sex in sexes])
        for year in (2026, 2027)
    )
    assert (then[:, 1:95] <= now[:, :94] + 1).all()
    years = rows_of(client, LEVELS["practice"], "projected-years-a81006")
    assert [row["Year"] for row in years] == ["to April 2027"]
    told = {key: int(value) for key, value in years[0].items() if key != "Year"}
    change = told["Births (people)"] - told["Deaths (people)"] + told["Net movers (people)"]
    assert abs(told["People at its end (people)"] - told["People at its beginning (people)"] - change) <= 2
    assert told["Net movers (people)"] < 0


def test_a_practice_without_a_list_is_left_out_and_told(client) -> None:
    text = page(client, "?icb=QJM")
    assert "Left out: 1 practice," in text
    assert "is not known by age and sex" in page(client, "?area=practice/A81001")


@pytest.mark.parametrize("growth", ["abc", "nan", "inf", "-inf", "1e400", "51", "0x10"])
def test_all_that_is_wrong_with_a_question_is_told_at_once(client, growth: str) -> None:
    text = page(client, f"?icb=QXX&area=practice/Z0&years=0&growth={growth}", 400)
    for told in ("Choose England or an ICB", "Choose an area of this ICB", "Choose 1 to 5 years", "Type "):
        assert text.count(told) >= 2, told  # in the summary and at the field


def test_growth_is_taken_with_its_sign_and_shown_in_the_assumptions(client) -> None:
    assert "+0.80% a year, as given" in page(client, "?icb=QHL&growth=0.8%25")
    assert "-0.50% a year, as given" in page(client, "?icb=QHL&growth=−0.5")


def test_need_and_segments_follow_own_tables_of_the_icb(client, aggregates, kept) -> None:
    kept["QHL"] = of_practices(aggregates)
    text = page(client, "?icb=QHL")
    assert "it is no fair share" in text
    assert text.count('<div class="cw-chart') == 5
    assert "for 4 of its 60 practices" in text
    need = rows_of(client, "?icb=QHL", "projected-need-qhl")
    assert [row["Need index"] for row in need] == ["1.0"] * 6
    assert all("no fair share" in row["Note"] for row in need)
    mine = rows_of(client, "?area=practice/A81000", "projected-need-a81000")
    assert mine[0]["Need index"] == "1.0"  # as its own tables have it
    segments = rows_of(client, "?area=practice/A81002", "projected-segments-a81002")
    assert {row["Segment"] for row in segments} == {"Frail", "Well"}
    for row in (*segments, *need):
        for key, value in row.items():
            if key.endswith("(people)") and value.isdigit() and key != "People (people)":
                assert int(value) % 5 == 0
    assert "no practice of it is in the tables" in page(client, "?area=practice/A81010").lower()


def test_a_place_that_an_icb_made_itself_is_carried_forward_from_published_lists(client, aggregates, kept) -> None:
    kept["QHL"] = of_practices(aggregates)
    text = page(client, "?icb=QHL&area=place/P1")
    assert '<option value="place/P1" selected>Own place: Northside' in text
    assert "for 3 of its 3 practices" in text
    assert "begins at 1.100" in text
    assert 'href="/population/people/QHL/place/P1/">Northside today' in text


def test_made_up_tables_never_follow_real_lists(client, aggregates, kept) -> None:
    kept["QHL"] = of_practices(aggregates, fictional=True)
    assert "no tables of" in page(client, "?icb=QHL")


def test_a_system_that_is_not_published_is_carried_forward_from_its_own_tables(client, aggregates, kept) -> None:
    kept["QXX"] = aggregates
    text = page(client, "?icb=QXX&area=place/P1")
    assert "Made-up people" in text
    assert "spread evenly" in text
    assert "no fair share" in text
    assert 'value="practice/' not in text.partition('id="area"')[2].partition("</select>")[0]
    rows = rows_of(client, "?icb=QXX&area=pcn/N1", "projected-ages-n1")
    assert len(rows) == 19
    for row in rows:
        for key, value in row.items():
            assert key == "Age" or value == "7 or fewer" or int(value) % 5 == 0
    need = rows_of(client, "?icb=QXX", "projected-need-qxx")
    assert need[0]["Need index"] == "1.0"


def test_without_published_lists_own_tables_are_there_alone_or_the_files_are_named(
    client, aggregates, kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert "Patients registered at a GP practice" in page(client, "")
    kept["QXX"] = aggregates
    assert "Elmfold" in page(client, "")


def test_other_pages_lead_here(client) -> None:
    for address, link in (
        ("/population/", 'href="/population/projection/"'),
        ("/population/icb/QHL/", 'href="/population/projection/?icb=QHL"'),
        ("/population/practice/A81006/", 'href="/population/projection/?area=practice/A81006"'),
    ):
        assert link in client.get(address).content.decode().replace("%2F", "/")


def test_the_page_is_quick(client) -> None:
    page(client, "?icb=QHL")
    start = time.process_time()
    page(client, "?icb=QHL&years=4")
    assert time.process_time() - start < 0.5


def test_tables_made_before_need_by_age_was_told_say_what_to_do(client, kept, tmp_path: Path) -> None:
    kept["QXX"] = with_every_band(read_aggregates(write_batch(tmp_path / "old", without="need_by_age")))
    text = page(client, "?icb=QXX")
    assert "need cannot follow" in text.lower()
    assert text.count('<div class="cw-chart') == 3


def test_the_api_tells_what_the_page_tells_of_need_and_segments(client, aggregates, kept) -> None:
    kept["QHL"] = of_practices(aggregates)
    for table in ("need", "segments"):
        rows = rows_of(client, "?area=practice/A81000&years=2", f"projected-{table}-a81000")
        reply = client.get(f"/api/population/projection/{table}?level=practice&code=A81000&years=2").json()
        assert reply["count"] == len(rows)
        for row, item in zip(rows, reply["items"], strict=True):
            assert [str(value) for value in item.values()] == list(row.values())
        assert "no fair share" in reply["caution"]
        assert reply["items"][0]["caution"] == reply["caution"]
        assert "7 or fewer" in reply["rule"]
    kept["QXX"] = aggregates
    own = client.get("/api/population/projection?level=place&code=P1&system=QXX").json()
    assert own["area"] == "Northside"
    assert "Made-up people" in " ".join(own["notes"])
