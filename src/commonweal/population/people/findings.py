"""Asking the checks of a whole table at once: all are counted in one reading; rows are looked up where one is wrong."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from commonweal.population.people.checks import RowCheck
from commonweal.population.people.incoming import Incoming, quoted
from commonweal.problems import Problem

TOLD_OF_A_KIND = 20
"""Rows that are told one by one for each check; all are counted."""
PLACES_TOLD = 3
"""Rows whose places are told of a check that only counts."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found in a table.

    Args:
        rows: Rows of the table.
        kept: Rows that will be kept.
        problems: What is wrong, so that nothing is taken in.
        counts: What was only counted, by its words.
    """

    rows: int
    kept: int
    problems: tuple[Problem, ...]
    counts: dict[str, int]


def find(
    incoming: Incoming, checks: Sequence[RowCheck], connection: duckdb.DuckDBPyConnection, *, kept: str = "true"
) -> Findings:
    """Ask every check of every row.

    Needs a table ``people`` (identifier, born, died) in the connection where a check is about persons.

    Args:
        incoming: The table, staged.
        checks: What to ask.
        connection: Where to ask it.
        kept: SQL that is true for rows that will be kept.
    """
    counted = ", ".join(f"count(*) filter (where {check.wrong})" for check in checks)
    source = _source(incoming.select, any(check.joined for check in checks))
    found = (
        connection.execute(f"select count(*), count(*) filter (where {kept}), {counted} from {source}").fetchone() or ()
    )
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    for check, number in zip(checks, found[2:], strict=True):
        if number and check.counted:
            counts[check.what + (_places(incoming, check, connection) if check.placed else "")] = number
        elif number:
            problems += _told(incoming, check, number, connection)
    return Findings(found[0], found[1], tuple(problems), counts)


def _places(incoming: Incoming, check: RowCheck, connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute(
        f"select r.row_of_file from {_source(incoming.numbered, check.joined)} where {check.wrong} "
        f"order by r.row_of_file limit {PLACES_TOLD}"
    ).fetchall()
    return f" (the first in row {', '.join(f'{incoming.place(row):,}' for (row,) in rows)})"


def _source(select: str, joined: bool) -> str:
    return f"({select}) r" + (" left join people p on p.identifier = r.person_id" if joined else "")


def _told(incoming: Incoming, check: RowCheck, number: int, connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    source = _source(incoming.numbered, check.joined)
    rows = connection.execute(
        f"select r.row_of_file, r.{quoted(check.column)} from {source} where {check.wrong} "
        f"order by r.row_of_file limit {TOLD_OF_A_KIND}"
    ).fetchall()
    return told(incoming, check.column, check.what, rows, number, expected=check.expected, do=check.do)


def told(
    incoming: Incoming,
    column: str,
    what: str,
    rows: Sequence[tuple[int, str | None]],
    number: int,
    *,
    expected: str = "",
    do: str = "",
) -> list[Problem]:
    """A problem for each of the first rows, and one that counts them all where there are more."""
    heading = incoming.heading(column)
    shown = "" if column in ("person_id", "nhs_number") else None  # who it is need not be repeated on a screen
    problems = [
        Problem(
            what,
            do,
            expected,
            (given or "") if shown is None else shown,
            file=incoming.path.name,
            row=incoming.place(row),
            column=heading,
        )
        for row, given in rows
    ]
    if number > len(rows):
        more = f"{what}: {number:,} rows in all, of which the first {len(rows)} are told"
        problems.append(Problem(more, file=incoming.path.name, column=heading))
    return problems
