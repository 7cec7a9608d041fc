"""Practices that closed: people whose practice was not open on the day asked about."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from datetime import date

import duckdb

from commonweal.organisations.kinds import Kind
from commonweal.organisations.register import Register
from commonweal.population.people.findings import TOLD_OF_A_KIND, told
from commonweal.population.people.incoming import Incoming, literal
from commonweal.problems import Problem


def practice_problems(
    incoming: Incoming, register: Register, day: date, connection: duckdb.DuckDBPyConnection
) -> tuple[list[Problem], int]:
    """People at a practice that had closed before the day, with what became of it; and people at practices not listed.

    A register that knows no practices says nothing.
    """
    codes = [
        code
        for (code,) in connection.execute(f"select distinct upper(practice) from ({incoming.select})").fetchall()
        if code
    ]
    if not register.live(Kind.PRACTICE, day):
        return [], 0
    bodies = {code: register.find(code) for code in codes}
    # Of a practice that a later list leaves out, the day of its end is not known: its people are counted.
    unknown = [code for code, body in bodies.items() if body is None or (body.closed is None and not body.live_on(day))]
    closed = {
        code: body.closed
        for code, body in bodies.items()
        if body is not None and body.closed is not None and body.closed < day
    }
    problems: list[Problem] = []
    for code, last in sorted(closed.items()):
        after = ", ".join(descent.body for descent in register.successors(code, on=day) if descent.body != code)
        problems += _told(incoming, code, last, after, connection)
    among = ", ".join(map(literal, unknown)) or "null"
    (strange,) = connection.execute(
        f"select count(*) from ({incoming.select}) where upper(practice) in ({among})"
    ).fetchone() or (0,)
    return problems, strange


def _told(
    incoming: Incoming, code: str, last: date, after: str, connection: duckdb.DuckDBPyConnection
) -> list[Problem]:
    found = connection.execute(
        f"select row_of_file, practice, count(*) over () from ({incoming.numbered}) "
        f"where upper(practice) = {literal(code)} order by 1 limit {TOLD_OF_A_KIND}"
    ).fetchall()
    do = f"move its people to {after}" if after else "find out where its people went, and give that practice"
    rows = [(row, given) for row, given, _ in found]
    return told(incoming, "practice", f"this practice closed on {last}", rows, found[0][2], do=do)
