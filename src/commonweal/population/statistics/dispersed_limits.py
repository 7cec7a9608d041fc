"""What funnels that allow for over-dispersion share: tau squared, and limits by the size of a point."""

from __future__ import annotations

from abc import abstractmethod

import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate
from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.population.statistics.funnel_labels import INNER, OUTER

Limits = tuple[FloatArray, FloatArray]


class DispersedLimits(Arrays):
    """A measure of over-dispersion from which limits follow."""

    def limits(self, size: npt.ArrayLike) -> tuple[Limits, Limits]:
        """Inner (1 in 40) and outer (1 in 1,000) limits for points of some size: events expected, or people.

        Raises:
            BadInput: A size that is missing or not above nought.
        """
        inputs = Inputs()
        sizes = inputs.numbers("size", size, above=0, missing=False)
        inputs.raise_if_any()
        return self._within(sizes, normal_deviate(INNER)), self._within(sizes, normal_deviate(OUTER))

    @abstractmethod
    def _within(self, size: FloatArray, z: float) -> Limits:
        """Limits so many standard deviations off."""


def between_variance(dispersion: float, weight: FloatArray) -> float:
    """Tau squared, the variance between providers: max(0, (n phi - (n - 1))/(Σw - Σw²/Σw)).

    Args:
        dispersion: Phi, the mean squared score of n points.
        weight: w of each, shape (n,).

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.

    Example:
        >>> import numpy as np
        >>> between_variance(3.0, np.array([10.0, 10, 10])), between_variance(0.5, np.array([10.0, 10, 10]))
        (0.35, 0.0)
    """
    n = len(weight)
    return max(0.0, (n * dispersion - (n - 1)) / float(weight.sum() - (weight * weight).sum() / weight.sum()))
