"""The draws of a made-up population, in one fixed order from one generator: a seed always makes the same people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from commonweal.population.synthetic.conditions import made_up_conditions

SEED = 20261121
FIRST_ID = 10_000_000
FIRST_AREA = 1_000_000
FIRST_DAY, END_DAY = date(2005, 1, 1), date(2026, 3, 31)
AGES_AT, PEOPLE_AT = (0, 20, 60, 75, 90, 99), (1.1, 1.2, 1.3, 0.9, 0.25, 0.02)
"""Points between which the number of people at each age runs straight."""
AGES = 100
PEOPLE_A_PRACTICE, PEOPLE_AN_AREA, FEWEST_PLACES = 8_000, 1_650, 20
SPREAD_OF_PRACTICES = 0.5
MORE_EVENTS = 3.4
"""Events of a condition beyond the first, on average."""
NOISE_TENTHS, NOISE_CODES = 25, 297
MOST_PEOPLE = 200_000_000

_Kind = TypeVar("_Kind", np.int16, np.int32)
Small = npt.NDArray[np.int16]
Whole = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class MadeUpPeople:
    """People, arrays of shape (people,), and the events of them, arrays of shape (events,).

    Args:
        age: Years.
        sex: 0 female, 1 male.
        practice: Number of the practice from 0.
        area: Number of the small area from 0.
        decile: Deprivation tenth of the area, 1 most deprived.
        identifier: The person's identifier.
        who: The person of each event, by place in the arrays above.
        code: Number of the code in :func:`code_texts`.
        day: Days since 1970.
        condition_events: How many events, the first ones, are of conditions; the others are noise.
        permutation: The order in which the recipe writes the events, where it was asked for.
    """

    age: npt.NDArray[np.int8]
    sex: npt.NDArray[np.int8]
    practice: Whole
    area: Whole
    decile: npt.NDArray[np.int8]
    identifier: Whole
    who: Whole
    code: Small
    day: Small
    condition_events: int
    permutation: npt.NDArray[np.int64] | None = None


def code_texts() -> list[str]:
    """The code of each number: those of the conditions, then codes that mean nothing here.

    Example:
        >>> codes = code_texts()
        >>> len(codes), codes[0], codes[87], codes[-1]
        (384, 'I10', 'Z00.0', 'Z98.2')
    """
    meant = [code for condition in made_up_conditions() for code in condition.codes]
    return meant + [f"Z{number // 3:02d}.{number % 3}" for number in range(NOISE_CODES)]


def draw(people: int, seed: int = SEED, *, permuted: bool = False) -> MadeUpPeople:
    """Draw a population.

    Args:
        people: How many.
        seed: Of the generator.
        permuted: Draw the last step too, which mixes the order of the events and changes nothing else.

    Example:
        >>> made = draw(1000)
        >>> made.age.sum().item(), len(made.who), made.condition_events
        (40888, 6096, 3596)
    """
    g = np.random.default_rng(seed)
    shares = np.interp(np.arange(AGES), AGES_AT, PEOPLE_AT)
    age = g.choice(AGES, people, p=shares / shares.sum()).astype(np.int8)
    sex = g.integers(0, 2, people).astype(np.int8)
    sizes = g.lognormal(0, SPREAD_OF_PRACTICES, max(FEWEST_PLACES, people // PEOPLE_A_PRACTICE))
    practice = g.choice(len(sizes), people, p=sizes / sizes.sum()).astype(np.int32)
    areas = max(FEWEST_PLACES, people // PEOPLE_AN_AREA)
    area = g.integers(0, areas, people).astype(np.int32)
    decile = g.integers(1, 11, areas).astype(np.int8)[area]
    identifier = (g.permutation(people) + FIRST_ID).astype(np.int32)
    who, code, day = _events(g, people, age, decile)
    events = len(who)
    return MadeUpPeople(
        age, sex, practice, area, decile, identifier, who, code, day, events - people * NOISE_TENTHS // 10,
        g.permutation(events) if permuted else None,
    )  # fmt: skip


def _events(
    g: np.random.Generator, people: int, age: npt.NDArray[np.int8], decile: npt.NDArray[np.int8]
) -> tuple[Whole, Small, Small]:
    first, end = ((day - date(1970, 1, 1)).days for day in (FIRST_DAY, END_DAY))
    who: list[Whole] = []
    code: list[Small] = []
    day: list[Small] = []
    # The share depends on age and tenth alone: work it out for each pair, and look it up for each person.
    pair = age.astype(np.int16) * 16 + decile
    ages, deciles = np.divmod(np.arange(AGES * 16), 16)
    base = 0
    for condition in made_up_conditions():
        share = condition.share(ages, deciles)
        has = np.flatnonzero(g.random(people) < share[pair])
        number = 1 + g.poisson(MORE_EVENTS, len(has))
        who.append(np.repeat(has.astype(np.int32), number))
        events = len(who[-1])
        code.append((base + g.integers(0, len(condition.codes), events)).astype(np.int16))
        day.append(g.integers(first, end, events, dtype=np.int32).astype(np.int16))
        base += len(condition.codes)
    noise = people * NOISE_TENTHS // 10
    who.append(g.integers(0, people, noise, dtype=np.int32))
    code.append((base + g.integers(0, NOISE_CODES, noise)).astype(np.int16))
    day.append(g.integers(first, end, noise, dtype=np.int32).astype(np.int16))
    return _joined(who), _joined(code), _joined(day)


def _joined(parts: list[npt.NDArray[_Kind]]) -> npt.NDArray[_Kind]:
    whole = np.empty(sum(len(part) for part in parts), dtype=parts[0].dtype)
    place = 0
    while parts:
        part = parts.pop(0)
        whole[place : place + len(part)] = part
        place += len(part)
    return whole
