"""The chart of the England page: every ICB's distance from target, or pounds for each person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.allocations.england import England
from commonweal.allocations.path import ON_TARGET
from commonweal.charts import SignedBar, signed_bars
from commonweal.site.allocations.presenters.england import FAR, distance_of, sentence
from commonweal.site.allocations.presenters.names import short_name
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import above_or_below, percent, pounds


def chart(found: England, which: str) -> Mapping[str, Any]:
    """Distance from target by ICB, or pounds for each person where there is no target."""
    if found.has_targets:
        ordered = sorted(found.icbs, key=lambda icb: distance_of(icb, which) or 0.0)
        bars = [
            SignedBar(short_name(icb.name), distance_of(icb, which), above_or_below(distance_of(icb, which)), icb.code)
            for icb in ordered
        ]
        return signed_bars(
            bars,
            axis="Distance from target",
            format="+.1%",
            subject="ICB",
            below="Below target",
            above="Above target",
            description=sentence(found, which),
        )
    average = found.total.per_head_gbp or 0.0
    ordered = sorted(found.icbs, key=lambda icb: icb.per_head_gbp or 0.0)
    return signed_bars(
        [SignedBar(short_name(icb.name), icb.per_head_gbp, pounds(icb.per_head_gbp), icb.code) for icb in ordered],
        axis="Pounds for each person",
        format="$,.0f",
        subject="ICB",
        below="Below England's average",
        above="Above England's average",
        middle=average,
        description=sentence(found, which),
    )


def chart_title(found: England, which: str) -> str:
    """What the chart shows, in a sentence made of the figures."""
    count = len(found.icbs)
    if not found.has_targets:
        average = found.total.per_head_gbp or 0.0
        more = sum(1 for icb in found.icbs if (icb.per_head_gbp or 0.0) > average)
        return f"{more} of {count} ICBs receive more for each person than England's average of {pounds(average)}"
    distances = [distance_of(icb, which) or 0.0 for icb in found.icbs]
    near = sum(1 for distance in distances if abs(distance) <= ON_TARGET)
    far = sum(1 for distance in distances if abs(distance) > FAR)
    return (
        f"{near} of {count} ICBs lie within {percent(ON_TARGET, places=1)} of their target, and {far} more than "
        f"{percent(FAR, places=1)} away from it"
    )


def chart_table(found: England, which: str) -> TableView:
    """The chart's figures as a table."""
    unit = (
        ("distance", "Distance from target", "fraction_fine")
        if found.has_targets
        else ("head", "For each person", "gbp")
    )
    rows = [
        {"name": short_name(icb.name), "distance": distance_of(icb, which), "head": icb.per_head_gbp}
        for icb in found.icbs
    ]
    rows.sort(key=lambda row: row[unit[0]] or 0.0)
    columns = (Column("name", "ICB"), Column(*unit, signed=found.has_targets))
    return TableView("distance-chart", f"{unit[1]} by ICB, {found.year}", columns, rows, tall=True)
