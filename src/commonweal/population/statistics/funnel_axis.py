"""Where along its axis a funnel's limits are drawn."""

from __future__ import annotations

import numpy as np

from commonweal.population.statistics.estimates import FloatArray

POINTS = 100


def axis_ends(denominators: FloatArray) -> tuple[float, float]:
    """The two ends of the axis of denominators.

    It begins at nought if the largest is more than twice the smallest, else at 0.95 times the smallest, rounded down
    to one leading digit; it ends at 1.05 times the largest, rounded up to two.

    Args:
        denominators: Those of the points drawn, above nought.

    Example:
        >>> axis_ends(np.array([130.0, 222.0])), axis_ends(np.array([10.0, 222.0]))
        ((100.0, 240.0), (0.0, 240.0))
    """
    smallest, largest = float(denominators.min()), float(denominators.max())
    start = 0.0
    if largest <= 2 * smallest:
        step = 10.0 ** np.floor(np.log10(0.95 * smallest))
        start = float(np.floor(0.95 * smallest / step) * step)
    step = 10.0 ** (np.floor(np.log10(1.05 * largest)) - 1)
    return start, float(np.ceil(1.05 * largest / step) * step)


def axis_points(start: float, end: float, *, of_ratio: bool = False) -> FloatArray:
    """The 100 places at which limits are drawn, closer together where the limits curve most.

    The first is the start, 1 at least. Each next is the one before times a factor that would lead to the end in equal
    ratios, rounded, and at least one further.

    Args:
        start: First place, from `axis_ends`.
        end: Last place.
        of_ratio: Funnels of ratios take their steps one place later.

    Returns:
        Shape (100,), increasing.

    Example:
        >>> places = axis_points(0, 1000)
        >>> places[:3].tolist(), float(places[-1]), places.shape
        ([1.0, 2.0, 3.0], 1000.0, (100,))
    """
    later = 1 if of_ratio else 0
    places = [max(1.0, start)]
    for place in range(2, POINTS + 1):
        last = places[-1]
        places.append(float(max(round(last * (end / last) ** (1 / (101 - place + later))), last + 1)))
    return np.array(places)
