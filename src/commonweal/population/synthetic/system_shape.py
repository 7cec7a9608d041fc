"""A fictional system for made-up people: its practices, the small areas around them, and how deprived each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.problems import BadInput, Problem

FEWEST_AREAS, PEOPLE_AN_AREA = 15, 1_650
SPREAD_OF_AREAS = 9.0
"""Spread of the scores of small areas around that of their network."""
NEARNESS = 6.0
"""People live the likelier in an area the nearer its score is to that of their practice."""
MEDIAN_SCORE, SPREAD_OF_SCORES = 17.6, 0.69
"""England's scores of deprivation are about lognormal; tenths are told by it."""


@dataclass(frozen=True, slots=True)
class MadeUpPractice:
    """A practice of a fictional system.

    Args:
        code: Its code.
        network: Code of its primary care network.
        place: Code of its place.
        share: Of the system's people, as a weight.
        deprivation: Score of deprivation.
        older: Share of its people aged 65 and over.
    """

    code: str
    network: str
    place: str
    share: float
    deprivation: float
    older: float


@dataclass(frozen=True, eq=False)
class MadeUpAreas:
    """Small areas around practices.

    Args:
        codes: Of the areas, shape (areas,).
        decile: Deprivation tenth, 1 most deprived, shape (areas,).
        chance: That somebody of a practice lives in an area, shape (practices, areas).
    """

    codes: tuple[str, ...]
    decile: IntArray
    chance: FloatArray


def draw_areas(g: np.random.Generator, practices: Sequence[MadeUpPractice], people: int) -> MadeUpAreas:
    """Draw the small areas of every network.

    Raises:
        BadInput: No practices, or shares that are none.

    Example:
        >>> shape = [MadeUpPractice("A", "N1", "P1", 1, 40.0, 0.15), MadeUpPractice("B", "N2", "P1", 1, 8.0, 0.2)]
        >>> areas = draw_areas(np.random.default_rng(1), shape, 1000)
        >>> len(areas.codes), areas.chance.sum(axis=1).round(6).tolist()
        (30, [1.0, 1.0])
    """
    if not practices or any(not 0 <= one.older < 1 or not one.share > 0 for one in practices):
        raise BadInput(Problem("a system needs practices, each with a share of people above nought"))
    networks = sorted({one.network for one in practices})
    total = sum(one.share for one in practices)
    scores: list[FloatArray] = []
    of_network: list[npt.NDArray[np.int64]] = []
    for number, network in enumerate(networks):
        own = [one for one in practices if one.network == network]
        share = sum(one.share for one in own)
        middle = sum(one.share * one.deprivation for one in own) / share
        count = max(FEWEST_AREAS, round(people * share / total / PEOPLE_AN_AREA))
        scores.append(np.maximum(middle + g.normal(0, SPREAD_OF_AREAS, count), 1.5))
        of_network.append(np.full(count, number))
    score, network_of = np.concatenate(scores), np.concatenate(of_network)
    chance = np.zeros((len(practices), len(score)))
    for place, one in enumerate(practices):
        near = np.flatnonzero(network_of == networks.index(one.network))
        weights = np.exp(-np.abs(score[near] - one.deprivation) / NEARNESS)
        chance[place, near] = weights / weights.sum()
    codes = tuple(f"X01{number + 1:06d}" for number in range(len(score)))
    return MadeUpAreas(codes, tenths(score), chance)


def tenths(score: FloatArray) -> IntArray:
    """The tenth of England by deprivation that a score stands in, 1 most deprived.

    Example:
        >>> tenths(np.array([60.0, 17.0, 3.0])).tolist()
        [1, 6, 10]
    """
    from statistics import NormalDist

    rank = np.array([NormalDist().cdf(float(z)) for z in (np.log(score) - np.log(MEDIAN_SCORE)) / SPREAD_OF_SCORES])
    found: IntArray = np.clip(10 - np.floor(10 * rank), 1, 10).astype(np.int64)
    return found
