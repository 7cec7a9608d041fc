"""How far practices alike in ages, sex and deprivation differ, and how much of it they share with their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, gammaincinv

from commonweal.population.statistics.estimates import FloatArray, IntArray

MOST_VARIATION = 16.0
NEAR_ENOUGH = 1e-6

MOST_STANDARD = 3.0
"""Residuals beyond so many standard deviations are taken as this when neighbours are compared."""


@dataclass(frozen=True, slots=True)
class Variation:
    """Squared coefficients of variation around what is expected, beyond that of counting.

    Args:
        practice: Of each practice apart from its neighbours.
        network, place, board: What practices of one network, place and ICB have in common.
    """

    practice: float
    network: float
    place: float
    board: float

    @property
    def whole(self) -> float:
        """Of one practice taken from England."""
        return self.practice + self.network + self.place + self.board

    def of_one(self, expected: FloatArray) -> FloatArray:
        """Variance of the register of single practices, shape (practices,)."""
        variance: FloatArray = expected + self.whole * expected**2
        return variance

    def of_sums(
        self, expected: FloatArray, area: IntArray, network: IntArray, place: IntArray, board: IntArray
    ) -> FloatArray:
        """Variance of the registers of areas, in which practices of one network, place and ICB go together.

        Args:
            expected: Expected people on the register, shape (practices,).
            area: Number of the area of each practice, from 0 on.
            network: Number of its network; a practice without one has a number of its own.
            place: Number of its place, likewise.
            board: Number of its ICB, likewise.

        Returns:
            Shape (areas,).
        """
        size = int(area.max()) + 1 if len(area) else 0
        variance = np.bincount(area, expected + self.practice * expected**2, size).astype(np.float64)
        for part, group in ((self.network, network), (self.place, place), (self.board, board)):
            if part > 0 and len(group):
                pairs, inverse = np.unique(area * (int(group.max()) + 1) + group, return_inverse=True)
                sums = np.bincount(inverse, expected)
                variance = variance + part * np.bincount(pairs // (int(group.max()) + 1), sums**2, size)
        return variance


def limits(expected: npt.ArrayLike, variance: npt.ArrayLike, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Limits between which a register lies with a given chance, by the gamma distribution of that mean and variance.

    Args:
        expected: Above 0.
        variance: Above 0, of the same shape.
        confidence: Such as 0.95.

    Example:
        >>> low, high = limits([100.0], [100.0 + 0.01 * 100.0**2])
        >>> round(float(low[0])), round(float(high[0]))
        (74, 130)
    """
    mean, spread = np.asarray(expected, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    shape, scale = mean**2 / spread, spread / mean
    tail = (1.0 - confidence) / 2.0
    return gammaincinv(shape, tail) * scale, gammaincinv(shape, 1.0 - tail) * scale


def estimate(
    observed: FloatArray, expected: FloatArray, network: IntArray, place: IntArray, board: IntArray
) -> Variation:
    """Estimate variation from practices that were fitted.

    The whole is set so that 95% of the practices lie within their limits, which a few odd ones cannot move. What
    neighbours share is the mean product of the residuals of pairs: pairs of one network, of one place but several
    networks, and of one ICB but several places.

    Args:
        observed: People on the register, shape (practices,).
        expected: People expected on it, likewise.
        network: Number of the network of each; a practice without one has a number of its own.
        place: Number of its place, likewise.
        board: Number of its ICB, likewise.
    """
    whole = _whole(observed, expected)
    deviation = np.sqrt(1.0 / expected + whole)
    standard = np.clip((observed / expected - 1.0) / deviation, -MOST_STANDARD, MOST_STANDARD)
    in_network = _shared(standard, deviation, [network], [])
    in_place = _shared(standard, deviation, [place], [network])
    in_board = _shared(standard, deviation, [board], [place])
    of_board = min(max(in_board, 0.0), whole)
    of_place = min(max(in_place - of_board, 0.0), whole - of_board)
    of_network = min(max(in_network - of_place - of_board, 0.0), whole - of_board - of_place)
    return Variation(whole - of_board - of_place - of_network, of_network, of_place, of_board)


def _whole(observed: FloatArray, expected: FloatArray, confidence: float = 0.95) -> float:
    """The least variation with which that share of the practices lies within its limits."""
    tail = (1.0 - confidence) / 2.0
    low, high = 0.0, MOST_VARIATION
    while high - low > NEAR_ENOUGH:
        tried = (low + high) / 2
        below = _chance_below(observed, expected, expected + tried * expected**2)
        if ((below >= tail) & (below <= 1.0 - tail)).mean() < confidence:
            low = tried
        else:
            high = tried
    return high


def _chance_below(observed: FloatArray, expected: FloatArray, variance: FloatArray) -> FloatArray:
    below: FloatArray = gammainc(expected**2 / variance, observed * expected / variance)
    return below


def _shared(standard: FloatArray, deviation: FloatArray, same: Sequence[IntArray], other: Sequence[IntArray]) -> float:
    """Mean product of residuals over pairs that share one group and not another."""
    weight = 1.0 / deviation
    top, bottom = _pairs(standard, weight, same)
    if other:
        less, fewer = _pairs(standard, weight, [*same, *other])
        top, bottom = top - less, bottom - fewer
    return top / bottom if bottom > 0 else 0.0


def _pairs(standard: FloatArray, weight: FloatArray, groups: Sequence[IntArray]) -> tuple[float, float]:
    key = groups[0]
    for group in groups[1:]:
        key = key * (int(group.max()) + 1) + group
    inverse = np.unique(key, return_inverse=True)[1]
    products = (np.bincount(inverse, standard) ** 2).sum() - (standard**2).sum()
    weights = (np.bincount(inverse, weight) ** 2).sum() - (weight**2).sum()
    return float(products), float(weights)
