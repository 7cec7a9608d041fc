"""Two maps of small areas in one column: the areas of 2011 and of 2021 must not be told apart by luck."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import duckdb

from commonweal.population.deprivation.vintages import two_vintages
from commonweal.population.people.findings import TOLD_OF_A_KIND, told
from commonweal.population.people.incoming import Incoming
from commonweal.population.versioned import bundled_versioned
from commonweal.problems import Problem

MAPS = ("2011", "2021")


def vintage_problems(incoming: Incoming, connection: duckdb.DuckDBPyConnection) -> tuple[list[Problem], str]:
    """What is wrong with the vintages of a column of small areas, and which vintage it is of.

    Most areas are the same on both maps. Where areas stand that only one of the maps has, all must be of that map,
    unless a column ``lsoa_vintage`` says of each row which.

    Returns:
        Problems; and ``2011``, ``2021``, ``by row``, or the empty text where nothing tells them apart.
    """
    if not incoming.has("lsoa"):
        return [], ""
    listed = bundled_versioned(__package__, "lsoa_of_one_vintage", ("lsoa_code", "vintage"))
    connection.execute("create or replace temp table one_vintage (lsoa varchar, vintage varchar)")
    for vintage in MAPS:
        codes = " ".join(row["lsoa_code"] for row in listed.rows if row["vintage"] == vintage)
        connection.execute("insert into one_vintage select unnest(string_split(?, ' ')), ?", [codes, vintage])
    joined = f"({incoming.select}) r join one_vintage v on v.lsoa = upper(r.lsoa)"
    found = dict(connection.execute(f"select v.vintage, count(*) from {joined} group by 1").fetchall())
    if incoming.has("lsoa_vintage"):
        wrong = "r.lsoa_vintage is not null and r.lsoa_vintage <> v.vintage"
        (number,) = connection.execute(f"select count(*) from {joined} where {wrong}").fetchone() or (0,)
        what, do = "the map of this vintage has no such area", "put the vintage or the area right"
        return (_told(incoming, wrong, number, what, do, connection) if number else []), "by row"
    if len(found) < len(MAPS):
        return [], next(iter(found), "")
    fewer = min(MAPS, key=lambda vintage: found[vintage])
    other = next(vintage for vintage in MAPS if vintage != fewer)
    what = two_vintages(fewer, other, found[other])
    do = "bring all to one map, or say in a column lsoa_vintage which map each row's area is of"
    return _told(incoming, f"v.vintage = '{fewer}'", found[fewer], what, do, connection), ""


def _told(
    incoming: Incoming, wrong: str, number: int, what: str, do: str, connection: duckdb.DuckDBPyConnection
) -> list[Problem]:
    rows = connection.execute(
        f"select r.row_of_file, r.lsoa from ({incoming.numbered}) r "
        f"join one_vintage v on v.lsoa = upper(r.lsoa) where {wrong} order by 1 limit {TOLD_OF_A_KIND}"
    ).fetchall()
    return told(incoming, "lsoa", what, rows, number, do=do)
