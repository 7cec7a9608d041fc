"""Secondary suppression: parts that give a suppressed count away are hidden, until none does.

Parts are hidden and not totals. A total stands in other tables of the same people too, beside other parts; were it
hidden in one and open in another, the two together would give the count away.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.population.disclosure_control.recovery import Recovery, narrowed_once, readings
from commonweal.population.disclosure_control.rule import DisclosureRule
from commonweal.population.disclosure_control.sums import Composition, Sum, composition
from commonweal.population.statistics.estimates import BoolArray, IntArray

MOST_COUNTS_CROSSING = 600
"""Counts of a table whose totals may overlap; in a larger one only totals that share no people are kept."""


def protect(truth: IntArray, shown: IntArray, sums: Sequence[Sum], rule: DisclosureRule) -> BoolArray:
    """Which counts must be hidden, beyond those shown as nought, so that no suppressed count can be recovered.

    For each suppressed count that can be told too closely, the smallest count beside it under a total is hidden; then
    all are asked again, until none can be told. Where none is left beside it, it is not even said to be small.

    Args:
        truth: Counts, shape (rows,).
        shown: The counts suppressed and rounded.
        sums: Totals and their parts, all of which hold exactly.
        rule: How counts were suppressed and rounded.

    Returns:
        True for rows whose count must not be shown at all, shape (rows,).
    """
    hidden = np.zeros(len(truth), dtype=np.bool_)
    if not (shown == 0).any() or not sums:
        return hidden
    made = composition(sums, len(truth))
    if len(truth) > MOST_COUNTS_CROSSING:
        hidden = _totals_that_overlap(made, shown)
    beside = _Beside(sums, shown, rule)
    recovery = Recovery(truth, shown, made, rule)
    while narrow := recovery.exposed(hidden):
        opened: set[Sum] = set()
        for place in narrow:
            if opened.intersection(beside.lines(place)):
                continue  # something beside this count was hidden already: ask again first
            line, free = beside.candidates(place, hidden)
            hidden[min(free, key=lambda one: (truth[one], one))] = True
            opened.update(line)
    return hidden


class _Beside:
    """Which counts stand beside a suppressed one, so that it is harder to tell when one of them is hidden."""

    def __init__(self, sums: Sequence[Sum], shown: IntArray, rule: DisclosureRule) -> None:
        self._shown, self._rule = shown, rule
        self._parts_of: dict[int, list[Sum]] = {}
        self._totals_of: dict[int, list[Sum]] = {}
        for line in sums:
            self._totals_of.setdefault(line.total, []).append(line)
            for part in line.parts:
                self._parts_of.setdefault(part, []).append(line)

    def lines(self, place: int) -> list[Sum]:
        """The lines in which a count is a part."""
        return self._parts_of.get(place, [])

    def candidates(self, place: int, hidden: BoolArray) -> tuple[list[Sum], list[int]]:
        """Counts of which one is to be hidden, and their line: the one that tells most, or the nearest that is whole.

        A line in which something is hidden tells nothing by itself, but a line across it may tell what is hidden.
        """
        low, high = readings(self._shown, hidden, self._rule)
        level, seen = [place], {place}
        while level:
            found: list[tuple[float, int, Sum]] = []
            following: list[int] = []
            for row in level:
                for line in self._parts_of.get(row, []) + (self._totals_of.get(row, []) if hidden[row] else []):
                    if self._free(line, place, hidden) and not hidden[[line.total, *line.parts]].any():
                        least, most = narrowed_once(low, high, {line.total: np.array(line.parts)})
                        found.append((float(most[place] - least[place]), line.total, line))
                    following += [line.total, *(part for part in line.parts if hidden[part])]
            if found:
                line = min(found, key=lambda one: one[:2])[2]
                return [line], self._free(line, place, hidden)
            level = [row for row in dict.fromkeys(following) if row not in seen]
            seen.update(level)
        own = self.lines(place)
        return own, [one for line in own for one in self._free(line, place, hidden)] or [place]

    def _free(self, line: Sum, place: int, hidden: BoolArray) -> list[int]:
        return [part for part in line.parts if part != place and self._shown[part] > 0 and not hidden[part]]


def _totals_that_overlap(made: Composition, shown: IntArray) -> BoolArray:
    """Totals to hide so that no row stands in two of those left; totals of the fewest rows are kept."""
    hidden = np.zeros(len(shown), dtype=np.bool_)
    taken: set[int] = set()
    for total in sorted(made.totals, key=lambda total: (len(made.parts[total]), total)):
        if taken.isdisjoint(made.parts[total]):
            taken.update(made.parts[total])
        elif shown[total] > 0:
            hidden[total] = True
    return hidden
