"""Can a suppressed count be recovered? The values that it may still take, given everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from commonweal.population.disclosure_control.rule import DisclosureRule
from commonweal.population.disclosure_control.sums import Composition
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray


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


class Recovery:
    """What a reader who subtracts can learn of the suppressed counts of one table.

    Exact: an integer programme asks for the smallest and the largest value of each suppressed count that agrees with
    all that is shown. Every solution found is kept, since it proves values possible for all counts at once, and stays
    a solution when more is hidden.

    Args:
        truth: The counts, shape (rows,), which agree with all that is shown.
        shown: The counts as shown, 0 for suppressed ones.
        made: Which rows each row is the sum of.
        rule: How counts were suppressed and rounded.
    """

    def __init__(self, truth: IntArray, shown: IntArray, made: Composition, rule: DisclosureRule) -> None:
        """Begin with the truth as the one table known to be possible."""
        self.shown, self.made, self.rule = shown, made, rule
        self._least, self._most = truth.astype(np.float64), truth.astype(np.float64)
        self._rows = np.concatenate([np.full(len(parts), row) for row, parts in enumerate(made.parts)])
        self._columns = np.concatenate([np.array(parts) for parts in made.parts])

    def exposed(self, hidden: BoolArray) -> list[int]:
        """Places of the suppressed counts with too few values left, those with the fewest first."""
        low, high = readings(self.shown, hidden, self.rule)
        in_totals = {part for place in self.made.totals if not hidden[place] for part in self.made.parts[place]}
        asked = [place for place in np.flatnonzero((self.shown == 0) & ~hidden).tolist() if place in in_totals]
        lines = [np.array(self.made.parts[place]) for place in self.made.totals if not hidden[place]]
        if len(in_totals) == sum(len(line) for line in lines) and not self.made.equal:
            totals = [place for place in self.made.totals if not hidden[place]]
            low, high = narrowed_once(low, high, dict(zip(totals, lines, strict=True)))
            narrow = [(int(high[place] - low[place]) + 1, place) for place in asked]
        else:
            self._prove_many(asked, low, high)
            narrow = [(self._values_left(place, low, high), place) for place in asked]
        return [place for left, place in sorted(narrow) if left < self.rule.least_possible_values]

    def _prove_many(self, asked: list[int], low: FloatArray, high: FloatArray) -> None:
        """Find tables in which many counts are large, or small, at once: each spares a question for each of them.

        Which counts are pushed hardest is drawn anew each time, from a fixed seed, until a table proves nothing new.
        """
        drawn = np.random.default_rng(0)
        for sign in (-1.0, 1.0):
            open_ = [place for place in asked if self._most[place] - self._least[place] + 1 < self._enough]
            while open_:
                self._solve(dict(zip(open_, (sign * drawn.random(len(open_))).tolist(), strict=True)), low, high)
                left = [place for place in open_ if self._most[place] - self._least[place] + 1 < self._enough]
                if len(left) == len(open_):
                    break
                open_ = left

    @property
    def _enough(self) -> int:
        return self.rule.least_possible_values

    def _values_left(self, place: int, low: FloatArray, high: FloatArray) -> int:
        for sign in (1.0, -1.0):
            if self._most[place] - self._least[place] + 1 < self._enough:
                self._solve({place: sign}, low, high)
        return int(self._most[place] - self._least[place]) + 1

    def _solve(self, weights: Mapping[int, float], low: FloatArray, high: FloatArray) -> None:
        """Find the table that agrees with all that is shown and makes a weighted sum of counts smallest."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        size = len(low)
        adds_up = csr_array((np.ones(len(self._rows)), (self._rows, self._columns)), shape=(size, size))
        rows = [
            LinearConstraint(adds_up[list(self.made.totals)], low[list(self.made.totals)], high[list(self.made.totals)])
        ]
        for one, other in self.made.equal:
            difference = np.zeros(size)
            np.add.at(difference, list(one), 1.0)
            np.add.at(difference, list(other), -1.0)
            rows.append(LinearConstraint(difference[None, :], 0, 0))
        aim = np.zeros(size)
        for place, weight in weights.items():
            aim[list(self.made.parts[place])] += weight
        solved = milp(aim, integrality=np.ones(size), bounds=Bounds(low, high), constraints=rows)
        if solved.x is None:  # the truth is a solution, so only a fault of the solver comes here
            raise ArithmeticError(f"no table agrees with what is shown: {solved.message}")
        found = adds_up @ np.rint(solved.x)
        np.minimum(self._least, found, out=self._least)
        np.maximum(self._most, found, out=self._most)
