"""What the figures of a system's own people say: what is hidden in words, rates, slopes, and what changed."""

from __future__ import annotations

import pytest
from tests.unit.site.population.own_people_pages import page, rows_of

from commonweal.population.statistics.slope_index import slope_index
from commonweal.site.population.own_people.deprivation import fitted
from commonweal.site.population.own_people.figures import change
from commonweal.site.population.own_people.presenters import EVERYTHING

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [((1, 2), (3, 4), "higher"), ((3, 4), (1, 2), "lower"), ((1, 3), (2, 4), "alike"), ((1, None), (2, 4), "")],
    ids=["above", "below", "overlapping", "hidden"],
)
def test_a_change_is_told_by_limits_that_do_not_overlap(first, last, told: str) -> None:
    rows = [{"dsr_low": low, "dsr_high": high} for low, high in (first, last)]
    assert change(*rows) == told
    assert change(None, rows[0]) == ""
