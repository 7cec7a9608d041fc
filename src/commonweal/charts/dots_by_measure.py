"""Rows with one dot for each measure, side by side: what an area has of a whole by heads, by cost, by need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.row_labels import NARROW_LEGEND, row_labels

COLOURS = ("#212b32", "#005eb8", "#8f4700", "#007f3b", "#7c2855")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
"""Measures differ in shape as well as colour, for those who do not tell these colours apart."""
_LANE = 11


@dataclass(frozen=True, slots=True)
class Dots:
    """One row.

    Args:
        label: What it is of.
        values: By measure; None where it is not known, which draws nothing.
        words: The values in words, for the tooltip.
        short: What it is called where the page is narrow.
    """

    label: str
    values: Mapping[str, float | None]
    words: Mapping[str, str]
    short: str


def dots_by_measure(
    rows: Sequence[Dots], measures: Sequence[str], *, axis: str, format: str, subject: str, description: str
) -> dict[str, Any]:
    """Rows from the top, each with a lane for every measure that any row knows.

    Args:
        rows: In order.
        measures: In order, five at most.
        axis: Title of the value axis.
        format: How the axis prints numbers, in the notation of d3.
        subject: What a row is of, for the tooltip.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> row = Dots("North", {"heads": 0.4, "history": None}, {"heads": "40%", "history": "not given"}, "N")
        >>> chart = dots_by_measure([row], ["heads", "history"], axis="Share", format=".0%", subject="Place",
        ...                         description="Shares of one place")
        >>> [dot["measure"] for dot in chart["data"]["values"]], chart["height"]
        (['heads'], 22)
    """
    told = [measure for measure in measures if any(row.values[measure] is not None for row in rows)]
    values = [
        {"label": row.label, "measure": measure, "value": round(value, 6), "words": row.words[measure]}
        for row in rows
        for measure in told
        if (value := row.values[measure]) is not None
    ]
    y = row_labels([row.label for row in rows], {row.label: row.short for row in rows})
    y["axis"] |= {"grid": True, "bandPosition": 0}  # a line between one row's dots and the next
    number = [list(measures).index(measure) for measure in told]
    named = {"field": "measure", "type": "nominal", "title": None, "legend": NARROW_LEGEND}
    return {
        "description": description,
        "width": "container",
        "height": max(2, len(told)) * _LANE * max(1, len(rows)),
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
        "encoding": {
            "y": y,
            "yOffset": {"field": "measure", "type": "nominal", "sort": told, "scale": {"domain": told}},
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": axis,
                "axis": {"format": format, "tickCount": 5, "orient": "top", "labelOverlap": True},
                "scale": {"zero": False},
            },
            "color": {**named, "scale": {"domain": told, "range": [COLOURS[at] for at in number]}},
            "shape": {**named, "scale": {"domain": told, "range": [SHAPES[at] for at in number]}},
            "tooltip": [
                {"field": "label", "type": "nominal", "title": subject},
                {"field": "measure", "type": "nominal", "title": "By"},
                {"field": "words", "type": "nominal", "title": axis},
            ],
        },
    }
