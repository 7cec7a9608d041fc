"""A list carried forward as the page shows it, with what was assumed and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from commonweal.answers.counted import how_many
from commonweal.population.aggregates import PopulationAggregates
from commonweal.population.projections import (
    Assumptions,
    Projection,
    RegisteredPeople,
    chosen_newborns,
    national_survival,
    project,
)
from commonweal.population.statistics.estimates import BoolArray
from commonweal.problems import BadInput
from commonweal.site.population.figures import Held
from commonweal.site.population.own_people.figures import plain_name
from commonweal.site.population.projection.lists import ENGLAND, Lists, day_of_lists
from commonweal.wiring.ages_of_aggregates import ages_of_aggregates
from commonweal.wiring.need_of_projection import ProjectedNeed, need_of_lists, need_of_projection
from commonweal.wiring.projected_lists import assumptions_in_words, growth_in_words
from commonweal.wiring.rates_of_aggregates import practices_of_tables

WHOLE_OF_ENGLAND = "all lists of England"
BRING = (
    "Segments and need are not told here: no tables of {name}'s own people are on these pages. Whoever runs this "
    "installation makes such tables of the ICB's own records, with activity and its costs, by the command commonweal "
    "population aggregates --system {code}, and puts them here by commonweal population publish. Only tables that may "
    "be shown reach the site."
)
ONE_SYSTEM = "Segments and need follow for one ICB at a time, from tables of its own people. Choose an ICB."


@dataclass(frozen=True, eq=False)
class Carried:
    """A list carried forward.

    Args:
        name: Of the area.
        level: ``england``, ``icb``, ``system``, ``place``, ``pcn`` or ``practice``.
        code: Of the area.
        when: The day of the list.
        projection: The people.
        told: What was assumed, in sentences.
        need: Segments and need that follow; None where they do not.
        bring: Why they do not, and what to bring; empty where they do.
        tables: The tables of own people whose ages were carried forward; None for published lists.
    """

    name: str
    level: str
    code: str
    when: str
    projection: Projection
    told: tuple[str, ...]
    need: ProjectedNeed | None
    bring: str
    tables: PopulationAggregates | None


def carried(lists: Lists, board: str, area: str, years: int, growth: float | None) -> Carried:
    """Carry a list forward.

    Args:
        lists: What there is.
        board: An ICB, a system or England.
        area: ``level/code`` of an area of it; empty for the whole.
        years: How far.
        growth: Of the list in a year, as a share; None for none.

    Raises:
        BadInput: The list is not known by age and sex.
    """
    if lists.is_published(board):
        return _of_practices(lists, board, area, years, growth)
    return _of_tables(lists, board, area, years, growth)


def _of_practices(lists: Lists, board: str, area: str, years: int, growth: float | None) -> Carried:
    published = lists.published
    assert published is not None
    figures, chosen = published.figures, lists.within(board, area)
    level, _, code = area.partition("/") if area else (ENGLAND if board == ENGLAND else "icb", "", board)
    name = "England" if board == ENGLAND else lists.name_of(board, level, code)
    whole = _england(published)
    known = _known(published)
    rows = chosen & known
    if not rows.any():
        raise BadInput(f"The list of {name} is not known by age and sex, so that it cannot be carried forward.")
    people = RegisteredPeople(np.stack([figures.male[rows].sum(axis=0), figures.female[rows].sum(axis=0)]))

    def carry(one: RegisteredPeople) -> Projection:
        births, _ = chosen_newborns(one, whole, whole_name=WHOLE_OF_ENGLAND)
        assumed = Assumptions(births.for_each_woman, births.male_share, national_survival(), growth or 0.0)
        return project(one, assumed, years)

    _, births = chosen_newborns(people, whole, whole_name=WHOLE_OF_ENGLAND)
    told = [f"Lists: {how_many(int(rows.sum()), 'practice')}, {day_of_lists(None)}."]
    if left_out := int((chosen & ~known).sum()):
        told.append(f"Left out: {how_many(left_out, 'practice')}, whose list is not published by age and sex.")
    told += assumptions_in_words(births, national_survival(), growth_in_words(growth))
    need, bring = None, ONE_SYSTEM if board == ENGLAND else BRING.format(name=figures.name_of("icb", board), code=board)
    tables = lists.tables_of(board)
    if tables is not None:
        try:
            arrays = (figures.codes, figures.male, figures.female)
            need, bring = need_of_lists(tables, level, code, arrays, chosen, carry), ""
        except BadInput as bad:
            bring = " ".join(map(str, bad.problems))
    return Carried(name, level, code, day_of_lists(None), carry(people), tuple(told), need, bring, None)


def _of_tables(lists: Lists, board: str, area: str, years: int, growth: float | None) -> Carried:
    tables = lists.tables_of(board)
    if tables is None:
        raise BadInput(f"No tables of {board} are kept here any more.")
    level, _, code = area.partition("/") if area else ("system", "", board)
    row = tables.area(level, code)
    name = plain_name(str(row["name"])) if row else code
    survival = national_survival()
    people, ages = ages_of_aggregates(tables, level, code, survival)
    whole, _ = ages_of_aggregates(tables, "system", board, survival)

    def carry(one: RegisteredPeople) -> Projection:
        births, _ = chosen_newborns(one, whole, whole_name="all lists of the system")
        return project(one, Assumptions(births.for_each_woman, births.male_share, survival, growth or 0.0), years)

    _, births = chosen_newborns(people, whole, whole_name="all lists of the system")
    made, need, bring = carry(people), None, ""
    of = practices_of_tables(tables)
    at = {"pcn": 0, "place": 1}.get(level)
    mine = frozenset(practice for practice, above in of.items() if at is None or above[at] == code)
    try:
        need = need_of_projection(tables, level, code, mine, made, carry(whole))
    except BadInput as bad:
        bring = " ".join(map(str, bad.problems))
    told = (ages, *assumptions_in_words(births, survival, growth_in_words(growth)))
    return Carried(name, level, code, day_of_lists(tables), made, told, need, bring, tables)


@lru_cache(maxsize=2)
def _england(published: Held) -> RegisteredPeople:
    figures = published.figures
    known = _known(published)
    return RegisteredPeople(np.stack([figures.male[known].sum(axis=0), figures.female[known].sum(axis=0)]))


def _known(published: Held) -> BoolArray:
    """Practices whose list is known by age and sex."""
    both = np.concatenate([published.figures.male, published.figures.female], axis=1)
    found: BoolArray = np.asarray(np.isfinite(both).all(axis=1))
    return found
