"""Need that follows a projection: weighted people and the need index of an area, year by year, beside its segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.projections.cohorts import Projection
from commonweal.population.projections.held_rates import HeldRates, followed
from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.problems import BadInput, Problem

ROUNDS = 200
"""Of fitting a mix to two margins; it is close to exact after a few."""


@dataclass(frozen=True, eq=False)
class FollowedNeed(Arrays):
    """Weighted people of an area and its need index in each year, the first now; arrays of shape (years + 1,).

    Args:
        people: On the list.
        weighted: Weighted people, by the weights of now: 1 is what one person of the system needs on average now.
        index: The area's share of the system's weighted people over its share of the system's people, both of the
            same year.
        level: What the index of the area's ages alone is multiplied by, so that it begins with its own; 1 where that
            is not known.
    """

    people: FloatArray
    weighted: FloatArray
    index: FloatArray
    level: float

    @property
    def growth_of_people(self) -> FloatArray:
        """As a share of the people now."""
        growth: FloatArray = self.people / self.people[0] - 1
        return growth

    @property
    def growth_of_weighted(self) -> FloatArray:
        """As a share of the weighted people now."""
        growth: FloatArray = self.weighted / self.weighted[0] - 1
        return growth


def followed_need(
    area: Projection, system: Projection, weights: HeldRates, system_weights: HeldRates, index_now: float | None = None
) -> FollowedNeed:
    """Weighted people and the need index of an area while each age and sex keeps the need that it has.

    A person's need by age and sex is the mix of segments of that age and sex times what care of each segment costs on
    average; to hold it is to hold both. Weights are scaled once, so that they sum to the people of the system now.

    Args:
        area: The area's list carried forward.
        system: The list of the whole system, as many years.
        weights: Need of each person of the area by sex and age; one name.
        system_weights: The same of the system.
        index_now: The need index that the area is known to have now, such as from its own segments; its place beside
            others of the same ages is then held too.

    Raises:
        BadInput: Projections of unlike reach, or nobody with any need.

    Source:
        The index of weighted over normalised population, as in NHS England's allocation formulae.

    Example:
        >>> from commonweal.population.projections import Assumptions, RegisteredPeople, national_survival, project
        >>> assumed = Assumptions(0.02, 0.5, national_survival())
        >>> here = project(RegisteredPeople.of_ages({64: 100}, {64: 100}), assumed, 1)
        >>> whole = project(RegisteredPeople.of_ages({30: 100, 64: 100}, {30: 100, 64: 100}), assumed, 1)
        >>> by_age = HeldRates.of_counts(["need"], [[[1.0, 3.0]] * 2], [[1.0, 1.0]] * 2, (0, 65))
        >>> found = followed_need(here, whole, by_age, by_age)
        >>> found.index.round(2).tolist(), found.weighted.round().tolist()
        ([1.0, 1.51], [200.0, 594.0])
    """
    if area.years != system.years:
        raise BadInput(
            Problem(
                "the projections of an area and of its system reach unlike far", given=f"{area.years}, {system.years}"
            )
        )
    heads, all_heads = area.people.sum(axis=(1, 2)), system.people.sum(axis=(1, 2))
    need, all_need = followed(weights, area.people)[:, 0], followed(system_weights, system.people)[:, 0]
    if not (heads > 0).all() or not (all_need > 0).all() or not need[0] > 0:
        raise BadInput(Problem("nobody on the list has any need, so that no index can be told"))
    index = (need / all_need) / (heads / all_heads)
    level = 1.0 if index_now is None else index_now / index[0]
    scale = all_heads[0] / all_need[0]
    return FollowedNeed(heads, need * scale * level, index * level, float(level))


def fitted_mix(mix: HeldRates, people: npt.ArrayLike, shares: npt.ArrayLike) -> HeldRates:
    """A mix of segments by age and sex fitted to the segments that an area is known to have in all.

    Each age and sex keeps the proportions of the mix as nearly as the totals allow; everybody stays in one segment.

    Args:
        mix: Shares of the segments by sex and age, which sum to 1 over segments.
        people: Men and women of the area by single year of age, shape (2, 96).
        shares: Of everybody in each segment, shape (names,); not-a-number where it is not known, which takes what the
            others leave.

    Raises:
        BadInput: Shares below nought, or which sum to more than everybody by more than rounding.

    Source:
        Iterative proportional fitting: Deming and Stephan, Annals of Mathematical Statistics 11 (1940), 427-444.

    Example:
        >>> half = HeldRates.of_counts(["frail", "well"], np.full((2, 2, 19), 5.0), np.full((2, 19), 10.0))
        >>> fitted = fitted_mix(half, np.ones((2, 96)), [0.25, 0.75])
        >>> followed(fitted, np.ones((2, 96))).round(6).tolist()
        [48.0, 144.0]
    """
    told = np.asarray(shares, dtype=np.float64)
    counts = np.asarray(people, dtype=np.float64)
    known = np.isfinite(told)
    if (told[known] < 0).any() or told[known].sum() > 1.1:
        raise BadInput(Problem("segments are shares of everybody, and sum to 1", given=str(told.round(3).tolist())))
    if not known.any():
        return mix
    wanted = told[known] * counts.sum()
    if known.all():
        wanted = wanted * (counts.sum() / wanted.sum())  # rounded counts seldom sum to their total
    rates = mix.rates.copy()
    # A segment that the mix has nowhere and the area has may be anybody's.
    rates[known & (np.nan_to_num(told) > 0) & (rates.sum(axis=(1, 2)) == 0)] = 1 / len(told)
    for _ in range(ROUNDS):
        now = np.einsum("sa,nsa->n", counts, rates[known])
        rates[known] *= np.divide(wanted, now, out=np.ones_like(wanted), where=now > 0)[:, None, None]
        whole = rates.sum(axis=0)
        rates = np.divide(rates, whole, out=mix.rates.copy(), where=whole > 0)
        if np.allclose(np.einsum("sa,nsa->n", counts, rates[known]), wanted, rtol=1e-10, atol=1e-9):
            break
    return HeldRates(mix.names, rates, mix.joined)
