"""Two lines over single years of age: people on a list now, and some years from now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonweal.charts.row_labels import NARROW_LEGEND

NOW, THEN = "#768692", "#005eb8"
"""Grey and dashed for now, blue and whole for then: told apart without colour too."""


def ages_now_and_then(
    now: Sequence[float], then: Sequence[float], *, now_words: str, then_words: str, oldest: str, description: str
) -> dict[str, Any]:
    """People by single year of age on two days.

    Args:
        now: People of each age from 0, the last of that age and over.
        then: The same on the later day.
        now_words: The earlier day, for the legend.
        then_words: The later.
        oldest: What the last age is called, such as ``95 and over``; it is not drawn, since it holds many ages.
        description: What the chart shows, for those who do not see it.

    Example:
        >>> chart = ages_now_and_then([3, 4, 9], [5, 3, 9], now_words="2026", then_words="2031", oldest="2 and over",
        ...                           description="Two days")
        >>> [(point["age"], point["people"]) for point in chart["data"]["values"]]
        [(0, 3), (1, 4), (0, 5), (1, 3)]
    """
    values = [
        {"age": age, "when": words, "people": people}
        for words, line in ((now_words, now), (then_words, then))
        for age, people in enumerate(line[:-1])
    ]
    named: dict[str, Any] = {"field": "when", "type": "nominal", "title": None, "sort": [now_words, then_words]}
    days = [now_words, then_words]
    return {
        "description": description,
        "width": "container",
        "height": 300,
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "x": {
                "field": "age",
                "type": "quantitative",
                "title": f"Age ({oldest} is in the table)",
                "axis": {"tickCount": 10, "grid": False, "labelOverlap": True, "labelSeparation": 6},
                "scale": {"domain": [0, len(now) - 2], "nice": False},
            },
            "y": {
                "field": "people",
                "type": "quantitative",
                "title": "People",
                "axis": {"format": ",.0f", "tickCount": 6},
                "scale": {"zero": True},
            },
            "color": {**named, "scale": {"domain": days, "range": [NOW, THEN]}, "legend": NARROW_LEGEND},
            "strokeDash": {**named, "scale": {"domain": days, "range": [[5, 4], [1, 0]]}, "legend": NARROW_LEGEND},
            "tooltip": [
                {"field": "when", "type": "nominal", "title": "Day"},
                {"field": "age", "type": "quantitative", "title": "Age"},
                {"field": "people", "type": "quantitative", "title": "People", "format": ",.0f"},
            ],
        },
    }
