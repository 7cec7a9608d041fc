"""What the finder of unmet need shows: areas in order, with how many fewer are recorded than expected, and where."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from commonweal.population.disclosure_control import shown_counts
from commonweal.population.prevalence.across_registers import AcrossRegisters, across_registers
from commonweal.population.prevalence.practices import LEVELS
from commonweal.population.prevalence.registers import least_explained
from commonweal.population.prevalence.shown import CAVEAT, METHOD, METHOD_NAME
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import whole_number
from commonweal.site.population.addresses import address
from commonweal.site.population.figures import Held
from commonweal.site.population.given import short_board_name
from commonweal.site.population.presenters import NAMES, PLURALS

FIRST = 100
"""How many rows the page shows; the file has all."""

TWICE = "Somebody whom two registers lack is counted on both: a total over conditions counts entries and not people."
FEWER = (
    "Fewer recorded than expected is not the same as missed. Lists that still hold people who moved away, private "
    "care, or people in better health than their ages and deprivation tell look the same. Look into an area before you "
    "say that it misses people."
)
LOW_ON_MANY, UNLIKE = "Low on {} registers: look at its lists first", "People unlike others: expected is uncertain"


@lru_cache(maxsize=8)
def ranked(held: Held, level: str) -> AcrossRegisters:
    """Every area of a level on every register, worked once while the published figures are the same."""
    return across_registers(tuple(held.comparisons.values()), level)


def rank_beforehand(held: Held) -> None:
    """Work every level, so that nobody's first page waits for it."""
    for level in LEVELS:
        ranked(held, level)
        boards_of(held, level)
        _names(held, level)


def rows(held: Held, chosen: dict[str, Any]) -> list[dict[str, Any]]:
    """The areas that were asked for, in order.

    Args:
        held: The published figures.
        chosen: The form's cleaned values.
    """
    level, condition = chosen["level"], chosen["condition"]
    found = ranked(held, level)
    registers = (condition,) if condition else found.counted_together
    total, below = found.total(registers), found.below(registers)
    people = shown_counts(np.nan_to_num(np.round(found.people))).tolist()
    most, cautions = _most(found, registers), _cautions(found)
    boards, core20 = boards_of(held, level), held.core20.get(level, {})
    least = int(chosen["core20"]) / 100
    listed = []
    for number, code in enumerate(found.codes):
        share = core20.get(code)
        if chosen["icb"] and boards[code] != chosen["icb"]:
            continue
        if least and (share is None or math.isnan(share) or share < least):
            continue
        listed.append(
            _row(held, found, number, level, boards[code], share, total, below, people, most, cautions, bool(condition))
        )
    return _in_order(listed, chosen["sort"], chosen["order"] == "descending")


def _in_order(listed: list[dict[str, Any]], key: str, down: bool) -> list[dict[str, Any]]:
    """Rows by a column with what is not known last; by caution, those with the highest rates first on either side."""
    by = "rate" if key == "caution" else key
    known = [row for row in listed if row[by] is not None]
    known.sort(key=lambda row: (row[by], row["name"]), reverse=down or key == "caution")
    if key == "caution":
        known.sort(key=lambda row: bool(row["caution"]), reverse=down)
    return [*known, *(row for row in listed if row[by] is None)]


@lru_cache(maxsize=8)
def boards_of(held: Held, level: str) -> dict[str, str]:
    """The ICB of each area of a level; that of most of its practices where they differ."""
    counted: dict[str, dict[str, int]] = {}
    for code, board in zip(held.figures.area_codes(level), held.figures.areas["icb"], strict=True):
        if code:
            boards = counted.setdefault(code, {})
            boards[board] = boards.get(board, 0) + 1
    return {code: max(sorted(boards), key=lambda board: boards[board]) for code, boards in counted.items()}


def table(
    held: Held, listed: list[dict[str, Any]], chosen: dict[str, Any], sorted_by: Callable[[str], str] | None = None
) -> TableView:
    """The areas as a table.

    Args:
        held: The published figures.
        listed: From ``rows``.
        chosen: The form's cleaned values.
        sorted_by: Where the table is sorted by a column; none in a file.
    """
    level, condition = chosen["level"], chosen["condition"]

    def column(key: str, title: str, unit: str = "text", **further: Any) -> Column:
        way = chosen["order"] if chosen["sort"] == key else ""
        return Column(key, title, unit, sort_href=sorted_by(key) if sorted_by else "", sorted=way, **further)

    named = column("name", NAMES[level], link=lambda row: address(level, str(row["code"]), condition))
    columns = [
        named,
        Column("code", "Code"),
        *([Column("icb", "ICB")] if level != "icb" else []),
        column("total", "Recorded fewer than expected", "people"),
        column("rate", "for 10,000 on lists", "count"),
        *([] if condition else [column("below", "Registers below limits", "count"), Column("most", "Most of them")]),
        column("caution", "Caution"),
        column("people", "People on lists", "people"),
        column("core20", "In the most deprived fifth", "fraction"),
    ]
    what = name_of(held, condition).lower() if condition else "all conditions together"
    caption = f"{PLURALS[level][:1].upper()}{PLURALS[level][1:]} that record fewer than expected: {what}"
    return TableView(
        f"finder-{level}-{condition or 'all'}", caption, columns, listed, notes(held, condition), tall=True
    )


def sentence(held: Held, listed: list[dict[str, Any]], chosen: dict[str, Any]) -> str:
    """What the table says, made of the figures."""
    condition, level = chosen["condition"], chosen["level"]
    known = [row for row in listed if row["total"]]
    if not known:
        return f"None of {len(listed):,} {PLURALS[level]} stands below its limits."
    entries = "people" if condition else "entries on registers"
    words = held.comparisons[condition].register.words if condition else "one of the conditions"
    careful = sum(bool(row["caution"]) for row in known)
    return (
        f"{len(known):,} of {len(listed):,} {PLURALS[level]} record fewer people with {words} than nearly all others "
        f"alike: {whole_number(sum(row['total'] for row in known))} {entries} fewer than expected. {careful:,} of them "
        "have a caution beside them"
    )


def notes(held: Held, condition: str) -> list[str]:
    """Method, meaning and sources."""
    method = f"{METHOD} Counts are rounded to 5; 7 and fewer are not shown."
    sources = "Sources: " + "; ".join(held.figures.sources) + "."
    deprived = "The share in the most deprived fifth is counted for ICBs and places, estimated for others."
    return [CAVEAT, FEWER, registers_words(held, condition), f"{method} {deprived}", sources]


def registers_words(held: Held, condition: str) -> str:
    """Which registers are counted together; or how well the one that was chosen is explained."""
    found = ranked(held, "practice")
    explains = "Ages, sex and deprivation explain"
    if condition:
        share = float(found.explained[found.registers.index(condition)])
        rough = " What is expected is rough." if share < least_explained() else ""
        return f"{explains} {share:.0%} of the difference between practices on this register.{rough}"
    left = [name_of(held, id).lower() for id in found.registers if id not in found.counted_together]
    if not left:
        return TWICE
    return (
        f"{TWICE} {len(found.counted_together)} registers are added up. {explains} less than {least_explained():.0%} "
        f"of the difference between practices on the others, which can be chosen one by one: {', '.join(left)}."
    )


def method_name() -> str:
    """The method with its version."""
    return METHOD_NAME


def name_of(held: Held, condition: str) -> str:
    """A condition's name."""
    return held.comparisons[condition].register.name


def _row(
    held: Held, found: AcrossRegisters, number: int, level: str, board: str, share: float | None,
    total: Any, below: Any, people: list[int], most: list[int], cautions: list[str], one: bool,
) -> dict[str, Any]:  # fmt: skip
    code = found.codes[number]
    known = not math.isnan(total[number])
    count = int(total[number]) if known else None
    return {
        "code": code,
        "name": _names(held, level)[code],
        "icb": short_board_name(held.figures.name_of("icb", board)) if board else "",
        "total": count,
        "rate": round(10_000 * count / people[number]) if count is not None and people[number] else None,
        "below": int(below[number]) if known else None,
        "most": "" if one or not below[number] else _most_words(held, found, number, most[number]),
        "caution": cautions[number],
        "people": people[number] or None,
        "core20": None if share is None or math.isnan(share) else share,
    }


def _cautions(found: AcrossRegisters) -> list[str]:
    """Why each area's figures are likelier to have another cause; empty where nothing tells so."""
    below = found.below().tolist()
    return [
        LOW_ON_MANY.format(registers) if many else UNLIKE if uncertain else ""
        for registers, many, uncertain in zip(below, found.low_on_many.tolist(), found.uncertain.tolist(), strict=True)
    ]


def _most(found: AcrossRegisters, registers: tuple[str, ...]) -> list[int]:
    """The number of the register with the largest difference, of those asked for, of each area; where none any."""
    asked = np.isin(found.registers, registers) & ~np.isnan(found.missing)
    most: list[int] = np.where(asked, found.missing, -np.inf).argmax(axis=1).tolist()
    return most


def _most_words(held: Held, found: AcrossRegisters, number: int, at: int) -> str:
    return f"{name_of(held, found.registers[at])}: {whole_number(float(found.missing[number, at]))}"


@lru_cache(maxsize=8)
def _names(held: Held, level: str) -> dict[str, str]:
    figures = held.figures
    if level == "practice":
        return dict(zip(figures.codes, figures.names, strict=True))
    return {code: figures.name_of(level, code) for code in set(figures.area_codes(level)) if code}
