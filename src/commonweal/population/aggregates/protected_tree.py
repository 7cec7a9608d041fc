"""Counts by practice, network, place and system as they may be shown, protected together where totals could tell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from commonweal.population.aggregates.contract import ALL
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.disclosure_control import shown
from commonweal.population.statistics.estimates import IntArray

Shown = dict[tuple[str, str], int | None]
DEPTH = {"place": 1, "pcn": 2, "practice": 3}


def summed(geography: Geography, level: str, by_practice: npt.ArrayLike) -> tuple[tuple[str, ...], IntArray]:
    """Counts of practices added up to a level: the codes and the counts, shape (areas, ...)."""
    counts = np.asarray(by_practice)
    codes = geography.codes(level)
    named = tuple(dict.fromkeys(codes))
    where = np.array([named.index(code) for code in codes])
    total = np.zeros((len(named), *counts.shape[1:]), dtype=counts.dtype)
    np.add.at(total, where, counts)
    return named, total


def protected(geography: Geography, by_practice: IntArray, lowest: str) -> Shown:
    """One count at every level down to the lowest, protected as one table with all its totals.

    Args:
        geography: Where practices belong.
        by_practice: Counts, shape (practices,).
        lowest: ``place``, ``pcn`` or ``practice``.
    """
    above = _above(geography)
    rows: list[tuple[tuple[str, str], tuple[str, ...], int]] = []
    for level in ("system", *DEPTH)[: DEPTH[lowest] + 1]:
        for code, count in zip(*summed(geography, level, by_practice), strict=True):
            path = (*above[level, code], code) if level != "system" else ()
            rows.append(((level, code), path + (ALL,) * (DEPTH[lowest] - len(path)), int(count)))
    keys = {f"key_{place}": [row[1][place] for row in rows] for place in range(DEPTH[lowest])}
    table = shown({**keys, "people": [row[2] for row in rows]}, counts=["people"])
    return dict(zip((row[0] for row in rows), table.columns["people"], strict=True))


def _above(geography: Geography) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for practice, network, place in zip(geography.practices, geography.networks, geography.places, strict=True):
        found["place", place] = ()
        found["pcn", network] = (place,)
        found["practice", practice] = (place, network)
    return found
