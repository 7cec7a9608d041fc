"""What a projection assumes, each part with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.projections.cohorts import RegisteredPeople, project, women_of_childbearing_age
from commonweal.population.projections.rates import Assumptions, projection_rule
from commonweal.population.projections.survival import Survival
from commonweal.problems import BadInput, Problem

NOT_A_FORECAST = (
    "A projection under these assumptions, not a forecast: it says what would follow if they held. No interval is "
    "claimed. Lists differ from residents, and people come and go in ways that no table of births and deaths knows."
)

__all__ = ["NOT_A_FORECAST", "Assumptions", "Newborns", "chosen_newborns", "observed_growth", "observed_newborns"]


@dataclass(frozen=True, slots=True)
class Newborns:
    """Children aged 0 for each woman of childbearing age, as seen on a list.

    Args:
        for_each_woman: Children aged 0 on the list for each woman of those ages.
        male_share: Of those children, boys.
        women: How many women it rests on.
    """

    for_each_woman: float
    male_share: float
    women: float


def observed_newborns(people: RegisteredPeople) -> Newborns:
    """Children aged 0 for each woman of childbearing age on a list.

    This is no fertility rate: it counts children who were born, are alive and have been registered. New children come
    to a list late, which makes it a little low, in the projection as on the list.

    Raises:
        BadInput: There are no women of those ages, or no children aged 0.

    Example:
        >>> people = RegisteredPeople.of_ages(male={0: 10}, female={0: 10, 30: 400})
        >>> observed_newborns(people)
        Newborns(for_each_woman=0.05, male_share=0.5, women=400.0)
    """
    women = float(women_of_childbearing_age(people.counts))
    children = people.counts[:, 0]
    if not women > 0 or not children.sum() > 0:
        raise BadInput(
            Problem(
                "births cannot be told from this list",
                given=f"{women:,.0f} women of childbearing age, {children.sum():,.0f} children aged 0",
                do="take the births of a larger list",
            )
        )
    return Newborns(float(children.sum()) / women, float(children[0] / children.sum()), women)


def chosen_newborns(area: RegisteredPeople, whole: RegisteredPeople, *, whole_name: str) -> tuple[Newborns, str]:
    """Births of the area's own list where it has enough women, else of the whole one, and which it was in words.

    Raises:
        BadInput: The whole list has no births to tell from either.
    """
    rule = projection_rule()
    women = float(women_of_childbearing_age(area.counts))
    ages = f"aged {rule.youngest_mother} to {rule.oldest_mother}"
    own = women >= rule.fewest_women and area.counts[:, 0].sum() > 0
    found = observed_newborns(area if own else whole)
    told = f"{1000 * found.for_each_woman:.1f} children aged 0 for every 1,000 women {ages}, as on"
    if own:
        return found, f"{told} its own list"
    return found, f"{told} {whole_name}, since its own has {women:,.0f} such women (fewer than {rule.fewest_women:,})"


def observed_growth(
    earlier: RegisteredPeople, later: RegisteredPeople, years: int, newborns: Newborns, survival: Survival
) -> float:
    """The yearly net growth of a list, as a share, beyond ageing, births and deaths, between two of its dates.

    It is the share which, given to the earlier list in each year, leads to as many people as the later list has.

    Args:
        earlier: The earlier list.
        later: The later one, of the same area.
        years: Between them.
        newborns: Births.
        survival: Deaths.

    Raises:
        BadInput: No year between the lists, or nobody on one of them.

    Example:
        >>> from commonweal.population.projections import national_survival
        >>> one = RegisteredPeople.of_ages(male={0: 10, 30: 500}, female={0: 10, 30: 400})
        >>> births, survival = observed_newborns(one), national_survival()
        >>> growing = Assumptions(births.for_each_woman, births.male_share, survival, 0.02)
        >>> two = project(one, growing, 3).at(3)
        >>> round(observed_growth(one, two, 3, births, survival), 6)
        0.02
    """
    if years < 1 or not earlier.total > 0 or not later.total > 0:
        raise BadInput(
            Problem(
                "growth cannot be told from these lists",
                given=f"{earlier.total:,.0f} and {later.total:,.0f} people, {years} years apart",
                expected="two lists with people, one year or more apart",
            )
        )
    still = Assumptions(newborns.for_each_woman, newborns.male_share, survival)
    naturally = project(earlier, still, years).at(years).total
    # Growth falls on everybody alike, so that it multiplies what ageing, births and deaths alone lead to.
    return float(np.power(later.total / naturally, 1 / years) - 1)
