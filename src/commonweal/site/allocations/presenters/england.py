"""What the England page shows: sentence, map, table and chart of every ICB in a stream and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commonweal import reference
from commonweal.allocations.england import MAPS, England, IcbFigures
from commonweal.allocations.path import ON_TARGET
from commonweal.charts import SignedBar, signed_bars
from commonweal.site.allocations.presenters.names import icb_address, region_names, short_name, stream_words
from commonweal.site.components.figures import above_or_below, percent, pounds, pounds_short
from commonweal.site.components.hexagons import Area, HexagonMap, hexagon_map
from commonweal.site.components.tables import Column, TableView

FAR = 0.025
"""Beyond this distance the map shows its strongest colours; in 2025/26 convergence reached its cap here."""

Sorted = Callable[[str], str]


def distance_of(icb: IcbFigures, which: str) -> float | None:
    """The opening or the closing distance from target."""
    return icb.opening_distance if which == "opening" else icb.closing_distance


def sentence(found: England, which: str) -> str:
    """What the page shows, in one sentence made of the figures."""
    stream, count = stream_words(found.stream), len(found.icbs)
    if not found.has_targets:
        heads = sorted(found.icbs, key=lambda icb: icb.per_head_gbp or 0.0)
        low, high = heads[0], heads[-1]
        return (
            f"For {stream} there is no target: {count} ICBs receive between {pounds(low.per_head_gbp)} "
            f"({short_name(low.name)}) and {pounds(high.per_head_gbp)} ({short_name(high.name)}) for each person "
            f"in {found.year}."
        )
    ordered = sorted(found.icbs, key=lambda icb: distance_of(icb, which) or 0.0)
    below = [icb for icb in ordered if (distance_of(icb, which) or 0.0) < 0]
    above = [icb for icb in ordered if (distance_of(icb, which) or 0.0) > 0]
    when = "Before" if which == "opening" else "After"
    told = []
    if below:
        told.append(f"{len(below)} of {count} ICBs stand below their target for {stream}{_furthest(below[0], which)}")
    if above:
        told.append(
            f"{len(above)} {'above it' if below else f'above their target for {stream}'}{_furthest(above[-1], which)}"
        )
    return f"{when} the allocation of {found.year}, " + ", and ".join(told) + "."


def _furthest(icb: IcbFigures, which: str) -> str:
    return f", by as much as {percent(abs(distance_of(icb, which) or 0.0))} ({short_name(icb.name)})"


def totals(found: England) -> list[tuple[str, str, str]]:
    """England's figures in large type: label, value and a note."""
    total = found.total
    shown = [
        (
            "Recurrent allocation, England",
            pounds_short(total.allocation_k),
            f"{pounds(total.per_head_gbp)} for each person",
        )
    ]
    if total.cash_growth is not None:
        shown.append(("Growth over the baseline", percent(total.cash_growth), f"from {pounds_short(total.baseline_k)}"))
    if total.closing_distance is not None:
        shown.append(
            (
                "Average distance from target",
                percent(total.closing_distance, signed=True),
                "the targets add up to less than what is handed out"
                if total.closing_distance > 0
                else "the targets add up to more than what is handed out",
            )
        )
    if total.total_k is not None and total.total_k != total.allocation_k:
        shown.append(
            ("With additions outside the formula", pounds_short(total.total_k), "not part of the distance from target")
        )
    return shown


def england_map(found: England, which: str) -> HexagonMap:
    """The hexagon map: by distance from target, or by pounds for each person where there is no target."""
    rows = reference.rows(f"geography/{found.map}_hex")
    by_code = {icb.code: icb for icb in found.icbs}
    heads = sorted(icb.per_head_gbp or 0.0 for icb in found.icbs)
    areas = []
    for row in rows:
        icb = by_code[row["icb_code"]]
        value, meaning, step = _cell(icb, which, heads) if not found.has_targets else _distance_cell(icb, which)
        areas.append(
            Area(
                code=icb.code,
                name=short_name(icb.name),
                column=int(row["column"]),
                row=int(row["row"]),
                shift=int(row["shift"]),
                value=value,
                meaning=meaning,
                step=step,
                href=icb_address(icb.code, year=found.year, stream=found.stream),
            )
        )
    what = "distance from target" if found.has_targets else "pounds for each person"
    label = f"Hexagon map of {MAPS[found.map]} by {what}, {stream_words(found.stream)}, {found.year}"
    return hexagon_map(label, areas, legend(found))


def _distance_cell(icb: IcbFigures, which: str) -> tuple[str, str, str]:
    distance = distance_of(icb, which)
    if distance is None:
        return "", "no target", "none"
    return percent(distance, places=1, signed=True), above_or_below(distance), step_of(distance)


def _cell(icb: IcbFigures, which: str, heads: Sequence[float]) -> tuple[str, str, str]:
    head = icb.per_head_gbp or 0.0
    fifth = min(5, 1 + 5 * heads.index(head) // len(heads))
    return pounds(head), f"{pounds(head)} for each person", f"q{fifth}"


def step_of(distance: float) -> str:
    """The colour of a distance from target.

    Example:
        >>> [step_of(distance) for distance in (-0.04, -0.01, 0.001, 0.02, 0.05)]
        ['q1', 'q2', 'q3', 'q4', 'q5']
    """
    if abs(distance) <= ON_TARGET:
        return "q3"
    if distance < 0:
        return "q1" if distance < -FAR else "q2"
    return "q5" if distance > FAR else "q4"


def legend(found: England) -> list[tuple[str, str]]:
    """The key to the map in words, from furthest below to furthest above."""
    if not found.has_targets:
        words = ("the fifth with the least for each person", "", "the middle fifth", "", "the fifth with the most")
        return [(f"q{number}", text or "between") for number, text in enumerate(words, start=1)]
    near, far = percent(ON_TARGET, places=1), percent(FAR, places=1)
    return [
        ("q1", f"more than {far} below target"),
        ("q2", f"{near} to {far} below"),
        ("q3", f"within {near} of target"),
        ("q4", f"{near} to {far} above"),
        ("q5", f"more than {far} above target"),
    ]


def table(found: England, sort: str, order: str, address: Sorted | None = None) -> TableView:
    """Every ICB, sorted, with England's total last.

    Args:
        found: The figures.
        sort: The key of the column to sort by.
        order: ``ascending`` or ``descending``.
        address: Gives the page sorted by a column; None for a file.
    """
    rows = [_row(icb, found) for icb in found.icbs]
    known = [row for row in rows if row.get(sort) is not None]
    known.sort(key=lambda row: row[sort], reverse=order == "descending")
    rows = [*known, *(row for row in rows if row.get(sort) is None), {**_row(found.total, found), "_total": True}]
    caption = (
        f"{len(found.icbs)} ICBs: {stream_words(found.stream)}, {found.year}, sorted by {_title(sort).lower()}, {order}"
    )
    name = f"allocations-{found.stream.replace('_', '-')}-{found.year.replace('/', '-')}-{found.map}"
    columns = [
        _column(key, title, unit, sort, order, address)
        for key, title, unit in _columns(found)
        if address is None or key not in _IN_FILES_ONLY
    ]
    return TableView(name, caption, columns, rows, notes(found))


_TITLES = {
    "name": ("ICB", "text"),
    "code": ("Code", "text"),
    "region": ("Region", "text"),
    "baseline_k": ("Baseline", "gbp_thousand_in_millions"),
    "opening_distance": ("Opening distance", "fraction_fine"),
    "cash_growth": ("Growth", "fraction_fine"),
    "allocation_k": ("Allocation", "gbp_thousand_in_millions"),
    "closing_target_k": ("Target", "gbp_thousand_in_millions"),
    "closing_distance": ("Closing distance", "fraction_fine"),
    "gap_k": ("Above or below target", "gbp_thousand_in_millions"),
    "per_head_gbp": ("For each person", "gbp"),
    "total_k": ("With additions", "gbp_thousand_in_millions"),
    "population": ("People", "people"),
}


_IN_FILES_ONLY = ("region", "population", "total_k")
"""Columns that would make the page's table wider than it can be read."""


def _title(key: str) -> str:
    return _TITLES[key][0]


def _columns(found: England) -> list[tuple[str, str, str]]:
    """The columns for which the stream has figures."""
    shown = []
    for key, (title, unit) in _TITLES.items():
        if key in ("name", "code", "region") or getattr(found.total, key) is not None:
            shown.append((key, title, unit))
    return shown


def _column(key: str, title: str, unit: str, sort: str, order: str, address: Sorted | None) -> Column:
    return Column(
        key,
        title,
        unit,
        signed=key in ("opening_distance", "closing_distance", "gap_k"),
        link=(lambda row: str(row.get("_href", ""))) if key == "name" else None,
        sort_href=address(key) if address and key not in ("code", "population") else "",
        sorted=order if key == sort else "",
    )


def _row(icb: IcbFigures, found: England) -> dict[str, Any]:
    england = icb is found.total
    row: dict[str, Any] = {key: getattr(icb, key) for key in _TITLES}
    row["name"] = "England" if england else short_name(icb.name) + (" (restated)" if icb.restated else "")
    row["code"] = "" if england else icb.code
    row["region"] = region_names().get(icb.region, icb.region)
    row["_href"] = "" if england else icb_address(icb.code, year=found.year, stream=found.stream)
    return row


def notes(found: England) -> list[str]:
    """Where the figures come from, and what was done to them."""
    entry = reference.manifest().table(f"allocations/{found.stream}")
    rows = [row for row in reference.rows(f"allocations/{found.stream}") if row["year"] == found.year]
    # Each row names its own place in the publication: here the publication alone is told, once.
    sources = dict.fromkeys(replace(entry.source_of(row), at="") for row in rows)
    told = [f"Source: {source.publisher}, {source.title} ({source.licence})." for source in sources]
    if found.map == "icb26":
        told.append(
            "Restated: these ICBs took over from others on 1 April 2026. Their money, targets and people are those of "
            "the earlier ICBs, shared by the weighted population of the practices that each took over. England's sums "
            "are unchanged."
        )
    if found.total.closing_distance is not None:
        told.append(
            "Targets are not printed by the publisher: they follow from each printed allocation and its distance."
        )
    return told


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
