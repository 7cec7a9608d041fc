"""Cohorts carried forward year by year: everybody ages, some die, children are born, and the list grows or shrinks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.projections.rates import Assumptions, projection_rule
from commonweal.population.projections.survival import OLDEST
from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.problems import BadInput, Problem, Problems

MALE, FEMALE = 0, 1
MOST_YEARS = 25
"""Past a generation births depend on women who are not yet born, and nothing here should be leaned on."""

BROAD_AGES = ((0, 4), (5, 17), (18, 64), (65, 74), (75, 84), (85, OLDEST))
"""Ages by which a projection is told in short."""


def ages_in_words(youngest: int, oldest: int) -> str:
    """Ages from the youngest to the oldest.

    Example:
        >>> ages_in_words(5, 17), ages_in_words(85, 95)
        ('5 to 17', '85 and over')
    """
    return f"{youngest} and over" if oldest == OLDEST else f"{youngest} to {oldest}"


@dataclass(frozen=True, eq=False)
class RegisteredPeople(Arrays):
    """People of a list by sex and single year of age.

    Args:
        counts: Men and women of each age from 0 to 95 (95 and over), shape (2, 96); not whole in a projection.

    Raises:
        BadInput: Another shape, or counts that are missing or negative.
    """

    counts: FloatArray

    def __post_init__(self) -> None:
        """Refuse what are no counts."""
        counts = np.asarray(self.counts, dtype=np.float64)
        object.__setattr__(self, "counts", counts)
        if counts.shape != (2, OLDEST + 1):
            raise BadInput(
                Problem("a list has men and women of each age from 0 to 95 and over", given=str(counts.shape))
            )
        if not np.isfinite(counts).all() or (counts < 0).any():
            raise BadInput(
                Problem(
                    "a number of people is missing or negative",
                    do="leave out practices whose list is not known by age and sex",
                )
            )

    @classmethod
    def of_ages(cls, male: Mapping[int, float], female: Mapping[int, float]) -> RegisteredPeople:
        """A list from the ages that have people.

        Example:
            >>> RegisteredPeople.of_ages(male={3: 5}, female={}).total
            5.0
        """
        counts = np.zeros((2, OLDEST + 1))
        for sex, ages in enumerate((male, female)):
            for age, people in ages.items():
                counts[sex, age] = people
        return cls(counts)

    @property
    def total(self) -> float:
        """Everybody."""
        return float(self.counts.sum())

    def between(self, youngest: int, oldest: int = OLDEST) -> float:
        """People between two ages, both included."""
        return float(self.counts[:, youngest : oldest + 1].sum())


@dataclass(frozen=True, eq=False)
class Projection(Arrays):
    """A list carried forward, and what happened in each year.

    Args:
        people: Men and women by age at the beginning and at the end of each year, shape (years + 1, 2, 96).
        births: Children born in each year, those included who do not live to its end, shape (years,).
        deaths: People who die in each year, those children included, shape (years,).
        movers: Net comers of each year, shape (years,); negative where more go than come.
        assumptions: What was assumed.
    """

    people: FloatArray
    births: FloatArray
    deaths: FloatArray
    movers: FloatArray
    assumptions: Assumptions

    @property
    def years(self) -> int:
        """How far it reaches."""
        return len(self.births)

    def at(self, year: int) -> RegisteredPeople:
        """The list after so many years."""
        return RegisteredPeople(self.people[year])


def women_of_childbearing_age(counts: npt.ArrayLike) -> FloatArray:
    """Women of the ages to which births are related, from counts of shape (..., 2, 96)."""
    rule = projection_rule()
    first, last = rule.youngest_mother, rule.oldest_mother
    women: FloatArray = np.asarray(counts, dtype=np.float64)[..., FEMALE, first : last + 1].sum(axis=-1)
    return women


def check_years(years: int) -> Problems:
    """What is wrong with a number of years, if anything is."""
    problems = Problems()
    if not 1 <= years <= MOST_YEARS:
        problems.add("a projection reaches some years", given=str(years), expected=f"1 to {MOST_YEARS}")
    return problems


def project(people: RegisteredPeople, assumptions: Assumptions, years: int = 5) -> Projection:
    """Carry a list forward.

    In each year everybody becomes a year older or dies, by the survival of their age; those aged 95 and over stay in
    that group. At its end there are so many newborn children for each woman of childbearing age. Then the list grows
    by its share, each age and sex alike. Nobody is lost: people at the end are people at the beginning and births,
    less deaths, with the net movers.

    Args:
        people: The list now.
        assumptions: What holds in every year.
        years: How many, 1 to 25.

    Raises:
        BadInput: A number of years that cannot be.

    Source:
        The cohort-component method, such as in Preston, Heuveline and Guillot, Demography (2001), chapter 6.

    Example:
        >>> from commonweal.population.projections import national_survival
        >>> here = RegisteredPeople.of_ages(male={30: 1000}, female={20: 1000})
        >>> found = project(here, Assumptions(0.05, 0.51, national_survival()), 1)
        >>> found.people[1][:, [0, 21, 31]].round(1).tolist()
        [[25.5, 0.0, 999.3], [24.5, 999.8, 0.0]]
        >>> bool(abs(found.at(1).total - (2000 + found.births[0] - found.deaths[0])) < 1e-9)
        True
    """
    check_years(years).raise_if_any()
    stages = [people.counts]
    births, deaths, movers = np.zeros(years), np.zeros(years), np.zeros(years)
    survival = assumptions.survival
    sexes = np.array([assumptions.male_share, 1 - assumptions.male_share])
    for year in range(years):
        alive = stages[-1] * survival.by_age
        aged = np.zeros_like(alive)
        aged[:, 1:] = alive[:, :-1]
        aged[:, OLDEST] += alive[:, OLDEST]
        aged[:, 0] = assumptions.newborns_for_each_woman * women_of_childbearing_age(aged) * sexes
        born = aged[:, 0] / survival.newborn
        births[year] = born.sum()
        deaths[year] = stages[-1].sum() - alive.sum() + (born - aged[:, 0]).sum()
        movers[year] = assumptions.growth * aged.sum()
        stages.append(aged * (1 + assumptions.growth))
    return Projection(np.stack(stages), births, deaths, movers, assumptions)
