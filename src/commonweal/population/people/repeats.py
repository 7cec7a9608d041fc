"""The same person in two rows."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import duckdb

from commonweal.population.people.findings import TOLD_OF_A_KIND, told
from commonweal.population.people.incoming import Incoming, quoted
from commonweal.problems import Problem

ALIKE_BUT_FOR_NOUGHTS = "identifiers that differ from another by leading noughts alone (a spreadsheet drops them)"
"""Counted and not refused, since a sender may number so on purpose."""


def alike_but_for_noughts(incoming: Incoming, connection: duckdb.DuckDBPyConnection) -> int:
    """How many identifiers of figures alone are another's but for noughts in front, such as 1 and 01."""
    (alike,) = connection.execute(
        f"select count(distinct person_id) - count(distinct ltrim(person_id, '0')) from ({incoming.select}) "
        "where regexp_full_match(person_id, '[0-9]+')"
    ).fetchone() or (0,)
    return int(alike)


def repeat_problems(incoming: Incoming, column: str, connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Rows whose person stands in a row above.

    Args:
        incoming: The persons.
        column: ``person_id`` or ``nhs_number``.
        connection: Where to ask.
    """
    if not incoming.has(column):
        return []
    name = quoted(column)
    key = f"replace(replace({name}, ' ', ''), '-', '')" if column == "nhs_number" else name
    (rows, different) = connection.execute(
        f"select count({name}), count(distinct {key}) from ({incoming.select})"
    ).fetchone() or (0, 0)
    if rows == different:
        return []
    found = connection.execute(
        f"select row_of_file, first_row from "
        f"(select row_of_file, min(row_of_file) over (partition by {key}) as first_row "
        f"from ({incoming.numbered}) where {name} is not null) "
        f"where row_of_file > first_row order by 1 limit {TOLD_OF_A_KIND}"
    ).fetchall()
    problems: list[Problem] = []
    for row, first in found:
        what = f"this person stands in row {incoming.place(first)} already"
        problems += told(incoming, column, what, [(row, None)], 1, do="keep one row for each person")
    if rows - different > len(found):
        more = f"people in several rows: {rows - different:,} rows too many in all"
        problems.append(Problem(more, file=incoming.path.name, column=incoming.headings[column]))
    return problems
