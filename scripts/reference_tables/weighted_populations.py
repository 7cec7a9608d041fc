"""Weighted populations of practices, summed to ICBs, for each published edition of the practice file."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

from commonweal.tables import Meaning, Table, read_table
from reference_tables.inputs import Inputs, number

EDITIONS = {
    "2022/23": ("2022/23", "nhse_place_tool_2022_2023.csv"),
    "2023/24": ("2023/24", "nhse_place_tool_2023_2024.csv"),
    "2024/25": ("2024/25", "nhse_place_tool_2024_2025.csv"),
    "2025/26 February 2025": ("2025/26", "nhse_place_tool_2025_2026_published_feb2025.csv"),
    "2025/26 June 2025": ("2025/26", "nhse_place_tool_2025_2026_corrected_jun2025.csv"),
}
INDICATORS = "practice_indicators_qof_imd2025_wp2026-27.csv"
LISTS = "practice_population_single_year_age_sex_apr2026.csv.gz"
SUCCESSORS = "icb_2025_to_2026_successor_by_practice.csv"

SERVICES = {
    "general_and_acute": "G&A WP",
    "community": "CS WP",
    "mental_health": "MH WP",
    "maternity": "Mat WP",
    "health_inequalities": "Health Ineq WP",
    "prescribing": "Prescr WP",
    "core": "Final WP",
    "primary_medical_need": "Primary Medical Care WP",
    "primary_medical": "Final PMC WP",
}


def _practices(inputs: Inputs, file: str) -> Table:
    return read_table(
        inputs.path(file),
        [
            Meaning("icb_code", ("ICB", "ICS22"), "code"),
            Meaning("population", ("Population", "pop 2022/23"), "number", blank_allowed=True),
            *(Meaning(name, (header,), "number", blank_allowed=True) for name, header in SERVICES.items()),
        ],
    )


def _sums(table: Table, by: list[str | None], name: str) -> dict[str, float]:
    parts: dict[str, list[float]] = defaultdict(list)
    for code, value in zip(by, table.number(name).tolist(), strict=True):
        if code and not math.isnan(value):
            parts[code].append(value)
    return {code: math.fsum(values) for code, values in parts.items()}


def by_icb(inputs: Inputs) -> list[dict[str, Any]]:
    """Sums per edition and ICB of the 42."""
    found = []
    for edition, (year, file) in EDITIONS.items():
        table = _practices(inputs, file)
        codes = table.text("icb_code")
        sums = {name: _sums(table, codes, name) for name in ("population", *SERVICES)}
        whole = [True] * len(table)
        for name in SERVICES:
            whole = [
                so_far and value == value for so_far, value in zip(whole, table.number(name).tolist(), strict=True)
            ]
        for code in sorted({code for code in codes if code}):
            here = [complete for other, complete in zip(codes, whole, strict=True) if other == code]
            counts = {"practices": len(here), "practices_with_blanks": here.count(False)}
            figures = {name: sums[name][code] for name in sums}
            found.append({"edition": edition, "year": year, "icb_code": code, **counts, **figures})
    return found


def editions(inputs: Inputs) -> list[dict[str, Any]]:
    """The published practice files: by hash and national total a file can be told from others."""
    found = []
    for edition, (year, file) in EDITIONS.items():
        table = _practices(inputs, file)
        population = math.fsum(value for value in table.number("population").tolist() if not math.isnan(value))
        found.append(
            {
                "edition": edition,
                "year": year,
                "practices": len(table),
                "population": population,
                "sha256": inputs.sha256(file),
            }
        )
    return found


def on_36(inputs: Inputs) -> list[dict[str, Any]]:
    """2025/26 shared out to the 36 ICBs by successor shares, and the 2026/27 practice figures summed to them."""
    return [*_shared_out(inputs), *_of_2026(inputs)]


def _shared_out(inputs: Inputs) -> list[dict[str, Any]]:
    old = {row["icb_code"]: row for row in by_icb(inputs) if row["edition"] == "2025/26 June 2025"}
    parts: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[str, int] = defaultdict(int)
    for row in inputs.rows(SUCCESSORS):
        new, share = row["icb_code_2026"], float(row["share_of_old_icb_wp"])
        counts[new] += int(row["practices"])
        for name in ("population", "core", "primary_medical"):
            parts[new][name].append(old[row["ICB"]][name] * share)
    total = math.fsum(value for new in parts.values() for value in new["core"])
    return [
        {
            "year": "2025/26",
            "basis": "shared out by successor shares",
            "icb_code": code,
            "practices": counts[code],
            "practices_without_weights": 0,
            **{name: math.fsum(values) for name, values in parts[code].items()},
            "core_share": math.fsum(parts[code]["core"]) / total,
        }
        for code in sorted(parts)
    ]


def _of_2026(inputs: Inputs) -> list[dict[str, Any]]:
    weights: dict[str, list[float]] = defaultdict(list)
    weighed: set[str] = set()
    for row in inputs.rows(INDICATORS):
        value = number(row["Weighted population"])
        if value is not None:
            weights[row["icb_code_2026"]].append(value)
            weighed.add(row["practice_code"])
    listed: dict[str, list[str]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for row in inputs.rows(LISTS):
        code = row["icb_code_2026"]
        listed[code].append(row["practice_code"])
        people[code] += sum(int(float(row[name])) for name in row if name.startswith(("m_", "f_")))
    total = math.fsum(value for values in weights.values() for value in values)
    return [
        {
            "year": "2026/27",
            "basis": "practice figures of 2026/27",
            "icb_code": code,
            "practices": len(weights[code]),
            "practices_without_weights": sum(practice not in weighed for practice in listed[code]),
            "population": people[code],
            "core": math.fsum(weights[code]),
            "primary_medical": None,
            "core_share": math.fsum(weights[code]) / total,
        }
        for code in sorted(weights)
    ]
