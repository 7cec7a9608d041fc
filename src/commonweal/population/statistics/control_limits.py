"""Mean and limits of XmR control charts, from the moving ranges between neighbouring points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.statistics.estimates import Arrays, BoolArray, FloatArray, IntArray

LIMIT_IN_RANGES = 2.66
"""Limits stand so many mean moving ranges from the mean: 3 standard deviations of 1/1.128 of a mean range, rounded."""
NEAR_LIMIT = 2 / 3
"""Near limits stand at this part of the way to the limits."""
SCREEN_IN_RANGES = 3.267
"""A moving range of so many mean ranges or more is left out, once."""


@dataclass(frozen=True, eq=False)
class ControlLimits(Arrays):
    """Mean and limits of each segment of the charts.

    Args:
        mean: Shape (segments,), in the unit of the values.
        half_width: From the mean to either limit; not-a-number where a segment has one point.
        constant: True where all points that limits are worked from are equal.
    """

    mean: FloatArray
    half_width: FloatArray
    constant: BoolArray


def control_limits(values: FloatArray, segment: IntArray, *, fix_after_n: int | None = None) -> ControlLimits:
    """Mean and limits of each segment.

    Mean ∓ 2.66 mean moving ranges. Ranges of 3.267 times their mean or more are left out once, unless the mean is
    nought.

    Args:
        values: In order of segment and date, none missing, shape (points,).
        segment: From 0, never decreasing, without gaps.
        fix_after_n: How many points of each segment limits are worked from; None for all.

    Source:
        NHS England, Making Data Count; Provost and Murray, The Health Care Data Guide (2011), chapter 4.

    Example:
        >>> limits = control_limits(np.array([1.0, 6, 1, 8, 0, 3]), np.zeros(6, dtype=np.int64))
        >>> limits.mean.round(6).tolist(), (limits.mean + limits.half_width).round(6).tolist()
        ([3.166667], [18.062667])
    """
    segments = int(segment[-1]) + 1 if len(segment) else 0
    size = np.bincount(segment, minlength=segments)
    place = np.arange(len(values)) - (np.cumsum(size) - size)[segment]
    used = place < (len(values) if fix_after_n is None else fix_after_n)
    held = np.bincount(segment[used], minlength=segments)
    first = values[np.cumsum(size) - size] if segments else values
    # Away from the first value, so that a constant series has its own value as mean to the last bit.
    mean = first + np.bincount(segment, weights=np.where(used, values - first[segment], 0.0), minlength=segments) / held
    ranges = np.abs(np.diff(values, prepend=values[:1]))
    counted = used & (place > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        typical = _mean_by(ranges, counted, segment, segments)
        screened = counted & ((ranges < SCREEN_IN_RANGES * typical[segment]) | (typical[segment] == 0))
        half = LIMIT_IN_RANGES * _mean_by(ranges, screened, segment, segments)
    return ControlLimits(mean, half, np.asarray(typical == 0))


def _mean_by(values: FloatArray, where: BoolArray, segment: IntArray, segments: int) -> FloatArray:
    total = np.bincount(segment, weights=np.where(where, values, 0.0), minlength=segments)
    return np.asarray(total / np.bincount(segment[where], minlength=segments))
