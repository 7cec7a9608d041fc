"""What the page of projections shows: people now and then by age, what happens in each year, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from commonweal.charts.ages_now_and_then import ages_now_and_then
from commonweal.charts.lines import Series, lines_over_years
from commonweal.charts.population_pyramid import AgeBand, population_pyramid
from commonweal.charts.signed_bars import SignedBar, signed_bars
from commonweal.population.disclosure_control import disclosure_rule, shown_count
from commonweal.population.projections import NOT_A_FORECAST, OLDEST
from commonweal.population.projections.cohorts import BROAD_AGES, FEMALE, MALE, ages_in_words
from commonweal.population.projections.held_rates import FIVE_YEARS, band_of_age
from commonweal.population.statistics.estimates import FloatArray
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, whole_number
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.projection.figures import Carried
from commonweal.site.population.projection.lists import years_on

METHOD_NAME = "Projection by single years of age, method version 1"
OLD = 65
SEXES = (("women", "Women and girls", FEMALE), ("men", "Men and boys", MALE))


def then_of(found: Carried) -> str:
    """The day that the projection reaches."""
    return years_on(found.when, found.projection.years)


def counting(found: Carried) -> Callable[[float], int | str]:
    """How a number of people is written: as tables that may be shown have it where the list is made of such tables."""
    if found.tables is None:
        return lambda number: round(float(number))
    few = f"{disclosure_rule().suppress_up_to} or fewer"
    return lambda number: shown_count(max(round(float(number)), 0)) or few


def signed(found: Carried) -> Callable[[float], int | str]:
    """The same for a number that may be below nought."""
    count = counting(found)

    def write(number: float) -> int | str:
        told = count(abs(number))
        return told if isinstance(told, str) or number >= 0 else -told

    return write


def sentence(found: Carried) -> str:
    """What the projection leads to, made of the figures."""
    made, count = found.projection, counting(found)
    now, then = made.at(0), made.at(made.years)
    return (
        f"{found.name} has {_words(count(now.total))} people on its lists in {found.when} and would have "
        f"{_words(count(then.total))} in {then_of(found)} ({_change(now.total, then.total)}). "
        f"People aged {OLD} or over: {_change(now.between(OLD), then.between(OLD))}; under 18: "
        f"{_change(now.between(0, 17), then.between(0, 17))}"
    )


def stats(found: Carried) -> list[tuple[str, str, str]]:
    """The figures at the head of the page."""
    made, count = found.projection, counting(found)
    now, then = made.at(0), made.at(made.years)
    span = f"in {made.years} year{'s' if made.years > 1 else ''}"
    old = _words(count(then.between(OLD)))
    return [
        ("People then", _words(count(then.total)), f"{_words(count(now.total))} in {found.when}"),
        (f"Aged {OLD} or over then", old, f"{_words(count(now.between(OLD)))} in {found.when}"),
        ("Births", _words(count(made.births.sum())), span),
        ("Deaths", _words(count(made.deaths.sum())), span),
    ]


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
        TableView(_name("projected-ages", found), caption, columns, listed, notes(found)),
        provenance(found),
        _single_ages(found, now, then, caption) if single else _bands(found, names, now, then, caption),
        kind="Lines by age" if single else "Population pyramid",
        note="Everybody moves to the right by a year each year: a hump in the line is a generation."
        if single
        else f"Bars are {then_of(found)}; a black mark shows where the bar ends in {found.when}.",
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
        TableView(_name("projected-broad-ages", found), caption, columns, listed, notes(found)),
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
            "movers": change(made.movers[number]),
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
    ]
    return Figure(
        "by-year",
        f"More {'are born than die' if more else 'die than are born'} in {found.name} over the years",
        TableView(_name("projected-years", found), caption, columns, listed, notes(found)),
        provenance(found),
        lines_over_years(labels, series, axis="People in the year", format=",.0f", from_zero=True, description=caption),
        short=True,
    )


def notes(found: Carried) -> list[str]:
    """What stands under a table and in its file: caution, assumptions and method."""
    made_up = [f"Made-up people: {found.tables.manifest.title}."] if found.tables and _fictional(found) else []
    rule = [found.tables.manifest.rule] if found.tables else []
    return [NOT_A_FORECAST, *made_up, *found.told, *rule, f"{METHOD_NAME}.", f"Sources: {'; '.join(sources(found))}."]


def sources(found: Carried) -> list[str]:
    """Who published what the projection rests on."""
    lists = (
        f"tables of {found.tables.manifest.title}, made by {found.tables.manifest.made_by}"
        if found.tables
        else "NHS England, Patients registered at a GP practice by single year of age and sex, April 2026"
    )
    return [lists, found.projection.assumptions.survival.source.source]


def provenance(found: Carried, method: str = METHOD_NAME) -> str:
    """The line in sight under a picture."""
    return f"From {found.when}. {method}. Under assumptions that are held: no forecast."


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
            _words(count(then[FEMALE, number])),
            _words(count(then[MALE, number])),
            drawn(now[FEMALE, number]),
            drawn(now[MALE, number]),
        )
        for number, name in enumerate(names)
    ]
    return population_pyramid(bands, beside=f"In {found.when}", description=caption)


def _change(before: float, after: float) -> str:
    return percent(after / before - 1, places=1, signed=True) if before else "nobody now"


def _words(count: int | str) -> str:
    return count if isinstance(count, str) else whole_number(count)


def _name(stem: str, found: Carried) -> str:
    return f"{stem}-{found.code.lower()}"


def _fictional(found: Carried) -> bool:
    return found.tables is not None and found.tables.manifest.fictional
