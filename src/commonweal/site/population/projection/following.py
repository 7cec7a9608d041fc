"""What follows a projection on the page: need and segments year by year, from tables that may be shown."""

from __future__ import annotations

from commonweal.charts.compared import Compared, compared
from commonweal.charts.lines import Series, lines_over_years
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import index, percent
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.words import SHORT_SEGMENTS
from commonweal.site.population.projection.figures import Carried
from commonweal.site.population.projection.lists import years_on
from commonweal.site.population.projection.words import counting, notes, provenance, then_of, years_alone
from commonweal.wiring.need_of_projection import METHOD, ProjectedNeed

FEW_MEANS = "Counts of {few} are not told."


def need(found: Carried) -> Figure | None:
    """Weighted people and the need index in each year; None where need does not follow."""
    told = found.need
    if told is None:
        return None
    count = counting(found)
    days = [found.when, *(years_on(found.when, year) for year in range(1, told.years + 1))]
    listed = [
        {
            "day": day,
            "people": count(float(told.people[year])),
            "weighted": _shown(int(told.weighted[year])),
            "index": float(told.index[year]),
            "people_change": float(told.growth_of_people[year]),
            "weighted_change": float(told.growth_of_weighted[year]),
        }
        for year, day in enumerate(days)
    ]
    columns = (
        Column("day", "Day"),
        Column("people", "People", "people"),
        Column("weighted", "Weighted people", "people"),
        Column("index", "Need index", "index"),
        Column("people_change", "Change in people", "fraction", signed=True),
        Column("weighted_change", "Change in weighted people", "fraction", signed=True),
    )
    caption = f"Weighted people of {found.name} and its need index, {found.when} to {then_of(found)}"
    people, weighted = (float(one[-1]) for one in (told.growth_of_people, told.growth_of_weighted))
    return Figure(
        "need",
        f"Weighted people of {found.name} change by {percent(weighted, places=1, signed=True)} and people by "
        f"{percent(people, places=1, signed=True)}; its need index goes from {index(told.index[0])} to "
        f"{index(told.index[-1])}",
        TableView(f"projected-need-{found.code.lower()}", caption, columns, listed, _notes(found, told)),
        _provenance(found),
        lines_over_years(
            years_alone(days),
            [
                Series("People", told.growth_of_people.tolist()),
                Series("Weighted people", told.growth_of_weighted.tolist()),
            ],
            axis=f"Change since {found.when}", format="+.1%", from_zero=True, description=caption,
        ),
        note="Where weighted people grow faster than people, each person needs more on average. The index is relative "
        "to the system in the same year: it rises where the area grows older faster than its system.",
        short=True,
        caution=told.caution,
    )  # fmt: skip


def segments(found: Carried) -> Figure | None:
    """People by segment in each year; None where segments do not follow."""
    told = found.need
    if told is None:
        return None
    last = told.years
    listed = []
    for number, title in enumerate(told.titles):
        counts = told.segments[:, number].tolist()
        change = counts[last] / counts[0] - 1 if counts[0] and counts[last] else None
        years = {f"y{year}": _shown(count) for year, count in enumerate(counts)}
        listed.append({"title": title, **years, "change": "not told" if change is None else round(change, 3)})
    columns = (
        Column("title", "Segment"),
        *(Column(f"y{year}", years_on(found.when, year), "people") for year in range(last + 1)),
        Column("change", "Change", "fraction", signed=True),
    )
    caption = f"People of {found.name} by segment, {found.when} to {then_of(found)}"
    rows = [
        Compared(
            title,
            float(told.segments[last, number] / told.people[last]) or None,
            f"{row[f'y{last}']:,} people" if isinstance(row[f"y{last}"], int) else f"{row[f'y{last}']} people",
            float(told.segments[0, number] / told.people[0]) or None,
            short=SHORT_SEGMENTS.get(title, ""),
        )
        for number, (title, row) in enumerate(zip(told.titles, listed, strict=True))
    ]
    return Figure(
        "segments",
        f"The mix of segments of {found.name}: {found.when} and {then_of(found)}",
        TableView(f"projected-segments-{found.code.lower()}", caption, columns, listed, _notes(found, told)),
        _provenance(found),
        compared(
            rows, here=then_of(found), beside=found.when, axis="Share of everybody", format=".0%", subject="Segment",
            description=caption,
        ),
        note="Each sex and age keeps the mix that it has now: what changes is how many are of each age.",
        short=True,
        caution=told.caution,
    )  # fmt: skip


def _shown(count: int) -> int | str:
    return count or f"{disclosure_rule().suppress_up_to} or fewer"


def _provenance(found: Carried) -> str:
    return f"{provenance(found, METHOD)} {FEW_MEANS.format(few=_shown(0))}"


def _notes(found: Carried, told: ProjectedNeed) -> list[str]:
    *first, last = notes(found)
    return [told.caution, *told.told, told.rule, *first, f"{METHOD}.", last]
