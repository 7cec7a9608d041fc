"""Counts that can plainly be other numbers, seen without a linear programme: a few people more here, a few fewer there.

Most small counts are open beyond doubt: what one has more another near it has less, and no sum that is shown changes.
Each such table is held against all sums and ranges before it is believed, so nothing is taken for open that is not.
What no near table proves is left to the linear programme.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.population.statistics.estimates import FloatArray, IntArray

MOST_STEPS = 12
"""Of a longer chain of changes it is left to the programme whether there is one."""
MOST_TRIED = 60
"""So many changes are looked at for one more person, or one fewer."""
MOST_ASKED = 400
"""Of more counts the programme, which asks of all at once, takes less time."""


def not_plainly_open(
    truth: IntArray,
    lines: Sequence[tuple[int, tuple[int, ...]]],
    low: FloatArray,
    high: FloatArray,
    asked: IntArray,
    enough: int,
) -> IntArray:
    """The counts asked for of which no near tables prove that enough whole numbers are possible.

    Args:
        truth: The counts, which agree with all lines and ranges.
        lines: Place of each total, with those of its parts.
        low: The least that each can be by itself.
        high: The most; without end where it is not shown.
        asked: Places of the counts in question.
        enough: How many whole numbers must be possible.

    Example:
        >>> low, high = np.array([0.0, 48.0, 0.0]), np.array([7.0, 52.0, np.inf])
        >>> not_plainly_open(np.array([3, 50, 53]), [(2, (0, 1))], low, high, np.array([0]), 5).tolist()
        []
        >>> high[2] = 54.0
        >>> low[2] = 53.0
        >>> not_plainly_open(np.array([3, 50, 53]), [(2, (0, 1))], low, high, np.array([0]), 8).tolist()
        [0]
    """
    if len(asked) > MOST_ASKED:
        return asked
    near = _NearTables(truth, lines, low, high)
    return np.array([place for place in asked.tolist() if near.values(place, enough) < enough], dtype=np.int64)


class _NearTables:
    """Tables that differ from the truth in a few counts."""

    def __init__(
        self, truth: IntArray, lines: Sequence[tuple[int, tuple[int, ...]]], low: FloatArray, high: FloatArray
    ) -> None:
        self._truth, self._low, self._high = truth.astype(np.float64), low, high
        self._members = [np.array([total, *parts]) for total, parts in lines]
        self._signs = [np.array([-1] + [1] * len(parts)) for _, parts in lines]
        self._lines_of: list[list[tuple[int, int]]] = [[] for _ in range(len(truth))]
        for number, (members, signs) in enumerate(zip(self._members, self._signs, strict=True)):
            for place, sign in zip(members.tolist(), signs.tolist(), strict=True):
                self._lines_of[place].append((number, sign))

    def values(self, place: int, enough: int) -> int:
        """How many numbers near tables find for a count, up to enough."""
        found = 1
        for step in (1, -1):
            table = self._truth.copy()
            while found < enough and self._moved(table, place, step):
                found += 1
        return found

    def _moved(self, table: FloatArray, place: int, step: int) -> bool:
        """Change a count by one, and others so that every sum holds; the table is left as it is where that fails."""
        if not self._low[place] <= table[place] + step <= self._high[place]:
            return False
        change = {place: step}
        open_: dict[int, int] = {}
        self._put(open_, place, step)
        tried = [0]
        if not self._settled(table, change, open_, tried):
            return False
        for one, by in change.items():
            table[one] += by
        return True

    def _settled(self, table: FloatArray, change: dict[int, int], open_: dict[int, int], tried: list[int]) -> bool:
        if not open_:
            return True
        if len(change) >= MOST_STEPS or len(open_) > MOST_STEPS:
            return False
        line = min(open_, key=lambda one: len(self._members[one]))
        for place, step in self._choices(table, change, open_, line):
            tried[0] += 1
            if tried[0] > MOST_TRIED:
                return False
            change[place] = step
            self._put(open_, place, step)
            if self._settled(table, change, open_, tried):
                return True
            self._put(open_, place, -step)
            del change[place]
        return False

    def _choices(
        self, table: FloatArray, change: dict[int, int], open_: dict[int, int], line: int
    ) -> list[tuple[int, int]]:
        """Counts of a line that can take up what it is out by, those first that leave the fewest sums out."""
        members, steps = self._members[line], -open_[line] * self._signs[line]
        if abs(open_[line]) != 1:
            return []
        value = table[members] + steps
        room = (self._low[members] <= value) & (value <= self._high[members])
        found = [
            (place, step)
            for place, step in zip(members[room].tolist(), steps[room].tolist(), strict=True)
            if place not in change
        ]
        return sorted(found, key=lambda one: self._out_after(open_, *one))[:MOST_STEPS]

    def _out_after(self, open_: dict[int, int], place: int, step: int) -> tuple[int, float]:
        left = sum(1 if open_.get(line, 0) + sign * step else -1 for line, sign in self._lines_of[place])
        return left, -(self._high[place] - self._low[place])

    def _put(self, open_: dict[int, int], place: int, step: int) -> None:
        for line, sign in self._lines_of[place]:
            by = open_.get(line, 0) + sign * step
            if by:
                open_[line] = by
            else:
                open_.pop(line, None)
