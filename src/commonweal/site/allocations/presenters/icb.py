"""What the page of one ICB shows besides its bridge: its figures, and what changed on the map of April 2026."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonweal.allocations.england import IcbFigures, england, redraw_of_2026
from commonweal.allocations.rebase import Part
from commonweal.site.allocations.presenters.names import icb_address, icb_names, short_name
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import above_or_below, percent, pounds, pounds_m, pounds_short


@dataclass(frozen=True)
class MapChange:
    """What became of an ICB on the map of April 2026, or what it was made of.

    Args:
        heading: A few words.
        sentence: What happened.
        parts: The parts with the ICBs that they came from or went to; None where nothing moved.
        restated: The ICB's figures on the map of 36, where they are not the published ones.
    """

    heading: str
    sentence: str
    parts: TableView | None
    restated: IcbFigures | None


def stats(icb: IcbFigures) -> list[tuple[str, str, str, str]]:
    """Figures in large type: label, value, note, and the side of target that colours the box."""
    shown = [
        ("Recurrent allocation", pounds_short(icb.allocation_k), f"{pounds(icb.per_head_gbp)} for each person", "")
    ]
    if icb.cash_growth is not None:
        shown.append(("More than its baseline", percent(icb.cash_growth), f"baseline {pounds_m(icb.baseline_k)}", ""))
    if icb.closing_target_k is not None:
        shown.append(("Target: its fair share", pounds_short(icb.closing_target_k), "its share of weighted need", ""))
    if icb.closing_distance is not None:
        side = "above" if icb.closing_distance > 0 else "below"
        note = f"{pounds_m(abs(icb.gap_k or 0.0))} {side} target; was {above_or_below(icb.opening_distance)} before"
        shown.append(("Distance from target", percent(icb.closing_distance, signed=True), note, side))
    if icb.total_k is not None and icb.total_k != icb.allocation_k:
        shown.append(("With additions outside the formula", pounds_short(icb.total_k), "", ""))
    return shown


def map_change(code: str, stream: str, year: str) -> MapChange | None:
    """What the change of map on 1 April 2026 did to an ICB; None where it did nothing."""
    redraw = redraw_of_2026()
    out = [part for part in redraw.parts if part.old == code and part.new != code]
    into = [part for part in redraw.parts if part.new == code and part.old != code]
    if not out and not into:
        return None
    ended = code not in {part.new for part in redraw.parts}
    began = code not in {part.old for part in redraw.parts}
    restated = None if ended else england(stream, year, "icb26").icb(code)
    if ended:
        verb = "was split between" if len(out) > 1 else "became part of"
        sentence = f"It closed on 31 March 2026 and {verb} {_joined([_name(part.new) for part in out])}."
        return MapChange("It closed on 31 March 2026", sentence, _parts(out, code, stream, year, "new"), None)
    if began:
        sentence = (
            f"It opened on 1 April 2026 and took over from {_joined([_name(part.old) for part in into])}, wholly or in "
            f"part. No figures for {year} were published for it: those below are theirs, shared by the weighted "
            "population of the practices that it took over."
        )
        return MapChange("It opened on 1 April 2026", sentence, _parts(into, code, stream, year, "old"), restated)
    sentence = (
        f"On 1 April 2026 it took over part of {_joined([_name(part.old) for part in into])}. "
        f"The figures above are those published for {year}, without that part."
    )
    return MapChange("It grew on 1 April 2026", sentence, _parts(into, code, stream, year, "old"), restated)


def _parts(parts: list[Part], code: str, stream: str, year: str, side: str) -> TableView:
    redraw = redraw_of_2026()
    rows = []
    for part in sorted(parts, key=lambda part: -redraw.share(part.old, part.new)):
        other = part.new if side == "new" else part.old
        share = redraw.share(part.old, part.new)
        rows.append(
            {
                "name": _name(other),
                "share": share,
                "practices": part.practices or None,
                "people": part.weight,
                "_href": icb_address(other, year=year, stream=stream),
            }
        )
    columns = (
        Column("name", "ICB", link=lambda row: str(row["_href"])),
        Column("share", f"Part of {_name(code)}" if side == "new" else "Part of it that came", "fraction"),
        Column("people", "Weighted people in that part", "people"),
    )
    caption = "Where it went" if side == "new" else "Where it came from"
    return TableView(f"parts-{code}", caption, columns, rows)


def restated_table(icb: IcbFigures) -> TableView:
    """Restated figures as a table."""
    rows: list[dict[str, Any]] = [
        {"figure": "Baseline", "amount": pounds_m(icb.baseline_k) if icb.baseline_k else "not published"},
        {"figure": "Recurrent allocation", "amount": pounds_m(icb.allocation_k)},
    ]
    if icb.closing_target_k is not None:
        rows.append({"figure": "Target", "amount": pounds_m(icb.closing_target_k)})
        rows.append({"figure": "Distance from target", "amount": above_or_below(icb.closing_distance)})
    if icb.total_k is not None:
        rows.append({"figure": "With additions", "amount": pounds_m(icb.total_k)})
    rows.append({"figure": "For each person", "amount": pounds(icb.per_head_gbp)})
    columns = (Column("figure", "Figure"), Column("amount", "On the map of 36"))
    return TableView(f"restated-{icb.code}", "Restated for the ICB as it stands from April 2026", columns, rows)


def _name(code: str) -> str:
    return short_name(icb_names().get(code, code))


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
