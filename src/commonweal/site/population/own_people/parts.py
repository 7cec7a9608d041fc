"""The head of a page, and the way down: an area's parts with what stands out in each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import index, percent, whole_number
from commonweal.site.population.own_people.conditions import method
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import (
    TWO_OR_MORE,
    OwnPeople,
    Row,
    of_condition,
    parts_of,
    rows_of,
    standing,
)
from commonweal.site.population.own_people.need import need_row
from commonweal.site.population.own_people.words import (
    NOT_SHOWN,
    NOT_THERE,
    PLURAL,
    STANDING,
    TOO_FEW,
    day,
    notes,
    one_in,
    people,
    provenance,
    rate,
)

LONG = 15
"""A table with more rows scrolls in its box."""


def address(own: OwnPeople, row: Row) -> str:
    """The page of an area of the same system."""
    system = own.manifest.system
    if row["level"] == "system":
        return reverse("population:own_people_system", args=[system])
    return reverse("population:own_people_area", args=[system, row["level"], row["code"]])


def parts(own: OwnPeople) -> Figure:
    """The areas or practices of the next level down; at a practice those of its network."""
    manifest = own.manifest
    rows = own.parts()
    within = own.name
    if not rows and own.next_above is not None:
        rows = parts_of(own.held, own.next_above)
        within = str(own.next_above["name"])
    level = str(rows[0]["level"]) if rows else own.level
    tenths = "deprivation" not in own.held.missing
    columns = [
        Column("name", {"place": "Place", "pcn": "Network"}.get(level, "Practice"), link=lambda row: row["_href"]),
        Column("code", "Code"),
        Column("people", "People", "people"),
        *([Column("core20", "In the most deprived fifth", "fraction")] if level != "practice" and tenths else []),
        Column("dsr", "Two or more conditions, in 1,000", "rate"),
        Column("low", "at least", "rate"),
        Column("high", "at most", "rate"),
        Column("standing", f"Held against {within}"),
        *([Column("need", "Need index", "index")] if "need" not in own.held.missing else []),
    ]
    caption = f"{PLURAL[level]} of {within}, {day(manifest.as_of)}"
    other = _many(own, own.area if own.parts() else own.next_above)
    return Figure(
        "parts",
        f"{PLURAL[level]} of {within} side by side: "
        + (
            "people, deprivation, conditions and need"
            if not {*own.held.missing} - {"activity_months", "need_by_age"}
            else "people and conditions"
        ),
        TableView(
            f"parts-{own.code.lower()}",
            caption,
            columns,
            [_row(own, row, other["dsr_per_1000"] if other else None) for row in rows],
            notes(manifest, "areas", "geography", "conditions"),
            tall=len(rows) > LONG,
        ),
        provenance(manifest, method(own)),
        open=True,
    )


def stats(own: OwnPeople) -> list[tuple[str, str, str]]:
    """What stands out, at the head of the page: label, value and note."""
    many, need = _many(own, own.area), need_row(own)
    above = own.next_above
    other = _many(own, above) if above else None
    value = many["dsr_per_1000"] if many else None
    note = "" if value is None or many is None else f"{one_in(many['dsr_low'])} to {one_in(many['dsr_high'])}"
    if above and other and many and value is not None:
        said = STANDING[standing(many["dsr_low"], many["dsr_high"], other["dsr_per_1000"])]
        note += f"; {said}: {one_in(other['dsr_per_1000'])} in {above['name']}"
    count = people(own.area["people"], own.manifest)
    return [
        ("People", count if isinstance(count, str) else whole_number(count), f"on {day(own.manifest.as_of)}"),
        ("In 1,000 people have two or more long-term conditions, with age allowed for", one_in(value), note),
        _deprived(own),
        _need(own, need),
    ]


def _deprived(own: OwnPeople) -> tuple[str, str, str]:
    label = "Live in the most deprived fifth of England (Core20)"
    if "deprivation" in own.held.missing:
        return label, NOT_THERE, ""
    return label, core20(own.area, share_only=True), _core20_above(own)


def _need(own: OwnPeople, need: Row | None) -> tuple[str, str, str]:
    if "need" in own.held.missing:
        return "Need index", NOT_THERE, ""
    told = index(need["index"]) if need and need["index"] is not None else NOT_SHOWN
    return "Need index", told, "1 is the system's average"


def core20(row: Row, *, share_only: bool = False) -> str:
    """The share in the most deprived fifth of England, in words."""
    if row["core20_share"] is None:
        return NOT_SHOWN
    if not row["core20_people"]:
        return TOO_FEW
    share = percent(row["core20_share"], places=1)
    return share if share_only else f"{share} ({whole_number(row['core20_people'])} people)"


def _core20_above(own: OwnPeople) -> str:
    above = own.next_above
    if own.level == "practice":
        network = f"; {core20(above, share_only=True)} in {above['name']}" if above else ""
        return f"it is not told by practice{network}"
    return f"{core20(above, share_only=True)} in {above['name']}" if above else ""


def _many(own: OwnPeople, row: Row | None) -> Row | None:
    if row is None:
        return None
    rows = rows_of(own.held, "conditions", (row["level"], row["code"]), on=own.manifest.as_of)
    return of_condition(rows, TWO_OR_MORE, own.manifest.as_of)


def _row(own: OwnPeople, row: Row, other: float | None) -> dict[str, Any]:
    many, need = _many(own, row), need_row(own, row)
    low, high = (many[f"dsr_{end}"] if many else None for end in ("low", "high"))
    return {
        "name": row["name"],
        "code": row["code"],
        "people": people(row["people"], own.manifest),
        "core20": TOO_FEW if row["core20_people"] == 0 else rate(row["core20_share"], 3),
        "dsr": rate(many["dsr_per_1000"] if many else None),
        "low": rate(low),
        "high": rate(high),
        "standing": STANDING[standing(low, high, other)],
        "need": rate(need["index"] if need else None, 3),
        "_href": address(own, row),
        "_chosen": row["level"] == own.level and row["code"] == own.code,
    }
