"""Whether a practice file holds the whole of an ICB: its sums against the published ones of its year.

A row that is missing takes its people away and leaves the ICB's money to the practices that are left, so that every
place gets wrong pounds which add up. Shares cannot show it; sums of people can, for one ICB's file as for England's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal import reference
from commonweal.allocations.findings import Finding
from commonweal.allocations.practice_columns import SERVICES
from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_icbs import known_icbs

Figures = NDArray[np.float64]
Row = Mapping[str, Any]
FindSums = Callable[[str], Sequence[Row]]
"""Gives an ICB's rows of the published sums, one for each edition of a practice file."""

SUMS = "allocations/weighted_populations"
"""Reference table: the sums of each published practice file by ICB."""

NOT_WHOLE = "icb_not_whole"
NOT_CHECKED = "completeness_not_checked"

_MOST_DECIMALS = 6
_BINARY = 1e-9  # of the sum: what adding up in another order may change


def bundled_sums(icb: str) -> Sequence[Row]:
    """An ICB's sums in every published edition, of the table inside the package.

    Example:
        >>> [row["edition"] for row in bundled_sums("QHL")][-1]
        '2025/26 June 2025'
    """
    return _by_icb().get(icb, ())


@lru_cache(maxsize=1)
def _by_icb() -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for row in reference.rows(SUMS):
        found.setdefault(row["icb_code"], []).append(row)
    return found


def check_completeness(file: PracticeFile, icbs: Iterable[str], find: FindSums = bundled_sums) -> list[Finding]:
    """Hold the people and weighted people of ICBs against the published sums of the file's year.

    A sum may differ by what rounding of the file's own figures can do: half of their last decimal place for each
    practice, which is half a person where figures are whole people. Of several editions of a year, one must agree.

    Args:
        file: The practice file.
        icbs: The ICBs whose money is shared by it.
        find: Gives the published sums; a calculation passes its evidence here.

    Returns:
        An error for each ICB that is not whole, a warning where that cannot be told of one of England's ICBs, and a
        note where it is none of England's, such as a fictional one.

    Example:
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> columns = {"practice": ["P1"], "icb": ["QHL"], "population": [900], "wp_core": [950]}
        >>> file = practice_file_from_columns(columns, year="2025/26")
        >>> [finding.kind for finding in check_completeness(file, ["QHL"])]
        ['icb_not_whole']
    """
    sums = _sums(file)
    findings: list[Finding] = []
    real, others = [], []
    for icb in dict.fromkeys(icbs):
        rows = find(icb)
        if any(row["year"] == file.year for row in rows):
            findings += _of_icb(file, icb, sums, rows)
        elif icb in known_icbs() and not file.fictional:
            real.append(icb)
        else:
            others.append(icb)
    return findings + _not_checked(file, real, others, sums, find)


@dataclass(frozen=True, eq=False)
class _Column:
    """One column of people summed by ICB, in the order of the file's ICB codes.

    Args:
        sums: Sum of what is known.
        blanks: How many figures are missing.
        step: How far rounding may have moved one figure.
    """

    sums: Figures
    blanks: Figures
    step: float


def _sums(file: PracticeFile) -> dict[str, _Column]:
    area = file.areas["icb"]
    columns = {"population": file.population} | {service: file.weights(service) for service in file.services}
    return {
        name: _Column(area.sums(np.nan_to_num(values)), area.sums(np.isnan(values).astype(np.float64)), _step(values))
        for name, values in columns.items()
    }


def _step(values: Figures) -> float:
    """Half of the last decimal place that the figures have."""
    known = values[~np.isnan(values)]
    for places in range(_MOST_DECIMALS):
        if np.array_equal(known, np.round(known, places)):
            return float(0.5 * 10.0**-places)
    return float(0.5 * 10.0**-_MOST_DECIMALS)


def _of_icb(file: PracticeFile, icb: str, sums: Mapping[str, _Column], rows: Sequence[Row]) -> list[Finding]:
    of_year = [row for row in rows if row["year"] == file.year]
    nearest = min(of_year, key=lambda row: len(_differing(file, icb, sums, row)))
    wrong = _differing(file, icb, sums, nearest)
    if not wrong:
        return []
    place = file.areas["icb"].keys.index(icb)
    mine = {name: float(column.sums[place]) for name, column in sums.items()}
    apart = mine["population"] - float(nearest["population"])
    other = _other_year(file, icb, sums, rows)
    published = f"the published file of {file.year}"
    if other:
        sentence = f"The figures of {icb} in {file.stamp.name} are those of {other}, not of {file.year}."
        do = f"say that the file is of {other}, or take the file of {file.year}"
    elif "population" in wrong:
        have, should = _count(file, icb), int(nearest["practices"])
        short = "are missing" if apart < 0 else "are too many"
        sentence = (
            f"{icb} has {mine['population']:,.0f} people in {have:,} practices in {file.stamp.name}, and "
            f"{float(nearest['population']):,.0f} in {should:,} in {published}: {_people(apart)} {short}"
            + (
                f", and {abs(mine['core'] - float(nearest['core'])):,.0f} weighted people (overall core) with them"
                if "core" in wrong
                else ""
            )
            + ". Its money goes to the practices of the file alone, so that every place's share and pounds are wrong."
        )
        do = f"use the whole file of {file.year}, with every practice of {icb} and no other"
    else:
        sentence = (
            f"{icb} has the people of {published} in {file.stamp.name}, but not its weighted people: "
            + "; ".join(
                f"{SERVICES[name].lower()} sums to {mine[name]:,.0f}, not {float(nearest[name]):,.0f}"
                + _is_another(mine[name], name, nearest)
                for name in wrong
            )
        )
        sentence, do = sentence + ".", "compare the headings and the figures with the publisher's file"
    return [Finding(NOT_WHOLE, sentence, people=abs(apart), do=do)]


def _differing(file: PracticeFile, icb: str, sums: Mapping[str, _Column], row: Row) -> list[str]:
    """The columns whose sum is not the published one.

    A sum that falls short because a figure is blank says nothing more than the blank does, unless rows are missing too.
    """
    place, practices = file.areas["icb"].keys.index(icb), _count(file, icb)
    found = []
    for name, column in sums.items():
        published = row.get(name)
        if published in (None, ""):
            continue
        should, have = float(published), float(column.sums[place])
        near = column.step * max(practices, int(row["practices"])) + _BINARY * should
        blank = column.blanks[place] > 0 and have < should and practices >= int(row["practices"])
        if abs(have - should) > near and not blank:
            found.append(name)
    return found


def _other_year(file: PracticeFile, icb: str, sums: Mapping[str, _Column], rows: Sequence[Row]) -> str:
    """The other year whose published sums these are; empty where there is none."""
    return next(
        (str(row["year"]) for row in rows if row["year"] != file.year and not _differing(file, icb, sums, row)), ""
    )


def _is_another(value: float, name: str, row: Row) -> str:
    """Whether a sum is the published one of another column, in words."""
    for other, words in SERVICES.items():
        if other != name and row.get(other) not in (None, "") and abs(float(row[other]) - value) < 1.0:
            return f", which is the sum of {words.lower()}: the headings look exchanged"
    return ""


def _not_checked(
    file: PracticeFile, real: list[str], others: list[str], sums: Mapping[str, _Column], find: FindSums
) -> list[Finding]:
    """One finding for the ICBs that have no published sums to be held against."""
    findings = []
    if real:
        shown = ", ".join(real[:5]) + (f" and {len(real) - 5} more" if len(real) > 5 else "")
        years = {_other_year(file, icb, sums, find(icb)) for icb in real}
        year = years.pop() if len(years) == 1 else ""
        because = f"nothing is published of them for {file.year}" if file.year else "its year is not known"
        findings.append(
            Finding(
                NOT_CHECKED,
                f"Whether {file.stamp.name} has every practice of {shown} could not be checked: {because}."
                + (f" Its sums are those of {year}." if year else ""),
                severity="warning",
                do=f"say that the file is of {year}"
                if year
                else "count its practices and people yourself, or say which year the file is for",
            )
        )
    if others:
        shown = ", ".join(others[:5]) + (f" and {len(others) - 5} more" if len(others) > 5 else "")
        findings.append(
            Finding(
                NOT_CHECKED,
                f"No sums of {shown} are published, so whether {file.stamp.name} has all practices was not checked.",
                severity="note",
            )
        )
    return findings


def _count(file: PracticeFile, icb: str) -> int:
    area = file.areas["icb"]
    return int((area.numbers == area.keys.index(icb)).sum())


def _people(apart: float) -> str:
    number = f"{abs(apart):,.0f}" if abs(apart) >= 10 else f"{abs(apart):,.2f}"
    return f"{number} people"
