"""Who of the sealed persons is on the list on the day: whoever died, left, had not joined or was not born is not.

Their rows stay in the sealed file, since deaths between two days are told from them; whoever counts people of a day
asks here first.
"""

# ruff: noqa: S608 - the names in queries are those of the contract

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path

import duckdb

from commonweal import engines as e
from commonweal.engines.shapes import FULL
from commonweal.population.people.attribute_headings import MISCELLANEOUS
from commonweal.population.people.contract import PERSONS
from commonweal.population.people.seal import reading
from commonweal.problems import BadInput, Problem, Problems

SEALED_PERSONS = "sealed_persons"
DAYS = ("death_date", "registered_from", "registered_to")
COLUMNS = frozenset({column.name for column in PERSONS.columns} | {"birth_month", "mask"})


@dataclass(frozen=True)
class OnList:
    """What tells who of a file of sealed persons is on the list on a day.

    Args:
        path: The file.
        day: The day.
        columns: Those of the contract that the file has, and other clinical values.
        unborn: Whether the file may have people with an age below nought, who are not born on the day.
    """

    path: Path
    day: date
    columns: tuple[str, ...]
    unborn: bool = False

    @property
    def reasons(self) -> dict[str, e.Condition]:
        """Why somebody is not on the list, in words, each with its test; a day that is not known is no reason.

        Whoever dies on the day is not on the list of its end; whoever leaves on it is, since it is the last day there.
        """
        column, day = e.Column, e.value(self.day)
        tests = {
            "death_date": ("had died", ~column("death_date").is_null() & (column("death_date") <= day)),
            "registered_to": ("had left", ~column("registered_to").is_null() & (column("registered_to") < day)),
            "registered_from": (
                "had not joined", ~column("registered_from").is_null() & (column("registered_from") > day)
            ),
        }  # fmt: skip
        found = {words: test for name, (words, test) in tests.items() if name in self.columns}
        if self.unborn:
            found["were not born"] = column("age").or_else(0) < e.value(0)
        return found

    def plan(self, columns: tuple[str, ...] | None = None, source: str = SEALED_PERSONS) -> e.Plan:
        """The rows of those on the list; all columns of the contract by default."""
        persons = e.Scan(source, columns or self.columns)
        if not self.reasons:
            return persons
        return e.Filter(persons, reduce(lambda one, other: one & other, (~test for test in self.reasons.values())))

    def register(self, engine: e.Engine, name: str = "persons") -> None:
        """Name those on the list; a file in which everybody is, is named as it is."""
        if not self.reasons:
            engine.register(name, self.path)
            return
        engine.register(SEALED_PERSONS, self.path)
        engine.view(name, self.plan())

    def left_out(self, connection: duckdb.DuckDBPyConnection | None = None) -> dict[str, int]:
        """How many are not on the list, by reason; whom two reasons fit is counted by the first."""
        if not self.reasons:
            return {}
        cases = " ".join(f"when {test.sql(FULL)} then '{words}'" for words, test in self.reasons.items())
        query = f"select case {cases} end as reason, count(*) from read_parquet(?) group by 1"
        with nullcontext(connection) if connection else reading() as reader:
            found = dict(reader.execute(query, [str(self.path)]).fetchall())
        return {words: found[words] for words in self.reasons if words in found}


EVERYBODY = OnList(Path(), date.max, ())


def on_list(path: Path, day: date, connection: duckdb.DuckDBPyConnection | None = None) -> OnList:
    """What tells who of a file of sealed persons is on the list of a day.

    Args:
        path: Sealed persons.
        day: The day.
        connection: To read with, where one is open.

    Raises:
        BadInput: A day of death, of joining or of leaving that is no column of days, or a file that cannot be read.
    """
    with nullcontext(connection) if connection else reading() as reader:
        try:
            types = dict(
                reader.execute("select column_name, column_type from (describe from read_parquet(?))", [str(path)])
                .fetchall()
            )  # fmt: skip
            youngest = reader.execute(
                "select min(stats_min_value::bigint), count(*) = count(stats_min_value) from parquet_metadata(?) "
                "where path_in_schema = 'age' and num_values > 0",
                [str(path)],
            ).fetchone()
        except duckdb.Error as error:
            raise BadInput(Problem("the persons cannot be read", file=path.name, do="bring them in again")) from error
    problems = Problems()
    for name in DAYS:
        if types.get(name, "DATE") != "DATE":
            problems.add(
                "the column has another type", given=types[name], expected="DATE", file=path.name, column=name,
                do="bring the tables in again with `commonweal population import`",
            )  # fmt: skip
    problems.raise_if_any()
    least, said = youngest or (None, False)
    unborn = "age" in types and (not said or (least is not None and least < 0))
    return OnList(path, day, tuple(name for name in types if name in COLUMNS or name.startswith(MISCELLANEOUS)), unborn)
