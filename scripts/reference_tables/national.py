"""England's totals: population, quanta and printed sums, each said to be printed or derived."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from commonweal.tables import Meaning, read_table
from reference_tables.inputs import FIRST_WORKBOOK, SECOND_WORKBOOK, Inputs
from reference_tables.streams import CORE, POD, PRIMARY_MEDICAL, SPECIALISED, Sheet, core, primary_medical, specialised
from reference_tables.weighted_populations import editions

_PRINTED = {
    "core": CORE[2],
    "primary_medical": PRIMARY_MEDICAL[2],
    "specialised": SPECIALISED,
    "pod": POD[2],
}
_QUANTITIES = (
    "baseline_k",
    "opening_target_k",
    "opening_dft",
    "base_growth",
    "convergence",
    "recurrent_allocation_k",
    "closing_dft",
    "total_allocation_k",
)
BASE_TARGET_2025_26, GROWTH_2025_26 = 110_040_000, 0.0437

Rows = list[dict[str, Any]]


def national(inputs: Inputs) -> Rows:
    """All national figures."""
    return [*_populations(inputs), *_quanta(inputs), *_printed(inputs)]


def _row(year: str, stream: str, quantity: str, value: float, unit: str, basis: str, note: str) -> dict[str, Any]:
    return {
        "year": year,
        "stream": stream,
        "quantity": quantity,
        "value": value,
        "unit": unit,
        "basis": basis,
        "note": note,
    }


def _populations(inputs: Inputs) -> Rows:
    seen: dict[str, float] = {}
    for edition in editions(inputs):
        seen.setdefault(edition["year"], edition["population"])
    note = "sum of the projected population of the practice file"
    return [_row(year, "all", "population", total, "people", "derived", note) for year, total in seen.items()]


def _quanta(inputs: Inputs) -> Rows:
    rows: Rows = []
    for stream, table in (("core", core), ("primary_medical", primary_medical), ("specialised", specialised)):
        rows += _targets(stream, table, inputs)
    rows.append(
        _row(
            "2025/26",
            "core",
            "target_quantum_k",
            BASE_TARGET_2025_26 * (1 + GROWTH_2025_26),
            "gbp_thousand",
            "derived",
            "printed opening target of England x (1 + printed base growth)",
        )
    )
    return rows


def _targets(stream: str, table: Callable[[Inputs], Rows], inputs: Inputs) -> Rows:
    figures: dict[str, list[float]] = {}
    for row in table(inputs):
        figures.setdefault(row["year"], []).append(row["closing_target_k"])
    rows = []
    for year, values in figures.items():
        note = "sum over 42 ICBs of recurrent allocation / (1 + closing distance from target)"
        rows.append(_row(year, stream, "closing_target_total_k", math.fsum(values), "gbp_thousand", "derived", note))
        if stream == "core" and year != "2025/26":
            back = "back-solved: the sum of closing targets that the printed figures imply"
            rows.append(_row(year, stream, "target_quantum_k", math.fsum(values), "gbp_thousand", "derived", back))
    return rows


def _printed(inputs: Inputs) -> Rows:
    """The England rows of the second workbook; those of the first are rounded text."""
    rows = []
    for stream, sheet in _PRINTED.items():
        table = _england(inputs, sheet)
        for quantity in _QUANTITIES:
            value = table.get(quantity)
            if value is not None:
                unit = "gbp_thousand" if quantity.endswith("_k") else "fraction"
                rows.append(_row(sheet.year, stream, quantity, value, unit, "printed", f"sheet {sheet.name}, England"))
    return rows


def _england(inputs: Inputs, sheet: Sheet) -> dict[str, float]:
    wanted = {name: header for name, header in sheet.columns.items() if header and name in _QUANTITIES}
    table = read_table(
        inputs.path(sheet.workbook),
        [
            Meaning("code", ("ICB23",), blank_allowed=True),
            *(Meaning(name, (header,), "number", blank_allowed=True) for name, header in wanted.items()),
        ],
        sheet=sheet.name,
        skip_row=lambda row: row["code"] != "Total",
    )
    assert sheet.workbook in {FIRST_WORKBOOK, SECOND_WORKBOOK}
    row = next(table.rows())
    return {name: row[name] for name in wanted}
