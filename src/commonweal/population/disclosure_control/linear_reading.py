"""What a reader can learn of single counts from all that is shown and from how the counts add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NEARLY = 1e-6
MOST_WHOLE = 600
"""Up to so many counts are asked for as whole numbers; more are asked for as any numbers."""

IDLE = 4
"""After so many tables that prove nothing new, the counts left are asked for one by one."""
UPWARD = 0.5
"""How often a count is pushed up, where it is open which way there is room."""


class LinearReading:
    """The least and the most that counts can be.

    Tables found that agree with all that is shown are kept, since each proves values possible for all counts at once,
    and stays possible when more is hidden.

    Args:
        truth: The counts, which agree with all that is shown.
        lines: Place of each total, with those of its parts.
        enough: How many whole numbers must stay possible.
    """

    def __init__(self, truth: IntArray, lines: Sequence[tuple[int, tuple[int, ...]]], enough: int) -> None:
        """Begin with the truth as the one table known to be possible."""
        self._size, self._lines, self._enough = len(truth), lines, enough
        self._least = truth.astype(np.float64)
        self._most = self._least.copy()
        self.rests_on: list[int] = []
        """Counts on which the last answer rests that was too narrow."""
        self._sums = self._as_rows()

    def _as_rows(self) -> csr_array:
        from scipy.sparse import csr_array

        rows = np.repeat(np.arange(len(self._lines)), [1 + len(parts) for _, parts in self._lines])
        columns = np.concatenate([np.array([total, *parts]) for total, parts in self._lines])
        values = np.concatenate([np.array([-1.0] + [1.0] * len(parts)) for _, parts in self._lines])
        return csr_array((values, (rows, columns)), shape=(len(self._lines), self._size))

    def _short(self, places: IntArray) -> BoolArray:
        """Of which counts too few values are known to be possible."""
        least, most = np.ceil(self._least[places] - NEARLY), np.floor(self._most[places] + NEARLY)
        return np.asarray(most - least + 1 < self._enough)

    def never_any(self, asked: IntArray) -> IntArray:
        """Counts that the sums alone make nought, whatever is shown, such as of a tenth that an area has not got.

        Any table times any number adds up as well, so one programme finds the most counts that can be 1 or more.
        """
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack

        if not len(asked):
            return asked
        # Each asked for is a part up to 1, which is wanted, and whatever is above it.
        wanted = csr_array(self._sums[:, asked])
        solved = linprog(
            np.append(np.zeros(self._size), -np.ones(len(asked))),
            A_eq=hstack([self._sums, wanted]),
            b_eq=np.zeros(len(self._lines)),
            bounds=[(0, None)] * self._size + [(0, 1)] * len(asked),
            method="highs",
        )
        if solved.x is None:
            raise ArithmeticError(f"no table adds up: {solved.message}")
        reached: FloatArray = solved.x[asked] + solved.x[self._size :]
        return asked[reached < NEARLY]

    def unproved(self, asked: IntArray, low: FloatArray, high: FloatArray) -> list[int]:
        """Find tables in which many counts are large, or small, at once, and give the counts that none proves open.

        Which are pushed hardest is drawn anew each time, from a fixed seed, until a table proves nothing new.
        """
        drawn = np.random.default_rng(0)
        left, idle = asked[self._short(asked)], 0
        while len(left) and idle < IDLE:
            up = drawn.random(len(left)) < UPWARD
            up |= self._least[left] < low[left] + 1 - NEARLY  # it has been seen at its lowest
            up &= self._most[left] < high[left] - NEARLY
            aim = np.zeros(self._size)
            aim[left] = np.where(up, -1.0, 1.0) * (0.1 + drawn.random(len(left)))
            # No further than is enough, so that there is room for the others.
            least, most = low.copy(), high.copy()
            least[left] = np.maximum(low[left], np.floor(self._most[left] + NEARLY) - self._enough + 1)
            most[left] = np.minimum(high[left], np.ceil(self._least[left] - NEARLY) + self._enough - 1)
            self._solve(aim, least, most)
            still = left[self._short(left)]
            idle = idle + 1 if len(still) == len(left) else 0
            left = still
        return [int(place) for place in left]

    def open_enough(self, place: int, low: FloatArray, high: FloatArray) -> bool:
        """Whether a count can still be enough whole numbers; else `rests_on` tells by what it is held."""
        one = np.array([place])
        resting: set[int] = set()
        for sign, met in ((1.0, self._least[place] <= low[place]), (-1.0, self._most[place] >= high[place])):
            if not met and self._short(one)[0]:
                aim = np.zeros(self._size)
                aim[place] = sign
                resting.update(self._solve(aim, low, high, alone=True))
        self.rests_on = sorted(resting)
        return not self._short(one)[0]

    def _solve(self, aim: FloatArray, low: FloatArray, high: FloatArray, alone: bool = False) -> list[int]:
        """Find the table with the least weighted sum, and give the counts by whose ranges it is held."""
        from scipy.optimize import linprog

        solved = linprog(
            aim, A_eq=self._sums, b_eq=np.zeros(len(self._lines)), bounds=np.column_stack([low, high]), method="highs"
        )
        if solved.x is None:  # the truth is a solution, so only a fault of the solver comes here
            raise ArithmeticError(f"no table agrees with what is shown: {solved.message}")
        held = np.abs(solved.lower.marginals) + np.abs(solved.upper.marginals) > NEARLY
        found = solved.x
        if self._size <= MOST_WHOLE and (np.abs(found - np.rint(found)) > NEARLY).any():
            found = self._whole(aim, low, high) if alone else self._least  # only whole tables are proofs
        np.minimum(self._least, found, out=self._least)
        np.maximum(self._most, found, out=self._most)
        return np.flatnonzero(held).tolist()

    def _whole(self, aim: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
        from scipy.optimize import Bounds, LinearConstraint, milp

        solved = milp(
            aim,
            integrality=np.ones(self._size),
            bounds=Bounds(low, high),
            constraints=LinearConstraint(self._sums, 0, 0),
        )
        if solved.x is None:
            raise ArithmeticError(f"no table agrees with what is shown: {solved.message}")
        return np.asarray(np.rint(solved.x), dtype=np.float64)
