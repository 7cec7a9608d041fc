"""Quantiles of areas: fifths, tenths and other equal groups, by value or by rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import (
    Arrays,
    BoolArray,
    CodeArray,
    FloatArray,
    IntArray,
    Reason,
    reason_codes,
)
from commonweal.population.statistics.grouping import Grouping, read_grouping

FEWEST, ONE_ALONE = 2, "one quantile divides nothing, nor does a broken number of them"


@dataclass(frozen=True, eq=False)
class Quantiles(Arrays):
    """The quantile of each area.

    Args:
        quantile: From 1; nought where there is none, which `reason` explains.
        rank: Rank within the group from 1, equal values sharing the smallest; nought where there is no value.
        tied_across: True where equal values stand on both sides of a boundary, so that a person should look.
        reason: A `Reason` for each area.
    """

    quantile: IntArray
    rank: IntArray
    tied_across: BoolArray
    reason: CodeArray


def quantiles(
    values: npt.ArrayLike,
    number: int,
    *,
    group: npt.ArrayLike | None = None,
    groups: int | None = None,
    lowest_first: npt.ArrayLike = False,
) -> Quantiles:
    """The quantile of each area within its group, floor(q (rank - 1)/n) + 1.

    Args:
        values: One for each area, any unit; missing allowed. Without group codes the last axis is one group.
        number: q, how many quantiles, 2 or more: 5 for fifths, 10 for tenths.
        group: Codes from 0, shape (rows,).
        groups: How many groups there are, by default one more than the largest code.
        lowest_first: False where the highest value has rank 1 and so quantile 1 holds the highest values; True for
            the lowest. One for each row is accepted, but must not differ within a group.

    Returns:
        In the shape of the values. A missing value has no quantile; nor has a group with fewer values than quantiles.

    Raises:
        BadInput: Fewer than two quantiles; a group with both directions; values that are infinite.

    Source:
        Office for Health Improvement and Disparities, assignment of areas to deprivation quantiles, Fingertips
        technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> quantiles([30.0, 10.0, None, 20.0, 40.0], 2).quantile.tolist()
        [1, 2, 0, 2, 1]
    """
    inputs = Inputs()
    read = inputs.numbers("values", values)
    inputs.whole("number", number, ONE_ALONE, at_least=FEWEST)
    grouping = read_grouping(inputs, read.shape, group, groups)
    upward = _directions(inputs, lowest_first, read.shape, grouping)
    inputs.raise_if_any()
    flat = read.reshape(-1)
    size = np.bincount(grouping.codes[~np.isnan(flat)], minlength=grouping.count)
    rank, last = _ranks(np.where(upward, flat, -flat), grouping)
    of = size[grouping.codes]
    held = np.maximum(of, 1)
    quantile = number * (rank - 1) // held + 1
    missing, few = np.isnan(flat), of < number
    none = missing | few
    reason = reason_codes(flat.shape, (Reason.MISSING, missing), (Reason.FEW_AREAS, few))
    across = ~none & (number * (last - 1) // held + 1 != quantile)
    return Quantiles(
        np.where(none, 0, quantile).reshape(read.shape),
        np.where(missing, 0, rank).reshape(read.shape),
        across.reshape(read.shape),
        reason.reshape(read.shape),
    )


def quantile_of_rank(rank: npt.ArrayLike, number: int, *, of: int) -> IntArray:
    """The quantile of a published rank, q rank/n rounded up, such as the tenth of an area's deprivation rank.

    This is how the tenths of the Index of Multiple Deprivation are published: it gives every tenth of every domain of
    2019 and 2025. The rule for values, `quantiles`, puts the area next to a boundary on its other side.

    Args:
        rank: From 1, whole numbers, any shape.
        number: q, how many quantiles.
        of: n, how many were ranked: 33,755 areas in the Index of Multiple Deprivation 2025, 32,844 in that of 2019.

    Returns:
        From 1, in the shape of the ranks.

    Raises:
        BadInput: A rank that is missing, broken, below 1 or above n; fewer than two quantiles.

    Source:
        Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2019 and 2025, ranks and
        deciles by area.

    Example:
        >>> quantile_of_rank([1, 3376, 33755], 10, of=33755).tolist()
        [1, 2, 10]
    """
    inputs = Inputs()
    inputs.whole("number", number, ONE_ALONE, at_least=FEWEST)
    inputs.whole("of", of, "this is not how many were ranked", at_least=1)
    inputs.raise_if_any()
    ranks = inputs.numbers("rank", rank, at_least=1, at_most=of, missing=False)
    inputs.fault("rank", np.isfinite(ranks) & (ranks % 1 != 0), "a rank is a whole number", ranks)
    inputs.raise_if_any()
    return np.asarray(-(-number * ranks.astype(np.int64) // of))


def _directions(inputs: Inputs, lowest_first: npt.ArrayLike, shape: tuple[int, ...], grouping: Grouping) -> BoolArray:
    flags = np.asarray(lowest_first)
    if flags.dtype != np.bool_:
        inputs.wrong("the direction is neither true nor false", column="lowest_first", given=str(flags.dtype))
        inputs.raise_if_any()
    upward = np.broadcast_to(flags, shape).reshape(-1)
    ups = np.bincount(grouping.codes, weights=upward, minlength=grouping.count)
    mixed = (ups > 0) & (ups < np.bincount(grouping.codes, minlength=grouping.count))
    for group in np.flatnonzero(mixed)[:10].tolist():
        inputs.wrong(f"group {group} is ranked in both directions", column="lowest_first", do="give it one direction")
    return upward


def _ranks(key: FloatArray, grouping: Grouping) -> tuple[IntArray, IntArray]:
    """The smallest and the largest rank that each row could have among equals, from 1 within its group."""
    order = np.lexsort((key, grouping.codes))
    codes, sorted_key = grouping.codes[order], key[order]
    size = np.bincount(grouping.codes, minlength=grouping.count)
    within = np.arange(len(key)) - (np.cumsum(size) - size)[codes]
    starts = np.ones(len(key), dtype=np.bool_)
    starts[1:] = (codes[1:] != codes[:-1]) | (sorted_key[1:] != sorted_key[:-1])
    first = np.flatnonzero(starts)
    run = np.cumsum(starts) - 1
    ends = np.append(first[1:], len(key)) - 1 if len(key) else first
    smallest, largest = np.empty(len(key), dtype=np.int64), np.empty(len(key), dtype=np.int64)
    smallest[order], largest[order] = within[first][run] + 1, within[ends][run] + 1
    return smallest, largest
