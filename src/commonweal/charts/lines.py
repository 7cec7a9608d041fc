"""Lines over financial years: a path to target, or an allocation beside its target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.row_labels import NARROW_LEGEND


@dataclass(frozen=True, slots=True)
class Series:
    """One line.

    Args:
        name: As it stands in the legend.
        values: One for each year; None where it is not known.
    """

    name: str
    values: Sequence[float | None]


def lines_over_years(
    years: Sequence[str], series: Iterable[Series], *, axis: str, format: str, from_zero: bool = False, description: str
) -> dict[str, Any]:
    """Lines with points, one for each series, over financial years.

    The years are names in an order, not days: ``2025/26`` stands as one step.

    Args:
        years: Such as ``2025/26``, in order.
        series: The lines, told apart by colour and by the shape of their points.
        axis: Title of the value axis, with its unit.
        format: How the axis prints numbers, in the notation of d3.
        from_zero: Whether the axis begins at nought.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = lines_over_years(["2025/26", "2026/27"], [Series("Distance", [-0.05, -0.04])],
        ...                          axis="Distance", format="+.1%", description="The path")
        >>> [point["year"] for point in chart["data"]["values"]]
        ['2025/26', '2026/27']
    """
    values = [
        {"year": year, "series": one.name, "value": value}
        for one in series
        for year, value in zip(years, one.values, strict=True)
        if value is not None
    ]
    names = list(dict.fromkeys(value["series"] for value in values))
    named: dict[str, Any] = {
        "field": "series",
        "type": "nominal",
        "title": None,
        "sort": names,
        "legend": NARROW_LEGEND,
    }
    return {
        "description": description,
        "width": "container",
        "height": 280,
        "data": {"values": values},
        "mark": {"type": "line", "point": {"size": 90}},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "sort": list(years),
                "title": None,
                "axis": {"labelAngle": 0, "labelOverlap": True, "labelSeparation": 6},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": axis,
                "axis": {"format": format, "tickCount": 6},
                "scale": {"zero": from_zero},
            },
            "color": named,
            "shape": named,
            "tooltip": [
                {"field": "series", "type": "nominal", "title": "Line"},
                {"field": "year", "type": "ordinal", "title": "Year"},
                {"field": "value", "type": "quantitative", "title": axis, "format": format},
            ],
        },
    }
