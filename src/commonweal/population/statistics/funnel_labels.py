"""Which side of a funnel a point lies on, and how far out."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from commonweal.population.statistics.estimates import BoolArray, CodeArray, FloatArray

INNER, OUTER = 0.95, 0.998
"""Confidence of the two pairs of limits: 1 in 40 and 1 in 1,000 on either side."""


class Label(IntEnum):
    """Where a point lies against the limits of a funnel.

    Example:
        >>> Label.HIGH_OUTER.words, Label(-1).words
        ('High (0.001)', 'Low (0.025)')
    """

    LOW_OUTER = -2
    LOW_INNER = -1
    NOT_SIGNIFICANT = 0
    HIGH_INNER = 1
    HIGH_OUTER = 2
    NOT_APPLICABLE = 9

    @property
    def words(self) -> str:
        """The label as it is printed."""
        return _WORDS[self]


_WORDS = {
    Label.LOW_OUTER: "Low (0.001)",
    Label.LOW_INNER: "Low (0.025)",
    Label.NOT_SIGNIFICANT: "Not significant",
    Label.HIGH_INNER: "High (0.025)",
    Label.HIGH_OUTER: "High (0.001)",
    Label.NOT_APPLICABLE: "Not applicable: fewer than 10 events, or an input is missing",
}

Limits = tuple[FloatArray | float, FloatArray | float]


def label_points(points: FloatArray, inner: Limits, outer: Limits) -> CodeArray:
    """Labels of points held against the limits of the funnel, as codes of `Label`.

    Args:
        points: Values in the unit of the limits.
        inner: Lower and upper limit of the inner pair.
        outer: Those of the outer pair.

    Returns:
        int8; not applicable where anything compared is missing.

    Example:
        >>> label_points(np.array([0.5, 1.0, 3.0, np.nan]), (0.8, 1.2), (0.6, 1.6)).tolist()
        [-2, 0, 2, 9]
    """
    return _label(
        np.isnan(points) | np.isnan(inner[0]) | np.isnan(inner[1]),
        low=(points < inner[0], points < outer[0]),
        high=(points > inner[1], points > outer[1]),
    )


def label_intervals(baseline: FloatArray, inner: Limits, outer: Limits) -> CodeArray:
    """Labels of points by their own intervals: high where the lower limit passes the baseline, low where the upper.

    Args:
        baseline: What each point would have by chance, in the unit of the limits.
        inner: Lower and upper 95% limit of each point.
        outer: Those at 99.8%.

    Returns:
        int8; not applicable where anything compared is missing.

    Example:
        >>> label_intervals(np.array([5.0, 9.0]), (np.array([6.0, 6.0]), np.array([12.0, 12.0])),
        ...                 (np.array([4.0, 4.0]), np.array([14.0, 14.0]))).tolist()
        [1, 0]
    """
    return _label(
        np.isnan(baseline) | np.isnan(inner[0]) | np.isnan(inner[1]),
        low=(inner[1] < baseline, outer[1] < baseline),
        high=(inner[0] > baseline, outer[0] > baseline),
    )


def _label(missing: BoolArray, low: tuple[BoolArray, BoolArray], high: tuple[BoolArray, BoolArray]) -> CodeArray:
    return np.select(
        [missing, low[1], high[1], low[0], high[0]],
        [Label.NOT_APPLICABLE, Label.LOW_OUTER, Label.HIGH_OUTER, Label.LOW_INNER, Label.HIGH_INNER],
        Label.NOT_SIGNIFICANT,
    ).astype(np.int8)
