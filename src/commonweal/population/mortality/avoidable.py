"""Rates of avoidable death by area or by quantile of deprivation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.mortality.causes import AvoidableCauses, Kind
from commonweal.population.mortality.deaths import Deaths, People
from commonweal.population.statistics.direct_standardisation import DirectRate, directly_standardised_rate
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.statistics.standard_populations import standard_population
from commonweal.problems import Problems


@dataclass(frozen=True, eq=False)
class AvoidableMortality:
    """Rates of avoidable death.

    Args:
        kind: Treatable, preventable or either.
        groups: Areas or quantiles, in order.
        deaths: Deaths that count, shares added up, shape (groups,).
        rate: Per 100,000 people below the age limit, standardised to the European population of 2013.
        people: Below the age limit, or person-years, shape (groups,).
        quantiles: Whether the groups are fifths or tenths of deprivation, the most deprived first.
        causes: The list by which deaths were counted.
        notes: What a reader should know.
    """

    kind: Kind
    groups: tuple[str, ...]
    deaths: FloatArray
    rate: DirectRate
    people: FloatArray
    quantiles: bool
    causes: AvoidableCauses
    notes: tuple[str, ...]


def avoidable_mortality(
    deaths: Deaths, people: People, causes: AvoidableCauses, kind: Kind = Kind.AVOIDABLE, *, quantiles: bool = False
) -> AvoidableMortality:
    """Count avoidable deaths and standardise them; `shown_mortality` takes what is found to what may be shown.

    A death of which half is treatable counts as a half. Limits take such shares as deaths, so that they are rather too
    wide than too narrow. Below 10 deaths nothing is told.

    Args:
        deaths: Deaths of all causes and ages.
        people: People, or person-years, of every group and age.
        causes: The list; it decides age limits too.
        kind: Treatable, preventable or either.
        quantiles: Whether the groups are fifths or tenths of deprivation, 1 the most deprived.

    Raises:
        BadInput: A group has deaths and no people, an age band no people, or a quantile is not a number.

    Source:
        OECD and Eurostat, Avoidable mortality: joint list of preventable and treatable causes (2022), for the method.
    """
    standard = standard_population()
    bands = standard.first_ages[standard.first_ages < causes.age_below]
    groups = tuple(sorted(set(people.groups), key=_in_order if quantiles else str))
    position = {group: number for number, group in enumerate(groups)}
    _check(deaths, groups, quantiles)
    share = causes.shares(deaths.codes, deaths.ages, deaths.sexes, deaths.days, kind) * deaths.counts
    counted = _by_band([position[group] for group in deaths.groups], deaths.ages, share, bands, len(groups), causes)
    living = _by_band(
        [position[group] for group in people.groups], people.ages, people.people, bands, len(groups), causes
    )
    weights = np.broadcast_to(standard.weights[: len(bands)], counted.shape)
    rate = directly_standardised_rate(counted, living, weights)
    notes = [
        f"Causes: {causes.provenance.title or causes.provenance.name}, version {causes.provenance.version}, "
        f"{causes.provenance.status}; {causes.provenance.source}."
    ]
    if causes.provenance.status == "draft":
        notes.append("The list of causes is a draft: these figures show the method and are not to be relied on.")
    return AvoidableMortality(
        kind, groups, counted.sum(axis=1), rate, living.sum(axis=1), quantiles, causes, tuple(notes)
    )


def _check(deaths: Deaths, groups: tuple[str, ...], quantiles: bool) -> None:
    problems = Problems()
    for group in sorted(set(deaths.groups) - set(groups)):
        problems.add("a group has deaths and no people", given=group, do="add its people, or leave its deaths out")
    if quantiles:
        for group in groups:
            if not group.isdigit():
                problems.add("a quantile is a whole number, 1 the most deprived", given=group)
    problems.raise_if_any()


def _by_band(
    group: list[int], ages: IntArray, values: FloatArray, bands: IntArray, size: int, causes: AvoidableCauses
) -> FloatArray:
    """Sums by group and age band of those below the age limit, shape (groups, bands)."""
    below = ages < causes.age_below
    band = np.searchsorted(bands, ages, side="right") - 1
    at = np.asarray(group, dtype=np.int64) * len(bands) + band
    return np.bincount(at[below], values[below], size * len(bands)).reshape(size, len(bands)).astype(np.float64)


def _in_order(group: str) -> tuple[int, str]:
    return (int(group) if group.isdigit() else 0, group)
