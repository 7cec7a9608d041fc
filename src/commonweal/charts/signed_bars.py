"""Bars on both sides of a line: above or below target, gains and losses, more or less need than average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.charts.row_labels import LEGEND_OVER_LABELS, NARROW_LEGEND, NARROW_TITLE, axis_title, row_labels

BELOW, ABOVE = "#8f4700", "#1d4f91"
"""Brown below, blue above, as on the hexagon map: told apart in any colour vision."""

_BAR_HEIGHT = 22


@dataclass(frozen=True, slots=True)
class SignedBar:
    """One bar.

    Args:
        label: What it is of, in words short enough for an axis.
        value: Where it ends, in the unit of the axis; None where it is not known, which draws no bar.
        words: The value in words, for the tooltip.
        short: What it is called where the page is narrow, such as a code; by default the beginning of the label.
    """

    label: str
    value: float | None
    words: str
    short: str = ""


def signed_bars(
    bars: Iterable[SignedBar],
    *,
    axis: str,
    format: str,
    subject: str,
    below: str,
    above: str,
    middle: float = 0.0,
    least: tuple[float, float] | None = None,
    description: str,
) -> dict[str, Any]:
    """Horizontal bars from a middle line, in the order given, coloured by side.

    Args:
        bars: One for each row.
        axis: Title of the value axis, with its unit.
        format: How the axis prints numbers, in the notation of d3, such as ``+.1%``.
        subject: What a bar is of, such as ``ICB``; the heading of the tooltip's first line.
        below: Words for the side left of the middle, in the legend.
        above: Words for the side right of it.
        middle: The line that the bars stand on, such as 0 for money or 1 for an index.
        least: What the axis reaches at least, so that next to no difference is not drawn as a large one.
        description: What the chart shows, for those who do not see it.

    Returns:
        A Vega-Lite specification that takes the width of its box.

    Example:
        >>> chart = signed_bars([SignedBar("Frimley", -0.02, "2% below")], axis="Distance", format="+.1%",
        ...                     subject="ICB", below="Below", above="Above", description="Distance by ICB")
        >>> chart["data"]["values"][0]["side"], chart["height"]
        ('Below', 22)
    """
    shown = [bar for bar in bars if bar.value is not None]
    short = {bar.label: bar.short or bar.label for bar in shown}
    values = [
        {
            "label": bar.label,
            "value": bar.value,
            "words": bar.words,
            "middle": middle,
            "side": below if bar.value is not None and bar.value < middle else above,
        }
        for bar in shown
    ]
    order = [bar.label for bar in shown]
    y = row_labels(order, short)
    x: Mapping[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "title": axis_title(axis),
        "axis": {
            "format": format,
            "tickCount": 5,
            "orient": "top",
            "labelOverlap": True,
            "labelSeparation": 6,
            **NARROW_TITLE,
        },
        "scale": _scale([bar.value for bar in shown if bar.value is not None], middle, least),
    }
    return {
        "description": description,
        "config": LEGEND_OVER_LABELS,
        "width": "container",
        "height": _BAR_HEIGHT * max(1, len(values)),
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "height": 14},
                "encoding": {
                    "y": y,
                    "x": x,
                    "x2": {"field": "middle"},
                    "color": {
                        "field": "side",
                        "type": "nominal",
                        "title": None,
                        "scale": {"domain": [below, above], "range": [BELOW, ABOVE]},
                        "legend": NARROW_LEGEND,
                    },
                    "tooltip": [
                        {"field": "label", "type": "nominal", "title": subject},
                        {"field": "words", "type": "nominal", "title": axis},
                    ],
                },
            },
            {
                "mark": {"type": "rule", "strokeWidth": 1.5},
                "encoding": {"x": {"datum": middle, "type": "quantitative"}},
            },
        ],
    }


def _scale(values: list[float], middle: float, least: tuple[float, float] | None) -> dict[str, Any]:
    if least is None:
        return {"zero": middle == 0.0}
    return {"domain": [min(*least, *values), max(*least, *values)], "nice": True}
