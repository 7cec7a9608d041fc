"""What people need, from recorded use: the index of an area beside those above it and its parts."""

from __future__ import annotations

from commonweal.charts.signed_bars import SignedBar, signed_bars
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import index
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, rows_of
from commonweal.site.population.own_people.words import day, method_of, notes, people, provenance, rate

AXIS = (0.9, 1.1)
"""What the axis of the index reaches at least: areas within a hundredth of each other look alike."""


def need_row(own: OwnPeople, area: Row | None = None) -> Row | None:
    """The need of the area, or of another; None where there is none."""
    of = area or own.area
    return next(iter(rows_of(own.held, "need", (str(of["level"]), str(of["code"])))), None)


def need(own: OwnPeople) -> Figure | None:
    """The index of the areas above, of the area, and of its parts."""
    manifest = own.manifest
    areas = [*own.above, own.area, *own.parts()]
    found = [(area, row) for area in areas if (row := need_row(own, area)) is not None]
    if not found:
        return None
    listed = [
        {
            "name": area["name"],
            "code": area["code"],
            "people": people(row["people"], manifest),
            "weighted": rate(row["weighted_people"], 0),
            "index": rate(row["index"], 3),
            "_chosen": area is own.area,
        }
        for area, row in found
    ]
    columns = (
        Column("name", "Area or practice"),
        Column("code", "Code"),
        Column("people", "People", "people"),
        Column("weighted", "Weighted people", "people"),
        Column("index", "Need index", "index"),
    )
    told = any(row["index"] is not None for area, row in found if area not in own.above)
    bars = [SignedBar(str(area["name"]), row["index"], _words(row["index"]), str(area["code"])) for area, row in found]
    caption = f"Need of {own.name} beside the areas above it{' and its parts' if own.parts() else ''}"
    return Figure(
        "need",
        _title(own),
        TableView(f"need-{own.code.lower()}", caption, columns, listed, notes(manifest, "need")),
        provenance(manifest, method_of(manifest, "need")),
        signed_bars(
            bars,
            axis="Need index (system = 1)",
            format=".2f",
            subject="Area or practice",
            below="Less than the average",
            above="More than the average",
            middle=1.0,
            least=AXIS,
            description=caption,
        )
        if told
        else None,
        note=("" if told else f"No picture is drawn, since the need of {own.name} is not shown. ")
        + "1 is the system's average need for each person; 1.10 is a tenth more. Weighted people are people times "
        f"the index, on {day(manifest.as_of)}.",
        short=True,
        caution=str(manifest.notes["need"]),
    )


def _title(own: OwnPeople) -> str:
    row = need_row(own)
    if row is None or row["index"] is None:
        return f"The need of {own.name} is not shown"
    if own.level == "system":
        told = [(found["index"], area["name"]) for area in own.parts() if (found := need_row(own, area))]
        told = sorted(pair for pair in told if pair[0] is not None)
        if len(told) > 1:
            (least, low), (most, high) = told[0], told[-1]
            return f"Need in {own.name} goes from {index(least)} in {low} to {index(most)} in {high}; the average is 1"
        return f"Need in {own.name}, of which the average is 1"
    return f"{own.name} has a need index of {index(row['index'])}: {_words(row['index'])}"


def _words(value: float | None) -> str:
    if value is None:
        return "not shown"
    away = f"{abs(value - 1):.1%}"
    if away == "0.0%":
        return "the system's average need for each person"
    return f"{away} {'more' if value > 1 else 'less'} need for each person than the system's average"
