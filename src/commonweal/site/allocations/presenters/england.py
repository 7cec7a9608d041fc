"""What the England page shows: sentence, map, table and chart of every ICB in a stream and year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from commonweal import reference
from commonweal.allocations.england import England, IcbFigures
from commonweal.site.allocations.presenters.names import icb_address, region_names, short_name, stream_words
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, pounds, pounds_short

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
            f"in {found.year}.{_restated(found)}"
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
    return f"{when} the allocation of {found.year}, " + ", and ".join(told) + "." + _restated(found)


def _restated(found: England) -> str:
    """What has to be said where figures were published for other ICBs than those on the map."""
    count = sum(icb.restated for icb in found.icbs)
    return f" The figures of {count} that were formed later are restated from the ICBs before them." if count else ""


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
