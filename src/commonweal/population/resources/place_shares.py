"""A budget by place and by measure in one table: heads, history, cost, need as recorded, and with unmet need."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.population.disclosure_control import shown_count
from commonweal.population.resources.local_need import LocalNeed
from commonweal.population.resources.shares import SharesSideBySide, shares_side_by_side
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.problems import BadInput, Problem

HEADS, HISTORY, COST, NEED, UNMET = "heads", "history", "cost", "recorded need", "with unmet need"
MEANINGS: Mapping[str, str] = {
    HEADS: "every person counts the same, whatever their age or illness",
    HISTORY: "what the place was given before, as the file of history says",
    COST: "what the recorded care of its people cost in the year",
    NEED: "what recorded care of people alike, by segment and age, cost on average in the whole system",
    UNMET: "recorded need, of which a part follows an index of unmet need instead; how large a part is a decision",
}
FEW = "places of few people together"
NO_PLACE = "(in no place)"
MOST_TOLD = 8


@dataclass(frozen=True, slots=True)
class PlaceShares:
    """A budget by place and measure, as it may be shown: places of few people stand together.

    Args:
        places: Codes of places or practices.
        people: Of each, rounded.
        need_index: Need as recorded for each person; 1 is the average of the system.
        shares: Pence by measure; every column sums to the budget.
        not_given: Measures that nothing was given for.
    """

    places: tuple[str, ...]
    people: tuple[int, ...]
    need_index: tuple[float, ...]
    shares: SharesSideBySide
    not_given: tuple[str, ...]

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
        return (*told, self.shares.sentence)

    def write_csv(self, path: Path) -> None:
        """Write the table, with its sentences in rows below it, so that they go where it goes."""
        rows = self.rows()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(
                {name: f"{value:.2f}" if name in self.shares.pence else value for name, value in row.items()}
                for row in rows
            )
            csv.writer(file, lineterminator="\n").writerows([[sentence] for sentence in self.sentences()])


def place_shares(
    budget_pence: int,
    need: LocalNeed,
    cost_pence: IntArray,
    *,
    place_of: Mapping[str, str] | None = None,
    history_pence: Mapping[str, int] | None = None,
    unmet: LocalNeed | None = None,
) -> PlaceShares:
    """Share a budget between places by every measure that is known.

    Counts of people are rounded before anything is shared by them, and places of few people stand together: shares to
    the penny would otherwise tell how many there are.

    Args:
        budget_pence: Whole pence, above nought.
        need: Need as recorded, by practice.
        cost_pence: What the care of each practice's people cost, in the order of ``need.practices``.
        place_of: The place of each practice, by code; None to share between practices.
        history_pence: What each place was given before; None where it is not known.
        unmet: Need of which a part follows an index of unmet need (`LocalNeed.with_unmet_need`).

    Raises:
        BadInput: A budget of nought or less, or places whose history is not given.

    Example:
        >>> need = LocalNeed(("A", "B"), np.array([100, 300]), np.array([200.0, 200]), np.array([2, 2 / 3]), 0)
        >>> found = place_shares(1_000_00, need, np.array([75, 25]))
        >>> found.shares.pence["heads"], found.shares.pence["recorded need"], found.not_given
        ((25000, 75000), (49999, 50001), ('history', 'with unmet need'))
    """
    if budget_pence <= 0:
        raise BadInput(Problem("there is nothing to share", given=f"{budget_pence / 100:,.2f}"))
    of = [code if place_of is None else place_of.get(code) or NO_PLACE for code in need.practices]
    first = tuple(sorted(set(of), key=lambda place: (place == NO_PLACE, place)))
    where = np.array([first.index(place) for place in of])
    columns: dict[str, FloatArray] = {
        name: np.bincount(where, weights=values).astype(np.float64)
        for name, values in (("people", need.people), (COST, cost_pence), (NEED, need.weighted))
    }
    if unmet is not None:
        columns[UNMET] = np.bincount(where, weights=unmet.weighted).astype(np.float64)
    if history_pence is not None:
        columns[HISTORY] = _history(first, history_pence)
    names, columns = _few_together(first, columns)
    people = np.array([shown_count(int(count)) for count in columns["people"].tolist()])
    measures: dict[str, FloatArray] = {HEADS: people.astype(np.float64)}
    for name in (HISTORY, COST, NEED, UNMET):
        if name in columns:
            by_head = name in (NEED, UNMET)
            index = (columns[name] / columns["people"]).round(4)
            measures[name] = index * people if by_head else columns[name]
    made = shares_side_by_side(budget_pence, names, measures)
    shares = SharesSideBySide(names, made.pence, (unmet or need).sentence)
    index = (columns[NEED] / columns["people"]).round(3)
    lacking = tuple(name for name in (HISTORY, UNMET) if name not in columns)
    return PlaceShares(names, tuple(people.tolist()), tuple(index.tolist()), shares, lacking)


def _history(places: tuple[str, ...], given: Mapping[str, int]) -> FloatArray:
    lacking = [place for place in places if place not in given]
    if lacking:
        some = ", ".join(lacking[:MOST_TOLD]) + (" ..." if len(lacking) > MOST_TOLD else "")
        raise BadInput(
            Problem(f"the history of {len(lacking)} places is not given", given=some,
                    do="give an amount for each, nought where it is nought")
        )  # fmt: skip
    return np.array([given[place] for place in places], dtype=np.float64)


def _few_together(
    places: tuple[str, ...], columns: Mapping[str, FloatArray]
) -> tuple[tuple[str, ...], dict[str, FloatArray]]:
    """Put places of few people together, with the next larger one where they are few together too."""
    people = columns["people"]
    few = {number for number, count in enumerate(people.tolist()) if not shown_count(int(count))}
    by_size = sorted(set(range(len(places))) - few, key=lambda number: (people[number], number))
    while few and by_size and not shown_count(int(people[sorted(few)].sum())):
        few.add(by_size.pop(0))
    if few and not shown_count(int(people[sorted(few)].sum())):
        raise BadInput(Problem("there are too few people for any share to be shown"))
    kept = [number for number in range(len(places)) if number not in few]
    together = [sorted(few)] if few else []
    named = (*(places[number] for number in kept), *(FEW for _ in together))
    return named, {
        name: np.array([*values[kept].tolist(), *(values[group].sum() for group in together)])
        for name, values in columns.items()
    }
