"""How many entries a codelist knows, and how many have a code of no known shape."""

# ruff: noqa: S608 - every name and text that goes into a query is quoted by us

from __future__ import annotations

import re
from typing import Any

import duckdb

from commonweal.population.codelists import Codelist, match_codes
from commonweal.population.people.incoming import Incoming
from commonweal.population.people.sealing_queries import entries_query

SHAPES = {
    "icd10": re.compile(r"[A-Z][0-9]{2}(\.?[0-9X]{1,2}[0-9A-Z]?)?[AD]?"),
    "snomed": re.compile(r"[1-9][0-9]{5,17}"),
    "ctv3": re.compile(r"[A-Za-z0-9.]{5}"),
}
MOST_TOLD = 10


def count_codes(
    events: Incoming, listed: Codelist, connection: duckdb.DuckDBPyConnection, *, once: bool = False
) -> dict[str, Any]:
    """Entries and different codes: in all, that the codelist knows, that it does not, and of no known shape.

    Entries that are kept are counted and no others, as in all that is said of an import beside it.

    Args:
        events: The events as they come in.
        listed: The codelist.
        connection: Holds the table ``people`` of those who are counted, with pseudonyms.
        once: Whether entries that repeat another are left out.
    """
    kept = f"({events.select}) r join people p on p.identifier = r.person_id where code is not null"
    source = f"({entries_query(events, once=True)})" if once else kept
    counted: dict[str, int] = dict(connection.execute(f"select code, count(*) from {source} group by 1").fetchall())
    known = {
        match.code for system in ("icd10", "snomed", "ctv3") for match in match_codes(listed, counted, system=system)
    }
    strange = [
        code
        for code in counted
        if not any(shape.fullmatch(form) for form in (code, code.upper()) for shape in SHAPES.values())
    ]
    return {
        "codelist": listed.provenance.to_json(),
        "entries": sum(counted.values()),
        "different_codes": len(counted),
        "entries_known_to_codelist": sum(counted[code] for code in known),
        "codes_unknown_to_codelist": len(counted) - len(known),
        "entries_unknown_to_codelist": sum(number for code, number in counted.items() if code not in known),
        "entries_of_no_known_shape": sum(counted[code] for code in strange),
        "codes_of_no_known_shape": sorted(strange, key=lambda code: (-counted[code], code))[:MOST_TOLD],
    }
