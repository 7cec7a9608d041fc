"""Is care changing? The control chart of an area's contacts by month, and its parts side by side, each with its own."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.charts.control_chart import ControlPoint, control_chart_of_months
from commonweal.charts.latest_against_limits import LatestPoint, latest_against_limits
from commonweal.population.statistics.chart_icons import Assurance, Variation
from commonweal.population.statistics.control_charts import Cause, ChartNote
from commonweal.site.components.tables import Column, TableView
from commonweal.site.population.control_charts.kinds import place_of, point_kinds
from commonweal.site.population.control_charts.presenters import ASSURANCE, CAUSES, METHOD_NAME, VARIATION
from commonweal.site.population.own_people.care_forms import CareAsked
from commonweal.site.population.own_people.care_series import DAYS, PEOPLE, TABLE, CareSeries, care_series
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import OwnPeople, Row, parts_of
from commonweal.site.population.own_people.parts import LONG, address
from commonweal.site.population.own_people.words import (
    LEVEL,
    NOT_SHOWN,
    PLURAL,
    TOO_FEW,
    few,
    notes,
    one_in,
    people,
    provenance,
    rate,
)

AXIS = f"In {PEOPLE:,} people, in {DAYS} days"
HOW = (
    f"{METHOD_NAME}: limits 2.66 mean moving ranges from the mean. Rates are contacts of {PEOPLE:,} people on the list "
    f"in {DAYS} days of the month, worked from what is shown; the list is that of the last day for every month. "
    "Season is not allowed for: winters may stand out each year."
)
SHORT = {"place": "Place", "pcn": "Network", "practice": "Practice"}


class _ByMonth(Column):
    """A name that says where its link leads, since another link of the page has the name alone."""

    def words(self, row: Row) -> str:
        return f"{super().words(row)}, by month"


def care(own: OwnPeople, asked: CareAsked) -> Figure | None:
    """The area's own chart with its months; None where no month is told of the kind."""
    found = care_series(own.held, ((own.level, own.code),), asked.kind, asked.points)
    if not found.months:
        return None
    name = _title_of(own, asked)
    chart = found.chart
    limits = [chart.mean[0], chart.lower[0], chart.upper[0]]
    listed = [
        {
            "month": f"{month:%B %Y}",
            "contacts": people(found.counts[0][at], own.manifest),
            "rate": _number(found.rates[0][at]),
            **{key: _number(limit[at]) for key, limit in zip(("mean", "lower", "upper"), limits, strict=True)},
            "cause": "Not told" if np.isnan(found.rates[0][at]) else CAUSES[Cause(int(chart.cause[0][at]))],
        }
        for at, month in enumerate(found.months)
    ]
    caption = f"{name}: {own.name} by month"
    columns = (
        Column("month", "Month"),
        Column("contacts", "Contacts", "count"),
        Column("rate", AXIS, "rate"),
        Column("mean", "Mean", "rate"),
        Column("lower", "Lower limit", "rate"),
        Column("upper", "Upper limit", "rate"),
        Column("cause", "Why"),
    )
    return Figure(
        "care-months",
        _sentence(own, asked, found, name),
        TableView(
            f"care-{own.code.lower()}", caption, columns, listed[::-1], [HOW, *notes(own.manifest, TABLE)], tall=True
        ),
        provenance(own.manifest, METHOD_NAME),
        _drawn(own, asked, found, caption),
        kind="Control chart",
        note=_left_out(own, found, asked),
    )


def care_parts(own: OwnPeople, asked: CareAsked) -> Figure | None:
    """Every part with the icon of its own chart; a point, or a row's name, leads to its page and chart."""
    areas, within = _beside(own, asked)
    if not areas:
        return None
    level = str(areas[0]["level"])
    found = care_series(
        own.held, tuple((str(area["level"]), str(area["code"])) for area in areas), asked.kind, asked.points
    )
    if not found.months:
        return None
    variations, assured = found.icons(asked.better, asked.target)
    rows, points = [], []
    for number, area in enumerate(areas):
        at, href = found.at(number), address(own, area) + asked.query
        chosen = area["level"] == own.level and area["code"] == own.code
        value, mean, lower, upper = (
            _number(column[number][at]) if at >= 0 else NOT_SHOWN
            for column in (found.rates, found.chart.mean, found.chart.lower, found.chart.upper)
        )
        rows.append(
            {
                "name": area["name"],
                "code": area["code"],
                "variation": _icon(variations[number]),
                "month": f"{found.months[at]:%B %Y}" if at >= 0 else TOO_FEW,
                "value": value,
                "mean": mean,
                "lower": lower,
                "upper": upper,
                "assurance": ASSURANCE[assured[number]],
                "told": f"{int(found.told[number])} of {len(found.months)}",
                "_href": href,
                "_order": place_of(variations[number]) + (variations[number] is Variation.NO_POINT),
                "_chosen": chosen,
            }
        )
        half = found.chart.upper[number][at] - found.chart.mean[number][at] if at >= 0 else 0.0
        if half > 0:
            kinds = point_kinds(
                found.chart.direction[number].tolist(), found.chart.cause[number].tolist(), asked.better
            )
            away = float((found.rates[number][at] - found.chart.mean[number][at]) / half)
            words = f"{one_in(value)} in {found.months[at]:%B %Y}. {_icon(variations[number])}"
            usual = float(found.chart.mean[number][at])
            points.append(LatestPoint(str(area["name"]), usual, away, kinds[at], words, href, chosen))
    rows.sort(key=lambda row: (row["_order"], str(row["name"])))
    caption = f"{PLURAL[level]} of {within}: {_title_of(own, asked)}, each with limits of its own"
    return Figure(
        "care-parts",
        _parts_sentence(level, within, variations),
        TableView(
            f"care-{level}-{own.code.lower()}",
            caption,
            _columns(level, asked),
            rows,
            [HOW, *notes(own.manifest, TABLE)],
            tall=len(rows) > LONG,
        ),
        provenance(own.manifest, METHOD_NAME),
        latest_against_limits(points, axis="Usual rate", subject=SHORT[level], description=caption) if points else None,
        note=f"A point is a {LEVEL[level]}: further right it usually has more contacts in {PEOPLE:,} people, and "
        "its height is where its latest month stands within limits worked from its own months. Choose a point, or a "
        "name in the table, for its page and chart. Where few months are told, those left out are the low ones.",
        open=True,
    )


def _beside(own: OwnPeople, asked: CareAsked) -> tuple[list[Row], str]:
    """The parts of the level asked for; at a practice those of its network. And what they are parts of."""
    top = own.area
    if own.level == "practice":
        if own.next_above is None:
            return [], ""
        top = own.next_above
    areas: list[Row] = [top]
    while areas and areas[0]["level"] != asked.parts:
        areas = [part for area in areas for part in parts_of(own.held, area)]
    return areas, str(top["name"])


def _columns(level: str, asked: CareAsked) -> tuple[Column, ...]:
    sure = (Column("assurance", "Target"),) if asked.target is not None else ()
    return (
        _ByMonth("name", SHORT[level], link=lambda row: str(row["_href"])),
        Column("variation", "Variation"),
        Column("value", "Latest month", "rate"),
        Column("mean", "Mean", "rate"),
        Column("lower", "Lower limit", "rate"),
        Column("upper", "Upper limit", "rate"),
        *sure,
        Column("month", "Month"),
        Column("told", "Months told"),
        Column("code", "Code"),
    )


def _drawn(own: OwnPeople, asked: CareAsked, found: CareSeries, caption: str) -> dict[str, Any] | None:
    chart = found.chart
    kinds = point_kinds(chart.direction[0].tolist(), chart.cause[0].tolist(), asked.better)
    points = [
        ControlPoint(month, value, mean, lower, upper, kind)
        for month, value, mean, lower, upper, kind in zip(
            found.months,
            *(column[0].tolist() for column in (found.rates, chart.mean, chart.lower, chart.upper)),
            kinds,
            strict=True,
        )
        if not np.isnan(value)
    ]
    if not points:
        return None
    return control_chart_of_months(
        points, axis=AXIS, format=",.1~f",
        target=asked.target, href=address(own, own.area), description=caption,
    )  # fmt: skip


def _sentence(own: OwnPeople, asked: CareAsked, found: CareSeries, name: str) -> str:
    at = found.at(0)
    if at < 0:
        return f"{name}: {own.name}. Too few months can be told for limits"
    (icon,), (sure,) = found.icons(asked.better, asked.target)
    said = f"{name}: {one_in(float(found.rates[0][at]))} for every {PEOPLE:,} people of {own.name} in {DAYS} days of "
    said += f"{found.months[at]:%B %Y}. {_icon(icon)}"
    return said if sure is Assurance.NO_TARGET else f"{said}. {ASSURANCE[sure]}"


def _parts_sentence(level: str, within: str, icons: list[Variation]) -> str:
    special = sum(icon not in (Variation.COMMON_CAUSE, Variation.NO_POINT) for icon in icons)
    none = sum(icon is Variation.NO_POINT for icon in icons)
    what = PLURAL[level][:1].lower() + PLURAL[level][1:]
    said = (
        f"{special} of {len(icons)} {what} of {within} differ in their latest month told by more than they always vary"
    )
    return f"{said}; {none} have too few months that can be told" if none else said


def _left_out(own: OwnPeople, found: CareSeries, asked: CareAsked) -> str:
    """How to read the chart, and which months are not on it."""
    missing = len(found.months) - int(found.told[0])
    if found.at(0) < 0:
        return (
            f"No picture is drawn: limits need {found.needed} months that are told, and {int(found.told[0])} of "
            f"{len(found.months)} are. In the others there were {few(own.manifest)} contacts, or the number is hidden."
        )
    lines = "The full line is the mean, dashed lines are the limits"
    lines += ", the dotted line is the target." if asked.target is not None else "."
    lines += " Season is not allowed for, so winters may stand out each year."
    flags = int(np.bitwise_or.reduce(found.chart.note[0]))
    lines += "".join(f" {words[:1].upper()}{words[1:]}." for words in ChartNote(flags).words)
    if missing:
        lines += (
            f" {missing} of {len(found.months)} months are left out, with {few(own.manifest)} contacts or a number "
            "that is hidden. Small ones are low months, without which mean and limits stand a little too high."
        )
    return lines


def _title_of(own: OwnPeople, asked: CareAsked) -> str:
    rows = own.rows(TABLE, kind=asked.kind)
    return str(rows[0]["title"]) if rows else asked.kind


def _icon(icon: Variation) -> str:
    return "Too few months told" if icon is Variation.NO_POINT else VARIATION[icon]


def _number(value: Any) -> float | str:
    return rate(None if np.isnan(value) else float(value))
