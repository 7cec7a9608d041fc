"""Queries that write the sealed tables: columns of the contract, pseudonyms, and only people who are counted."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

from datetime import date

from commonweal.engines.idioms import age_at, month_start, whole
from commonweal.population.people.checks import HELD, day_sql, number_sql, whole_sql, word_sql
from commonweal.population.people.contract import Column
from commonweal.population.people.incoming import ATTRIBUTE, Incoming, quoted
from commonweal.population.people.miscellaneous import NUMBER
from commonweal.problems import BadInput, Problem

MOST_ATTRIBUTES = 62
PENCE = 100
HALF = "0.5"
"""Added before the fraction is left out: half a penny is kept as a whole one. A decimal, so that it is exact."""


def persons_query(incoming: Incoming, as_of: date) -> str:
    """Persons: age on the day asked about, the month of birth, and conditions that came as attributes in a mask.

    Other clinical values are columns after all others, so that whoever does not ask for them does not read them.
    """
    day = f"date '{as_of.isoformat()}'"
    birth = day_sql("r.birth_date") if incoming.has("birth_date") else ""
    given = whole_sql("r.age") if incoming.has("age") else ""
    age = f"coalesce({', '.join(part for part in (age_at(birth, day) if birth else '', given) if part)})"
    made = ["p.person_id", f"{whole(age, 'smallint')} as age"]
    if birth:
        made.append(f"{month_start(birth)} as birth_month")
    turned_already = ("person_id", "nhs_number", "birth_date", "age")
    kept = (column for column in incoming.table.columns if column.name not in turned_already)
    made += [f"{_kept(column)} as {column.name}" for column in kept if incoming.has(column.name)]
    if incoming.attributes:
        if len(incoming.attributes) > MOST_ATTRIBUTES:
            raise BadInput(Problem(f"there are more than {MOST_ATTRIBUTES} conditions", file=incoming.path.name))
        bits = [
            f"case when lower(r.{quoted(f'{ATTRIBUTE}{name}')}) in {HELD} then {1 << bit} else 0 end"
            for bit, name in enumerate(incoming.attributes)
        ]
        made.append(f"cast({' + '.join(bits)} as bigint) as mask")
    for name, kind in incoming.kinds.items():
        text = f"r.{quoted(name)}"
        made.append(f"{number_sql(text) if kind == NUMBER else text} as {name}")
    source = f"({incoming.select}) r join people p on p.identifier = r.person_id"
    return f"select {', '.join(made)} from {source} order by p.person_id"


def entries_query(incoming: Incoming, *, once: bool = False) -> str:
    """Events or activity of the people who are counted; events without a code are left out.

    Args:
        incoming: Events or activity, staged.
        once: Keep one of rows that are the same in every column.
    """
    made = ["p.person_id"]
    for column in incoming.table.columns:
        if column.name != "person_id" and incoming.has(column.name):
            name = "cost_pence" if column.kind == "pounds" else column.name
            kept = _kept(column)
            if column.kind == "code" and incoming.has("system"):  # capitals are part of a CTV3 code
                kept = f"case when lower(r.system) = 'ctv3' then r.code else {kept} end"
            made.append(f"{kept} as {name}")
    coded = " where r.code is not null" if incoming.has("code") else ""
    source = f"({incoming.select}) r join people p on p.identifier = r.person_id"
    return f"select {'distinct ' if once else ''}{', '.join(made)} from {source}{coded} order by p.person_id"


def _kept(column: Column) -> str:
    text = f"r.{quoted(column.name)}"
    if column.kind == "date":
        return day_sql(text)
    if column.kind == "whole":
        return whole(whole_sql(text), "tinyint")
    if column.kind == "number":
        return number_sql(text)
    if column.kind == "pounds":
        return whole(f"cast({text} as decimal(18, 4)) * {PENCE} + {HALF}")
    if column.kind in ("practice", "lsoa", "code"):
        return f"upper({text})"
    return word_sql(column, text)
