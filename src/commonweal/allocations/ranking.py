"""How sure the order of places is: each place's practices drawn again many times, from a fixed seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.partition import IN_NO_PLACE, Partition
from commonweal.allocations.places import place_need

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Robustness:
    """When a ranking counts as robust, as the rule ``allocations.places.robust_ranking`` states it.

    Args:
        interval: Part of the replicates that an interval holds.
        least_certainty: In how many of the replicates a place must stay above the next one.
        fewest_practices: A place with fewer practices has no interval: there is too little to draw from.
        replicates: How many times the practices are drawn.
    """

    interval: float = 0.95
    least_certainty: float = 0.9
    fewest_practices: int = 3
    replicates: int = 1000

    @classmethod
    def from_rule(cls, value: Mapping[str, Any]) -> Robustness:
        """The settings of the rule entry's value."""
        return cls(
            float(value["interval"]),
            float(value["least_certainty"]),
            int(value["fewest_practices"]),
            int(value["replicates"]),
        )


@dataclass(frozen=True, eq=False)
class Ranking:
    """Places of a run in order of need, with intervals. Arrays have one value per part.

    Args:
        partition: The places.
        service: The weighted population.
        seed: The seed of the draws.
        settings: When an order counts as robust.
        index: Index of each part to its ICB.
        low, high: The interval of the index; nan where there are too few practices.
        rank: 1 is the greatest need; 0 where there is no index, and for practices in no place, which are no place to
            rank. Ranks are within each ICB.
        rank_low, rank_high: The interval of the rank, best and worst; 0 where there are too few practices.
        certainty: In how many of the replicates the part stays above the next one in its ICB; nan for the last one,
            and where either has too few practices.
    """

    partition: Partition
    service: str
    seed: int
    settings: Robustness
    index: Figures
    low: Figures
    high: Figures
    rank: NDArray[np.int64]
    rank_low: NDArray[np.int64]
    rank_high: NDArray[np.int64]
    certainty: Figures

    def robust(self, part: int) -> bool | None:
        """Whether the part's place above the next one is robust; None where that cannot be told."""
        sure = float(self.certainty[part])
        return None if np.isnan(sure) else sure >= self.settings.least_certainty

    @property
    def last(self) -> frozenset[int]:
        """The parts that are last in their ICB's order: there is no next one to stand above."""
        ends: dict[str, int] = {}
        for part, icb in enumerate(self.partition.icbs):
            if self.rank[part] > (self.rank[ends[icb]] if icb in ends else 0):
                ends[icb] = part
        return frozenset(ends.values())

    def rows(self) -> list[dict[str, Any]]:
        """One row per place, in order of ICB and rank."""
        order = sorted(
            range(len(self.partition)), key=lambda part: (self.partition.icbs[part], self.rank[part] or 10**9)
        )
        return [
            {
                "icb": self.partition.icbs[part],
                "place": self.partition.places[part],
                "name": self.partition.names[part],
                "rank": int(self.rank[part]) or None,
                "rank_low": int(self.rank_low[part]) or None,
                "rank_high": int(self.rank_high[part]) or None,
                "index": _or_none(self.index[part]),
                "low": _or_none(self.low[part]),
                "high": _or_none(self.high[part]),
                "above_next": _or_none(self.certainty[part]),
                "robust": self.robust(part),
            }
            for part in order
        ]


def rank_places(
    partition: Partition,
    service: str = "core",
    *,
    settings: Robustness = Robustness(),
    seed: int = 1,
) -> Ranking:
    """Rank the places of each ICB by need and say how sure the order is.

    Each place's practices are drawn again with replacement, as many as it has, and its index is worked anew; the ICB's
    need is held. The spread shows how much an index leans on single practices. It is not an interval of the formula's
    own error, and says nothing of a place with one practice, which has no interval.

    Args:
        partition: The places.
        service: The weighted population.
        settings: Interval, certainty and number of draws.
        seed: Any whole number; the same seed gives the same intervals.

    Raises:
        BadInput: The file lacks the weighted population.
    """
    need = place_need(partition, (service,))
    index = need.index_to_icb[:, 0]
    icb_need = need.icb_weighted[:, 0] / need.icb_population
    drawn = _draws(partition, service, settings.replicates, seed) / icb_need
    few = need.practices < settings.fewest_practices
    tail = (1.0 - settings.interval) / 2
    low, high = np.quantile(drawn, [tail, 1.0 - tail], axis=0)
    low[few], high[few] = np.nan, np.nan
    count = len(partition)
    rank, rank_low, rank_high = (np.zeros(count, dtype=np.int64) for _ in range(3))
    certainty = np.full(count, np.nan)
    icbs = np.array(partition.icbs)
    remainder = np.isin(partition.places, [IN_NO_PLACE, *([partition.remainder] if partition.remainder else [])])
    for icb in dict.fromkeys(partition.icbs):
        parts = np.flatnonzero((icbs == icb) & ~np.isnan(index) & ~remainder)
        order = parts[np.argsort(-index[parts], kind="stable")]
        rank[order] = np.arange(1, len(order) + 1)
        ranks = np.argsort(np.argsort(-drawn[:, order], axis=1, kind="stable"), axis=1) + 1
        if len(order):
            bounds = np.quantile(ranks, [tail, 1.0 - tail], axis=0, method="nearest").astype(np.int64)
            rank_low[order], rank_high[order] = np.where(few[order], 0, bounds)
        for above, below in zip(order[:-1].tolist(), order[1:].tolist(), strict=True):
            if not (few[above] or few[below]):
                certainty[above] = float((drawn[:, above] > drawn[:, below]).mean())
    return Ranking(partition, service, seed, settings, index, low, high, rank, rank_low, rank_high, certainty)


def _draws(partition: Partition, service: str, replicates: int, seed: int) -> Figures:
    """Need per head of each part in each replicate. Shape: replicates, parts.

    Each ICB's parts are drawn in the same order whichever ICBs are asked about, so a place's interval does not depend
    on what else is in the run.
    """
    file = partition.file
    weights, population = file.weights(service), file.population
    usable = (partition.part_of >= 0) & ~np.isnan(weights) & ~np.isnan(population)
    drawn = np.full((replicates, len(partition)), np.nan)
    for part in range(len(partition)):
        members = np.flatnonzero(usable & (partition.part_of == part))
        if not len(members):
            continue
        own = np.random.default_rng([seed, *f"{partition.icbs[part]}/{partition.places[part]}".encode()])
        picks = members[own.integers(0, len(members), size=(replicates, len(members)))]
        people = population[picks].sum(axis=1)
        weighted = weights[picks].sum(axis=1)
        drawn[:, part] = np.divide(weighted, people, out=np.full(replicates, np.nan), where=people > 0)
    return drawn


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
