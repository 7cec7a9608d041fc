"""The hexagon map of the England page: by distance from target, or by pounds for each person."""

from __future__ import annotations

from collections.abc import Sequence

from commonweal import reference
from commonweal.allocations.england import MAPS, England, IcbFigures
from commonweal.allocations.path import ON_TARGET
from commonweal.site.allocations.presenters.england import FAR, distance_of
from commonweal.site.allocations.presenters.names import icb_address, short_name, stream_words
from commonweal.site.components.hexagons import Area, HexagonMap, hexagon_map
from commonweal.site.components.words import above_or_below, percent, pounds


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
