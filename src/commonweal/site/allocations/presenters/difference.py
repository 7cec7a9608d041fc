"""What the difference of two versions of practice data shows: who moved, why, and what it does in pounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commonweal.allocations.diff import PracticeDiff
from commonweal.allocations.diff_effect import DiffEffect
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.allocations.place_report import PlaceReport
from commonweal.allocations.practice_columns import SERVICES
from commonweal.charts import SignedBar, signed_bars
from commonweal.site.allocations.presenters.names import icb_address, icb_names, short_name
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, pounds_m, pounds_short

SHOWN = 25
MARKS = (0.01, 0.05)


def stats(diff: PracticeDiff) -> list[tuple[str, str, str, str]]:
    """How much moved, in large type: label, value, note, side."""
    both = int(diff.in_both.sum())
    return [
        (
            "Practices in both versions",
            f"{both:,}",
            f"{len(diff.opened):,} only in the newer, {len(diff.closed):,} only in the older",
            "",
        ),
        *(
            (
                f"Moved by more than {percent(mark, places=0)}",
                f"{diff.moved_by_more_than(mark):,}",
                "up or down, in weighted people",
                "",
            )
            for mark in MARKS
        ),
        ("In another ICB", f"{len(diff.changed_icb):,}", "than in the older version", ""),
    ]


def sentence(diff: PracticeDiff) -> str:
    """The furthest move, in a sentence made of the figures."""
    largest = diff.largest(1)
    if not largest:
        return f"No practice's weighted population for {SERVICES[diff.service].lower()} differs."
    row = largest[0]
    before, after = row["old_weighted"] or 0.0, row["new_weighted"] or 0.0
    return f"{row['name']} moved most: from {before:,.0f} weighted people to {after:,.0f} ({row['why']})."


def practices_table(diff: PracticeDiff, *, everything: bool = False) -> TableView:
    """The practices that changed most; for a file, every practice that changed."""
    largest = diff.largest(len(diff.practices) if everything else SHOWN)
    rows = [{**row, "icb": row["new_icb"] or row["old_icb"]} for row in largest]
    columns = (
        Column("name", "Practice"),
        Column("practice", "Code"),
        Column("icb", "ICB"),
        Column("old_weighted", "Weighted people before", "people"),
        Column("new_weighted", "Weighted people after", "people"),
        Column("change", "Change", "fraction", signed=True),
        Column("list_effect", "From list size", "people", signed=True),
        Column("need_effect", "From need", "people", signed=True),
        Column("why", "Why"),
    )
    caption = "Every practice that changed" if everything else f"The {len(rows)} practices that changed most"
    return TableView("practices", caption, columns, rows, ("Weighted people are people counted by their need.",))


def effect_table(effect: DiffEffect) -> TableView:
    """What it would have done to each ICB, the largest change first."""
    rows = []
    for row in effect.rows():
        name = short_name(icb_names().get(row["icb"], row["icb"]))
        rows.append({**row, "name": name, "_href": icb_address(row["icb"], year=effect.year, stream=effect.stream)})
    columns = (
        Column("name", "ICB", link=lambda row: str(row["_href"])),
        Column("weighted_change", "Weighted people", "fraction_fine", signed=True),
        Column("target_change_k", "Target", "gbp_thousand_in_millions", signed=True, coloured=True),
        Column("old_allocation_k", "Allocation before", "gbp_thousand_in_millions"),
        Column("new_allocation_k", "Allocation after", "gbp_thousand_in_millions"),
        Column("allocation_change_k", "Allocation", "gbp_thousand", signed=True, coloured=True),
    )
    caption = f"What it would have done to each ICB, {STREAM_NAMES[effect.stream].lower()}, {effect.year}"
    notes = ("England's total of targets, baselines and the rule are held as published: only the shares change.",)
    return TableView("icbs", caption, columns, rows, notes)


def effect_sentence(effect: DiffEffect) -> str:
    """How much would have changed hands."""
    rows = effect.rows()
    gain = max(rows, key=lambda row: row["allocation_change_k"])
    lose = min(rows, key=lambda row: row["allocation_change_k"])
    told = []
    if gain["allocation_change_k"] > 0:
        told.append(f"{_icb(gain)} would have received {pounds_short(gain['allocation_change_k'])} more")
    if lose["allocation_change_k"] < 0:
        told.append(f"{_icb(lose)} {pounds_short(-lose['allocation_change_k'])} less")
    moved = f"In {effect.year}, {pounds_short(effect.gross_change_k / 2)} would have changed hands"
    return moved + (": " + ", ".join(told) if told else "") + "."


def _icb(row: dict[str, Any]) -> str:
    return short_name(icb_names().get(row["icb"], row["icb"]))


def effect_chart(effect: DiffEffect) -> tuple[dict[str, Any], TableView]:
    """Change in allocation by ICB as bars, with their table."""
    rows = [row for row in effect.rows() if row["allocation_change_k"]]
    rows.sort(key=lambda row: -row["allocation_change_k"])
    bars = [
        SignedBar(
            _icb(row),
            row["allocation_change_k"] / 1000,
            pounds_m(row["allocation_change_k"], places=2, signed=True),
            row["icb"],
        )
        for row in rows
    ]
    spec = signed_bars(
        bars,
        axis="Change in allocation, £ million",
        format="+.1~f",
        subject="ICB",
        below="Would have received less",
        above="Would have received more",
        description=effect_sentence(effect),
    )
    shown = [{"name": _icb(row), "change_k": row["allocation_change_k"]} for row in rows]
    columns = (Column("name", "ICB"), Column("change_k", "Change in allocation", "gbp_thousand", signed=True))
    return spec, TableView("effect-chart", "Change in allocation by ICB", columns, shown)


def places_table(before: PlaceReport, after: PlaceReport, streams: Sequence[str]) -> TableView | None:
    """What it does to the fair shares of places of one ICB, where its allocation is known for the year."""
    if before.budgets is None or after.budgets is None:
        return None
    held = {(line.place, line.stream): line.recurrent_pence for line in before.budgets.lines if line.share is not None}
    rows: dict[str, dict[str, Any]] = {}
    for line in after.budgets.lines:
        if line.share is None or line.stream not in streams:
            continue
        row = rows.setdefault(line.place, {"name": line.name})
        row[f"{line.stream}_after"] = line.recurrent_pence
        row[f"{line.stream}_change"] = line.recurrent_pence - held.get((line.place, line.stream), 0)
    columns = [Column("name", "Place")]
    for stream in streams:
        columns += [
            Column(f"{stream}_after", f"{STREAM_NAMES[stream]}: fair share after", "gbp_pence_in_millions"),
            Column(f"{stream}_change", f"{STREAM_NAMES[stream]}: change", "gbp_pence", signed=True, coloured=True),
        ]
    notes = ("The ICB's allocation is the same before and after: what one place gains, others lose.",)
    return TableView("places", "What it does to the fair shares of places", columns, list(rows.values()), notes)
