"""The path to target: what the years ahead would bring if the rule stayed as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.allocations.england import IcbFigures
from commonweal.charts import Series, lines_over_years
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.wiring import Asked

_STATUS = {"firm": "if the rule stays", "indicative": "if the rule stays, further ahead"}


@dataclass(frozen=True)
class PathShown:
    """One ICB's path.

    Args:
        sentence: What it comes to.
        notes: What it rests on.
        table: Year by year.
        chart: Distance from target by year, as Vega-Lite.
        chart_table: The same rows under the chart.
        title: What the chart shows, in a sentence.
    """

    sentence: str
    notes: Sequence[str]
    table: TableView
    chart: dict[str, Any]
    chart_table: TableView
    title: str


def show(asked: Asked, published: IcbFigures) -> PathShown:
    """The answer about one ICB's path, beside the year that is published.

    Args:
        asked: The answer of ``allocations.path``.
        published: The ICB's figures of the last published year.
    """
    year = str(asked.question.inputs["year"])
    first = {
        "year": year,
        "status": "published",
        "target_k": published.closing_target_k,
        "allocation_k": published.allocation_k,
        "cash_growth": published.cash_growth,
        "distance": published.closing_distance,
    }
    ahead = [{**row, "status": _STATUS[row["status"]]} for row in asked.answer.details["years"]]
    rows = [first, *ahead]
    columns = (
        Column("year", "Year"),
        Column("status", "Standing"),
        Column("target_k", "Target", "gbp_thousand_in_millions"),
        Column("allocation_k", "Allocation", "gbp_thousand_in_millions"),
        Column("cash_growth", "Growth", "fraction_fine", signed=True),
        Column("distance", "Distance from target", "fraction_fine", signed=True),
    )
    table = TableView(f"path-{published.code}", f"Path to target, {year} to {rows[-1]['year']}", columns, rows)
    last = rows[-1]
    side = "below" if last["distance"] < 0 else "above"
    title = (
        f"If the rule of {year} stayed, the distance from target would be {percent(abs(last['distance']))} {side} in "
        f"{last['year']}"
    )
    chart = lines_over_years(
        [row["year"] for row in rows],
        [Series("Distance from target", [row["distance"] for row in rows]), Series("On target", [0.0] * len(rows))],
        axis="Distance from target",
        format="+.1%",
        description=title,
    )
    return PathShown(
        asked.answer.sentence, asked.answer.notes, table, chart, replace(table, name=f"{table.name}-figures"), title
    )
