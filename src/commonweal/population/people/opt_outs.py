"""Opt-outs: people who asked not to be counted are left out before anything is kept."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import duckdb

from commonweal.population.people.contract import Column, TableContract
from commonweal.population.people.findings import TOLD_OF_A_KIND, told
from commonweal.population.people.incoming import Incoming, literal
from commonweal.population.people.nhs_number import nhs_number_sql
from commonweal.problems import BadInput, Problem

OPT_OUTS = TableContract(
    "opt_outs",
    "people who asked not to be counted",
    (
        Column("person_id", "identifier", "who it is, as in the persons", also=("id", "patient_id")),
        Column("nhs_number", "identifier", "NHS number", also=("nhsnumber",)),
    ),
)
NO_SIGNS_OF_IDENTIFIERS = (";", '"', "#")
"""What a cell holds that names several people, was quoted wrongly or was struck out by hand."""
BETWEEN_WORDS = (r"[\s\p{Z},;|/\"#()]+", r"[^\p{L}\p{N}]+")
"""What parts the words of a cell: the signs that identifiers seldom have; and, once more, all signs."""
_WIDE = "".join(chr(each) for start, end in ((0xFF10, 0xFF1A), (0xFF41, 0xFF5B)) for each in range(start, end))
_PLAIN = "0123456789abcdefghijklmnopqrstuvwxyz"


def opt_out_problems(given: Incoming, persons: Incoming, connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """What is wrong with a list of opt-outs that was staged.

    A row that cannot be followed would count somebody who asked not to be counted, so none is passed over.

    Args:
        given: The list.
        persons: The persons.
        connection: Where both stand.
    """
    usable = _usable(given, persons)
    if not usable:
        return [
            Problem(
                "the list of opt-outs names people in no way that the persons do", file=given.path.name,
                expected="a column person_id or nhs_number", given=", ".join(given.headings.values()),
            )
        ]  # fmt: skip
    blank = " and ".join(f"{name} is null" for name in usable)
    asked = {blank: ("person_id" if "person_id" in usable else "nhs_number", "this row names nobody")}
    if "nhs_number" in usable:
        wrong = f"nhs_number is not null and not {nhs_number_sql('nhs_number')}"
        asked[wrong] = ("nhs_number", "the check digit shows that this is no NHS number")
    problems: list[Problem] = []
    for wrong, (column, what) in asked.items():
        found = connection.execute(
            f"select row_of_file, {column}, count(*) over () from ({given.numbered}) where {wrong} "
            f"order by 1 limit {TOLD_OF_A_KIND}"
        ).fetchall()
        if found:
            rows = [(row, value) for row, value, _ in found]
            problems += told(given, column, what, rows, found[0][2], do="put the row right or take it out")
    return problems + (_named_otherwise(given, persons, connection) if "person_id" in usable else [])


def apply_opt_outs(given: Incoming, persons: Incoming, connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Take people out of the table ``people``.

    Args:
        given: The list, staged, with nothing wrong in it.
        persons: The persons.
        connection: Where both stand.

    Returns:
        How many were left out, and how many of the list were not among the persons.

    Raises:
        BadInput: A list that names nobody, or nobody of the persons.
    """
    usable = _usable(given, persons)
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
            Problem("the list of opt-outs names nobody", file=given.path.name, do="leave the list away if it is empty")
        )
    (before,) = connection.execute("select count(*) from people").fetchone() or (0,)
    connection.execute(f"delete from people where identifier in ({' union all '.join(parts)})")
    (after,) = connection.execute("select count(*) from people").fetchone() or (0,)
    if before == after:
        raise BadInput(
            Problem(
                "nobody on the list of opt-outs is among the persons", file=given.path.name,
                expected="identifiers written as in the persons, capitals and leading noughts too",
                do="use identifiers of one kind in all files, or leave the list away if it is of other people",
            )
        )  # fmt: skip
    return before - after, max(0, listed - (before - after))


def _named_otherwise(given: Incoming, persons: Incoming, connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Rows whose identifier is nobody's as it stands, but would be somebody's if it were written as in the persons.

    They would pass for rows about people who are not among the persons, and that person would be counted.
    """
    held = connection.execute(
        f"select {', '.join(f'bool_or(contains(person_id, {literal(sign)}))' for sign in NO_SIGNS_OF_IDENTIFIERS)} "
        f"from ({persons.select})"
    ).fetchone() or (None,) * len(NO_SIGNS_OF_IDENTIFIERS)
    foreign = [sign for sign, there in zip(NO_SIGNS_OF_IDENTIFIERS, held, strict=True) if not there]
    signs = " or ".join(["false", *(f"contains(person_id, {literal(sign)})" for sign in foreign)])
    known = " union all ".join(
        f"select {_bare(name)} as form from ({persons.select})"
        for name in ("person_id", "nhs_number")
        if persons.has(name)
    )
    split = " || ".join(f"regexp_split_to_array(person_id, {literal(each)})" for each in BETWEEN_WORDS)
    rows = connection.execute(
        f"with unknown as (select g.row_of_file, g.person_id from ({given.numbered}) g "
        f"anti join ({persons.select}) p on g.person_id = p.person_id where g.person_id is not null), "
        f"words as (select row_of_file, unnest([person_id] || {split}) as word from unknown), "
        f"alike as (select row_of_file from words semi join ({known}) k on {_bare('word')} = k.form "
        f"where {_bare('word')} <> '') "
        f"select row_of_file, count(*) over () from unknown "
        f"where ({signs}) or row_of_file in (select row_of_file from alike) order by 1 limit {TOLD_OF_A_KIND}"
    ).fetchall()
    return told(
        given, "person_id", "this is no identifier as the persons have it", [(row, None) for row, _ in rows],
        rows[0][1] if rows else 0,
        expected="one identifier, written as in the persons, capitals and leading noughts too, and no other sign",
        do="put the row right or take it out",
    )  # fmt: skip


def _bare(column: str) -> str:
    """An identifier in SQL without capitals, signs, leading noughts and letters of double width."""
    plain = f"translate(lower({column}), '{_WIDE}', '{_PLAIN}')"
    return rf"regexp_replace(regexp_replace({plain}, '[^\p{{L}}\p{{N}}]', '', 'g'), '^0+(.)', '\1')"


def _usable(given: Incoming, persons: Incoming) -> list[str]:
    """The columns of the list by which it names people as the persons do."""
    return [name for name in given.headings if persons.has(name)]
