"""Charts of people: a pyramid to both sides, rows beside those of a larger area, points with gaps, words above bars."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonweal.charts.compared import Compared, compared
from commonweal.charts.control_chart import COMMON, CONCERNING, IMPROVING, ControlPoint, control_chart_of_months
from commonweal.charts.points_with_limits import points_with_limits
from commonweal.charts.population_pyramid import AgeBand, population_pyramid
from commonweal.charts.row_labels import NARROW_LEGEND
from commonweal.charts.written_bars import WrittenBar, written_bars

vl_convert = pytest.importorskip("vl_convert", reason="vl-convert-python is not installed")


def drawn(chart: dict[str, Any]) -> str:
    svg: str = vl_convert.vegalite_to_svg({**chart, "width": 700}, vl_version="6.4", allowed_base_urls=[])
    return svg


def test_a_pyramid_stands_on_both_sides_with_the_oldest_above() -> None:
    bands = [AgeBand("0 to 4", 10, None, "10", "not shown", 12, 11), AgeBand("90 and over", 5, 15, "5", "15", 4, 14)]
    chart = population_pyramid(bands, beside="With the ages of England", description="Two bands")
    assert [row["people"] for row in chart["data"]["values"]] == [-10, 0, -5, 15]
    assert [row["beside"] for row in chart["data"]["values"]] == [-12, 11, -4, 14]
    svg = drawn(chart)
    assert svg.index(">90 and over<") < svg.index(">0 to 4<")
    assert "With the ages of England" in svg
    assert ">-" not in svg
    alone = population_pyramid(bands, description="Two bands")
    assert len(alone["layer"]) == 1


def test_rows_have_bars_or_points_and_a_mark_only_where_something_is_told() -> None:
    rows = [Compared("Asthma", 60.0, "60", 50.0, 55.0, 65.0), Compared("Epilepsy", None, "not shown", 8.0)]
    chart = compared(
        rows, here="North", beside="All", axis="Rate", format=",.0f", subject="Condition", description="Two rates"
    )
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["tick", "rule", "point"]
    assert "value" not in chart["data"]["values"][1]
    svg = drawn(chart)
    assert "North" in svg
    assert "All" in svg
    bars = compared(rows[1:], here="North", axis="Share", format=".0%", subject="Segment", description="None")
    assert [layer["mark"]["type"] for layer in bars["layer"]] == ["bar"]
    assert "beside" not in bars["data"]["values"][0]


def test_a_point_that_is_not_known_leaves_its_place_empty() -> None:
    chart = points_with_limits(
        ["2023", "2024", "2025"], [20.0, None, 30.0], [18.0, None, 28.0], [22.0, None, 32.0],
        order="", axis="Rate", format=".0f", fine_format=".1f", subject="Year", from_zero=True, description="Two",
    )  # fmt: skip
    assert [row["label"] for row in chart["data"]["values"]] == ["2023", "2025"]
    assert ">2024<" in drawn(chart)


def test_words_stand_above_bars() -> None:
    chart = written_bars(
        [WrittenBar("Well → frail", 45, "45"), WrittenBar("Frail → ill", 10, "10")],
        axis="People",
        subject="Move",
        description="Two moves",
    )
    svg = drawn(chart)
    assert svg.index("Well → frail: 45") < svg.index("Frail → ill: 10")


def test_the_legend_of_a_control_chart_stands_one_below_the_other_where_it_is_narrow() -> None:
    points = [
        ControlPoint(date(2025, month, 1), 0.1 * month, 0.3, 0.1, 0.5, kind)
        for month, kind in enumerate((COMMON, IMPROVING, CONCERNING), start=1)
    ]
    chart = control_chart_of_months(points, axis="Share", format=".0%", description="Three months")
    named = chart["layer"][-1]["layer"][1]["encoding"]
    assert named["color"]["legend"] == named["shape"]["legend"] == NARROW_LEGEND
