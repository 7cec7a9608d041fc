"""Carrying history from one map to another: old ICBs to new, or any redraw by practice, with totals kept exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from commonweal.allocations.arrays import FloatArray
from commonweal.money import split_largest_remainder
from commonweal.problems import BadInput, Problem, Problems

REMAINDER = "(in no area)"
"""Code of the area that holds what belongs to practices that are not in the new map."""


class Unmatched(StrEnum):
    """What becomes of the money of practices that the new map does not hold. It never moves without being said."""

    REFUSE = "refuse"
    """Nothing is carried until every practice has an area."""
    REMAINDER = "remainder"
    """It stands in an area of its own, ``REMAINDER``."""
    LEAVE_OUT = "leave-out"
    """It follows the other practices of their old area, and they are listed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an old area: where it went and how large it is.

    Args:
        old: Code of the old area.
        new: Code of the area that it is now in.
        weight: Its weighted people, or any measure that its money is to follow.
        practices: How many practices it holds; 0 where that is not known.
    """

    old: str
    new: str
    weight: float
    practices: int = 0


@dataclass(frozen=True)
class Redraw:
    """How the areas of an old map lie in a new one.

    The organisations room has ``RebaseShares`` for two maps of the same units. A redraw stands apart because it also
    takes parts whose units nobody publishes (the shares of the 36 ICBs), and keeps a remainder as an area.

    Args:
        parts: The parts; those of one old area make up the whole of it.
        unplaced: Practices of the old map that the new map does not hold, by code, so that someone can place them.
            Their weight is in ``REMAINDER`` where the redraw has that area, and otherwise counts in no part.

    Raises:
        BadInput: A weight is missing or below nought, or an old area has no weight at all.

    Example:
        >>> redraw = Redraw((Part("QNQ", "S0E4D", 58.0), Part("QNQ", "QRL", 42.0), Part("QU9", "S0E4D", 100.0)))
        >>> redraw.share("QNQ", "QRL"), redraw.new_codes
        (0.42, ('S0E4D', 'QRL'))
    """

    parts: tuple[Part, ...]
    unplaced: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        found = Problems()
        for part in self.parts:
            if not np.isfinite(part.weight) or part.weight < 0:
                found.add(f"the part of {part.old} in {part.new} has no usable weight", given=str(part.weight))
        for old in self.old_codes:
            if not any(part.weight > 0 for part in self.parts if part.old == old):
                found.add(f"nothing of {old} lies in the new map", do="say where it went")
        places = [(part.old, part.new) for part in self.parts]
        for place in sorted({place for place in places if places.count(place) > 1}):
            found.add(f"the part of {place[0]} in {place[1]} is given twice", do="keep one row")
        found.raise_if_any()

    @property
    def old_codes(self) -> tuple[str, ...]:
        """Codes of the old areas, in the order of the parts."""
        return tuple(dict.fromkeys(part.old for part in self.parts))

    @property
    def new_codes(self) -> tuple[str, ...]:
        """Codes of the new areas, in the order of the parts."""
        return tuple(dict.fromkeys(part.new for part in self.parts))

    def of(self, old: str) -> tuple[Part, ...]:
        """The parts of one old area."""
        return tuple(part for part in self.parts if part.old == old)

    def share(self, old: str, new: str) -> float:
        """The part of an old area's weight that lies in a new one; nought where none does."""
        whole = sum(Fraction(part.weight) for part in self.of(old))
        inside = sum(Fraction(part.weight) for part in self.of(old) if part.new == new)
        return float(inside / whole) if whole else 0.0

    def backwards(self) -> tuple[str, ...]:
        """New areas that are made of parts of old areas which were split; their history is an estimate."""
        split = {old for old in self.old_codes if len(self.of(old)) > 1}
        return tuple(dict.fromkeys(part.new for part in self.parts if part.old in split))


def redraw_by_practice(
    practices: Sequence[str],
    old: Sequence[str],
    weights: FloatArray,
    new_by_practice: Mapping[str, str],
    *,
    unmatched: Unmatched = Unmatched.REFUSE,
) -> Redraw:
    """How old areas lie in new ones, told by the practices in both.

    Args:
        practices: Practice codes of the old map.
        old: The old area of each.
        weights: (n,) weighted people of each; a missing one is refused, not counted as nought.
        new_by_practice: The new area of each practice that the new map holds.
        unmatched: What becomes of the weight of practices that the new map does not hold.

    Raises:
        BadInput: A weight is missing, a practice is not in the new map and this is not allowed, or, where such
            practices are left out, an old area has no other; or an area of the new map is called ``REMAINDER``.

    Example:
        >>> given = ("P1", "P2", "P3"), ("A", "A", "A"), np.array([30.0, 10.0, 5.0]), {"P1": "X", "P2": "Y"}
        >>> redraw = redraw_by_practice(*given, unmatched=Unmatched.LEAVE_OUT)
        >>> redraw.share("A", "X"), redraw.unplaced
        (0.75, ('P3',))
        >>> redraw_by_practice(*given, unmatched=Unmatched.REMAINDER).of("A")[-1]
        Part(old='A', new='(in no area)', weight=5.0, practices=1)
    """
    sums: dict[tuple[str, str], list[float]] = {}
    unplaced = [number for number, practice in enumerate(practices) if practice not in new_by_practice]
    problems = Problems()
    if unplaced and unmatched is Unmatched.REFUSE:
        problems.add(_refusal([practices[number] for number in unplaced], weights, unplaced))
    if REMAINDER in new_by_practice.values():
        problems.add("this is no name for an area", given=REMAINDER, do="give it another name")
    met: set[str] = set()
    for practice, area, weight in zip(practices, old, weights.tolist(), strict=True):
        new = new_by_practice.get(practice, REMAINDER)
        if new == REMAINDER and unmatched is not Unmatched.REMAINDER:
            continue
        met.add(area)
        if not np.isfinite(weight):
            problems.add(f"{practice} has no weight", do="supply its weighted population, or leave it out knowingly")
        else:
            sums.setdefault((area, new), []).append(weight)
    if unmatched is Unmatched.LEAVE_OUT:
        for area in sorted(set(old) - met):
            problems.add(
                f"no practice of {area} is in the new map", do="check that both files use the same practice codes"
            )
    problems.raise_if_any()
    parts = tuple(Part(area, new, float(np.sum(held)), len(held)) for (area, new), held in sums.items())
    parts = tuple(sorted(parts, key=lambda part: part.new == REMAINDER))  # the remainder stands last
    return Redraw(parts, tuple(practices[number] for number in unplaced))


def _refusal(codes: list[str], weights: FloatArray, unplaced: list[int]) -> Problem:
    """How much of the old map the new one lacks, and what can be done."""
    lacking, whole = float(np.nansum(weights[unplaced])), float(np.nansum(weights))
    part = lacking / whole if whole else 1.0
    return Problem(
        f"{len(codes):,} of {len(weights):,} practices, with {lacking:,.0f} of {whole:,.0f} weighted people "
        f"({part:.1%}), are not in the new map, {'such as ' if len(codes) > 8 else ''}{', '.join(codes[:8])}",
        do="give each an area; or say what becomes of their money: --unmatched remainder keeps it in a row of its "
        "own, --unmatched leave-out lets it follow the other practices of their ICB",
    )


def rebase(units: Mapping[str, int], redraw: Redraw) -> dict[str, int]:
    """Carry whole units of money to the new map. The total is conserved exactly.

    Each old area's amount is split among its parts by largest remainder, and the parts are added up by new area.

    Args:
        units: Whole £k or whole pence, by old code.
        redraw: How the old areas lie in the new map.

    Returns:
        Whole units by new code, in the order of the redraw.

    Raises:
        BadInput: An amount is for an area that the redraw does not know.

    Example:
        >>> redraw = Redraw((Part("A", "X", 1.0), Part("A", "Y", 2.0), Part("B", "Y", 5.0)))
        >>> rebase({"A": 100, "B": 7}, redraw)
        {'X': 33, 'Y': 74}
    """
    unknown = sorted(set(units) - set(redraw.old_codes))
    if unknown:
        raise BadInput(
            Problem("the redraw does not say where these went", given=", ".join(unknown), do="add them to the redraw")
        )
    carried = dict.fromkeys(redraw.new_codes, 0)
    for old, amount in units.items():
        parts = redraw.of(old)
        shared = split_largest_remainder(amount, [part.weight for part in parts])
        for part, share in zip(parts, shared, strict=True):
            carried[part.new] += share
    return carried


def rebase_measure(values: Mapping[str, float], redraw: Redraw) -> dict[str, float]:
    """Carry a measure that is not money, such as people or a target in £k with parts, by the same shares.

    Example:
        >>> redraw = Redraw((Part("A", "X", 1.0), Part("A", "Y", 3.0)))
        >>> rebase_measure({"A": 10.0}, redraw)
        {'X': 2.5, 'Y': 7.5}
    """
    return {
        new: float(sum(values[old] * redraw.share(old, new) for old in values if redraw.share(old, new)))
        for new in redraw.new_codes
    }


def redraw_from_rows(rows: Iterable[Mapping[str, str]], *, old: str, new: str, weight: str) -> Redraw:
    """A redraw from the rows of a table that has an old code, a new code and a weight or share in each."""
    return Redraw(tuple(Part(row[old], row[new], float(row[weight])) for row in rows))
