"""The published registers of 2019/20 by tenth of deprivation, found in a folder and checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem, Problems
from commonweal.reference import DataFile, catalogue, survey
from commonweal.tables import Meaning, read_table

FILE = "registers_by_deprivation"
TENTHS = 10


@dataclass(frozen=True, eq=False)
class RegisterByDeprivation:
    """One condition in England.

    Args:
        code: As in the file, such as ``DM``.
        name: For people.
        of: Whom the share is of, in words; it differs by condition.
        cases, people: By tenth of IMD 2019, the most deprived first; modelled from practices, so not whole.
    """

    code: str
    name: str
    of: str
    cases: FloatArray
    people: FloatArray


def registers_file() -> DataFile:
    """The file as the catalogue has it."""
    return next(file for file in catalogue() if file.id == FILE)


def read_registers_by_deprivation(folder: Path) -> tuple[RegisterByDeprivation, ...]:
    """Every condition, in order of name; none where the folder lacks the file.

    The row of patients who live in Wales is left out.

    Raises:
        BadInput: The file is faulty: a tenth is missing or stands twice, or a condition is not known.
    """
    path = next((found.path for found in survey(folder).of(FILE)), None)
    if path is None:
        return ()
    table = read_table(
        path,
        (
            Meaning("tenth", ("imd_overall",)),
            Meaning("code", ("group_code",), "code"),
            Meaning("cases", ("register",), "number", minimum=0),
            Meaning("people", ("list",), "number", minimum=0),
        ),
        skip_row=lambda row: row.get("tenth", "") == "Wales",
    )
    held: dict[str, dict[int, tuple[float, float]]] = {}
    problems = Problems()
    for row, number in zip(table.rows(), table.row_numbers.tolist(), strict=True):
        text, code = str(row["tenth"]), str(row["code"])
        if not text.isdigit() or not 1 <= int(text) <= TENTHS or code not in _names():
            problems.add("a tenth is 1 to 10, and a condition one that is known", given=f"{text}, {code}", row=number)
        elif int(text) in held.setdefault(code, {}):
            problems.add("a condition stands twice in a tenth", given=f"{text}, {code}", file=path.name, row=number)
        else:
            held[code][int(text)] = (float(row["cases"] or 0), float(row["people"] or 0))
    for code, tenths in held.items():
        if len(tenths) < TENTHS:
            problems.add("a condition lacks a tenth of deprivation", given=code, file=path.name)
    problems.raise_if_any()
    if not held:
        raise BadInput(Problem("the file has no condition", file=path.name))
    found = [
        RegisterByDeprivation(
            code, *_names()[code], *(np.array([tenths[tenth][at] for tenth in range(1, TENTHS + 1)]) for at in (0, 1))
        )
        for code, tenths in held.items()
    ]
    return tuple(sorted(found, key=lambda one: one.name))


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, str]]:
    text = files("commonweal.population.inequality").joinpath("data", "conditions_2019_20.csv").read_text("utf-8")
    return {row["code"]: (row["name"], row["of"]) for row in csv.DictReader(text.splitlines())}
