"""How each baseline was built up and what was added after convergence, as typed lines in £ thousand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commonweal.tables import Table
from reference_tables.inputs import FIRST_WORKBOOK, SECOND_WORKBOOK, Inputs, number

_TRIMMED = re.compile(r"^20\d\d/\d\d |\s*\(£k\)\s*$")


@dataclass(frozen=True)
class Ledger:
    """A sheet whose columns, from one header to another, are the lines of a ledger.

    Args:
        workbook, sheet, year: Where, and the year that is allocated.
        first: Header of the first line.
        last: Header of the last line.
        opening: Whether the first line is the opening amount rather than a change.
        updated: A second header that replaces the opening amount; the difference becomes a line of its own.
        left_out: Headers between the two that are totals or ratios.
    """

    workbook: str
    sheet: str
    year: str
    first: str
    last: str
    opening: bool = True
    updated: str = ""
    left_out: tuple[str, ...] = ()


CORE_BASELINES = (
    Ledger(
        FIRST_WORKBOOK,
        "ICB Core Baseline 2023-24",
        "2023/24",
        "2022/23 Recurrent baseline (£k)",
        "2022/23 Other population adjustment (£k)",
    ),
    Ledger(
        FIRST_WORKBOOK, "ICB Core Baseline 2024-25", "2024/25", "2023/24 Recurrent baseline (£k)", "2023/24 COVID (£k)"
    ),
    Ledger(
        SECOND_WORKBOOK,
        "ICB Core Baseline 2025-26",
        "2025/26",
        "2024/25 Recurrent baseline - published (£k)",
        "2024/25 Pay: PRB, DDRB, SAS pay deal - other income (£k)",
        updated="2024/25 Recurrent baseline - updated (£k)",
    ),
)
PRIMARY_MEDICAL_BASELINES = (
    Ledger(
        FIRST_WORKBOOK,
        "PMC Baseline 2023-24",
        "2023/24",
        "2022/23 Recurrent baseline (£k)",
        "2022/23 Transfer of GP access from SDF (£k)",
    ),
    Ledger(
        FIRST_WORKBOOK,
        "PMC Baseline 2024-25",
        "2024/25",
        "2023/24 Recurrent baseline (£k)",
        "2023/24 Recurrent baseline (£k)",
    ),
    Ledger(
        SECOND_WORKBOOK,
        "PMC Baseline 2025-26",
        "2025/26",
        "2024/25 Recurrent baseline - published (£k)",
        "2024/25 Local adjustments (£k)",
    ),
)
SPECIALISED_BASELINES = (
    Ledger(
        SECOND_WORKBOOK,
        "Specialised Baseline 2025-26",
        "2025/26",
        "2024/25 Opening allocation (£k)",
        "2024/25 High cost devices (£k)",
        left_out=("2024/25 Physical health services adjusted recurrent baseline (£k)",),
    ),
)
POD_BASELINES = (
    Ledger(
        SECOND_WORKBOOK, "POD Baseline 2025-26", "2025/26", "2024/25 Recurrent baseline (£k)", "London transfer (£k)"
    ),
)

CORE_ADDITIONS = (
    Ledger(
        FIRST_WORKBOOK,
        "ICB Core Allocations 2023-24",
        "2023/24",
        "2023/24 COVID (£k)",
        "2023/24 Capacity funding (£k)",
        opening=False,
        left_out=("2023/24 Total allocation (£k)", "2023/24 Total allocation growth (%)"),
    ),
    Ledger(
        FIRST_WORKBOOK,
        "ICB Core Allocations 2024-25",
        "2024/25",
        "2024/25 Additional elective funding (£k)",
        "2024/25 Additional discharge allocation (£k)",
        opening=False,
        left_out=("2024/25 Total allocation (£k)", "2024/25 Total allocation growth (%)"),
    ),
    Ledger(
        SECOND_WORKBOOK,
        "ICB Core Allocations 2025-26",
        "2025/26",
        "2025/26 Transfers from Service Development Fund (£k)",
        "2025/26 Corneal tissue (£k)",
        opening=False,
    ),
)
PRIMARY_MEDICAL_ADDITIONS = (
    Ledger(
        SECOND_WORKBOOK,
        "PMC Allocation 2025-26",
        "2025/26",
        "Remaining 2025/26 growth (£k)",
        "ARRS for GPs (£k)",
        opening=False,
    ),
)
SPECIALISED_ADDITIONS = (
    Ledger(
        SECOND_WORKBOOK,
        "Specialised Allocations 2025-26",
        "2025/26",
        "2025/26 Delegated MH resource allocation (£k)",
        "2025/26 Corneal tissue (£k)",
        opening=False,
    ),
)
POD_ADDITIONS = (
    Ledger(
        SECOND_WORKBOOK,
        "POD Allocation 2025-26",
        "2025/26",
        "Community LFD testing (£k)",
        "Community LFD testing (£k)",
        opening=False,
    ),
)


def lines(inputs: Inputs, ledgers: tuple[Ledger, ...]) -> list[dict[str, Any]]:
    """The lines of all ledgers by year, ICB and the order in which they are printed; amounts of nought are left out."""
    return [row for ledger in ledgers for row in _lines(inputs.sheet(ledger.workbook, ledger.sheet), ledger)]


def _lines(table: Table, ledger: Ledger) -> Iterator[dict[str, Any]]:
    headers = list(table.names)
    chosen = headers[headers.index(ledger.first) : headers.index(ledger.last) + 1]
    chosen = [header for header in chosen if header not in ledger.left_out]
    for row in table.rows():
        for order, header in enumerate(chosen):
            amount = number(row[header]) or 0.0
            name, kind = _TRIMMED.sub("", _TRIMMED.sub("", header)), "change"
            if order == 0 and ledger.opening:
                kind = "opening"
            if header == ledger.updated:
                name, amount = (
                    "Updates to the published recurrent baseline",
                    amount - (number(row[ledger.first]) or 0.0),
                )
            if amount:
                yield {
                    "year": ledger.year,
                    "icb_code": row["icb_code"],
                    "order": order + 1,
                    "kind": kind,
                    "line": name,
                    "amount_k": amount,
                }
