"""People with a score and what came after, as a table on the way in: every fault is told with file, row and column."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np

from commonweal.engines.idioms import ratio, whole
from commonweal.population.people.checks import kind_checks, number_sql, whole_sql, word_sql
from commonweal.population.people.contract import PERSONS, Column, TableContract
from commonweal.population.people.findings import find
from commonweal.population.people.incoming import Incoming, open_incoming, quoted
from commonweal.population.people.repeats import repeat_problems
from commonweal.population.people.staging import stage
from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.problems import BadInput, Problem, Problems

USUAL = ("imd_decile", "ethnic_group")
"""The columns that are looked for where nobody says by what groups to judge."""
FIFTH = "deprivation_fifth"
TENTHS_IN_A_FIFTH = 2
MOST_GROUPS = 60


@dataclass(frozen=True, eq=False)
class JudgedPeople(Arrays):
    """People with a score and what came after.

    Args:
        score: Of each person.
        outcome: 1 for whoever had it, 0 for the others.
        divisions: The group of each person by division; empty where it is not known.
        person: Identifier of each; empty where the table has none.
        not_judged: Columns of groups that were looked for and are not in the table.
    """

    score: FloatArray
    outcome: FloatArray
    divisions: Mapping[str, tuple[str, ...]]
    person: tuple[str, ...]
    not_judged: tuple[str, ...]


def read_judged_people(
    path: Path, *, score: str, outcome: str, by: Sequence[str] | None = None, chance: bool = False
) -> JudgedPeople:
    """Read a CSV or Parquet file of one row a person.

    Deprivation tenths (``imd_decile``) are made fifths, 1 the most deprived; ethnic groups are those of the contract.

    Args:
        path: The file.
        score: Heading of the score.
        outcome: Heading of the outcome, 0 or 1.
        by: Headings of groups; by default deprivation tenth and ethnic group, where the file has them.
        chance: Whether the score is a chance between 0 and 1.

    Raises:
        BadInput: Everything that is wrong with the file. A score or outcome that is missing is wrong: it is not nought.
    """
    least, most = (0, 1) if chance else (None, None)
    wanted = (
        Column("person_id", "identifier", "who it is", also=("id", "patient_id")),
        Column(score, "number", "score", required=True, filled=True, least=least, most=most),
        Column(outcome, "whole", "outcome", required=True, filled=True, least=0, most=1),
        *(_group(name, required=by is not None) for name in (USUAL if by is None else by)),
    )
    if repeated := {column.name for column in wanted if [other.name for other in wanted].count(column.name) > 1}:
        raise BadInput(Problem("one column cannot be two things", given=", ".join(sorted(repeated))))
    table = TableContract("people", "people with a score and what came after", wanted)
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection, TemporaryDirectory() as work:
        file, unreadable = stage(open_incoming(path, table, connection), Path(work), connection)
        problems = Problems()
        problems.extend(unreadable)
        problems.extend(find(file, list(kind_checks(table, file, date.max)), connection).problems)
        problems.extend(repeat_problems(file, "person_id", connection))
        problems.raise_if_any()
        read = connection.execute(
            f"select {', '.join(_reading(column, file) for column in wanted)} from ({file.select}) r"
        ).fetchnumpy()
    divisions: dict[str, tuple[str, ...]] = {}
    for column in wanted[3:]:
        if file.has(column.name):
            groups = _texts(read[column.name])
            divisions[FIFTH if column.name == USUAL[0] else column.name] = groups
            if len(set(groups)) > MOST_GROUPS:
                problems.add(
                    f"these are {len(set(groups)):,} groups", column=column.name, file=path.name,
                    expected=f"at most {MOST_GROUPS}", do="put them together into fewer",
                )  # fmt: skip
    problems.raise_if_any()
    return JudgedPeople(
        np.asarray(read[score], dtype=np.float64), np.asarray(read[outcome], dtype=np.float64), divisions,
        _texts(read["person_id"]) if file.has("person_id") else (),
        tuple(column.name for column in wanted[3:] if not file.has(column.name)),
    )  # fmt: skip


def _group(name: str, *, required: bool) -> Column:
    known = {column.name: column for column in PERSONS.columns}
    return replace(known.get(name, Column(name, "word", name)), required=required, filled=False)


def _reading(column: Column, file: Incoming) -> str:
    name, text = quoted(column.name), f"r.{quoted(column.name)}"
    if not file.has(column.name):
        return f"null as {name}"
    if column.name == USUAL[0]:
        fifth = whole(ratio(f"({whole_sql(text)} + {TENTHS_IN_A_FIFTH - 1})", str(TENTHS_IN_A_FIFTH)), "integer")
        return f"cast({fifth} as varchar) as {name}"
    if column.kind in ("number", "whole"):
        return f"{number_sql(text) if column.kind == 'number' else whole_sql(text)} as {name}"
    return f"{word_sql(column, text) if column.words else text} as {name}"


def _texts(values: np.ndarray) -> tuple[str, ...]:
    filled: np.ndarray = np.ma.filled(np.ma.asarray(values, dtype=object), "")
    return tuple("" if value is None else str(value) for value in filled.tolist())
