"""Confidence, and the points of the normal, chi-squared and t distributions that belong to it."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput


def read_confidence(confidence: float) -> float:
    """A confidence as a fraction.

    Args:
        confidence: From 0.9 to below 1, or from 90 to below 100.

    Raises:
        BadInput: It is neither.

    Example:
        >>> read_confidence(99.8)
        0.998
    """
    with suppress(TypeError):  # text, or nothing at all
        if 0.9 <= confidence < 1:
            return float(confidence)
        if 90 <= confidence < 100:
            return float(confidence) / 100
    inputs = Inputs()
    inputs.wrong(
        "this confidence cannot be used",
        column="confidence",
        given=str(confidence),
        expected="0.9 to below 1, or 90 to below 100",
        do="give for instance 0.95 or 0.998",
    )
    raise BadInput(inputs.problems)


def normal_deviate(confidence: float) -> float:
    """How many standard errors stand on either side of a value; z = inverse normal of c + (1 - c)/2.

    Example:
        >>> round(normal_deviate(0.95), 6), round(normal_deviate(0.998), 6)
        (1.959964, 3.090232)
    """
    return _normal_point(confidence + (1 - confidence) / 2)


@lru_cache(maxsize=64)
def _normal_point(probability: float) -> float:
    return NormalDist().inv_cdf(probability)


def chi_squared_point(probability: float, degrees: FloatArray) -> FloatArray:
    """The point of the chi-squared distribution below which a probability lies.

    SciPy is loaded on first use, since loading it takes longer than most commands do.

    Example:
        >>> chi_squared_point(0.95, np.array([1.0])).round(6).tolist()
        [3.841459]
    """
    return np.asarray(2.0 * _special().gammaincinv(degrees / 2.0, probability))


def t_point(probability: float, degrees: FloatArray) -> FloatArray:
    """The point of Student's t distribution below which a probability lies.

    Example:
        >>> t_point(0.975, np.array([7.0])).round(6).tolist()
        [2.364624]
    """
    return np.asarray(_special().stdtrit(degrees, probability))


def _special() -> Any:
    import scipy.special

    return scipy.special
