"""Projections: the people of a list some years ahead, by ageing, births, deaths and an assumed growth of the list.

A projection says what would follow from its assumptions. It is no forecast, and no interval is claimed for it.
"""

from commonweal.population.projections.assumptions import (
    NOT_A_FORECAST,
    Assumptions,
    Newborns,
    chosen_newborns,
    observed_growth,
    observed_newborns,
)
from commonweal.population.projections.cohorts import Projection, RegisteredPeople, project
from commonweal.population.projections.followed_need import FollowedNeed, fitted_mix, followed_need
from commonweal.population.projections.held_rates import HeldRates, followed
from commonweal.population.projections.survival import (
    OLDEST,
    Survival,
    life_expectancy,
    national_survival,
    read_survival,
)

__all__ = [
    "NOT_A_FORECAST",
    "OLDEST",
    "Assumptions",
    "FollowedNeed",
    "HeldRates",
    "Newborns",
    "Projection",
    "RegisteredPeople",
    "Survival",
    "chosen_newborns",
    "fitted_mix",
    "followed",
    "followed_need",
    "life_expectancy",
    "national_survival",
    "observed_growth",
    "observed_newborns",
    "project",
    "read_survival",
]
