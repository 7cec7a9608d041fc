"""The contract of a folder of aggregates: its tables and columns, and the manifest with hashes and provenance."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

import duckdb

from commonweal.population.aggregates.manifest_file import AGAIN, read_manifest
from commonweal.population.aggregates.table_values import faults_of
from commonweal.population.people.seal import sealed_folder
from commonweal.population.runs.tables import write_table
from commonweal.problems import Problems

VERSION = "population-aggregates/1"
MANIFEST = "manifest.json"
ALL = "All"
LEVELS = ("system", "place", "pcn", "practice")
MOST_ROWS = 1_000_000

TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "areas": ("level", "code", "name", "parent", "people", "core20_people", "core20_share"),
        "people": ("level", "code", "age_band", "sex", "people"),
        "segments": ("level", "code", "age_group", "sex", "segment", "title", "people"),
        "conditions": (
            *("level", "code", "condition", "title", "on", "cases", "people"),
            *("rate_per_1000", "dsr_per_1000", "dsr_low", "dsr_high"),
        ),
        "deprivation": (
            *("level", "code", "condition", "on", "tenth", "cases", "people"),
            *("dsr_per_1000", "dsr_low", "dsr_high"),
        ),
        "inequality": (
            *("level", "code", "condition", "on", "sii", "sii_low", "sii_high"),
            *("rii", "rii_low", "rii_high", "gap"),
        ),
        "flows": ("level", "code", "before", "after", "people"),
        "monthly": ("level", "code", "series", "title", "month", "people"),
        "activity_months": ("level", "code", "kind", "title", "month", "contacts"),
        "need": ("level", "code", "people", "weighted_people", "index"),
        "need_by_age": ("level", "code", "age_band", "sex", "need"),
        "shares": ("level", "code", "people", "heads", "history", "cost", "need", "unmet"),
    }
)
"""The columns of each table, in order. A count of 0 is 7 or fewer; None is not shown."""

OPTIONAL = frozenset({"activity_months", "deprivation", "inequality", "flows", "need", "need_by_age", "shares"})
"""Tables that need more than one list of people: without it there is no file, and the note says what to bring."""


@dataclass(frozen=True)
class Manifest:
    """What the aggregates are, of whom, and how they were made.

    Args:
        system: Code of the system.
        title: Its name.
        fictional: Whether its people are made up, which every page says then.
        as_of: The day of the figures, as ISO.
        before: The earlier day of the flows; empty where there is one day only.
        dates: Every day for which there are figures, the last is ``as_of``.
        rule: The sentence to print under every table.
        run: Batch of the people, hash of the definition and of the run's summary, people.
        versions: Codelist, score, segments and standard population with their hashes.
        notes: By table, method and what it must not be taken for; of a table that is not there, what to bring for it.
        made_by: Version of Commonweal.
        files: Rows and SHA-256 of each file.
    """

    system: str
    title: str
    fictional: bool
    as_of: str
    before: str
    dates: tuple[str, ...]
    rule: str
    run: Mapping[str, Any]
    versions: Mapping[str, Any]
    notes: Mapping[str, str]
    made_by: str
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    contract: str = VERSION
    __pydantic_config__: ClassVar[Mapping[str, str]] = MappingProxyType({"extra": "forbid"})
    """Nothing else may stand in the file: it would be kept with it, and no hash would hold it."""

    @property
    def digest(self) -> str:
        """A hash of all of it, and so of all files."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        """As the JSON that stands in the folder."""
        return json.dumps(asdict(self), indent=2, sort_keys=True, default=str) + "\n"


@dataclass(frozen=True, eq=False)
class PopulationAggregates:
    """Tables that may be shown, read and checked.

    Args:
        folder: Where they lie.
        manifest: What they are.
        tables: Columns by table; without a row where the table is not there.
    """

    folder: Path
    manifest: Manifest
    tables: Mapping[str, Mapping[str, list[Any]]]

    @property
    def missing(self) -> dict[str, str]:
        """Each table that is not there, with what to bring for it."""
        return {name: self.manifest.notes.get(name, "") for name in TABLES if _file(name) not in self.manifest.files}

    def table(self, name: str) -> Mapping[str, list[Any]]:
        """The columns of a table."""
        return self.tables[name]

    def has(self, name: str) -> bool:
        """Whether a table that may be lacking is here."""
        return f"{name}.parquet" in self.manifest.files

    def rows(self, name: str, **wanted: Any) -> list[dict[str, Any]]:
        """Rows of a table whose columns have the values wanted, such as ``level="place", code="P1"``."""
        columns = self.tables[name]
        asked = [(columns[key], value) for key, value in wanted.items()]
        size = len(next(iter(columns.values())))
        return [
            {key: values[number] for key, values in columns.items()}
            for number in range(size)
            if all(values[number] == value for values, value in asked)
        ]

    def area(self, level: str, code: str) -> dict[str, Any] | None:
        """One area or practice; None where there is none of the code."""
        return next(iter(self.rows("areas", level=level, code=code)), None)

    def parts_of(self, level: str, code: str) -> list[dict[str, Any]]:
        """The areas or practices of the next level down within an area."""
        at = LEVELS.index(level)
        return self.rows("areas", level=LEVELS[at + 1], parent=code) if at + 1 < len(LEVELS) else []


def write_aggregates(out: Path, manifest: Manifest, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Manifest:
    """Write a folder of aggregates; it appears whole or not at all.

    Args:
        out: A new or empty folder.
        manifest: Without its files, which are added.
        tables: Rows of each table, which have been through disclosure control; an optional one may be left out.

    Returns:
        The manifest with the files.

    Raises:
        BadInput: A table is missing or has other columns; something is in the folder.
    """
    problems = Problems()
    for name, columns in TABLES.items():
        rows = tables.get(name)
        if not rows:
            if name not in OPTIONAL:
                problems.add("a table of the aggregates is missing", given=name)
        elif set(rows[0]) != set(columns):
            problems.add("a table of the aggregates has other columns", given=name, expected=", ".join(columns))
    problems.raise_if_any()
    files: dict[str, dict[str, Any]] = {}
    with sealed_folder(out) as folder, duckdb.connect(config={"threads": 1}) as connection:
        for name, columns in TABLES.items():
            if not tables.get(name):
                continue
            path = folder / _file(name)
            write_table(connection, {key: [row[key] for row in tables[name]] for key in columns}, path)
            files[path.name] = {"rows": len(tables[name]), "sha256": _sha256(path)}
        whole = Manifest(**{**vars(manifest), "files": files})
        (folder / MANIFEST).write_text(whole.text, "utf-8")
    return whole


def read_aggregates(folder: Path) -> PopulationAggregates:
    """Read a folder of aggregates and check it against its manifest.

    Raises:
        BadInput: A file that is missing, changed or of another contract; everything that is wrong at once.
    """
    manifest = read_manifest(folder / MANIFEST, Manifest, VERSION, {_file(name) for name in TABLES})
    problems = Problems()
    tables: dict[str, Mapping[str, list[Any]]] = {}
    for name, columns in TABLES.items():
        path = folder / _file(name)
        if name in OPTIONAL and path.name not in manifest.files:
            tables[name] = {key: [] for key in columns}
            continue
        said = manifest.files.get(path.name, {})
        if not path.is_file() or said.get("sha256") != _sha256(path):
            problems.add("this file is missing, or is not the one that the manifest names", file=path.name, do=AGAIN)
            continue
        with duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1}) as connection:
            try:
                found = connection.execute("select * from read_parquet(?) limit ?", [str(path), MOST_ROWS]).fetchall()
                named = [str(column[0]) for column in connection.description or ()]
            except duckdb.Error as error:
                problems.add("this file cannot be read", file=path.name, given=str(error)[:100], do=AGAIN)
                continue
        if tuple(named) != columns or len(found) != said.get("rows"):
            problems.add("this table has other columns or rows", file=path.name, given=", ".join(named)[:200],
                         expected=", ".join(columns), do=AGAIN)  # fmt: skip
            continue
        values = {key: [row[place] for row in found] for place, key in enumerate(columns)}
        for fault, where in faults_of(values):
            problems.add(fault, file=path.name, given=where, do=AGAIN)
        tables[name] = values
    problems.raise_if_any()
    return PopulationAggregates(folder, manifest, tables)


def _file(name: str) -> str:
    return f"{name}.parquet"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
