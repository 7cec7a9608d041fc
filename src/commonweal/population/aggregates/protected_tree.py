"""Counts by practice, network, place and system as they may be shown, protected together where totals could tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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


def protected_by(
    geography: Geography, by_practice: IntArray, names: Sequence[str], lowest: str
) -> dict[tuple[str, str, str], int | None]:
    """Counts in parts that add up to everybody (such as segments), with the total, at every level down to the lowest.

    Networks with their practices are protected network by network, and networks with places and the system together:
    a count that either would give away is hidden in both.

    Args:
        geography: Where practices belong.
        by_practice: Counts, shape (practices, parts).
        names: Of the parts.
        lowest: ``pcn`` or ``practice``.

    Returns:
        Counts by level, code and part, ``All`` the total of the parts.
    """
    above = _above(geography)
    found: dict[tuple[str, str, str], int | None] = {}
    tree: list[tuple[str, str, tuple[str, str], IntArray]] = []
    for level in ("system", "place", "pcn"):
        for code, counts in zip(*summed(geography, level, by_practice), strict=True):
            path = (*above[level, code], code) if level != "system" else ()
            keys = (*path, ALL, ALL)[:2]
            tree.append((level, code, (keys[0], keys[1]), counts))
    _protect(tree, names, found)
    if lowest == "practice":
        for network in dict.fromkeys(geography.networks):
            here = [number for number, code in enumerate(geography.networks) if code == network]
            own = [
                ("practice", geography.practices[one], (geography.practices[one], ""), by_practice[one]) for one in here
            ]
            whole = ("pcn", network, (ALL, ""), by_practice[here].sum(axis=0))
            _protect([*own, whole], names, found)
    return found


def _protect(
    rows: Sequence[tuple[str, str, tuple[str, str], IntArray]],
    names: Sequence[str],
    found: dict[tuple[str, str, str], int | None],
) -> None:
    table: dict[str, list[Any]] = {"upper": [], "lower": [], "part": [], "people": []}
    places = []
    for level, code, (upper, lower), counts in rows:
        for name, count in zip((*names, ALL), (*counts.tolist(), int(counts.sum())), strict=True):
            places.append((level, code, name))
            for key, value in (("upper", upper), ("lower", lower), ("part", name), ("people", int(count))):
                table[key].append(value)
    for place, count in zip(places, shown(table, counts=["people"]).columns["people"], strict=True):
        found[place] = None if place in found and found[place] is None else count


def _above(geography: Geography) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for practice, network, place in zip(geography.practices, geography.networks, geography.places, strict=True):
        found["place", place] = ()
        found["pcn", network] = (place,)
        found["practice", practice] = (place, network)
    return found
