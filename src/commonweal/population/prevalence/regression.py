"""Quasi-Poisson regression with a logarithmic link and an offset, by iterated weighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem

MOST_STEPS = 60
NEAR_ENOUGH = 1e-10


@dataclass(frozen=True, eq=False)
class Regression:
    """A fitted regression.

    Args:
        coefficients: Shape (columns,).
        dispersion: Pearson's chi-squared by degrees of freedom: 1 where counts vary as Poisson counts do.
    """

    coefficients: FloatArray
    dispersion: float

    def mean(self, columns: FloatArray, people: FloatArray) -> FloatArray:
        """Expected counts, shape (practices,)."""
        expected: FloatArray = people * np.exp(columns @ self.coefficients)
        return expected


def fit(counts: FloatArray, columns: FloatArray, people: FloatArray) -> Regression:
    r"""Fit counts as people times an exponential of columns.

    The sum of expected counts is that of the counts, since the first column is 1 and the link is canonical.

    Args:
        counts: 0 or more, whole or not, shape (practices,).
        columns: Shape (practices, columns), the first of them 1.
        people: Above 0, shape (practices,).

    Returns:
        The coefficients that satisfy :math:`X'(y - \mu) = 0`.

    Raises:
        BadInput: Fewer practices than columns, or no fit was found.

    Source:
        Wedderburn, Quasi-likelihood functions, Biometrika 61 (1974); McCullagh and Nelder, Generalized Linear Models.

    Example:
        >>> fitted = fit(np.array([10.0, 20.0, 33.0]), np.ones((3, 1)), np.array([100.0, 200.0, 300.0]))
        >>> round(float(np.exp(fitted.coefficients[0])), 4)
        0.105
    """
    practices, width = columns.shape
    if practices <= width or counts.sum() <= 0:
        raise too_few(practices, width)
    # Columns of one scale, so that the equations can be solved well.
    scale = np.sqrt((columns**2).mean(axis=0))
    scaled = columns / np.where(scale > 0, scale, 1.0)
    found = np.zeros(width)
    found[0] = np.log(counts.sum() / people.sum()) / scaled[0, 0]
    mean = people * np.exp(scaled @ found)
    loss = _loss(counts, mean)
    for _ in range(MOST_STEPS):
        move = np.linalg.lstsq(scaled.T @ (mean[:, None] * scaled), scaled.T @ (counts - mean), rcond=1e-13)[0]
        part = 1.0
        while True:
            tried = people * np.exp(np.minimum(scaled @ (found + part * move), 20.0))
            if _loss(counts, tried) <= loss + 1e-9 * abs(loss) or part < 1e-6:
                break
            part /= 2
        found, mean, loss = found + part * move, tried, _loss(counts, tried)
        if np.abs(scaled.T @ (counts - mean)).max() < NEAR_ENOUGH * counts.sum():
            break
    else:
        raise BadInput(Problem("no regression could be fitted to these practices", do="look for figures out of range"))
    dispersion = float(((counts - mean) ** 2 / mean).sum() / (practices - width))
    return Regression(found / np.where(scale > 0, scale, 1.0), dispersion)


def too_few(practices: int, width: int) -> BadInput:
    """What is said where there are too few practices to fit."""
    return BadInput(
        Problem(
            f"{practices} practices are too few to fit {width} numbers",
            expected=f"more than {width} practices with a list, a register and a deprivation score",
            do="give the files of all England, not of one system",
        )
    )


def _loss(counts: FloatArray, mean: FloatArray) -> float:
    """Minus the quasi-log-likelihood, without what does not depend on the mean."""
    return float((mean - counts * np.log(np.maximum(mean, 1e-300))).sum())
