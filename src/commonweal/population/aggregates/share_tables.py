"""Shares of a whole by heads, history, cost, need as recorded and with unmet need, for places, networks, practices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from commonweal.answers.counted import how_many
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.resources import LocalNeed, place_shares
from commonweal.population.resources.place_shares import COST, HEADS, HISTORY, NEED, UNMET, how_near
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.problems import BadInput, Problem

LEVELS_SHARED: Mapping[str, str] = {"place": "place", "pcn": "network", "practice": "practice"}
"""The levels, with what an area of each is called."""
MEASURES: Mapping[str, str] = {"heads": HEADS, "history": HISTORY, "cost": COST, "need": NEED, "unmet": UNMET}
"""The name of each column's measure."""
WHOLE = 10**8
"""Parts of the whole: shares to a millionth of a percent, made of rounded figures."""


@dataclass(frozen=True)
class ShareInputs:
    """What shares are held against beside heads, cost and need; each may be lacking.

    Args:
        history_pence: What areas of a level (places, or networks) were given before, by code.
        history_named: What that is, in words.
        unmet: Index of unmet need by practice, such as avoidable mortality; 1 is the average.
        unmet_part: The part of the whole that follows it: a decision.
        unmet_named: What the index is, in words.
    """

    history_pence: Mapping[str, int] | None = None
    history_named: str = ""
    unmet: Mapping[str, float] | None = None
    unmet_part: float = 0.0
    unmet_named: str = ""


def shares_table(
    need: LocalNeed, pence: IntArray, geography: Geography, totals: Mapping[Any, int | None], given: ShareInputs
) -> list[Row]:
    """Shares of the whole system at every level on which each area has people enough to be shown.

    An area's people and weights are those that the tables of areas and of need show, rounded as they are. A level with
    an area of few people, or with one that is hidden beside it, is left out whole, so that no two tables tell of it.

    Args:
        need: By practice.
        pence: What the care of each practice's people cost, in the order of ``need.practices``.
        geography: Where practices belong.
        totals: People of each area as they are shown, by level and code.
        given: History and unmet need.

    Raises:
        BadInput: History of some areas of a level and not of others, or of none; practices without an index of unmet
            need.
    """
    unmet = _with_unmet_need(need, given)
    _require_history_of_the_system(geography, given)
    given_before = given.history_pence or {}
    rows: list[Row] = []
    for level in LEVELS_SHARED:
        codes = tuple(dict.fromkeys(geography.codes(level)))
        if not all(totals.get((level, code)) for code in codes):
            continue
        history = {code: given_before[code] for code in codes if code in given_before} or None
        found = place_shares(
            WHOLE, _at(level, need, geography), _summed(level, need, pence, geography).astype(np.int64),
            history_pence=history, unmet=None if unmet is None else _at(level, unmet, geography),
            unit=LEVELS_SHARED[level], history_named=given.history_named or "the history",
        )  # fmt: skip
        for number, (code, people) in enumerate(zip(found.places, found.people, strict=True)):
            shares = {
                column: found.shares.pence[name][number] / WHOLE if name in found.shares.pence else None
                for column, name in MEASURES.items()
            }
            rows.append({"level": level, "code": code, "people": people, **shares})
    return rows


def shares_note(need: LocalNeed, given: ShareInputs) -> str:
    """What the shares are and must not be taken for: the caution first."""
    told = (_with_unmet_need(need, given) or need).sentence
    history = f"History is {given.history_named}." if given.history_named else ""
    unmet = f"Unmet need follows {given.unmet_named}." if given.unmet_named else ""
    return " ".join(filter(None, (told, "Shares are of the whole system.", how_near(), history, unmet)))


def _with_unmet_need(need: LocalNeed, given: ShareInputs) -> LocalNeed | None:
    return (
        None
        if given.unmet is None
        else need.with_unmet_need(given.unmet, given.unmet_part, named=given.unmet_named or "the file")
    )


def _require_history_of_the_system(geography: Geography, given: ShareInputs) -> None:
    """History of anywhere else is told: left out in silence, a wrong code would change everybody's share."""
    history = given.history_pence or {}
    known = {code for level in LEVELS_SHARED for code in geography.codes(level)}
    others = [code for code in history if code not in known]
    if others:
        part = sum(history[code] for code in others) / max(sum(history.values()), 1)
        many = how_many(len(others), "code that is", "codes that are")
        raise BadInput(
            Problem(
                f"{given.history_named or 'the history'} has amounts of {many} no place, network or practice with "
                f"people in the system, {part:.1%} of all it gives",
                given=", ".join(others[:5]), expected="codes such as " + ", ".join(dict.fromkeys(geography.places)),
                do="mend the codes, or take those rows out",
            )
        )  # fmt: skip


def _at(level: str, need: LocalNeed, geography: Geography) -> LocalNeed:
    """The need of the areas of a level instead of practices."""
    codes = tuple(dict.fromkeys(geography.codes(level)))
    people = _summed(level, need, need.people, geography).astype(np.int64)
    weighted = _summed(level, need, need.weighted, geography)
    return LocalNeed(codes, people, weighted, weighted / people, need.cells_joined, need.sentence)


def _summed(level: str, need: LocalNeed, values: npt.ArrayLike, geography: Geography) -> FloatArray:
    """Values of practices added up to a level; a practice of which there is no need has nobody."""
    of = dict(zip(need.practices, np.asarray(values, dtype=np.float64).tolist(), strict=True))
    return np.asarray(summed(geography, level, [of.get(code, 0.0) for code in geography.practices])[1], np.float64)
