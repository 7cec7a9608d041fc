"""What in a workbook's own figures does not agree: an organisation that a sheet lacks, distances that do not follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.allocations.published_table import PublishedTable

_ROUNDING = 0.0006
"""Distances are printed to a tenth of a percentage point at the coarsest."""
_NAMED = 5


def workbook_doubts(tables: Sequence[PublishedTable]) -> tuple[str, ...]:
    """Sentences that say where the sheets of a workbook contradict each other or themselves; none where they agree.

    Args:
        tables: Every stream and year of one workbook.
    """
    return (*_lacking(tables), *(doubt for table in tables for doubt in _distances(table)))


def _lacking(tables: Sequence[PublishedTable]) -> list[str]:
    doubts = []
    for year in sorted({table.year for table in tables}):
        sheets = [table for table in tables if table.year == year]
        everybody = sorted({code for table in sheets for code in table.codes})
        for table in sheets:
            absent = sorted(set(everybody) - set(table.codes))
            if absent:
                named = ", ".join(absent[:_NAMED]) + (f" and {len(absent) - _NAMED} more" if absent[_NAMED:] else "")
                doubts.append(
                    f"Sheet {table.sheet!r} has no row for {named}, which other sheets of {year} have: find the row, "
                    "or ask the publisher why it is not there."
                )
    return doubts


def _distances(table: PublishedTable) -> list[str]:
    if not {"baseline_k", "opening_target_k", "opening_distance"} <= table.figures.keys():
        return []
    worked = table.figures["baseline_k"] / table.figures["opening_target_k"] - 1.0
    wrong = np.flatnonzero(np.abs(worked - table.figures["opening_distance"]) > _ROUNDING)
    if not wrong.size:
        return []
    first = int(wrong[0])
    return [
        f"Sheet {table.sheet!r}: baseline over opening target does not give the printed opening distance for "
        f"{wrong.size} of {len(table.codes)} organisations ({table.codes[first]}: {worked[first]:.2%} against "
        f"{table.figures['opening_distance'][first]:.2%} printed): see whether headings or columns were exchanged."
    ]
