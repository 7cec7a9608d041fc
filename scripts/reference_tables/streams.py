"""Published allocations of each stream, one row per ICB and year, with every printed figure at full precision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reference_tables.inputs import FIRST_WORKBOOK, SECOND_WORKBOOK, Inputs, number


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, the year it allocates, and the header of each wanted column."""

    workbook: str
    name: str
    year: str
    columns: dict[str, str]


CORE = (
    Sheet(
        FIRST_WORKBOOK,
        "ICB Core Allocations 2023-24",
        "2023/24",
        {
            "baseline_k": "2022/23 Adjusted recurrent baseline (£k)",
            "opening_target_k": "2022/23 Fair Shares Target (£k)",
            "opening_dft": "2022/23 Distance from target (%)",
            "base_growth": "2023/24 Base growth (%)",
            "convergence": "2023/24 Convergence (%)",
            "recurrent_allocation_k": "2023/24 Recurrent allocation (£k)",
            "recurrent_per_head": "2023/24 Recurrent allocation £/head",
            "closing_dft": "2023/24 Post-convergence distance from target (%)",
            "total_allocation_k": "2023/24 Combined allocation "
            "(inc. COVID, additional elective, discharge, and capacity) (£k)",
        },
    ),
    Sheet(
        FIRST_WORKBOOK,
        "ICB Core Allocations 2024-25",
        "2024/25",
        {
            "baseline_k": "2023/24 Adjusted recurrent baseline (£k)",
            "opening_target_k": "2023/24 Fair shares target (inc. COVID)",
            "opening_dft": "2023/24 Distance from target inc COVID (%)",
            "base_growth": "2024/25 Base growth (%)",
            "convergence": "2024/25 Convergence (%)",
            "recurrent_allocation_k": "2024/25 Recurrent allocation (£k)",
            "recurrent_per_head": "2024/25 Recurrent allocation £/head",
            "closing_dft": "2024/25 Post-convergence distance from target (%)",
            "total_allocation_k": "2024/25 Combined allocation (inc. COVID, additional elective and discharge) (£k)",
        },
    ),
    Sheet(
        SECOND_WORKBOOK,
        "ICB Core Allocations 2025-26",
        "2025/26",
        {
            "baseline_k": "2024/25 Adjusted recurrent baseline (£k)",
            "opening_target_k": "2024/25 Fair shares target (£k)",
            "opening_dft": "2024/25 Distance from target (%)",
            "base_growth": "2025/26 Base growth (%)",
            "convergence": "2025/26 Convergence (%)",
            "recurrent_allocation_k": "2025/26 Recurrent allocation (£k)",
            "recurrent_per_head": "2025/26 Recurrent allocation £/head",
            "closing_dft": "2025/26 Post-convergence distance from target (%)",
            "total_allocation_k": "2025/26 Total allocation (£k)",
        },
    ),
)


def _primary(last: str, this: str) -> dict[str, str]:
    return {
        "baseline_k": f"{last} Adjusted recurrent baseline (£k)",
        "opening_target_k": f"{last} Fair Shares Target (£k)",
        "opening_dft": f"{last} Distance from target (%)",
        "base_growth": f"{this} Base growth (%)",
        "convergence": f"{this} Convergence (%)",
        "recurrent_allocation_k": f"{this} Recurrent allocation (£k)",
        "recurrent_per_head": f"{this} Recurrent allocation £/head",
        "closing_dft": f"{this} Post-convergence distance from target (%)",
        "total_allocation_k": f"{this} Recurrent allocation (£k)",
    }


PRIMARY_MEDICAL = (
    Sheet(FIRST_WORKBOOK, "PMC Allocations 2023-24", "2023/24", _primary("2022/23", "2023/24")),
    Sheet(FIRST_WORKBOOK, "PMC Allocations 2024-25", "2024/25", _primary("2023/24", "2024/25")),
    Sheet(
        SECOND_WORKBOOK,
        "PMC Allocation 2025-26",
        "2025/26",
        {
            **_primary("2024/25", "2025/26"),
            "opening_target_k": "2024/25 Fair shares target",
            "recurrent_per_head": "",
            "total_allocation_k": "Revised recurrent allocation (£k)",
        },
    ),
)

SPECIALISED = Sheet(
    SECOND_WORKBOOK,
    "Specialised Allocations 2025-26",
    "2025/26",
    {
        "baseline_k": "2024/25 Physical health services + HCDD recurrent baseline (£k)",
        "opening_target_k": "2024/25 Fair shares target",
        "opening_dft": "2024/25 Distance from target (%)",
        "base_growth": "2025/26 Base growth (%)",
        "convergence": "2025/26 Convergence (%)",
        "recurrent_allocation_k": "2025/26 Physical health services + HCDD recurrent allocation (£k)",
        "closing_dft": "2025/26 Post-convergence distance from target (%)",
        "total_allocation_k": "2025/26 Physical health services + HCDD recurrent allocation (£k)",
        "hcdd_allocation_k": "2025/26 HCDD total (£k)",
        "physical_health_allocation_k": "2025/26 Physical health services recurrent allocation (£k)",
        "physical_health_per_head": "2025/26 Physical health services recurrent allocation £/head",
    },
)
SPECIALISED_BASELINE = Sheet(
    SECOND_WORKBOOK,
    "Specialised Baseline 2025-26",
    "2025/26",
    {
        "physical_health_baseline_k": "2024/25 Physical health services adjusted recurrent baseline (£k)",
        "high_cost_drugs_baseline_k": "2024/25 High Cost Drugs (£k)",
        "high_cost_devices_baseline_k": "2024/25 High cost devices (£k)",
    },
)


def _pod_first(last_header: str, this: str) -> dict[str, str]:
    return {
        "baseline_k": last_header,
        "base_growth": f"{this} Base growth %",
        "convergence": f"{this} Convergence %",
        "recurrent_allocation_k": f"{this} Recurrent allocation £k",
        "total_allocation_k": f"{this} Recurrent allocation £k",
    }


POD = (
    Sheet(FIRST_WORKBOOK, "Other Primary Care", "2023/24", _pod_first("2022/23 Recurrent baseline £k", "2023/24")),
    Sheet(FIRST_WORKBOOK, "Other Primary Care", "2024/25", _pod_first("2023/24 Recurrent allocation £k", "2024/25")),
    Sheet(
        SECOND_WORKBOOK,
        "POD Allocation 2025-26",
        "2025/26",
        {
            "baseline_k": "2024/25 Adjusted recurrent baseline (£k)",
            "base_growth": "2025/26 Base growth (%)",
            "convergence": "",
            "recurrent_allocation_k": "2025/26 Recurrent allocation (£k)",
            "total_allocation_k": "2025/26 Total allocation (£k)",
        },
    ),
)

RUNNING_COSTS = (
    Sheet(FIRST_WORKBOOK, "ICB running cost allowance", "2023/24", {"recurrent_allocation_k": "2023/24 £k"}),
    Sheet(FIRST_WORKBOOK, "ICB running cost allowance", "2024/25", {"recurrent_allocation_k": "2024/25 £k"}),
    Sheet(FIRST_WORKBOOK, "ICB running cost allowance", "2025/26", {"recurrent_allocation_k": "2025/26 £k"}),
    Sheet(SECOND_WORKBOOK, "ICB running cost allowance", "2025/26", {"recurrent_allocation_k": "2025/26 (£k)"}),
)
_RUNNING_COST_VERSIONS = {FIRST_WORKBOOK: "v1.2", SECOND_WORKBOOK: "v1.4"}

Rows = list[dict[str, Any]]


def _sheet_rows(inputs: Inputs, sheet: Sheet) -> Iterator[dict[str, Any]]:
    for row in inputs.sheet(sheet.workbook, sheet.name).rows():
        figures = {name: number(row[header]) if header else None for name, header in sheet.columns.items()}
        yield {
            "year": sheet.year,
            "region_code": row["region_code"],
            "icb_code": row["icb_code"],
            "icb_name": row["icb_name"],
            **figures,
        }


def _with_closing_target(row: dict[str, Any]) -> dict[str, Any]:
    """The closing target is not printed; it is what the recurrent allocation and the closing distance imply."""
    return {**row, "closing_target_k": row["recurrent_allocation_k"] / (1 + row["closing_dft"])}


def core(inputs: Inputs) -> Rows:
    """Core services."""
    return [_with_closing_target(row) for sheet in CORE for row in _sheet_rows(inputs, sheet)]


def primary_medical(inputs: Inputs) -> Rows:
    """Primary medical care."""
    return [_with_closing_target(row) for sheet in PRIMARY_MEDICAL for row in _sheet_rows(inputs, sheet)]


def specialised(inputs: Inputs) -> Rows:
    """Specialised services, with the parts of the baseline on which convergence does and does not act."""
    baselines = {row["icb_code"]: row for row in _sheet_rows(inputs, SPECIALISED_BASELINE)}
    return [
        _with_closing_target(
            {**row, **{name: baselines[row["icb_code"]][name] for name in SPECIALISED_BASELINE.columns}}
        )
        for row in _sheet_rows(inputs, SPECIALISED)
    ]


def pod(inputs: Inputs) -> Rows:
    """Pharmaceutical, ophthalmic and dental services of the 42 ICBs."""
    return [row for sheet in POD for row in _sheet_rows(inputs, sheet)]


def running_costs(inputs: Inputs) -> Rows:
    """Running cost allowances, in every published version."""
    return [
        {**row, "publication_version": _RUNNING_COST_VERSIONS[sheet.workbook]}
        for sheet in RUNNING_COSTS
        for row in _sheet_rows(inputs, sheet)
    ]
