"""Charts are drawn as they are meant: in order, with a side for each bar, and without an address to fetch from."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commonweal.charts import Series, SignedBar, lines_over_years, signed_bars

vl_convert = pytest.importorskip("vl_convert", reason="vl-convert-python is not installed")


def drawn(chart: dict[str, Any]) -> str:
    """The chart as SVG, at a width of its own; any outside address is refused."""
    svg: str = vl_convert.vegalite_to_svg({**chart, "width": 500}, vl_version="6.4", allowed_base_urls=[])
    return svg


def distances(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "axis": "Distance from target",
        "format": "+.1%",
        "subject": "ICB",
        "below": "Below target",
        "above": "Above target",
        "description": "Distance from target of three ICBs",
    }
    bars = [SignedBar("Sussex", 0.04, "4% above"), SignedBar("Frimley", -0.02, "2% below"), SignedBar("Kent", None, "")]
    return signed_bars(bars, **(given | changes))


def test_bars_stand_on_their_side_and_a_missing_value_draws_none() -> None:
    chart = distances()
    assert [(bar["label"], bar["side"]) for bar in chart["data"]["values"]] == [
        ("Sussex", "Above target"),
        ("Frimley", "Below target"),
    ]


def test_bars_of_an_index_stand_on_one() -> None:
    bars = distances(middle=1.0)["data"]["values"]
    assert {bar["middle"] for bar in bars} == {1.0}
    assert {bar["side"] for bar in bars} == {"Below target"}


def test_bars_are_drawn_in_the_order_given() -> None:
    svg = drawn(distances())
    assert svg.index(">Sussex<") < svg.index(">Frimley<")
    assert "Above target" in svg


def test_a_long_title_of_the_axis_stands_in_lines_that_a_narrow_page_holds() -> None:
    svg = drawn(distances(axis="Core need for each person, where the ICB's average is 1"))
    assert ">Core need for each person, where<" in svg
    assert ">the ICB&#39;s average is 1<" in svg or ">the ICB's average is 1<" in svg


def test_lines_are_drawn_over_years_in_order() -> None:
    chart = lines_over_years(
        ["2025/26", "2026/27"],
        [Series("Allocation", [1.0, None]), Series("Target", [1.1, 1.2])],
        axis="£bn",
        format="$.2f",
        description="One ICB's path",
    )
    svg = drawn(chart)
    assert "2026/27" in svg
    assert "Target" in svg
    assert len(chart["data"]["values"]) == 3


def test_charts_are_plain_json_without_addresses() -> None:
    text = json.dumps(distances(), allow_nan=False)
    assert "http" not in text
