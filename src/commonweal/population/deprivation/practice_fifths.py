"""Fifths of England's practices by the deprivation of the areas where their people live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray
from commonweal.population.statistics.quantiles import quantiles

FIFTHS = 5
WORDS = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")
NOTE = (
    "A practice is put into a fifth of England's practices by its deprivation score, which is the average over the "
    "areas where its people live. It is not a count of deprived people: most practices have people of every fifth, and "
    "how many is not published."
)


@dataclass(frozen=True, eq=False)
class Split:
    """An area's practices by fifth.

    Args:
        practices: Practices in each fifth, shape (5,), the most deprived first.
        people: People on their lists.
        unknown_practices, unknown_people: Those without a score or without a list.
    """

    practices: IntArray
    people: FloatArray
    unknown_practices: int
    unknown_people: float


def practice_fifths(score: npt.ArrayLike) -> IntArray:
    """The fifth of each practice of England by its score: 1 is the most deprived, 0 where no score is published.

    Args:
        score: Score of the Index of Multiple Deprivation of every practice of England, shape (practices,).

    Example:
        >>> practice_fifths([50.0, 40.0, 30.0, 20.0, 10.0, np.nan]).tolist()
        [1, 2, 3, 4, 5, 0]
    """
    return quantiles(score, FIFTHS).quantile


def split(fifths: IntArray, people: FloatArray, within: BoolArray) -> Split:
    """Practices and people of an area by fifth.

    Args:
        fifths: Of every practice, from ``practice_fifths``.
        people: On each list; nan where there is none.
        within: The practices of the area.
    """
    known = within & (fifths > 0) & ~np.isnan(people)
    at = fifths[known] - 1
    unknown = within & ~known
    return Split(
        np.bincount(at, minlength=FIFTHS).astype(np.int64),
        np.bincount(at, people[known], FIFTHS).astype(np.float64),
        int(unknown.sum()),
        float(np.nansum(people[unknown])),
    )
