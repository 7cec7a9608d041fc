"""Resource to need: what was spent on a group of people over what their need would lead one to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control import DisclosureRule, ShownTable
from commonweal.population.resources.few_together import FewTogether
from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import Arrays, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class ResourceToNeed(Arrays):
    """Spending against need by group; 1 is as much as people of such need get in all.

    Args:
        groups: Names, such as practices or segments.
        people: In each.
        pence: Spent on them.
        expected_pence: All spending, shared by need; sums to what was spent.
        index: Spent over expected; not-a-number where nothing was expected.
    """

    groups: tuple[str, ...]
    people: IntArray
    pence: IntArray
    expected_pence: FloatArray
    index: FloatArray

    def shown(self, name: str, *, rule: DisclosureRule | None = None) -> ShownTable:
        """As it may be shown: nothing of a group of few people, nor of the next larger one that stands with it.

        Pounds, spent and expected, are cut to a few figures and shared by the rounded people. Everything expected is
        everything spent, so that the figures of all groups but one would tell those of the last.
        """
        told = FewTogether.of(self.people, rule=rule)
        spent, due = told.pounds(self.pence), told.pounds(self.expected_pence)
        index = np.divide(spent, due, out=np.full(len(spent), np.nan), where=due > 0).round(2)
        return told.shown(name, self.groups, pounds_a_head=told.pounds_a_head(self.pence), resource_to_need=index)


def resource_to_need(pence: npt.ArrayLike, need: npt.ArrayLike, group: Sequence[str]) -> ResourceToNeed:
    """Spending against need by group.

    Args:
        pence: Cost of each person, shape (people,).
        need: Need of each person on any scale of nought and above, such as a multimorbidity score or a mean cost of
            people alike. Missing need is an error.
        group: Group of each person.

    Raises:
        BadInput: Missing or negative figures, or nobody with any need.

    Source:
        The comparison of actual with need-expected cost of North Central London ICB (person resource index), by group.

    Example:
        >>> found = resource_to_need([300, 100, 100, 100], [1, 1, 2, 2], ["A", "A", "B", "B"])
        >>> found.groups, found.index.tolist()
        (('A', 'B'), [2.0, 0.5])
    """
    inputs = Inputs()
    cost = inputs.numbers("pence", pence, at_least=0, missing=False)
    needed = inputs.numbers("need", need, at_least=0, missing=False)
    cost, needed = inputs.same_shape(pence=cost, need=needed)
    if len(group) != cost.size:
        inputs.wrong("there are not as many groups as people", column="group", given=str(len(group)))
    if cost.size and not needed.sum() > 0:
        inputs.wrong("nobody has any need", column="need")
    inputs.raise_if_any()
    names, where = np.unique(np.asarray(group, dtype=str), return_inverse=True)
    people = np.bincount(where)
    spent = np.bincount(where, weights=cost)
    expected = np.bincount(where, weights=needed) * (cost.sum() / needed.sum())
    index = np.divide(spent, expected, out=np.full(len(names), np.nan), where=expected > 0)
    return ResourceToNeed(tuple(names.tolist()), people, np.rint(spent).astype(np.int64), expected, index)
