"""What each ICB was allocated, by stream: the published figures inside the package, or a file of one's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from commonweal import reference
from commonweal.allocations.place_budget import MOST_POUNDS, STREAM_NAMES, IcbAmount, read_stream
from commonweal.allocations.target import separate_dispensing
from commonweal.calendars import FinancialYear
from commonweal.money import to_pence
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import Meaning, read_table

Row = Mapping[str, Any]
FindRows = Callable[[str, str], Sequence[Row]]
"""Gives the rows of a reference table for a year."""


@dataclass(frozen=True)
class Amounts:
    """Amounts of ICBs in one year.

    Args:
        year: Financial year.
        amounts: One per ICB and stream.
        origin: Where they come from, in words.
        lacking: Streams of which nothing is published for the year.
    """

    year: str
    amounts: tuple[IcbAmount, ...]
    origin: str
    lacking: tuple[str, ...] = ()


def reference_rows(table: str, year: str) -> list[Row]:
    """Rows of a bundled table for a year."""
    return [row for row in reference.rows(table) if row["year"] == year]


def published_amounts(year: str, icbs: Iterable[str], find: FindRows = reference_rows) -> Amounts:
    """The published allocations of ICBs in every stream, with the dispensing part of primary medical care.

    Args:
        year: Financial year, such as ``2025/26``.
        icbs: ICB codes; those without a published figure are passed over.
        find: Gives rows of the bundled tables; a calculation passes its evidence here.

    Example:
        >>> found = published_amounts("2025/26", ["QHL"])
        >>> [(amount.stream, amount.recurrent_pence) for amount in found.amounts][:1]
        [('core', 293414100000)]
    """
    wanted = set(icbs)
    found: list[IcbAmount] = []
    lacking = []
    for stream in STREAM_NAMES:
        rows = _newest(find(f"allocations/{stream}", year))
        if not rows:
            lacking.append(stream)
            continue
        dispensing = _dispensing(rows, year, find) if stream == "primary_medical" else {}
        for row in rows:
            icb = str(row["icb_code"])
            if icb in wanted:
                total = row.get("total_allocation_k")
                found.append(
                    IcbAmount(
                        icb,
                        stream,
                        to_pence(float(row["recurrent_allocation_k"])),
                        to_pence(float(total)) if total not in (None, "") else None,
                        dispensing.get(icb, 0.0),
                    )
                )
    return Amounts(year, tuple(found), f"NHS England, ICB allocations {year}", tuple(lacking))


def _newest(rows: Sequence[Row]) -> list[Row]:
    """One row per ICB: of several published versions, the last."""
    by_icb: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: str(row.get("publication_version", ""))):
        by_icb[str(row["icb_code"])] = row
    return list(by_icb.values())


def _dispensing(rows: Sequence[Row], year: str, find: FindRows) -> dict[str, float]:
    """The dispensing adjustment as a fraction of each ICB's closing target.

    It is what is left of each published target after the least amount per weighted person that any ICB has. The
    weighted people are those of the year's first edition, on which the published targets rest.
    """
    editions = find("allocations/practice_file_editions", year)
    edition = editions[0]["edition"] if editions else ""
    weights = {
        str(row["icb_code"]): float(row["primary_medical"])
        for row in find("allocations/weighted_populations", year)
        if row["edition"] == edition
    }
    codes = [str(row["icb_code"]) for row in rows]
    if not set(codes) <= set(weights):
        return {}
    targets = np.array([float(row["closing_target_k"]) for row in rows])
    parts = separate_dispensing(targets, np.array([weights[code] for code in codes]))
    return dict(zip(codes, (parts.dispensing_k / targets).tolist(), strict=True))


_MEANINGS = (
    Meaning("icb", ("ICB", "ICB code"), kind="code"),
    Meaning("stream", ("Stream", "Funding stream")),
    Meaning("year", ("Year", "Financial year"), required=False, blank_allowed=True),
    Meaning(
        "recurrent",
        ("recurrent_allocation_k", "Recurrent allocation (£k)", "Allocation (£k)"),
        "number",
        minimum=0,
        maximum=MOST_POUNDS / 1000,
    ),
    Meaning(
        "total",
        ("total_allocation_k", "Total allocation (£k)"),
        "number",
        required=False,
        blank_allowed=True,
        minimum=0,
        maximum=MOST_POUNDS / 1000,
    ),
    Meaning(
        "dispensing",
        ("dispensing_fraction", "Dispensing part of target"),
        "number",
        required=False,
        blank_allowed=True,
        minimum=0,
        maximum=1,
    ),
)


def read_amounts(path: str | os.PathLike[str], *, year: str | None = None) -> Amounts:
    """Read allocations of ICBs from a file: a code, a stream and £ thousand per row, as the published tables have them.

    Args:
        path: A .csv or .xlsx file with ``icb_code``, ``stream``, ``recurrent_allocation_k`` and, if there are any,
            ``total_allocation_k``, ``year`` and ``dispensing_fraction``.
        year: The year to take where the file has several.

    Raises:
        BadInput: A stream is not known, a row stands twice, or no row is of the year; with every problem and row.
    """
    table = read_table(path, _MEANINGS, total_rows="icb")
    problems = Problems()
    found: dict[tuple[str, str], IcbAmount] = {}
    years: set[str] = set()
    others: set[str] = set()
    for row, number in zip(table.rows(), table.row_numbers.tolist(), strict=True):
        stream, icb = read_stream(str(row["stream"])), str(row["icb"]).upper()
        try:
            its_year = str(FinancialYear(row["year"])) if row.get("year") else None
        except BadInput as bad:
            problems.extend(replace(problem, file=table.stamp.name, row=number) for problem in bad.problems)
            continue
        if year and its_year and its_year != year:
            others.add(its_year)
            continue
        if stream is None:
            problems.add(
                "there is no such stream",
                given=str(row["stream"]),
                file=table.stamp.name,
                row=number,
                expected="one of " + ", ".join(STREAM_NAMES),
            )
        elif (icb, stream) in found:
            problems.add(
                f"{icb} has an amount for {STREAM_NAMES[stream].lower()} already",
                file=table.stamp.name,
                row=number,
                do="keep one row, or name the year" if not year else "keep one row",
            )
        else:
            total, part = row.get("total"), row.get("dispensing")
            found[icb, stream] = IcbAmount(
                icb, stream, to_pence(row["recurrent"]), None if total is None else to_pence(total), part or 0.0
            )
            if its_year:
                years.add(its_year)
    problems.raise_if_any()
    if not found:
        raise BadInput(
            Problem(
                f"the file has no allocation of {year}",
                given=", ".join(sorted(others)),
                file=table.stamp.name,
                do="give a file of that year, or say with --year which year the practice file is for",
            )
        )
    told = year or (years.pop() if len(years) == 1 else "")
    return Amounts(told, tuple(found.values()), table.stamp.name)
