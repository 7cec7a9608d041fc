"""Carrying figures from one map to another, by what the units of both maps weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from commonweal.money import split_largest_remainder
from commonweal.organisations.areas import AreaMap
from commonweal.problems import BadInput, Problem, Problems


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A unit with a weight that one of the two maps does not hold.

    Args:
        unit: Its code.
        weight: Its weight.
        missing_from: Vintage of the map without it.
        old: The old body that it stands in, where the old map holds it.
    """

    unit: str
    weight: float
    missing_from: str
    old: str = ""


@dataclass(frozen=True)
class RebaseShares:
    """What part of every old body went to every new one. The parts of each old body sum to one.

    Args:
        old, new: Codes of the bodies, in order.
        from_vintage, to_vintage: Names of the two maps.
        weights: (old, new) float64: the weight of the units that both bodies have.
        units: (old, new) int64: the number of those units.
        unplaced: Units that were left out, since one of the maps does not hold them; never dropped in silence.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    from_vintage: str
    to_vintage: str
    weights: NDArray[np.float64]
    units: NDArray[np.int64]
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def matrix(self) -> NDArray[np.float64]:
        """(old, new) float64: the shares; each row sums to one."""
        shares: NDArray[np.float64] = self.weights / np.array([[fsum(row)] for row in self.weights.tolist()])
        return shares

    def share(self, old: str, new: str) -> float:
        """The part of an old body that went to a new one; nought where none did.

        Raises:
            BadInput: The maps have no such body.
        """
        return float(self.matrix[self._place(self.old, old), self._place(self.new, new)])

    def rows(self) -> list[tuple[str, str, float, int]]:
        """Old, new, share and number of units, of every pair that has a unit in common."""
        matrix = self.matrix
        return [
            (self.old[i], self.new[j], float(matrix[i, j]), int(self.units[i, j]))
            for i, j in zip(*np.nonzero(self.units), strict=True)
        ]

    def carry(self, amounts: Mapping[str, float]) -> dict[str, float]:
        """Amounts of the old bodies on the new map, as floats; their sum is kept to rounding error.

        Raises:
            BadInput: An amount is of a body that the old map does not have.
        """
        given = np.zeros(len(self.old))
        for code, amount in amounts.items():
            given[self._place(self.old, code)] = amount
        carried = given[:, None] * self.matrix
        return {code: fsum(carried[:, place]) for place, code in enumerate(self.new)}

    def carry_whole(self, amounts: Mapping[str, int]) -> dict[str, int]:
        """Whole units of money (pence, or thousands) of the old bodies on the new map; the sum is kept exactly.

        Each old body's amount is split among its parts by largest remainder.

        Example:
            >>> old = AreaMap.of("old", "practice", {"P1": "A", "P2": "A", "P3": "B"})
            >>> new = AreaMap.of("new", "practice", {"P1": "X", "P2": "Y", "P3": "Y"})
            >>> rebase_shares(old, new, {"P1": 2.0, "P2": 1.0, "P3": 5.0}).carry_whole({"A": 100, "B": 7})
            {'X': 67, 'Y': 40}
        """
        totals = dict.fromkeys(self.new, 0)
        for code, amount in amounts.items():
            row = self.weights[self._place(self.old, code)].tolist()
            for new, part in zip(self.new, split_largest_remainder(amount, row), strict=True):
                totals[new] += part
        return totals

    @staticmethod
    def _place(codes: Sequence[str], code: str) -> int:
        try:
            return codes.index(code)
        except ValueError:
            raise BadInput(Problem("the map has no body with this code", given=code)) from None


def rebase_shares(
    from_map: AreaMap,
    to_map: AreaMap,
    weights: Mapping[str, float] | None = None,
    *,
    unplaced: str = "refuse",
) -> RebaseShares:
    """What part of every body of one map went to every body of another.

    Works for any two maps of the same units: 42 boards to 36 by practice or by small area, or a redraw of one's own.

    Args:
        from_map: The old map, such as ``register.map("icb24", "practice")``, or ``AreaMap.of`` a plain mapping.
        to_map: The new map, of the same units.
        weights: Weight by unit: weighted people, residents, or any measure that figures are to follow. Without it every
            unit counts as one.
        unplaced: What to do with a unit that has a weight and is not on both maps: ``refuse`` it, or ``report`` it in
            the result and leave it out of the shares.

    Raises:
        BadInput: The maps are of different units, a unit is in two bodies, a weight is missing, negative or not a
            number, a unit is not on both maps, or an old body has no weight at all. All of them are told at once.

    Example:
        >>> old = AreaMap.of("old", "lsoa21", {"E1": "QNQ", "E2": "QNQ", "E3": "QXU"})
        >>> new = AreaMap.of("new", "lsoa21", {"E1": "S0E4D", "E2": "S9B9J", "E3": "S9B9J"})
        >>> rebase_shares(old, new, {"E1": 300.0, "E2": 100.0, "E3": 50.0}).rows()
        [('QNQ', 'S0E4D', 0.75, 1), ('QNQ', 'S9B9J', 0.25, 1), ('QXU', 'S9B9J', 1.0, 1)]
    """
    if unplaced not in ("refuse", "report"):
        raise ValueError("unplaced is 'refuse' or 'report'")
    problems = _problems_of_maps(from_map, to_map)
    before, after = from_map.owners, to_map.owners
    weighed = dict.fromkeys(before.keys() | after.keys(), 1.0) if weights is None else weights
    left_out: list[Unplaced] = []
    cells: dict[tuple[str, str], list[float]] = {}
    for unit, weight in weighed.items():
        if not np.isfinite(weight) or weight < 0:
            problems.add(f"unit {unit} has no usable weight", given=str(weight), expected="a number, nought or more")
            continue
        old, new = before.get(unit, ""), after.get(unit, "")
        if old and new:
            cells.setdefault((old, new), []).append(float(weight))
        elif unit in before or unit in after or weights is not None:
            left_out.append(Unplaced(unit, float(weight), (to_map if old else from_map).vintage, old))
    if weights is not None:
        for unit in sorted((before.keys() & after.keys()) - weighed.keys()):
            problems.add(f"unit {unit} has no weight", do="supply it, or take the unit off both maps knowingly")
    if left_out and unplaced == "refuse":
        problems.extend(_refusals(left_out))
    # A body without any weight has no shares: to split it evenly would be a guess.
    named = {old for old in before.values() if old}
    for code in sorted(named - {old for (old, _), held in cells.items() if sum(held) > 0}):
        problems.add(f"nothing of {code} with any weight lies on the map {to_map.vintage}", do="say where it went")
    problems.raise_if_any()
    return _shares(from_map, to_map, cells, tuple(left_out))


def _shares(
    from_map: AreaMap, to_map: AreaMap, cells: Mapping[tuple[str, str], list[float]], left_out: tuple[Unplaced, ...]
) -> RebaseShares:
    old, new = sorted({pair[0] for pair in cells}), sorted({pair[1] for pair in cells})
    weights, units = np.zeros((len(old), len(new))), np.zeros((len(old), len(new)), np.int64)
    row, column = {code: i for i, code in enumerate(old)}, {code: j for j, code in enumerate(new)}
    for (before, after), held in cells.items():
        weights[row[before], column[after]] = fsum(held)
        units[row[before], column[after]] = len(held)
    weights.flags.writeable = units.flags.writeable = False
    return RebaseShares(tuple(old), tuple(new), from_map.vintage, to_map.vintage, weights, units, left_out)


def _problems_of_maps(from_map: AreaMap, to_map: AreaMap) -> Problems:
    problems = Problems()
    if from_map.unit != to_map.unit:
        problems.add(
            "the two maps are of different units",
            given=f"{from_map.vintage} of {from_map.unit}, {to_map.vintage} of {to_map.unit}",
            do="use two maps of the same units",
        )
    for item in (from_map, to_map):
        for unit, bodies in sorted(item.doubled().items()):
            problems.add(f"on the map {item.vintage} unit {unit} stands in {' and '.join(sorted(bodies))}")
    return problems


def _refusals(left_out: list[Unplaced]) -> list[Problem]:
    most = 20
    found = [
        Problem(f"unit {item.unit} is not on the map {item.missing_from}", do="place it, or ask for a report")
        for item in left_out[:most]
    ]
    if len(left_out) > most:
        weight = fsum(item.weight for item in left_out)
        found.append(Problem(f"{len(left_out):,} units in all, with a weight of {weight:,.2f}, are not on both maps"))
    return found
