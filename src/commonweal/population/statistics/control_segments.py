"""How the points of control charts fall into segments: one series after another, cut where limits are worked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.statistics.grouping import Grouping


@dataclass(frozen=True)
class Rebase:
    """New limits from a point on, because the process is known to have changed.

    Args:
        at: Date or place of the first point of the new limits, in the unit of `when`.
        reason: What changed, in words: limits are never worked anew without one.
        series: Code of the series; None for all of them.

    Example:
        >>> Rebase("2024-04-01", "the second ward opened").reason
        'the second ward opened'
    """

    at: Any
    reason: str
    series: int | None = None


@dataclass(frozen=True, eq=False)
class Segments:
    """Points in order of series and date, without those that are missing.

    Args:
        rows: Where each point stands in the input, shape (points,).
        segment: Segment of each point from 0, never decreasing.
        series: Series of each point.
        phase: How many rebases of its series lie at or before each point.
    """

    rows: IntArray
    segment: IntArray
    series: IntArray
    phase: IntArray


def read_segments(
    inputs: Inputs,
    values: FloatArray,
    grouping: Grouping,
    when: npt.ArrayLike | None,
    rebases: Sequence[Rebase],
) -> Segments:
    """Order and cut the points.

    Raises:
        BadInput: Anything found so far; dates missing or twice in a series; a rebase without a reason, for no series,
            or at no point.
    """
    flat, codes = values.reshape(-1), grouping.codes
    if when is None:
        order, days = _in_order(grouping)
    else:
        days = _days(inputs, when, values.shape)
        order = np.lexsort((days, codes))
        twice = np.zeros(len(flat), dtype=np.bool_)
        twice[order[1:]] = (codes[order][1:] == codes[order][:-1]) & (days[order][1:] == days[order][:-1])
        inputs.fault("when", twice, "this series has this date twice")
    rows = order[~np.isnan(flat[order])]
    series, day = codes[rows], days[rows]
    phase = np.zeros(len(rows), dtype=np.int64)
    for number, rebase in enumerate(rebases, start=1):
        phase += _from_rebase(inputs, rebase, number, series, day, grouping.count)
    inputs.raise_if_any()
    starts = np.ones(len(rows), dtype=np.bool_)
    starts[1:] = (series[1:] != series[:-1]) | (phase[1:] != phase[:-1])
    return Segments(rows, np.cumsum(starts) - 1, series, phase)


def _in_order(grouping: Grouping) -> tuple[IntArray, FloatArray]:
    """The order of rows that stand in order within their series, and the place of each in its series from 0."""
    codes = grouping.codes
    order = np.arange(len(codes)) if (codes[1:] >= codes[:-1]).all() else np.argsort(codes, kind="stable")
    size = np.bincount(codes, minlength=grouping.count)
    place = np.empty(len(order), dtype=np.float64)
    place[order] = np.arange(len(order)) - np.repeat(np.cumsum(size) - size, size)
    return order, place


def _days(inputs: Inputs, when: npt.ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    """Each row's date as a number."""
    days = _as_numbers(inputs, "when", when)
    inputs.fault("when", np.isnan(days), "this date is missing")
    try:
        return np.asarray(np.broadcast_to(days, shape)).reshape(-1)
    except ValueError:
        inputs.wrong("there are not as many dates as values", column="when", given=f"{days.shape} for {shape}")
        inputs.raise_if_any()
        raise


def _as_numbers(inputs: Inputs, name: str, when: Any) -> FloatArray:
    """Dates as days, or numbers as they are."""
    read = np.asarray(when)
    if read.dtype.kind in "iuf":
        return read.astype(np.float64)
    try:
        days = read.astype("datetime64[s]")
    except (TypeError, ValueError):
        inputs.wrong("these are neither dates nor numbers", column=name, expected="dates such as 2026-04-01")
        inputs.raise_if_any()
        raise
    return np.where(np.isnat(days), np.nan, days.astype(np.int64) / 86_400)


def _from_rebase(
    inputs: Inputs, rebase: object, number: int, series: IntArray, day: FloatArray, count: int
) -> IntArray:
    """1 at each point that has the new limits."""
    if not isinstance(rebase, Rebase):
        inputs.wrong(
            f"rebase {number} is none", column="rebases", given=str(rebase),
            expected="Rebase(date of the first point of the new limits, what changed)",
        )  # fmt: skip
        return np.zeros(len(series), dtype=np.int64)
    at = _as_numbers(inputs, "rebases", rebase.at)
    if not rebase.reason.strip():
        inputs.wrong(
            f"rebase {number} has no reason", column="rebases", given=str(rebase.at),
            do="write down what changed in the process; limits are not worked anew without one",
        )  # fmt: skip
    if rebase.series is not None and not 0 <= rebase.series < count:
        inputs.wrong(f"rebase {number} names no series", column="rebases", given=str(rebase.series))
    inside = np.ones(len(series), dtype=np.bool_) if rebase.series is None else series == rebase.series
    later = inside & (day >= at)
    if not later.any() or not (inside & (day < at)).any():
        inputs.wrong(
            f"rebase {number} cuts no series in two", column="rebases", given=str(rebase.at),
            do="give the date of the first point of the new limits",
        )  # fmt: skip
    return later.astype(np.int64)
