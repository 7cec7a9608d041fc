"""Small made-up systems as lists in memory: few practices, few people in each, and few with anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from commonweal.population.aggregates.change_tables import FIRST, MONTHS, NewByMonth
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.tables_together import TablesOfPeople, tables_of_people
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.statistics.estimates import IntArray

DAYS = (date(2024, 3, 31), date(2025, 3, 31))
BY = WorkedBy()


@dataclass(frozen=True)
class MadeUp:
    """A system on two days.

    Args:
        geography: Its practices.
        lists: By day.
        dead: Who died in between.
        months: People newly found by month.
    """

    geography: Geography
    lists: tuple[ListedPeople, ...]
    dead: IntArray
    months: tuple[NewByMonth, ...]

    def tables(self) -> TablesOfPeople:
        definition = BY.definition(DAYS[-1])
        return tables_of_people(self.lists, self.geography, definition, self.months, self.dead)


def made_up_system(seed: int, *, practices: int = 0, a_practice: int = 0) -> MadeUp:
    """Draw a system; its size, its practices and how much of everything there is are drawn too."""
    rng = np.random.default_rng(seed)
    size = practices or int(rng.integers(2, 9))
    networks = np.sort(rng.integers(0, max(1, size // 2), size))
    place_of = np.sort(rng.integers(0, min(4, max(1, size // 3)) if practices else 3, networks.max() + 1))
    geography = Geography(
        "QXX",
        tuple(f"Y{number:05d}" for number in range(size)),
        tuple(f"U{number}" for number in networks),
        tuple(f"P{place_of[number]}" for number in networks),
        {},
    )
    heads = rng.gamma(rng.choice([0.4, 1.5, 6]), 1, size)
    many = int((a_practice or rng.integers(15, 400)) * size)
    ever = np.arange(1, int(many * 1.15) + 20)
    practice = rng.choice(size, len(ever), p=heads / heads.sum())
    age = np.minimum(rng.gamma(rng.uniform(1.5, 5), rng.uniform(8, 22), len(ever)), 100).astype(np.int64)
    sex = rng.choice(["F", "M", "U"], len(ever), p=[0.5, 0.5, 0] if rng.random() < 0.6 else [0.49, 0.49, 0.02])
    decile = np.minimum(rng.choice(11, len(ever), p=_mixed(rng)), 10)
    if rng.random() < 0.6:
        decile = np.maximum(decile, 1)
    bits = BY.codelist.bits
    rarity = rng.uniform(0.1, 1.2) * rng.dirichlet(np.full(len(bits), 0.5)) * 4
    mask = np.zeros(len(ever), dtype=np.int64)
    for chance, (_, bit) in zip(rarity, bits.values(), strict=True):
        mask |= np.where(rng.random(len(ever)) < np.minimum(chance * age / 50, 0.9), bit, 0)
    newly = np.where(rng.random(len(ever)) < 0.5, mask, mask & rng.integers(0, 1 << len(bits), len(ever)))
    gone, come = (rng.random(len(ever)) < rng.choice([0.01, 0.05, 0.15]) for _ in range(2))
    come &= ~gone
    moved = np.where(rng.random(len(ever)) < 0.03, rng.integers(0, size, len(ever)), practice)
    lists = tuple(
        ListedPeople(
            day, ever[there], age[there], sex[there].astype(object), where[there], decile[there], has[there], "", BY
        )
        for day, there, where, has in ((DAYS[0], ~come, practice, newly), (DAYS[1], ~gone, moved, mask))
    )
    dead = ever[gone & (rng.random(len(ever)) < 0.4)]
    return MadeUp(geography, lists, dead, _months(rng, lists[-1], size))


def _mixed(rng: np.random.Generator) -> np.ndarray:
    return rng.dirichlet([0.05, *[rng.choice([0.3, 3.0])] * 10])


def _months(rng: np.random.Generator, people: ListedPeople, size: int) -> tuple[NewByMonth, ...]:
    found = []
    for series in (FIRST, "hypertension", "diabetes"):
        bit = -1 if series == FIRST else BY.codelist.bits[series][1]
        when = rng.integers(-20, MONTHS, len(people.mask))
        counted = ((people.mask & bit) != 0) & (when >= 0)
        counts = np.zeros((size, MONTHS), dtype=np.int64)
        np.add.at(counts, (people.practice[counted], when[counted]), 1)
        found.append(NewByMonth(series, series, counts))
    return tuple(found)
