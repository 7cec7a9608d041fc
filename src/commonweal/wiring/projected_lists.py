"""A projection from files: the published list of practices, a life table, an earlier list, a run's rates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from commonweal.allocations.practice_age_sex import AgeSexFile, read_age_sex
from commonweal.answers.codes_like import codes_like
from commonweal.answers.counted import how_many
from commonweal.population.aggregates import read_aggregates
from commonweal.population.disclosure_control import shown_counts
from commonweal.population.projections import (
    Assumptions,
    HeldRates,
    Projection,
    RegisteredPeople,
    Survival,
    chosen_newborns,
    followed,
    national_survival,
    observed_growth,
    project,
    read_survival,
)
from commonweal.population.projections.cohorts import check_years
from commonweal.population.projections.rates import check_growth
from commonweal.population.statistics.estimates import BoolArray
from commonweal.problems import BadInput, Problem
from commonweal.wiring.need_of_projection import ProjectedNeed, need_of_lists
from commonweal.wiring.practice_figures import PracticeFiles, read_practice_figures
from commonweal.wiring.run_rates import rates_of_run

EVERYWHERE = "ALL"


@dataclass(frozen=True)
class ProjectionRequest:
    """What is asked for.

    Args:
        lists: Patients by practice, sex and single year of age.
        practice: Code of a practice; empty for an area.
        area: Code of an ICB, a place or a network, or ``ALL``; empty for a practice. Places and networks are told by
            the folder of public files, so ``files`` must be given.
        years: How far.
        growth: Net yearly growth of the list as a share; None where none is given.
        earlier: An earlier list, from which growth is told; None likewise.
        earlier_by: How many years earlier.
        life_table: A life table of one's own.
        run: Result of a run, whose rates are held.
        aggregates: Folder of tables that may be shown, whose need by age and sex and mix of segments are held.
        files: The public files that name places and networks; None where the list alone is given.
    """

    lists: Path
    practice: str = ""
    area: str = ""
    years: int = 5
    growth: float | None = None
    earlier: Path | None = None
    earlier_by: int | None = None
    life_table: Path | None = None
    run: Path | None = None
    aggregates: Path | None = None
    files: PracticeFiles | None = None


@dataclass(frozen=True)
class Projected:
    """What came of it.

    Args:
        code: Of the practice or area.
        practices: How many lists it is of.
        projection: The people.
        followed: What follows at the rates held, by name: for each year from now, rounded.
        assumptions: In words.
        left_out: Practices whose list is not known by age and sex, in words.
        need: Segments and need that follow from tables that may be shown; None where none are given.
    """

    code: str
    practices: int
    projection: Projection
    followed: dict[str, list[int]]
    assumptions: list[str]
    left_out: list[str] = field(default_factory=list)
    need: ProjectedNeed | None = None


def projected(request: ProjectionRequest) -> Projected:
    """Read the files and project.

    Raises:
        BadInput: A file that is faulty, a code that it has not, or assumptions that go against each other.
    """
    file = _check(request)
    here, practices, left_out = _people(file, request)
    whole, _, _ = _people(file, ProjectionRequest(request.lists, area=EVERYWHERE))
    tables = read_aggregates(request.aggregates) if request.aggregates else None
    newborns, words = chosen_newborns(here, whole, whole_name="the whole file")
    survival = read_survival(request.life_table) if request.life_table else national_survival()
    growth, growth_words = request.growth or 0.0, growth_in_words(request.growth)
    if request.earlier is not None:
        before, _, _ = _people(read_age_sex(request.earlier), request)
        growth = observed_growth(before, here, int(request.earlier_by or 0), newborns, survival)
        growth_words = f"{growth:+.2%} a year, as between {request.earlier.name} and now, each age and sex alike"
    assumed = Assumptions(newborns.for_each_woman, newborns.male_share, survival, growth)
    made = project(here, assumed, request.years)
    told = [
        f"Lists: {', '.join(stamp.name for stamp in file.stamps)}, of {how_many(practices, 'practice')}.",
        *assumptions_in_words(words, survival, growth_words),
    ]
    follows: dict[str, list[int]] = {}
    if request.run is not None:
        held, names = rates_of_run(request.run)
        follows = _follow(held, made)
        told.append(
            f"Segments and need: rates of each sex and age band of {names}, held as they are; "
            "rounded as all counts of a run are."
        )
    code = request.practice or request.area
    if tables is None:
        return Projected(code, practices, made, follows, told, left_out)

    def carry(people: RegisteredPeople) -> Projection:
        births, _ = chosen_newborns(people, whole, whole_name="")
        return project(people, Assumptions(births.for_each_woman, births.male_share, survival, growth), request.years)

    chosen, level = _chosen(file, request)
    need = need_of_lists(tables, level, code, (file.practices, file.male, file.female), chosen, carry)
    told.append("The whole system's list is carried forward in the same way, with the same growth.")
    return Projected(code, practices, made, follows, told, left_out, need)


def growth_in_words(growth: float | None) -> str:
    """A yearly growth that was given, or that none was.

    Example:
        >>> growth_in_words(None), growth_in_words(0.008)
        ('none is assumed: as many come as go', '+0.80% a year, as given, each age and sex alike')
    """
    if growth is None:
        return "none is assumed: as many come as go"
    return f"{growth:+.2%} a year, as given, each age and sex alike"


def assumptions_in_words(births: str, survival: Survival, growth: str) -> list[str]:
    """What is assumed of births, deaths and growth, a sentence each."""
    return [
        f"Births: {births}, held as they are.",
        f"Deaths: {survival.source.title} ({survival.source.source}); {survival.source.note or 'as given'}.",
        f"Growth of the list: {growth}.",
    ]


def _check(request: ProjectionRequest) -> AgeSexFile:
    """The list, once nothing is wrong with what is asked of it; all that is wrong is told at once."""
    problems = check_years(request.years)
    if request.growth is not None:
        problems.extend(check_growth(request.growth))
    if request.growth is not None and request.earlier is not None:
        problems.add("growth is given and told from an earlier list too", do="give one of the two")
    if (request.earlier is None) != (request.earlier_by is None):
        problems.add(
            "an earlier list needs the years between, and they need a list", do="give --earlier and --earlier-by"
        )
    file = read_age_sex(request.lists)
    try:
        _chosen(file, request)
    except BadInput as bad:
        problems.extend(bad.problems)
    problems.raise_if_any()
    return file


def _people(file: AgeSexFile, request: ProjectionRequest) -> tuple[RegisteredPeople, int, list[str]]:
    chosen, _ = _chosen(file, request)
    known = np.isfinite(file.male).all(axis=1) & np.isfinite(file.female).all(axis=1)
    without = [code for code, out in zip(file.practices, chosen & ~known, strict=True) if out]
    if not (chosen & known).any():
        raise BadInput(
            Problem("the list is not known by age and sex", file=file.stamps[0].name, given=", ".join(without[:5]))
        )
    counts = np.stack([file.male[chosen & known].sum(axis=0), file.female[chosen & known].sum(axis=0)])
    left_out = [f"Left out, since people of one sex are not known: {', '.join(without)}."] if without else []
    return RegisteredPeople(counts), int((chosen & known).sum()), left_out


def _chosen(file: AgeSexFile, request: ProjectionRequest) -> tuple[BoolArray, str]:
    """The practices that are asked for, and the level of their area."""
    level = "icb"
    if request.practice:
        chosen = np.array([code == request.practice for code in file.practices])
        held, what, level = file.practices, "practice", "practice"
    elif request.area == EVERYWHERE:
        return np.ones(len(file.practices), dtype=np.bool_), "england"
    else:
        chosen = np.array([code == request.area for code in file.icbs])
        held, what = tuple(sorted({code for code in file.icbs if code})), "ICB"
        if not chosen.any() and request.files is not None:
            level, within, areas = _within(request.files, request.area)
            chosen = np.array([code in within for code in file.practices])
            held, what = (*held, *areas), "ICB, place or network"
    if not chosen.any():
        given = request.practice or request.area
        raise BadInput(
            Problem(
                f"no {what} has this code in the list of patients", file=file.stamps[0].name, given=given,
                expected=codes_like(given, held),
            )
        )  # fmt: skip
    return chosen, level


@lru_cache(maxsize=4)
def _within(files: PracticeFiles, area: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """The level and the practices of a place or network, and the codes that there are."""
    figures = read_practice_figures(files)
    held = tuple(sorted({code for level in ("place", "pcn") for code in figures.areas[level] if code}))
    for level in ("place", "pcn"):
        found = [practice for practice, code in zip(figures.codes, figures.areas[level], strict=True) if code == area]
        if found:
            return level, frozenset(found), held
    return "", frozenset(), held


def _follow(held: HeldRates, made: Projection) -> dict[str, list[int]]:
    # A run may be of few people, whose rates would give them away here as in a table of the run itself.
    values = shown_counts(np.rint(followed(held, made.people)))
    return {name: values[:, place].tolist() for place, name in enumerate(held.names)}
