"""Opt-outs: people who asked not to be counted are left out before anything is kept."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from pathlib import Path

import duckdb

from commonweal.population.people.contract import Column, TableContract
from commonweal.population.people.incoming import Incoming, open_incoming
from commonweal.problems import BadInput, Problem

OPT_OUTS = TableContract(
    "opt_outs",
    "people who asked not to be counted",
    (
        Column("person_id", "identifier", "who it is, as in the persons", also=("id", "patient_id")),
        Column("nhs_number", "identifier", "NHS number", also=("nhsnumber",)),
    ),
)


def apply_opt_outs(path: Path, persons: Incoming, connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Take people out of the table ``people``.

    Returns:
        How many were left out, and how many of the list were not among the persons.

    Raises:
        BadInput: A list without a column that the persons have, or without a single identifier.
    """
    given = open_incoming(path, OPT_OUTS, connection)
    usable = [name for name in given.headings if persons.has(name)]
    if not usable:
        raise BadInput(
            Problem(
                "the list of opt-outs names people in no way that the persons do", file=path.name,
                expected="a column person_id or nhs_number", given=", ".join(given.headings.values()),
            )
        )  # fmt: skip
    form = "replace(replace(nhs_number, ' ', ''), '-', '')"
    parts = ["select person_id as identifier from out_ where person_id is not null"] if "person_id" in usable else []
    if "nhs_number" in usable:
        numbers = f"select person_id as identifier, {form} as number from ({persons.select})"
        parts.append(
            f"select n.identifier from ({numbers}) n join out_ on n.number = {form.replace('nhs', 'out_.nhs')}"
        )
    connection.execute(f"create or replace temp view out_ as {given.select}")
    (listed,) = connection.execute(f"select count(distinct coalesce({', '.join(usable)})) from out_").fetchone() or (0,)
    if not listed:
        raise BadInput(
            Problem("the list of opt-outs names nobody", file=path.name, do="leave the list away if it is empty")
        )
    (before,) = connection.execute("select count(*) from people").fetchone() or (0,)
    connection.execute(f"delete from people where identifier in ({' union all '.join(parts)})")
    (after,) = connection.execute("select count(*) from people").fetchone() or (0,)
    return before - after, max(0, listed - (before - after))
