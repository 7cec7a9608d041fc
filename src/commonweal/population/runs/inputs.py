"""What a run is given, checked before anything is worked out: two sealed files with the columns that are needed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from commonweal.population.runs.plans import EVENTS, PERSONS
from commonweal.problems import BadInput, Problem, Problems

if TYPE_CHECKING:
    from commonweal.population.people.seal import Seal

TYPES = {
    "person_id": ("BIGINT",),
    "age": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    "sex": ("VARCHAR",),
    "practice": ("VARCHAR",),
    "imd_decile": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
    "date": ("DATE",),
    "code": ("VARCHAR",),
    "lsoa": ("VARCHAR",),
}
FULL_PERSONS = (*PERSONS, "lsoa")
_MEMORY = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<unit>[KMGT]i?B)", re.IGNORECASE)
_UNITS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}
LEAST_MEMORY = 100 * 10**6
_FOOTER_END = 8


@dataclass(frozen=True)
class RunInputs:
    """The two files of a run.

    Args:
        persons: Path.
        events: Path.
        seals: By table.
        people: Rows of persons.
        events_rows: Rows of events.
        first: Least identifier of a person.
        last: Greatest.
        clustered: Whether the rows of events lie in the order of people: a range of people is a part of the file.
        prints: By table, a hash of what the file says of itself (its Parquet footer) and its size.
        groups: Least identifier and number of people of each part of persons, where its rows too lie in the order of
            people; else empty.
    """

    persons: Path
    events: Path
    seals: Mapping[str, Seal]
    people: int
    events_rows: int
    first: int
    last: int
    clustered: bool
    prints: Mapping[str, str]
    groups: tuple[tuple[int, int], ...] = ()


def read_inputs(persons: Path, events: Path, *, full: bool = False, verify: bool = False) -> RunInputs:
    """Check both files.

    Raises:
        BadInput: All that is wrong: files that are missing, not sealed, of two batches, without a column, with a column
            of another type, or damaged.
    """
    from commonweal.population.people.seal import check_sealed, reading

    paths = {"persons": persons, "events": events}
    problems = Problems()
    with reading() as connection:
        seals = check_sealed(paths, whole=verify, connection=connection)
        for table, path in paths.items():
            needed = EVENTS if table == "events" else FULL_PERSONS if full else PERSONS
            found = dict(
                connection.execute("select column_name, column_type from (describe from read_parquet(?))", [str(path)])
                .fetchall()
            )  # fmt: skip
            for name in needed:
                if name not in found:
                    problems.add("the file has no such column", file=path.name, column=name, do=_AGAIN)
                elif found[name] not in TYPES[name]:
                    expected = " or ".join(TYPES[name])
                    problems.add(
                        "the column has another type", given=found[name], expected=expected, file=path.name,
                        column=name, do=_AGAIN,
                    )  # fmt: skip
        problems.raise_if_any()
        try:
            spans = {table: _spans(connection, path) for table, path in paths.items()}
            bounds = connection.execute(
                "select min(person_id), max(person_id) from read_parquet(?)", [str(persons)]
            ).fetchone()
        except duckdb.Error as error:
            raise damaged(error) from error
    if bounds is None or bounds[0] is None:
        raise BadInput(Problem("there is nobody in this file", file=persons.name, do="check what was brought in"))
    first, last = bounds
    prints = {table: footer_print(path) for table, path in paths.items()}
    groups = tuple((low, rows) for low, _, rows in spans["persons"]) if _in_order(spans["persons"]) else ()
    return RunInputs(
        persons, events, seals, seals["persons"].rows, seals["events"].rows, first, last,
        _in_order(spans["events"]), prints, groups,
    )  # fmt: skip


def _spans(connection: duckdb.DuckDBPyConnection, path: Path) -> list[tuple[int, int, int]]:
    """Least and greatest identifier and the rows of each part of a file, by the least; none where they are not said."""
    found = connection.execute(
        "select stats_min_value::bigint, stats_max_value::bigint, num_values from parquet_metadata(?)"
        " where path_in_schema = 'person_id' order by all",
        [str(path)],
    ).fetchall()
    return [] if any(low is None or high is None for low, high, _ in found) else found


def _in_order(spans: list[tuple[int, int, int]]) -> bool:
    """Whether the parts overlap so little that a range of people is a part of the file."""
    if not spans:
        return False
    covered = sum(high - low for low, high, _ in spans)
    return covered <= 2 * (max(high for _, high, _ in spans) - spans[0][0] + 1)


_AGAIN = "bring the tables in again with `commonweal population import`"


def footer_print(path: Path) -> str:
    """A hash of a Parquet file's footer, which names the place, size and bounds of all its parts, and of its size."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(-_FOOTER_END, os.SEEK_END)
        length = int.from_bytes(file.read(4), "little")
        file.seek(-min(length + _FOOTER_END, size), os.SEEK_END)
        return hashlib.sha256(size.to_bytes(8, "little") + file.read()).hexdigest()


def memory_bytes(given: str) -> int:
    """A memory limit in bytes.

    Raises:
        BadInput: Not an amount, or less than a run can do with.

    Example:
        >>> memory_bytes("4GB")
        4000000000
    """
    found = _MEMORY.fullmatch(given.strip())
    if not found:
        raise BadInput(Problem("this is not an amount of memory", given=given, expected="such as 4GB or 800MB"))
    amount = int(float(found["number"]) * _UNITS[found["unit"].lower()])
    if amount < LEAST_MEMORY:
        raise BadInput(Problem("a run cannot do with so little memory", given=given, expected="100MB or more"))
    return amount


@contextmanager
def engine_failures_told() -> Iterator[None]:
    """Tell an engine's failure on sealed tables as bad input; any other error passes as it is.

    Raises:
        BadInput: The engine failed in the midst of its work.
    """
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("duckdb", "_duckdb", "pyspark", "py4j"):
            raise
        raise damaged(error) from error


def damaged(error: Exception) -> BadInput:
    """What an engine's failure in the midst of a file means to the reader."""
    told = str(error).splitlines()[0] if str(error) else type(error).__name__
    kind: Any = getattr(duckdb, "OutOfMemoryException", ())
    if isinstance(error, kind):
        return BadInput(
            Problem("the memory that --memory allows is too small for these people", given=told, do="allow more")
        )
    return BadInput(
        Problem("the tables could not be read to the end; a file may be damaged", given=told,
                do="compare them with --verify, or bring them in again")
    )  # fmt: skip
