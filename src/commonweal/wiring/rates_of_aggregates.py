"""What a projection can hold of aggregates that may be shown: need by age and sex, and the mix of segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.population.aggregates import ALL, LEVELS, PopulationAggregates
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.projections import HeldRates, fitted_mix
from commonweal.population.projections.held_rates import FIVE_YEARS
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem

MEN_FIRST = ("M", "F")
TABLES_NEEDED = ("need", "need_by_age")
MADE_EARLIER = (
    "These tables were made before need by age was told: make them again with `commonweal population aggregates`"
)


@dataclass(frozen=True)
class HeldOfTables:
    """Rates of an area, taken from tables that may be shown.

    Args:
        weights: Need of each person by sex and age; 1 is the system's average.
        system_weights: The same of the whole system.
        mix: Shares of the segments by sex and age.
        titles: Of the segments, in order of the mix.
        index_now: Need index of the area as the tables have it; None where they have none.
        told: What is held and where it is from, in sentences.
    """

    weights: HeldRates
    system_weights: HeldRates
    mix: HeldRates
    titles: tuple[str, ...]
    index_now: float | None
    told: tuple[str, ...]


def require_need(held: PopulationAggregates) -> None:
    """Refuse aggregates from which need cannot follow, with what to bring.

    Raises:
        BadInput: They are without need, or were made before need by age was told.
    """
    if lacking := [name for name in TABLES_NEEDED if name in held.missing]:
        raise BadInput(
            Problem(
                "need cannot follow: the tables have none",
                given=", ".join(lacking),
                do=next((held.missing[name] for name in lacking if held.missing[name]), MADE_EARLIER),
            )
        )


def practices_of_tables(held: PopulationAggregates) -> dict[str, tuple[str, str]]:
    """Network and place of each practice that the tables have."""
    place = {row["code"]: row["parent"] for row in held.rows("areas", level="pcn")}
    return {row["code"]: (row["parent"], place.get(row["parent"], "")) for row in held.rows("areas", level="practice")}


def rates_of_aggregates(
    held: PopulationAggregates, level: str, code: str, practices: frozenset[str], people: FloatArray
) -> HeldOfTables:
    """What is held for an area: its own figures where the tables tell them, else those of its place or the system.

    Args:
        held: The tables.
        level: Of the area: ``system``, ``place``, ``pcn`` or ``practice``, or anything else that they may not know.
        code: Its code.
        practices: Its practices.
        people: Men and women of its list by single year of age, shape (2, 96).

    Raises:
        BadInput: Need cannot follow from these tables.
    """
    require_need(held)
    system = ("system", held.manifest.system)
    known = level in LEVELS and held.area(level, code) is not None
    of = practices_of_tables(held)
    places = {of[practice][1] for practice in practices if practice in of}
    beside = (level, code) if known and level in ("system", "place") else system
    if beside == system and level != "system" and len(places) == 1 and held.area("place", place := places.pop()):
        beside = ("place", place)
    name = str((held.area(*beside) or {"name": beside[1]})["name"])
    weights, system_weights, borrowed = _weights(held, beside, system)
    mix, titles, filled = _mix(held, beside, system)
    told = [
        f"Need: each sex and age keeps the need that it has in {name} on {held.manifest.as_of}, which is its mix of "
        f"segments there times what the care of each cost on average; weights of now are held.",
        f"Segments: each sex and age group keeps the mix of {name}.",
    ]
    index_now = None
    if known:
        row = next(iter(held.rows("need", level=level, code=code)), None)
        index_now = row["index"] if row else None
        told[0] += (
            f" Its index begins at {index_now:.3f}, as the tables have it, and its place beside others of the same "
            "ages is held."
            if index_now is not None
            else " Its own index is not shown, so it begins with what its ages alone lead to."
        )
    if known and beside != (level, code):
        mix = fitted_mix(mix, people, _shares(held, level, code, mix.names))
        told[1] = f"{told[1][:-1]}, fitted to its own segments where those are told."
    if borrowed:
        told.append(f"Need of {borrowed} of 38 ages and sexes of {name} is not shown; that of the system is taken.")
    if filled:
        told.append(
            f"{filled} numbers of people by segment, sex and age of {name} are not shown; what the system's mix leads "
            "to is taken, and for a small number no more than such a number may be."
        )
    return HeldOfTables(weights, system_weights, mix, titles, index_now, tuple(told))


def _weights(
    held: PopulationAggregates, of: tuple[str, str], system: tuple[str, str]
) -> tuple[HeldRates, HeldRates, int]:
    own, whole = (_need_by_age(held, *area) for area in (of, system))
    lacking = np.isnan(own) & ~np.isnan(whole)
    return _rates(np.where(lacking, whole, own)), _rates(whole), int(lacking.sum())


def _need_by_age(held: PopulationAggregates, level: str, code: str) -> FloatArray:
    found = np.full((2, len(FIVE_YEARS)), np.nan)
    for row in held.rows("need_by_age", level=level, code=code):
        if row["need"] is not None:
            found[MEN_FIRST.index(row["sex"]), _youngest(row["age_band"]) // 5] = row["need"]
    return found


def _rates(need: FloatArray) -> HeldRates:
    # One person stands for each cell that is told: a cell that is not takes the need of the next.
    return HeldRates.of_counts(["need"], np.nan_to_num(need)[None], np.isfinite(need).astype(float))


def _mix(
    held: PopulationAggregates, of: tuple[str, str], above: tuple[str, str]
) -> tuple[HeldRates, tuple[str, ...], int]:
    rows = [row for row in held.rows("segments", level="system") if row["age_group"] != ALL]
    if not rows:
        raise BadInput(Problem("segments by age and sex are not in these tables", do=MADE_EARLIER))
    titles = {row["segment"]: str(row["title"]) for row in rows}
    youngest = sorted({_youngest(row["age_group"]) for row in rows})
    whole, own = (_segments(held, *area, list(titles), youngest) for area in (above, of))
    system = np.nan_to_num(whole)
    # What is not shown stands to what is shown as it does in the system.
    shown = own > 0
    beside = np.where(shown, system, 0).sum(axis=0)
    expected = system * np.divide(
        np.where(shown, own, 0).sum(axis=0), beside, out=np.ones_like(beside), where=beside > 0
    )
    few = np.minimum(expected, disclosure_rule().suppress_up_to)
    lacking = np.isnan(own) | ((own == 0) & (system > 0))
    cases = np.where(np.isnan(own), expected, np.where(own == 0, few, own))
    mix = HeldRates.of_counts(list(titles), cases, cases.sum(axis=0), youngest)
    return mix, tuple(titles.values()), int(lacking.sum())


def _segments(held: PopulationAggregates, level: str, code: str, names: list[str], youngest: list[int]) -> FloatArray:
    found = np.full((len(names), 2, len(youngest)), np.nan)
    for row in held.rows("segments", level=level, code=code):
        if row["age_group"] != ALL and row["people"] is not None:
            at = names.index(row["segment"]), MEN_FIRST.index(row["sex"]), youngest.index(_youngest(row["age_group"]))
            found[at] = row["people"]
    return found


def _shares(held: PopulationAggregates, level: str, code: str, names: tuple[str, ...]) -> FloatArray:
    """Of everybody in each segment; not-a-number where the tables show none, a small number, or no total."""
    rows: Mapping[str, Any] = {
        row["segment"]: row["people"] for row in held.rows("segments", level=level, code=code, age_group=ALL, sex=ALL)
    }
    whole = rows.get(ALL)
    return np.array([rows[name] / whole if whole and rows.get(name) else np.nan for name in names])


def _youngest(words: str) -> int:
    return int(words.split()[0])
