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
OLD_AGE = 75
WINTER = 18_276
"""15 January 2020, days since 1970: the depth of every winter, a whole number of years away."""


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
    """Contacts of the last two years, arrays of shape (contacts,).

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
    """Draw the contacts of the last two years of those who are there at the end, wherever they were before.

    Winter has more of some kinds. The year before the last is drawn by chance of its own, so that it changes nothing
    of what is drawn with ``g``.

    Args:
        g: Where chance comes from.
        lives: The people.
        many: How many conditions each has.
    """
    table = bundled_versioned(__package__, "made_up_contacts", ("kind", "cost_pence", "more_in_winter"))
    here = np.flatnonzero(lives.on(DAYS[-1]))
    old = lives.age(DAYS[-1])[here] >= OLD_AGE
    who: list[IntArray] = []
    kind: list[IntArray] = []
    day: list[IntArray] = []
    for chance, before, last in ((g.spawn(1)[0], *DAYS[-3:-1]), (g, *DAYS[-2:])):
        people, kinds = _contacts(chance, table, here, many[here], old)
        more = np.array([float(row["more_in_winter"]) for row in table.rows])[kinds]
        first = numbered(before) + 1
        through = _through_the_year(chance.random(len(people)), more, first)
        on = first + (through * (numbered(last) - first + 1)).astype(np.int64)
        there = on >= lives.born[people]
        who.append(people[there])
        kind.append(kinds[there])
        day.append(on[there])
    numbers = np.concatenate(kind)
    pence = np.array([int(row["cost_pence"]) for row in table.rows])[numbers]
    return MadeUpActivity(
        np.concatenate(who), numbers, np.concatenate(day), pence, tuple(row["kind"] for row in table.rows)
    )


def _contacts(
    g: np.random.Generator, table: VersionedTable, here: IntArray, many: IntArray, old: npt.NDArray[np.bool_]
) -> tuple[IntArray, IntArray]:
    """Who has a contact of which kind in a year."""
    who, kind = [], []
    for number, row in enumerate(table.rows):
        rate = float(row["without_conditions"]) + float(row["for_each_condition"]) * many
        made = g.poisson(rate * np.where(old, float(row["times_from_75"]), 1.0))
        who.append(np.repeat(here, made))
        kind.append(np.full(made.sum(), number))
    return np.concatenate(who), np.concatenate(kind)


def _through_the_year(even: FloatArray, more: FloatArray, first: int) -> FloatArray:
    """How far through the year each contact comes, with more of them in January; from even draws of 0 to 1.

    The density is ``1 + more cos(angle from January)``, whose sum is undone by four steps of Newton's method.
    """
    january = (WINTER - first) / YEAR

    def reached(part: FloatArray) -> FloatArray:
        turn = 2 * np.pi
        so_far: FloatArray = part + more / turn * (np.sin(turn * (part - january)) + np.sin(turn * january))
        return so_far

    part = even
    for _ in range(4):
        part = part - (reached(part) - even) / (1 + more * np.cos(2 * np.pi * (part - january)))
    return np.clip(part, 0.0, np.nextafter(1.0, 0.0))


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
