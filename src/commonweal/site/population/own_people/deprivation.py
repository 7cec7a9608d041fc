"""Is it fair: one condition by tenth of deprivation, and its gap, slope and relative index over the days."""

from __future__ import annotations

from typing import Any

from commonweal.charts.deprivation_gradient import deprivation_gradient
from commonweal.charts.points_with_limits import points_with_limits
from commonweal.site.components.tables import Column, TableView
from commonweal.site.population.own_people.conditions import method
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, change, of_condition, told_by_deprivation
from commonweal.site.population.own_people.words import (
    CHANGED,
    NOT_SHOWN,
    day,
    notes,
    one_in,
    people,
    provenance,
    rate,
    short_days,
)

FEWEST_POINTS_OF_A_TREND = 2


def tenths(own: OwnPeople, condition: str, title: str) -> Figure | None:
    """One condition by tenth, with the line of the slope index; None where nothing is told by deprivation."""
    manifest = own.manifest
    rows = own.rows("deprivation", condition=condition, on=manifest.as_of)
    if not rows:
        return None
    slope = of_condition(own.rows("inequality"), condition, manifest.as_of)
    last = len(rows)
    listed = [
        {
            "tenth": f"{row['tenth']}"
            + (" (most deprived)" if row["tenth"] == 1 else " (least deprived)" if row["tenth"] == last else ""),
            "people": people(row["people"], manifest),
            "cases": people(row["cases"], manifest),
            "dsr": rate(row["dsr_per_1000"]),
            "low": rate(row["dsr_low"]),
            "high": rate(row["dsr_high"]),
        }
        for row in rows
    ]
    columns = (
        Column("tenth", "Tenth of England's small areas"),
        Column("people", "People", "people"),
        Column("cases", "People with it", "people"),
        Column("dsr", "In 1,000, with age allowed for", "rate"),
        Column("low", "at least", "rate"),
        Column("high", "at most", "rate"),
    )
    caption = f"{title} of the people of {own.name} by tenth of deprivation, {day(manifest.as_of)}"
    return Figure(
        "tenths",
        slope_sentence(own, title, slope),
        TableView(f"tenths-{own.code.lower()}", caption, columns, listed, notes(manifest, "deprivation", "inequality")),
        provenance(manifest, f"{method(own)}; slope index of inequality"),
        deprivation_gradient(
            [str(row["tenth"]) for row in rows],
            [row["dsr_per_1000"] for row in rows],
            [row["dsr_low"] for row in rows],
            [row["dsr_high"] for row in rows],
            fitted(rows, slope["sii"] if slope else None),
            axis="In 1,000 people",
            fraction=False,
            description=caption,
        ),
        note="Points are rates with their limits"
        + (
            "; the dashed line is that of the slope index, which bends as tenths hold unlike numbers of people"
            if slope and slope["sii"] is not None
            else ""
        )
        + ". A tenth without a point has too few people, or would give a small count away.",
    )


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
    caption = f"Inequality by deprivation in {own.name} on {len(manifest.dates)} days"
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


def fitted(rows: list[Row], slope: float | None) -> list[float | None]:
    """The line of the slope index at each tenth: it passes through the mean rate at the middle of the people.

    Args:
        rows: By tenth, the most deprived first; those that are not told stay without a point of the line.
        slope: How much higher the rate is at the most deprived end; None where it is not told.

    Example:
        >>> rows = [{"people": 100, "dsr_per_1000": 60.0}, {"people": 100, "dsr_per_1000": 40.0}]
        >>> fitted(rows, 40.0)
        [60.0, 40.0]
    """
    told = [row for row in rows if row["people"] and row["dsr_per_1000"] is not None]
    whole = sum(row["people"] for row in told)
    if slope is None or not whole:
        return []
    mean = sum(row["people"] * row["dsr_per_1000"] for row in told) / whole
    before = 0.0
    line: list[float | None] = []
    for row in rows:
        if row not in told:
            line.append(None)
            continue
        middle = (before + row["people"] / 2) / whole
        line.append(mean - slope * (middle - 0.5))
        before += row["people"]
    return line


def slope_sentence(own: OwnPeople, title: str, slope: Row | None) -> str:
    """What the slope index says."""
    if slope is None or slope["sii"] is None:
        return f"{title} in {own.name} by tenth of deprivation: the slope is {NOT_SHOWN}, as a tenth cannot be told"
    low, high = slope["sii_low"], slope["sii_high"]
    if low <= 0 <= high:
        return f"{title} in {own.name}: no slope by deprivation can be told from chance"
    which = "more" if slope["sii"] > 0 else "fewer"
    ends = sorted((abs(low), abs(high)))
    return (
        f"{title} in {own.name}: {one_in(abs(slope['sii']))} {which} in every 1,000 people at the most deprived end "
        f"than at the least ({one_in(ends[0])} to {one_in(ends[1])})"
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
    ]


def _trend_sentence(own: OwnPeople, title: str, rows: list[Row | None]) -> str:
    days = own.manifest.dates
    told: list[Any] = [(on, row) for on, row in zip(days, rows, strict=True) if row and row["sii"] is not None]
    if len(told) < FEWEST_POINTS_OF_A_TREND:
        return (
            f"Is the slope of {title.lower()} changing? It is told on {len(told)} of {len(days)} days, too few to say"
        )
    (first, one), (last, other) = told[0], told[-1]
    changed = change(
        {f"sii_{end}": one[f"sii_{end}"] for end in ("low", "high")},
        {f"sii_{end}": other[f"sii_{end}"] for end in ("low", "high")},
        "sii",
    )
    return f"The slope of {title.lower()} by deprivation, {day(first)} to {day(last)}: {CHANGED[changed]}"
