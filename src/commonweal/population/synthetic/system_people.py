"""The lives of made-up people of a fictional system over some years: born, ageing, moving, falling ill and dying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from commonweal.population.projections.survival import OLDEST, national_survival
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.synthetic.recipe import AGES, AGES_AT, PEOPLE_AT
from commonweal.population.synthetic.system_shape import MadeUpAreas, MadeUpPractice

DAYS = (date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31))
"""The days on which lists are written; the last is the day of the run."""
YEAR = 365.25
OLD = 65
NEVER = 10**6
LEAVING, LEAVING_YOUNG, YOUNG = 0.03, 0.09, (19, 35)
COMING = 1.05
"""Comers for each who leaves."""
NEWBORN_FOR_EACH_WOMAN = 0.045
ODDS_OF_DEATH = 2.2
"""Chance of dying in the most deprived tenth against the least, at one age."""


@dataclass(frozen=True, eq=False)
class MadeUpLives:
    """People who were ever on a list of the system in these years; days since 1970, arrays of shape (people,).

    Args:
        born: Day of birth.
        sex: 0 female, 1 male.
        practice: Number of the practice.
        area: Number of the small area.
        decile: Its deprivation tenth.
        came: Day on which they came onto the list.
        gone: Day on which they left it or died; ``NEVER`` for those who stay.
        died: Whether they died.
    """

    born: IntArray
    sex: IntArray
    practice: IntArray
    area: IntArray
    decile: IntArray
    came: IntArray
    gone: IntArray
    died: npt.NDArray[np.bool_]

    def on(self, day: date) -> npt.NDArray[np.bool_]:
        """Who is on a list on a day."""
        number = numbered(day)
        return (self.came <= number) & (self.gone > number)

    def age(self, day: date) -> IntArray:
        """Ages in whole years on a day."""
        return np.floor((numbered(day) - self.born) / YEAR).astype(np.int64)


def numbered(day: date) -> int:
    """A day as days since 1970."""
    return (day - date(1970, 1, 1)).days


def draw_lives(
    g: np.random.Generator, practices: Sequence[MadeUpPractice], areas: MadeUpAreas, people: int
) -> MadeUpLives:
    """Draw people as they were on the first day, and let the years go by.

    Args:
        g: Where chance comes from.
        practices: Of the system.
        areas: Around them.
        people: How many there are on the first day.
    """
    shares = np.array([one.share for one in practices])
    practice = g.choice(len(practices), people, p=shares / shares.sum())
    lives = _settled(g, areas, practice, _first_ages(g, practices, practice), g.integers(0, 2, people), DAYS[0])
    for first, last in pairwise(DAYS):
        lives = _a_year(g, lives, areas, numbered(first), numbered(last))
    return lives


def _first_ages(g: np.random.Generator, practices: Sequence[MadeUpPractice], practice: IntArray) -> IntArray:
    shares = np.interp(np.arange(AGES), AGES_AT, PEOPLE_AT)
    older = g.random(len(practice)) < np.array([one.older for one in practices])[practice]
    young = g.choice(OLD, len(practice), p=shares[:OLD] / shares[:OLD].sum())
    old = OLD + g.choice(AGES - OLD, len(practice), p=shares[OLD:] / shares[OLD:].sum())
    return np.where(older, old, young)


def _settled(
    g: np.random.Generator, areas: MadeUpAreas, practice: IntArray, age: IntArray, sex: IntArray, day: date
) -> MadeUpLives:
    count, number = len(practice), numbered(day)
    reached = areas.chance.cumsum(axis=1)
    area = np.minimum((g.random(count)[:, None] > reached[practice]).sum(axis=1), len(areas.codes) - 1)
    born = number - (age * YEAR + 1 + g.random(count) * (YEAR - 2)).astype(np.int64)
    return MadeUpLives(
        born, sex, practice, area, areas.decile[area], np.full(count, number - 1), np.full(count, NEVER),
        np.zeros(count, dtype=np.bool_),
    )  # fmt: skip


def _a_year(g: np.random.Generator, lives: MadeUpLives, areas: MadeUpAreas, first: int, last: int) -> MadeUpLives:
    here = (lives.came <= first) & (lives.gone > first)
    age = np.clip(np.floor((first - lives.born) / YEAR).astype(np.int64), 0, OLDEST)
    survival = national_survival().by_age[np.where(lives.sex == 1, 0, 1), age]
    harder = ODDS_OF_DEATH ** ((5.5 - lives.decile) / 9)
    dies = here & (g.random(len(age)) < (1 - survival) * harder)
    young = (age >= YOUNG[0]) & (age < YOUNG[1])
    leaves = here & ~dies & (g.random(len(age)) < np.where(young, LEAVING_YOUNG, LEAVING))
    day = first + 1 + (g.random(len(age)) * (last - first)).astype(np.int64)
    gone = np.where(dies | leaves, day, lives.gone)
    left = MadeUpLives(
        lives.born, lives.sex, lives.practice, lives.area, lives.decile, lives.came, gone, lives.died | dies
    )
    # Comers take the practice and age of somebody who left, a little apart; children that of a woman of the list.
    leavers = np.flatnonzero(leaves)
    like = g.choice(leavers, round(len(leavers) * COMING)) if len(leavers) else leavers
    women = np.flatnonzero(here & (lives.sex == 0) & (age >= 15) & (age <= 44))
    mothers = women[g.random(len(women)) < NEWBORN_FOR_EACH_WOMAN]
    return _together(
        left,
        _comers(g, lives, like, first, last, newborn=False),
        _comers(g, lives, mothers, first, last, newborn=True),
    )


def _comers(
    g: np.random.Generator, lives: MadeUpLives, like: IntArray, first: int, last: int, *, newborn: bool
) -> MadeUpLives:
    came = first + 1 + (g.random(len(like)) * (last - first)).astype(np.int64)
    apart = (g.random(len(like)) * 4 * YEAR - 2 * YEAR).astype(np.int64)
    born = came if newborn else np.minimum(lives.born[like] + apart, first - 1)
    return MadeUpLives(
        born, g.integers(0, 2, len(like)), lives.practice[like], lives.area[like], lives.decile[like], came,
        np.full(len(like), NEVER), np.zeros(len(like), dtype=np.bool_),
    )  # fmt: skip


def _together(*parts: MadeUpLives) -> MadeUpLives:
    return MadeUpLives(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(MadeUpLives)))


def falls_ill(shares: FloatArray) -> FloatArray:
    """The logit of shares that lie between 0 and 1."""
    return np.log(shares / (1 - shares))
