"""A made-up population as sealed Parquet files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

import commonweal
from commonweal.engines.expressions import Literal
from commonweal.engines.shapes import FULL
from commonweal.population.codelists import codelist
from commonweal.population.people.seal import Seal, sealed_folder
from commonweal.population.people.sealed_json import write_sealed_json
from commonweal.population.scores import score
from commonweal.population.synthetic.conditions import CODELIST
from commonweal.population.synthetic.recipe import (
    FIRST_AREA,
    FIRST_ID,
    MOST_PEOPLE,
    SEED,
    MadeUpPeople,
    code_texts,
    draw,
)
from commonweal.problems import BadInput, Problem

AS_OF = date(2025, 3, 31)
LAYOUTS = ("by_person", "mixed")
ROWS_BY_PERSON, ROWS_MIXED = 245_760, 1_000_000
"""Rows of a row group: smaller ones share better between threads; the mixed layout keeps the recipe's."""
BUCKET_BITS = 16
SEXES = ("F", "M")


@dataclass(frozen=True)
class Synthesised:
    """What was made."""

    folder: Path
    people: int
    events: int
    condition_events: int
    layout: str


def synthesise(
    people: int,
    out: Path,
    *,
    seed: int = SEED,
    layout: str = "by_person",
    telling: Callable[[str], None] = lambda stage: None,
) -> Synthesised:
    """Make a population and write it, sealed, into a new folder: ``persons``, ``events`` and ``codelist``.

    Args:
        people: How many.
        out: The folder, which must be new or empty; it appears whole or not at all.
        seed: The same seed makes the same people.
        layout: ``by_person`` keeps a person's rows near each other, as sealed files do; ``mixed`` writes events in the
            random order that the recipe ends with. The rows are the same.
        telling: Is told what is being done, in three stages.

    Raises:
        BadInput: A number of people, a seed or a layout that cannot be, or something in the folder.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise BadInput(Problem("so many people cannot be made", given=f"{people:,}", expected=f"1 to {MOST_PEOPLE:,}"))
    if seed < 0:
        raise BadInput(Problem("a seed is a whole number, nought or more", given=str(seed)))
    if layout not in LAYOUTS:
        raise BadInput(Problem("there is no such layout", given=layout, expected=" or ".join(LAYOUTS)))
    with sealed_folder(out) as folder:
        telling("drawing people and events")
        made = draw(people, seed, permuted=layout == "mixed")
        batch = hashlib.sha256(f"{people} {seed} {layout}".encode()).hexdigest()[:32]
        rows = {"persons": people, "events": len(made.who)}
        seals = {
            table: Seal(
                table=table, batch=batch, rows=number, as_of=AS_OF, synthetic=True,
                made_by=f"commonweal {commonweal.__version__}", made_on=datetime.now(UTC).date(),
            )
            for table, number in rows.items()
        }  # fmt: skip
        result = Synthesised(out, people, rows["events"], made.condition_events, layout)
        with duckdb.connect(config={"python_enable_replacements": False}) as connection:
            _write_codelist(connection, folder / "codelist.parquet")
            size = ROWS_BY_PERSON if layout == "by_person" else ROWS_MIXED
            telling("writing persons")
            _write_persons(connection, folder / "persons.parquet", made, layout, seals["persons"], size)
            telling("writing events")
            _write_events(connection, folder / "events.parquet", made, layout, seals["events"], size)
        write_sealed_json(folder, seals, {"synthetic": {"seed": seed, "people": people, "layout": layout}})
    return result


def _write_codelist(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    codes, weights = codelist(CODELIST), score("cambridge_20").weights
    rows = [(code.code, code.condition, float(weights[code.condition])) for code in codes.codes]
    table = ", ".join("(?, ?, ?)" for _ in rows)
    connection.execute(
        f"copy (from (values {table}) as codelist(code, condition, weight)) to {_target(path)} (format parquet)",
        [value for row in rows for value in row],
    )


def _write_persons(
    connection: duckdb.DuckDBPyConnection, path: Path, made: MadeUpPeople, layout: str, seal: Seal, size: int
) -> None:
    order = slice(None) if layout == "mixed" else _by_person(made.identifier)
    names = ("identifier", "age", "sex", "practice", "area", "decile")
    rows = {name: getattr(made, name)[order] for name in names}
    _name(connection, "practices", [f"A{number:05d}" for number in range(int(made.practice.max()) + 1)])
    _name(connection, "areas", [f"E{number + FIRST_AREA:08d}" for number in range(int(made.area.max()) + 1)])
    _name(connection, "sexes", list(SEXES))
    _copy(
        connection, path, rows, seal, size,
        "select identifier::bigint as person_id, age::smallint as age, s.text as sex, p.text as practice,"
        " a.text as lsoa, decile::tinyint as imd_decile from made"
        " join practices p on p.number = made.practice join areas a on a.number = made.area"
        " join sexes s on s.number = made.sex",
    )  # fmt: skip


def _write_events(
    connection: duckdb.DuckDBPyConnection, path: Path, made: MadeUpPeople, layout: str, seal: Seal, size: int
) -> None:
    identifier = made.identifier[made.who]
    order = made.permutation if layout == "mixed" else _by_person(identifier)
    rows = {"identifier": identifier[order], "day": made.day[order], "code": made.code[order]}
    del identifier, order
    _name(connection, "codes", code_texts())
    _copy(
        connection, path, rows, seal, size,
        "select identifier::bigint as person_id, date '1970-01-01' + day::integer as date, c.text as code"
        " from made join codes c on c.number = made.code",
    )  # fmt: skip


def _by_person(identifier: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """An order in which identifiers that are close stand together; a full sort would take ten times as long."""
    span = int(identifier.max()) - FIRST_ID + 1
    down = max(0, span.bit_length() - BUCKET_BITS)
    return np.argsort(((identifier - FIRST_ID) >> down).astype(np.uint16), kind="stable")


def _name(connection: duckdb.DuckDBPyConnection, table: str, texts: list[str]) -> None:
    connection.execute(f"create or replace table {table} as select unnest(?) as text, unnest(?)::integer as number",
                       [texts, list(range(len(texts)))])  # fmt: skip


def _copy(
    connection: duckdb.DuckDBPyConnection, path: Path, rows: Mapping[str, Any], seal: Seal, size: int, query: str
) -> None:
    connection.register("made", dict(rows))
    try:
        connection.execute(
            f"copy ({query}) to {_target(path)} (format parquet, compression zstd, row_group_size {size}, {seal.sql})"
        )
    finally:
        connection.unregister("made")


def _target(path: Path) -> str:
    return Literal(str(path)).sql(FULL)
