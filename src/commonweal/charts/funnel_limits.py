"""The lines of a funnel: limits that narrow as size grows, drawn the same for ratios and proportions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

INNER, OUTER = "19 of 20", "998 of 1,000"
_LINES = (("low", INNER), ("high", INNER), ("outer_low", OUTER), ("outer_high", OUTER))
PLACES = 5


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Limits over the axis of size, each a sequence as long as ``expected``; outer ones hold 998 of 1,000."""

    expected: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    outer_low: Sequence[float]
    outer_high: Sequence[float]


def limits_layer(
    limits: FunnelLimits, x: Mapping[str, Any], y: Mapping[str, Any], *, legend: Mapping[str, Any]
) -> dict[str, Any]:
    """A layer with both pairs of limits, the outer dashed.

    Args:
        limits: The lines.
        x: Encoding of the axis of size.
        y: Encoding of the axis of values.
        legend: What is added to the encoding of the dashes, such as ``{"legend": None}`` for none.
    """
    values = [
        {"line": name, "limit": limit, x["field"]: size, y["field"]: round(value, PLACES)}
        for name, limit in _LINES
        for size, value in zip(limits.expected, getattr(limits, name), strict=True)
    ]
    dashes = {"field": "limit", "type": "nominal", "scale": {"domain": [INNER, OUTER], "range": [[1, 0], [5, 4]]}}
    return {
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 1.2, "color": "#4c6272"},
        "encoding": {
            "x": x,
            "y": y,
            "detail": {"field": "line", "type": "nominal"},
            "strokeDash": {**dashes, **legend},
        },
    }
