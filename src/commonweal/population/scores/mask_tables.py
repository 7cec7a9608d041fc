"""Weighted sums over bit masks by looking up eleven bits at a time, not one condition after the other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from commonweal.population.statistics.estimates import IntArray

BITS_AT_A_TIME = 11


def weighted_sum(words: IntArray, weights: Mapping[tuple[int, int], int]) -> IntArray:
    """The sum of the weights of the bits that each person has; exact, since weights are whole numbers.

    Args:
        words: Masks, shape (people, masks).
        weights: By number of the mask and value of the bit.

    Returns:
        Shape (people,).

    Example:
        >>> weighted_sum(np.array([[5], [2]]), {(0, 1): 10, (0, 4): 7})
        array([17,  0])
    """
    total = np.zeros(len(words), dtype=np.int64)
    for mask in range(words.shape[1]):
        mine = {bit.bit_length() - 1: weight for (number, bit), weight in weights.items() if number == mask}
        for start in range(0, max(mine, default=-1) + 1, BITS_AT_A_TIME):
            sums = np.zeros(1, dtype=np.int64)
            for bit in range(start, start + BITS_AT_A_TIME):
                sums = np.concatenate([sums, sums + mine.get(bit, 0)])
            total += sums[(words[:, mask] >> start) & ((1 << BITS_AT_A_TIME) - 1)]
    return total


def cleared(words: IntArray, above: tuple[int, int], below: tuple[int, int]) -> IntArray:
    """The masks without one condition wherever another is there.

    Example:
        >>> cleared(np.array([[3], [2]]), (0, 1), (0, 2)).tolist()
        [[1], [2]]
    """
    words = words.copy()
    there = (words[:, above[0]] & above[1]) != 0
    words[there, below[0]] &= ~below[1]
    return words
