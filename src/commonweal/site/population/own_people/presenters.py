"""A whole page of one area: its head, its figures by section, and what is told elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.site.population.own_people.care import care, care_parts
from commonweal.site.population.own_people.care_forms import SECTION, CareAsked
from commonweal.site.population.own_people.care_series import TABLE
from commonweal.site.population.own_people.changes import FIRST, monthly, moves, series_of
from commonweal.site.population.own_people.conditions import between_days, conditions
from commonweal.site.population.own_people.deprivation import tenths
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import TWO_OR_MORE, OwnPeople
from commonweal.site.population.own_people.inequality import trend
from commonweal.site.population.own_people.need import need
from commonweal.site.population.own_people.parts import parts
from commonweal.site.population.own_people.shares import in_pounds, shares
from commonweal.site.population.own_people.who import ages, segments, segments_by_age
from commonweal.site.population.own_people.words import LEVEL, few

EVERYTHING = "everything"
FIRST_SHOWN = ("parts", "who")
"""Sections whose figures stand on a page that is asked for none by name: all would be too long for a telephone."""


@dataclass(frozen=True)
class Section:
    """A part of the page.

    Args:
        id: Where the page's contents lead.
        title: Its heading.
        figures: What it shows.
        shown: Whether its figures stand on the page; else only what each says, with a link to them.
    """

    id: str
    title: str
    figures: tuple[Figure, ...]
    shown: bool = True


def sections(
    own: OwnPeople,
    condition: str,
    title: str,
    show: str = EVERYTHING,
    asked: CareAsked | None = None,
    amount_pence: int = 0,
) -> list[Section]:
    """Every section that has something to tell at this level, in the order of the page.

    Args:
        own: The area.
        condition: The condition shown by deprivation and over time.
        title: Its name.
        show: The section whose figures are wanted, or all; anything else shows the first ones.
        amount_pence: What a reader wants to see shared by each measure; nought for nothing.
        asked: Which control charts of care are wanted; None where none is told.
    """
    series = series_of(own, condition)
    instead_of = title if series == FIRST and condition != TWO_OR_MORE else ""
    told = [
        ("parts", "Where to look further", (parts(own),)),
        ("who", "Who lives here", (ages(own), segments(own), segments_by_age(own))),
        ("conditions", "What people have", (conditions(own),)),
        ("fair", "Is it fair?", (tenths(own, condition, title), trend(own, condition, title))),
        (
            "changed",
            "What changed",
            (between_days(own, condition, title), monthly(own, series, instead_of) if series else None, moves(own)),
        ),
        (SECTION, "Is care changing?", (care(own, asked), care_parts(own, asked)) if asked else ()),
        ("need", "What people need", (need(own), shares(own), in_pounds(own, amount_pence))),
    ]
    listed = [(id, name, tuple(one for one in found if one is not None)) for id, name, found in told]
    wanted = {show} if show in {id for id, _, found in listed if found} else set(FIRST_SHOWN)
    return [Section(id, name, figures, show == EVERYTHING or id in wanted) for id, name, figures in listed if figures]


def told_above(own: OwnPeople, shown: list[Section]) -> tuple[str, str, str] | None:
    """What is told only of the areas above this one, in words, with the section that has it; None where nothing is."""
    if not own.above or {"fair", "changed"} & {section.id for section in shown}:
        return None
    missing = own.held.missing
    told = [
        *(["rates by tenth of deprivation", "the slope over the years"] if "deprivation" not in missing else []),
        *(["moves between segments"] if "flows" not in missing else []),
        "new records by month",
    ]
    words = ", ".join(told[:-1]) + (" and " if told[:-1] else "") + told[-1]
    section = ("fair", "Is it fair?") if "deprivation" not in missing else ("changed", "What changed")
    return f"{words[:1].upper()}{words[1:]}", *section


def missing(own: OwnPeople) -> list[str]:
    """What the tables lack, each with what to bring for it."""
    said = {name: note for name, note in own.held.missing.items() if name != TABLE}  # care has a heading of its own
    return list(dict.fromkeys(note for note in said.values() if note))


def lead(own: OwnPeople) -> str:
    """What the page is about, in a sentence."""
    if own.level == "system":
        end = "what changed" if "need" in own.held.missing else "what changed and what they need"
        return f"The people on the lists of its practices: who they are, what they have, {end}."
    above = own.above[-1]
    name = above["name"]
    told = f"A {LEVEL[own.level]} of {name}. "
    if not own.area["people"]:
        count = (
            "The number of its people is hidden"
            if own.area["people"] is None
            else f"Its people are {few(own.manifest)}"
        )
        return f"{told}{count}, so hardly anything can be told of it. Look at {name} instead."
    return f"{told}Its figures stand beside those of {name} where both are told."
