"""Tables of conditions: how many have each, standardised rates, rates by deprivation tenth, and inequality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from commonweal.population.aggregates.contract import ALL
from commonweal.population.aggregates.listed_people import BANDS, Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row, counted
from commonweal.population.aggregates.protected_tree import protected, summed
from commonweal.population.disclosure_control import disclosure_rule, shown, shown_count, shown_counts, shown_rates
from commonweal.population.runs.definition import MULTIMORBID, Definition
from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.statistics.slope_index import slope_index

Rates = tuple[FloatArray, FloatArray, FloatArray]
PER = 1000
TWO_OR_MORE = "two_or_more"
TITLES = {TWO_OR_MORE: "Two or more long-term conditions", "copd": "COPD", "stroke_tia": "Stroke or TIA"}
BY_DEPRIVATION = (
    TWO_OR_MORE,
    *("hypertension", "diabetes", "copd", "coronary_heart_disease", "anxiety_or_depression"),
)
"""Conditions for which rates by deprivation and their inequality are told."""
TENTHS = 10
FEWEST_TENTHS = 5
"""Inequality is told where people live in at least so many tenths."""
LEAST_SHARE_SHOWN = 0.7
"""A condition is told by practice where at least this share of practices has more people than are suppressed."""


def title(condition: str) -> str:
    """A condition's name for people.

    Example:
        >>> title("heart_failure"), title("copd")
        ('Heart failure', 'COPD')
    """
    words = condition.replace("_", " ")
    return TITLES.get(condition, words[:1].upper() + words[1:])


def having(people: ListedPeople, definition: Definition, condition: str) -> npt.NDArray[np.bool_]:
    """Who has a condition."""
    if condition == TWO_OR_MORE:
        many = np.zeros(len(people.mask), dtype=np.int64)
        for bit in range(len(definition.conditions)):
            many += (people.mask >> bit) & 1
        return np.asarray(many >= MULTIMORBID)
    return np.asarray(((people.mask >> definition.conditions.index(condition)) & 1) == 1)


def conditions_table(
    lists: Sequence[ListedPeople], geography: Geography, definition: Definition, totals: Mapping[Any, int | None]
) -> list[Row]:
    """People with each condition at every level on the last day, and for places and the system on the others too.

    Args:
        lists: By day, the last is that of the figures.
        geography: Where practices belong.
        definition: Of the run.
        totals: People of each area as they are shown, by level and code.
    """
    rows: list[Row] = []
    for people in lists:
        last = people is lists[-1]
        by_band = counted(people, geography, (people.band, BANDS))
        for condition in (TWO_OR_MORE, *definition.conditions):
            has = having(people, definition, condition)
            cases = counted(people, geography, (np.where(has, people.band, -1), BANDS))
            many = (cases.sum(axis=1) > disclosure_rule().suppress_up_to).mean() >= LEAST_SHARE_SHOWN
            lowest = ("practice" if many else "pcn") if last else "place"
            told = protected(geography, cases.sum(axis=1), lowest)
            levels = ("system", "place", "pcn", "practice") if last else ("system", "place")
            for level in levels:
                codes, x = summed(geography, level, cases)
                _, n = summed(geography, level, by_band)
                rates = _rates(x, n, definition)
                for place, code in enumerate(codes):
                    count = told.get((level, code))
                    whole = totals[level, code] if last else shown_count(int(n[place].sum()))
                    rows.append(
                        {"level": level, "code": code, "condition": condition, "title": title(condition),
                         "on": people.day.isoformat(), "cases": count, "people": whole,
                         "rate_per_1000": PER * count / whole if count and whole else None,
                         **_limits(rates, place, shown=bool(count))}
                    )  # fmt: skip
    return rows


def deprivation_tables(
    lists: Sequence[ListedPeople], geography: Geography, definition: Definition
) -> tuple[list[Row], list[Row]]:
    """Rates by deprivation tenth for places and the system on every day, and the inequality that they make."""
    by_tenth: list[Row] = []
    unequal: list[Row] = []
    for people in lists:
        tenth = people.decile - 1
        n = counted(people, geography, (tenth, TENTHS), (people.band, BANDS))
        for condition in (one for one in BY_DEPRIVATION if one == TWO_OR_MORE or one in definition.conditions):
            has = having(people, definition, condition)
            x = counted(people, geography, (np.where(has, tenth, -1), TENTHS), (people.band, BANDS))
            told = _tenths_shown(geography, x, n)
            for level in ("system", "place"):
                codes, cases = summed(geography, level, x)
                _, everybody = summed(geography, level, n)
                for place, code in enumerate(codes):
                    rates = _rates(cases[place], everybody[place], definition)
                    key = {"level": level, "code": code, "condition": condition, "on": people.day.isoformat()}
                    for number in range(TENTHS):
                        count, whole = told[level, code, number]
                        by_tenth.append(
                            {**key, "tenth": number + 1, "cases": count, "people": whole,
                             **_limits(rates, number, shown=bool(count) and bool(whole))}
                        )  # fmt: skip
                    lived = everybody[place].sum(axis=1)
                    enough = all(all(told[level, code, number]) for number in np.flatnonzero(lived).tolist())
                    unequal.append({**key, **_inequality(rates, lived, shown=enough)})
    return by_tenth, unequal


def _tenths_shown(
    geography: Geography, x: IntArray, n: IntArray
) -> dict[tuple[str, str, int], tuple[int | None, int | None]]:
    """Cases and people by tenth as shown: an area's tenths beside its total, and a tenth's places beside the system.

    What either would give away is hidden in both; an area whose total would have to be hidden tells no tenth. Where
    nobody lives in a tenth there is no area of it, which is known of the map and is no small number of people.
    """
    found: dict[tuple[str, str, int], list[int | None]] = {}
    levels = ("system", "place")
    lived = {level: dict(zip(*summed(geography, level, n.sum(axis=2)), strict=True)) for level in levels}
    for counts in (x.sum(axis=2), n.sum(axis=2)):
        own = {level: dict(zip(*summed(geography, level, counts), strict=True)) for level in levels}
        kept = {
            (level, code): _beside_total(row, lived[level][code])
            for level in levels
            for code, row in own[level].items()
        }
        (system,) = own["system"]
        for number in range(TENTHS):
            places = [code for code in own["place"] if lived["place"][code][number] > 0]
            people = [int(own["place"][code][number]) for code in places] + [int(own["system"][system][number])]
            table: dict[str, list[Any]] = {"place": [*places, ALL], "people": people}
            across = shown(table, counts=["people"]).columns["people"]
            told = dict(zip([("place", code) for code in places] + [("system", system)], across, strict=True))
            for key, tenths in kept.items():
                hidden = told.get(key) is None
                found.setdefault((*key, number), []).append(None if hidden else tenths[number])
    return {key: (cases, people) for key, (cases, people) in found.items()}


def _beside_total(counts: IntArray, lived: IntArray) -> list[int | None]:
    there = np.flatnonzero(lived > 0).tolist()
    table = {"tenth": [*map(str, there), ALL], "people": [*counts[there].tolist(), int(counts.sum())]}
    *parts, total = shown(table, counts=["people"]).columns["people"]
    told: list[int | None] = [None] * TENTHS
    for number, count in zip(there, parts, strict=True):
        told[number] = None if total is None else count
    return told


def _rates(x: IntArray, n: IntArray, definition: Definition) -> Rates:
    """Value, lower and upper limit, as they may be shown."""
    standard = np.array(definition.standard, dtype=np.float64)
    rate = directly_standardised_rate(x, np.where(n == 0, 1, n), standard, multiplier=PER)
    return shown_rates(rate, x.sum(axis=-1))


def _limits(rates: Rates, place: int, *, shown: bool) -> dict[str, float | None]:
    names = ("dsr_per_1000", "dsr_low", "dsr_high")
    return {name: _plain(values[place]) if shown else None for name, values in zip(names, rates, strict=True)}


def _inequality(rates: Rates, people: IntArray, *, shown: bool) -> dict[str, float | None]:
    """From the rates as shown, so that nothing more of them is told, and whoever has the table can work it again."""
    names = ("sii", "sii_low", "sii_high", "rii", "rii_low", "rii_high", "gap")
    there = people > 0
    value, lower, upper = (values[there] for values in rates)
    if not shown or len(value) < FEWEST_TENTHS or np.isnan(value).any():
        return dict.fromkeys(names)
    weights = shown_counts(people[there])
    found = slope_index(value, weights, lower=lower, upper=upper, scale="rate", multiplier=-1)
    values = [
        float(np.ravel(number)[0])
        for one in (found.slope, found.relative)
        for number in (one.value, one.lower, one.upper)
    ]
    return dict(zip(names, [*map(_plain, values), _plain(value[0] - value[-1])], strict=True))


def _plain(value: Any) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
