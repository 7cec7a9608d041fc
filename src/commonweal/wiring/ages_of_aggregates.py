"""A list by single year of age made of tables that may be shown, where no list of single years is published."""

from __future__ import annotations

import numpy as np

from commonweal.population.aggregates import PopulationAggregates
from commonweal.population.projections import OLDEST, RegisteredPeople, Survival
from commonweal.population.projections.held_rates import FIVE_YEARS, band_of_age
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem

LEVELS_BY_BAND = ("system", "place", "pcn")
"""Practices are told by four broad groups alone, from which nobody can be carried forward."""


def ages_of_aggregates(
    held: PopulationAggregates, level: str, code: str, survival: Survival
) -> tuple[RegisteredPeople, str]:
    """The people of an area, those of each band of five years spread evenly over its ages.

    The last band is spread as people of those ages survive. Counts that are not shown or small are counted as nobody,
    which is told.

    Args:
        held: The tables.
        level: ``system``, ``place`` or ``pcn``.
        code: Of the area.
        survival: By which the oldest are spread.

    Returns:
        The list, and in words what it was made of.

    Raises:
        BadInput: The tables do not tell this area by bands of five years.
    """
    rows = held.rows("people", level=level, code=code) if level in LEVELS_BY_BAND else []
    if not rows:
        raise BadInput(
            Problem(
                "these tables tell no ages in bands of five years for this area", given=f"{level} {code}",
                expected="a system, place or network",
            )
        )  # fmt: skip
    bands = np.zeros((2, len(FIVE_YEARS)))
    few = 0
    for row in rows:
        bands["MF".index(row["sex"]), int(row["age_band"].split()[0]) // 5] = row["people"] or 0
        few += not row["people"]
    parts = np.stack([_parts(one) for one in survival.by_age])
    words = (
        f"Ages: bands of five years of {held.manifest.title} on {held.manifest.as_of}, spread evenly over the ages of "
        "each; rounded as in those tables."
    )
    if few:
        words += f" {few} of {len(rows)} bands and sexes are not shown or small, and count as nobody."
    return RegisteredPeople(bands[:, band_of_age()] * parts), words


def _parts(survival: FloatArray) -> FloatArray:
    """Of each band, the part that each age has, shape (96,)."""
    parts = np.full(OLDEST + 1, 0.2)
    oldest = np.cumprod([1.0, *survival[FIVE_YEARS[-1] : OLDEST]])
    oldest[-1] /= 1 - survival[OLDEST]
    parts[FIVE_YEARS[-1] :] = oldest / oldest.sum()
    return parts
