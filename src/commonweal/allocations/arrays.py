"""The array types of the allocation engine, and the few operations that every calculation shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Number = float | FloatArray
"""A parameter: one float, or an array of shape (scenarios, 1) that broadcasts against (organisations,)."""


def frozen(values: npt.ArrayLike) -> FloatArray:
    """A float64 copy that cannot be written to, so that a frozen dataclass is frozen all through.

    Example:
        >>> frozen([1, 2]).flags.writeable
        False
    """
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def positions(codes: Sequence[str], order: Sequence[str]) -> IntArray:
    """Where each code stands in an order; -1 where it does not stand there.

    Args:
        codes: Any codes, repeats allowed.
        order: Codes without repeats.

    Returns:
        Shape (len(codes),), whole numbers.

    Example:
        >>> positions(["QYG", "QHL", "QZZ"], ["QHL", "QYG"]).tolist()
        [1, 0, -1]
    """
    index = {code: position for position, code in enumerate(order)}
    return np.fromiter((index.get(code, -1) for code in codes), dtype=np.int64, count=len(codes))


def sum_by(values: FloatArray, where: IntArray, groups: int) -> FloatArray:
    """Sums of values by group, in one pass.

    A value whose group is -1 belongs nowhere and is left out; the caller says how much that was. A missing value
    (NaN) makes the sum of its group missing: it is never counted as nought.

    Args:
        values: Shape (n,), any additive unit.
        where: Shape (n,), the group of each value from 0, or -1.
        groups: How many groups there are.

    Returns:
        Shape (groups,), in the unit of the values.

    Example:
        >>> sum_by(np.array([1.0, 2.0, 4.0]), np.array([0, 1, 0]), 2).tolist()
        [5.0, 2.0]
    """
    placed = where >= 0
    summed: FloatArray = np.bincount(where[placed], weights=values[placed], minlength=groups)[:groups].astype(
        np.float64
    )
    return summed


def shares(values: FloatArray) -> FloatArray:
    """Each value as a fraction of the sum over the last axis.

    Example:
        >>> shares(np.array([1.0, 3.0])).tolist()
        [0.25, 0.75]
    """
    return np.asarray(values / values.sum(axis=-1, keepdims=True))
