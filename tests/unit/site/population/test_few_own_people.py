"""An area of too few people to tell has sentences where its pictures would be empty; areas alike in need look alike."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.unit.site.population.own_people_batch import write_batch

from commonweal.charts import SignedBar, signed_bars
from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.site.population.own_people.conditions import conditions
from commonweal.site.population.own_people.figures import OwnPeople, find
from commonweal.site.population.own_people.need import need
from commonweal.site.population.own_people.presenters import lead, sections
from commonweal.site.population.own_people.who import ages, segments


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> PopulationAggregates:
    return read_aggregates(write_batch(tmp_path_factory.mktemp("batch") / "aggregates"))


def own(held: PopulationAggregates, code: str) -> OwnPeople:
    found = find(held, "practice", code)
    assert found is not None
    return found


def test_no_picture_of_too_few_people_is_empty(held: PopulationAggregates) -> None:
    few = own(held, "A4")
    for figure in (ages(few), segments(few), conditions(few)):
        assert figure.chart is None
        assert figure.note.startswith("No picture is drawn: each number here is 7 or fewer, or hidden")
        assert figure.table.rows
    told = need(few)
    assert told is not None
    assert (told.chart, told.note[:40]) == (None, "No picture is drawn, since the need of D")
    titles = [figure.title for section in sections(few, "diabetes", "Diabetes") for figure in section.figures]
    assert not [title for title in titles if re.search(r"\b0 conditions", title)]
    assert "No condition of the people of Damson Surgery can be told" in " ".join(titles)


def test_the_first_sentence_says_that_hardly_anything_can_be_told(held: PopulationAggregates) -> None:
    hidden = own(held, "A4")
    small = replace(hidden, area={**hidden.area, "people": 0})
    assert "The number of its people is hidden, so hardly anything can be told" in lead(hidden)
    assert "Its people are 7 or fewer, so hardly anything can be told" in lead(small)
    assert "hardly" not in lead(own(held, "A1"))


def test_pictures_stay_where_something_is_told(held: PopulationAggregates) -> None:
    many = own(held, "A1")
    for figure in (ages(many), segments(many), conditions(many), need(many)):
        assert figure is not None
        assert figure.chart is not None
        assert "No picture" not in figure.note


@pytest.mark.parametrize(("values", "reaches"), [((0.998, 1.003), [0.9, 1.1]), ((0.7, 1.3), [0.7, 1.3])])
def test_a_hundredth_of_need_is_not_drawn_as_the_whole_width(values: tuple[float, ...], reaches: list[float]) -> None:
    bars = [SignedBar(str(value), value, "") for value in values]
    chart = signed_bars(
        bars, axis="Need", format=".2f", subject="Place", below="Less", above="More", middle=1.0, least=(0.9, 1.1),
        description="Two places",
    )  # fmt: skip
    assert chart["layer"][0]["encoding"]["x"]["scale"]["domain"] == reaches


def test_the_page_of_need_asks_for_the_wider_axis(held: PopulationAggregates) -> None:
    told = need(own(held, "A1"))
    assert told is not None
    assert told.chart is not None
    low, high = told.chart["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low <= 0.9
    assert high >= 1.1
