"""XmR control charts: is a change in a measure more than its usual variation?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.control_limits import NEAR_LIMIT, ControlLimits, control_limits
from commonweal.population.statistics.control_rules import run_reached, spread_back, trend_reached, two_in_three
from commonweal.population.statistics.control_segments import Rebase, Segments, read_segments
from commonweal.population.statistics.estimates import Arrays, BoolArray, CodeArray, FloatArray, IntArray
from commonweal.population.statistics.grouping import read_grouping

FEWEST_POINTS = 13
"""A segment with fewer points has trial limits."""
FEWEST_FIXED = 12
"""So have limits that are worked from fewer first points."""
ROUNDING = 1e-12
"""A value so near its mean, as a fraction of it, stands on it."""


class Cause(IntEnum):
    """Why a point is special cause: the first rule that it breaks."""

    COMMON = 0
    OUTSIDE_LIMITS = 1
    TREND = 2
    TWO_IN_THREE = 3
    ONE_SIDE = 4
    MISSING = 9


class ChartNote(IntFlag):
    """What a reader of a segment's limits should know."""

    NONE = 0
    TRIAL_LIMITS = 1
    NO_VARIATION = 2
    ZERO_WIDTH = 4
    ONE_POINT = 8

    @property
    def words(self) -> tuple[str, ...]:
        """The notes in words."""
        return tuple(text for note, text in _NOTES.items() if note in self)


_NOTES = {
    ChartNote.TRIAL_LIMITS: "trial limits, from few points",
    ChartNote.NO_VARIATION: "no variation",
    ChartNote.ZERO_WIDTH: "the limits have no width, since neighbouring points are mostly equal: read with care",
    ChartNote.ONE_POINT: "one point has no limits",
}


@dataclass(frozen=True, eq=False)
class ControlChart(Arrays):
    """Control charts of one or many series.

    Args:
        mean, lower, upper, near_lower, near_upper: In the unit and shape of the values.
        cause: Code of a `Cause` for each point.
        direction: 1 where special cause is high or rising, -1 where it is low or falling, else nought.
        phase: Which limits of its series a point has, from 0.
        note: `ChartNote` flags of the limits that a point has.
        last: Where the last point of each series stands among the flattened values, -1 where it has none.
        rebases: The rebases, with their reasons.
    """

    mean: FloatArray
    lower: FloatArray
    upper: FloatArray
    near_lower: FloatArray
    near_upper: FloatArray
    cause: CodeArray
    direction: CodeArray
    phase: IntArray
    note: IntArray
    last: IntArray
    rebases: tuple[Rebase, ...]

    @property
    def special(self) -> BoolArray:
        """True at each point of special cause."""
        return np.asarray((self.cause != Cause.COMMON) & (self.cause != Cause.MISSING))


def control_chart(
    values: npt.ArrayLike,
    *,
    series: npt.ArrayLike | None = None,
    number_of_series: int | None = None,
    when: npt.ArrayLike | None = None,
    rebases: Sequence[Rebase] = (),
    fix_after_n: int | None = None,
    points: int = 7,
) -> ControlChart:
    """XmR charts by the rules of Making Data Count, for one series or many thousands at once.

    Limits stand 2.66 mean moving ranges from the mean. A point is special cause by the first of: it lies outside the
    limits; it is one of 7 points each higher (or lower) than the one before; it is close to a limit, beyond two
    thirds of the way, in a window of three points on one side of the mean of which two are; it is one of 7 in a row
    on one side of the mean. Limits, runs and trends begin anew at a rebase.

    Args:
        values: Without series codes the last axis is time. A missing value is left out, its neighbours following each
            other.
        series: Code of each value's series from 0, shape (rows,).
        number_of_series: How many there are, by default one more than the largest code.
        when: Date (or number) of each value, none twice in a series; None where values stand in order.
        rebases: Where new limits begin, each with a written reason.
        fix_after_n: Work limits from so many first points of each segment, 2 or more; None for all points.
        points: How many make a run or a trend: 7, or 6 as in some tools.

    Returns:
        Limits and causes in the shape of the values. A constant series is common cause, noted as without variation.

    Raises:
        BadInput: Faults of values, codes or dates; a rebase without a reason; another number of points.

    Source:
        NHS England, Making Data Count (https://www.england.nhs.uk/publication/making-data-count/).

    Example:
        >>> chart = control_chart([1, 2, 3, 4, 5, 6, 7, 8], fix_after_n=3)
        >>> chart.upper[0].round(2).item(), chart.special.all().item(), Cause(int(chart.cause[0])).name
        (4.66, True, 'TREND')
    """
    inputs = Inputs()
    read = inputs.numbers("values", values)
    if points not in (6, 7):
        inputs.wrong("a run has 6 or 7 points", column="points", given=str(points))
    if fix_after_n is not None:
        inputs.whole("fix_after_n", fix_after_n, "limits need two points", at_least=2)
    grouping = read_grouping(inputs, read.shape, series, number_of_series)
    placed = read_segments(inputs, read, grouping, when, rebases)
    y = read.reshape(-1)[placed.rows]
    limits = control_limits(y, placed.segment, fix_after_n=fix_after_n)
    last = np.full(grouping.count, -1, dtype=np.int64)
    last[placed.series] = placed.rows
    return _chart(y, placed, limits, last.reshape(grouping.shape), read.shape, tuple(rebases), points, fix_after_n)


def _chart(
    y: FloatArray, placed: Segments, limits: ControlLimits, last: IntArray, shape: tuple[int, ...],
    rebases: tuple[Rebase, ...], points: int, fix_after_n: int | None,
) -> ControlChart:  # fmt: skip
    segment = placed.segment
    mean, half = limits.mean[segment], limits.half_width[segment]
    away = y - mean
    side = np.where(np.abs(away) <= ROUNDING * np.maximum(np.abs(y), np.abs(mean)), 0, np.sign(away)).astype(np.int8)
    outside = (side != 0) & (np.abs(away) > half)
    close = (side != 0) & (np.abs(away) > NEAR_LIMIT * half) & ~outside
    trend = spread_back(trend_reached(y, segment, points), segment, points)
    run = spread_back(run_reached(side, segment, points).astype(np.int8), segment, points)
    rules = [outside, trend != 0, two_in_three(close, side, segment) & close, run != 0]
    cause = np.select(rules, [Cause.OUTSIDE_LIMITS, Cause.TREND, Cause.TWO_IN_THREE, Cause.ONE_SIDE], Cause.COMMON)
    direction = np.where(cause == Cause.COMMON, 0, np.where(cause == Cause.TREND, trend, side))

    in_order = len(placed.rows) == np.prod(shape) and bool((np.diff(placed.rows) == 1).all())

    def back(column: npt.NDArray[np.generic], missing: float, kind: npt.DTypeLike) -> npt.NDArray[np.generic]:
        """A column in the order and shape of the input."""
        if in_order:
            return column.astype(kind, copy=False).reshape(shape)
        whole = np.full(int(np.prod(shape, dtype=np.int64)), missing, dtype=kind)
        whole[placed.rows] = column
        return whole.reshape(shape)

    def number(column: FloatArray) -> FloatArray:
        return np.asarray(back(column, np.nan, np.float64), dtype=np.float64)

    return ControlChart(
        number(mean), number(mean - half), number(mean + half),
        number(mean - NEAR_LIMIT * half), number(mean + NEAR_LIMIT * half),
        np.asarray(back(cause, Cause.MISSING, np.int8), dtype=np.int8),
        np.asarray(back(direction, 0, np.int8), dtype=np.int8),
        np.asarray(back(placed.phase, 0, np.int64), dtype=np.int64),
        np.asarray(back(_notes(y, segment, limits, fix_after_n), 0, np.int64), dtype=np.int64),
        last, rebases,
    )  # fmt: skip


def _notes(y: FloatArray, segment: IntArray, limits: ControlLimits, fix_after_n: int | None) -> IntArray:
    size = np.bincount(segment, minlength=len(limits.mean))
    off = np.bincount(segment, weights=y != limits.mean[segment], minlength=len(limits.mean)) > 0
    flat = limits.half_width == 0
    few = (size < FEWEST_POINTS) | (fix_after_n is not None and fix_after_n < FEWEST_FIXED)
    notes = (
        np.where(few, ChartNote.TRIAL_LIMITS, 0)
        | np.where(flat & ~off, ChartNote.NO_VARIATION, 0)
        | np.where(flat & off, ChartNote.ZERO_WIDTH, 0)
        | np.where(np.isnan(limits.half_width), ChartNote.ONE_POINT, 0)
    )
    return np.asarray(notes, dtype=np.int64)[segment]
