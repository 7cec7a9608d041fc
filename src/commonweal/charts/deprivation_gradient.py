"""A condition by quantiles of deprivation: points with their limits, and the line of the slope index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def deprivation_gradient(
    labels: Sequence[str],
    values: Sequence[float],
    lower: Sequence[float],
    upper: Sequence[float],
    fitted: Sequence[float],
    *,
    axis: str,
    description: str,
) -> dict[str, Any]:
    """Points from the most to the least deprived, with limits and the fitted line.

    Args:
        labels: Name of each quantile, the most deprived first.
        values: Fractions.
        lower: Their lower limits.
        upper: Their upper limits.
        fitted: The regression at each quantile.
        axis: Title of the value axis.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = deprivation_gradient(["1", "2"], [0.2, 0.1], [0.18, 0.09], [0.22, 0.11], [0.2, 0.1],
        ...                              axis="Diabetes", description="Two tenths")
        >>> chart["data"]["values"][0]["quantile"]
        '1'
    """
    rows = [
        {
            "quantile": label,
            "value": round(value, 6),
            "lower": round(low, 6),
            "upper": round(high, 6),
            "fitted": round(line, 6),
        }
        for label, value, low, high, line in zip(labels, values, lower, upper, fitted, strict=True)
    ]
    x = {
        "field": "quantile",
        "type": "ordinal",
        "sort": list(labels),
        "title": "From the most deprived (1) to the least",
        "axis": {"labelAngle": 0},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": ".1~%", "tickCount": 6},
        "scale": {"zero": False},
    }
    tips = [
        {"field": "quantile", "type": "ordinal", "title": "Deprivation"},
        *(
            {"field": field, "type": "quantitative", "title": title, "format": ".2%"}
            for field, title in (("value", axis), ("lower", "At least"), ("upper", "At most"))
        ),
    ]
    return {
        "description": description,
        "width": "container",
        "height": 320,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "line", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": "#8f4700"},
                "encoding": {"x": x, "y": {**y, "field": "fitted"}},
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": "#005eb8"},
                "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
                "encoding": {"x": x, "y": y, "tooltip": tips},
            },
        ],
    }
