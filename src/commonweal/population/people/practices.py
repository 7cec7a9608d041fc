"""Practices that closed: people whose practice was not open on the day asked about."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from commonweal.organisations.kinds import Kind
from commonweal.organisations.register import Register
from commonweal.population.people.findings import TOLD_OF_A_KIND, told
from commonweal.population.people.incoming import Incoming, literal
from commonweal.problems import Problem


@dataclass(frozen=True, slots=True)
class CheckedPractices:
    """What was found of the practices of a table of people.

    Args:
        problems: Practices that had closed, with rows and what became of them.
        at_closed: People at such practices.
        at_unlisted: People at practices that no list names as open.
    """

    problems: tuple[Problem, ...] = ()
    at_closed: int = 0
    at_unlisted: int = 0


def check_practices(
    incoming: Incoming, register: Register, day: date, connection: duckdb.DuckDBPyConnection
) -> CheckedPractices:
    """People at a practice that had closed before the day, with what became of it; and people at practices not listed.

    A register that knows no practices says nothing.
    """
    codes = [
        code
        for (code,) in connection.execute(f"select distinct upper(practice) from ({incoming.select})").fetchall()
        if code
    ]
    if not register.live(Kind.PRACTICE, day):
        return CheckedPractices()
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
    at_closed, at_unlisted = (_people_at(incoming, among, connection) for among in (closed, unknown))
    return CheckedPractices(tuple(problems), at_closed, at_unlisted)


def _people_at(incoming: Incoming, codes: Iterable[str], connection: duckdb.DuckDBPyConnection) -> int:
    among = ", ".join(map(literal, codes)) or "null"
    (people,) = connection.execute(
        f"select count(*) from ({incoming.select}) where upper(practice) in ({among})"
    ).fetchone() or (0,)
    return int(people)


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
