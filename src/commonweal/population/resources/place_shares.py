"""A budget by place and by measure in one table: heads, history, cost, need as recorded, and with unmet need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.answers.counted import how_many
from commonweal.population.disclosure_control import DisclosureRule, disclosure_rule
from commonweal.population.resources.few_together import FewTogether, few_together
from commonweal.population.resources.local_need import LocalNeed
from commonweal.population.resources.shares import SharesSideBySide, shares_side_by_side
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import write_csv

HEADS, HISTORY, COST, NEED, UNMET = "heads", "history", "cost", "recorded need", "with unmet need"
MEANINGS: Mapping[str, str] = {
    HEADS: "every person counts the same, whatever their age or illness",
    HISTORY: "what the place was given before, as the file of history says",
    COST: "what the recorded care of its people cost in the year",
    NEED: "what recorded care of people alike, by segment and age, cost on average in the whole system",
    UNMET: "recorded need, of which a part follows an index of unmet need instead; how large a part is a decision",
}
FEW = "places of few people together"
FEW_UNCOUNTED = (
    "A practice of few people counts nobody here; its cost and need stand with the next larger practice, where that is."
)
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """A budget by place and measure, as it may be shown: places of few people stand together.

    Args:
        places: Codes of places or practices.
        people: Of each, rounded.
        need_index: Need as recorded for each person, 1 is the average of the system; None of places together that count
            fewer people than their need is of.
        shares: Pence by measure; every column sums to the budget.
        not_given: Measures that nothing was given for.
        uncounted: Whether there are practices of so few people that they count nobody.
        left_out: Codes of practices in no place, which have no part.
        people_left_out: On their lists, rounded.
    """

    places: tuple[str, ...]
    people: tuple[int, ...]
    need_index: tuple[float | None, ...]
    shares: SharesSideBySide
    not_given: tuple[str, ...]
    uncounted: bool = False
    left_out: tuple[str, ...] = ()
    people_left_out: int = 0

    def rows(self) -> list[dict[str, Any]]:
        """One row a place: people, need index, and pounds by measure."""
        pence = self.shares.pence
        return [
            {"place": place, "people": people, "need_index": index}
            | {name: column[number] / 100 for name, column in pence.items()}
            for number, (place, people, index) in enumerate(
                zip(self.places, self.people, self.need_index, strict=True)
            )
        ]  # fmt: skip

    def sentences(self) -> tuple[str, ...]:
        """What is to be printed under the table."""
        told = [f"{name}: {MEANINGS[name]}." for name in self.shares.pence]
        told += [f"{name}: not known; nothing was given for it." for name in self.not_given]
        told += [FEW_UNCOUNTED] * self.uncounted
        told += [_without_place(self.left_out, self.people_left_out)] * bool(self.left_out)
        return (*told, how_near(), self.shares.sentence)

    def write_csv(self, path: Path) -> None:
        """Write the table, with its sentences in rows below it, so that they go where it goes."""
        rows = self.rows()
        columns = tuple(rows[0])
        table = [
            [f"{value:.2f}" if name in self.shares.pence else value for name, value in row.items()] for row in rows
        ]
        blank = [None] * (len(columns) - 1)
        write_csv(path, [*table, *([sentence, *blank] for sentence in self.sentences())], columns, bom=False)


def how_near(rule: DisclosureRule | None = None) -> str:
    """How near to the truth shares of rounded figures are, in words.

    Example:
        >>> how_near()[:75]
        'Shares are of figures rounded to about 5 people or what their care costs: t'
    """
    step = (rule or disclosure_rule()).round_to
    few, many = 500, 10_000
    return (
        f"Shares are of figures rounded to about {step} people or what their care costs: that of {many:,} people may "
        f"be off by {step / 2 / many:.3%} of itself, that of {few} by {step / 2 / few:.1%}, and pence tell no more."
    )


def place_shares(
    budget_pence: int,
    need: LocalNeed,
    cost_pence: IntArray,
    *,
    place_of: Mapping[str, str] | None = None,
    history_pence: Mapping[str, int] | None = None,
    unmet: LocalNeed | None = None,
    unit: str = "place",
    history_named: str = "the history",
) -> PlaceShares:
    """Share a budget between places by every measure that is known.

    Counts of people are rounded before anything is shared by them, and places of few people stand together: shares to
    the penny would otherwise tell how many there are. A place's people, cost and need are the sum of its practices as
    these may be shown (`FewTogether`), so that beside a table by practice no practice of few people follows from it.

    Args:
        budget_pence: Whole pence, above nought.
        need: Need as recorded, by practice.
        cost_pence: What the care of each practice's people cost, in the order of ``need.practices``.
        place_of: The place of each practice, by code; one that has none has no part. None to share between practices.
        history_pence: What each place was given before; None where it is not known.
        unmet: Need of which a part follows an index of unmet need (`LocalNeed.with_unmet_need`).
        unit: What a place is called in messages.
        history_named: What the history is called in messages.

    Raises:
        BadInput: A budget of nought or less, no practice in a place, places whose history is not given, history of
            others, or of nought throughout.

    Example:
        >>> need = LocalNeed(("A", "B"), np.array([100, 300]), np.array([200.0, 200]), np.array([2, 2 / 3]), 0)
        >>> found = place_shares(1_000_00, need, np.array([75_00, 25_00]))
        >>> found.shares.pence["heads"], found.shares.pence["recorded need"], found.not_given
        ((25000, 75000), (50000, 50000), ('history', 'with unmet need'))
    """
    if budget_pence <= 0:
        raise BadInput(Problem("there is nothing to share", given=f"{budget_pence / 100:,.2f}"))
    told = FewTogether.of(need.people)
    if not told.heads.any():
        raise BadInput(Problem("there are too few people for any share to be shown"))
    of = [code if place_of is None else place_of.get(code, "") for code in need.practices]
    first = tuple(sorted(set(of) - {""}))
    if not first:
        raise BadInput(Problem(f"none of the practices is in a {unit}", given=", ".join(need.practices[:MOST_TOLD])))
    inside = np.array([bool(place) for place in of])
    where = np.array([first.index(place) for place in of if place])
    history = None if history_pence is None else _history(first, history_pence, unit, history_named)
    counted = told.heads[inside]
    if not counted.any():
        raise BadInput(Problem(f"there are too few people in every {unit} for any share to be shown"))
    by_place = np.bincount(where, weights=counted).astype(np.int64)
    names, row_of = _rows(first, told.together if place_of is None else few_together(by_place))
    rows = row_of[where]

    def summed(a_head: FloatArray) -> FloatArray:
        """Of each row, from figures a head and heads as they may be shown."""
        return np.bincount(rows, weights=counted * a_head[inside]).astype(np.float64)

    heads = summed(np.ones(len(of)))
    measures: dict[str, FloatArray] = {HEADS: heads}
    if history is not None:
        measures[HISTORY] = np.bincount(row_of, weights=history).astype(np.float64)
    measures[COST] = summed(told.pounds_each(cost_pence))
    measures[NEED] = summed(told.need_a_head(need.weighted))
    if unmet is not None:
        measures[UNMET] = summed(told.need_a_head(unmet.weighted))
    made = shares_side_by_side(budget_pence, names, measures)
    shares = SharesSideBySide(names, made.pence, (unmet or need).sentence)
    uncounted = bool((counted == 0).any())
    index = [
        None if uncounted and name == FEW else value
        for name, value in zip(names, (measures[NEED] / heads).round(3).tolist(), strict=True)
    ]
    return PlaceShares(
        names, tuple(heads.astype(np.int64).tolist()), tuple(index), shares,
        tuple(name for name in (HISTORY, UNMET) if name not in measures), uncounted,
        tuple(code for code, place in zip(need.practices, of, strict=True) if not place),
        int(told.heads[~inside].sum()),
    )  # fmt: skip


def _without_place(codes: tuple[str, ...], people: int) -> str:
    who = how_many(people, "person", "people") if people else "A few people"
    return (
        f"{who} of {how_many(len(codes), 'practice')} in no place, or in two ({_some(codes)}), are in none of these "
        "shares, though in the tables of practices."
    )


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:MOST_TOLD]) + (" ..." if len(codes) > MOST_TOLD else "")


def _history(places: tuple[str, ...], given: Mapping[str, int], unit: str, named: str) -> FloatArray:
    problems = Problems()
    if lacking := [place for place in places if place not in given]:
        problems.add(
            f"{named} has no amount for {how_many(len(lacking), unit)}", given=_some(lacking),
            do="give an amount for each, nought where it is nought",
        )  # fmt: skip
    whole = sum(given.values())
    if others := [place for place in given if place not in places]:
        part = sum(given[place] for place in others) / max(whole, 1)
        many = how_many(len(others), "code that is", "codes that are")
        problems.add(
            f"{named} has amounts of {many} no {unit} of these people, {part:.1%} of all it gives",
            given=_some(others), do="mend the codes, or take those rows out",
        )  # fmt: skip
    if not problems and not whole > 0:
        problems.add(f"{named} gives every {unit} nought", do="give what each had, or leave the history out")
    problems.raise_if_any()
    return np.array([given[place] for place in places], dtype=np.float64)


def _rows(places: tuple[str, ...], few: BoolArray) -> tuple[tuple[str, ...], IntArray]:
    """Names of the rows, and the row of each place: places of few people are one row, the last."""
    kept = [place for place, joined in zip(places, few.tolist(), strict=True) if not joined]
    return (*kept, *([FEW] if few.any() else [])), np.where(few, len(kept), np.cumsum(~few) - 1)
