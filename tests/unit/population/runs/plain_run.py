"""The run again, slow and plain: one person after another, no engine, no masks, no packing."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

AS_OF = date(2025, 3, 31)
WEIGHTS = {
    "hypertension": 8, "anxiety_or_depression": 50, "painful_condition": 92, "hearing_loss": 9,
    "irritable_bowel_syndrome": 21, "asthma": 19, "diabetes": 75, "coronary_heart_disease": 49,
    "chronic_kidney_disease": 53, "atrial_fibrillation": 134, "constipation": 112, "stroke_tia": 80, "copd": 146,
    "connective_tissue_disorder": 43, "cancer": 153, "alcohol_problems": 65, "heart_failure": 118, "dementia": 250,
    "schizophrenia_or_bipolar": 64, "epilepsy": 92,
}  # fmt: skip
STANDARD = [
    5000,
    5500,
    5500,
    5500,
    6000,
    6000,
    6500,
    7000,
    7000,
    7000,
    7000,
    6500,
    6000,
    5500,
    5000,
    4000,
    2500,
    1500,
    1000,
]
Z = 1.959963984540054


def segment(has: set[str]) -> str:
    if "dementia" in has:
        return "1_dementia"
    if "cancer" in has:
        return "2_cancer"
    if has & {"heart_failure", "copd", "chronic_kidney_disease"}:
        return "3_organ_failure"
    if "schizophrenia_or_bipolar" in has:
        return "4_smi"
    return "5_multiple_ltc" if len(has) >= 2 else "6_single_ltc" if has else "7_healthy"


def plain_run(folder: Path) -> dict[str, Any]:
    """Cells, deprivation counts and rates of a made-up population with its codelist."""
    with duckdb.connect() as connection:
        read = connection.execute
        codes = dict(read("select code, condition from read_parquet(?)", [str(folder / "codelist.parquet")]).fetchall())
        persons = read(
            "select person_id, age, sex, practice, imd_decile from read_parquet(?)", [str(folder / "persons.parquet")]
        ).fetchall()
        events = read("select person_id, date, code from read_parquet(?)", [str(folder / "events.parquet")]).fetchall()
    has: dict[int, set[str]] = defaultdict(set)
    for person, day, code in events:
        if day <= AS_OF and code in codes:
            has[person].add(codes[code])
    cells: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    tenths: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    practices: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for person, age, sex, practice, decile in persons:
        conditions = has.get(person, set())
        band, many = min(age // 5, 18), len(conditions) >= 2
        cell = cells[practice, band, sex, segment(conditions)]
        for place, more in enumerate((1, many, len(conditions), sum(WEIGHTS[name] for name in conditions))):
            cell[place] += more
        for counted in (tenths[decile, band], practices[practice, band]):
            counted[0] += 1
            counted[1] += many
    return {"cells": dict(cells), "deprivation": dict(tenths), "by_practice": rates(practices),
            "by_decile": rates(tenths)}  # fmt: skip


def rates(counts: dict[tuple[Any, int], list[int]]) -> dict[Any, tuple[float, float, float]]:
    """Directly standardised rates per 100,000 with Dobson's limits."""
    found = {}
    for area in {area for area, _ in counts}:
        events = variance = rate = 0.0
        for band, weight in enumerate(STANDARD):
            n, x = counts.get((area, band), (0, 0))
            share = weight / sum(STANDARD)
            rate += share * x / n if n else 0
            variance += share**2 * x / n**2 if n else 0
            events += x
        low = events * (1 - 1 / (9 * events) - Z / (3 * math.sqrt(events))) ** 3
        high = (events + 1) * (1 - 1 / (9 * (events + 1)) + Z / (3 * math.sqrt(events + 1))) ** 3
        step = math.sqrt(variance / events)
        found[area] = tuple(1e5 * (rate + step * (limit - events)) for limit in (events, low, high))
    return found
