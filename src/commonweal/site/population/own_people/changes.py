"""What changed: who moved between segments, and people newly found by month."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from commonweal.charts.control_chart import COMMON, HIGH, LOW, ControlPoint, control_chart_of_months
from commonweal.charts.written_bars import WrittenBar, written_bars
from commonweal.population.statistics.control_charts import Cause, control_chart
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import whole_number
from commonweal.site.population.control_charts.presenters import CAUSES, METHOD_NAME
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row
from commonweal.site.population.own_people.words import (
    SHORT_SEGMENTS,
    day,
    few,
    method_of,
    notes,
    people,
    provenance,
    version_of,
)

GONE, CAME, UNKNOWN = ("died", "left"), "came", "not known"
WORDS = {"died": "Died", "left": "Left the list", "came": "Came to the list", "not known": "Segment not known"}
LARGEST = 10
NO_SUCH = "does not apply"
FIRST = "first_condition"


def lists(own: OwnPeople) -> Figure | None:
    """People on the lists of both days, and who joined, left and died between them; None where it is not told."""
    manifest, rows = own.manifest, own.rows("changes")
    if not rows:
        return None
    row = rows[0]
    deaths = any(count is not None for count in own.held.table("changes")["died"])
    told = {"joined": "Joined its lists", "left": "Left its lists"} | ({"died": "Died"} if deaths else {})
    listed = [
        {"what": f"On its lists on {day(manifest.before)}", "people": people(row["people_before"], manifest)},
        *({"what": words, "people": people(row[key], manifest)} for key, words in told.items()),
        {"what": f"On its lists on {day(manifest.as_of)}", "people": people(row["people"], manifest)},
    ]
    caption = f"Who joined and left the lists of {own.name}, {day(manifest.before)} to {day(manifest.as_of)}"
    bars = [WrittenBar(words, row[key], f"{whole_number(row[key])} people") for key, words in told.items() if row[key]]
    return Figure(
        "lists",
        _lists_sentence(own, row, tuple(told)),
        TableView(
            f"lists-{own.code.lower()}",
            caption,
            (Column("what", "People"), Column("people", "How many", "people")),
            listed,
            notes(manifest, "changes"),
        ),
        provenance(manifest, method_of(manifest, "changes")),
        written_bars(bars, axis="People", subject="People who", description=caption) if bars else None,
        note="Whoever goes from one practice of an area to another stays in the area. Where nothing is drawn, too few "
        "people did, or the number is hidden. Counts are rounded each by itself, so they may not add up.",
        short=True,
    )


def _lists_sentence(own: OwnPeople, row: Row, told: tuple[str, ...]) -> str:
    def many(count: int | None) -> str:
        words = people(count, own.manifest)
        return words if isinstance(words, str) else whole_number(words)

    parts = [f"{many(row[key])} {key}" for key in told]
    return (
        f"{own.name} had {many(row['people_before'])} people on its lists on {day(own.manifest.before)} and "
        f"{many(row['people'])} on {day(own.manifest.as_of)}: {', '.join(parts[:-1])} and {parts[-1]}"
    )


def moves(own: OwnPeople) -> Figure | None:
    """The largest moves between segments in a year, and the whole table of who went where; None where not told."""
    manifest, rows = own.manifest, own.rows("flows")
    if not rows:
        return None
    titles = {row["segment"]: str(row["title"]) for row in own.rows("segments")} | WORDS
    cells = {(row["before"], row["after"]): row["people"] for row in rows}
    before, after = (list(dict.fromkeys(row[key] for row in rows)) for key in ("before", "after"))
    listed = [
        {
            "before": titles.get(one, one),
            **{
                other: NO_SUCH if one == CAME and other in GONE else people(cells.get((one, other)), manifest)
                for other in after
            },
        }
        for one in before
    ]
    caption = f"From which segment to which: {own.name}, {day(manifest.before)} to {day(manifest.as_of)}"
    columns = (
        Column("before", f"On {day(manifest.before)}"),
        *(Column(one, titles.get(one, one), "people") for one in after),
    )
    largest = sorted(
        (
            (count, one, other)
            for (one, other), count in cells.items()
            if count and one != other and not {one, other} & {*GONE, CAME, UNKNOWN}
        ),
        key=lambda cell: -cell[0],
    )[:LARGEST]
    chart = written_bars(
        [WrittenBar(_move(titles, one, other), count, whole_number(count)) for count, one, other in largest],
        axis="People",
        subject="Move",
        description=caption,
    )
    title = (
        f"Between {day(manifest.before)} and {day(manifest.as_of)} the largest move in {own.name} was of "
        f"{whole_number(largest[0][0])} people from “{titles[largest[0][1]]}” to “{titles[largest[0][2]]}”"
        if largest
        else f"Moves between segments in {own.name} are all too small to tell"
    )
    return Figure(
        "moves",
        title,
        TableView(f"moves-{own.code.lower()}", caption, columns, listed, notes(manifest, "flows")),
        provenance(manifest, version_of(manifest, "segmentation")),
        chart if largest else None,
        note=f"The {len(largest)} largest moves from one segment to another. The table has all, and who died, left or "
        "came.",
    )


def series_of(own: OwnPeople, condition: str) -> str:
    """The monthly series that goes with a condition: its own, or first records of any; empty where none is told."""
    told = {row["series"] for row in own.rows("monthly")}
    return condition if condition in told else FIRST if FIRST in told else ""


def monthly(own: OwnPeople, series: str, instead_of: str = "") -> Figure | None:
    """People newly found by month, as a control chart where every month is told; None where no month is.

    Args:
        own: The area.
        series: The monthly series.
        instead_of: The condition that was asked for, where its months are not told.
    """
    manifest = own.manifest
    rows = sorted(own.rows("monthly", series=series), key=lambda row: str(row["month"]))
    if not rows:
        return None
    words = str(rows[0]["title"])
    name = words if series == FIRST else f"{words}, recorded for the first time"
    told = [row for row in rows if row["people"]]
    whole = len(told) == len(rows)
    chart, causes = _charted(own, rows) if whole else (None, [""] * len(rows))
    listed = [
        {
            "month": f"{date.fromisoformat(str(row['month'])):%B %Y}",
            "people": people(row["people"], manifest),
            "cause": cause or "not worked",
        }
        for row, cause in zip(rows, causes, strict=True)
    ]
    caption = f"{name}: people of {own.name} by month"
    columns = (Column("month", "Month"), Column("people", "People", "people"), Column("cause", "Control chart"))
    return Figure(
        "months",
        _month_title(own, name, rows, causes, whole),
        TableView(
            f"months-{series.replace('_', '-')}-{own.code.lower()}",
            caption,
            columns,
            listed[::-1],
            notes(manifest, "monthly"),
            tall=True,
        ),
        provenance(manifest, METHOD_NAME),
        chart,
        kind="Control chart",
        note=(
            "The full line is the mean, dashed lines are the limits. Earlier months miss people who have gone since, "
            "so a slow rise can be that alone."
            if whole
            else f"No picture is drawn: in {len(rows) - len(told)} of {len(rows)} months {few(manifest)} people were "
            "found, or the number is hidden."
        )
        + (f" {instead_of} is not told by month, so any condition stands here." if instead_of else ""),
    )


@lru_cache(maxsize=256)
def _causes(values: tuple[int, ...]) -> Any:
    return control_chart(np.array(values, dtype=np.float64))


def _charted(own: OwnPeople, rows: list[Row]) -> tuple[dict[str, Any], list[str]]:
    found = _causes(tuple(row["people"] for row in rows))
    points = []
    for number, row in enumerate(rows):
        special = found.cause[number] not in (Cause.COMMON, Cause.MISSING)
        kind = COMMON if not special else HIGH if found.direction[number] > 0 else LOW
        mean, lower, upper = (float(getattr(found, name)[number]) for name in ("mean", "lower", "upper"))
        month = date.fromisoformat(str(row["month"]))
        points.append(ControlPoint(month, float(row["people"]), mean, lower, upper, kind))
    chart = control_chart_of_months(
        points, axis="People", format=",.0f", description=f"{rows[0]['title']}, {own.name}, by month"
    )
    return chart, [CAUSES[Cause(int(cause))] for cause in found.cause]


def _month_title(own: OwnPeople, name: str, rows: list[Row], causes: list[str], whole: bool) -> str:
    if not whole:
        return f"{name}: {own.name}, month by month"
    special = sum(1 for cause in causes if cause != CAUSES[Cause.COMMON])
    said = (
        "no month differs from the others by more than they always vary"
        if not special
        else f"{special} of {len(rows)} months differ by more than the usual variation"
    )
    return f"{name}: {own.name}. {said[:1].upper()}{said[1:]}"


def _move(titles: dict[str, str], one: str, other: str) -> str:
    words = [SHORT_SEGMENTS.get(titles[key], titles[key]).lower() for key in (one, other)]
    line = f"{words[0]} → {words[1]}"
    return line[:1].upper() + line[1:]
