"""Who has a condition, and what the rules of segments say of it: whom a reader of both tables can reckon with."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from commonweal.population.aggregates.contract import LEVELS
from commonweal.population.aggregates.counts_by_area import CountsByArea
from commonweal.population.aggregates.listed_people import ListedPeople
from commonweal.population.aggregates.people_tables import SEXES, counted
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.runs.definition import MULTIMORBID, Definition
from commonweal.population.segmentation import PeopleFacts
from commonweal.population.statistics.estimates import IntArray

TWO_OR_MORE = "two_or_more"
TELLING = 8
"""Where there are as many others for each count beside them, their being no fewer than none narrows nothing."""


def having(people: ListedPeople, definition: Definition, condition: str) -> npt.NDArray[np.bool_]:
    """Who has a condition."""
    return _having(people.mask, definition.conditions, condition)


def _having(mask: npt.NDArray[np.int64], conditions: tuple[str, ...], condition: str) -> npt.NDArray[np.bool_]:
    if condition == TWO_OR_MORE:
        many = np.zeros(len(mask), dtype=np.int64)
        for bit in range(len(conditions)):
            many += (mask >> bit) & 1
        return np.asarray(many >= MULTIMORBID)
    return np.asarray(((mask >> conditions.index(condition)) & 1) == 1)


def put_beside_segments(
    counts: CountsByArea, people: ListedPeople, definition: Definition, condition: str, cases: IntArray, lowest: str
) -> None:
    """Put down what the rules of segments say of a condition: everybody of some has it, and nobody of others.

    So a condition has no fewer people than the segments within it, and with those apart from it no more than all. It
    is put down where it can tell anything: where there are few others.
    """
    found, geography = people.segments, counts.geography
    everybody = ("people", people.day)
    of = ("cases", condition, people.day)
    within, apart = _by_the_rules(people.worked_by, definition.conditions, condition)
    by_segment = counted(people, geography, (found.segment, len(found.names)))
    alike = len(within) == 1 and int(cases.sum()) == int(by_segment[:, within].sum())
    for whole, by_practice, parts, segments in (
        (of, cases, [], within),
        (everybody, counted(people, geography), [of], apart),
    ):
        if not segments:
            continue
        telling = TELLING * (1 + len(parts) + len(segments))
        for level in LEVELS[: LEVELS.index(lowest) + 1]:
            codes, all_ = summed(geography, level, by_practice)
            _, some = summed(geography, level, by_segment[:, segments].sum(axis=1) + (cases if parts else 0))
            for code, rest in zip(codes, (all_ - some).tolist(), strict=True):
                if 0 <= rest < telling:
                    named = [*parts, *(("segment", found.names[number]) for number in segments)]
                    counts.adds_up_at(whole, named, (level, code), others=not (alike and not parts))


@lru_cache(maxsize=256)
def _by_the_rules(by: WorkedBy, conditions: tuple[str, ...], condition: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Segments of which everybody has a condition, and of which nobody has: found by putting drawn people in them."""
    drawn = np.random.default_rng(0)
    size, bits = 4000, len(conditions)
    has = drawn.random((size, bits)) < np.minimum(drawn.exponential(0.15, (size, 1)), 1)
    mask = (has * (1 << np.arange(bits, dtype=np.int64))).sum(axis=1)
    age, sex = drawn.integers(0, 101, size), drawn.choice(np.array(SEXES, dtype=object), size)
    segment = by.rules.of(PeopleFacts(mask, by.codelist, age=age, sex=sex)).segment
    with_it = _having(mask, conditions, condition)
    named = range(int(segment.max()) + 1)
    of = [with_it[segment == number] for number in named]
    return (
        tuple(number for number in named if of[number].size and of[number].all()),
        tuple(number for number in named if of[number].size and not of[number].any()),
    )
