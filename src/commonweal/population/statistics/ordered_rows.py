"""Groups of people in order of advantage, with the share and the rank of each: what every inequality measure reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray
from commonweal.population.statistics.grouping import Grouping, read_grouping


@dataclass(frozen=True, eq=False)
class OrderedRows:
    """Rows in order within each group.

    Args:
        grouping: Groups of the rows, in the new order.
        sort: Where each row stood before, shape (rows,).
        share: Each row's share of its group's people.
        rank: The share of the group's people below the middle of the row, from 0 to 1 (the ridit).
        tied: True where a row stands at the same place of the order as the row before it.
    """

    grouping: Grouping
    sort: IntArray
    share: FloatArray
    rank: FloatArray
    tied: BoolArray

    @property
    def single(self) -> BoolArray:
        """True for groups whose people all stand at one place of the order, so that nothing can be compared."""
        places = np.bincount(self.grouping.codes, weights=~self.tied, minlength=self.grouping.count)
        return np.asarray(places < 2).reshape(self.grouping.shape)

    def take(self, values: FloatArray) -> FloatArray:
        """A column in the new order, shape (rows,)."""
        return np.asarray(values.reshape(-1)[self.sort])

    def ends(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The value of the first and of the last row of each group; not-a-number for a group without rows."""
        size = np.bincount(self.grouping.codes, minlength=self.grouping.count)
        stop = np.cumsum(size)
        first, last = np.full(len(size), np.nan), np.full(len(size), np.nan)
        first[size > 0] = values[(stop - size)[size > 0]]
        last[size > 0] = values[stop[size > 0] - 1]
        return first.reshape(self.grouping.shape), last.reshape(self.grouping.shape)


def order_rows(
    inputs: Inputs,
    population: FloatArray,
    order: npt.ArrayLike | None,
    group: npt.ArrayLike | None,
    groups: int | None,
) -> OrderedRows:
    """Rows in order within each group.

    Args:
        inputs: Where faults are recorded.
        population: People of each row, above nought, none missing.
        order: Place of each row from the most to the least deprived; None where rows stand in order.
        group: Codes from 0, shape (rows,), or None where the last axis holds what belongs together.
        groups: How many groups there are.

    Raises:
        BadInput: Any fault recorded so far, or codes that do not fit.
    """
    grouping = read_grouping(inputs, population.shape, group, groups)
    places = np.zeros(1) if order is None else inputs.numbers("quantile", order, missing=False)
    places, _ = inputs.same_shape(quantile=places, population=population)
    inputs.raise_if_any()
    flat = places.reshape(-1)
    sort = np.argsort(grouping.codes, kind="stable") if order is None else np.lexsort((flat, grouping.codes))
    ordered = Grouping(grouping.codes[sort], grouping.count, grouping.shape, grouping.block)
    codes = ordered.codes
    tied = np.zeros(len(codes), dtype=np.bool_)
    if order is not None:
        tied[1:] = (codes[1:] == codes[:-1]) & (flat[sort][1:] == flat[sort][:-1])
    people = population.reshape(-1)[sort]
    total = ordered.spread(ordered.sum(people))
    return OrderedRows(ordered, sort, people / total, _ranks(people, ordered, tied) / total, tied)


def refuse_twice(inputs: Inputs, rows: OrderedRows) -> None:
    """Refuse a quantile that stands twice in a group.

    Raises:
        BadInput: One does, with the row of each.
    """
    twice = np.zeros(len(rows.tied), dtype=np.bool_)
    twice[rows.sort[rows.tied]] = True
    inputs.fault("quantile", twice, "this quantile stands twice in its group", do="sum its rows first")
    inputs.raise_if_any()


def _ranks(people: FloatArray, ordered: Grouping, tied: BoolArray) -> FloatArray:
    """People below the middle of each row; rows at the same place share the middle of them all."""
    size = np.bincount(ordered.codes, minlength=ordered.count)
    upto = np.concatenate([[0.0], np.cumsum(people)])
    before = upto[(np.cumsum(size) - size)[ordered.codes]]
    starts = np.flatnonzero(~tied)
    if len(starts) == len(people):
        return np.asarray(upto[1:] - people / 2 - before)
    run = np.cumsum(~tied) - 1
    stops = np.append(starts[1:], len(people))
    return np.asarray(((upto[starts] + upto[stops]) / 2)[run] - before)
