"""How a projection is put into words: numbers as they may be told, the sentence, and what stands under a figure."""

from __future__ import annotations

from collections.abc import Callable

from commonweal.population.disclosure_control import disclosure_rule, shown_count
from commonweal.population.projections import NOT_A_FORECAST
from commonweal.site.components.words import percent, whole_number
from commonweal.site.population.projection.figures import Carried
from commonweal.site.population.projection.lists import at, years_on

METHOD_NAME = "Projection by single years of age, method version 1"
OLD = 65


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
        f"{found.name} has {in_words(count(now.total))} people on its lists {at(found.when)} and would have "
        f"{in_words(count(then.total))} {at(then_of(found))} ({_change(now.total, then.total)}). "
        f"People aged {OLD} or over: {_change(now.between(OLD), then.between(OLD))}; under 18: "
        f"{_change(now.between(0, 17), then.between(0, 17))}"
    )


def stats(found: Carried) -> list[tuple[str, str, str]]:
    """The figures at the head of the page."""
    made, count = found.projection, counting(found)
    now, then = made.at(0), made.at(made.years)
    span = f"in {made.years} year{'s' if made.years > 1 else ''}"
    old = in_words(count(then.between(OLD)))
    return [
        ("People then", in_words(count(then.total)), f"{in_words(count(now.total))} {at(found.when)}"),
        (f"Aged {OLD} or over then", old, f"{in_words(count(now.between(OLD)))} {at(found.when)}"),
        ("Births", in_words(count(made.births.sum())), span),
        ("Deaths", in_words(count(made.deaths.sum())), span),
    ]


def notes(found: Carried) -> list[str]:
    """What stands under a table and in its file: caution, assumptions and method."""
    made_up = [f"Made-up people: {found.tables.manifest.title}."] if found.tables and _fictional(found) else []
    few = f"On these pages such a 0 reads “{disclosure_rule().suppress_up_to} or fewer”."
    rule = [f"{found.tables.manifest.rule} {few}"] if found.tables else []
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


def _change(before: float, after: float) -> str:
    return percent(after / before - 1, places=1, signed=True) if before else "nobody now"


def in_words(count: int | str) -> str:
    """A count in words, with commas."""
    return count if isinstance(count, str) else whole_number(count)


def file_name(stem: str, found: Carried) -> str:
    """The name of a table's file."""
    return f"{stem}-{found.code.lower()}"


def _fictional(found: Carried) -> bool:
    return found.tables is not None and found.tables.manifest.fictional


def years_alone(days: list[str]) -> list[str]:
    """The years of days or months, for the axis of a chart; a table has the days.

    Example:
        >>> years_alone(["to April 2027", "31 March 2028"])
        ['2027', '2028']
    """
    return [day.rpartition(" ")[2] for day in days]
