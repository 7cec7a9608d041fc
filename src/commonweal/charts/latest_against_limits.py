"""Where the latest month of many areas stands within the limits of each one's own control chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.charts.control_chart import COLOURS, SHAPES
from commonweal.charts.row_labels import NARROW, NARROW_LEGEND

CHOSEN = "This one"
_CHOSEN_LOOK = ("#212b32", "cross")


@dataclass(frozen=True, slots=True)
class LatestPoint:
    """One area.

    Args:
        name: What it is called.
        level: Its usual level: the mean of its months.
        standing: How far its latest month stands from its mean: 1 on its upper limit, -1 on its lower.
        kind: A kind of point of a control chart, such as ``COMMON``.
        words: The latest month in words, for the tooltip.
        href: Where a click leads.
        chosen: Whether it is the one in hand.
    """

    name: str
    level: float
    standing: float
    kind: str
    words: str = ""
    href: str = ""
    chosen: bool = False


def latest_against_limits(
    points: Iterable[LatestPoint], *, axis: str, subject: str, description: str
) -> dict[str, Any]:
    """Each area by its usual level and by where its latest month stands; a click on a point leads to the area.

    Args:
        points: The areas.
        axis: Title of the axis of usual levels.
        subject: What a point is, such as ``Practice``.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = latest_against_limits([LatestPoint("The Elms", 30.0, 1.2, "Special: high", href="/elms/")],
        ...                               axis="Usual rate", subject="Practice", description="Practices")
        >>> chart["layer"][1]["data"]["values"][0]["href"]
        '/elms/'
    """
    values: list[dict[str, Any]] = [
        {
            "name": point.name,
            "level": round(point.level, 4),
            "standing": round(point.standing, 4),
            "kind": CHOSEN if point.chosen else point.kind,
            "words": point.words,
            "href": point.href,
        }
        for point in points
    ]
    edge = round(max(1.4, 0.2 + max((abs(point["standing"]) for point in values), default=0.0)), 2)
    looks = {kind: (colour, SHAPES[kind]) for kind, colour in COLOURS.items()} | {CHOSEN: _CHOSEN_LOOK}
    looks = {kind: look for kind, look in looks.items() if any(value["kind"] == kind for value in values)}
    x = {
        "field": "level",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": ",.1~f", "tickCount": 5},
        "scale": {"zero": False, "nice": True, "padding": 12},
    }
    y = {
        "field": "standing",
        "type": "quantitative",
        "title": None,
        "axis": {
            "values": [-1, 0, 1],
            "grid": False,
            "labelExpr": f"datum.value > 0 ? ({NARROW} ? 'Upper' : 'Upper limit') : datum.value < 0 ?"
            f" ({NARROW} ? 'Lower' : 'Lower limit') : ({NARROW} ? 'Mean' : 'Its own mean')",
        },
        "scale": {"domain": [-edge, edge]},
    }
    rules = [{"at": at, "limit": bool(at)} for at in (-1, 0, 1)]
    named = {"field": "kind", "type": "nominal", "title": None, "legend": NARROW_LEGEND}
    return {
        "description": description,
        "width": "container",
        "height": 320,
        "layer": [
            {
                "data": {"values": rules},
                "mark": {"type": "rule", "strokeWidth": 1.5, "color": "#4c6272"},
                "encoding": {
                    "y": {"field": "at", "type": "quantitative"},
                    "strokeDash": {"condition": {"test": "datum.limit", "value": [6, 4]}, "value": [1, 0]},
                },
            },
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.85},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": {**named, "scale": {"domain": list(looks), "range": [look[0] for look in looks.values()]}},
                    "shape": {**named, "scale": {"domain": list(looks), "range": [look[1] for look in looks.values()]}},
                    "href": {"field": "href", "type": "nominal"},
                    "tooltip": [
                        {"field": "name", "type": "nominal", "title": subject},
                        {"field": "words", "type": "nominal", "title": "Latest month"},
                        {"field": "level", "type": "quantitative", "title": axis, "format": ",.1f"},
                    ],
                },
            },
        ],
    }
