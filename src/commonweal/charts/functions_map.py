"""The functions and decisions map as a drawing: functions down, tiers across, a box for each who decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from commonweal.governance.functions_map import TIERS, MapRow

_WORDS = {
    "national": "National",
    "region": "Region",
    "system": "System",
    "place": "Place",
    "neighbourhood": "Neighbourhood",
    "provider_collaborative": "Provider collaborative",
    "provider": "Provider",
    "": "Tier not said",
}
_STYLE = {
    "decides": ("#ffffff", "#1d4f91", "", ""),
    "keeps": ("#eef2f7", "#1d4f91", "", "Keeps the rest"),
    "passed_on": ("#f4f4f4", "#6b7280", "4 3", "Has passed it on"),
    "doubled": ("#fff3e0", "#8f4700", "", "! Doubled"),
    "planned": ("#ffffff", "#6b7280", "2 6", "Planned, not here yet"),
    "orphan": ("#fdecea", "#a4120b", "8 4", "✕ Nobody decides"),
    "not_known": ("#ffffff", "#6b7280", "2 3", "? Not known"),
}
"""Fill, edge, dashes and the words that stand in a box: colour never stands alone."""

_NAMES, _COLUMN, _GAP, _PAD, _LINE = 250, 210, 12, 8, 17
_HEAD = 44
_FONT = "font-family='Arial, sans-serif'"


def functions_map_svg(rows: Iterable[MapRow], *, title: str) -> str:
    """A drawing of who decides what, for the public.

    Functions that are decided alike share a band. In the columns of the tiers stand those who decide them, with their
    limit; dashed grey has passed it on, brown with an exclamation mark is doubled, dotted is planned, red with a cross
    has nobody. The table of the same rows belongs beside it, for those who do not see it and for narrow pages.

    Args:
        rows: Rows of :func:`commonweal.governance.functions_map.functions_map`.
        title: What it shows, with the system's name and the day.

    Returns:
        An ``<svg>`` element that takes the width of its box, with a title and a description inside.

    Example:
        >>> row = MapRow("beds", "Community beds", "NHSA 2006 s.3", "place", "NORTH", "", "North committee", "",
        ...              50000000, "up to £500,000", ("G1",), None, "decides")
        >>> drawn = functions_map_svg([row], title="Who decides what")
        >>> drawn.startswith("<svg"), "North committee" in drawn, "up to £500,000" in drawn
        (True, True, True)
    """
    rows = tuple(rows)
    tiers = [tier for tier in TIERS if any(row.tier == tier for row in rows)] or [""]
    width = _NAMES + len(tiers) * _COLUMN
    parts, top = [_heads(tiers)], _HEAD
    for number, band in enumerate(_bands(rows)):
        drawn, height = _band(band, tiers, top, width, shaded=number % 2 == 1)
        parts.append(drawn)
        top += height
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {top + _GAP}' width='100%' role='img' "
        f"aria-labelledby='functions-map-title functions-map-words' {_FONT}>"
        f"<title id='functions-map-title'>{escape(title)}</title>"
        f"<desc id='functions-map-words'>{escape(_described(rows))}</desc>{''.join(parts)}</svg>"
    )


def _heads(tiers: Sequence[str]) -> str:
    heads = [_text(_PAD, 26, ["Function"], weight="bold")]
    for place, tier in enumerate(tiers):
        heads.append(_text(_NAMES + place * _COLUMN + _PAD, 26, [_WORDS[tier]], weight="bold"))
    end = _NAMES + len(tiers) * _COLUMN
    return (
        "".join(heads)
        + f"<line x1='0' x2='{end}' y1='{_HEAD - 6}' y2='{_HEAD - 6}' stroke='#212b32' stroke-width='2'/>"
    )


def _bands(rows: Sequence[MapRow]) -> list[list[tuple[MapRow, ...]]]:
    """Functions that are decided alike together, so that a reader sees them once; in the order of the first of each."""
    bands: dict[object, list[tuple[MapRow, ...]]] = {}
    for _, group in groupby(rows, key=lambda row: row.function):
        held = tuple(group)
        alike = tuple((row.tier, row.decider, row.seat, row.place, row.limit, row.status, row.note) for row in held)
        bands.setdefault(alike, []).append(held)
    return list(bands.values())


def _band(
    band: Sequence[tuple[MapRow, ...]], tiers: Sequence[str], top: int, width: int, *, shaded: bool
) -> tuple[str, int]:
    """The titles of functions that are decided alike, and a box for each who decides them."""
    words, under = [], top + _GAP
    for rows in band:
        for told, weight, size, fill in (
            (_wrapped(rows[0].title, 32), "bold", 15, "#212b32"),
            (_wrapped(rows[0].provision, 36), "normal", 13, "#4c6272"),
        ):
            words.append(_text(_PAD, under + 14, told, weight=weight, size=size, fill=fill))
            under += len(told) * _LINE
        under += _GAP // 2
    lowest = under + _GAP // 2
    boxes = []
    for place, tier in enumerate(tiers):
        under = top + _GAP
        for row in band[0]:
            if row.tier == tier:
                drawn, height = _box(row, _NAMES + place * _COLUMN, under)
                boxes.append(drawn)
                under += height + _GAP
        lowest = max(lowest, under)
    back = f"<rect x='0' y='{top}' width='{width}' height='{lowest - top}' fill='#f0f4f5'/>" if shaded else ""
    return back + "".join(words) + "".join(boxes), lowest - top


def _box(row: MapRow, left: int, top: int) -> tuple[str, int]:
    fill, edge, dashes, mark = _STYLE[row.status]
    told = _wrapped(row.decider_name, 23)
    small = [
        f"for {row.place}" if row.place not in ("", row.decider_name) else "",
        row.limit if row.decider and row.status != "passed_on" else "",
        mark,
    ]
    lines = [line for text in small if text for line in _wrapped(text, 29)]
    height = (len(told) + len(lines)) * _LINE + 2 * _PAD
    dash = f" stroke-dasharray='{dashes}'" if dashes else ""
    drawn = (
        f"<g><title>{escape(_sentence(row))}</title>"
        f"<rect x='{left}' y='{top}' width='{_COLUMN - _GAP}' height='{height}' "
        f"rx='4' fill='{fill}' stroke='{edge}' stroke-width='2'{dash}/>"
        + _text(left + _PAD, top + _PAD + 12, told)
        + _text(left + _PAD, top + _PAD + 12 + len(told) * _LINE, lines, size=13, fill="#4c6272")
        + "</g>"
    )
    return drawn, height


def _text(
    x: int, y: int, lines: Sequence[str], *, size: int = 15, weight: str = "normal", fill: str = "#212b32"
) -> str:
    spans = "".join(
        f"<tspan x='{x}' y='{y + place * _LINE}'>{escape(line)}</tspan>" for place, line in enumerate(lines)
    )
    return f"<text font-size='{size}' font-weight='{weight}' fill='{fill}'>{spans}</text>" if lines else ""


def _wrapped(text: str, most: int) -> list[str]:
    """The text in lines of so many letters; a longer word stands alone and is broken."""
    lines: list[str] = []
    for word in text.split():
        while len(word) > most:
            lines.append(word[: most - 1] + "-")
            word = word[most - 1 :]
        if lines and len(lines[-1]) + 1 + len(word) <= most and not lines[-1].endswith("-"):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _sentence(row: MapRow) -> str:
    if not row.decider:
        return row.note or "Nobody decides."
    place = f" for {row.place}" if row.place else ""
    tail = f" {row.note}" if row.note else ""
    return f"{row.decider_name}{place}: {row.limit}.{tail}"


def _described(rows: Sequence[MapRow]) -> str:
    functions = len({row.function for row in rows})
    orphans = sum(row.status == "orphan" for row in rows)
    doubled = len({row.function for row in rows if row.status == "doubled"})
    unknown = sum(row.status == "not_known" for row in rows)
    told = f"{functions} functions, with those who decide each by tier. Without anybody: {orphans}. Doubled: {doubled}."
    return f"{told} Not known: {unknown}. The table beside the drawing says the same."
