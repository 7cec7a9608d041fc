"""The pages of a system's own people: every level, what is hidden in words, the same numbers in files, and the ways."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.population.statistics.slope_index import slope_index
from commonweal.site.population.actions import keep_aggregates
from commonweal.site.population.kept import kept_systems, read_beforehand
from commonweal.site.population.own_people import views
from commonweal.site.population.own_people.deprivation import fitted
from commonweal.site.population.own_people.figures import change, find
from commonweal.site.population.own_people.presenters import EVERYTHING, sections

pytestmark = pytest.mark.django_db

LEVELS = ["", "place/P1/", "pcn/N1/", "practice/A1/"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_batch(tmp_path_factory.mktemp("batch") / "aggregates")


@pytest.fixture(scope="module")
def held(folder: Path) -> PopulationAggregates:
    return read_aggregates(folder)


@pytest.fixture
def kept(held: PopulationAggregates, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if they were kept; the last test keeps some indeed."""
    monkeypatch.setattr(views, "current_aggregates", lambda system="": held if system in ("", "QXX") else None)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])


def page(client, path: str = "", query: str = "", status: int = 200) -> str:
    response = client.get(f"/population/people/QXX/{path}?{query}")
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def rows_of(client, path: str, table: str, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/population/people/QXX/{path}?{query}&format=csv&table={table}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


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


def test_small_and_hidden_counts_are_told_in_words(client, kept: None) -> None:
    small = {row["Condition"]: row for row in rows_of(client, "practice/A2/", "conditions-a2")}
    assert small["Epilepsy"]["People with it (people)"] == "7 or fewer"
    assert small["Epilepsy"]["In 1,000 people"] == "not shown"
    hidden = {row["Condition"]: row for row in rows_of(client, "practice/A1/", "conditions-a1")}
    assert hidden["Epilepsy"]["People with it (people)"] == "not shown"
    networks = {row["Code"]: row for row in rows_of(client, "place/P1/", "parts-p1")}
    assert networks["N2"]["In the most deprived fifth (fraction)"] == "too few to tell"
    text = page(client, "practice/A4/", f"show={EVERYTHING}")
    assert "The need of Damson Surgery is not shown" in text


def test_networks_and_practices_tell_fifths_and_what_changed(client, kept: None) -> None:
    fifths = rows_of(client, "practice/A2/", "fifths-a2")
    assert [row["People (people)"] for row in fifths] == ["7 or fewer", "100", "100", "100", "100"]
    assert [row["Share (fraction)"] for row in fifths][:2] == ["too few to tell", "0.2"]
    assert rows_of(client, "practice/A4/", "fifths-a4")[0]["People (people)"] == "not shown"
    lists = rows_of(client, "practice/A1/", "lists-a1")
    assert [row["How many (people)"] for row in lists] == ["1500", "150", "150", "7 or fewer", "1500"]
    text = page(client, "practice/A1/", "show=changed")
    assert "Ash Surgery had 1,500 people on its lists on 31 March 2024 and 1,500 on 31 March 2025" in text
    (diabetes,) = [row for row in rows_of(client, "pcn/N1/", "between-days-n1") if row["Condition"] == "Diabetes"]
    assert diabetes["More people with it, or fewer (people)"] == "no change"
    assert "(Core20): 20.0%" in page(client, "pcn/N1/", "show=fair")
    assert "fifths-p1" not in page(client, "place/P1/", "show=fair")


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


def test_rates_are_held_against_the_level_above(client, kept: None) -> None:
    rows = {row["Condition"]: row for row in rows_of(client, "place/P1/", "conditions-p1")}
    assert rows["Diabetes"]["Elmfold, with age allowed for"] == "60.0"
    assert rows["Diabetes"]["Held against Elmfold"] == "higher"
    assert rows_of(client, "place/P2/", "conditions-p2")[1]["Held against Elmfold"] == "no clear difference"
    assert "Held against" not in rows_of(client, "", "conditions-qxx")[0]


def test_the_slope_and_its_trend_are_told_for_the_condition_chosen(client, kept: None) -> None:
    text = page(client, "place/P1/", "show=fair&condition=diabetes")
    assert "40.0 more in every 1,000 people at the most deprived end than at the least (35.0 to 45.0)" in text
    assert "31 March 2024 to 31 March 2025: higher than before" in text
    text = page(client, "place/P1/", "show=fair")
    assert "the slope is not shown" in text
    assert "told on 0 of 2 days" in text
    assert len(rows_of(client, "", "inequality-qxx")) == 4


def test_the_fitted_line_is_that_of_the_regression() -> None:
    values, people = [60.0, 52.0, 50.0, 41.0, 20.0], [100, 300, 200, 150, 50]
    rows = [{"people": count, "dsr_per_1000": rate} for count, rate in zip(people, values, strict=True)]
    rows.insert(1, {"people": 50, "dsr_per_1000": None})
    low, high = ([value + way for value in values] for way in (-5, 5))
    found = slope_index(values, people, multiplier=-1, lower=low, upper=high)
    slope, start = float(found.slope.value), float(found.intercept)
    line = fitted(rows, slope)
    assert line[1] is None
    assert line[0] == pytest.approx(start - slope * 50 / 800)
    assert line[5] == pytest.approx(start - slope * 775 / 800)
    assert fitted(rows, None) == []


def test_what_changed_has_moves_months_and_days(client, kept: None) -> None:
    text = page(client, "", "show=changed")
    assert "the largest move in Elmfold was of 45 people from “Well” to “Frail”" in text
    assert "months differ by more than the usual variation" in text
    moves = {row["On 31 March 2024"]: row for row in rows_of(client, "", "moves-qxx")}
    assert moves["Came to the list"]["Died (people)"] == "does not apply"
    assert moves["Came to the list"]["Well (people)"] == "not shown"
    assert moves["Frail"]["Well (people)"] == "7 or fewer"
    text = page(client, "", "show=changed&condition=diabetes")
    assert "Diabetes in Elmfold, 31 March 2024 to 31 March 2025: more people than before" in text
    assert "No picture is drawn: in 1 of 24 months 7 or fewer people were found" in text


def test_shares_stand_side_by_side_and_an_amount_is_told_in_pounds(client, kept: None) -> None:
    text = page(client, "", "show=need&amount=2.5m")
    assert "Need as recorded and history lie furthest apart in Northside: 82.5% of the whole by one, 70.0%" in text
    assert 'value="2.5m"' in text
    rows = {row["Code"]: row for row in rows_of(client, "", "pounds-qxx", "amount=2500000")}
    assert rows["P1"]["Recorded need (£)"] == "2062500"
    assert rows["P2"]["History (£)"] == "750000"
    assert rows["P1"]["Note"] == "The note of need."  # the caution goes with each row of a file
    shares = {row["Code"]: row for row in rows_of(client, "place/P1/", "shares-p1")}
    assert list(shares) == ["P1", "N1", "N2"]
    assert shares["N1"]["People (people)"] == "2000"
    assert (shares["P1"]["Heads (fraction)"], shares["N1"]["History (fraction)"]) == ("0.75", "not given")
    assert {row["Note"] for row in rows_of(client, "place/P1/", "need-p1")} == {"The note of need."}
    assert "Practices are not told apart: one of them has too few people" in page(client, "pcn/N1/", "show=need")
    assert client.get("/population/people/QXX/?amount=9&format=xlsx&table=pounds-qxx").status_code == 200


@pytest.mark.parametrize(
    ("amount", "told"),
    [("lots", "not an amount of money"), ("0", "above nought"), ("-5", "above nought"), ("2000bn", "up to £1,000,000")],
)
def test_an_amount_that_is_none_is_refused(client, kept: None, amount: str, told: str) -> None:
    text = page(client, "", f"show=need&amount={amount}", status=400)
    assert told in text
    assert 'name="amount"' in text


def test_shares_are_called_no_fair_share_and_need_nothing_but_what_is_said(client, kept: None) -> None:
    text = page(client, "", "show=need&amount=100")
    assert "fair share" not in text.replace("None of them is a fair share", "").replace("no fair share", "")


def test_without_shares_the_page_says_what_to_bring(client, monkeypatch, tmp_path: Path) -> None:
    found = read_aggregates(write_batch(tmp_path / "a", without="shares"))
    monkeypatch.setattr(views, "current_aggregates", lambda system="": found)
    monkeypatch.setattr(views, "kept_systems", lambda: [("QXX", "Elmfold (fictional)")])
    text = page(client, "", "show=need&amount=100")
    assert "Shares of a budget are not in these tables" in text
    assert "a year of activity with the cost of each row" in text
    assert "£100 for the whole system" not in text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [((1, 2), (3, 4), "higher"), ((3, 4), (1, 2), "lower"), ((1, 3), (2, 4), "alike"), ((1, None), (2, 4), "")],
    ids=["above", "below", "overlapping", "hidden"],
)
def test_a_change_is_told_by_limits_that_do_not_overlap(first, last, told: str) -> None:
    rows = [{"dsr_low": low, "dsr_high": high} for low, high in (first, last)]
    assert change(*rows) == told
    assert change(None, rows[0]) == ""


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
