"""Files as they come in: which heading is which column of the contract, and the file as a table of text."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from commonweal.plain_files import require_plain_file
from commonweal.population.people.attribute_headings import (
    by_name,
    conditions_of,
    is_attributes_table,
    miscellaneous_of,
)
from commonweal.population.people.contract import TableContract
from commonweal.problems import BadInput, Problem, Problems

MOST_COLUMNS = 2_000
MOST_HEADER_BYTES = 1_000_000
MOST_BYTES = 200_000_000_000
GZIP = b"\x1f\x8b"
ATTRIBUTE = "attribute."
"""What the column of a condition begins with while it is being brought in."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is to be brought in.

    Args:
        table: The contract that it is held against.
        path: The file.
        relation: SQL that reads it, every column as text.
        headings: Heading in the file by column of the contract.
        unused: Headings that are not brought in.
        attributes: Headings of conditions by name, where they came as attributes of persons.
        miscellaneous: Headings of other clinical values by name, such as ``misc_bmi``.
        kinds: What is sealed of those: ``number`` or ``words`` by name, once they were looked at.
    """

    table: TableContract
    path: Path
    relation: str
    headings: Mapping[str, str]
    unused: tuple[str, ...]
    attributes: Mapping[str, str]
    miscellaneous: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    first_row: int = 2
    unreadable: tuple[int, ...] = ()
    staged: bool = False

    @property
    def select(self) -> str:
        """The columns of the contract as trimmed text, null where empty, and the attributes after them."""
        if self.staged:
            return f"select * exclude (file_row_number) from {self.relation}"
        attributes = {f"{ATTRIBUTE}{name}": heading for name, heading in self.attributes.items()}
        kept = {**self.headings, **attributes, **self.miscellaneous}
        made = ", ".join(f"nullif(trim(cast({quoted(h)} as varchar)), '') as {quoted(n)}" for n, h in kept.items())
        return f"select {made} from {self.relation}"

    @property
    def numbered(self) -> str:
        """The same with ``row_of_file``, the place of each row among those that could be read."""
        return f"select *, file_row_number + {self.first_row} as row_of_file from {self.relation}"

    def place(self, row: int) -> int:
        """The row in the file of one that has this place among those that could be read."""
        for other in self.unreadable:
            row += other <= row
        return row

    def heading(self, column: str) -> str:
        """The heading under which a column of the table, a condition or another clinical value came in."""
        condition = self.attributes.get(column.removeprefix(ATTRIBUTE), column)
        return self.headings.get(column) or self.miscellaneous.get(column) or condition

    def has(self, column: str) -> bool:
        """Whether the file has a column of the contract."""
        return column in self.headings


def quoted(name: str) -> str:
    """A name for SQL.

    Example:
        >>> quoted('a"b')
        '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def ends_in_returns(path: Path, row: int) -> Problem:
    """What is said of a row that ends with a carriage return alone, as old spreadsheets write."""
    return Problem(
        "this row ends with a carriage return alone, without a line feed", file=path.name, row=row,
        do="save the file anew as CSV UTF-8, so that every row ends with a line feed",
    )  # fmt: skip


def open_incoming(path: Path, table: TableContract, connection: duckdb.DuckDBPyConnection) -> Incoming:
    """Look at the head of a CSV or Parquet file and find the columns of the contract.

    Headings are compared without regard to capitals, spaces and underscores. A file of attributes with headings such as
    ``demog.sex`` and ``clinic.asthma`` is known by them.

    Raises:
        BadInput: No such file, a head that cannot be read, columns that are missing or stand twice.
    """
    require_plain_file(path, most_bytes=MOST_BYTES, what="table of people")
    parquet = _begins(path, b"PAR1")
    names = _parquet_names(path, connection) if parquet else _csv_names(path)
    relation = f"read_parquet({literal(str(path))})" if parquet else _csv_relation(path, names)
    problems = Problems()
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated or "" in names:
        given = ", ".join(repeated) or "a heading is empty"
        problems.add("headings must be there, each once", given=given, file=path.name, row=1)
    attributes: dict[str, str] = {}
    miscellaneous: dict[str, str] = {}
    found = _attributes_of(names) if is_attributes_table(names) else {}
    if found and table.name == "persons":
        attributes, wrong = by_name(conditions_of(names), path.name)
        miscellaneous, more = by_name(miscellaneous_of(names), path.name)
        problems.extend([*wrong, *more])
    by_form = {_plain(name): name for name in names} | found
    headings: dict[str, str] = {}
    for column in table.columns:
        fitting = list(
            dict.fromkeys(by_form[_plain(name)] for name in (column.name, *column.also) if _plain(name) in by_form)
        )
        if len(fitting) > 1:
            problems.add(
                f"two headings mean {column.name}", given=", ".join(fitting), file=path.name, row=1, do="keep one"
            )
        elif fitting:
            headings[column.name] = fitting[0]
        elif column.required:
            known = " or ".join((column.name, *column.also))
            problems.add(
                f"there is no column for {column.meaning}", expected=known, given=", ".join(names), file=path.name
            )
    if table.name == "persons" and not {"birth_date", "age"} & set(headings):
        problems.add(
            "there is no column for the date of birth or the age", expected="birth_date or age", file=path.name
        )
    if not headings and not any(column.required for column in table.columns):
        # What stands there is not quoted back: without headings it is somebody's identifier.
        problems.add(
            f"the first row has no heading of this table ({table.meaning})", file=path.name, row=1,
            expected=" or ".join(name for column in table.columns for name in (column.name, *column.also)),
            do="write the headings into a row above the others",
        )  # fmt: skip
    problems.raise_if_any()
    used = {*headings.values(), *attributes.values(), *miscellaneous.values()}
    unused = tuple(name for name in names if name not in used)
    return Incoming(table, path, relation, headings, unused, attributes, miscellaneous)


def _begins(path: Path, with_: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(with_)) == with_


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_").replace("_", "")


def _attributes_of(names: Sequence[str]) -> dict[str, str]:
    """Headings of an attributes table by the form of the contract's columns: the prefix is taken off."""
    found: dict[str, str] = {}
    for name in names:
        prefix, _, rest = name.lower().partition(".")
        if prefix in ("demog", "area", "socio") and rest:
            found.setdefault(_plain(rest), name)
    return found


def _parquet_names(path: Path, connection: duckdb.DuckDBPyConnection) -> list[str]:
    try:
        connection.execute(f"select * from read_parquet({literal(str(path))}) limit 0")
    except duckdb.Error as error:
        raise BadInput(Problem("the Parquet file cannot be read", file=path.name, do="write it again")) from error
    return [column[0] for column in connection.description or []]


def _csv_names(path: Path) -> list[str]:
    try:
        with gzip.open(path) if _begins(path, GZIP) else path.open("rb") as file:
            line = file.readline(MOST_HEADER_BYTES)
        text = line.decode("utf-8-sig")
    except (UnicodeDecodeError, OSError, EOFError) as error:
        raise BadInput(
            Problem("the file is not text in UTF-8, nor Parquet", file=path.name, do="save it as CSV UTF-8")
        ) from error
    if "\r" in text.removesuffix("\n").removesuffix("\r"):
        raise BadInput(ends_in_returns(path, 1))
    names = [name.strip() for name in next(csv.reader([text]), [])]
    parted = next((word for sign, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")) if sign in text), "")
    if len(names) == 1 and parted:
        raise BadInput(
            Problem(
                f"the headings are parted by {parted}", file=path.name, row=1, expected="commas", do="save it as CSV"
            )
        )
    if len(line) >= MOST_HEADER_BYTES or len(names) > MOST_COLUMNS or "\0" in text or not names:
        raise BadInput(
            Problem("the first row is no row of headings", file=path.name, expected="names of columns parted by commas")
        )
    return names


def _csv_relation(path: Path, names: Sequence[str]) -> str:
    zipped = "gzip" if _begins(path, GZIP) else "none"
    columns = ", ".join(f"{literal(f'{name}')}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({literal(str(path))}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
        f"compression='{zipped}', columns={{{columns}}}, nullstr='', ignore_errors=true, store_rejects=true, "
        f"rejects_limit=1000)"
    )
