"""Reading deaths and the people they are held against."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date

import numpy as np

from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.problems import Problems
from commonweal.tables import Meaning, Table, read_table

OLDEST = 130
_CODE = re.compile(r"[A-Z]\d[0-9AB][0-9A-Z]{0,4}")


@dataclass(frozen=True, eq=False)
class Deaths:
    """Deaths, one or more to a row.

    Args:
        codes: ICD-10 code of the underlying cause, without a dot and in capitals.
        ages: In whole years, shape (rows,).
        sexes: ``F`` or ``M``.
        days: Of death, or of its registration.
        groups: Area, or tenth or fifth of deprivation, of each row.
        counts: Deaths in the row, shape (rows,).
    """

    codes: tuple[str, ...]
    ages: IntArray
    sexes: tuple[str, ...]
    days: tuple[date, ...]
    groups: tuple[str, ...]
    counts: FloatArray


@dataclass(frozen=True, eq=False)
class People:
    """People by group and age.

    Args:
        groups: As in the deaths.
        ages: A single year of age, or the first of a band of five years, shape (rows,).
        people: People, or person-years where deaths are of several years, shape (rows,).
    """

    groups: tuple[str, ...]
    ages: IntArray
    people: FloatArray


_GROUP = Meaning("group", ("group", "area", "decile", "tenth", "fifth", "quintile", "IMD decile"), kind="text")
_AGE = Meaning("age", ("age", "age_first", "first_age"), kind="number", minimum=0, maximum=OLDEST)
_DEATHS = (
    _GROUP,
    _AGE,
    Meaning("sex", ("sex",), kind="text"),
    Meaning("cause", ("cause", "icd10", "underlying_cause", "ICD-10"), kind="text"),
    Meaning("date", ("date", "date_of_death", "registered"), kind="date"),
    Meaning("deaths", ("deaths", "count"), kind="number", required=False, minimum=0),
)
_PEOPLE = (_GROUP, _AGE, Meaning("people", ("people", "population", "person_years"), kind="number", minimum=0))
_SEXES = {"F": "F", "FEMALE": "F", "2": "F", "M": "M", "MALE": "M", "1": "M"}


def read_deaths(path: str | os.PathLike[str]) -> Deaths:
    """Read deaths: columns group, age, sex, cause (ICD-10), date, and deaths where a row holds several.

    Raises:
        BadInput: With every bad row: a sex, code, age or day that is none.
    """
    table = read_table(path, _DEATHS)
    problems = Problems()
    codes = [(text or "").upper().replace(".", "").strip() for text in table.text("cause")]
    sexes = [_SEXES.get((text or "").strip().upper(), "") for text in table.text("sex")]
    for number, (code, sex) in enumerate(zip(codes, sexes, strict=True)):
        if not _CODE.fullmatch(code):
            _add(problems, table, number, "cause", "this is not a code of ICD-10", code, "such as I21.9")
        if not sex:
            _add(problems, table, number, "sex", "this sex is not known", table.text("sex")[number] or "", "F or M")
    ages = _whole_ages(table, problems)
    problems.raise_if_any()
    counts = table.number("deaths") if table.has("deaths") else np.ones(len(codes))
    return Deaths(
        tuple(codes),
        ages,
        tuple(sexes),
        tuple(day for day in table.dates("date") if day is not None),
        tuple((text or "").strip() for text in table.text("group")),
        counts,
    )


def read_people(path: str | os.PathLike[str]) -> People:
    """Read people: columns group, age (a single year, or the first of a band of five), people.

    Raises:
        BadInput: With every bad row.
    """
    table = read_table(path, _PEOPLE)
    problems = Problems()
    ages = _whole_ages(table, problems)
    problems.raise_if_any()
    return People(tuple((text or "").strip() for text in table.text("group")), ages, table.number("people"))


def _whole_ages(table: Table, problems: Problems) -> IntArray:
    ages = table.number("age")
    for number in np.flatnonzero(ages != np.floor(ages)).tolist():
        _add(problems, table, number, "age", "an age is a whole number of years", f"{ages[number]:g}", "such as 63")
    return np.nan_to_num(ages).astype(np.int64)


def _add(problems: Problems, table: Table, number: int, column: str, what: str, given: str, expected: str) -> None:
    problems.add(
        what,
        file=table.stamp.name,
        row=int(table.row_numbers[number]),
        column=table.headers.get(column, column),
        given=given,
        expected=expected,
    )
