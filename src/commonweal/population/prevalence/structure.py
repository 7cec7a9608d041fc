"""What a practice's people are like, as columns of a regression: ages by sex, deprivation, and their products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.statistics.estimates import BoolArray, FloatArray

FIRST_AGES = (0, 15, 25, 35, 45, 55, 65, 75, 85)
"""The first age of each band; the last has no end."""

OLD_FROM = 65
YOUNG_BELOW = 35
YOUNG_OF_OLDER_LISTS = 60
"""Where a register begins at 50, the younger of its people are those below this age."""


@dataclass(frozen=True, eq=False)
class Structure:
    """Columns for a regression, each about its mean over the practices it was made for.

    Args:
        columns: Shape (practices, columns); the first is 1.
        outside: Whether a practice lies beyond the ends of some column and was taken as lying at its end.
    """

    columns: FloatArray
    outside: BoolArray


@dataclass(frozen=True, eq=False)
class Ends:
    """The ends and middles of the raw columns over the practices that are fitted."""

    low: FloatArray
    high: FloatArray
    middle: FloatArray


def raw_columns(male: FloatArray, female: FloatArray, deprivation: FloatArray, youngest: int) -> FloatArray:
    """Shares of people by age band and sex among the ages of a register, and the deprivation score in tens.

    Args:
        male: Men by single year of age, shape (practices, ages).
        female: Women, likewise.
        deprivation: Score, shape (practices,).
        youngest: The youngest age on the register.

    Returns:
        Shape (practices, columns): deprivation, share aged 65 and over, share of the young, mean age in tens, and the
        share of every band but the first of men.
    """
    firsts = [youngest, *(age for age in FIRST_AGES if age > youngest)]
    ends = [*firsts[1:], male.shape[1]]
    people = (male + female)[:, youngest:]
    total = people.sum(axis=1)
    shares = [
        sex[:, first:end].sum(axis=1) / total for sex in (male, female) for first, end in zip(firsts, ends, strict=True)
    ]
    ages = np.arange(youngest, male.shape[1])
    young = YOUNG_BELOW if youngest < YOUNG_BELOW else YOUNG_OF_OLDER_LISTS
    columns = [
        deprivation / 10.0,
        people[:, ages >= OLD_FROM].sum(axis=1) / total,
        people[:, ages < young].sum(axis=1) / total,
        people @ ages / total / 10.0,
        *shares[1:],
    ]
    return np.column_stack(columns)


def ends_of(raw: FloatArray, share: float) -> Ends:
    """The ends beyond which a share of the practices lies on either side, and the means between them."""
    low, high = np.quantile(raw, [share, 1.0 - share], axis=0)
    return Ends(low, high, np.clip(raw, low, high).mean(axis=0))


def structure(raw: FloatArray, ends: Ends) -> Structure:
    """The columns of the regression: deprivation to the third power, age bands by sex, and their products.

    A practice beyond the ends of a column is taken as lying at its end, and told to be so.
    """
    outside: BoolArray = np.any((raw < ends.low) | (raw > ends.high), axis=1)
    centred = np.clip(raw, ends.low, ends.high) - ends.middle
    depth, old, young, age = centred[:, :4].T
    products = [
        *(depth, depth**2, depth**3, age * depth, age**2),
        *(old * depth, young * depth, old**2, young**2, old * young),
    ]
    return Structure(np.column_stack([np.ones(len(raw)), *products, centred[:, 4:]]), outside)
