"""When made-up people of a fictional system fall ill, what is recorded of it, and the care that they use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.synthetic.conditions import LEAST_SHARE, OLD, YOUNG, MadeUpCondition, made_up_conditions
from commonweal.population.synthetic.system_people import DAYS, YEAR, MadeUpLives, falls_ill, numbered
from commonweal.population.versioned import VersionedTable, bundled_versioned

FIRST_RECORD = 12_784
"""1 January 2005, days since 1970: nothing is on record from before."""
NO_SLOPE = 1e-6
CHILDHOOD = 10
EARLIEST, SPREAD = 5.0, 30.0
"""Conditions that no age has more of begin between these years of age."""
MORE_EVENTS = 1.4
NOISE_CODES = 297
DRIVE = 19_905
"""1 July 2024: one place begins to look for high blood pressure, and finds in a year what two would have brought."""
DRIVE_FOR = "hypertension"


@dataclass(frozen=True, eq=False)
class MadeUpEvents:
    """Events, arrays of shape (events,).

    Args:
        who: Number of the person.
        code: Number of the code in ``recipe.code_texts``.
        day: Days since 1970.
    """

    who: IntArray
    code: IntArray
    day: IntArray


@dataclass(frozen=True, eq=False)
class MadeUpActivity:
    """Contacts of the last year, arrays of shape (contacts,).

    Args:
        who: Number of the person.
        kind: Number of the kind in ``kinds``.
        day: Days since 1970.
        pence: Cost.
        kinds: Names.
    """

    who: IntArray
    kind: IntArray
    day: IntArray
    pence: IntArray
    kinds: tuple[str, ...]


def draw_events(
    g: np.random.Generator, lives: MadeUpLives, driven: npt.NDArray[np.bool_]
) -> tuple[MadeUpEvents, IntArray]:
    """Draw every record of a condition, and some that mean nothing.

    Each person has a rank in each condition and has it from the age at which as large a share of people as deprived
    have it: so people who age gain conditions, and nobody loses one.

    Args:
        g: Where chance comes from.
        lives: The people.
        driven: Those whose place looks for high blood pressure.

    Returns:
        The events, and how many conditions each person has on the last day.
    """
    odds = {row["condition"]: float(row["odds_ratio"]) for row in _odds().rows}
    end = np.minimum(lives.gone, numbered(DAYS[-1]) + 1)
    who: list[IntArray] = []
    code: list[IntArray] = []
    day: list[IntArray] = []
    many = np.zeros(len(lives.born), dtype=np.int64)
    base = 0
    for condition in made_up_conditions():
        begins = _onset(g, lives, condition, odds[condition.name])
        if condition.name == DRIVE_FOR:
            begins = np.where(driven & (begins > DRIVE), DRIVE + (begins - DRIVE) / 2, begins)
        begins = np.maximum(begins, np.maximum(lives.born + 1, FIRST_RECORD + g.random(len(begins)) * 2 * YEAR))
        has = np.flatnonzero(begins < end)
        many[has] += 1
        start = begins[has].astype(np.int64)
        further = g.poisson(MORE_EVENTS, len(has))
        again = np.repeat(np.arange(len(has)), further)
        later = start[again] + (g.random(len(again)) * (end[has][again] - start[again])).astype(np.int64)
        people, days = np.concatenate([has, has[again]]), np.concatenate([start, later])
        who.append(people)
        day.append(days)
        code.append(base + g.integers(0, len(condition.codes), len(people)))
        base += len(condition.codes)
    noise = g.integers(0, len(lives.born), len(lives.born))
    from_day = np.maximum(lives.born, FIRST_RECORD)[noise]
    who.append(noise)
    day.append(from_day + (g.random(len(noise)) * np.maximum(end[noise] - from_day, 1)).astype(np.int64))
    code.append(base + g.integers(0, NOISE_CODES, len(noise)))
    return MadeUpEvents(np.concatenate(who), np.concatenate(code), np.concatenate(day)), many


def draw_activity(g: np.random.Generator, lives: MadeUpLives, many: IntArray) -> MadeUpActivity:
    """Draw the contacts of the last year of those who are there at its end.

    Args:
        g: Where chance comes from.
        lives: The people.
        many: How many conditions each has.
    """
    table = bundled_versioned(__package__, "made_up_contacts", ("kind", "cost_pence"))
    here = np.flatnonzero(lives.on(DAYS[-1]))
    old = lives.age(DAYS[-1])[here] >= 75
    who, kind = [], []
    for number, row in enumerate(table.rows):
        rate = float(row["without_conditions"]) + float(row["for_each_condition"]) * many[here]
        made = g.poisson(rate * np.where(old, float(row["times_from_75"]), 1.0))
        who.append(np.repeat(here, made))
        kind.append(np.full(made.sum(), number))
    people, kinds = np.concatenate(who), np.concatenate(kind)
    first, last = numbered(DAYS[-2]) + 1, numbered(DAYS[-1])
    day = np.maximum(first + (g.random(len(people)) * (last - first)).astype(np.int64), lives.came[people])
    pence = np.array([int(row["cost_pence"]) for row in table.rows])[kinds]
    return MadeUpActivity(people, kinds, day, pence, tuple(row["kind"] for row in table.rows))


def _onset(g: np.random.Generator, lives: MadeUpLives, condition: MadeUpCondition, odds_ratio: float) -> FloatArray:
    """The day on which each person falls ill, days since 1970; far off for those who do not."""
    low, high = falls_ill(np.array([max(condition.at_20, LEAST_SHARE), condition.at_80]))
    shift = np.log(odds_ratio) * (5.5 - lives.decile) / 9
    rank = np.clip(g.random(len(lives.born)), 1e-9, 1 - 1e-9)
    slope = (high - low) / (OLD - YOUNG)
    if slope > NO_SLOPE:
        age = YOUNG + (falls_ill(rank) - low - shift) / slope
    else:
        share = 1 / (1 + np.exp(-(low + shift)))
        age = np.where(rank < share, EARLIEST + SPREAD * rank / share, np.inf)
    if condition.falls_in_children:
        age = np.where(age < CHILDHOOD, CHILDHOOD + g.exponential(12.0, len(age)), age)
    day: FloatArray = lives.born + np.maximum(age, 0) * YEAR
    return day


def _odds() -> VersionedTable:
    return bundled_versioned(__package__, "made_up_odds_by_deprivation", ("condition", "odds_ratio"))
