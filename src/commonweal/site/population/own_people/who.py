"""Who lives here: ages and sexes, and segments, held against the area above."""

from __future__ import annotations

from typing import Any

from commonweal.charts.compared import Compared, compared
from commonweal.charts.population_pyramid import AgeBand, population_pyramid
from commonweal.population.aggregates import ALL
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row
from commonweal.site.population.own_people.words import (
    NOT_SHOWN,
    SHORT_SEGMENTS,
    day,
    method_of,
    notes,
    nothing_drawn,
    people,
    provenance,
    share,
    version_of,
)

OLD = 65
"""Ages from which people are told of as older."""
FEW_BANDS = 10
"""A pyramid of fewer bands is low."""
SEXES = (("F", "Women and girls"), ("M", "Men and boys"))


def ages(own: OwnPeople) -> Figure:
    """The pyramid, with marks where bars would end with the ages of the area above where that has the same bands."""
    manifest, rows, above = own.manifest, own.rows("people"), own.rows_above("people")
    bands = list(dict.fromkeys(row["age_band"] for row in rows))
    found, others = ({(row["age_band"], row["sex"]): row["people"] for row in part} for part in (rows, above))
    beside = own.next_above if {band for band, _ in others} == set(bands) else None
    times = _sum(rows) / _sum(above) if beside and _sum(above) else 0.0
    drawn = [
        AgeBand(
            band,
            found.get((band, "F")),
            found.get((band, "M")),
            str(people(found.get((band, "F")), manifest)),
            str(people(found.get((band, "M")), manifest)),
            (others.get((band, "F")) or 0) * times if times else None,
            (others.get((band, "M")) or 0) * times if times else None,
        )
        for band in bands
    ]
    caption = f"People of {own.name} by age and sex, {day(manifest.as_of)}"
    columns = (Column("age", "Age"), *(Column(sex, words, "people") for sex, words in SEXES))
    listed = [{"age": band, **{sex: people(found.get((band, sex)), manifest) for sex, _ in SEXES}} for band in bands]
    name = f"ages-{own.code.lower()}"
    return Figure(
        "ages",
        _age_title(own, rows, above if beside else []),
        TableView(name, caption, columns, listed, notes(manifest, "people")),
        provenance(manifest, method_of(manifest, "people")),
        population_pyramid(
            drawn, beside=f"With the ages of {beside['name']}" if beside and times else "", description=caption
        )
        if _sum(rows)
        else None,
        kind="Population pyramid",
        note=nothing_drawn(manifest)
        if not _sum(rows)
        else f"A black mark shows where the bar would end if {own.name} had the ages of {beside['name']}."
        if beside and times
        else "",
        short=len(bands) < FEW_BANDS,
    )


def segments(own: OwnPeople) -> Figure:
    """Everybody in one segment each, as shares beside those of the area above."""
    manifest = own.manifest
    rows = own.rows("segments", age_group=ALL, sex=ALL)
    above = {row["segment"]: row["people"] for row in own.rows_above("segments", age_group=ALL, sex=ALL)}
    whole = next((row["people"] for row in rows if row["segment"] == ALL), None)
    listed = [
        {
            "title": row["title"],
            "people": people(row["people"], manifest),
            "share": share(row["people"], whole),
            "above": share(above.get(row["segment"]), above.get(ALL)),
            "_total": row["segment"] == ALL,
        }
        for row in rows
    ]
    beside = own.next_above
    columns = [Column("title", "Segment"), Column("people", "People", "people"), Column("share", "Share", "fraction")]
    if beside:
        columns.append(Column("above", f"Share in {beside['name']}", "fraction"))
    parts = [row for row in listed if not row["_total"]]
    told = any(not isinstance(row["share"], str) for row in parts)
    chart = compared(
        [
            Compared(
                row["title"],
                _number(row["share"]),
                f"{row['people'] if isinstance(row['people'], str) else format(row['people'], ',')} people",
                _number(row["above"]),
                short=SHORT_SEGMENTS.get(row["title"], ""),
            )
            for row in parts
        ],
        here=own.name,
        beside=str(beside["name"]) if beside else "",
        axis="Share of everybody",
        format=".0%",
        subject="Segment",
        description=f"Segments of {own.name}",
    )
    caption = f"People of {own.name} by segment, {day(manifest.as_of)}"
    return Figure(
        "segments",
        _segment_title(own, parts),
        TableView(f"segments-{own.code.lower()}", caption, columns, listed, notes(manifest, "segments")),
        provenance(manifest, version_of(manifest, "segmentation")),
        chart if told else None,
        note=("" if told else f"{nothing_drawn(manifest)} ")
        + "Each person is in one segment: the first of the list that fits.",
        short=True,
    )


def segments_by_age(own: OwnPeople) -> Figure | None:
    """Segments by age group and sex; None where they are not told."""
    manifest = own.manifest
    rows = [row for row in own.rows("segments") if row["age_group"] != ALL]
    if not rows:
        return None
    titles = {row["segment"]: row["title"] for row in rows}
    listed: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        line = listed.setdefault(
            (row["age_group"], row["sex"]), {"group": f"{row['age_group']}, {dict(SEXES)[row['sex']].lower()}"}
        )
        line[row["segment"]] = people(row["people"], manifest)
    caption = f"Segments of {own.name} by age and sex, {day(manifest.as_of)}"
    columns = (Column("group", "Age and sex"), *(Column(id, str(title), "people") for id, title in titles.items()))
    return Figure(
        "segments-by-age",
        "Segments by age and sex",
        TableView(
            f"segments-by-age-{own.code.lower()}", caption, columns, list(listed.values()), notes(manifest, "segments")
        ),
        provenance(manifest, version_of(manifest, "segmentation")),
    )


def _age_title(own: OwnPeople, rows: list[Row], above: list[Row]) -> str:
    here, there = _share_of_old(rows), _share_of_old(above)
    if here is None:
        return f"The people of {own.name} by age and sex"
    told = f"{percent(here, places=0)} of the people of {own.name} are {OLD} or over"
    return told + (f" ({percent(there, places=0)} in {own.above[-1]['name']})" if there is not None else "")


def _share_of_old(rows: list[Row]) -> float | None:
    old = [row["people"] for row in rows if int(str(row["age_band"]).split()[0]) >= OLD]
    whole = _sum(rows)
    return sum(old) / whole if old and whole and all(old) else None


def _segment_title(own: OwnPeople, parts: list[dict[str, Any]]) -> str:
    told = [row for row in parts if not isinstance(row["share"], str)]
    if not told:
        return f"The people of {own.name} by segment"
    most = max(told, key=lambda row: row["share"])
    return f"The largest segment of {own.name} is “{most['title']}”: {percent(most['share'], places=0)} of its people"


def _sum(rows: list[Row]) -> int:
    return sum(row["people"] or 0 for row in rows)


def _number(value: float | str) -> float | None:
    return None if value == NOT_SHOWN or isinstance(value, str) else value
