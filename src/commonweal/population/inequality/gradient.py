"""One condition by quantiles of deprivation, with every measure of inequality and its limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.concentration_index import Concentration, concentration_index
from commonweal.population.statistics.estimates import Estimate, FloatArray
from commonweal.population.statistics.gaps import Gaps, gaps
from commonweal.population.statistics.proportions import proportion
from commonweal.population.statistics.slope_index import SlopeIndex, slope_index
from commonweal.population.statistics.slope_rows import TWO_STANDARD_ERRORS_EACH_WAY

METHOD_VERSION = "1"


@dataclass(frozen=True, eq=False)
class Gradient:
    """A condition over quantiles, the most deprived first.

    Args:
        people: People in each quantile, shape (quantiles,).
        share: The share with the condition, with Wilson's limits.
        slope: Slope and relative index, told as the most deprived end against the least: above nought, and above 1,
            where the condition is more frequent among the most deprived. The slope is in percentage points.
        gaps: The most deprived quantile less the least deprived, their ratio, and the attributable fraction.
        concentration: The concentration index, below nought where the condition gathers among the deprived.
    """

    people: FloatArray
    share: Estimate
    slope: SlopeIndex
    gaps: Gaps
    concentration: Concentration

    def fitted(self) -> FloatArray:
        """The regression at the mid-point rank of each quantile, as a fraction."""
        share = self.people / self.people.sum()
        rank = np.cumsum(share) - share / 2
        line: FloatArray = float(self.slope.intercept) - float(self.slope.slope.value) / 100 * rank
        return line


def gradient(cases: npt.ArrayLike, people: npt.ArrayLike) -> Gradient:
    """Measure the inequality of a condition.

    Args:
        cases: People with it in each quantile, the most deprived first, nought or more, shape (quantiles,).
        people: People in each, above nought.

    Raises:
        BadInput: Fewer than 5 quantiles, a figure missing, more cases than people.

    Example:
        >>> found = gradient([60, 50, 40, 30, 20], [1000] * 5)
        >>> round(float(found.slope.slope.value), 9), round(float(found.gaps.absolute.value), 9)
        (5.0, 0.04)
        >>> found.fitted().round(3).tolist()
        [0.06, 0.05, 0.04, 0.03, 0.02]
    """
    of = np.asarray(people, dtype=np.float64)
    share = proportion(cases, of)
    error = (share.upper - share.lower) / TWO_STANDARD_ERRORS_EACH_WAY
    slope = slope_index(share.value, of, scale="proportion", lower=share.lower, upper=share.upper, multiplier=-100)
    return Gradient(
        of,
        share,
        slope,
        gaps(share.value, of, standard_error=error),
        concentration_index(share.value, of, standard_error=error, bounds=(0.0, 1.0)),
    )
