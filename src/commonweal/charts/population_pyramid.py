"""A population pyramid: women and girls to the left, men and boys to the right, the oldest at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.row_labels import LEGEND_OVER_LABELS, NARROW_LEGEND

WOMEN, MEN = "Women and girls", "Men and boys"
_COLOURS = {WOMEN: "#b0719b", MEN: "#4f8fd0"}
"""Light enough for the marks to be seen on them, dark enough against white."""
_BESIDE = "#212b32"
_TALLEST, _ROWS_OF_A_FULL_PYRAMID = 22, 12
_LOW = 17


@dataclass(frozen=True, slots=True)
class AgeBand:
    """One row of the pyramid.

    Args:
        label: The ages, such as ``0 to 4``.
        women, men: How many; None or nought draw no bar.
        women_words, men_words: The same in words, for the tooltip.
        women_beside, men_beside: How many there would be with the ages of what it is compared with; None for no mark.
    """

    label: str
    women: float | None
    men: float | None
    women_words: str
    men_words: str
    women_beside: float | None = None
    men_beside: float | None = None


def population_pyramid(bands: Sequence[AgeBand], *, beside: str = "", description: str) -> dict[str, Any]:
    """Bars of people by age and sex, and marks where they would end with the ages of a larger area.

    Args:
        bands: The ages, the youngest first.
        beside: Whose ages the marks are; empty where there are none.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = population_pyramid([AgeBand("0 to 4", 10, 15, "10", "15")], description="One band")
        >>> [(bar["sex"], bar["people"]) for bar in chart["data"]["values"]]
        [('Women and girls', -10), ('Men and boys', 15)]
    """
    rows: list[dict[str, Any]] = []
    for band in bands:
        for sex, sign, people, words, other in (
            (WOMEN, -1, band.women, band.women_words, band.women_beside),
            (MEN, 1, band.men, band.men_words, band.men_beside),
        ):
            row = {"age": band.label, "sex": sex, "people": sign * (people or 0), "words": words}
            if beside and other is not None:
                row["beside"] = sign * round(other, 1)
            rows.append(row)
    y = {
        "field": "age",
        "type": "ordinal",
        "sort": [band.label for band in reversed(bands)],
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelPadding": 6},
    }
    x = {
        "type": "quantitative",
        "title": "People",
        "axis": {
            "labelExpr": "format(abs(datum.value), ',')",
            "tickCount": 6,
            "labelOverlap": True,
            "labelSeparation": 6,
        },
    }
    named: dict[str, Any] = {"type": "nominal", "title": None, "legend": NARROW_LEGEND}
    scale = {"domain": [*_COLOURS, *([beside] if beside else [])], "range": [*_COLOURS.values(), _BESIDE]}
    tips = [
        {"field": "age", "type": "nominal", "title": "Age"},
        {"field": "sex", "type": "nominal", "title": "Sex"},
        {"field": "words", "type": "nominal", "title": "People"},
    ]
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar"},
            "encoding": {
                "y": y,
                "x": {**x, "field": "people"},
                "color": {**named, "field": "sex", "scale": {**scale, "range": scale["range"][: len(scale["domain"])]}},
                "tooltip": tips,
            },
        }
    ]
    if beside:
        layers.append(
            {
                "mark": {"type": "tick", "thickness": 3, "opacity": 1},
                "encoding": {"y": y, "x": {**x, "field": "beside"}, "color": {**named, "datum": beside}},
            }
        )
    return {
        "description": description,
        "config": LEGEND_OVER_LABELS,
        "width": "container",
        "height": len(bands) * (_LOW if len(bands) > _ROWS_OF_A_FULL_PYRAMID else 2 * _TALLEST),
        "data": {"values": rows},
        "layer": layers,
    }
