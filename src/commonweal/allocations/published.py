"""The published allocations inside the package, as tables that the engine works from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from commonweal import reference
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.published_table import PublishedTable
from commonweal.problems import BadInput, Problem

STREAM_YEARS: tuple[tuple[str, str], ...] = (
    ("core", "2023/24"),
    ("core", "2024/25"),
    ("core", "2025/26"),
    ("primary_medical", "2023/24"),
    ("primary_medical", "2024/25"),
    ("primary_medical", "2025/26"),
    ("specialised", "2025/26"),
    ("pod", "2023/24"),
    ("pod", "2024/25"),
    ("pod", "2025/26"),
)
"""The streams and years with a policy whose published figures are bundled."""

_COLUMNS = {
    "baseline_k": "baseline_k",
    "opening_target_k": "opening_target_k",
    "opening_dft": "opening_distance",
    "base_growth": "base_growth",
    "convergence": "convergence",
    "recurrent_allocation_k": "allocation_k",
    "recurrent_per_head": "allocation_per_head",
    "closing_dft": "closing_distance",
    "total_allocation_k": "total_k",
    "physical_health_baseline_k": "physical_health_k",
}
"""Columns of the bundled tables, and the names that the engine has for them."""

_WEIGHTS = "allocations/weighted_populations"

Row = Mapping[str, Any]


def bundled_table(stream: str, year: str) -> PublishedTable:
    """The published figures of a stream and year.

    Raises:
        BadInput: None are bundled.

    Example:
        >>> table = bundled_table("core", "2025/26")
        >>> len(table.codes), float(table.figure("allocation_k").sum())
        (42, 116741038.0)
    """
    return table_from_rows(
        stream, year, [row for row in reference.rows(f"allocations/{stream}") if row["year"] == year]
    )


def table_from_rows(stream: str, year: str, rows: Iterable[Row], ledger: Iterable[Row] = ()) -> PublishedTable:
    """A published table from rows of the bundled tables, whether read as text or as evidence.

    Args:
        stream: The stream of the rows.
        year: Their year.
        rows: One for each ICB.
        ledger: Rows of the baseline ledger, when it is wanted.

    Raises:
        BadInput: There are no rows.
    """
    rows = list(rows)
    if not rows:
        raise BadInput(
            Problem(
                f"no published figures are known for {stream} in {year}",
                expected=", ".join(f"{each} {when}" for each, when in STREAM_YEARS),
            )
        )
    codes = tuple(str(row["icb_code"]) for row in rows)
    figures = {name: _figures(rows, column) for column, name in _COLUMNS.items() if column in rows[0]}
    figures = {name: values for name, values in figures.items() if not np.isnan(values).any()}
    return PublishedTable(
        stream=stream,
        year=year,
        version=str(rows[0].get("publication_version", "")),
        codes=codes,
        names=tuple(str(row["icb_name"]) for row in rows),
        regions=tuple(str(row["region_code"]) for row in rows),
        figures=figures,
        headers={name: name for name in figures},
        ledger=_ledger(codes, ledger),
        sheet="",
        file=f"allocations/{stream}.csv",
        sha256="",
    )


def weighted_people(rows: Iterable[Row], codes: Sequence[str], column: str = "core") -> FloatArray:
    """A weighted population (or ``population`` itself) from rows of the bundled sums, in the order of the codes.

    Args:
        rows: One for each ICB, of one edition.
        codes: The order that is wanted.
        column: Such as ``core``, ``primary_medical``, ``health_inequalities`` or ``population``.

    Raises:
        BadInput: A code has no row.
    """
    by_code = {str(row["icb_code"]): row for row in rows}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise BadInput(Problem("these have no weighted population", given=", ".join(missing)))
    return _figures([by_code[code] for code in codes], column)


def published_edition(year: str) -> str:
    """The edition of a year's practice file that the published allocations rest on: the first of that year.

    Primary medical weighted populations of 2025/26 were issued again in June 2025; the allocations were not.

    Example:
        >>> published_edition("2025/26")
        '2025/26 February 2025'
    """
    for row in reference.rows("allocations/practice_file_editions"):
        if row["year"] == year:
            return row["edition"]
    raise BadInput(Problem(f"no practice file of {year} is known", do="supply one with --data or --practices"))


def bundled_weights(year: str, codes: Sequence[str], column: str = "core", edition: str | None = None) -> FloatArray:
    """Weighted people by ICB of the edition that the published allocations rest on, or of a named one.

    Example:
        >>> bundled_weights("2025/26", ("QHL",)).round(2).tolist()
        [1706723.27]
    """
    wanted = edition or published_edition(year)
    return weighted_people([row for row in reference.rows(_WEIGHTS) if row["edition"] == wanted], codes, column)


def bundled_tables() -> tuple[PublishedTable, ...]:
    """Every bundled stream and year that has a policy."""
    return tuple(bundled_table(stream, year) for stream, year in STREAM_YEARS)


def _figures(rows: Sequence[Row], column: str) -> FloatArray:
    values = (row[column] for row in rows)
    return np.array([float("nan") if value in ("", None) else float(value) for value in values])


def _ledger(codes: Sequence[str], rows: Iterable[Row]) -> dict[str, FloatArray]:
    """Ledger lines by name, nought where an ICB has no such line."""
    place = {code: number for number, code in enumerate(codes)}
    ordered = sorted((row for row in rows if str(row["icb_code"]) in place), key=lambda row: int(row["order"]))
    lines: dict[str, FloatArray] = {}
    for row in ordered:
        lines.setdefault(str(row["line"]), np.zeros(len(codes)))[place[str(row["icb_code"])]] += float(row["amount_k"])
    return lines
