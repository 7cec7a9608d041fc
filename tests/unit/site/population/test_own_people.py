"""The pages of a system's own people: every level and its parts, the same numbers in files, and the ways."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from tests.unit.site.population.own_people_batch import write_batch
from tests.unit.site.population.own_people_pages import page, rows_of

from commonweal.population.aggregates import read_aggregates
from commonweal.site.population.actions import keep_aggregates
from commonweal.site.population.kept import kept_systems, read_beforehand
from commonweal.site.population.own_people import views
from commonweal.site.population.own_people.figures import find
from commonweal.site.population.own_people.presenters import EVERYTHING, sections

pytestmark = pytest.mark.django_db


LEVELS = ["", "place/P1/", "pcn/N1/", "practice/A1/"]


def test_a_file_of_no_table_of_the_page_is_refused(client, kept: None) -> None:
    assert "This page has no such table" in page(client, "", "format=csv&table=nope", status=400)


@pytest.mark.parametrize("path", LEVELS)
def test_each_level_has_its_figures_with_method_day_and_rule(client, kept: None, path: str) -> None:
    text = page(client, path, f"show={EVERYTHING}")
    assert "Made-up people." in text
    assert "Elmfold is fictional" in text
    for section in ("Where to look further", "Who lives here", "What people have", "What people need"):
        assert section in text
    figures = text.count('<p class="cw-provenance">31 March 2025. ')
    assert figures >= 5
    assert text.count("Counts of 7 or fewer are not told.") == figures
    assert "codelist version 3" in text
    assert "The note of need." in text
    above = path in ("", "place/P1/")
    assert "What changed" in text
    assert "Is it fair?" in text
    assert ("are told of places and the system alone" in text) is not above


def test_a_long_page_folds_every_table_and_says_how_many_rows_it_has(client, kept: None) -> None:
    long, usual = page(client, "place/P1/", f"show={EVERYTHING}"), page(client, "place/P1/")
    folded = re.findall(r"<details.*?</details>", long, re.DOTALL)
    tables = [one.count('<tr class="nhsuk-table__row') - 1 for one in folded if "<table" in one]
    assert len(tables) == long.count("<table") > 5
    said = [int(rows) for rows in re.findall(r"The figures(?: of this chart)? \((\d+) rows?\)", long)]
    assert said == tables
    # A page of one section has the table of what lies below it open.
    open_there = re.sub(r"<details.*?</details>", "", usual, flags=re.DOTALL)
    assert open_there.count("<table") == 1


@pytest.mark.parametrize("path", LEVELS)
def test_every_figure_can_be_downloaded_and_no_hidden_count_is_nought(client, kept: None, held, path: str) -> None:
    level, code = path.split("/")[:2] if path else ("system", "QXX")
    own = find(held, level, code)
    assert own is not None
    text = page(client, path, f"show={EVERYTHING}")
    for section in sections(own, "diabetes", "Diabetes"):
        for figure in section.figures:
            assert len(rows_of(client, path, figure.table.name, "condition=diabetes")) == len(figure.table.rows)
            for row in figure.table.rows:
                assert not [key for key, value in row.items() if value is None or (value == 0 and key[0] != "_")]
    assert not re.search(r"<td[^>]*> ?0 ?</td>", text)
    assert "not known" not in text.replace("Segment not known", "")


def test_a_short_page_shows_what_was_asked_for_and_tells_the_rest(client, kept: None) -> None:
    text = page(client, "place/P1/")
    assert text.count("data-chart ") == 2
    assert "Pictures and tables: Is it fair?" in text
    assert "Of 2 conditions that can be told, 2 are more frequent in Northside than in Elmfold and none less" in text
    assert page(client, "place/P1/", "show=fair&condition=diabetes").count("data-chart ") == 2
    assert page(client, "practice/A1/", "show=fair").count("data-chart ") == 1  # by fifth alone


def test_a_part_that_an_area_lacks_gives_the_usual_page(client, tmp_path: Path, monkeypatch) -> None:
    found = read_aggregates(write_batch(tmp_path / "a", without="fifths"))
    monkeypatch.setattr(views, "current_aggregates", lambda system="": found)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    assert page(client, "practice/A1/", "show=fair").count("data-chart ") == 2


def test_a_part_that_no_page_has_is_refused_with_those_that_there_are(client, kept: None) -> None:
    text = page(client, "place/P1/", "show=nothing-of-the-kind&condition=diabetes", status=400)
    assert "Choose a part of the page from the list" in text
    assert 'href="/population/people/QXX/place/P1/?show=need&amp;condition=diabetes#need">What people need<' in text
    assert "data-chart " not in text


def test_a_folder_of_an_earlier_version_says_what_it_lacks(client, held, tmp_path: Path, monkeypatch) -> None:
    old = tmp_path / "old"
    shutil.copytree(held.folder, old)
    said = json.loads((old / "manifest.json").read_text("utf-8"))
    said["contract"] = "population-aggregates/1"
    for name in ("fifths", "changes"):
        (old / f"{name}.parquet").unlink()
        del said["files"][f"{name}.parquet"], said["notes"][name]
    (old / "manifest.json").write_text(json.dumps(said), "utf-8")
    older = read_aggregates(old)
    monkeypatch.setattr(views, "current_aggregates", lambda system="": older)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    text = page(client, "practice/A1/", f"show={EVERYTHING}")
    assert "People by deprivation fifth of networks and practices are not in these tables" in text
    assert "Is it fair?" not in text.split("told of places and the system alone")[0]
    assert "It is not told by practice" in text or "it is not told by practice" in text


def test_the_way_down_and_up(client, kept: None) -> None:
    assert client.get("/population/people/")["Location"] == "/population/people/QXX/"
    assert 'href="/population/people/QXX/place/P1/"' in page(client)
    assert 'href="/population/people/QXX/pcn/N1/"' in page(client, "place/P1/")
    text = page(client, "practice/A1/")
    for address in ("/population/people/QXX/pcn/N1/", "/population/people/QXX/place/P1/", "/population/people/QXX/"):
        assert f'href="{address}"' in text
    assert "Birch Surgery" in text


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("place/P9/", "No place has the code"),
        ("place/N1/", "North PCN, a primary care network"),
        ("county/P1/", "is no level of these pages"),
    ],
    ids=["code", "level of another", "level"],
)
def test_an_unknown_area_is_taught(client, kept: None, path: str, told: str) -> None:
    assert told in page(client, path, status=404)


def test_codes_in_small_letters_find_their_page_and_other_systems_are_named(client, kept: None) -> None:
    assert client.get("/population/people/QXX/pcn/n1/")["Location"] == "/population/people/QXX/pcn/N1/"
    assert client.get("/population/people/qxx/")["Location"] == "/population/people/QXX/"
    response = client.get("/population/people/QYY/")
    assert response.status_code == 404
    assert "Elmfold (fictional) (QXX)" in response.content.decode()


def test_an_unknown_condition_is_refused(client, kept: None) -> None:
    assert "Choose a condition from the list" in page(client, "", "condition=happiness", 400)


def test_without_aggregates_the_page_says_what_to_run(client) -> None:
    assert "commonweal population demo" in client.get("/population/people/").content.decode()
    assert client.get("/population/people/QXX/place/P1/").status_code == 302


def test_people_who_are_real_and_another_rule_are_told_as_such(client, operator, tmp_path: Path) -> None:
    rule = "Counts under 20 are hidden."
    keep_aggregates(by=operator, folder=write_batch(tmp_path / "real", fictional=False, rule=rule))
    assert kept_systems() == [("QXX", "Elmfold (fictional)")]
    assert [one.manifest.rule for one in read_beforehand()] == [rule]
    text = page(client, "practice/A2/", f"show={EVERYTHING}")
    assert "Made-up people" not in text
    assert rule in text
    assert "too few to tell" in text
    assert "7 or fewer" not in text
