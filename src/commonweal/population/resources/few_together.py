"""Practices of few people stand together, with the next larger one where they are few together too.

One grouping holds for every table of a system: what is shown by practice and what is shown by place are made of the
same figures, so that no practice of few people follows from the difference of two of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control import shown_count, shown_counts
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray

WHOLE_POUNDS_FROM = 100
PENCE = 100


def few_together(people: npt.ArrayLike) -> BoolArray:
    """Which practices or places have no figures of their own: those of few people, and whoever must join them.

    Args:
        people: Of each, shape (units,).

    Example:
        >>> few_together([5, 60, 80]).tolist(), few_together([5, 4, 60]).tolist(), few_together([60, 80]).tolist()
        ([True, True, False], [True, True, False], [False, False])

        The practice of 60 joins that of 5 in the first; in the second, the two small ones are 9 people.
    """
    count = np.asarray(people, dtype=np.int64)
    together: BoolArray = shown_counts(count) == 0
    if together.any():
        for number in np.argsort(count, kind="stable").tolist():
            if shown_count(int(count[together].sum())):
                break
            together[number] = True
    return together


def pounds_a_head(pence: float, people: float) -> float:
    """Cost of a head as it may be shown: whole pounds, or three figures of less than £100.

    Example:
        >>> pounds_a_head(90_786_33, 60), pounds_a_head(2_500_00, 150)
        (1513.0, 16.7)
    """
    pounds = pence / people / PENCE
    return float(round(pounds)) if pounds >= WHOLE_POUNDS_FROM else float(f"{pounds:.3g}")


@dataclass(frozen=True, eq=False)
class ByPractice:
    """Practices as they may be shown; every table by practice or place is made of these and nothing else.

    Args:
        together: Practices that stand together: their figures a head are those of all of them.
        people: Of each practice, not rounded.
    """

    together: BoolArray
    people: IntArray

    @classmethod
    def of(cls, people: npt.ArrayLike) -> ByPractice:
        """Group the practices by their people."""
        return cls(few_together(people), np.asarray(people, dtype=np.int64))

    def means(self, totals: npt.ArrayLike, places: int) -> FloatArray:
        """What comes to a head of each practice, to so many places of decimals."""
        return (self._joined(totals) / self._joined(self.people)).round(places)

    def costs(self, pence: npt.ArrayLike) -> FloatArray:
        """Pounds a head of each practice."""
        pairs = zip(self._joined(pence).tolist(), self._joined(self.people).tolist(), strict=True)
        return np.array([pounds_a_head(spent, people) for spent, people in pairs])

    def heads(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """The people of each row of practices as they may be counted.

        Args:
            rows: The row of each practice, from nought.

        Returns:
            Heads of the practices that have figures of their own, each rounded, of the length of ``rows``; and for
            each row, the heads of those that stand together, nought where they are too few.
        """
        own = np.where(self.together, 0, shown_counts(self.people))
        joined = np.bincount(rows, weights=np.where(self.together, self.people, 0))
        return own, shown_counts(joined)

    def _joined(self, totals: npt.ArrayLike) -> FloatArray:
        values = np.asarray(totals, dtype=np.float64)
        return np.where(self.together, values[self.together].sum(), values)
