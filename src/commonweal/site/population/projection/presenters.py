"""What the page of projections shows: people now and then by age, what happens in each year, and what follows."""

from __future__ import annotations

from typing import Any

import numpy as np

from commonweal.charts.ages_now_and_then import ages_now_and_then
from commonweal.charts.lines import Series, lines_over_years
from commonweal.charts.population_pyramid import AgeBand, population_pyramid
from commonweal.charts.signed_bars import SignedBar, signed_bars
from commonweal.population.projections import OLDEST
from commonweal.population.projections.cohorts import BROAD_AGES, FEMALE, MALE, ages_in_words
from commonweal.population.projections.held_rates import FIVE_YEARS, band_of_age
from commonweal.population.statistics.estimates import FloatArray
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.projection.figures import Carried
from commonweal.site.population.projection.lists import at, years_on
from commonweal.site.population.projection.words import (
    counting,
    file_name,
    in_words,
    notes,
    provenance,
    signed,
    then_of,
    years_alone,
)

SEXES = (("women", "Women and girls", FEMALE), ("men", "Men and boys", MALE))


def ages(found: Carried) -> Figure:
    """Everybody by age, now and then: single years from published lists, bands of five years from own tables."""
    count, made = counting(found), found.projection
    single = found.tables is None
    names = [ages_in_words(age, age) if age == OLDEST else str(age) for age in range(OLDEST + 1)]
    now, then = made.people[0], made.people[-1]
    if not single:
        names = [ages_in_words(first, OLDEST if first == FIVE_YEARS[-1] else first + 4) for first in FIVE_YEARS]
        now, then = (np.stack([np.bincount(band_of_age(), weights=row) for row in part]) for part in (now, then))
    listed = [
        {"age": name, **{f"{key}_{when}": count(part[sex, number]) for key, _, sex in SEXES
                         for when, part in (("now", now), ("then", then))}}
        for number, name in enumerate(names)
    ]  # fmt: skip
    columns = (
        Column("age", "Age"),
        *(
            Column(f"{key}_{when}", f"{words}, {day}", "people")
            for key, words, _ in SEXES
            for when, day in (("now", found.when), ("then", then_of(found)))
        ),
    )
    caption = f"People of {found.name} by age and sex, {found.when} and {then_of(found)}"
    return Figure(
        "ages",
        f"{found.name} by age: {found.when} and {then_of(found)}",
        TableView(file_name("projected-ages", found), caption, columns, listed, notes(found)),
        provenance(found),
        _single_ages(found, now, then, caption) if single else _bands(found, names, now, then, caption),
        kind="Lines by age" if single else "Population pyramid",
        note="Everybody moves to the right by a year each year: a hump in the line is a generation."
        if single
        else f"Bars are {then_of(found)}; a black mark shows where the bar ends {at(found.when)}.",
    )


def broad_ages(found: Carried) -> Figure:
    """Broad ages with their change."""
    count, change, made = counting(found), signed(found), found.projection
    now, then = made.at(0), made.at(made.years)
    listed: list[dict[str, Any]] = []
    for span in (*BROAD_AGES, (0, OLDEST)):
        before, after = now.between(*span), then.between(*span)
        everybody = span == (0, OLDEST)
        listed.append(
            {
                "age": "Everybody" if everybody else ages_in_words(*span),
                "now": count(before),
                "then": count(after),
                "change": change(after - before),
                "share": round(after / before - 1, 4) if before else None,
                "_total": everybody,
            }
        )
    columns = (
        Column("age", "Age"),
        Column("now", found.when, "people"),
        Column("then", then_of(found), "people"),
        Column("change", "Change", "people", signed=True),
        Column("share", "Change of now", "fraction", signed=True),
    )
    caption = f"{found.name} by broad age, {found.when} and {then_of(found)}"
    bars = [SignedBar(str(row["age"]), row["share"], percent(row["share"], places=1, signed=True)) for row in listed]
    most = max((row for row in listed if row["share"] is not None), key=lambda row: abs(row["share"]), default=None)
    return Figure(
        "broad-ages",
        f"People aged {most['age']} change most: {percent(most['share'], places=1, signed=True)}" if most else caption,
        TableView(file_name("projected-broad-ages", found), caption, columns, listed, notes(found)),
        provenance(found),
        signed_bars(
            bars, axis="Change of the number now", format="+.0%", subject="Age", below="Fewer", above="More",
            description=caption,
        ),
        short=True,
    )  # fmt: skip


def by_year(found: Carried) -> Figure:
    """Births, deaths and net movers of each year."""
    count, change, made = counting(found), signed(found), found.projection
    labels = [f"to {years_on(found.when, year)}" for year in range(1, made.years + 1)]
    listed = [
        {
            "year": label,
            "before": count(made.at(number).total),
            "births": count(made.births[number]),
            "deaths": count(made.deaths[number]),
            "movers": change(made.movers[number]) if made.movers[number] else 0,
            "after": count(made.at(number + 1).total),
        }
        for number, label in enumerate(labels)
    ]
    columns = (
        Column("year", "Year"),
        Column("before", "People at its beginning", "people"),
        Column("births", "Births", "people"),
        Column("deaths", "Deaths", "people"),
        Column("movers", "Net movers", "people", signed=True),
        Column("after", "People at its end", "people"),
    )
    caption = f"Births, deaths and net movers of {found.name} in each year"
    more = made.births.sum() >= made.deaths.sum()
    series = [
        Series(words, [None if isinstance(told := change(value), str) else told for value in values])
        for words, values in (("Births", made.births), ("Deaths", made.deaths), ("Net movers", made.movers))
        if values.any()
    ]
    return Figure(
        "by-year",
        f"More {'are born than die' if more else 'die than are born'} in {found.name} over the years",
        TableView(file_name("projected-years", found), caption, columns, listed, notes(found)),
        provenance(found),
        lines_over_years(
            years_alone(labels), series, axis="People in the year", format=",.0f", from_zero=True, description=caption
        ),
        short=True,
    )


def _single_ages(found: Carried, now: FloatArray, then: FloatArray, caption: str) -> dict[str, Any]:
    lines = ([round(float(one)) for one in part.sum(axis=0)] for part in (now, then))
    return ages_now_and_then(
        *lines, now_words=found.when, then_words=then_of(found), oldest=ages_in_words(OLDEST, OLDEST),
        description=caption,
    )  # fmt: skip


def _bands(found: Carried, names: list[str], now: FloatArray, then: FloatArray, caption: str) -> dict[str, Any]:
    count = counting(found)

    def drawn(number: float) -> float | None:
        told = count(number)
        return None if isinstance(told, str) else float(told)

    bands = [
        AgeBand(
            name,
            drawn(then[FEMALE, number]),
            drawn(then[MALE, number]),
            in_words(count(then[FEMALE, number])),
            in_words(count(then[MALE, number])),
            drawn(now[FEMALE, number]),
            drawn(now[MALE, number]),
        )
        for number, name in enumerate(names)
    ]
    return population_pyramid(bands, beside=f"{at(found.when)[:1].upper()}{at(found.when)[1:]}", description=caption)
