"""Other clinical values of an attributes table: which are sealed, as numbers or as words, and why others are not.

Such a column may hold anything, so it is looked at before it is kept. A column of numbers may not have long figures or
another whole number for each person, since those are identifiers; a column of words may have a few dozen short ones
that come back, as a category has, since free text may name somebody.
"""

# ruff: noqa: S608 - every name that goes into a query is quoted by us

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import duckdb

from commonweal.population.people.checks import RowCheck, day_sql, number_sql
from commonweal.population.people.findings import find
from commonweal.population.people.incoming import Incoming, quoted
from commonweal.problems import Problem

NUMBER, WORDS = "number", "words"
MOST_COLUMNS = 40
MOST_WORDS = 40
LONGEST_WORD = 60
BELOW = 1_000_000_000
"""Figures of ten places and more are NHS numbers, telephone numbers and the like."""
FEW = 100
"""In a table of fewer people, different numbers do not tell an identifier from a measurement."""
NEARLY_ALL = 0.9
_SIGN_OF_TEXT = r"[^\p{L}\p{N} &''()/,.+<>=%:;_-]"


@dataclass(frozen=True, slots=True)
class _Cells:
    """What stands in a column."""

    filled: int
    numbers: int
    long_figures: int
    whole: int
    different: int
    own: int
    days: int
    longest: int
    odd: int

    @property
    def kind(self) -> str:
        """What it is meant as."""
        return NUMBER if self.numbers * 2 > self.filled else WORDS

    @property
    def like_identifiers(self) -> bool:
        """Whether nearly everybody has a whole number of their own."""
        each = self.filled >= FEW and self.different > NEARLY_ALL * self.filled
        return each and self.whole == self.filled


def with_miscellaneous(
    persons: Incoming, connection: duckdb.DuckDBPyConnection
) -> tuple[Incoming, dict[str, Any], list[Problem]]:
    """The persons with what kind each of their other clinical values is; those that cannot be sealed are left out.

    Args:
        persons: Staged.
        connection: Where they are read.

    Returns:
        The persons; what is told: the kind of each column that is kept, and why others are not, by heading; and what
        is wrong: too many columns, or cells that are no number in a column of numbers.
    """
    headings = persons.miscellaneous
    if len(headings) > MOST_COLUMNS:
        problem = Problem(
            "there are more clinical values beside conditions than are kept", "leave out those that no rule rests on",
            f"{MOST_COLUMNS} columns clinic.misc at most", str(len(headings)), persons.path.name, row=1,
        )  # fmt: skip
        return persons, {}, [problem]
    kinds: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for name, heading in headings.items():
        cells = _cells(persons, name, connection)
        if why := _why_not(cells) or (_why_no_words(persons, name, cells, connection) if cells.kind == WORDS else ""):
            left_out[heading] = why
        else:
            kinds[name] = cells.kind
    numbers = [_number(name) for name, kind in kinds.items() if kind == NUMBER]
    problems = find(persons, numbers, connection).problems if numbers else ()
    told = {"miscellaneous_columns": kinds, "miscellaneous_columns_not_kept": left_out}
    return replace(persons, kinds=MappingProxyType(kinds)), told, list(problems)


def _cells(persons: Incoming, name: str, connection: duckdb.DuckDBPyConnection) -> _Cells:
    text = f"r.{quoted(name)}"
    number = number_sql(text)
    own = [f"{text} = r.{column}" for column in ("person_id", "nhs_number") if persons.has(column)]
    asked = (
        f"count({text})", f"count({number})", f"count(*) filter (abs({number}) >= {BELOW})",
        f"count(*) filter ({number} = round({number}))", f"approx_count_distinct({text})",
        f"count(*) filter ({' or '.join(own)})", f"count({day_sql(text)})", f"coalesce(max(length({text})), 0)",
        f"count(*) filter (regexp_matches({text}, '{_SIGN_OF_TEXT}'))",
    )  # fmt: skip
    found = connection.execute(f"select {', '.join(asked)} from ({persons.select}) r").fetchone()
    return _Cells(*(found or (0,) * len(asked)))


def _why_not(cells: _Cells) -> str:
    """Why a column of either kind is not sealed; empty where it may be."""
    if not cells.filled:
        return "it is empty"
    if cells.own * 2 > cells.filled or (cells.kind == NUMBER and (cells.long_figures or cells.like_identifiers)):
        return "its numbers may be identifiers: they have ten figures or more, or nearly everybody has another one"
    if cells.days * 2 > cells.filled:
        return "it holds days, which may tell who somebody is"
    return ""


def _why_no_words(persons: Incoming, name: str, cells: _Cells, connection: duckdb.DuckDBPyConnection) -> str:
    if cells.longest <= LONGEST_WORD and not cells.odd:
        (words,) = connection.execute(
            f"select count(distinct lower(r.{quoted(name)})) from ({persons.select}) r"
        ).fetchone() or (0,)
        if words <= MOST_WORDS:
            return ""
    return (
        f"it holds text, which may name somebody, and no category: {MOST_WORDS} different words at most, "
        f"of {LONGEST_WORD} letters at most, or numbers"
    )


def _number(name: str) -> RowCheck:
    text = f"r.{quoted(name)}"
    return RowCheck(
        name, f"{text} is not null and {number_sql(text)} is null", "this is no number, as most of this column is",
        "a number, or an empty cell where it is not known", "put the cell right or empty it",
    )  # fmt: skip
