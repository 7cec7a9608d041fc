"""Segments and need of a projection, year by year, from aggregates that may be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.answers.counted import how_many
from commonweal.population.aggregates import PopulationAggregates
from commonweal.population.disclosure_control import disclosure_rule, shown_counts
from commonweal.population.projections import FollowedNeed, Projection, RegisteredPeople, followed, followed_need
from commonweal.population.resources import NOT_A_FAIR_SHARE
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray
from commonweal.problems import BadInput, Problem
from commonweal.wiring.rates_of_aggregates import practices_of_tables, rates_of_aggregates, require_need

METHOD = "Need followed at rates held by age and sex, method version 1"
FROM_THESE = "From tables that may be shown alone; counts are rounded, small ones left out, as in those tables."


@dataclass(frozen=True, eq=False)
class ProjectedNeed:
    """Segments and need of an area from now on, a row for each year, as they may be shown.

    Args:
        people: On the lists that are followed.
        weighted: Weighted people, rounded; 0 where they are few.
        index: Need index, to three decimals.
        growth_of_people: As a share of the people now.
        growth_of_weighted: As a share of the weighted people now, to three decimals.
        titles: Of the segments.
        segments: People by segment, rounded, shape (years + 1, segments); 0 where they are few.
        told: What is held and where it is from, in sentences.
        rule: How small counts are left out.
        caution: To be printed wherever these figures are.
    """

    people: FloatArray
    weighted: IntArray
    index: FloatArray
    growth_of_people: FloatArray
    growth_of_weighted: FloatArray
    titles: tuple[str, ...]
    segments: IntArray
    told: tuple[str, ...]
    rule: str
    caution: str = NOT_A_FAIR_SHARE

    @property
    def years(self) -> int:
        """How far it reaches."""
        return len(self.people) - 1


def need_of_projection(
    held: PopulationAggregates, level: str, code: str, practices: frozenset[str], area: Projection, system: Projection
) -> ProjectedNeed:
    """Segments and need of an area's list carried forward, beside that of its system.

    Args:
        held: The tables of the system.
        level: Of the area, by the tables' names of levels.
        code: Its code.
        practices: Its practices.
        area: Its list carried forward.
        system: The list of all the tables' practices, as many years.

    Raises:
        BadInput: Need cannot follow from these tables.
    """
    rates = rates_of_aggregates(held, level, code, practices, area.people[0])
    need: FollowedNeed = followed_need(area, system, rates.weights, rates.system_weights, rates.index_now)
    return ProjectedNeed(
        need.people,
        shown_counts(np.rint(need.weighted)),
        need.index.round(3),
        need.growth_of_people.round(4),
        need.growth_of_weighted.round(3),
        rates.titles,
        shown_counts(np.rint(followed(rates.mix, area.people))),
        (*rates.told, f"{FROM_THESE} The index of each year is relative to the system in that year."),
        disclosure_rule().sentence,
    )


def need_of_lists(
    held: PopulationAggregates,
    level: str,
    code: str,
    lists: tuple[Sequence[str], FloatArray, FloatArray],
    chosen: BoolArray,
    carry: Callable[[RegisteredPeople], Projection],
) -> ProjectedNeed:
    """The same from lists of practices, those of the area and those that the tables have.

    Args:
        held: The tables of the system.
        level: Of the area: ``icb`` stands for the system where the tables are of that ICB.
        code: Its code.
        lists: Codes of practices, and their men and women by single year of age, shape (practices, 96), nan where not
            known.
        chosen: The practices of the area.
        carry: Carries a list forward.

    Raises:
        BadInput: No practice of the area is in the tables, or need cannot follow from them.
    """
    require_need(held)
    codes, male, female = lists
    of = practices_of_tables(held)
    known = np.isfinite(male).all(axis=1) & np.isfinite(female).all(axis=1)
    there = known & np.array([practice in of for practice in codes])
    own = chosen & there
    if not own.any():
        raise BadInput(
            Problem(
                f"no practice of it is in the tables of {held.manifest.title}",
                given=code,
                expected=f"practices such as {', '.join(sorted(of)[:3])}",
                do="name the tables of its own system",
            )
        )
    area, system = (
        carry(RegisteredPeople(np.stack([male[rows].sum(axis=0), female[rows].sum(axis=0)]))) for rows in (own, there)
    )
    mine = frozenset(practice for practice, here in zip(codes, own.tolist(), strict=True) if here)
    at = "system" if level == "icb" and code == held.manifest.system else level
    found = need_of_projection(held, at, code, mine, area, system)
    told = (
        f"Need and segments follow for {len(mine):,} of its {how_many(int((chosen & known).sum()), 'practice')}, on "
        f"tables of {held.manifest.title}, {held.manifest.as_of}; the system is the lists of "
        f"{how_many(int(there.sum()), 'practice')}."
    )
    return replace(found, told=(told, *found.told))
