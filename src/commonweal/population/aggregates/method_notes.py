"""What is said of each table: its method, what it must not be taken for, and what to bring where it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.population.disclosure_control import shown_count

if TYPE_CHECKING:
    from commonweal.population.aggregates.listed_people import ListedPeople
    from commonweal.population.aggregates.making import AggregatesRequest
    from commonweal.population.resources import LocalNeed

ESP = "standardised directly to the European Standard Population 2013, per 1,000, with Dobson's limits of 95%"
CORE20 = "Core20 is everybody in the two most deprived tenths of England, which are the most deprived fifth."
FIFTHS = (
    "People by fifth of deprivation of the small area where they live; England's tenths two by two, of which the first "
    "is the most deprived and is Core20."
)
JOINED = (
    "People on the lists of an area on both days. Joined are those who are on them now and were not before, left those "
    "the other way round who have not died: whoever goes from one practice of an area to another stays in the area."
)
NO_DEATHS = " Who died is not known here and is among those who left: bring a column death_date."
UNEQUAL = (
    "Slope and relative index over the tenths; a slope above 0, or a ratio above 1, means that the more deprived have "
    "more. Tenths are England's; a place is told of by those in which its people live, five or more, and not where one "
    "has too few. The gap is the most deprived tenth less the least."
)
NO_TENTHS = (
    "Rates by deprivation are not in these tables: the people came without deprivation tenths. Bring a column "
    "imd_decile, or a column lsoa with the Index of Multiple Deprivation, to the import."
)
ONE_DAY = (
    "What changed between two days is not in these tables: there is one day only. Bring the list of an earlier day "
    "too, imported with the same key."
)
NO_COSTS = (
    "Need is not in these tables: there is no activity with costs. Bring activity with a column of costs to the import."
)
TOO_FEW = (
    "Shares are not in these tables: on each level some area has too few people to be shown, or is hidden beside one."
)
GEOGRAPHY = "geography"
"""The note of where practices belong, and of who is in none of the system's, beside those of the tables."""
NAMED = 10
"""So many practices that are not in the geography are named."""


def notes(
    request: AggregatesRequest,
    now: ListedPeople,
    *,
    tenths: bool,
    without: int | None,
    days: int,
    deaths: bool,
    need: LocalNeed | None,
) -> dict[str, str]:
    """The note of every table, and of where practices belong.

    Args:
        request: What the tables are made of.
        now: The people of the last day.
        tenths: Whether any of them has a deprivation tenth.
        without: How many have none, as it may be shown.
        days: How many days there are.
        deaths: Whether it is known who died between the last two.
        need: From activity, if there is any with costs.
    """
    rules = request.worked_by.rules.provenance
    moved = "People on both lists, and who died, left or came, by segment before and after; without totals."
    if not deaths:
        moved += NO_DEATHS
    areas = (CORE20 if tenths else NO_TENTHS, without_tenth(now, without) if tenths else "")
    return {
        "areas": " ".join(part for part in areas if part),
        GEOGRAPHY: " ".join(part for part in (request.about_areas, elsewhere(now)) if part),
        "people": "Practices have broad age groups, since most of their bands of five years are too small to show.",
        "segments": f"{rules.title}. {rules.note}".strip(),
        "conditions": f"Rates {ESP}. A condition that most practices have few people with is not told by practice."
        + draft(request),
        "deprivation": f"Rates {ESP}, by deprivation tenth of the small area where people live."
        if tenths
        else NO_TENTHS,
        "inequality": UNEQUAL if tenths else NO_TENTHS,
        "fifths": FIFTHS if tenths else NO_TENTHS,
        "changes": (JOINED + (NO_DEATHS if not deaths else "")) if days > 1 else ONE_DAY,
        "flows": moved if days > 1 else ONE_DAY,
        "monthly": "People on the list now by month of their first record; who has gone since is missing.",
        "need": NO_COSTS if need is None else need.sentence,
    }


def draft(request: AggregatesRequest) -> str:
    """That the codelist is a draft, where it is and the people are not made up; else empty."""
    listed = request.worked_by.codelist.provenance
    if request.fictional or listed.status != "draft":
        return ""
    return f" The codelist {listed.name} is a draft. {listed.title}: {listed.note}."


def without_tenth(now: ListedPeople, told: int | None) -> str:
    """How many people have no deprivation tenth, in words; empty where everybody has one.

    Args:
        now: The people.
        told: How many, as it may be shown beside the tables.
    """
    if (now.decile > 0).all():
        return ""
    many = "Some people" if told is None else _people(told)
    return f"{many} have no deprivation tenth: they count in no tenth, and outside Core20 here."


def elsewhere(now: ListedPeople) -> str:
    """How many people are of practices that are not of the system, in words; empty where there are none."""
    if not now.elsewhere:
        return ""
    codes = sorted(now.elsewhere)
    named = ", ".join(codes[:NAMED]) + (f" and {len(codes) - NAMED} more" if len(codes) > NAMED else "")
    return (
        f"{_people(shown_count(sum(now.elsewhere.values())))} are on the lists of practices that are not among those "
        f"of the system ({named}) and stand in no table."
    )


def _people(told: int) -> str:
    return f"{told:,} people" if told else "A few people, too few to tell,"
