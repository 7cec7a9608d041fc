"""Packed people counted into cells: what each mask means is looked up, and every person is added where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from commonweal.engines.packing import Packing
from commonweal.population.runs.definition import MULTIMORBID, Definition
from commonweal.population.runs.plans import AREA, CELL, SUMS
from commonweal.population.statistics.estimates import IntArray

MOST_CONDITIONS = 22
"""So many at most have a meaning for each mask in memory: four bytes for each of four million masks."""
AT_A_TIME = 1 << 17
"""People counted in one go, so that what is between the steps stays near the processor."""


@dataclass(frozen=True, eq=False)
class MaskMeanings:
    """What each mask of conditions means, arrays of shape (2 to the power of conditions,).

    Args:
        conditions: How many conditions.
        score: In hundredths of a point.
        segment: Number of the segment.
    """

    conditions: npt.NDArray[np.int8]
    score: npt.NDArray[np.int32]
    segment: npt.NDArray[np.int8]


def mask_meanings(definition: Definition) -> MaskMeanings:
    """The meaning of every mask that there can be.

    Example:
        >>> from commonweal.population.runs.definition import standard_definition
        >>> definition = standard_definition()
        >>> means = mask_meanings(definition)
        >>> means.conditions[0b101].item(), definition.segments[means.segment[0b101]].name
        (2, '5_multiple_ltc')
    """
    masks = np.arange(1 << len(definition.conditions), dtype=np.int32)
    score = np.zeros(len(masks), dtype=np.int32)
    for place, weight in enumerate(definition.weights):
        # The masks with this bit as their highest are those without it, and this condition more.
        score[1 << place : 2 << place] = score[: 1 << place] + weight
    conditions = np.bitwise_count(masks).astype(np.int8)
    rules = list(enumerate(definition.segments))
    segment = np.full(len(masks), rules[-1][0], dtype=np.int8)
    for number, rule in reversed(rules[:-1]):
        here = (masks & rule.any_of) != 0 if rule.any_of else conditions >= rule.least_conditions
        segment[here] = number
    return MaskMeanings(conditions, score, segment)


class CellCounts:
    """Sums by practice, age band, sex and segment, and by deprivation tenth and age band; several threads may add.

    Args:
        fields: How the fields of a person are packed.
        means: What each mask means.
        segments: How many segments there are.
    """

    def __init__(self, fields: Packing, means: MaskMeanings, segments: int) -> None:
        """Begin at nought."""
        self._fields, self._means, self._segments, self._lock = fields, means, segments, Lock()
        self._cell, self._area = _together(fields, CELL), _together(fields, AREA)
        self._sums = {name: np.zeros((1 << self._cell[1]) * segments, dtype=np.int64) for name in SUMS}
        self._area_sums = {name: np.zeros(1 << self._area[1], dtype=np.int64) for name in SUMS[:2]}

    def add(self, packed: IntArray) -> None:
        """Add people, each one packed number, shape (people,)."""
        for start in range(0, len(packed), AT_A_TIME):
            self._add(packed[start : start + AT_A_TIME])

    def _add(self, packed: IntArray) -> None:
        mask = packed & ((1 << self._fields.widths["mask"]) - 1)
        conditions = self._means.conditions.take(mask)
        cell = _part(packed, *self._cell) * self._segments + self._means.segment.take(mask)
        area = _part(packed, *self._area)
        unwell = np.flatnonzero(conditions)
        unwell_cell, many = cell[unwell], np.flatnonzero(conditions >= MULTIMORBID)
        with self._lock:
            np.add.at(self._sums["people"], cell, 1)
            np.add.at(self._sums["multimorbid"], cell[many], 1)
            np.add.at(self._sums["conditions"], unwell_cell, conditions[unwell].astype(np.int64))
            np.add.at(
                self._sums["score_hundredths"], unwell_cell, self._means.score.take(mask[unwell]).astype(np.int64)
            )
            self._area_sums["people"] += np.bincount(area, minlength=1 << self._area[1])
            self._area_sums["multimorbid"] += np.bincount(area[many], minlength=1 << self._area[1])

    def cells(self) -> dict[str, Any]:
        """The columns of ``plans.cells``: each cell with somebody in it."""
        found = np.flatnonzero(self._sums["people"])
        cell, segment = np.divmod(found, self._segments)
        sums = {name: values[found] for name, values in self._sums.items()}
        return {**self._unpacked(cell, CELL), "segment_number": segment.astype(np.int8), **sums}

    def areas(self) -> dict[str, Any]:
        """The columns of ``plans.areas``."""
        found = np.flatnonzero(self._area_sums["people"])
        return {**self._unpacked(found, AREA), **{name: values[found] for name, values in self._area_sums.items()}}

    def _unpacked(self, packed: IntArray, names: tuple[str, ...]) -> dict[str, Any]:
        first, _ = _together(self._fields, names)
        return {
            name: _part(packed, self._fields.first(name) - first, self._fields.widths[name]).astype(np.int32)
            for name in names
        }


def _together(fields: Packing, names: tuple[str, ...]) -> tuple[int, int]:
    """The first bit of fields that lie side by side, and how many bits they have."""
    first, width = min(fields.first(name) for name in names), sum(fields.widths[name] for name in names)
    if any(not first <= fields.first(name) < first + width for name in names):
        raise ValueError(f"these fields do not lie side by side: {', '.join(names)}")
    return first, width


def _part(packed: IntArray, first: int, width: int) -> IntArray:
    part: IntArray = (packed >> first) & ((1 << width) - 1)
    return part
