"""A CSV file read once, in its own order, into a working table of text, so that every check after that is quick."""

from __future__ import annotations

import gzip
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import duckdb

from commonweal.population.people.findings import TOLD_OF_A_KIND
from commonweal.population.people.incoming import GZIP, MOST_HEADER_BYTES, Incoming, ends_in_returns, literal
from commonweal.problems import BadInput, Problem

MOST_UNREADABLE = 1000


def stage(incoming: Incoming, work: Path, connection: duckdb.DuckDBPyConnection) -> tuple[Incoming, list[Problem]]:
    """Bring a file into a working table.

    Returns:
        The same table, to be read from the working file; and what is wrong with rows that cannot be read.

    Raises:
        BadInput: The file as a whole cannot be read.
    """
    target = work / f"{incoming.table.name}.stage"
    for table in ("reject_errors", "reject_scans"):
        connection.execute(f"drop table if exists {table}")
    try:
        connection.execute("set preserve_insertion_order = true")  # the place of a row is its number in the file
        (rows,) = connection.execute(
            f"copy ({incoming.select}) to {literal(str(target))} (format parquet, compression snappy)"
        ).fetchone() or (0,)
        connection.execute("set preserve_insertion_order = false")
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise BadInput(_of_the_whole(str(error), incoming)) from error
    unreadable = _unreadable(connection)
    problems = _told(incoming, unreadable)
    if not rows and not problems:
        problems.append(Problem("the table has no rows", file=incoming.path.name))
    first = 1 if incoming.relation.startswith("read_parquet") else 2
    relation = f"read_parquet({literal(str(target))}, file_row_number = true)"
    staged = replace(incoming, relation=relation, first_row=first, unreadable=tuple(sorted(unreadable)), staged=True)
    return staged, problems


def _unreadable(connection: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Rows that are not as wide as the headings, or not text, with what the reader says of them."""
    there = connection.execute("select count(*) from duckdb_tables() where table_name = 'reject_errors'").fetchone()
    if not there or not there[0]:
        return {}
    found = connection.execute(
        "select line, min(error_message) from reject_errors group by line order by line"
    ).fetchall()
    return dict(found)


def _what_to_do(message: str) -> str:
    if "unicode" in message.lower():
        return "save the file as CSV UTF-8"
    if "column" in message.lower() or "quote" in message.lower():
        return "give every row as many cells as there are headings; a cell with a comma stands in quotation marks"
    return "look at this row in a plain text editor"


def _of_the_whole(message: str, incoming: Incoming) -> Problem:
    """Why a file cannot be read from its first row to its last."""
    if "state machine" in message.lower():
        with suppress(OSError, EOFError):
            if odd := _first_odd_end(incoming.path):
                return odd
        return Problem(
            "a quotation mark is opened and not closed", file=incoming.path.name,
            do="double each quotation mark within a cell, and close each cell that begins with one",
        )  # fmt: skip
    reason = message.splitlines()[0].split(": ", 1)[-1]
    return Problem(f"the file cannot be read: {reason}", file=incoming.path.name)


def _first_odd_end(path: Path) -> Problem | None:
    """The first row that ends otherwise than the headings, or with a carriage return alone; None if all end alike."""
    with path.open("rb") as there:
        zipped = there.read(2) == GZIP
    with gzip.open(path) if zipped else path.open("rb") as file:
        first = None
        for number in count(1):
            line = file.readline(MOST_HEADER_BYTES)
            if not line:
                return None
            before, alone, _ = line.removesuffix(b"\r\n").partition(b"\r")
            if alone and before.count(b'"') % 2 == 0:  # within a cell in quotation marks it ends no row
                return ends_in_returns(path, number)
            ends = line.endswith(b"\r\n")
            if first is not None and ends != first and line.endswith(b"\n"):
                return Problem(
                    "the rows of this file end in two ways (with and without a carriage return)",
                    file=path.name, row=number, do="save it anew as CSV UTF-8, so that every row ends alike",
                )  # fmt: skip
            first = ends if first is None else first
    return None


def _told(incoming: Incoming, unreadable: dict[int, str]) -> list[Problem]:
    problems = [
        Problem(
            f"the row cannot be read: {message[0].lower()}{message[1:].rstrip('.')}", file=incoming.path.name, row=row,
            do=_what_to_do(message),
        )
        for row, message in list(unreadable.items())[:TOLD_OF_A_KIND]
    ]  # fmt: skip
    if len(unreadable) > TOLD_OF_A_KIND:
        many = "1,000 or more" if len(unreadable) >= MOST_UNREADABLE else f"{len(unreadable):,}"
        problems.append(Problem(f"rows that cannot be read: {many} in all", file=incoming.path.name))
    return problems
