"""Events and activity that are kept: how many, and how many of them repeat another in every column of the contract."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from datetime import date

import duckdb

from commonweal.engines.idioms import whole
from commonweal.population.people.checks import day_sql, whole_sql
from commonweal.population.people.incoming import Incoming
from commonweal.population.people.sealing_queries import entries_query

OPTED_OUT = "entries of people who opted out, left out"
REPEATS_KEPT = "entries that repeat another in every column of the contract, kept"
REPEATS_LEFT_OUT = "entries that repeat another in every column of the contract, left out"


def make_people(file: Incoming, as_of: date, connection: duckdb.DuckDBPyConnection) -> None:
    """The table ``people``: who is there, since when they can have entries, and when they died."""
    day = f"date '{as_of.isoformat()}'"
    births = [day_sql("r.birth_date")] if file.has("birth_date") else []
    if file.has("age"):  # somebody of that age was born at most so long ago
        births.append(f"cast({day} - to_years({whole(whole_sql('r.age'), 'integer')} + 1) as date)")
    died = day_sql("r.death_date") if file.has("death_date") else "cast(null as date)"
    connection.execute(
        f"create or replace temp table people as select r.person_id as identifier, min(coalesce({', '.join(births)})) "
        f"as born, min({died}) as died from ({file.select}) r where r.person_id is not null group by 1"
    )


def kept_entries(file: Incoming, connection: duckdb.DuckDBPyConnection) -> int:
    """Entries with a code, where they have codes, of the people who are counted: the table ``people``.

    Args:
        file: Events or activity, staged.
        connection: Holds the table ``people``.
    """
    coded = " where r.code is not null" if file.has("code") else ""
    joined = f"({file.select}) r join people p on p.identifier = r.person_id{coded}"
    (rows,) = connection.execute(f"select count(*) from {joined}").fetchone() or (0,)
    return int(rows)


def repeated_entries(file: Incoming, kept: int, connection: duckdb.DuckDBPyConnection) -> int:
    """Entries beyond the first of those that would be sealed as the same row.

    Rows are compared whole and not by a hash, so that two entries are never taken for one by chance.

    Args:
        file: Events or activity, staged.
        kept: How many entries are kept, repeats included.
        connection: Holds the table ``people`` with pseudonyms.
    """
    (different,) = connection.execute(f"select count(*) from ({entries_query(file, once=True)})").fetchone() or (0,)
    return kept - int(different)
