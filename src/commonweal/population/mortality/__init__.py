"""Avoidable mortality: deaths under an age from causes that care or prevention could have avoided, by a given list.

The list of causes is a file, since publishers change it: nothing is worked out without one.
"""

from commonweal.population.mortality.avoidable import AvoidableMortality, avoidable_mortality
from commonweal.population.mortality.causes import AvoidableCauses, Kind, example_causes, read_causes
from commonweal.population.mortality.deaths import Deaths, People, read_deaths, read_people
from commonweal.population.mortality.shown_mortality import ShownMortality, shown_mortality

__all__ = [
    "AvoidableCauses",
    "AvoidableMortality",
    "Deaths",
    "Kind",
    "People",
    "ShownMortality",
    "avoidable_mortality",
    "example_causes",
    "read_causes",
    "read_deaths",
    "read_people",
    "shown_mortality",
]
