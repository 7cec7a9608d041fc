"""A reader of several tables of the same people: what each suppressed count can still be, given everything shown.

Written apart from the recovery that protects a table: a linear programme over the cells of all tables.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

NEARLY = 1e-6
Cell = Hashable


def reading(told: int | None) -> tuple[float, float]:
    """The smallest and largest count that is shown so: 7 or fewer as 0, others rounded to the nearest 5."""
    if told is None:
        return 0.0, np.inf
    return (0.0, 7.0) if told == 0 else (max(8.0, told - 2.0), told + 2.0)


@dataclass
class Reader:
    """Cells by name; one that stands in several tables is one cell, with all that they tell of it."""

    truth: dict[Cell, int] = field(default_factory=dict)
    low: dict[Cell, float] = field(default_factory=dict)
    high: dict[Cell, float] = field(default_factory=dict)
    suppressed: set[Cell] = field(default_factory=set)
    sums: list[tuple[Cell, tuple[Cell, ...]]] = field(default_factory=list)

    def reads(self, cell: Cell, truth: int, told: int | None) -> None:
        """Take note of a count as it is shown; None where it is hidden or stands nowhere."""
        low, high = reading(told)
        assert low <= truth <= high, (cell, truth, told)
        assert self.truth.setdefault(cell, truth) == truth, cell
        self.low[cell] = max(low, self.low.get(cell, 0.0))
        self.high[cell] = min(high, self.high.get(cell, np.inf))
        if told == 0:
            self.suppressed.add(cell)

    def adds(self, total: Cell, parts: Sequence[Cell]) -> None:
        """Take note that a count is the sum of others."""
        assert self.truth[total] == sum(self.truth[part] for part in parts), total
        self.sums.append((total, tuple(parts)))

    def table(self, name: str, truth: Mapping[str, int], told: Mapping[str, int | None], total: Cell) -> None:
        """Take note of a table of parts of everybody; a total that it does not show is named all the same."""
        for part, count in truth.items():
            self.reads((name, part), count, told[part])
        self.reads(total, sum(truth.values()), told.get("All"))
        self.adds(total, [(name, part) for part in truth])

    def too_close(self, fewest: int = 5) -> dict[Cell, tuple[int, int]]:
        """Suppressed counts that can have fewer values than that, with the least and the most they can be."""
        place = {cell: number for number, cell in enumerate(self.truth)}
        rows = np.zeros((len(self.sums), len(place)))
        for number, (total, parts) in enumerate(self.sums):
            rows[number, place[total]] = -1
            for part in parts:
                rows[number, place[part]] += 1
        bounds = [(self.low[cell], self.high[cell]) for cell in place]
        found = {}
        for cell in sorted(self.suppressed, key=str):
            aim = np.zeros(len(place))
            aim[place[cell]] = 1
            least = linprog(aim, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=bounds)
            most = linprog(-aim, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=bounds)
            span = int(np.ceil(least.fun - NEARLY)), int(np.floor(-most.fun + NEARLY))
            if span[1] - span[0] + 1 < fewest:
                found[cell] = span
        return found
