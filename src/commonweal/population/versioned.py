"""Versioned tables: a CSV file that says at its head what it is, whose it is, and the hash of its rows.

The head is lines of ``# word: text``; below them comes an ordinary CSV table. The hash is over the bytes below the
head, so a row cannot change without the version being told from the one before.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput, Problem, Problems

NEEDED = ("name", "version", "source", "status")
STATUSES = ("published", "draft", "local")
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a table is and whose, to travel with every result that was made with it.

    Args:
        name: Such as ``charlson_icd10_quan``.
        version: Changes whenever a row does.
        source: The publication, as one would cite it.
        status: ``published``, ``draft`` (not yet checked against the publication) or ``local`` (made by its user).
        sha256: Of the rows.
        title: For people.
        note: What a reader should know, such as how it was checked.
    """

    name: str
    version: str
    source: str
    status: str
    sha256: str
    title: str = ""
    note: str = ""

    def to_json(self) -> dict[str, str]:
        """As plain JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class VersionedTable:
    """A versioned table: what it is, what else its head says, and its rows as text by column."""

    provenance: Provenance
    head: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    first_row: int

    def place(self, number: int) -> int:
        """The line of the file on which a row stands, for messages."""
        return self.first_row + number


def parse_versioned(text: str, *, file: str, columns: Sequence[str]) -> VersionedTable:
    r"""Read a versioned table.

    Args:
        text: The file.
        file: Its name, for messages.
        columns: Columns that it must have; it may have more.

    Raises:
        BadInput: A head that lacks a word, a hash that is not that of the rows, columns that are missing, rows that
            are too short or too long.

    Example:
        >>> text = "# name: mine\n# version: 1\n# source: our own\n# status: local\ncode,term\nI10,Hypertension\n"
        >>> table = parse_versioned(text, file="mine.csv", columns=["code"])
        >>> table.provenance.version, table.rows[0]["code"]
        ('1', 'I10')
    """
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    head: dict[str, str] = {}
    problems = Problems()
    length = 0
    for length, line in enumerate([*lines, ""]):
        if not line.startswith("#"):
            break
        word, colon, said = line.removeprefix("#").partition(":")
        if not colon or word.strip() in head:
            problems.add(
                "a line of the head says nothing, or says it again", file=file, row=length + 1, given=line.strip()
            )
        head[word.strip()] = said.strip()
    for word in NEEDED:
        if not head.get(word):
            problems.add(f"the head does not say its {word}", file=file, do=f"write a line `# {word}: ...` at the top")
    if head.get("status", "draft") not in STATUSES:
        problems.add("this status is not known", file=file, given=head["status"], expected=", ".join(STATUSES))
    body = "".join(lines[length:])
    digest = hashlib.sha256(body.replace("\r\n", "\n").encode()).hexdigest()
    if head.get("sha256", digest) != digest:
        problems.add(
            "the rows are not those whose hash stands in the head", file=file, given=head["sha256"], expected=digest,
            do="if the change is meant, give it a new version and this hash",
        )  # fmt: skip
    grid = list(csv.reader(io.StringIO(body, newline="")))
    names = tuple(name.strip() for name in grid[0]) if grid else ()
    for missing in [name for name in columns if name not in names]:
        problems.add("a column is missing", file=file, column=missing, expected=", ".join(columns))
    rows = []
    for number, row in enumerate(grid[1:]):
        if row and len(row) != len(names):
            problems.add(f"the row has {len(row)} cells", file=file, row=length + 2 + number, expected=f"{len(names)}")
        elif row:
            rows.append(MappingProxyType({name: cell.strip() for name, cell in zip(names, row, strict=True)}))
    if not rows and not len(problems):
        problems.add("the table has no rows", file=file)
    problems.raise_if_any()
    provenance = Provenance(
        head["name"],
        head["version"],
        head["source"],
        head["status"],
        digest,
        head.get("title", ""),
        head.get("note", ""),
    )
    return VersionedTable(provenance, MappingProxyType(head), names, tuple(rows), length + 2)


def read_versioned(path: Path, *, columns: Sequence[str]) -> VersionedTable:
    """Read a versioned table of the user's own."""
    require_plain_file(path, most_bytes=MOST_BYTES, what="codelist")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(Problem("the file is not text in UTF-8", file=path.name, do="save it as CSV UTF-8")) from error
    return parse_versioned(text, file=path.name, columns=columns)


@lru_cache(maxsize=64)
def bundled_versioned(package: str, name: str, columns: tuple[str, ...]) -> VersionedTable:
    """Read a versioned table that comes with Commonweal.

    Raises:
        BadInput: There is none of this name; those that there are are told.
    """
    folder = files(package).joinpath("data")
    held = sorted(entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv"))
    if name not in held:
        raise BadInput(Problem("there is no table of this name", given=name, expected="one of " + ", ".join(held)))
    return parse_versioned(folder.joinpath(f"{name}.csv").read_text("utf-8"), file=f"{name}.csv", columns=columns)


def bundled_names(package: str) -> tuple[str, ...]:
    """The names of the tables that come with Commonweal in a package."""
    folder = files(package).joinpath("data")
    return tuple(sorted(entry.name.removesuffix(".csv") for entry in folder.iterdir() if entry.name.endswith(".csv")))
