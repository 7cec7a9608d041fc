"""Running cost allowances: what can be said of them, since no rule for them is published."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from commonweal import reference
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.published_table import PublishedTable

Printed = dict[tuple[str, str], dict[str, float]]
"""Allowances in £k by year and version of the workbook, and by ICB."""


def running_cost_lines(tables: Sequence[PublishedTable] | None = None) -> tuple[str, ...]:
    """Sentences on running costs: their sums, whether ICBs keep their shares, and where versions differ.

    Args:
        tables: Running costs read from workbooks; None takes the bundled ones.

    Example:
        >>> running_cost_lines()[0]
        '2023/24 (v1.2): £1,108,760k for 42 ICBs, as printed.'
    """
    printed = _bundled() if tables is None else _from_tables(tables)
    lines = [
        f"{year} ({version}): £{sum(by_icb.values()):,.0f}k for {len(by_icb)} ICBs, as printed."
        for (year, version), by_icb in printed.items()
    ]
    places = list(printed)
    for before, after in pairwise(places):
        if set(printed[before]) != set(printed[after]):
            continue
        kept, furthest = _shares_kept(printed[before], printed[after])
        lines.append(
            f"{after[0]} ({after[1]}) against {before[0]} ({before[1]}): scaling all by one factor gives {kept} of "
            f"{len(printed[after])} to £1,000, the furthest £{furthest:.2f}k away. This is observed, not a stated rule."
        )
    return tuple(lines)


def _shares_kept(before: dict[str, float], after: dict[str, float]) -> tuple[int, float]:
    old: FloatArray = np.array([before[code] for code in after])
    new: FloatArray = np.array(list(after.values()))
    error = np.abs(old * (new.sum() / old.sum()) - new)
    return int((error <= 0.5).sum()), float(error.max())


def _bundled() -> Printed:
    found: Printed = {}
    for row in reference.rows("allocations/running_costs"):
        by_icb = found.setdefault((row["year"], row["publication_version"]), {})
        by_icb[row["icb_code"]] = float(row["recurrent_allocation_k"])
    return dict(sorted(found.items()))


def _from_tables(tables: Sequence[PublishedTable]) -> Printed:
    found = {
        (table.year, table.version): dict(zip(table.codes, table.figure("allocation_k").tolist(), strict=True))
        for table in tables
    }
    return dict(sorted(found.items()))
