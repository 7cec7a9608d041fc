"""What points of control charts are called, and in which order areas stand by their icons."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal.charts.control_chart import COMMON, CONCERNING, HIGH, IMPROVING, LOW
from commonweal.population.statistics.chart_icons import Improvement, Variation
from commonweal.population.statistics.control_charts import Cause


def place_of(icon: Variation) -> int:
    """Where an area with this icon stands in a list: concern first, then other special cause."""
    order = (Variation.CONCERN, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW, Variation.IMPROVEMENT)
    return order.index(icon) if icon in order else len(order)


def point_kinds(direction: Sequence[int], cause: Sequence[int], better: Improvement) -> list[str]:
    """What the points of one series are called in the legend.

    Args:
        direction: Of each point's special cause, as in a `ControlChart`.
        cause: Code of a `Cause` for each.
        better: Which way is better.

    Example:
        >>> point_kinds([0, 1], [0, 1], Improvement.NEUTRAL)
        ['Common cause', 'Special: high']
    """
    kinds = []
    for way, why in zip(direction, cause, strict=True):
        if why in (Cause.COMMON, Cause.MISSING) or not way:
            kinds.append(COMMON)
        elif better is Improvement.NEUTRAL:
            kinds.append(HIGH if way > 0 else LOW)
        else:
            kinds.append(IMPROVING if (way > 0) == (better is Improvement.INCREASE) else CONCERNING)
    return kinds
