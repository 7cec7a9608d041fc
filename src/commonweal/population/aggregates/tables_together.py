"""Every table of counts of people from their lists: counted, protected together, and only then written as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.population.aggregates.change_tables import (
    NewByMonth,
    flows_table,
    monthly_table,
    put_flows,
    put_months,
)
from commonweal.population.aggregates.condition_tables import (
    WITHOUT_TENTH,
    conditions_table,
    deprivation_tables,
    put_conditions,
    put_tenths,
)
from commonweal.population.aggregates.counts_by_area import CountsByArea
from commonweal.population.aggregates.list_changes import changes_table, put_changes
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import (
    FIFTHS,
    Row,
    areas_table,
    fifths_table,
    people_table,
    put_ages,
    put_fifths,
    put_people,
    put_segments,
    segments_table,
)
from commonweal.population.runs.definition import Definition
from commonweal.population.statistics.estimates import IntArray


@dataclass(frozen=True)
class TablesOfPeople:
    """Tables that may be shown.

    Args:
        tables: Rows by table.
        without_tenth: People of the system without a deprivation tenth: 0 for few, None where it is not shown.
    """

    tables: dict[str, Sequence[Row]]
    without_tenth: int | None

    @property
    def totals(self) -> dict[Any, int | None]:
        """People of each area, by level and code."""
        return {(row["level"], row["code"]): row["people"] for row in self.tables["areas"]}


def tables_of_people(
    lists: Sequence[ListedPeople],
    geography: Geography,
    definition: Definition,
    months: Sequence[NewByMonth],
    dead: IntArray | None,
) -> TablesOfPeople:
    """Every table that needs no more than lists of people.

    Args:
        lists: By day, the last is that of the figures.
        geography: Where practices belong.
        definition: Conditions and standard population.
        months: People newly found by month.
        dead: Pseudonyms of who died between the last two days; None where that is not known.
    """
    now, day = lists[-1], lists[-1].day
    counts = CountsByArea(geography)
    for people in lists:
        put_people(counts, people, "practice" if people in lists[-2:] else "place")
    put_ages(counts, now)
    put_segments(counts, now)
    if known := bool((now.decile > 0).any()):
        put_fifths(counts, now)
    conditions = put_conditions(counts, lists, definition)
    tenths = put_tenths(counts, lists, definition) if known else []
    if tenths:
        for number in range(1, FIFTHS + 1):
            own = [("tenth", day, tenth) for tenth in (2 * number - 2, 2 * number - 1)]
            counts.adds_up_where_there(("fifth", number), own, ("system", "place"))
    moves = None
    if len(lists) > 1:
        gone = np.zeros(0, dtype=np.int64) if dead is None else dead
        moves = put_flows(counts, lists[-2], now, gone)
        put_changes(counts, lists[-2], now, gone, moves)
    put_months(counts, months, {one.condition: one.cases.sum(axis=1) for one in conditions if one.on == day}, day)
    told = counts.told()
    tables: dict[str, Sequence[Row]] = {
        "areas": areas_table(told, now, geography),
        "people": people_table(told, geography),
        "segments": segments_table(told, now, geography),
        "conditions": conditions_table(conditions, told, geography, definition),
        "monthly": monthly_table(months, told, geography, day),
    }
    if tenths:
        tables["fifths"] = fifths_table(told, geography)
        tables["deprivation"], tables["inequality"] = deprivation_tables(tenths, told, geography, definition)
    if moves:
        tables["changes"] = changes_table(told, geography, lists[-2], now, deaths=dead is not None)
        tables["flows"] = flows_table(moves, told, geography)
    return TablesOfPeople(tables, told.get((WITHOUT_TENTH, "system", geography.system)))
