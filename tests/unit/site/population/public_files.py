"""A small folder of practices in the form of the published files; nothing found in them is told to anybody."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

REGISTERS_HEADER = "imd_overall,group_code,register,list,prevalence"
PRACTICES, BOARDS = 120, ("QHL", "QJM")


def write_public_files(folder: Path) -> Path:
    """Two ICBs with sixty practices each, one of which lacks its register and one its list."""
    draws = np.random.default_rng(11)
    ages = np.arange(96)
    lists, indicators, partners = [], [], []
    for number in range(PRACTICES):
        code, board = f"A{81000 + number}", BOARDS[number % 2]
        old = draws.uniform(0.1, 1.0)
        shape = np.exp(-((ages - 40) ** 2) / 1500) + old * np.exp(-((ages - 72) ** 2) / 250)
        men = np.round(shape * draws.uniform(30, 130))
        women = np.round(men * draws.uniform(0.9, 1.1))
        deprivation = draws.uniform(6, 45)
        rate = 100 * (0.05 + 0.3 * (men + women)[60:].sum() / (men + women).sum()) * draws.normal(1, 0.05)
        if number == 6:
            rate *= 0.3
        if number != 1:
            lists.append([board, code, *men.astype(int), *women.astype(int)])
        register = "" if number == 3 else f"{rate:.3f}"
        name = f"Surgery {number}"
        indicators.append([board, code, name, f"{deprivation:.3f}", register, f"{rate / 2:.3f}", 5000])
        partners.append(
            [code, name, "02P", "North", f"U{10000 + number // 5}", "PCN", "02P", "North", "20190701", "", "True"]
        )
    _write(folder / "practice_population_single_year_age_sex.csv", _LISTS, lists)
    _write(folder / "practice_indicators.csv", _INDICATORS, indicators)
    _write(folder / "ods_epcn_core_partners.csv", _PARTNERS, partners)
    return folder


def write_registers(folder: Path) -> Path:
    """Diabetes gathers among the deprived, cancer among the others, epilepsy is alike everywhere."""
    rows = [REGISTERS_HEADER]
    for tenth in range(1, 11):
        for code, cases in (("DM", 900.5 - 40 * tenth), ("CAN", 200 + 20 * tenth), ("EP", 80)):
            rows.append(f"{tenth},{code},{cases},{10000},{cases / 10000}")
    rows.append("Wales,DM,5,90,0.05")
    (folder / "qof1920_prevalence_by_imd_decile.csv").write_text("\n".join(rows) + "\n")
    return folder


_LISTS = ["icb_code_2026", "practice_code", *(f"m_{age}" for age in range(96)), *(f"f_{age}" for age in range(96))]
_INDICATORS = [
    "icb_code_2026",
    "practice_code",
    "practice_name",
    "Deprivation score (IMD 2025)",
    "Hypertension: QOF prevalence",
    "Diabetes: QOF prevalence",
    "Weighted population",
]
_PARTNERS = [
    *("Partner Organisation Code", "Partner Name"),
    *("Practice Parent Sub ICB Loc Code", "Practice Parent Sub ICB Loc Name", "PCN Code", "PCN Name"),
    *("PCN Parent Sub ICB Loc Code", "PCN Parent Sub ICB Loc Name"),
    *("Practice to PCN Relationship Start Date", "Practice to PCN Relationship End Date"),
    "Practice Sub ICB Loc and PCN Sub ICB Loc Match",
]


def _write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([header, *rows])
