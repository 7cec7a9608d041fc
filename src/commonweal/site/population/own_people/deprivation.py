"""Is it fair: one condition by tenth of deprivation with the line of the slope index; below places people by fifth."""

from __future__ import annotations

from commonweal.charts.deprivation_gradient import deprivation_gradient
from commonweal.charts.written_bars import WrittenBar, written_bars
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, whole_number
from commonweal.site.population.own_people.conditions import method
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, of_condition
from commonweal.site.population.own_people.words import (
    NOT_SHOWN,
    day,
    in_sentence,
    method_of,
    notes,
    one_in,
    people,
    provenance,
    rate,
    share,
)

ENDS = {1: " (most deprived, Core20)", 5: " (least deprived)"}


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
        provenance(manifest, f"{method(own)}; {in_sentence(method_of(manifest, 'inequality'))}"),
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


def fifths(own: OwnPeople) -> Figure | None:
    """People by fifth, where no tenths are told, as of networks and practices; None where neither is."""
    manifest, rows = own.manifest, own.rows("fifths")
    if not rows or own.rows("deprivation"):
        return None
    whole = own.area["people"]
    above = {row["fifth"]: row["people"] for row in own.rows_above("fifths")}
    beside = own.next_above
    listed = [
        {
            "fifth": f"{row['fifth']}{ENDS.get(row['fifth'], '')}",
            "people": people(row["people"], manifest),
            "share": share(row["people"], whole),
            "above": share(above.get(row["fifth"]), beside["people"] if beside else None),
        }
        for row in rows
    ]
    columns = [
        Column("fifth", "Fifth of England's small areas"),
        Column("people", "People", "people"),
        Column("share", "Share", "fraction"),
        *([Column("above", f"Share in {beside['name']}", "fraction")] if beside else []),
    ]
    caption = f"People of {own.name} by fifth of deprivation, {day(manifest.as_of)}"
    bars = [
        WrittenBar(
            f"Fifth {line['fifth']}",
            row["people"],
            f"{whole_number(row['people'])} people"
            + (f", {percent(row['people'] / whole, places=1)}" if whole else ""),
        )
        for row, line in zip(rows, listed, strict=True)
        if row["people"]
    ]
    return Figure(
        "fifths",
        _fifths_sentence(own, rows[0]["people"], whole),
        TableView(f"fifths-{own.code.lower()}", caption, columns, listed, notes(manifest, "fifths")),
        provenance(manifest, method_of(manifest, "fifths")),
        written_bars(bars, axis="People", subject="Fifth", description=caption) if bars else None,
        note="By the small area where people live. A fifth without a bar has too few people to tell, or is hidden.",
        short=len(bars) < len(rows) - 1,
    )


def _fifths_sentence(own: OwnPeople, core20: int | None, whole: int | None) -> str:
    told = share(core20, whole)
    words = percent(told, places=1) if isinstance(told, float) else told
    return f"Share of {own.name} that lives in the most deprived fifth of England (Core20): {words}"


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
