"""Points in an order with their limits, such as tenths of deprivation or years, and a line if there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LINE, LIMITS = "#8f4700", "#005eb8"


def points_with_limits(
    labels: Sequence[str],
    values: Sequence[float | None],
    lower: Sequence[float | None],
    upper: Sequence[float | None],
    *,
    order: str,
    axis: str,
    format: str,
    fine_format: str,
    subject: str,
    line: Sequence[float | None] = (),
    field: str = "label",
    from_zero: bool = False,
    height: int = 320,
    description: str,
) -> dict[str, Any]:
    """Points from left to right in the order given; one that is not known is left out, and its place stays empty.

    Args:
        labels: Name of each point.
        values: Where it stands; None where it is not known.
        lower: Its lower limit.
        upper: Its upper limit.
        order: Title of the axis of names; empty for none.
        axis: Title of the value axis.
        format: How the axis prints numbers, in the notation of d3.
        fine_format: How the tooltip prints them.
        subject: What a point is of, for the tooltip.
        line: A fitted line at each point, which is drawn dashed; empty for none.
        field: What the name is called in the data of the chart.
        from_zero: Whether the value axis takes in nought.
        height: Of the drawing.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = points_with_limits(["2024", "2025"], [20.0, None], [18.0, None], [22.0, None], order="",
        ...                            axis="Rate", format=".0f", fine_format=".1f", subject="Year",
        ...                            description="Two years")
        >>> [point["label"] for point in chart["data"]["values"]]
        ['2024']
    """
    fitted = list(line) or [None] * len(labels)
    rows = [
        {field: label, **{key: round(value, 6) for key, value in parts.items() if value is not None}}
        for label, parts in (
            (label, {"value": value, "lower": low, "upper": high, "fitted": at})
            for label, value, low, high, at in zip(labels, values, lower, upper, fitted, strict=True)
        )
        if parts["value"] is not None
    ]
    x = {
        "field": field,
        "type": "ordinal",
        "sort": list(labels),
        "scale": {"domain": list(labels)},
        "title": order or None,
        "axis": {"labelAngle": 0},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "title": axis,
        "axis": {"format": format, "tickCount": 6},
        "scale": {"zero": from_zero},
    }
    tips = [
        {"field": field, "type": "ordinal", "title": subject},
        *(
            {"field": name, "type": "quantitative", "title": title, "format": fine_format}
            for name, title in (("value", axis), ("lower", "At least"), ("upper", "At most"))
        ),
    ]
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "rule", "strokeWidth": 2, "color": LIMITS},
            "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
            "encoding": {"x": x, "y": y, "tooltip": tips},
        },
    ]
    if line:
        drawn = {"type": "line", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": LINE}
        layers.insert(0, {"mark": drawn, "encoding": {"x": x, "y": {**y, "field": "fitted"}}})
    if from_zero:
        nought = {"mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": {"y": {"datum": 0}}}
        layers.insert(0, nought)
    return {
        "description": description,
        "width": "container",
        "height": height,
        "data": {"values": rows},
        "layer": layers,
    }
