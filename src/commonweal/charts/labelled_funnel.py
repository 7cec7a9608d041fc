"""A funnel of proportions: each point against limits that narrow as its number of people grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.charts.funnel_limits import FunnelLimits, limits_layer

SIDES = {
    -2: "Far below (1 in 1,000)",
    -1: "Below (1 in 40)",
    0: "As others",
    1: "Above (1 in 40)",
    2: "Far above (1 in 1,000)",
}
"""What the code of each label is called in the legend."""

_COLOURS = {-2: "#8f4700", -1: "#ed8b00", 0: "#768692", 1: "#41b6e6", 2: "#1d4f91"}
_SHAPES = {-2: "triangle-down", -1: "triangle-down", 0: "circle", 1: "triangle-up", 2: "triangle-up"}


@dataclass(frozen=True, slots=True)
class LabelledPoint:
    """One point.

    Args:
        name: What it is, for the label.
        people: Where it stands on the axis of size.
        value: A fraction.
        label: A key of SIDES.
        href: Where a click leads.
        marked: Whether it stands out, as a practice of one's own network.
    """

    name: str
    people: float
    value: float
    label: int
    href: str = ""
    marked: bool = False


def labelled_funnel(
    points: Iterable[LabelledPoint],
    limits: FunnelLimits,
    *,
    baseline: float,
    subject: str,
    size_axis: str,
    axis: str,
    description: str,
) -> dict[str, Any]:
    """Points within limits of proportions; a click on a point leads to its page.

    Args:
        points: The points.
        limits: The lines; their ``expected`` are numbers of people.
        baseline: What all points have together, drawn as a line.
        subject: What a point is, such as ``Practice``.
        size_axis: Title of the axis of people.
        axis: Title of the axis of proportions.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = labelled_funnel([LabelledPoint("The Elms", 800.0, 0.09, -1)],
        ...                         FunnelLimits([500.0], [0.1], [0.2], [0.08], [0.22]), baseline=0.15,
        ...                         subject="Practice", size_axis="People", axis="Recorded", description="Practices")
        >>> chart["layer"][2]["data"]["values"][0]["side"]
        'Below (1 in 40)'
    """
    shown = [
        {
            "name": point.name,
            "people": point.people,
            "value": round(point.value, 5),
            "side": SIDES[point.label],
            "href": point.href,
            "marked": point.marked,
        }
        for point in points
    ]
    x = {"field": "people", "type": "quantitative", "title": size_axis, "axis": {"format": ",.0f", "tickCount": 5}}
    y = {
        "field": "value",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": "~%"},
        "scale": {"zero": False},
    }
    colour = {"domain": list(SIDES.values()), "range": list(_COLOURS.values())}
    shape = {"domain": list(SIDES.values()), "range": list(_SHAPES.values())}
    legend = {"columns": {"expr": "(width < 0 || containerSize()[0] < 600) ? 1 : 3"}}
    width = {"condition": {"test": "datum.marked", "value": 3}, "value": 0}
    return {
        "description": description,
        "width": "container",
        "height": 380,
        "layer": [
            limits_layer(limits, x, y, legend={"legend": None}),
            {
                "data": {"values": [{"baseline": baseline}]},
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"y": {"field": "baseline", "type": "quantitative"}},
            },
            {
                "data": {"values": shown},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.9},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {"field": "side", "type": "nominal", "title": None, "scale": colour, "legend": legend},
                    "shape": {"field": "side", "type": "nominal", "title": None, "scale": shape, "legend": legend},
                    "stroke": {"value": "#212b32"},
                    "strokeWidth": width,
                    "href": {"field": "href", "type": "nominal"},
                    "tooltip": [
                        {"field": "name", "type": "nominal", "title": subject},
                        {"field": "value", "type": "quantitative", "title": axis, "format": ".1%"},
                        {"field": "people", "type": "quantitative", "title": size_axis, "format": ",.0f"},
                        {"field": "side", "type": "nominal", "title": "Against others"},
                    ],
                },
            },
        ],
    }
