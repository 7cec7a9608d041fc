"""A funnel: observed over expected against the size of what is expected, within limits that narrow as size grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.charts.funnel_limits import FunnelLimits, limits_layer

BELOW, WITHIN, ABOVE, CHOSEN = "#ed8b00", "#768692", "#005eb8", "#231f20"
"""Colours of points; shapes tell them apart as well."""


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One point.

    Args:
        name: What it is, for the label.
        expected: Where it stands on the axis of size.
        ratio: Observed over expected.
        side: ``below``, ``within`` or ``above`` the limits.
        words: What the label says besides the name.
        href: Where a click leads.
        chosen: Whether it is the one in hand.
    """

    name: str
    expected: float
    ratio: float
    side: str
    words: str = ""
    href: str = ""
    chosen: bool = False


def funnel(
    points: Iterable[FunnelPoint], limits: FunnelLimits, *, size_axis: str, axis: str, description: str
) -> dict[str, Any]:
    """Points within limits; a click on a point leads to its page.

    Args:
        points: The points.
        limits: The lines.
        size_axis: Title of the axis of size.
        axis: Title of the axis of ratios.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = funnel([FunnelPoint("The Elms", 800.0, 0.9, "within")],
        ...                FunnelLimits([500.0, 1000.0], [0.7, 0.75], [1.3, 1.25], [0.6, 0.65], [1.4, 1.35]),
        ...                size_axis="Expected", axis="Recorded over expected", description="Practices")
        >>> [line["limit"] for line in chart["layer"][0]["data"]["values"]][:2]
        ['19 of 20', '19 of 20']
    """
    sides = {"below": "Fewer than expected", "within": "As expected", "above": "More than expected"}
    shown = [
        {
            "name": point.name,
            "expected": point.expected,
            "ratio": point.ratio,
            "side": "This one" if point.chosen else sides[point.side],
            "words": point.words,
            "href": point.href,
        }
        for point in points
    ]
    domain = [*sides.values(), *(["This one"] if any(point["side"] == "This one" for point in shown) else [])]
    y = {"field": "ratio", "type": "quantitative", "title": axis, "axis": {"format": ".0%"}, "scale": {"zero": False}}
    x = {
        "field": "expected",
        "type": "quantitative",
        "title": size_axis,
        "axis": {"format": ",.0f", "tickCount": 5},
        "scale": {"zero": False, "nice": True},
    }
    colour = {"domain": domain, "range": [BELOW, WITHIN, ABOVE, CHOSEN][: len(domain)]}
    shape = {"domain": domain, "range": ["triangle-down", "circle", "triangle-up", "diamond"][: len(domain)]}
    return {
        "description": description,
        "width": "container",
        "height": 360,
        "layer": [
            limits_layer(limits, x, y, legend={"title": None}),
            {"mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": {"y": {"datum": 1.0, "type": "quantitative"}}},
            {
                "data": {"values": shown},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.85},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {"field": "side", "type": "nominal", "title": None, "scale": colour},
                    "shape": {"field": "side", "type": "nominal", "title": None, "scale": shape},
                    "href": {"field": "href", "type": "nominal"},
                    "tooltip": [
                        {"field": "name", "type": "nominal", "title": "Practice"},
                        {"field": "words", "type": "nominal", "title": "On the register"},
                        {"field": "ratio", "type": "quantitative", "title": axis, "format": ".0%"},
                    ],
                },
            },
        ],
    }
