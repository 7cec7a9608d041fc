"""What the control-chart page shows: one organisation's chart, icons of every organisation, and the tables beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from commonweal.charts.control_chart import (
    ControlPoint,
    control_chart_of_months,
)  # fmt: skip
from commonweal.population.statistics.chart_icons import Assurance, Variation, assurance, variation
from commonweal.population.statistics.control_charts import Cause, ChartNote, ControlChart, control_chart
from commonweal.population.statistics.control_segments import Rebase
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, whole_number
from commonweal.site.population.control_charts.kinds import place_of, point_kinds
from commonweal.site.population.control_charts.organisations import addresses, name_of, names, organisation_address
from commonweal.wiring.access_files import AccessSeries

METHOD_NAME = "Control chart (XmR) by the rules of Making Data Count, method version 1"
VARIATION = {
    Variation.COMMON_CAUSE: "Common cause: no significant change",
    Variation.IMPROVEMENT: "Special cause: improving",
    Variation.CONCERN: "Special cause: of concern",
    Variation.NEUTRAL_HIGH: "Special cause: high",
    Variation.NEUTRAL_LOW: "Special cause: low",
    Variation.NO_POINT: "Nothing published",
}
ASSURANCE = {
    Assurance.NO_TARGET: "No target",
    Assurance.CONSISTENT_PASS: "Will pass the target",
    Assurance.CONSISTENT_FAIL: "Will fail the target",
    Assurance.INCONSISTENT: "Hit and miss",
}
CAUSES = {
    Cause.COMMON: "Common cause",
    Cause.OUTSIDE_LIMITS: "Outside the limits",
    Cause.TREND: "A trend",
    Cause.TWO_IN_THREE: "Two of three close to a limit",
    Cause.ONE_SIDE: "A run on one side of the mean",
    Cause.MISSING: "Nothing published",
}


@dataclass(frozen=True, eq=False)
class Charted:
    """Every organisation's chart of one measure.

    Args:
        series: The values.
        chart: Limits and causes, shape (organisations, months).
        variation, assurance: Icons of each organisation.
        target: In the unit of the values; None where there is none.
        rebase: Where limits of one organisation begin anew.
        points: How many make a run.
    """

    series: AccessSeries
    chart: ControlChart
    variation: list[Variation]
    assurance: list[Assurance]
    target: float | None
    rebase: Rebase | None
    points: int


def charted(
    series: AccessSeries, *, points: int, target: float | None, rebase: tuple[str, date, str] | None = None
) -> Charted:
    """Work every organisation's chart.

    Args:
        series: The values.
        points: 6 or 7.
        target: In the unit of the values.
        rebase: The organisation, the first month of its new limits, and why.

    Raises:
        BadInput: The rebase cuts no series in two.
    """
    number = series.codes.index(rebase[0]) if rebase else None
    cut = Rebase(np.datetime64(rebase[1]), rebase[2], number) if rebase else None
    when = np.broadcast_to(np.array(series.months, dtype="datetime64[D]"), series.values.shape)
    chart = control_chart(series.values, when=when, rebases=[cut] if cut else [], points=points)
    better = series.measure.better
    icons = [Variation(code) for code in variation(chart, better).tolist()]
    aim = np.full(len(series.codes), np.nan if target is None else target)
    sure = [Assurance(code) for code in assurance(chart, aim, better).tolist()]
    return Charted(series, chart, icons, sure, target, cut, points)


def charted_as_asked(series: AccessSeries, chosen: Mapping[str, Any], code: str) -> Charted:
    """Work the charts that a form asks for.

    Args:
        series: The values.
        chosen: The form's cleaned values; a target of a share is in per cent.
        code: The organisation whose limits begin anew where the form says so.

    Raises:
        BadInput: The rebase cuts no series in two.
    """
    target = chosen["target"]
    aim = target / 100 if target is not None and series.measure.unit == "fraction" else target
    rebase = (code, chosen["rebase"], chosen["reason"].strip()) if chosen["rebase"] else None
    return charted(series, points=int(chosen["points"]), target=aim, rebase=rebase)


def chart(found: Charted, code: str) -> dict[str, Any] | None:
    """One organisation's chart; None where nothing is published about it."""
    number = found.series.codes.index(code)
    points = [
        ControlPoint(month, value, mean, lower, upper, kind, phase)
        for month, value, mean, lower, upper, kind, phase in zip(
            found.series.months,
            found.series.values[number].tolist(),
            *(getattr(found.chart, name)[number].tolist() for name in ("mean", "lower", "upper")),
            _kinds(found, number),
            found.chart.phase[number].tolist(),
            strict=True,
        )
        if not np.isnan(value) and not np.isnan(lower)
    ]
    if not points:
        return None
    fraction = found.series.measure.unit == "fraction"
    return control_chart_of_months(
        points,
        axis="Share" if fraction else "Patients" if found.series.measure.id == "discharge_delays" else "Attendances",
        format=".0%" if fraction else ",.0f",
        target=found.target,
        href=organisation_address(code),
        description=f"{found.series.measure.words}, {name_of(code)}",
    )


def table(found: Charted, code: str) -> TableView:
    """One organisation's months, the newest first."""
    number, unit = found.series.codes.index(code), _unit(found)
    rows = [
        {
            "month": f"{month:%B %Y}",
            "_month": month,
            "value": None if np.isnan(value) else value,
            **{
                name: None if np.isnan(limit := float(getattr(found.chart, name)[number][at])) else limit
                for name in ("mean", "lower", "upper")
            },
            "cause": CAUSES[Cause(int(found.chart.cause[number][at]))],
        }
        for at, (month, value) in enumerate(zip(found.series.months, found.series.values[number].tolist(), strict=True))
    ]
    columns = (
        Column("month", "Month"),
        Column("value", "Value", unit),
        Column("mean", "Mean", unit),
        Column("lower", "Lower limit", unit),
        Column("upper", "Upper limit", unit),
        Column("cause", "Why"),
    )
    caption = f"{found.series.measure.words}: {name_of(code)}"
    return TableView(f"months-{code.lower()}", caption, columns, rows[::-1], notes(found), tall=True)


def table_of_all(found: Charted, chart_address: Callable[[str], str], chosen: str) -> TableView:
    """Every organisation with its icons, those of concern first, then other special cause."""
    unit = _unit(found)
    named, pages = names(found.series.codes), addresses(found.series.codes)
    rows = []
    for number, code in enumerate(found.series.codes):
        last = int(found.chart.last[number])
        at = last % len(found.series.months) if last >= 0 else -1
        rows.append(
            {
                "name": named[code],
                "code": code,
                "month": f"{found.series.months[at]:%B %Y}" if last >= 0 else "",
                "_month": found.series.months[at] if last >= 0 else None,
                "value": float(found.series.values[number][at]) if last >= 0 else None,
                "mean": float(found.chart.mean[number][at]) if last >= 0 else None,
                "variation": VARIATION[found.variation[number]],
                "assurance": ASSURANCE[found.assurance[number]],
                "_order": place_of(found.variation[number]),
                "_chosen": code == chosen,
            }
        )
    rows.sort(key=lambda row: (row["_order"], row["name"]))
    columns = (
        Column("name", "Organisation", link=lambda row: chart_address(str(row["code"]))),
        Column("code", "Code", link=lambda row: pages[str(row["code"])]),
        Column("month", "Latest month"),
        Column("value", "Value", unit),
        Column("mean", "Mean", unit),
        Column("variation", "Variation"),
        Column("assurance", "Assurance"),
    )
    level = "ICB" if found.series.level == "icb" else "trust"
    caption = f"{found.series.measure.words}, by {level}"
    return TableView(f"{found.series.measure.id}-{found.series.level}", caption, columns, rows, notes(found), tall=True)


def sentence(found: Charted, code: str) -> str:
    """What the chart shows, made of the figures."""
    number = found.series.codes.index(code)
    last = int(found.chart.last[number])
    if last < 0:
        return f"Nothing is published about {name_of(code)}."
    at = last % len(found.series.months)
    value = _words(found, float(found.series.values[number][at]))
    told = VARIATION[found.variation[number]]
    said = f"{found.series.measure.words}: {value} in {found.series.months[at]:%B %Y} at {name_of(code)}. {told}"
    if found.target is None or found.assurance[number] is Assurance.NO_TARGET:
        return said
    return f"{said}. {ASSURANCE[found.assurance[number]]}: {_words(found, found.target)}"


def icons(found: Charted, code: str) -> list[tuple[str, str, str]]:
    """The icons of one organisation as stats: label, words, and what they mean."""
    number = found.series.codes.index(code)
    word, _, more = VARIATION[found.variation[number]].partition(": ")
    facts = [("Variation", more[:1].upper() + more[1:] if more else word, word if more else "")]
    aim = found.assurance[number]
    facts.append(
        ("Assurance", ASSURANCE[aim], f"Target {_words(found, found.target)}" if found.target is not None else "")
    )
    return facts


def limits_notes(found: Charted, code: str) -> list[str]:
    """What a reader should know about one organisation's series: trial limits, gaps, an early end, a rebase."""
    number = found.series.codes.index(code)
    flags, values = int(np.bitwise_or.reduce(found.chart.note[number])), found.series.values[number]
    told = [f"{words[:1].upper()}{words[1:]}." for words in ChartNote(flags).words]
    known = np.flatnonzero(~np.isnan(values))
    if len(known) and known[-1] < len(values) - 1:
        told.append(f"The series ends in {found.series.months[known[-1]]:%B %Y}: nothing is published after it.")
    gaps = int(np.isnan(values[known[0] : known[-1] + 1]).sum()) if len(known) else 0
    if gaps:
        told.append(f"{gaps} months within the series have no published figure; they are left out and are not nought.")
    if found.rebase:
        month = found.rebase.at.astype(object)
        told.append(f"New limits from {month:%B %Y}: {found.rebase.reason}")
    return told


def notes(found: Charted) -> list[str]:
    """Method and source."""
    how = found.series.measure.how
    return [
        f"{METHOD_NAME}: limits 2.66 mean moving ranges from the mean; {found.points} points make a run or a trend.",
        f"The value is {how}. Codes are those of 2022.",
        "Sources: NHS England, A&E attendances and emergency admissions; NHS England, discharge delays; NHS England, "
        "Making Data Count, https://www.england.nhs.uk/publication/making-data-count/.",
    ]


def _kinds(found: Charted, number: int) -> list[str]:
    directions, causes = found.chart.direction[number].tolist(), found.chart.cause[number].tolist()
    return point_kinds(directions, causes, found.series.measure.better)


def _unit(found: Charted) -> str:
    return "fraction" if found.series.measure.unit == "fraction" else "people"


def _words(found: Charted, value: float) -> str:
    return percent(value, places=1) if found.series.measure.unit == "fraction" else whole_number(value)
