"""Tables of conditions: how many have each, standardised rates, rates by deprivation tenth, and inequality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from commonweal.population.aggregates.conditions_and_segments import TWO_OR_MORE, having, put_beside_segments
from commonweal.population.aggregates.contract import LEVELS
from commonweal.population.aggregates.counts_by_area import CountsByArea, Told, What
from commonweal.population.aggregates.listed_people import BANDS, Geography, ListedPeople
from commonweal.population.aggregates.people_tables import EVERYBODY, Row, counted
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.disclosure_control import disclosure_rule, shown_counts, shown_rates
from commonweal.population.runs.definition import Definition
from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.statistics.slope_index import slope_index

Rates = tuple[FloatArray, FloatArray, FloatArray]
PER = 1000
TITLES = {TWO_OR_MORE: "Two or more long-term conditions", "copd": "COPD", "stroke_tia": "Stroke or TIA"}
BY_DEPRIVATION = (
    TWO_OR_MORE,
    *("hypertension", "diabetes", "copd", "coronary_heart_disease", "anxiety_or_depression"),
)
"""Conditions for which rates by deprivation and their inequality are told."""
TENTHS = 10
WITHOUT_TENTH = ("without a tenth",)
"""People of the system on the last day without a deprivation tenth, of whom the notes tell."""
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


@dataclass(frozen=True, eq=False)
class CasesByAge:
    """People with a condition on a day, and everybody, by practice and age band.

    Args:
        on: The day.
        condition: Its id.
        cases: Shape (practices, bands).
        everybody: In the same shape.
        levels: For which there are rows.
    """

    on: date
    condition: str
    cases: IntArray
    everybody: IntArray
    levels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CasesByTenth:
    """The same by deprivation tenth too, arrays of shape (practices, tenths, bands)."""

    on: date
    condition: str
    cases: IntArray
    everybody: IntArray


def put_conditions(counts: CountsByArea, lists: Sequence[ListedPeople], definition: Definition) -> list[CasesByAge]:
    """Put down people with each condition: at every level on the last two days, for places and the system on others.

    Args:
        counts: Where they are put down.
        lists: By day, the last is that of the figures.
        definition: Of the run.
    """
    found: list[CasesByAge] = []
    lowest: dict[str, str] = {}
    for people in lists[::-1]:  # the last day's figures say at which levels a condition is told
        last, compared = people is lists[-1], people in lists[-2:]
        everybody = counted(people, counts.geography, (people.band, BANDS))
        for condition in (TWO_OR_MORE, *definition.conditions)[::-1]:
            has = having(people, definition, condition)
            cases = counted(people, counts.geography, (np.where(has, people.band, -1), BANDS))
            if last:
                many = (cases.sum(axis=1) > disclosure_rule().suppress_up_to).mean() >= LEAST_SHARE_SHOWN
                lowest[condition] = "practice" if many else "pcn"
            level = lowest[condition] if compared else "place"
            counts.put(("cases", condition, people.day), cases.sum(axis=1), level, worth=EVERYBODY)
            levels = LEVELS if compared else ("system", "place")
            found.append(CasesByAge(people.day, condition, cases, everybody, levels))
            if last:
                put_beside_segments(counts, people, definition, condition, cases.sum(axis=1), level)
    return found[::-1]


def put_tenths(counts: CountsByArea, lists: Sequence[ListedPeople], definition: Definition) -> list[CasesByTenth]:
    """Put down people and those with some conditions by deprivation tenth, on every day that has tenths.

    Where nobody lives in a tenth there is no area of it, which is known of the map and is no small number of people.
    """
    geography, levels = counts.geography, ("system", "place")
    found = []
    for people in (one for one in lists if (one.decile > 0).any()):
        tenth = people.decile - 1
        n = counted(people, geography, (tenth, TENTHS), (people.band, BANDS))
        having_it = {
            condition: counted(
                people, geography, (np.where(having(people, definition, condition), tenth, -1), TENTHS),
                (people.band, BANDS),
            )
            for condition in BY_DEPRIVATION if condition == TWO_OR_MORE or condition in definition.conditions
        }  # fmt: skip
        found += [CasesByTenth(people.day, condition, x, n) for condition, x in having_it.items()]
        lived = {level: summed(geography, level, n.sum(axis=2)) for level in levels}
        there = {
            (level, code): np.flatnonzero(own).tolist()
            for level, (codes, all_) in lived.items() for code, own in zip(codes, all_, strict=True)
        }  # fmt: skip
        (system,) = lived["system"][0]
        for whole, what, by_practice in (
            (("people", people.day), ("tenth", people.day), n),
            *((("cases", one, people.day), ("cases", one, people.day, "tenth"), x) for one, x in having_it.items()),
        ):  # fmt: skip
            for level in levels:
                for code, own in zip(*summed(geography, level, by_practice.sum(axis=2)), strict=True):
                    area = level, code
                    for number in there[area]:
                        counts.put_at((*what, number), area, int(own[number]))
                    parts: list[What] = [(*what, number) for number in there[area]]
                    without = int((people.decile == 0).sum())
                    if whole == ("people", lists[-1].day) and level == "system" and without:
                        counts.put_at(WITHOUT_TENTH, area, without)
                        parts.append(WITHOUT_TENTH)
                    if parts:
                        counts.adds_up_at(whole, parts, area)
            for number in there["system", system]:
                counts.adds_up_over_places(
                    (*what, number), [code for code in lived["place"][0] if number in there["place", code]]
                )
    return found


def conditions_table(
    found: Sequence[CasesByAge], told: Told, geography: Geography, definition: Definition
) -> list[Row]:
    """People with each condition as they may be shown, with rates."""
    rows: list[Row] = []
    for one in found:
        for level in one.levels:
            codes, x = summed(geography, level, one.cases)
            _, n = summed(geography, level, one.everybody)
            rates = _rates(x, n, definition)
            for place, code in enumerate(codes):
                count = told.get((("cases", one.condition, one.on), level, code))
                whole = told[("people", one.on), level, code]
                rows.append(
                    {"level": level, "code": code, "condition": one.condition, "title": title(one.condition),
                     "on": one.on.isoformat(), "cases": count, "people": whole,
                     "rate_per_1000": PER * count / whole if count and whole else None,
                     **_limits(rates, place, shown=bool(count))}
                )  # fmt: skip
    return rows


def deprivation_tables(
    found: Sequence[CasesByTenth], told: Told, geography: Geography, definition: Definition
) -> tuple[list[Row], list[Row]]:
    """Rates by deprivation tenth for places and the system on every day, and the inequality that they make."""
    by_tenth: list[Row] = []
    unequal: list[Row] = []
    for one in found:
        for level in ("system", "place"):
            codes, cases = summed(geography, level, one.cases)
            _, everybody = summed(geography, level, one.everybody)
            for place, code in enumerate(codes):
                rates = _rates(cases[place], everybody[place], definition)
                key = {"level": level, "code": code, "condition": one.condition, "on": one.on.isoformat()}
                kept = [
                    (
                        told.get((("cases", one.condition, one.on, "tenth", number), level, code)),
                        told.get((("tenth", one.on, number), level, code)),
                    )
                    for number in range(TENTHS)
                ]
                for number, (count, whole) in enumerate(kept):
                    by_tenth.append(
                        {**key, "tenth": number + 1, "cases": count, "people": whole,
                         **_limits(rates, number, shown=bool(count) and bool(whole))}
                    )  # fmt: skip
                lived = everybody[place].sum(axis=1)
                enough = all(all(kept[number]) for number in np.flatnonzero(lived).tolist())
                unequal.append({**key, **_inequality(rates, lived, shown=enough)})
    return by_tenth, unequal


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
    # A rate carried over to a small rounded count may have a lower limit below nought, of which no slope is worked.
    if not shown or len(value) < FEWEST_TENTHS or np.isnan(value).any() or (lower <= 0).any():
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
