"""A control chart over months: points, their mean and limits, and a target; special cause told by colour and shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.charts.row_labels import NARROW_LEGEND

COMMON, IMPROVING, CONCERNING, HIGH, LOW = "Common cause", "Improving", "Concerning", "Special: high", "Special: low"
"""What kinds of points are called in the legend."""

COLOURS = {COMMON: "#768692", IMPROVING: "#005eb8", CONCERNING: "#c45500", HIGH: "#7c2855", LOW: "#330072"}
SHAPES = {
    COMMON: "circle",
    IMPROVING: "square",
    CONCERNING: "diamond",
    HIGH: "triangle-up",
    LOW: "triangle-down",
}
"""Colours and shapes of points by kind: shape tells them apart where colour does not."""


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One month.

    Args:
        month: Its first day.
        value: The measure.
        mean, lower, upper: The mean and limits that hold for it.
        kind: One of the kinds above.
        phase: Which limits it has, from 0.
    """

    month: date
    value: float
    mean: float
    lower: float
    upper: float
    kind: str
    phase: int = 0


def control_chart_of_months(
    points: Iterable[ControlPoint],
    *,
    axis: str,
    format: str,
    target: float | None = None,
    href: str = "",
    description: str,
) -> dict[str, Any]:
    """Points with mean and limits; a click on a point leads to the organisation.

    Args:
        points: The months, in order.
        axis: Title of the value axis.
        format: How the axis prints numbers, in the notation of d3.
        target: Drawn as a dotted line where there is one.
        href: The page of the organisation.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = control_chart_of_months([ControlPoint(date(2025, 4, 1), 0.7, 0.72, 0.6, 0.8, COMMON)],
        ...                                 axis="Within four hours", format=".0%", description="One month")
        >>> chart["data"]["values"][0]["month"], len(chart["layer"])
        ('2025-04-01', 4)
    """
    values = [
        {
            "month": point.month.isoformat(),
            "value": round(point.value, 5),
            "mean": round(point.mean, 5),
            "lower": round(point.lower, 5),
            "upper": round(point.upper, 5),
            "kind": point.kind,
            "phase": point.phase,
            "href": href,
        }
        for point in points
    ]
    kinds = [kind for kind in COLOURS if any(value["kind"] == kind for value in values)]
    x = {
        "field": "month",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %Y", "labelOverlap": True, "tickCount": 6},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": format, "tickCount": 6},
        "scale": {"zero": False},
    }
    limits = {"strokeWidth": 1.5, "strokeDash": [6, 4], "color": "#4c6272", "interpolate": "step"}
    layers: list[dict[str, Any]] = [
        _line(x, y, "mean", {"strokeWidth": 1.5, "color": "#212b32"}),
        _line(x, y, "lower", limits),
        _line(x, y, "upper", limits),
    ]
    if target is not None:
        layers.append(
            {
                "data": {"values": [{"target": target}]},
                "mark": {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 2.5, "color": "#7c2855"},
                "encoding": {"y": {"field": "target", "type": "quantitative"}},
            }
        )
    scale = {"domain": kinds, "range": [COLOURS[kind] for kind in kinds]}
    shapes = {"domain": kinds, "range": [SHAPES[kind] for kind in kinds]}
    named = {"field": "kind", "type": "nominal", "title": None, "legend": NARROW_LEGEND}
    points_layer = {
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 1, "color": "#768692"}},
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {
                    "color": {**named, "scale": scale},
                    "shape": {**named, "scale": shapes},
                    **({"href": {"field": "href", "type": "nominal"}} if href else {}),
                    "tooltip": [
                        {"field": "month", "type": "temporal", "title": "Month", "format": "%B %Y"},
                        {"field": "value", "type": "quantitative", "title": axis, "format": format},
                        {"field": "kind", "type": "nominal", "title": "Point"},
                    ],
                },
            },
        ],
    }
    layers.append(points_layer)
    return {
        "description": description,
        "width": "container",
        "height": 340,
        "data": {"values": values},
        "layer": layers,
    }


def _line(x: dict[str, Any], y: dict[str, Any], field: str, look: dict[str, Any]) -> dict[str, Any]:
    """A line of limits, broken where the limits are worked anew."""
    return {
        "mark": {"type": "line", **look},
        "encoding": {"x": x, "y": {**y, "field": field}, "detail": {"field": "phase", "type": "nominal"}},
    }
