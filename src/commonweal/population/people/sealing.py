"""The last step on the way in: pseudonyms for identifiers, and the sealed tables written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from commonweal.population.people.contract import PERSONS
from commonweal.population.people.incoming import Incoming, literal
from commonweal.population.people.pseudonyms import pseudonyms
from commonweal.population.people.seal import Seal
from commonweal.population.people.sealing_queries import entries_query, persons_query
from commonweal.problems import BadInput, Problem

ROWS_TOGETHER = 245_760
"""Rows of a group in the sealed files: small enough that two threads share even a short table evenly."""


def pseudonymise(key: bytes, connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the table ``people`` by identifiers and their pseudonyms.

    Raises:
        BadInput: Nobody is left.
    """
    identifiers = connection.execute("select identifier from people").fetchnumpy()["identifier"]
    if not len(identifiers):
        raise BadInput(Problem("nobody is left after the opt-outs", do="look at the list of opt-outs"))
    connection.register("made", {"identifier": identifiers, "person_id": pseudonyms(identifiers.tolist(), key)})
    connection.execute("create or replace temp table people as select identifier, person_id from made")
    connection.unregister("made")


def write_sealed(
    files: Mapping[str, Incoming],
    rows: Mapping[str, int],
    first: Seal,
    as_of: date,
    work: Path,
    connection: duckdb.DuckDBPyConnection,
    telling: Callable[[str], None],
    *,
    once: bool = False,
) -> dict[str, Seal]:
    """Write each table, in the order of pseudonyms, which has nothing of the order of the file.

    Args:
        files: The tables, staged.
        rows: Rows that each will have.
        first: The seal, but for table and rows.
        as_of: The day on which ages hold.
        work: Folder to write in.
        connection: Holds the table ``people``.
        telling: Is told what is being written.
        once: Keep one of entries that are the same in every column.
    """
    seals: dict[str, Seal] = {}
    for table, file in files.items():
        telling(f"writing {table}")
        query = persons_query(file, as_of) if table == PERSONS.name else entries_query(file, once=once)
        seals[table] = replace(first, table=table, rows=rows[table])
        target = literal(str(work / f"{table}.parquet"))
        how = f"format parquet, compression zstd, row_group_size {ROWS_TOGETHER}, {seals[table].sql}"
        (written,) = connection.execute(f"copy ({query}) to {target} ({how})").fetchone() or (0,)
        if written != rows[table]:  # the seal stands in the file before its rows are counted
            raise ArithmeticError(f"{written} rows of {table} were written where {rows[table]} were counted")
    return seals
