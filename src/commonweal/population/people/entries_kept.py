"""Events and activity that are kept: how many, and how many of them repeat another in every column of the contract."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import duckdb

from commonweal.population.people.incoming import Incoming
from commonweal.population.people.sealing_queries import entries_query

OPTED_OUT = "entries of people who opted out, left out"
REPEATS_KEPT = "entries that repeat another in every column of the contract, kept"
REPEATS_LEFT_OUT = "entries that repeat another in every column of the contract, left out"


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
