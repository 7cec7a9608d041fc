"""Charlson's points for age, and the chance of living ten years."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import FloatArray
from commonweal.population.versioned import bundled_versioned


def _said(word: str) -> tuple[float, ...]:
    """Numbers that stand at the head of the table of weights, since they belong to the same publication."""
    head = bundled_versioned(__package__, "charlson_1987", ("condition", "weight")).head
    return tuple(float(number) for number in head[word].split())


def age_points(age: npt.ArrayLike) -> FloatArray:
    """Points for age, to be added to a Charlson score: one for each ten years past 40, at most four.

    Args:
        age: Years; not-a-number gives not-a-number.

    Source:
        Charlson et al., Journal of Clinical Epidemiology 47 (1994), 1245-1251.

    Example:
        >>> age_points([39, 45, 50, 85, 101]).tolist()
        [0.0, 0.0, 1.0, 4.0, 4.0]
    """
    first, years_a_point, most = _said("age_points")
    return np.clip(np.floor((np.asarray(age, dtype=np.float64) - first) / years_a_point), 0, most)


def ten_year_survival(total: npt.ArrayLike) -> FloatArray:
    """The chance of living ten years, from a Charlson score of 1987 with its points for age: 0.983^exp(0.9 total).

    Args:
        total: Score and age points together.

    Source:
        Charlson et al., Journal of Chronic Diseases 40 (1987), 373-383.

    Example:
        >>> round(float(ten_year_survival(2)), 7), round(float(ten_year_survival(5)), 7)
        (0.9014703, 0.2136432)
    """
    base, steepness = _said("ten_year_survival")
    return np.power(base, np.exp(steepness * np.asarray(total, dtype=np.float64)))
