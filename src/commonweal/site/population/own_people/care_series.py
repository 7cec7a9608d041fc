"""Care by month as series of rates with control limits, of one area or of many side by side."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil

import numpy as np

from commonweal.population.aggregates import PopulationAggregates
from commonweal.population.statistics.chart_icons import Assurance, Improvement, Variation, assurance, variation
from commonweal.population.statistics.control_charts import FEWEST_POINTS, ControlChart, control_chart
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.site.population.own_people.figures import Key, rows_of

TABLE = "activity_months"
DAYS, PEOPLE = 30, 1000
"""Rates are of so many people in so many days, so that February is not low for being short."""
LEAST_TOLD = 0.75
"""Where a smaller share of months is told no limits are worked: they would stand on the high months alone."""


@dataclass(frozen=True, eq=False)
class CareSeries:
    """Contacts of one kind by month, arrays of shape (areas, months).

    Args:
        months: Their first days.
        counts: As shown: a number, 0 for a small one, None where hidden.
        rates: Contacts of 1,000 people in 30 days; not a number where a month is not told, or where fewer months
            are told than limits need.
        told: Months that are told, shape (areas,).
        chart: Limits and causes.
    """

    months: tuple[date, ...]
    counts: tuple[tuple[int | None, ...], ...]
    rates: FloatArray
    told: IntArray
    chart: ControlChart

    @property
    def needed(self) -> int:
        """How many months have to be told for limits."""
        return _needed(len(self.months))

    def at(self, number: int) -> int:
        """The last month of an area that has a point; -1 where it has none."""
        last = int(self.chart.last[number])
        return last % len(self.months) if last >= 0 else -1

    def icons(self, better: Improvement, target: float | None) -> tuple[list[Variation], list[Assurance]]:
        """The icons of each area."""
        aims = np.full(len(self.counts), np.nan if target is None else target)
        return (
            [Variation(code) for code in variation(self.chart, better).tolist()],
            [Assurance(code) for code in assurance(self.chart, aims, better).tolist()],
        )


@lru_cache(maxsize=64)
def care_series(held: PopulationAggregates, areas: tuple[Key, ...], kind: str, points: int) -> CareSeries:
    """The series of some areas.

    Args:
        held: The aggregates.
        areas: Level and code of each.
        kind: Of contact.
        points: How many make a run or a trend.
    """
    months = sorted({row["month"] for row in rows_of(held, TABLE, ("system", held.manifest.system), kind=kind)})
    counts: list[tuple[int | None, ...]] = []
    people: list[int] = []
    for area in areas:
        by_month = {row["month"]: row["contacts"] for row in rows_of(held, TABLE, area, kind=kind)}
        counts.append(tuple(by_month.get(month) for month in months))
        people.append(next((row["people"] or 0 for row in rows_of(held, "areas", area)), 0))
    days = [date.fromisoformat(month) for month in months]
    long = np.array([monthrange(day.year, day.month)[1] for day in days], dtype=np.float64)
    given = np.array([[count or np.nan for count in row] for row in counts], dtype=np.float64)
    given = given.reshape(len(areas), len(months))
    heads = np.array([count or np.nan for count in people], dtype=np.float64)[:, None]
    rates = given / heads * PEOPLE / long * DAYS
    told = np.isfinite(rates).sum(axis=1)
    rates[told < _needed(len(months))] = np.nan
    return CareSeries(tuple(days), tuple(counts), rates, told, control_chart(rates, points=points))


def _needed(months: int) -> int:
    return max(FEWEST_POINTS, ceil(LEAST_TOLD * months))
