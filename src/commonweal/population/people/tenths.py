"""The deprivation tenth of each person's small area, looked up where the table brings none."""

# ruff: noqa: S608 - every name and text that goes into a query is our own

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import duckdb

from commonweal.population.deprivation.index import EDITIONS, DeprivationIndex
from commonweal.population.people.incoming import Incoming

BY_ROW = "by row"
IndexOf = Callable[[str], DeprivationIndex | None]
"""Gives an edition of the index, ``2025`` or ``2019``; None where it is not at hand."""
_EDITION_OF = {area_map.replace("lsoa", "20"): edition for area_map, edition in EDITIONS.items()}


def with_tenths(
    persons: Incoming, vintage: str, index_of: IndexOf, connection: duckdb.DuckDBPyConnection
) -> tuple[Incoming, dict[str, Any]]:
    """The persons with a column of deprivation tenths, looked up from the small areas of those who bring none.

    Areas of the map of 2021 have their tenth by the index of 2025, those of 2011 by that of 2019. Areas that are the
    same on both maps, in a table that nothing tells the vintage of, count as of 2021.

    Args:
        persons: Staged, checked.
        vintage: Of its small areas: ``2011``, ``2021``, ``by row``, or empty where nothing tells.
        index_of: Gives an edition.
        connection: Where the table is read; holds the table ``people`` of those who are kept.

    Returns:
        The table; and what is said of it: ``from`` the column ``imd_decile``, ``lsoa`` or nothing; ``brought``, people
        whose tenth the table brings; ``index``, the editions; ``missing``, those that were needed and not at hand;
        ``looked_up`` and ``not_found``, people who bring none.
    """
    own, areas = persons.has("imd_decile"), persons.has("lsoa")
    brought, blank = _brought(persons, connection) if own else (0, 0)
    told: dict[str, Any] = {"from": "imd_decile", "brought": brought} if brought else {"from": ""}
    if not areas or (own and not blank):
        return persons, told | ({"looked_up": 0, "not_found": blank} if blank else {})
    said = "coalesce(lsoa_vintage, '2021')" if vintage == BY_ROW else f"'{vintage or '2021'}'"
    which = "where imd_decile is null" if own else ""
    maps = [one for (one,) in connection.execute(f"select distinct {said} from ({persons.select}) {which}").fetchall()]
    editions = {one: index_of(_EDITION_OF[one]) for one in sorted(maps)}
    missing = [_EDITION_OF[one] for one, index in editions.items() if index is None]
    if missing:
        return persons, told | {"missing": missing} | ({"looked_up": 0, "not_found": blank} if own else {})
    connection.execute("create or replace temp table area_tenths (lsoa varchar, vintage varchar, tenth varchar)")
    for one, index in editions.items():
        if index is not None:
            connection.execute(
                "insert into area_tenths select unnest(?::varchar[]), ?, unnest(?::varchar[])",
                [list(index.codes), one, [str(tenth) for tenth in index.tenths.tolist()]],
            )
    every, tenth = ("s.* exclude (imd_decile)", "coalesce(s.imd_decile, t.tenth)") if own else ("s.*", "t.tenth")
    relation = (
        f"(select {every}, {tenth} as imd_decile from {persons.relation} s left join area_tenths t "
        f"on t.lsoa = upper(s.lsoa) and t.vintage = {said})"
    )
    found = replace(persons, relation=relation, headings={**persons.headings, "imd_decile": "imd_decile"})
    held, blank = _brought(found, connection)
    used = [_EDITION_OF[one] for one in editions]
    return found, {
        **told,
        "from": told["from"] or "lsoa",
        "index": used,
        "looked_up": held - brought,
        "not_found": blank,
    }


def _brought(persons: Incoming, connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many of the people who are kept have a tenth, and how many have none."""
    counted = connection.execute(
        f"select count(imd_decile), count(*) - count(imd_decile) from ({persons.select}) r "
        "join people p on p.identifier = r.person_id"
    ).fetchone() or (0, 0)
    return int(counted[0]), int(counted[1])
