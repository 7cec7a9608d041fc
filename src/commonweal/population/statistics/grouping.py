"""Rows that belong together: by integer codes in long tables, or along the last axis of a block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import FloatArray, IntArray

MOST_GROUPS, MOST_EMPTY = 1_000_000, 100
"""Codes so far apart are no numbering of groups: past so many groups, and so many for each row."""


@dataclass(frozen=True, eq=False)
class Grouping:
    """How rows fall into groups.

    Args:
        codes: Group of each row from 0, shape (rows,).
        count: How many groups there are.
        shape: Shape of what has one element for each group.
        block: True where the rows were a block whose last axis is summed.

    Example:
        >>> Grouping(np.array([0, 1, 0]), 2, (2,), block=False).sum(np.array([1.0, 2.0, 4.0])).tolist()
        [5.0, 2.0]
    """

    codes: IntArray
    count: int
    shape: tuple[int, ...]
    block: bool

    def sum(self, values: FloatArray) -> FloatArray:
        """Sums by group; a missing value makes its group's sum missing.

        Args:
            values: One for each row; of any shape that reads in the order of the rows.

        Returns:
            Shape `shape`.
        """
        if self.block:
            rows = len(self.codes) // self.count if self.count else 0  # there may be no group at all
            return np.asarray(values.reshape(*self.shape, rows).sum(axis=-1))
        summed: FloatArray = np.bincount(self.codes, weights=values.reshape(-1), minlength=self.count).astype(
            np.float64
        )
        return summed.reshape(self.shape)

    def spread(self, values: FloatArray) -> FloatArray:
        """A value of each group given to each of its rows, shape (rows,)."""
        return np.asarray(values.reshape(-1)[self.codes])

    @property
    def rows(self) -> IntArray:
        """How many rows each group has, shape `shape`."""
        counted: IntArray = np.bincount(self.codes, minlength=self.count).astype(np.int64)
        return counted.reshape(self.shape)


def read_grouping(
    inputs: Inputs, shape: tuple[int, ...], group: npt.ArrayLike | None, groups: int | None, *, several: bool = True
) -> Grouping:
    """The grouping of rows of a shape.

    Args:
        inputs: Where faults are recorded.
        shape: The common shape of the values.
        group: Codes from 0, shape (rows,); None where the last axis of the values holds what belongs together.
        groups: How many groups there are; by default one more than the largest code.
        several: Without codes, whether the last axis holds what belongs together; if not, each element is a group.

    Raises:
        BadInput: Codes do not fit the values, with whatever was found before.

    Example:
        >>> read_grouping(Inputs(), (2, 19), None, None).shape
        (2,)
    """
    if group is None:
        size = int(np.prod(shape, dtype=np.int64))
        if not several:
            return Grouping(np.arange(size, dtype=np.int64), size, shape, block=False)
        if not shape or shape[-1] == 0:
            inputs.wrong("there are no rows to sum", do="give an array with one element for each age band or quantile")
            inputs.raise_if_any()
        count = size // shape[-1]
        return Grouping(np.repeat(np.arange(count, dtype=np.int64), shape[-1]), count, shape[:-1], block=True)
    codes = np.asarray(group)
    if codes.shape != shape or len(shape) != 1:
        inputs.wrong("each row needs one group code", column="group", given=f"{codes.shape} for values of {shape}")
        inputs.raise_if_any()
    if codes.dtype.kind not in "iu" or np.ma.is_masked(group):
        inputs.wrong(
            "group codes are not whole numbers",
            column="group",
            given="some are masked" if np.ma.is_masked(group) else str(codes.dtype),
            do="number the groups from 0, as numpy.unique(names, return_inverse=True) does",
        )
        inputs.raise_if_any()
    largest = int(codes.max(initial=-1)) + 1
    count = largest if groups is None else groups
    inputs.fault("group", codes < 0, "a group code is below 0", codes.astype(np.float64))
    inputs.fault("group", codes >= count, f"a group code is not below the number of groups, {count}")
    if count > max(MOST_EMPTY * codes.size, MOST_GROUPS):
        inputs.wrong(
            f"{codes.size:,} rows would fall into {count:,} groups, nearly all of them empty", column="group",
            do="number the groups from 0, as numpy.unique(names, return_inverse=True) does",
        )  # fmt: skip
    inputs.raise_if_any()
    return Grouping(codes.astype(np.int64, copy=False), count, (count,), block=False)
