"""Who moves: between two rule sets, and between two days, with conditions gained and lost, deaths and moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.codelists import Codelist
from commonweal.population.disclosure_control import DisclosureRule, ShownTable, shown
from commonweal.population.segmentation.moves_shown import CAME, DIED, LEFT, UNSURE, moves_shown
from commonweal.population.segmentation.rule_set import Segmentation
from commonweal.population.statistics.estimates import Arrays, IntArray
from commonweal.problems import BadInput, Problem, Problems


@dataclass(frozen=True, eq=False)
class Cohort:
    """People on one day.

    Args:
        person_id: Each once, int64.
        segmentation: Their segments.
        masks: Their conditions, shape (people,) or (people, masks).
    """

    person_id: npt.NDArray[np.int64]
    segmentation: Segmentation
    masks: npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Flows(Arrays):
    """Who went from which segment to which, and what changed for those who were there on both days.

    Args:
        people: Counts, rows by ``before`` and columns by ``after``; not to be shown as they are.
        before: Row names: segments, ``not known`` where there are some, and ``came``.
        after: Column names: segments, ``not known``, ``died`` and ``left``.
        conditions: Names of the conditions.
        gained: People with a condition on the second day and not on the first, by condition.
        lost: People with it on the first day and not on the second.
        stayed: People there on both days.
    """

    people: IntArray
    before: tuple[str, ...]
    after: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    gained: IntArray | None = None
    lost: IntArray | None = None
    stayed: int = 0

    @property
    def changed(self) -> int:
        """People who are in another segment than before, of those there on both days."""
        both = [
            (row, column)
            for row, one in enumerate(self.before)
            for column, other in enumerate(self.after)
            if one != other
        ]
        return int(
            sum(
                self.people[row, column]
                for row, column in both
                if self.after[column] not in (DIED, LEFT) and self.before[row] != CAME
            )
        )

    def shown(self, *, rule: DisclosureRule | None = None) -> ShownTable:
        """The matrix as it may be shown: a row for each pair, with totals of both.

        How many there were on each day stands in no row of it, but under the segments of that day: those tables and
        this one are protected together, so that all of them tell nothing that one of them hides.
        """
        return moves_shown(self.people, self.before, self.after, rule=rule)

    def shown_conditions(self, *, rule: DisclosureRule | None = None) -> ShownTable:
        """Conditions gained and lost as they may be shown."""
        if self.gained is None or self.lost is None:
            raise BadInput(Problem("these flows are between rule sets: no condition came or went"))
        table = {"condition": self.conditions, "gained": self.gained.tolist(), "lost": self.lost.tolist()}
        return shown(table, counts=["gained", "lost"], rule=rule)


def crosswalk(one: Segmentation, other: Segmentation) -> Flows:
    """Who is in which segment by two rule sets, on the same people in the same order.

    Raises:
        BadInput: They are not of as many people.

    Example:
        >>> from commonweal.population.codelists import codelist
        >>> from commonweal.population.segmentation import PeopleFacts, rule_set
        >>> facts = PeopleFacts(np.zeros(3, np.int64), codelist("twenty_conditions_icd10"), age=[5, 40, 70])
        >>> seven = rule_set("seven_segments").of(facts)
        >>> crosswalk(seven, seven).changed
        0
    """
    if len(one.segment) != len(other.segment):
        raise BadInput(
            Problem(
                "the two segmentations are not of the same people", given=f"{len(one.segment)}, {len(other.segment)}"
            )
        )
    rows, row = _named(one)
    columns, column = _named(other)
    return Flows(_table(row, column, len(rows), len(columns)), rows, columns)


def cohort_flows(before: Cohort, after: Cohort, codelist: Codelist, *, died: npt.ArrayLike = ()) -> Flows:
    """Who went where between two days.

    Args:
        before: People of the first day.
        after: People of the second day, by the same rules.
        codelist: Which bit is which condition; the same on both days.
        died: Pseudonyms of people who died between the days; whoever else is gone has left.

    Raises:
        BadInput: A person twice, other segments, somebody who died and is there afterwards.
    """
    problems = Problems()
    for when, cohort in (("first", before), ("second", after)):
        if len(np.unique(cohort.person_id)) != len(cohort.person_id):
            problems.add(f"somebody stands twice among the people of the {when} day")
        if len(cohort.person_id) != len(cohort.segmentation.segment) or len(cohort.masks) != len(cohort.person_id):
            problems.add(f"segments and conditions of the {when} day are not of as many people")
    if before.segmentation.names != after.segmentation.names:
        problems.add("the two days are segmented by different rules", do="use one rule set on both, or a crosswalk")
    dead = np.unique(np.asarray(died, dtype=np.int64))
    if np.isin(after.person_id, dead).any():
        problems.add("people who died are among those of the second day", do="put the days of death right")
    problems.raise_if_any()
    names = before.segmentation.names
    there = np.isin(before.person_id, after.person_id)
    place = np.argsort(after.person_id)
    found = place[np.searchsorted(after.person_id[place], before.person_id[there])]
    rows, row = (*names, UNSURE, CAME), _numbered(before.segmentation)
    columns = (*names, UNSURE, DIED, LEFT)
    target = np.where(np.isin(before.person_id, dead), len(names) + 1, len(names) + 2)
    target[there] = _numbered(after.segmentation)[found]
    people = _table(row, target, len(rows), len(columns))
    new = ~np.isin(after.person_id, before.person_id)
    people[-1] += np.bincount(_numbered(after.segmentation)[new], minlength=len(columns))
    first, second = _words(before.masks)[there], _words(after.masks)[found]
    changed = first ^ second
    gained, lost = _by_condition(changed & second, codelist), _by_condition(changed & first, codelist)
    return Flows(people, rows, columns, codelist.conditions, gained, lost, int(there.sum()))


def _words(masks: npt.NDArray[np.int64]) -> IntArray:
    words = np.asarray(masks, dtype=np.int64)
    return words[:, None] if words.ndim == 1 else words


def _by_condition(words: IntArray, codelist: Codelist) -> IntArray:
    bits = (codelist.bits[name] for name in codelist.conditions)
    return np.array([int(((words[:, number] & bit) != 0).sum()) for number, bit in bits], dtype=np.int64)


def _numbered(segmentation: Segmentation) -> IntArray:
    return np.where(segmentation.segment < 0, len(segmentation.names), segmentation.segment)


def _named(segmentation: Segmentation) -> tuple[tuple[str, ...], IntArray]:
    unsure = (UNSURE,) if (segmentation.segment < 0).any() else ()
    return (*segmentation.names, *unsure), _numbered(segmentation)


def _table(row: IntArray, column: IntArray, rows: int, columns: int) -> IntArray:
    return np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns)
