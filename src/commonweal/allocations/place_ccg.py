"""Places on the 2018/19 base: every component of their targets, exact, from the workbook of the CCG formula."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.bridge import Bridge, bridge_in_pence
from commonweal.allocations.ccg_bridge import ccg_bridge
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.ccg_workbook import CcgWorkbook
from commonweal.allocations.partition import Partition
from commonweal.allocations.place_bridge import BY_HEAD, ENGLAND_BY_HEAD, FAIR_SHARE
from commonweal.allocations.place_budget import whole_weights
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.money import split_largest_remainder, to_pence

YEAR = "2019/20"
"""The round whose targets the workbook holds; its base is 2018/19."""


def workbook_practices(workbook: CcgWorkbook) -> PracticeFile:
    """The workbook as a practice file, so that places are made and checked as with any other."""
    practices, names = workbook.practices, workbook.names
    return practice_file_from_columns(
        {
            "practice": list(practices.practices),
            "practice_name": [names.get(code, code) for code in practices.practices],
            "icb": list(practices.icbs),
            "icb_name": [names.get(code, code) for code in practices.icbs],
            "sub_icb": list(practices.ccgs),
            "sub_icb_name": [names.get(code, code) for code in practices.ccgs],
            "population": [repr(float(people)) for people in practices.population],
            "wp_core": [repr(float(people)) for people in workbook.published.weighted_population],
        },
        year=YEAR,
    )


def ccg_place_bridges(
    partition: Partition, icb: str, workbook: CcgWorkbook, coefficients: CcgCoefficients
) -> tuple[dict[str, Bridge], dict[str, Bridge]]:
    """Each place's target from its ICB's target by people alone, and that start from England's, component by component.

    What a component gives a place is set against what its people would get of it on the ICB's average, so over the
    places of an ICB every component sums to nought. All is in whole pence.

    Args:
        partition: The places of the workbook's practices.
        icb: The system.
        workbook: The inputs of the formula.
        coefficients: From the rule book.

    Returns:
        By place code: the bridge within the ICB, and the bridge from England to its start.
    """
    practices = workbook.practices
    people = practices.population
    inside = np.array([code == icb for code in practices.icbs])
    whole = ccg_bridge(icb, inside, practices, coefficients)
    total = to_pence(whole.end_k)
    parts = [part for part, code in enumerate(partition.icbs) if code == icb]
    heads, within = [], []
    for part in parts:
        chosen = partition.part_of == part
        head = float(people[chosen].sum() / people[inside].sum())
        own = ccg_bridge(partition.places[part], chosen, practices, coefficients)
        moves = [one.amount_k - all_.amount_k * head for one, all_ in zip(own.steps, whole.steps, strict=True)]
        heads.append(float(people[chosen].sum()))
        within.append(np.cumsum([whole.end_k * head, *moves]))
    # A stage below nought cannot be split by pennies; no place is so far from its ICB that one would be.
    stages = np.maximum(np.array(within).T, 0.0)
    reached = [split_largest_remainder(total, whole_weights(stage.tolist())) for stage in stages]
    weights = whole_weights(heads)
    down = np.cumsum([whole.start_k, *(step.amount_k for step in whole.steps)]).tolist()
    england = [split_largest_remainder(to_pence(stage), weights) for stage in down]
    steps = whole.steps
    return (
        {
            partition.places[part]: bridge_in_pence(
                partition.places[part], BY_HEAD, [stage[number] for stage in reached], steps, FAIR_SHARE
            )
            for number, part in enumerate(parts)
        },
        {
            partition.places[part]: bridge_in_pence(
                partition.places[part], ENGLAND_BY_HEAD, [stage[number] for stage in england], steps, BY_HEAD
            )
            for number, part in enumerate(parts)
        },
    )
