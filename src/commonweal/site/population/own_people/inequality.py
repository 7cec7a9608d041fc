"""Is it fair, and becoming fairer: gap, slope and relative index of conditions over the days."""

from __future__ import annotations

from typing import Any

from commonweal.charts.points_with_limits import points_with_limits
from commonweal.site.components.tables import Column, TableView
from commonweal.site.population.own_people.conditions import method
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, change, of_condition, told_by_deprivation
from commonweal.site.population.own_people.parts import core20
from commonweal.site.population.own_people.words import (
    CHANGED,
    NOT_SHOWN,
    day,
    in_sentence,
    notes,
    provenance,
    rate,
    short_days,
)

FEWEST_POINTS_OF_A_TREND = 2


def trend(own: OwnPeople, condition: str, title: str) -> Figure | None:
    """The slope index of one condition over the days, and every condition's measures; None where none is told."""
    manifest = own.manifest
    rows = own.rows("inequality")
    if not rows:
        return None
    names = dict(told_by_deprivation(own.held))
    one = [of_condition(rows, condition, on) for on in manifest.dates]
    listed = [
        {
            "title": names.get(row["condition"], row["condition"]),
            "on": day(row["on"]),
            **{key: rate(row[key]) for key in ("gap", "sii", "sii_low", "sii_high")},
            **{key: rate(row[key], 3) for key in ("rii", "rii_low", "rii_high")},
            "_chosen": row["condition"] == condition,
        }
        for row in sorted(rows, key=lambda row: (list(names).index(row["condition"]), row["on"]))
    ]
    columns = (
        Column("title", "Condition"),
        Column("on", "On"),
        Column("gap", "Gap, in 1,000 people", "rate"),
        Column("sii", "Slope index, in 1,000 people", "rate"),
        Column("sii_low", "at least", "rate"),
        Column("sii_high", "at most", "rate"),
        Column("rii", "Relative index", "index"),
        Column("rii_low", "relative: at least", "index"),
        Column("rii_high", "relative: at most", "index"),
    )
    many = f"{len(manifest.dates)} days" if len(manifest.dates) > 1 else day(manifest.as_of)
    caption = f"Inequality by deprivation in {own.name} on {many}"
    told = sum(1 for row in one if row and row["sii"] is not None)
    chart = points_with_limits(
        short_days(manifest.dates),
        *([row[key] if row else None for row in one] for key in ("sii", "sii_low", "sii_high")),
        order="",
        axis="Slope, in 1,000",
        format=",.0f",
        fine_format=",.1f",
        subject="Day",
        from_zero=True,
        height=180,
        description=f"Slope index of {title} in {own.name}",
    )
    return Figure(
        "trend",
        _trend_sentence(own, title, one),
        TableView(f"inequality-{own.code.lower()}", caption, columns, listed, notes(manifest, "inequality")),
        provenance(manifest, f"{method(own)}; slope index of inequality"),
        chart if told >= FEWEST_POINTS_OF_A_TREND else None,
        note="Above nought, more of the most deprived have it. The table has every condition with its gap, slope and "
        "relative index.",
        short=True,
    )


def inequality_stats(own: OwnPeople, condition: str) -> list[tuple[str, str, str]]:
    """Gap, slope, relative index and the share in the most deprived fifth of England: label, value and note."""
    row = of_condition(own.rows("inequality"), condition, own.manifest.as_of)
    if row is None:
        return []

    def limits(key: str, places: int) -> str:
        low, high = row[f"{key}_low"], row[f"{key}_high"]
        return "" if low is None else f"{low:,.{places}f} to {high:,.{places}f}".replace("-", "−")

    def value(key: str, places: int) -> str:
        return NOT_SHOWN if row[key] is None else f"{row[key]:,.{places}f}".replace("-", "−")

    return [
        ("Gap, in 1,000 people", value("gap", 1), "the most deprived tenth less the least"),
        ("Slope index, in 1,000 people", value("sii", 1), limits("sii", 1)),
        ("Relative index", value("rii", 2), limits("rii", 2)),
        ("Live in the most deprived fifth of England (Core20)", core20(own.area), ""),
    ]


def _trend_sentence(own: OwnPeople, title: str, rows: list[Row | None]) -> str:
    days = own.manifest.dates
    if len(days) == 1:
        return f"Gap, slope and relative index of every condition in {own.name}, on {day(days[0])} alone"
    told: list[Any] = [(on, row) for on, row in zip(days, rows, strict=True) if row and row["sii"] is not None]
    if len(told) < FEWEST_POINTS_OF_A_TREND:
        known = f"It is told on {len(told)} of {len(days)} days, too few to say"
        return f"Is the slope of {in_sentence(title)} changing? {known}"
    (first, one), (last, other) = told[0], told[-1]
    changed = change(
        {f"sii_{end}": one[f"sii_{end}"] for end in ("low", "high")},
        {f"sii_{end}": other[f"sii_{end}"] for end in ("low", "high")},
        "sii",
    )
    return f"The slope of {in_sentence(title)} by deprivation, {day(first)} to {day(last)}: {CHANGED[changed]}"
