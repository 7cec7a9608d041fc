"""Published series of access to care by month, found in a folder: emergency departments and discharge delays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np

from commonweal.population.statistics.chart_icons import Improvement
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem
from commonweal.reference import DataFile, catalogue, survey
from commonweal.tables import Meaning, read_table


@dataclass(frozen=True, slots=True)
class AccessMeasure:
    """What is measured each month.

    Args:
        id: Its name here.
        words: For people.
        file: The file by its name in the catalogue, for each level that has one.
        unit: ``fraction`` or ``people``.
        better: Which way is better.
        how: How it is worked out from what is published.
    """

    id: str
    words: str
    file: dict[str, str]
    unit: str
    better: Improvement
    how: str


_BOTH = {"icb": "emergency_departments_icb", "trust": "emergency_departments_trust"}

MEASURES = (
    AccessMeasure(
        "within_four_hours",
        "A&E attendances that took four hours or less",
        _BOTH,
        "fraction",
        Improvement.INCREASE,
        "1 less attendances of more than four hours over all attendances, from the published counts",
    ),
    AccessMeasure(
        "waits_for_a_bed",
        "Emergency admissions that waited more than four hours for a bed",
        _BOTH,
        "fraction",
        Improvement.DECREASE,
        "admissions of more than four hours from the decision to admit over all emergency admissions",
    ),
    AccessMeasure(
        "attendances", "A&E attendances", _BOTH, "people", Improvement.NEUTRAL, "all attendances, as published"
    ),
    AccessMeasure(
        "discharge_delays",
        "Patients in hospital who no longer need to be there, on an average day",
        {"icb": "discharge_delays"},
        "people",
        Improvement.DECREASE,
        "the mean over the days of each month of patients who no longer meet the criteria to reside",
    ),
)
"""Every measure that the files can tell."""


@dataclass(frozen=True, eq=False)
class AccessSeries:
    """A measure by organisation and month.

    Args:
        measure: What is measured.
        level: ``icb`` or ``trust``.
        codes: Area codes of ICBs of July 2022, or codes of trusts of 2022.
        months: First days of months, in order.
        values: Shape (organisations, months); nan where nothing is published, which is never nought.
    """

    measure: AccessMeasure
    level: str
    codes: tuple[str, ...]
    months: tuple[date, ...]
    values: FloatArray


def missing_access_files(folder: Path | None) -> list[DataFile]:
    """The files of the catalogue that a folder lacks for these measures; all of them without a folder."""
    wanted = {id for measure in MEASURES for id in measure.file.values()}
    there = {found.file.id for found in survey(folder).found} if folder else set()
    return [file for file in catalogue() if file.id in wanted - there]


def read_access_series(folder: Path) -> dict[tuple[str, str], AccessSeries]:
    """Every series that the folder has files for, by measure and level.

    Raises:
        BadInput: A file is faulty.
    """
    paths = {found.file.id: found.path for found in survey(folder).found}
    series: dict[tuple[str, str], AccessSeries] = {}
    for level, id in _BOTH.items():
        if id in paths:
            codes, months, counts = _emergency(paths[id], "icb22_code" if level == "icb" else "nhs_trust22_code")
            for measure in MEASURES[:3]:
                series[measure.id, level] = AccessSeries(measure, level, codes, months, _value(measure.id, counts))
    if "discharge_delays" in paths:
        codes, months, mean = _delays(paths["discharge_delays"])
        series["discharge_delays", "icb"] = AccessSeries(MEASURES[3], "icb", codes, months, mean)
    return series


_COUNTS = (
    "total_attendances",
    "attendances_over_4hours",
    "total_emergency_admissions",
    "emergency_admissions_over_4hours",
)


def _emergency(path: Path, key: str) -> tuple[tuple[str, ...], tuple[date, ...], dict[str, FloatArray]]:
    meanings = [Meaning("code", (key,), "code"), Meaning("month", ("date",))]
    meanings += [Meaning(name, (name,), "number", blank_allowed=True, minimum=0) for name in _COUNTS]
    table = read_table(path, meanings)
    days = _months(table.text("month"), path.name)
    codes, rows = np.unique(np.array([text or "" for text in table.text("code")]), return_inverse=True)
    months, columns = np.unique(np.array(days, dtype="datetime64[D]"), return_inverse=True)
    if len(np.unique(rows * len(months) + columns)) != len(rows):
        raise BadInput(Problem("an organisation stands twice in a month", file=path.name, do="remove one of the rows"))
    counts = {}
    for name in _COUNTS:
        counts[name] = np.full((len(codes), len(months)), np.nan)
        counts[name][rows, columns] = table.number(name)
    return tuple(codes.tolist()), tuple(months.tolist()), counts


def _value(id: str, counts: dict[str, FloatArray]) -> FloatArray:
    """A measure of a month; a month without attendances is missing, for nothing happened that could be measured."""
    attended, admitted = (np.where(counts[name] > 0, counts[name], np.nan) for name in (_COUNTS[0], _COUNTS[2]))
    if id == "within_four_hours":
        return np.asarray(1 - counts["attendances_over_4hours"] / attended)
    if id == "waits_for_a_bed":
        return np.asarray(counts["emergency_admissions_over_4hours"] / admitted)
    return np.asarray(attended)


def _months(texts: Sequence[str | None], name: str) -> list[date]:
    """Months written as ``April 2022``."""
    known: dict[str, date] = {}
    for text in set(texts):
        try:
            known[text or ""] = datetime.strptime(text or "", "%B %Y").date()  # noqa: DTZ007 - a month has no zone
        except ValueError:
            raise BadInput(
                Problem("this is no month", given=text or "", expected="such as April 2022", file=name, column="date")
            ) from None
    return [known[text or ""] for text in texts]


def _delays(path: Path) -> tuple[tuple[str, ...], tuple[date, ...], FloatArray]:
    from commonweal.engines import open_engine
    from commonweal.engines.idioms import month_start

    query = (
        f"select icb22_code as code, {month_start('date')} as month, "  # noqa: S608 - names are our own
        "avg(do_not_meet_criteria_to_reside) as patients from delays group by all order by code, month"
    )
    with open_engine("duckdb", threads=1) as engine:
        engine.register("delays", path)
        result = engine.execute(query)
    codes, rows = np.unique(np.array([str(code) for code in result.values("code")]), return_inverse=True)
    months, columns = np.unique(np.array(result.values("month"), dtype="datetime64[D]"), return_inverse=True)
    values = np.full((len(codes), len(months)), np.nan)
    values[rows, columns] = result.numbers("patients")
    return tuple(codes.tolist()), tuple(months.tolist()), values
