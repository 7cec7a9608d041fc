"""Who gains by a split: pounds per head in each deprivation fifth, beside an even split per head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.split import FundSplit, Units
from commonweal.money import split_largest_remainder

FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Fifth:
    """One fifth of the people, by the deprivation of their practice.

    Args:
        number: 1 is the most deprived; 0 gathers those whose deprivation is not known.
        units: How many practices.
        people: People of the base.
        amount_pence: What the split gives them.
        even_pence: What an even split per head would give them.
    """

    number: int
    units: int
    people: float
    amount_pence: int
    even_pence: int

    @property
    def name(self) -> str:
        """The fifth in words."""
        words = {0: "Deprivation not known", 1: "1 (most deprived)", FIFTHS: f"{FIFTHS} (least deprived)"}
        return words.get(self.number, str(self.number))

    @property
    def pounds_per_head(self) -> float | None:
        """Pounds for each person; None where there is nobody."""
        return self.amount_pence / 100 / self.people if self.people > 0 else None

    def to_json(self) -> dict[str, Any]:
        """The fifth as plain JSON."""
        return {
            "fifth": self.name,
            "units": self.units,
            "people": self.people,
            "amount_pence": self.amount_pence,
            "even_pence": self.even_pence,
            "difference_pence": self.amount_pence - self.even_pence,
            "pounds_per_head": self.pounds_per_head,
        }


def deprivation_fifths(deprivation: NDArray[np.float64], base: NDArray[np.float64]) -> NDArray[np.int64]:
    """The fifth of each unit: 1 the most deprived fifth of the people, 5 the least, 0 where deprivation is not known.

    Units are ranked by score, and each goes where the middle of its people falls, so the fifths hold about equal
    numbers of people. Equal scores go together.

    Args:
        deprivation: Score per unit, higher is more deprived; nan is missing.
        base: People per unit.

    Example:
        >>> deprivation_fifths(np.array([50, 40, 30, 20, 10, np.nan]), np.ones(6)).tolist()
        [1, 2, 3, 4, 5, 0]
    """
    fifths = np.zeros(len(deprivation), dtype=np.int64)
    known = ~np.isnan(deprivation)
    scores = deprivation[known]
    levels, level_of = np.unique(-scores, return_inverse=True)
    people = np.bincount(level_of, weights=base[known], minlength=len(levels))
    total = people.sum()
    if total > 0:
        middle = (np.cumsum(people) - people / 2) / total
        fifths[known] = np.minimum((middle * FIFTHS).astype(np.int64), FIFTHS - 1)[level_of] + 1
    return fifths


def by_deprivation(split: FundSplit) -> tuple[Fifth, ...]:
    """The split by deprivation fifth; empty where no deprivation is known at all. Sums to the fund exactly.

    A place holds practices of every fifth, so a fund split across places is counted by practice: each place's money is
    spread over its practices by their base, to the penny.

    Example:
        >>> from commonweal.allocations.split import Units, split_fund
        >>> from commonweal.allocations.split_scaling import read_use
        >>> imd = np.array([50.0, 40, 30, 20, 10])
        >>> units = Units(tuple("ABCDE"), tuple("ABCDE"), np.ones(5), {"imd": imd}, deprivation=imd)
        >>> [fifth.amount_pence for fifth in by_deprivation(split_fund(units, 1500, [read_use("imd=1")]))]
        [500, 400, 300, 200, 100]
    """
    units, amounts = _by_practice(split)
    deprivation, base = units.deprivation, units.base
    if deprivation is None or np.isnan(deprivation).all():
        return ()
    fifths = deprivation_fifths(deprivation, base)
    even = split_largest_remainder(split.fund_pence, base.tolist())
    found = []
    for number in (*range(1, FIFTHS + 1), 0):
        members = np.flatnonzero(fifths == number).tolist()
        if members or number:
            found.append(
                Fifth(
                    number,
                    len(members),
                    float(base[members].sum()),
                    sum(amounts[member] for member in members),
                    sum(even[member] for member in members),
                )
            )
    return tuple(found)


def _by_practice(split: FundSplit) -> tuple[Units, list[int]]:
    """The practices and what each gets; a place's money spread over its practices by their base."""
    if split.units.members is None:
        return split.units, list(split.amount_pence)
    practices, place_of = split.units.members
    amounts = [0] * len(practices.codes)
    for place, pence in enumerate(split.amount_pence):
        inside = np.flatnonzero(place_of == place).tolist()
        if pence:  # a place with money has people, since money follows the base
            for member, part in zip(
                inside, split_largest_remainder(pence, practices.base[inside].tolist()), strict=True
            ):
                amounts[member] = part
    return practices, amounts
