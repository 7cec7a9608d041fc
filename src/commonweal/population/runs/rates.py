"""Directly standardised rates of multimorbidity by practice and by deprivation tenth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.population.statistics.direct_standardisation import DirectRate, directly_standardised_rate
from commonweal.population.statistics.estimates import IntArray

MULTIPLIER = 100_000


@dataclass(frozen=True, eq=False)
class Rates:
    """A rate for each area; areas in order, arrays of shape (areas,).

    Args:
        areas: Their codes or numbers.
        people: Everybody whose age is known.
        multimorbid: Those of them with two conditions or more.
        found: Per 100,000, directly standardised, with Dobson's limits of 95%; not-a-number below 10 people.
    """

    areas: tuple[Any, ...]
    people: IntArray
    multimorbid: IntArray
    found: DirectRate


def standardised(
    areas: Sequence[Any], bands: IntArray, people: IntArray, multimorbid: IntArray, standard: Sequence[int]
) -> Rates:
    """Rates from counts by area and age band; a band without people adds a rate of nought, and its weight.

    Args:
        areas: The area of each row.
        bands: Its age band, from 0, shape (rows,).
        people: People, shape (rows,).
        multimorbid: Those with two conditions or more, shape (rows,).
        standard: The standard population by band.

    Example:
        >>> rates = standardised(["A", "A"], np.array([0, 1]), np.array([100, 50]), np.array([20, 10]), [60, 40, 0])
        >>> rates.areas, rates.found.value.tolist()
        (('A',), [20000.0])
    """
    named, place = np.unique(np.asarray(areas, dtype=object if _texts(areas) else np.int64), return_inverse=True)
    shape = (len(named), len(standard))
    n, x = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    known = (bands >= 0) & (bands < len(standard))
    np.add.at(n, (place[known], bands[known]), people[known])
    np.add.at(x, (place[known], bands[known]), multimorbid[known])
    found = directly_standardised_rate(
        x, np.where(n == 0, 1, n), np.array(standard, dtype=np.float64), multiplier=MULTIPLIER
    )
    return Rates(tuple(named.tolist()), n.sum(axis=1), x.sum(axis=1), found)


def _texts(areas: Sequence[Any]) -> bool:
    return len(areas) > 0 and isinstance(areas[0], str)
