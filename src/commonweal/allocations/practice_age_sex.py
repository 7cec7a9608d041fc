"""Registered patients by practice, sex and single year of age: the base of a fund for some ages or one sex."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_columns import practice_codes
from commonweal.problems import BadInput, Problem
from commonweal.tables import FileStamp, Meaning, Table, read_table

OLDEST = 95
"""The last age band: this age and over."""

Sex = Literal["all", "female", "male"]

ONE_SEX_MISSING_FROM = 100
"""A list with this many people of one sex and none of the other has lost a column, more likely than not."""


@dataclass(frozen=True, eq=False)
class AgeSexFile:
    """Registered patients by practice, single year of age and sex.

    Args:
        practices: Practice codes, each once.
        icbs: ICB code of each practice; empty where the file does not say.
        male, female: Patients of each age from 0 to 95 (95 and over); nan where not known. Shape: practices, 96.
        findings: Practices without figures for one sex.
        stamps: The files.
    """

    practices: tuple[str, ...]
    icbs: tuple[str, ...]
    male: NDArray[np.float64]
    female: NDArray[np.float64]
    findings: tuple[Finding, ...]
    stamps: tuple[FileStamp, ...]

    def people(self, sex: Sex = "all", youngest: int = 0, oldest: int = OLDEST) -> dict[str, float]:
        """Patients of a sex between two ages, both included, by practice code; nan where any of them is not known.

        Raises:
            BadInput: The ages are not in order or not between 0 and 95.
        """
        if not 0 <= youngest <= oldest <= OLDEST:
            raise BadInput(
                Problem(
                    "these ages are not a span", given=f"{youngest} to {oldest}", expected="0 to 95, the younger first"
                )
            )
        ages = slice(youngest, oldest + 1)
        counted = np.zeros(len(self.practices))
        if sex in ("all", "male"):
            counted = counted + self.male[:, ages].sum(axis=1)
        if sex in ("all", "female"):
            counted = counted + self.female[:, ages].sum(axis=1)
        return dict(zip(self.practices, counted.tolist(), strict=True))


def read_age_sex(path: str | os.PathLike[str], female: str | os.PathLike[str] | None = None) -> AgeSexFile:
    """Read patients by age and sex from one file, or from one of men and one of women joined by practice code.

    Columns are headed ``m_0`` to ``m_95`` and ``f_0`` to ``f_95``; in a file of one sex also ``0`` to ``95``.
    A practice that one of two files lacks has unknown people of that sex: neither nought nor its neighbour's. Where
    all of one sex are nought beside many of the other, the column is taken as lost, and that is reported.

    Raises:
        BadInput: A column is missing, a practice stands twice, or a count is not a number; with row and column.
    """
    if female is None:
        table = read_table(path, (*_KEYS, *_ages("m", ("male_",)), *_ages("f", ("female_",))))
        practices = practice_codes(table)
        men, women = _counts(table, "m"), _counts(table, "f")
        icbs = _icbs(table)
        stamps: tuple[FileStamp, ...] = (table.stamp,)
    else:
        of_men = read_table(path, (*_KEYS, *_ages("m", ("male_", "age_", ""))))
        of_women = read_table(female, (*_KEYS, *_ages("f", ("female_", "age_", ""))))
        practices = tuple(dict.fromkeys([*practice_codes(of_men), *practice_codes(of_women)]))
        men, women = _by_key(of_men, "m", practices), _by_key(of_women, "f", practices)
        known = dict(zip(practice_codes(of_women), _icbs(of_women), strict=True)) | dict(
            zip(practice_codes(of_men), _icbs(of_men), strict=True)
        )
        icbs = tuple(known[code] for code in practices)
        stamps = (of_men.stamp, of_women.stamp)
    findings = _lost(practices, men, women)
    return AgeSexFile(practices, icbs, men, women, findings, stamps)


_KEYS = (
    Meaning("practice", ("Practice_Code", "Practice", "ODS code", "Org code", "GP code"), kind="code", unique=True),
    Meaning("icb", ("ICB", "ICB code", "icb_code_2026", "icb_code"), required=False, blank_allowed=True),
)


def _ages(sex: str, stems: tuple[str, ...]) -> list[Meaning]:
    return [
        Meaning(
            f"{sex}_{age}",
            (f"{sex}_{age}", *(f"{stem}{age}" for stem in stems)),
            kind="number",
            blank_allowed=True,
            minimum=0,
        )
        for age in range(OLDEST + 1)
    ]


def _icbs(table: Table) -> tuple[str, ...]:
    return tuple(code or "" for code in table.text("icb"))


def _counts(table: Table, sex: str) -> NDArray[np.float64]:
    return np.column_stack([table.number(f"{sex}_{age}") for age in range(OLDEST + 1)])


def _by_key(table: Table, sex: str, practices: tuple[str, ...]) -> NDArray[np.float64]:
    """Counts in the order of the practices, joined on the code; nan where the table lacks a practice."""
    counts = np.full((len(practices), OLDEST + 1), np.nan)
    position = {code: number for number, code in enumerate(practices)}
    counts[[position[code] for code in practice_codes(table)]] = _counts(table, sex)
    return counts


def _lost(practices: tuple[str, ...], men: NDArray[np.float64], women: NDArray[np.float64]) -> tuple[Finding, ...]:
    """Mark a sex that was lost at source as missing, in place, and say so."""
    found: list[Finding] = []
    for counts, others, word in ((women, men, "women"), (men, women, "men")):
        none = np.nansum(counts, axis=1) == 0
        blank = np.isnan(counts).any(axis=1)
        many = np.nansum(others, axis=1) >= ONE_SEX_MISSING_FROM
        for number in np.flatnonzero((none & many) | blank).tolist():
            if none[number]:
                counts[number] = np.nan
            found.append(
                Finding(
                    "one_sex_missing",
                    f"{practices[number]} has no known {word}; they are treated as not known, not as nought.",
                    severity="warning",
                    practice=practices[number],
                    people=float(np.nansum(others[number])),
                    do=f"get the figures of its {word}, or leave the practice out knowingly",
                )
            )
    return tuple(found)
