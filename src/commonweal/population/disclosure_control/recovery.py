"""Can a suppressed count be recovered? The values that it may still take, given everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from commonweal.population.disclosure_control.rule import DisclosureRule
from commonweal.population.disclosure_control.sums import Composition
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_ROUNDS = 100
"""Rounds of subtracting; stopping sooner only leaves more to be asked of the solver."""
GAP = 0.1
"""How near to the best a table is looked for that is to prove many counts at once: each proves what it proves."""
NEARLY = 1e-6
"""How near to a whole number the solver's numbers come."""


def readings(shown: IntArray, hidden: BoolArray, rule: DisclosureRule) -> tuple[FloatArray, FloatArray]:
    """The smallest and largest count that each shown number can stand for; a hidden one can be anything.

    Example:
        >>> low, high = readings(np.array([0, 10, 50, 60]), np.array([0, 0, 0, 1], bool), DisclosureRule(7, 5, 5))
        >>> low.tolist(), high.tolist()
        ([0.0, 8.0, 48.0, 0.0], [7.0, 12.0, 52.0, inf])
    """
    lowest = np.ceil(shown - rule.round_to / 2)
    low = np.where(shown == 0, 0, np.maximum(rule.suppress_up_to + 1, lowest))
    high = np.where(shown == 0, rule.suppress_up_to, np.ceil(shown + rule.round_to / 2) - 1)
    return np.where(hidden, 0.0, low), np.where(hidden, np.inf, high)


def narrowed_once(low: FloatArray, high: FloatArray, lines: Mapping[int, IntArray]) -> tuple[FloatArray, FloatArray]:
    """Ranges after subtracting along each line: exact where no count stands in two lines.

    Args:
        low: Smallest value of each count, shape (rows,).
        high: Largest.
        lines: Places of the parts by the place of their total.

    Example:
        >>> low, high = narrowed_once(np.array([0., 48, 58]), np.array([7., 52, 62]), {2: np.array([0, 1])})
        >>> low[0].item(), high[0].item()
        (6.0, 7.0)
    """
    low, high = low.copy(), high.copy()
    for total, parts in lines.items():
        least, most, open_ended = low[parts], high[parts], np.isinf(high[parts])
        finite = np.where(open_ended, 0.0, most)
        others_open = open_ended.sum() - open_ended > 0
        others_most = np.where(others_open, np.inf, finite.sum() - finite)
        low[parts] = np.maximum(least, low[total] - others_most)
        high[parts] = np.minimum(most, high[total] - (least.sum() - least))
    return low, high


def narrowed(
    low: FloatArray, high: FloatArray, adds_up: csr_array, same: tuple[IntArray, IntArray] | None = None
) -> tuple[FloatArray, FloatArray]:
    """Ranges after subtracting along every total again and again, until nothing more is learnt.

    Every value that is possible stays in its range; where totals overlap, a range may hold values that are not.

    Args:
        low: Smallest value of each row, shape (rows,).
        high: Largest.
        adds_up: 1 where a row (across) holds another (down) that is no total.
        same: Places of rows that are the same count, one beside the other.
    """
    low, high = low.copy(), high.copy()
    inside = adds_up.tocoo()
    total, part = inside.row, inside.col
    for _ in range(MOST_ROUNDS):
        open_ended = np.isinf(high[part])
        finite = np.where(open_ended, 0.0, high[part])
        least = np.bincount(total, weights=low[part], minlength=len(low))
        most = np.bincount(total, weights=finite, minlength=len(low))
        open_parts = np.bincount(total, weights=open_ended, minlength=len(low))
        new_low, new_high = np.maximum(low, least), np.where(open_parts > 0, high, np.minimum(high, most))
        others_most = np.where(open_parts[total] - open_ended > 0, np.inf, most[total] - finite)
        np.maximum.at(new_low, part, new_low[total] - others_most)
        np.minimum.at(new_high, part, new_high[total] - (least[total] - low[part]))
        for one, other in (same, same[::-1]) if same else ():
            np.maximum.at(new_low, one, new_low[other])
            np.minimum.at(new_high, one, new_high[other])
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    return low, high


class Recovery:
    """What a reader who subtracts can learn of the suppressed counts of one table.

    Exact: for each suppressed count the smallest and the largest value that agree with all that is shown. What
    subtracting shows to be impossible bounds it from outside; every whole table that agrees, from inside; where the two
    do not meet and it matters, an integer programme finds the table that settles it. Tables found are kept, since each
    proves values possible for all counts at once, and stays possible when more is hidden.

    Args:
        truth: The counts, shape (rows,), which agree with all that is shown.
        shown: The counts as shown, 0 for suppressed ones.
        made: Which rows each row is the sum of.
        rule: How counts were suppressed and rounded.
    """

    def __init__(self, truth: IntArray, shown: IntArray, made: Composition, rule: DisclosureRule) -> None:
        """Begin with the truth as the one table known to be possible.

        A total that is the sum of rows in several ways stands in further rows of its own, one for each.
        """
        self._rows = len(truth)
        self._first = np.array([total for total, _ in made.again], dtype=np.int64)
        self._again = np.arange(self._rows, self._rows + len(self._first))
        self.shown, self.rule = np.append(shown, shown[self._first]), rule
        self.made = Composition((*made.parts, *(parts for _, parts in made.again)))
        known = np.append(truth, truth[self._first]).astype(np.float64)
        self._least, self._most = known, known.copy()
        self._totals = self.made.totals
        self._base = np.array([place for place, parts in enumerate(made.parts) if parts == (place,)])

    @cached_property
    def _adds_up(self) -> csr_array:
        """1 where a row (across) holds another (down) that is no total; most tables never need it, nor SciPy."""
        from scipy.sparse import csr_array

        parts = self.made.parts
        rows = np.concatenate([np.full(len(held), row) for row, held in enumerate(parts)])
        columns = np.concatenate([np.array(held) for held in parts])
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(parts), len(parts)))

    def exposed(self, hidden: BoolArray) -> list[int]:
        """Places of the suppressed counts with too few values left, those with the fewest first."""
        hidden = np.append(hidden, hidden[self._first])
        low, high = readings(self.shown, hidden, self.rule)
        totals = [place for place in self._totals if not hidden[place]]
        lines = [np.array(self.made.parts[place]) for place in totals]
        held_in = np.bincount(np.concatenate(lines), minlength=len(low)) if lines else np.zeros(len(low))
        # A small total is asked for like any count where another total holds some of its people.
        asked = [
            place for place in np.flatnonzero(((self.shown == 0) & ~hidden)[: self._rows]).tolist()
            if (held_in[list(self.made.parts[place])] > (place in totals)).any()
        ]  # fmt: skip
        if held_in.max() <= 1 and not len(self._again):
            low, high = narrowed_once(low, high, dict(zip(totals, lines, strict=True)))
            narrow = [(int(high[place] - low[place]) + 1, place) for place in asked]
        else:
            low, high = narrowed(low, high, self._adds_up, (self._first, self._again))
            narrow = [(int(min(high[place] - low[place], self.rule.suppress_up_to)) + 1, place) for place in asked]
            if min((left for left, _ in narrow), default=self.rule.least_possible_values) >= (
                self.rule.least_possible_values
            ):  # what subtracting tells is mended first: the solver is asked only where it tells nothing
                self._prove_many(asked, low, high)
                narrow = [(self._values_left(place, low, high), place) for place in asked]
        return [place for left, place in sorted(narrow) if left < self.rule.least_possible_values]

    def _prove_many(self, asked: list[int], low: FloatArray, high: FloatArray) -> None:
        """Find tables in which many counts are large, or small, at once: each spares a question for each of them.

        Which counts are pushed hardest is drawn anew each time, from a fixed seed, until a table proves nothing new.
        """
        drawn = np.random.default_rng(0)
        for sign in (-1.0, 1.0):
            open_ = self._unproved(asked, low, high)
            while open_:
                pushed = dict(zip(open_, (sign * drawn.random(len(open_))).tolist(), strict=True))
                self._solve(pushed, low, high)
                left = self._unproved(asked, low, high)
                if len(left) == len(open_):
                    break
                open_ = left

    def _unproved(self, asked: list[int], low: FloatArray, high: FloatArray) -> list[int]:
        """Counts of which neither enough values are known to be possible, nor all others to be impossible."""
        return [
            place for place in asked
            if self._most[place] - self._least[place] + 1 < self.rule.least_possible_values
            and (self._most[place] < high[place] or self._least[place] > low[place])
        ]  # fmt: skip

    def _values_left(self, place: int, low: FloatArray, high: FloatArray) -> int:
        for sign, met in ((1.0, self._least[place] <= low[place]), (-1.0, self._most[place] >= high[place])):
            if not met and place in self._unproved([place], low, high):
                self._solve({place: sign}, low, high)
        return int(self._most[place] - self._least[place]) + 1

    def _solve(self, weights: Mapping[int, float], low: FloatArray, high: FloatArray) -> None:
        """Find a table that agrees with all that is shown and makes a weighted sum of counts smallest.

        It is asked without the condition that counts are whole first: mostly the answer is whole all the same, or shows
        that no table does better than one that is known.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        base, inside = self._base, self._adds_up[:, self._base]
        told = [place for place in self._totals if np.isfinite(high[place]) or low[place] > 0]
        rows = [LinearConstraint(inside[told], low[told], high[told])] if told else []
        size = len(low)
        if len(self._again):
            rows.append(LinearConstraint(inside[self._first] - inside[self._again], 0, 0))
        aim = np.zeros(size)
        for place, weight in weights.items():
            aim[list(self.made.parts[place])] += weight
        known = sum(weight * (self._least if weight > 0 else self._most)[place] for place, weight in weights.items())
        for whole in (0, 1):
            solved = milp(
                aim[base], integrality=np.full(len(base), whole), bounds=Bounds(low[base], high[base]),
                constraints=rows, options={"mip_rel_gap": 0.0 if len(weights) == 1 else GAP},
            )  # fmt: skip
            if solved.x is None:  # the truth is a solution, so only a fault of the solver comes here
                raise ArithmeticError(f"no table agrees with what is shown: {solved.message}")
            if len(weights) == 1 and solved.fun > known - 1 + NEARLY:
                return
            if (np.abs(solved.x - np.rint(solved.x)) < NEARLY).all():
                break
        found = inside @ np.rint(solved.x)
        np.minimum(self._least, found, out=self._least)
        np.maximum(self._most, found, out=self._most)
