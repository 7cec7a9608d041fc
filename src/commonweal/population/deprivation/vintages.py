"""Of which map a column of small areas is: most codes are on both, some on one alone, and those tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from commonweal.population.versioned import bundled_versioned
from commonweal.problems import BadInput, Problem

MAPS = {"2011": "lsoa11", "2021": "lsoa21"}
MOST_TOLD = 5


def map_of_codes(codes: Sequence[str], *, file: str = "", column: str = "lsoa") -> str:
    """The map of a column of small areas: ``lsoa11``, ``lsoa21``, or empty where every code is on both.

    Args:
        codes: Codes of small areas, in the order of the rows.
        file: Name of the file, for messages.
        column: Name of the column, likewise.

    Raises:
        BadInput: Areas that only one map has stand beside areas that only the other has.

    Example:
        >>> map_of_codes(["E01000001", "E01000010"]), map_of_codes(["E01000001"])
        ('lsoa11', '')
    """
    only = _one_map_only()
    rows: dict[str, list[int]] = {}
    for number, code in enumerate(codes):
        held = only.get(code.strip().upper())
        if held:
            rows.setdefault(held, []).append(number)
    if len(rows) < 2:
        return MAPS[next(iter(rows))] if rows else ""
    fewer = min(rows, key=lambda year: len(rows[year]))
    other = next(year for year in rows if year != fewer)
    raise BadInput(
        Problem(
            two_vintages(fewer, other, len(rows[other])),
            given=codes[number],
            file=file,
            row=number + 2,
            column=column,
            do="bring all to one map before deprivation is looked up: each index ranks the areas of its own map",
        )
        for number in rows[fewer][:MOST_TOLD]
    )


def two_vintages(fewer: str, other: str, rows: int) -> str:
    """What is said of an area that is on one map alone, where others in the column are on the other alone.

    Args:
        fewer: The year of its map.
        other: The year of the map of the others.
        rows: How many rows have such an area of the other map.

    Example:
        >>> two_vintages("2011", "2021", 1)[38:]
        'while 1 row has an area that is only on the map of 2021: two vintages in one column'
    """
    have = "1 row has an area that is" if rows == 1 else f"{rows:,} rows have areas that are"
    return (
        f"this area is only on the map of {fewer}, while {have} only on the map of {other}: two vintages in one column"
    )


@lru_cache(maxsize=1)
def _one_map_only() -> dict[str, str]:
    table = bundled_versioned("commonweal.population.people", "lsoa_of_one_vintage", ("lsoa_code", "vintage"))
    return {row["lsoa_code"]: row["vintage"] for row in table.rows}
