"""What a run is given, checked before anything is worked out: two sealed files with the columns that are needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from commonweal.population.people.on_list import EVERYBODY, OnList, on_list
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
SMALL_AREA = "lsoa"
"""The contract does not ask for it: where a list is without it, the table of people has it empty."""
FULL_PERSONS = (*PERSONS, SMALL_AREA)
_MEMORY = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<unit>[KMGT]i?B)", re.IGNORECASE)
_UNITS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40}
LEAST_MEMORY = 100 * 10**6


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
        on_list: Who of the persons is on the list on the day of the run, which is that of the seal.
        left_out: How many are not, by reason.
        codes: The different codes of the events.
        areas: Whether the persons have their small areas.
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
    on_list: OnList = EVERYBODY
    left_out: Mapping[str, int] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    areas: bool = True

    @property
    def counted(self) -> int:
        """People on the list."""
        return self.people - sum(self.left_out.values())


def read_inputs(
    persons: Path, events: Path, *, as_of: date | None = None, full: bool = False, verify: bool = False
) -> RunInputs:
    """Check both files.

    Args:
        persons: Sealed persons.
        events: Sealed events.
        as_of: The day that is asked about; that of the seal if not given, and no other.
        full: Whether the table of people is wanted.
        verify: Compare the files with the hashes of their sealing.

    Raises:
        BadInput: All that is wrong: files that are missing, not sealed, of two batches, without a column, with a column
            of another type, or damaged.
    """
    from commonweal.population.people.seal import check_sealed, footer_print, reading
    from commonweal.population.people.sealed_json import event_codes

    paths = {"persons": persons, "events": events}
    problems, areas = Problems(), False
    with reading() as connection:
        seals = check_sealed(paths, whole=verify, connection=connection)
        day = _day(seals["persons"], as_of, persons)
        for table, path in paths.items():
            needed = EVENTS if table == "events" else FULL_PERSONS if full else PERSONS
            found = dict(
                connection.execute("select column_name, column_type from (describe from read_parquet(?))", [str(path)])
                .fetchall()
            )  # fmt: skip
            areas = areas or (table == "persons" and SMALL_AREA in found)
            for name in needed:
                if name == SMALL_AREA and not areas:
                    continue
                if name not in found:
                    do = _TENTHS if name == "imd_decile" else _AGAIN
                    problems.add("the file has no such column", file=path.name, column=name, do=do)
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
            listed = on_list(persons, day, connection)
            left_out = listed.left_out(connection)
            codes = event_codes(events, connection)
        except duckdb.Error as error:
            raise damaged(error) from error
    if bounds is None or bounds[0] is None:
        raise BadInput(Problem("there is nobody in this file", file=persons.name, do="check what was brought in"))
    first, last = bounds
    prints = {table: footer_print(path) for table, path in paths.items()}
    groups = tuple((low, rows) for low, _, rows in spans["persons"]) if _in_order(spans["persons"]) else ()
    inputs = RunInputs(
        persons, events, seals, seals["persons"].rows, seals["events"].rows, first, last,
        _in_order(spans["events"]), prints, groups, listed, left_out, codes, areas,
    )  # fmt: skip
    if not inputs.counted:
        raise BadInput(
            Problem(f"nobody in this file is on the list on {day}", file=persons.name, do="check the day and the rows")
        )
    return inputs


def _day(seal: Seal, as_of: date | None, persons: Path) -> date:
    """The day on which the ages of the persons hold, which is the only one that a run can be of."""
    day = seal.as_of or as_of
    if day is None:
        raise BadInput(
            Problem("the seal does not say on which day the ages hold", file=persons.name, do="name it with --as-of")
        )
    if as_of is not None and as_of != day:
        raise BadInput(
            Problem(
                "the ages of these persons hold on another day, and with them who is in which age band",
                given=str(as_of), expected=str(day), file=persons.name,
                do=f"leave --as-of out, or bring the tables in with `commonweal population import --as-of {as_of}`",
            )
        )  # fmt: skip
    return day


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
_TENTHS = (
    "bring the tables in again with a column imd_decile; or with a column lsoa, and with --data naming a folder that "
    "holds the Index of Multiple Deprivation of the areas' map (`commonweal data` tells its address), so that import "
    "looks the tenths up"
)


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
