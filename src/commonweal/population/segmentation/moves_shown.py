"""People by segment, and who moved from which to which, as they may be shown beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from commonweal.population.disclosure_control import CountsTogether, DisclosureRule, ShownTable, disclosure_rule, shown
from commonweal.population.statistics.estimates import IntArray

DIED, LEFT, CAME, UNSURE = "died", "left", "came", "not known"
GONE = frozenset((DIED, LEFT))
ALL = "All"
BEFORE, AFTER = "before", "after"
Cell = tuple[str, str]
ON_LIST = {BEFORE: "on the list before", AFTER: "on the list after"}
TOTAL, EVERYBODY = 1, 2
"""Where one of several counts must be hidden: a move, then a total of moves, and how many there are in all last."""


def segments_shown(names: Sequence[str], people: Sequence[int], *, rule: DisclosureRule | None = None) -> ShownTable:
    """People by segment with everybody, as they may be shown.

    Args:
        names: Segments.
        people: How many are in each.
        rule: By default the rule of the room's pack.

    Example:
        >>> segments_shown(["frail", "well"], [4, 51]).columns["people"]
        (0, 50, 55)
    """
    counts = {name: int(count) for name, count in zip(names, people, strict=True) if count}
    # A run has no row of a segment that nobody is in; with one here, which could be 7, another might stand open.
    table: dict[str, list[Any]] = {"segment": [*counts, ALL], "people": [*counts.values(), sum(counts.values())]}
    whole = shown(table, counts=["people"], total=ALL, rule=rule)
    told = dict(zip(*whole.columns.values(), strict=True))
    columns = {"segment": (*names, ALL), "people": tuple(told.get(name, 0) for name in (*names, ALL))}
    return ShownTable(
        MappingProxyType(columns), whole.suppressed + len(names) - len(counts), whole.hidden, whole.rule
    )  # fmt: skip


def moves_shown(
    people: IntArray, before: Sequence[str], after: Sequence[str], *, rule: DisclosureRule | None = None
) -> ShownTable:
    """Moves with totals of both days: a row for each pair.

    The people by segment on each day stand in tables of their own. So the totals here are shown as they are there, and
    all three tables are protected as one: what is told there is not hidden here, but a move beside it is.

    Args:
        people: Counts, rows by ``before`` and columns by ``after``.
        before: Names of the rows.
        after: Names of the columns.
        rule: By default the rule of the room's pack.
    """
    rule = rule or disclosure_rule()
    counts = CountsTogether(rule)
    by_row, by_column = people.sum(axis=1).tolist(), people.sum(axis=0).tolist()
    # An empty segment, of which other tables have no row, hides nobody beside it.
    # Whether somebody came, died or left stands in no other: nought there is a small count like any.
    rows = [place for place, count in enumerate(by_row) if count or before[place] == CAME]
    columns = [place for place, count in enumerate(by_column) if count or after[place] in GONE]
    pairs: dict[Cell, int] = {
        (before[row], after[column]): int(people[row, column])
        for row in rows for column in columns
        if before[row] != CAME or after[column] not in GONE  # as anybody knows, nobody came and went at once
    }  # fmt: skip
    for pair, count in pairs.items():
        counts.put(pair, count)
    everybody = ALL, ALL
    counts.put(everybody, int(people.sum()), worth=EVERYBODY)
    of_rows = {(before[row], ALL): by_row[row] for row in rows}
    of_columns = {(ALL, after[column]): by_column[column] for column in columns}
    first = _put_day(counts, of_rows, 0, frozenset((CAME,)), everybody, ON_LIST[BEFORE])
    second = _put_day(counts, of_columns, 1, GONE, everybody, ON_LIST[AFTER])
    for row in of_rows:
        counts.adds_up(row, [pair for pair in pairs if pair[0] == row[0]])
    for column in of_columns:
        counts.adds_up(column, [pair for pair in pairs if pair[1] == column[1]])
    told = counts.shown() | first | second
    kept = [(row, column) for row in (*before, ALL) for column in (*after, ALL)]
    numbers = tuple(told.get(pair, 0) for pair in kept)
    table = {"before": tuple(row for row, _ in kept), "after": tuple(column for _, column in kept), "people": numbers}
    return ShownTable(MappingProxyType(table), numbers.count(0), numbers.count(None), rule)


def _put_day(
    counts: CountsTogether, totals: Mapping[Cell, int], axis: int, apart: frozenset[str], everybody: Cell, on_list: str
) -> dict[Cell, int | None]:
    """Put down the totals of a day, and give those of its segments as the table of that day alone shows them."""
    listed = [cell for cell in totals if cell[axis] not in apart]
    table = segments_shown([cell[axis] for cell in listed], [totals[cell] for cell in listed], rule=counts.rule)
    *segments, whole = table.columns["people"]
    told = dict(zip(listed, segments, strict=True))
    for cell, count in totals.items():
        if cell in told:
            counts.put(cell, count, untold=told[cell] is None, stays=True)
        else:
            counts.put(cell, count, worth=TOTAL)
    if listed == list(totals):  # nobody came or went, so that these are all
        counts.put(everybody, counts.people(everybody), stays=True)
        counts.adds_up(everybody, listed)
        return told | {everybody: whole}
    counts.put((on_list, ALL), sum(totals[cell] for cell in listed), untold=whole is None, stays=True)
    counts.adds_up((on_list, ALL), listed)
    counts.adds_up(everybody, [(on_list, ALL), *(cell for cell in totals if cell not in told)])
    return told
