"""What the pages about people show: sentences, tables and the funnel, all rounded and with small counts left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from commonweal.charts.funnel import FunnelPoint, funnel
from commonweal.charts.funnel_limits import FunnelLimits
from commonweal.population.core20plus5 import area_figures, clinical_areas
from commonweal.population.deprivation.core20 import COUNTED, ESTIMATED
from commonweal.population.deprivation.practice_fifths import NOTE, WORDS, split
from commonweal.population.disclosure_control import shown_count
from commonweal.population.prevalence import Comparison, areas_compared
from commonweal.population.prevalence.practices import LEVELS
from commonweal.population.prevalence.shown import CAVEAT, METHOD, METHOD_NAME, ShownArea, shown_areas
from commonweal.population.prevalence.variation import limits
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.population.statistics.estimates import BoolArray
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, whole_number
from commonweal.site.population.addresses import address
from commonweal.site.population.figures import Held

NAMES = {"icb": "ICB", "place": "Place", "pcn": "Network", "practice": "Practice"}
PLURALS = {"icb": "ICBs", "place": "places", "pcn": "primary care networks", "practice": "practices"}
CORE20PLUS5_NAME = "Core20PLUS5 from public files, method version 1"
STANDING = {
    "below": "fewer than expected",
    "within": "as expected",
    "above": "more than expected",
    "unknown": "not compared",
    "suppressed": "not shown: few people",
}


def title_of(held: Held, level: str, code: str) -> str:
    """The name of an area or practice."""
    return held.figures.name_of(level, code)


def rows_within(held: Held, level: str, code: str) -> BoolArray:
    """Which practices are of an area."""
    codes, numbers = held.figures.numbered_areas(level)
    found: BoolArray = numbers == (codes.index(code) if code in codes else -1)
    return found


def one(comparison: Comparison, level: str, within: BoolArray) -> ShownArea:
    """One area or practice as it may be shown."""
    return areas(comparison, level, within)[0]


def areas(comparison: Comparison, level: str, within: BoolArray | None = None) -> list[ShownArea]:
    """Areas or practices as they may be shown, in order of code."""
    return shown_areas(comparison, areas_compared(comparison, level, within=within))


def table_of_areas(
    held: Held, comparison: Comparison, level: str, found: Sequence[ShownArea], *, name: str = "", caption: str
) -> TableView:
    """Areas or practices, those with the largest difference first."""
    by_difference = sorted(found, key=lambda area: (area.difference is None, -(area.difference or 0), area.name))
    condition = comparison.register.id
    rows = [_row(area, address(area.level, area.code, condition)) for area in by_difference]
    columns = (Column("name", NAMES[level], link=lambda row: str(row["_href"])), *_COUNTS)
    return TableView(
        name or f"{level}-{condition}", caption, columns, rows, notes(held, comparison), tall=len(rows) > 15
    )


def table_of_conditions(held: Held, level: str, code: str, within: BoolArray) -> TableView:
    """Every register of one area or practice."""
    rows = []
    for comparison in held.comparisons.values():
        area = one(comparison, level, within)
        rows.append(_row(area, address(level, code, comparison.register.id)) | {"name": comparison.register.name})
    columns = (Column("name", "Condition", link=lambda row: str(row["_href"])), *_COUNTS)
    some = next(iter(held.comparisons.values()))
    return TableView(
        f"conditions-{code.lower()}",
        f"People on each register in {title_of(held, level, code)}, and expected on it",
        columns,
        rows,
        notes(held, some),
    )


def table_of_fifths(held: Held, comparison: Comparison, within: BoolArray, caption: str) -> TableView:
    """Practices and people by fifth of deprivation, with the register in each."""
    found = split(held.fifths, held.figures.people(), within)
    rows: list[dict[str, Any]] = []
    for number, words in enumerate(WORDS):
        those = within & (held.fifths == number + 1)
        row: dict[str, Any] = {"name": words, "practices": int(found.practices[number])}
        row["people"] = shown_count(round(found.people[number])) if found.practices[number] else None
        used = those & comparison.compared
        observed, expected = comparison.observed[used].sum(), comparison.expected[used].sum()
        row["observed"] = shown_count(round(observed)) or None if used.any() else None
        row["expected"] = shown_count(round(expected)) or None if used.any() else None
        both = row["observed"] and row["expected"]
        row["ratio"] = row["observed"] / row["expected"] if both else None
        rows.append(row)
    if found.unknown_practices:
        rows.append({"name": "Not known", "practices": found.unknown_practices})
    columns = (
        Column("name", "Fifth of practices"),
        Column("practices", "Practices", "count"),
        Column("people", "People on lists", "people"),
        Column("observed", "On the register", "people"),
        Column("expected", "Expected", "people"),
        Column("ratio", "On the register, of what is expected", "fraction"),
    )
    return TableView("deprivation", caption, columns, rows, [NOTE, *notes(held, comparison)])


def core20_sentence(held: Held, level: str, code: str) -> str:
    """The share in the most deprived fifth of England, and whether it was counted; empty where nothing is known."""
    share = held.core20.get(level, {}).get(code)
    if share is None:
        return ""
    if level in ("icb", "place"):
        counted = f"{percent(share, places=0)} of its small areas are in the most deprived fifth of England (Core20)."
        return f"{counted} {COUNTED}"
    what = "its people" if level == "practice" else "the people of its practices"
    return (
        f"About {percent(share, places=0)} of {what} live in the most deprived fifth of England (Core20). {ESTIMATED}"
    )


RELATED = ", but about something related: it does not measure what is asked for"


def table_of_core20plus5(held: Held, level: str, code: str, within: BoolArray) -> TableView:
    """Every clinical area of Core20PLUS5 with what is published about it."""
    rows = [
        {
            "name": figure.area.name,
            "group": "Adults" if figure.area.group == "adults" else "Children",
            "asks": figure.area.words,
            "figure": figure.words or figure.how,
            "value": figure.value,
            "how": figure.how + ("" if figure.is_measure else RELATED) if figure.words else "",
        }
        for figure in area_figures(held.figures, within, level=level)
    ]
    columns = (
        Column("name", "Clinical area"),
        Column("group", "For"),
        Column("asks", "What it asks for"),
        Column("figure", "Figure"),
        Column("value", "Value", "fraction"),
        Column("how", "How it is known"),
    )
    note = (
        "No public figure means that nothing is published in the files that are read, for this body or any other; it "
        "is not nought. Tables of one's own fill the gaps: commonweal population core20plus5 --local."
    )
    sources = "; ".join(dict.fromkeys(f"{area.source.publisher}, {area.source.title}" for area in clinical_areas()))
    return TableView(
        f"core20plus5-{code.lower()}",
        "Core20PLUS5: what is published",
        columns,
        rows,
        [f"{CORE20PLUS5_NAME}.", note, f"Sources: {sources}."],
    )


def practice_funnel(comparison: Comparison, practices: Sequence[ShownArea], chosen: str = "") -> dict[str, Any] | None:
    """The funnel of an area's practices; None where too few can be shown."""
    found = [area for area in practices if area.ratio is not None]
    if len(found) < comparison_rules().least_practices:
        return None
    sizes = [float(area.expected or 0) for area in found]
    grid = np.geomspace(min(sizes) * 0.9, max(sizes) * 1.05, 40)
    variance = comparison.variation.of_one(grid)
    low, high = limits(grid, variance)
    outer_low, outer_high = limits(grid, variance, 0.998)
    ends = FunnelLimits(
        *(np.round(values, 4).tolist() for values in (grid, low / grid, high / grid)),
        *(np.round(values / grid, 4).tolist() for values in (outer_low, outer_high)),
    )
    condition = comparison.register.id
    points = [
        FunnelPoint(
            area.name,
            float(area.expected or 0),
            round(area.ratio or 0.0, 3),
            area.standing,
            f"{whole_number(area.observed)} of {whole_number(area.expected)} expected",
            address("practice", area.code, condition),
            area.code == chosen,
        )
        for area in found
    ]
    return funnel(
        points,
        ends,
        size_axis="People expected on the register",
        axis="On the register, of what is expected",
        description=f"Practices by {comparison.register.name} recorded over expected",
    )


def funnel_title(table: TableView, comparison: Comparison, where: str) -> str:
    """What the funnel shows, in a sentence made of the figures."""
    below = sum(row["_standing"] == "below" for row in table.rows)
    above = sum(row["_standing"] == "above" for row in table.rows)
    shown = sum(row["_standing"] in ("below", "within", "above") for row in table.rows)
    return (
        f"{below} of {shown} practices in {where} record fewer people with {comparison.register.words} than nearly all "
        f"practices alike, and {above} more"
    )


def stats(area: ShownArea) -> list[tuple[str, str, str]]:
    """The figures at the head of a page."""
    if area.observed is None:
        return []
    covered = "all" if area.compared == area.practices else f"{area.compared} of {area.practices}"
    some = "" if area.level == "practice" else f"in {covered} of its practices"
    if area.compared == area.practices and some:
        some = f"in all {area.practices} practices" if area.practices > 1 else "in its one practice"
    return [
        ("On the register", whole_number(area.observed), some),
        (
            "Expected",
            whole_number(area.expected),
            f"19 of 20 alike: {whole_number(area.low)} to {whole_number(area.high)}",
        ),
        _difference(area),
    ]


def notes(held: Held, comparison: Comparison) -> list[str]:
    """Method, meaning and sources, below each table."""
    register = comparison.register
    ages = (
        f"The published percentage with {register.words} is of {register.ages}; lists are of April 2026, registers of "
        "2024/25."
    )
    sources = "Sources: " + "; ".join(held.figures.sources) + "."
    return [CAVEAT, f"{METHOD} {ages} Counts are rounded to 5; 7 and fewer are not shown.", sources]


def on_page(table: TableView) -> TableView:
    """The table with only its method named below it: the page says once what a file has to say each time."""
    return replace(
        table, notes=[f"{METHOD_NAME}. How it is worked out, and the sources, stand at the end of this page."]
    )


def method_of(held: Held, comparison: Comparison) -> list[str]:
    """How the figures are worked out, for the end of a page."""
    return notes(held, comparison)[1:]


def level_words(level: str) -> str:
    """The kind of body as the page says it."""
    return LEVELS[level]


_COUNTS = (
    Column("code", "Code"),
    Column("observed", "On the register", "people"),
    Column("expected", "Expected", "people"),
    Column("difference", "Expected less recorded", "people", signed=True),
    Column("difference_low", "at least", "people", signed=True),
    Column("difference_high", "at most", "people", signed=True),
    Column("standing", "How it stands"),
)


def _difference(area: ShownArea) -> tuple[str, str, str]:
    span = f"{_signed(area.difference_low)} to {_signed(area.difference_high)}"
    if area.standing == "below":
        return ("Not yet found", whole_number(area.difference), f"{span.replace('+', '')} people")
    return (
        "Expected less recorded",
        _signed(area.difference),
        f"{span}: as others differ" if area.standing == "within" else span,
    )


def _signed(value: int | None) -> str:
    return whole_number(value) if value is None or value <= 0 else f"+{whole_number(value)}"


def _row(area: ShownArea, href: str) -> dict[str, Any]:
    return {
        **area.to_json(),
        "standing": f"not compared: {area.why}" if area.standing == "unknown" else STANDING[area.standing],
        "_standing": area.standing,
        "_href": href,
    }
