"""Groups of few people have no figures of their own: they stand together with the next larger group.

One grouping holds for every table of practices: what is shown by practice and what is shown by place are made of the
same rounded figures, so that no practice of few people follows from the difference of two of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control import (
    DisclosureRule,
    ShownTable,
    disclosure_rule,
    shown,
    shown_amounts,
    shown_counts,
    to_figures,
)
from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray

ALL = "All"
PENCE = 100


def few_together(heads: npt.ArrayLike, *, rule: DisclosureRule | None = None) -> BoolArray:
    """Which groups have no figures of their own: those of few people, and the next larger one.

    Args:
        heads: People of each, shape (groups,).
        rule: By default the rule of the room's pack.

    Example:
        >>> few_together([5, 60, 80]).tolist(), few_together([60, 80]).tolist()
        ([True, True, False], [False, False])
    """
    count = np.asarray(heads, dtype=np.int64)
    together: BoolArray = shown_counts(count, rule=rule) == 0
    if together.any() and not together.all():
        together[np.argmin(np.where(together, count.max() + 1, count))] = True
    return together


@dataclass(frozen=True, eq=False)
class FewTogether:
    """Groups, such as practices, as they may be shown; every table of them is made of these figures and no others.

    Args:
        table: People of each group as they may be shown beside everybody; ``people`` ends with everybody.
        together: Groups without figures of their own; what comes to a head of them is that of all of them.
        heads: People of each as they may be counted; those that stand together all count at the largest of them.
        rule: The rule that was kept.
    """

    table: ShownTable
    together: BoolArray
    heads: IntArray
    rule: DisclosureRule

    @classmethod
    def of(cls, people: npt.ArrayLike, *, rule: DisclosureRule | None = None) -> FewTogether:
        """Group them by their people."""
        rule = rule or disclosure_rule()
        inputs = Inputs()
        count = inputs.numbers("people", people, at_least=0, missing=False).astype(np.int64)
        inputs.raise_if_any()
        names = [*map(str, range(len(count))), ALL]
        table = shown({"group": names, "people": [*count.tolist(), int(count.sum())]}, counts=["people"], rule=rule)
        told = table.columns["people"][:-1]
        hidden = np.array([one is None for one in told], dtype=np.bool_)
        heads = np.array([one or 0 for one in told], dtype=np.int64)
        together = few_together(heads, rule=rule)
        if hidden.any():  # their count alone would tell the small one beside them
            together = hidden | (shown_counts(count, rule=rule) == 0)
            largest = np.argmax(np.where(together, count, -1))
            heads[largest] = int(shown_counts(int(count[together].sum()), rule=rule))
        return cls(table, together, heads, rule)

    @property
    def people(self) -> tuple[int | None, ...]:
        """Of each group, 0 for few and None where it is hidden."""
        return tuple(self.table.columns["people"][:-1])

    @property
    def everybody(self) -> int:
        """All of them, rounded."""
        return int(self.table.columns["people"][-1] or 0)

    def weighted(self, totals: npt.ArrayLike) -> FloatArray:
        """Weighted people as they may be shown: rounded like people, those that stand together summed.

        They sum to all people, so that weights in full would tell how many there are. They are never rounded to none.
        """
        step = self.rule.round_to
        rounded: FloatArray = np.floor(self._joined(totals) / step + 0.5) * step
        return np.maximum(rounded, step)

    def pounds(self, pence: npt.ArrayLike) -> FloatArray:
        """Pounds spent as they may be shown, those that stand together summed.

        They are cut to a few figures or, where that is finer, rounded to what the care of as many people costs as
        counts are rounded to: a few figures alone would put shares of many people wrong by half a per cent.
        """
        return self._protected(self._joined(pence) / PENCE, self._people, pence)

    def all_pounds(self, pence: npt.ArrayLike) -> float:
        """Pounds spent on everybody, protected alike."""
        whole = np.asarray(pence, dtype=np.float64).sum() / PENCE
        return float(self._protected(np.array([whole]), np.array([self.everybody]), pence)[0])

    def pounds_each(self, pence: npt.ArrayLike) -> FloatArray:
        """Pounds for each person, from pounds and people as they may be shown and not cut again: for sums."""
        return self.pounds(pence) / np.maximum(self._people, 1)

    def pounds_a_head(self, pence: npt.ArrayLike) -> FloatArray:
        """The same with a few figures: to be shown."""
        return to_figures(self.pounds_each(pence), self.rule.figures_of_rates)

    def need_a_head(self, totals: npt.ArrayLike) -> FloatArray:
        """Weighted people for each person, from both as they may be shown."""
        people = self._people
        return np.where(people > 0, self.weighted(totals) / np.maximum(people, 1), np.nan)

    def shown(self, name: str, groups: Sequence[str], **figures: FloatArray) -> ShownTable:
        """The groups with figures of theirs, made of what is told here; none of those that stand together.

        Args:
            name: Of the column of groups.
            groups: Names.
            figures: By column; not-a-number where there is none.
        """
        columns: dict[str, tuple[object, ...]] = {name: tuple(groups), "people": self.people}
        for column, values in figures.items():
            pairs = zip(values.tolist(), self.together.tolist(), strict=True)
            columns[column] = tuple(None if few or math.isnan(value) else value for value, few in pairs)
        return replace(self.table, columns=MappingProxyType(columns))

    @property
    def joined(self) -> int:
        """How many groups of people enough to be shown have no figures of their own."""
        return int((self.together & np.array([one != 0 for one in self.people])).sum())

    @property
    def _people(self) -> IntArray:
        return self._joined(self.heads).astype(np.int64)

    def _protected(self, pounds: FloatArray, people: IntArray, pence: npt.ArrayLike) -> FloatArray:
        few_figures = shown_amounts(pounds, people, rule=self.rule)[0]
        whole = np.asarray(pence, dtype=np.float64).sum() / PENCE
        worth = float(shown_amounts(whole, self.everybody, rule=self.rule)[1]) * self.rule.round_to
        if not worth > 0:
            return few_figures
        coarse = 10.0 ** (np.floor(np.log10(np.maximum(pounds, 1.0))) + 1 - self.rule.figures_of_rates)
        by_worth = np.where(np.isnan(few_figures), np.nan, np.floor(pounds / worth + 0.5) * worth)
        return np.where(coarse > worth, by_worth, few_figures)

    def _joined(self, totals: npt.ArrayLike) -> FloatArray:
        values = np.asarray(totals, dtype=np.float64)
        return np.where(self.together, values[self.together].sum(), values)
