"""How many of each age live to the next year, from a published life table."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.population.versioned import Provenance, VersionedTable, bundled_versioned, read_versioned
from commonweal.problems import BadInput, Problem, Problems

OLDEST = 95
"""The last age of a list: this age and over."""
COLUMNS = ("age", "male_qx", "female_qx")
NATIONAL = "national_life_table_2016_18"
LIVED_IN_YEAR_OF_DEATH = 0.5
LIVED_BY_INFANTS_WHO_DIE = 0.1
"""Years; infants who die mostly do so in their first weeks."""


@dataclass(frozen=True, eq=False)
class Survival(Arrays):
    """Shares of people who are alive a year later, a row for men and a row for women.

    Args:
        by_age: Of people aged 0 to 94 last birthday, and of those aged 95 and over, shape (2, 96).
        newborn: Of the children born in a year, the share alive at its end, shape (2,).
        source: The life table.
    """

    by_age: FloatArray
    newborn: FloatArray
    source: Provenance


def national_survival() -> Survival:
    """Survival by the national life table that comes with Commonweal.

    Example:
        >>> survival = national_survival()
        >>> survival.by_age.shape, survival.by_age[:, 80].round(3).tolist(), survival.source.status
        ((2, 96), [0.943, 0.959], 'published')
    """
    return _survival(bundled_versioned(__package__, NATIONAL, COLUMNS))


def read_survival(path: Path) -> Survival:
    """Survival by a life table of one's own: a versioned table with columns ``age``, ``male_qx`` and ``female_qx``.

    Raises:
        BadInput: Ages that do not run from 0 to 95 or beyond without a gap, or a chance that is none.
    """
    return _survival(read_versioned(path, columns=COLUMNS))


def life_expectancy(chance_of_dying: FloatArray) -> float:
    """Years that a newborn child lives on average, were the chances of dying to stay as they are.

    Args:
        chance_of_dying: Before the next birthday, at each exact age from 0, shape (ages,).

    Example:
        >>> life_expectancy(np.array([0.0, 0.0, 0.5]))
        3.5
    """
    lived, _ = _years_lived(chance_of_dying[None, :])
    return float(lived.sum())


def _survival(table: VersionedTable) -> Survival:
    chances, problems = _chances(table)
    problems.raise_if_any()
    lived, alive = _years_lived(chances)
    from_here_on = lived[:, ::-1].cumsum(axis=1)[:, ::-1]
    by_age = np.ones((2, OLDEST + 1))
    by_age[:, :OLDEST] = lived[:, 1 : OLDEST + 1] / lived[:, :OLDEST]
    by_age[:, OLDEST] = from_here_on[:, OLDEST + 1] / from_here_on[:, OLDEST]
    return Survival(by_age, lived[:, 0] / alive[:, 0], table.provenance)


def _years_lived(chances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Years lived at each age by one newborn, the last age open, and the share alive at each birthday."""
    alive = np.hstack([np.ones((len(chances), 1)), 1 - chances[:, :-1]]).astype(np.float64)
    np.cumprod(alive, axis=1, out=alive)
    dying = alive * chances
    lived = alive - dying * LIVED_IN_YEAR_OF_DEATH
    lived[:, 0] = alive[:, 0] - dying[:, 0] * (1 - LIVED_BY_INFANTS_WHO_DIE)
    # Beyond the last age of the table people die as they do at it.
    last = chances[:, -1]
    lived[:, -1] = alive[:, -1] * (1 - LIVED_IN_YEAR_OF_DEATH * last) / last
    return lived, alive


def _chances(table: VersionedTable) -> tuple[FloatArray, Problems]:
    problems, file = Problems(), f"{table.provenance.name}.csv"
    found = np.full((2, len(table.rows)), np.nan)
    for number, row in enumerate(table.rows):
        line = table.place(number)
        if row["age"] != str(number):
            problems.add("ages run from 0 without a gap", file=file, row=line, column="age", given=row["age"],
                         expected=str(number))  # fmt: skip
        for sex, column in enumerate(COLUMNS[1:]):
            with suppress(ValueError):
                found[sex, number] = float(row[column])
            if not 0 < found[sex, number] <= 1:
                problems.add("a chance of dying lies above 0 and up to 1", file=file, row=line, column=column,
                             given=row[column])  # fmt: skip
    if len(table.rows) < OLDEST + 2:
        problems.add(
            "the life table is too short", file=file, given=f"{len(table.rows)} ages", expected=f"0 to {OLDEST + 1}"
        )
    return found, problems


def refuse_shapes(survival: Survival) -> None:
    """Refuse survival that is not of both sexes and every age, or is no share.

    Raises:
        BadInput: It is not.
    """
    shapes = survival.by_age.shape == (2, OLDEST + 1) and survival.newborn.shape == (2,)
    values = np.concatenate([survival.by_age.ravel(), survival.newborn.ravel()])
    if not shapes or not np.isfinite(values).all() or (values < 0).any() or (values > 1).any():
        raise BadInput(Problem("survival is a share between 0 and 1 for each sex and each age from 0 to 95 and over"))
