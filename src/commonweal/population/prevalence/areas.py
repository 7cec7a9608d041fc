"""Registers of practices, networks, places and ICBs held against what is expected, with limits of their sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.prevalence.expected import Comparison
from commonweal.population.prevalence.variation import limits
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class ComparedAreas:
    """Areas of one level; every array has one entry for each, in the order of the codes.

    Args:
        level: ``icb``, ``place``, ``pcn`` or ``practice``.
        codes: Codes, in order.
        practices, compared: Practices with a published list, and those of them that could be compared.
        people, people_compared: People on their lists, all ages.
        observed, expected: People on the register of the practices compared; nan where there are none.
        low, high: Limits of the register of an area such as this, 19 of 20; not the sums of those of its practices.
    """

    level: str
    codes: tuple[str, ...]
    practices: IntArray
    compared: IntArray
    people: FloatArray
    people_compared: FloatArray
    observed: FloatArray
    expected: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def not_yet_found(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Expected less observed, and its limits: how many more would be on the register; below nought where fewer."""
        return self.expected - self.observed, self.low - self.observed, self.high - self.observed

    def standing_of(self, number: int) -> str:
        """``below``, ``within`` or ``above`` the limits; ``unknown`` where there is no expected figure."""
        if np.isnan(self.expected[number]):
            return "unknown"
        if self.observed[number] < self.low[number]:
            return "below"
        return "above" if self.observed[number] > self.high[number] else "within"

    @property
    def standing(self) -> tuple[str, ...]:
        """How every area stands, in order."""
        return tuple(self.standing_of(number) for number in range(len(self.codes)))


def areas_compared(
    comparison: Comparison, level: str, *, within: BoolArray | None = None, confidence: float = 0.95
) -> ComparedAreas:
    """Sum practices to a level.

    The limits of an area are wider than if its practices differed by chance alone, since neighbours record alike, and
    narrower than the sum of their limits.

    Args:
        comparison: Of every practice.
        level: ``icb``, ``place``, ``pcn`` or ``practice``.
        within: Only these practices, as the ones of one ICB; by default all. Practices without an area are left out.
        confidence: Of the limits.
    """
    figures = comparison.figures
    codes, numbers = figures.numbered_areas(level)
    chosen = numbers >= (1 if codes and not codes[0] else 0)
    rows = np.flatnonzero(chosen if within is None else chosen & within)
    held, area = np.unique(numbers[rows], return_inverse=True)
    area, size = area.reshape(-1).astype(np.int64), len(held)
    people = figures.people()[rows]
    listed = ~np.isnan(people)
    usable = comparison.compared[rows]
    lists = np.nan_to_num(people)
    used, at = rows[usable], area[usable]
    groups = comparison.groups.of(used)
    expected = _sums(at, comparison.expected[used], size)
    count = np.bincount(at, minlength=size)
    variance = comparison.variation.of_sums(comparison.expected[used], at, groups.network, groups.place, groups.board)
    variance = np.pad(variance, (0, size - len(variance)))
    some = count > 0
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    low[some], high[some] = limits(expected[some], variance[some], confidence)
    return ComparedAreas(
        level,
        tuple(codes[number] for number in held.tolist()),
        np.bincount(area, listed, size).astype(np.int64),
        count.astype(np.int64),
        _sums(area, lists, size),
        _sums(at, lists[usable], size),
        np.where(some, _sums(at, comparison.observed[used], size), np.nan),
        np.where(some, expected, np.nan),
        low,
        high,
    )


def _sums(area: IntArray, values: FloatArray, size: int) -> FloatArray:
    return np.bincount(area, values, size).astype(np.float64)
