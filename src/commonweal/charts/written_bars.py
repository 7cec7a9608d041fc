"""Bars with their words written above them, so that long names leave the bars their whole width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_ROW = 42


@dataclass(frozen=True, slots=True)
class WrittenBar:
    """One bar.

    Args:
        label: What it is of, a line of some forty letters at most.
        value: How long it is.
        words: The value in words, which stand after the label.
    """

    label: str
    value: float
    words: str


def written_bars(bars: Sequence[WrittenBar], *, axis: str, subject: str, description: str) -> dict[str, Any]:
    """Horizontal bars from nought in the order given, each below its own line of words.

    Args:
        bars: From the top.
        axis: What the values are, for the tooltip.
        subject: What a bar is of, for the tooltip.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = written_bars([WrittenBar("From well to frail", 20, "20")], axis="People", subject="Move",
        ...                      description="One move")
        >>> chart["data"]["values"][0]["line"], chart["height"]
        ('From well to frail: 20', 42)
    """
    values = [
        {"label": bar.label, "value": bar.value, "words": bar.words, "line": f"{bar.label}: {bar.words}"}
        for bar in bars
    ]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": [bar.label for bar in bars],
        "title": None,
        "axis": None,
    }
    tips = [
        {"field": "label", "type": "nominal", "title": subject},
        {"field": "words", "type": "nominal", "title": axis},
    ]
    x = {"field": "value", "type": "quantitative", "title": None, "axis": None, "scale": {"zero": True}}
    return {
        "description": description,
        "width": "container",
        "height": _ROW * max(1, len(values)),
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "height": 12, "yOffset": 9},
                "encoding": {"y": y, "x": x, "tooltip": tips},
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dy": -9, "limit": {"expr": "width"}},
                "encoding": {"y": y, "x": {"datum": 0, "type": "quantitative"}, "text": {"field": "line"}},
            },
        ],
    }
