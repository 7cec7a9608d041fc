"""Need to money: what each area has of the whole by heads, history, cost, recorded need and with unmet need."""

from __future__ import annotations

from typing import Any

from commonweal.charts.dots_by_measure import Dots, dots_by_measure
from commonweal.money import show, split_largest_remainder
from commonweal.population.aggregates.share_tables import MEASURES
from commonweal.population.resources.place_shares import MEANINGS
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, rows_of
from commonweal.site.population.own_people.words import PLURAL, day, method_of, notes, provenance

NOT_GIVEN = "not given"
"""Stands where nothing was given for a measure, such as history of networks."""
SMALL = 0.1
"""Shares below it are told with two decimals."""
FEW_ROWS = 4
"""A chart of no more rows is low."""
DOTS = "A dot for each measure: where they lie apart, it matters which is followed. "


def shares(own: OwnPeople) -> Figure | None:
    """The shares of the area and of its parts by every measure; None where they are not told."""
    manifest = own.manifest
    areas = _areas(own)
    if not areas:
        return None
    listed = [
        _row(own, area)
        | {"people": row["people"]}
        | {key: NOT_GIVEN if row[key] is None else round(row[key], 6) for key in MEASURES}
        for area, row in areas
    ]  # fmt: skip
    parts = [(area, row) for area, row in areas if area["parent"] == own.code]
    names = {key: words.capitalize() for key, words in MEASURES.items()}
    caption = f"What {own.name}{' and its parts have' if own.parts() else ' has'} of the whole, {day(manifest.as_of)}"
    chart = dots_by_measure(
        [
            Dots(
                str(area["name"]),
                {name: row[key] for key, name in names.items()},
                {name: NOT_GIVEN if row[key] is None else percent(row[key]) for key, name in names.items()},
                str(area["code"]),
            )
            for area, row in parts
        ],
        list(names.values()),
        axis="Share of the whole system",
        format=".1%",
        subject="Area or practice",
        description=caption,
    )
    columns = [
        *_named(),
        Column("people", "People", "people"),
        *(Column(key, name, "fraction_fine") for key, name in names.items()),
    ]
    return Figure(
        "shares",
        _title(own, areas),
        TableView(f"shares-{own.code.lower()}", caption, columns, listed, _notes(own)),
        provenance(manifest, method_of(manifest, "shares")),
        chart if parts else None,
        note=_untold(own) + (DOTS if parts else "") + "None of them is a fair share.",
        short=len(parts) <= FEW_ROWS,
        caution=str(manifest.notes["need"]),
    )


def in_pounds(own: OwnPeople, amount_pence: int) -> Figure | None:
    """An amount for the whole system, shared by every measure to the penny; None where shares are not told.

    Each level is shared whole, so that the places together, or all networks, have all of the amount.
    """
    areas = _areas(own)
    if not areas or not amount_pence:
        return None
    pence = {
        (level, key): _split(own, level, key, amount_pence)
        for level in {str(area["level"]) for area, _ in areas}
        for key in MEASURES
    }
    listed = [
        _row(own, area)
        | {key: pence[area["level"], key].get(area["code"], NOT_GIVEN) for key in MEASURES}
        for area, _ in areas
    ]  # fmt: skip
    columns = [*_named(), *(Column(key, words.capitalize(), "gbp_pence") for key, words in MEASURES.items())]
    caption = f"{show(amount_pence)} for the whole system, shared by each measure: {own.name}"
    return Figure(
        "pounds",
        caption,
        TableView(f"pounds-{own.code.lower()}", caption, columns, listed, _notes(own)),
        provenance(own.manifest, f"{method_of(own.manifest, 'shares')}, each level to the penny"),
        open=True,
        caution=str(own.manifest.notes["need"]),
    )


def meanings() -> list[tuple[str, str]]:
    """Each measure with what it means."""
    return [(words.capitalize(), MEANINGS[words]) for words in MEASURES.values()]


def _areas(own: OwnPeople) -> list[tuple[Row, Row]]:
    """The areas above but the system, the area and its parts, each with its shares; those that have none are left."""
    areas = [*own.above, own.area, *own.parts()]
    found = [(area, rows_of(own.held, "shares", (str(area["level"]), str(area["code"])))) for area in areas]
    return [(area, rows[0]) for area, rows in found if rows]


def _row(own: OwnPeople, area: Row) -> dict[str, Any]:
    return {"name": area["name"], "code": area["code"], "_chosen": area is own.area}


def _named() -> list[Column]:
    return [Column("name", "Area or practice"), Column("code", "Code")]


def _split(own: OwnPeople, level: str, key: str, amount_pence: int) -> dict[str, int]:
    rows = own.held.rows("shares", level=level)
    if any(row[key] is None for row in rows):
        return {}
    pence = split_largest_remainder(amount_pence, [row[key] for row in rows])
    return {row["code"]: part for row, part in zip(rows, pence, strict=True)}


def _notes(own: OwnPeople) -> list[str]:
    caution, *rest = notes(own.manifest, "shares")
    return [caution, *(f"{name}: {words}." for name, words in meanings()), *rest]


def _untold(own: OwnPeople) -> str:
    """What is said where the next level down is left out, since one of its areas has too few people."""
    parts = own.parts()
    if not parts or own.held.rows("shares", level=parts[0]["level"]):
        return ""
    return f"{PLURAL[str(parts[0]['level'])]} are not told apart: one of them has too few people. "


def _title(own: OwnPeople, areas: list[tuple[Row, Row]]) -> str:
    mine = next((row for area, row in areas if area is own.area), None)
    if mine is not None:
        places = 1 if mine["heads"] >= SMALL else 2
        told = [
            f"{percent(mine[key], places=places)} {words}" for key, words in _WORDS.items() if mine[key] is not None
        ]
        return f"{own.name} has {', '.join(told[:-1])} and {told[-1]}"
    against = "history" if all(row["history"] is not None for _, row in areas) else "heads"
    area, row = max(areas, key=lambda pair: abs(pair[1]["need"] - pair[1][against]))
    return (
        f"Need as recorded and {against} lie furthest apart in {area['name']}: {percent(row['need'], places=1)} of the "
        f"whole by one, {percent(row[against], places=1)} by the other"
    )


_WORDS = {
    "heads": "of the system's people",
    "history": "of what was spent before",
    "cost": "of the cost of care",
    "need": "of the need as recorded",
    "unmet": "with unmet need",
}
