"""The lines of a sheet that are no formula: what builds the baseline, and what is added after convergence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from commonweal.allocations.arrays import FloatArray
from commonweal.tables import Table

_CLOSE_K = 0.01
_SUBTOTAL = re.compile(r"total allocation|combined allocation|per head|/head|%", re.I)


def amounts_between(
    table: Table, headers: Sequence[str], after: str | None, before: str | None, leave_out: Sequence[str] = ()
) -> dict[str, FloatArray]:
    """The columns between two others that hold an amount for every organisation, by header, in the order of the sheet.

    Args:
        table: The sheet, read with its other columns.
        headers: The header row, column by column.
        after: The header to start after; None starts at the left.
        before: The header to stop before; None goes on to the right.
        leave_out: Headers that are something else.
    """
    start = 0 if after is None else headers.index(after) + 1
    stop = len(headers) if before is None else headers.index(before)
    by_header = {table.headers[name]: name for name in table.names}
    found = {}
    for header in headers[start:stop]:
        name = by_header.get(header)
        if name is None or header in leave_out or _SUBTOTAL.search(header):
            continue
        values = _numbers(table, name)
        if values is not None:
            found[header] = values
    return found


def ledger_to(baseline_k: FloatArray, lines: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Ledger lines that sum to the baseline; none where the sheet's lines cannot be made to.

    Where a sheet prints both the published and the updated figure to start from, the second stands as the change
    between the two, so that every line is an addition.

    Args:
        baseline_k: (n,) the baseline that the lines build, £k.
        lines: (n,) each, by header, as they stand in the sheet.

    Example:
        >>> lines = {"published": np.array([10.0]), "updated": np.array([11.0]), "transfer": np.array([2.0])}
        >>> {header: values.tolist() for header, values in ledger_to(np.array([13.0]), lines).items()}
        {'published': [10.0], 'updated': [1.0], 'transfer': [2.0]}
    """
    if sums_to(baseline_k, lines):
        return dict(lines)
    if len(lines) > 1:
        first, second = list(lines)[:2]
        changed = {**lines, second: lines[second] - lines[first]}
        if sums_to(baseline_k, changed):
            return changed
    return {}


def sums_to(total_k: FloatArray, lines: Mapping[str, FloatArray], start_k: FloatArray | float = 0.0) -> bool:
    """Whether the lines, on top of a start, sum to the total for every organisation, to £10.

    Example:
        >>> sums_to(np.array([3.0]), {"a": np.array([1.0]), "b": np.array([2.0])})
        True
    """
    if not lines:
        return False
    summed = np.sum(list(lines.values()), axis=0) + start_k
    return bool(np.all(np.abs(summed - total_k) < _CLOSE_K))


def _numbers(table: Table, name: str) -> FloatArray | None:
    try:
        return table.number(name)
    except TypeError:
        pass
    texts = table.text(name)
    try:
        return np.array([float(text) for text in texts if text is not None]) if all(texts) else None
    except ValueError:
        return None
