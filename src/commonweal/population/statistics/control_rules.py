"""The rules of special cause on a control chart: runs, trends and two of three near a limit."""

from __future__ import annotations

import numpy as np

from commonweal.population.statistics.estimates import BoolArray, CodeArray, FloatArray, IntArray


def run_reached(side: CodeArray, segment: IntArray, points: int = 7) -> BoolArray:
    """True at each point that is at least the so-manieth in a row on one side of the mean.

    Args:
        side: -1 below the mean, 1 above, nought on it, which breaks a run; shape (points,).
        segment: Whole numbers that never decrease; a new one breaks a run.
        points: How many make a run, 6 or 7.

    Source:
        NHS England, Making Data Count: a shift is a run of values on one side of the mean.

    Example:
        >>> side = np.array([1, 1, 1, 1, 1, 1, 1, 1, -1], dtype=np.int8)
        >>> run_reached(side, np.zeros(9, dtype=np.int64)).astype(int).tolist()
        [0, 0, 0, 0, 0, 0, 1, 1, 0]
    """
    return np.asarray((side != 0) & (_run_length(side, segment) >= points))


def trend_reached(values: FloatArray, segment: IntArray, points: int = 7) -> CodeArray:
    """1 at each point that ends so many rising values, -1 that ends so many falling; equal values break a trend.

    Args:
        values: In order, shape (points,).
        segment: Whole numbers that never decrease; a new one breaks a trend.
        points: How many make a trend, 6 or 7.

    Example:
        >>> trend_reached(np.arange(7.0), np.zeros(7, dtype=np.int64)).tolist()
        [0, 0, 0, 0, 0, 0, 1]
    """
    step = np.zeros(len(values), dtype=np.int8)
    step[1:] = np.where(segment[1:] == segment[:-1], np.sign(np.diff(values)), 0)
    reached = (step != 0) & (_run_length(step, segment) >= points - 1)
    return np.where(reached, step, 0).astype(np.int8)


def spread_back(flags: CodeArray, segment: IntArray, points: int = 7) -> CodeArray:
    """Each flag given also to the points before it that belong to its run or trend.

    A point between two trends takes the direction of the one on its right.

    Example:
        >>> spread_back(np.array([0, 0, 0, 1], dtype=np.int8), np.zeros(4, dtype=np.int64), 3).tolist()
        [0, 1, 1, 1]
    """
    spread = flags.copy()
    flagged = np.flatnonzero(flags)
    # From the nearest point outwards, so that of two flags within reach of a point the one on the right is kept.
    for step in range(1, points):
        before = flagged - step
        reached = (before >= 0) & (segment[before] == segment[flagged])
        spread[before[reached]] = flags[flagged[reached]]
    return spread


def two_in_three(close: BoolArray, side: CodeArray, segment: IntArray) -> BoolArray:
    """True at each point of a window of three on one side of the mean of which two at least are close to a limit.

    Only those of its points that are close are special cause.

    Args:
        close: Beyond a near limit and within the limits.
        side: -1 below the mean, 1 above, nought on it.
        segment: Whole numbers that never decrease.

    Example:
        >>> close, side = np.array([True, False, True]), np.array([1, 1, 1], dtype=np.int8)
        >>> two_in_three(close, side, np.zeros(3, dtype=np.int64)).tolist()
        [True, True, True]
    """
    found = np.zeros(len(close), dtype=np.bool_)
    if len(close) < 3:
        return found
    one_side = (side[2:] != 0) & (side[:-2] == side[1:-1]) & (side[1:-1] == side[2:]) & (segment[:-2] == segment[2:])
    near = close.astype(np.int8)
    window = one_side & (near[:-2] + near[1:-1] + near[2:] >= 2)
    for step in range(3):
        found[step : len(found) - 2 + step] |= window
    return found


def _run_length(marks: CodeArray, segment: IntArray) -> IntArray:
    """How many points in a row, up to each, carry its mark."""
    place = np.arange(len(marks))
    starts = np.ones(len(marks), dtype=np.bool_)
    starts[1:] = (marks[1:] != marks[:-1]) | (segment[1:] != segment[:-1])
    return np.asarray(place - np.maximum.accumulate(np.where(starts, place, 0)) + 1)
