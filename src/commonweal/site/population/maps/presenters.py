"""What the map page shows: hexagons with their figures, a key in words, and the same as a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

from commonweal import reference
from commonweal.population.deprivation.core20 import COUNTED
from commonweal.population.prevalence import areas_compared
from commonweal.population.prevalence.shown import CAVEAT, METHOD, METHOD_NAME, ShownArea, shown_areas
from commonweal.site.components.hexagons import STEPS, Area, HexagonMap, hexagon_map
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.addresses import address
from commonweal.site.population.figures import Held
from commonweal.site.population.given import short_board_name
from commonweal.site.population.presenters import STANDING

MAP = "icb26"
WORDS = {
    "missing": "more for 1,000 people would be on the register",
    "ratio": "of what is expected is on the register",
    "share": "of people on lists are on the register",
    "core20": "of small areas are in the most deprived fifth of England",
}
LEGEND_ORDER = ("lowest fifth of ICBs", "second", "middle", "fourth", "highest fifth of ICBs")


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """One ICB's figure.

    Args:
        code: Its code.
        name: Its name.
        value: The figure; None where there is none.
        standing: How it stands against its limits, in words; empty for deprivation.
        observed: People on the register.
        expected: People expected on it.
    """

    code: str
    name: str
    value: float | None
    standing: str = ""
    observed: int | None = None
    expected: int | None = None


def figures(held: Held, measure: str, condition: str) -> dict[str, BoardFigure]:
    """The figure of every ICB, by its code."""
    codes = [row["icb_code"] for row in reference.rows(f"geography/{MAP}_hex")]
    if measure == "core20":
        shares = held.core20.get("icb", {})
        return {code: BoardFigure(code, held.figures.name_of("icb", code), shares.get(code)) for code in codes}
    comparison = held.comparisons[condition]
    found = {area.code: area for area in shown_areas(comparison, areas_compared(comparison, "icb"))}
    return {code: _figure(held, code, found.get(code), measure) for code in codes}


def drawn(found: dict[str, BoardFigure], measure: str, condition: str, title: str) -> HexagonMap:
    """The map, a cell for each ICB, with its figure printed in it.

    Args:
        found: From ``figures``.
        measure: What is shown.
        condition: The register whose pages the cells lead to.
        title: The map in a sentence.
    """
    steps = _steps(found)
    areas = []
    for row in reference.rows(f"geography/{MAP}_hex"):
        one = found[row["icb_code"]]
        words = _words(one.value, measure)
        areas.append(
            Area(
                code=one.code,
                name=short_board_name(row["icb_name"]),
                column=int(row["column"]),
                row=int(row["row"]),
                shift=int(row["shift"]),
                value=words,
                meaning=f"{words} {WORDS[measure]}" if words else "no figure",
                step=steps[one.code],
                href=address("icb", one.code, condition),
            )
        )
    return hexagon_map(title, areas, _legend(found, steps, measure))


def table(found: dict[str, BoardFigure], measure: str, condition: str, caption: str, notes: list[str]) -> TableView:
    """The same figures, the highest first."""
    rows = [
        {
            "name": one.name,
            "code": one.code,
            "value": one.value,
            "observed": one.observed,
            "expected": one.expected,
            "standing": one.standing,
        }
        for one in sorted(found.values(), key=lambda one: (one.value is None, -(one.value or 0), one.name))
    ]
    per = Column("value", "For 1,000 people")
    columns = [
        Column("name", "ICB", link=lambda row: address("icb", str(row["code"]), condition)),
        Column("code", "Code"),
        per if measure == "missing" else Column("value", "Share", "fraction"),
    ]
    if measure != "core20":
        columns += [
            Column("observed", "On the register", "people"),
            Column("expected", "Expected", "people"),
            Column("standing", "How it stands"),
        ]
    return TableView(f"map-{measure}-{condition or 'all'}", caption, columns, rows, notes, tall=True)


def title(held: Held, measure: str, condition: str) -> str:
    """What the map is of."""
    if measure == "core20":
        return "Small areas in the most deprived fifth of England (Core20), by ICB"
    words = held.comparisons[condition].register.name
    return {
        "missing": f"{words}: people expected on the register less those recorded, for 1,000 people, by ICB",
        "ratio": f"{words}: people on the register, of what is expected, by ICB",
        "share": f"{words}: people on the register, of all on lists, by ICB",
    }[measure]


def sentence(found: dict[str, BoardFigure], measure: str) -> str:
    """The highest and the lowest, made of the figures."""
    known = sorted((one for one in found.values() if one.value is not None), key=lambda one: one.value or 0)
    if not known:
        return "Nothing is published for this."
    low, high = known[0], known[-1]
    return (
        f"Highest in {short_board_name(high.name)} ({_words(high.value, measure)}), lowest in "
        f"{short_board_name(low.name)} ({_words(low.value, measure)})"
    )


def notes(held: Held, measure: str) -> list[str]:
    """Method, meaning and sources."""
    sources = "Sources: " + "; ".join(held.figures.sources) + ". Map: hexagons of the 36 ICBs of April 2026."
    if measure == "core20":
        index = next(file for file in reference.catalogue() if file.id == "deprivation_2025")
        return [COUNTED, f"Sources: {index.publisher}, {index.title}. Map: hexagons of the 36 ICBs of April 2026."]
    return [CAVEAT, f"{METHOD} Counts are rounded to 5; 7 and fewer are not shown.", sources]


def method_name(measure: str) -> str:
    """The method with its version."""
    return "Core20 by small areas, IMD 2025" if measure == "core20" else METHOD_NAME


def _figure(held: Held, code: str, area: ShownArea | None, measure: str) -> BoardFigure:
    name = held.figures.name_of("icb", code)
    if area is None or area.observed is None or area.expected is None or not area.people_compared:
        return BoardFigure(code, name, None, area.why if area else "nothing is published")
    value = {
        "missing": 1000 * (area.expected - area.observed) / area.people_compared,
        "ratio": area.observed / area.expected,
        "share": area.observed / area.people_compared,
    }[measure]
    value = round(value, 1) if measure == "missing" else round(value, 4)
    return BoardFigure(code, name, value, STANDING[area.standing], area.observed, area.expected)


def _steps(found: dict[str, BoardFigure]) -> dict[str, str]:
    """The fifth of each ICB by its figure; equal figures in one fifth."""
    values = sorted(one.value for one in found.values() if one.value is not None)
    return {
        code: "none" if one.value is None else STEPS[min(4, 5 * values.index(one.value) // len(values))]
        for code, one in found.items()
    }


def _legend(found: dict[str, BoardFigure], steps: dict[str, str], measure: str) -> list[tuple[str, str]]:
    key: list[tuple[str, str]] = []
    for step, words in zip(STEPS, LEGEND_ORDER, strict=True):
        values = [one.value for code, one in found.items() if steps[code] == step and one.value is not None]
        if values:
            key.append((step, f"{words}: {_words(min(values), measure)} to {_words(max(values), measure)}"))
    if any(step == "none" for step in steps.values()):
        key.append(("none", "no figure"))
    return key


def _words(value: float | None, measure: str) -> str:
    if value is None or math.isnan(value):
        return ""
    if measure == "missing":
        return f"{'−' if value < 0 else '+' if value > 0 else ''}{abs(value):.1f}"
    return percent(value, places=0 if measure in ("ratio", "core20") else 1)
