"""One area of the kept aggregates as plain data: its rows of each table, those of the area above, and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commonweal.population.aggregates import LEVELS, TABLES, Manifest, PopulationAggregates

Row = Mapping[str, Any]
Key = tuple[str, str]

TWO_OR_MORE = "two_or_more"


@lru_cache(maxsize=4)
def rows_by_area(held: PopulationAggregates) -> Mapping[str, Mapping[Key, list[Row]]]:
    """The rows of every table by level and code, sorted out once while the aggregates are kept."""
    found: dict[str, dict[Key, list[Row]]] = {}
    for name in TABLES:
        places = found.setdefault(name, {})
        for row in held.rows(name):
            if name == "areas" and held.manifest.fictional:
                row["name"] = plain_name(str(row["name"]))
            places.setdefault((row["level"], row["code"]), []).append(row)
    return found


def plain_name(name: str) -> str:
    """A name without the word that it is fictional, which the strip at the head of every page says.

    Example:
        >>> plain_name("Wealdmarch ICB (fictional)")
        'Wealdmarch ICB'
    """
    return name.removesuffix(" (fictional)")


@dataclass(frozen=True, eq=False)
class OwnPeople:
    """The people of one area.

    Args:
        held: The aggregates.
        area: Its row of the table of areas.
        above: The rows of the areas that it lies in, the system first; empty for the system.
    """

    held: PopulationAggregates
    area: Row
    above: tuple[Row, ...]

    @property
    def manifest(self) -> Manifest:
        """What the aggregates are."""
        return self.held.manifest

    @property
    def level(self) -> str:
        """``system``, ``place``, ``pcn`` or ``practice``."""
        return str(self.area["level"])

    @property
    def code(self) -> str:
        """Its code."""
        return str(self.area["code"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.area["name"])

    @property
    def next_above(self) -> Row | None:
        """The area that it is held against; None for the system."""
        return self.above[-1] if self.above else None

    def rows(self, table: str, **wanted: Any) -> list[Row]:
        """Its rows of a table, those with the values wanted."""
        return rows_of(self.held, table, (self.level, self.code), **wanted)

    def rows_above(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of the area next above; none for the system."""
        above = self.next_above
        return rows_of(self.held, table, (above["level"], above["code"]), **wanted) if above else []

    def parts(self) -> list[Row]:
        """The areas or practices of the next level down, by name; none of a practice."""
        return parts_of(self.held, self.area)


def parts_of(held: PopulationAggregates, area: Row) -> list[Row]:
    """The areas or practices of the next level down within an area, by name; none of a practice."""
    below = LEVELS[LEVELS.index(str(area["level"])) + 1 :][:1]
    found = rows_by_area(held)["areas"]
    rows = [row for (level, _), listed in found.items() if level in below for row in listed]
    return sorted((row for row in rows if row["parent"] == area["code"]), key=lambda row: str(row["name"]))


def rows_of(held: PopulationAggregates, table: str, key: Key, **wanted: Any) -> list[Row]:
    """Rows of a table about one area, those with the values wanted."""
    return [
        row
        for row in rows_by_area(held)[table].get(key, [])
        if all(row[name] == value for name, value in wanted.items())
    ]


def find(held: PopulationAggregates, level: str, code: str) -> OwnPeople | None:
    """The people of an area; None where the aggregates have none of the level and code."""
    area = next(iter(rows_of(held, "areas", (level, code))), None)
    if area is None:
        return None
    above: list[Row] = []
    upper, parent = LEVELS.index(level), str(area["parent"])
    while parent and upper:
        upper -= 1
        row = next(iter(rows_of(held, "areas", (LEVELS[upper], parent))), None)
        if row is None:
            break
        above.insert(0, row)
        parent = str(row["parent"])
    return OwnPeople(held, area, tuple(above))


def levels_with(held: PopulationAggregates, code: str) -> list[Row]:
    """Areas of any level with this code, for whoever asked for the wrong level."""
    return [row for level in LEVELS for row in rows_of(held, "areas", (level, code))]


def of_condition(rows: list[Row], condition: str, on: str) -> Row | None:
    """The row of one condition on one day; None where there is none."""
    return next((row for row in rows if row["condition"] == condition and row["on"] == on), None)


def told_by_deprivation(held: PopulationAggregates) -> list[tuple[str, str]]:
    """Ids and names of the conditions that are told by deprivation, in order; of all where none is told by it."""
    titles = dict(zip(*(held.table("conditions")[key] for key in ("condition", "title")), strict=True))
    told = dict.fromkeys(held.table("deprivation")["condition"]) or titles
    return [(id, str(titles.get(id, id))) for id in told]


def standing(low: float | None, high: float | None, other: float | None) -> str:
    """How an interval stands to a figure: ``higher``, ``lower``, ``alike``, or empty where one is not shown.

    Example:
        >>> standing(2.0, 3.0, 1.0), standing(0.5, 1.5, 1.0), standing(None, None, 1.0)
        ('higher', 'alike', '')
    """
    if low is None or high is None or other is None:
        return ""
    return "higher" if low > other else "lower" if high < other else "alike"


def change(first: Row | None, last: Row | None, value: str = "dsr") -> str:
    """How a later figure stands to an earlier one by limits that do not overlap; empty where one is not shown."""
    if first is None or last is None:
        return ""
    ends = [row[f"{value}_{end}"] for row in (first, last) for end in ("low", "high")]
    if any(end is None for end in ends):
        return ""
    low, high, later_low, later_high = ends
    return "higher" if later_low > high else "lower" if later_high < low else "alike"
