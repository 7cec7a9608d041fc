"""Core20: how much of an area is in the most deprived fifth of England, counted where it can be, else estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.deprivation.index import DeprivationIndex
from commonweal.population.statistics.estimates import FloatArray, IntArray

COUNTED = (
    "A share of small areas, each of about 1,700 people: how many people live in each is not among the files that are "
    "read, so a share of people differs a little."
)
ESTIMATED = (
    "An estimate: where a practice's people live is not among the files that are read. It is the share that wards with "
    "the same average deprivation have."
)
STEPS = 60


@dataclass(frozen=True, eq=False)
class Core20Shares:
    """Shares of areas in the most deprived fifth.

    Args:
        codes: Areas, in order.
        areas: Small areas in each, shape (codes,).
        share: 0 to 1, likewise.
    """

    codes: tuple[str, ...]
    areas: IntArray
    share: FloatArray


def core20_shares(index: DeprivationIndex, of: dict[str, str]) -> Core20Shares:
    """The share of each area's small areas in the two most deprived tenths of England.

    Args:
        index: The edition.
        of: The larger area of each small area, by codes of the same map; small areas that it lacks are left out.

    Raises:
        BadInput: The look-up is of the other map.
    """
    given = [code for code in of if code.startswith("E01")]
    index.tenths_of(given, file="look-up")
    codes, number = np.unique([of[code] for code in given], return_inverse=True)
    number = number.reshape(-1)
    inside = index.core20[[index.position[code] for code in given]]
    areas = np.bincount(number)
    return Core20Shares(tuple(str(code) for code in codes), areas, np.bincount(number, inside) / areas)


@dataclass(frozen=True, eq=False)
class Core20Curve:
    """The share in the most deprived fifth that wards of a given average score have.

    Args:
        scores: Rising, shape (steps,).
        shares: 0 to 1, likewise.
    """

    scores: FloatArray
    shares: FloatArray

    def estimate(self, score: npt.ArrayLike) -> FloatArray:
        """Shares for practices or networks by their average score; nan where there is none."""
        given = np.asarray(score, dtype=np.float64)
        return np.where(np.isnan(given), np.nan, np.interp(given, self.scores, self.shares))


def core20_curve(index: DeprivationIndex, ward_of: dict[str, str]) -> Core20Curve:
    """Learn from wards how an average score goes with the share of small areas in the most deprived fifth.

    Wards are put in order of their average score, in groups of as many small areas; each group has one score and one
    share, and shares never fall as scores rise.

    Args:
        index: An edition with scores.
        ward_of: The ward of each small area.
    """
    codes = [code for code in index.codes if code in ward_of]
    at = [index.position[code] for code in codes]
    ward = np.unique([ward_of[code] for code in codes], return_inverse=True)[1].reshape(-1)
    size = np.bincount(ward)
    score, share = np.bincount(ward, index.scores[at]) / size, np.bincount(ward, index.core20[at]) / size
    order = np.argsort(score, kind="stable")
    step = np.minimum(np.cumsum(size[order]) * STEPS // (size.sum() + 1), STEPS - 1)
    weight = np.bincount(step, size[order], STEPS)
    held = weight > 0
    scores = np.bincount(step, (score * size)[order], STEPS)[held] / weight[held]
    shares = np.bincount(step, (share * size)[order], STEPS)[held] / weight[held]
    return Core20Curve(scores, np.maximum.accumulate(shares))


def weighted(shares: FloatArray, people: FloatArray, areas: Sequence[str]) -> dict[str, float]:
    """Shares of larger areas from those of practices, weighted by their people, without practices that lack either."""
    known = ~np.isnan(shares) & ~np.isnan(people) & np.array([bool(code) for code in areas])
    top: dict[str, float] = {}
    bottom: dict[str, float] = {}
    for number in np.flatnonzero(known).tolist():
        code = areas[number]
        top[code] = top.get(code, 0.0) + float(shares[number] * people[number])
        bottom[code] = bottom.get(code, 0.0) + float(people[number])
    return {code: top[code] / bottom[code] for code in top if bottom[code] > 0}
