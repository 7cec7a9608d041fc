"""The path to target: what the years ahead would bring if the rule stayed as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from commonweal.allocations.allocation import Allocation
from commonweal.allocations.path import ON_TARGET, PathYear, YearAhead, follow, years_to_target
from commonweal.allocations.policy import GrowthMode, Status
from commonweal.charts import Series, lines_over_years
from commonweal.site.allocations.worked import allocation_of, has_rule
from commonweal.site.components.figures import percent
from commonweal.site.components.tables import Column, TableView

MOST = 60
"""After so many years without reaching target, none is named."""


@dataclass(frozen=True)
class PathShown:
    """One ICB's path.

    Args:
        sentence: What it comes to.
        assumption: What it rests on.
        table: Year by year.
        chart: Distance from target by year, as Vega-Lite.
    """

    sentence: str
    assumption: str
    table: TableView
    chart: dict[str, Any]


def can_be_followed(stream: str, year: str) -> bool:
    """Whether the rule of a year can be carried on: it has targets, and one growth for all."""
    if stream == "running_costs" or not has_rule(stream, year):
        return False
    allocation = allocation_of(stream, year)
    return allocation.closing_distance is not None and allocation.policy.growth_mode is GrowthMode.UNIFORM


def path_of(stream: str, year: str, icb: str, years: int) -> PathShown:
    """One ICB's path over one to five years ahead."""
    start = allocation_of(stream, year)
    place = start.year.codes.index(icb)
    ahead = _followed(stream, year, years)
    rows = [_row(year, "published", start, place, None)]
    rows += [_row(one.year, "if the rule stays", one.allocation, place, float(one.cash_growth[place])) for one in ahead]
    reached = int(_years_to_target(stream, year)[place])
    rate = percent(start.policy.growth_rate if isinstance(start.policy.growth_rate, float) else None)
    columns = (
        Column("year", "Year"),
        Column("status", "Standing"),
        Column("target_k", "Target", "gbp_thousand_in_millions"),
        Column("allocation_k", "Allocation", "gbp_thousand_in_millions"),
        Column("growth", "Growth", "fraction_fine", signed=True),
        Column("distance", "Distance from target", "fraction_fine", signed=True),
    )
    table = TableView(f"path-{icb}", f"Path to target, {year} to {rows[-1]['year']}", columns, rows)
    return PathShown(_sentence(rows, reached), _assumption(year, rate), table, _chart(rows))


def _row(year: str, status: str, allocation: Allocation, place: int, growth: float | None) -> dict[str, Any]:
    distance = allocation.closing_distance
    return {
        "year": year,
        "status": status,
        "target_k": float(allocation.year.required_closing_target()[place]),
        "allocation_k": float(allocation.allocation_k[place]),
        "growth": growth
        if growth is not None
        else float(allocation.allocation_k[place] / allocation.year.baseline_k[place] - 1),
        "distance": None if distance is None else float(distance[place]),
    }


def _sentence(rows: Sequence[dict[str, Any]], reached: int) -> str:
    first, last = rows[0], rows[-1]
    near = percent(ON_TARGET, places=1)
    if reached == 0:
        there = f"It is within {near} of its target already."
    elif reached > 0:
        years = f"{reached} more year" + ("s" if reached != 1 else "")
        there = f"It would come within {near} of its target after {years}."
    else:
        there = f"It would not come within {near} of its target in {MOST} years."
    side = "below" if last["distance"] < 0 else "above"
    return (
        f"If the rule of {first['year']} stayed, it would stand {percent(abs(last['distance']))} {side} its target in "
        f"{last['year']}. {there}"
    )


def _assumption(year: str, rate: str) -> str:
    return (
        f"This is an outlook and not a forecast. Growth ({rate} a year, for allocations and for England's targets), "
        f"caps and every ICB's share of need are held as they were in {year}. Nothing that was published promises it."
    )


def _chart(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return lines_over_years(
        [row["year"] for row in rows],
        [Series("Distance from target", [row["distance"] for row in rows]), Series("On target", [0.0] * len(rows))],
        axis="Distance from target",
        format="+.1%",
        description="Distance from target by year if the rule stays",
    )


@lru_cache(maxsize=64)
def _followed(stream: str, year: str, years: int) -> tuple[PathYear, ...]:
    start = allocation_of(stream, year)
    ahead = YearAhead(policy=replace(start.policy, status=Status.INDICATIVE))
    return follow(start, [ahead] * years)


@lru_cache(maxsize=16)
def _years_to_target(stream: str, year: str) -> Any:
    start = allocation_of(stream, year)
    return years_to_target(start, start.policy, within=ON_TARGET, most=MOST)
