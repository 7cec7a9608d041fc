"""Rows held against those of a larger area: bars, or points with their limits, and a mark where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.row_labels import LEGEND_OVER_LABELS, NARROW_LEGEND, row_labels

POINT, BAR, BESIDE = "#005eb8", "#4f8fd0", "#212b32"
"""A bar is light enough for the mark to be seen on it."""
_ROW = 22


@dataclass(frozen=True, slots=True)
class Compared:
    """One row.

    Args:
        label: What it is of.
        value: Where it stands; None where it is not shown, which draws nothing.
        words: The value in words, for the tooltip.
        beside: Where the larger area stands; None for no mark.
        lower, upper: Limits of the value; None for a bar without limits.
        short: What it is called where the page is narrow; by default the label.
    """

    label: str
    value: float | None
    words: str
    beside: float | None = None
    lower: float | None = None
    upper: float | None = None
    short: str = ""


def compared(
    rows: Sequence[Compared], *, here: str, beside: str = "", axis: str, format: str, subject: str, description: str
) -> dict[str, Any]:
    """Horizontal bars, or points where there are limits, in the order given; a mark shows the larger area.

    Args:
        rows: From the top.
        here: Whose values they are.
        beside: Whose the marks are; empty where there are none.
        axis: Title of the value axis, with its unit.
        format: How the axis prints numbers, in the notation of d3.
        subject: What a row is of, for the tooltip.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = compared([Compared("Asthma", 60.0, "60", 50.0, 55.0, 65.0)], here="North", beside="All",
        ...                  axis="Rate", format=",.0f", subject="Condition", description="One rate")
        >>> [layer["mark"]["type"] for layer in chart["layer"]]
        ['tick', 'rule', 'point']
    """
    limits = any(row.lower is not None for row in rows)
    values = [
        {
            "label": row.label,
            "words": row.words,
            **{
                key: round(number, 6)
                for key, number in (
                    ("value", row.value),
                    ("lower", row.lower),
                    ("upper", row.upper),
                    ("beside", row.beside if beside else None),
                )
                if number is not None
            },
        }
        for row in rows
    ]
    y = row_labels([row.label for row in rows], {row.label: row.short or row.label for row in rows}, longest_narrow=140)
    x = {
        "type": "quantitative",
        "title": axis,
        "axis": {"format": format, "tickCount": 5, "orient": "top", "labelOverlap": True, "labelSeparation": 6},
        "scale": {"zero": True},
    }
    scale = {
        "domain": [here, *([beside] if beside else [])],
        "range": [POINT if limits else BAR, BESIDE][: 1 + bool(beside)],
    }
    named: dict[str, Any] = {"type": "nominal", "title": None, "scale": scale, "legend": NARROW_LEGEND}
    tips = [
        {"field": "label", "type": "nominal", "title": subject},
        {"field": "words", "type": "nominal", "title": axis},
    ]
    shown = {"filter": "isValid(datum.value)"}
    layers: list[dict[str, Any]] = []
    tick = {
        "transform": [{"filter": "isValid(datum.beside)"}],
        "mark": {"type": "tick", "thickness": 3, "height": 18, "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "beside"}, "color": {**named, "datum": beside}},
    }
    if beside and limits:  # a mark must not hide the point
        layers.append(tick)
    if limits:
        layers.append(
            {
                "transform": [{"filter": "isValid(datum.lower)"}],
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": y,
                    "x": {**x, "field": "lower"},
                    "x2": {"field": "upper"},
                    "color": {**named, "datum": here},
                },
            }
        )
    mark = {"type": "point", "filled": True, "size": 70, "opacity": 1} if limits else {"type": "bar", "height": 14}
    encoding = {"y": y, "x": {**x, "field": "value"}, "color": {**named, "datum": here}, "tooltip": tips}
    layers.append({"transform": [shown], "mark": mark, "encoding": encoding})
    if beside and not limits:
        layers.append(tick)
    return {
        "description": description,
        "config": LEGEND_OVER_LABELS,
        "width": "container",
        "height": _ROW * max(1, len(rows)),
        "data": {"values": values},
        "layer": layers,
    }
