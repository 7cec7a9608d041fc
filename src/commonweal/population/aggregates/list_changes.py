"""Who joined, left and died between two days: of the system, and of each place, network and practice by itself."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from commonweal.population.aggregates.contract import LEVELS
from commonweal.population.aggregates.counts_by_area import CountsByArea, Told, What
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.statistics.estimates import IntArray

JOINED, LEFT, DIED = ("joined",), ("left",), ("died",)
STAYED: What = ("stayed",)
WITHIN: What = ("went from one part to another",)
NOWHERE = -1
CAME_WORD, LEFT_WORD, DIED_WORD = "came", "left", "died"


def put_changes(
    counts: CountsByArea,
    before: ListedPeople,
    after: ListedPeople,
    dead: IntArray,
    moves: tuple[Sequence[str], Sequence[str]],
) -> None:
    """Put down who joined each area's lists, who left them alive, and who died; all that is known of how they add up.

    Whoever goes from one practice of an area to another joins the one and leaves the other, and stays in the area.

    Args:
        counts: Where they are put down.
        before: The earlier list.
        after: The later one.
        dead: Pseudonyms of who died in between; whoever else is gone has left.
        moves: The segments and other words before and after of the table of moves.
    """
    geography = counts.geography
    who = np.union1d(before.person_id, after.person_id)
    was, now = (_practices(people, who) for people in (before, after))
    died = (now == NOWHERE) & np.isin(who, dead)
    by_practice = np.bincount(was[died & (was != NOWHERE)], minlength=len(geography.practices))
    counts.put(DIED, by_practice, "practice")
    joined: dict[tuple[str, str], int] = {}
    for level in LEVELS:
        codes = list(dict.fromkeys(geography.codes(level)))
        number = np.append([codes.index(code) for code in geography.codes(level)], NOWHERE)
        first, second = number[was], number[now]
        for place, code in enumerate(codes):
            area = level, code
            joined[area] = int(((second == place) & (first != place)).sum())
            counts.put_at(JOINED, area, joined[area])
            counts.put_at(LEFT, area, int(((first == place) & (second != place) & ~died).sum()))
            counts.put_at(STAYED, area, int(((first == place) & (second == place)).sum()), untold=True)
            counts.adds_up_at(("people", after.day), [STAYED, JOINED], area)
            counts.adds_up_at(("people", before.day), [STAYED, LEFT, DIED], area)
    for level, below in itertools.pairwise(LEVELS):
        for code in dict.fromkeys(geography.codes(level)):
            pairs = zip(geography.codes(level), geography.codes(below), strict=True)
            parts = [(below, lower) for lower in dict.fromkeys(one for whole, one in pairs if whole == code)]
            area = level, code
            within = sum(joined[part] for part in parts) - joined[area]
            counts.put_at(WITHIN, area, within, untold=True)
            for what in (JOINED, LEFT):
                counts.adds_up_below(what, WITHIN, area, parts)
    for level in ("system", "place"):
        for code in dict.fromkeys(geography.codes(level)):
            area = level, code
            for what, moved in (
                (DIED, [("flow", one, DIED_WORD) for one in moves[0]]),
                (LEFT, [("flow", one, LEFT_WORD) for one in moves[0]]),
                (JOINED, [("flow", CAME_WORD, one) for one in moves[1]]),
            ):
                there: list[What] = [one for one in moved if counts.has(one, area)]
                counts.adds_up_at(what, there, area, others=level != "system" and what != DIED)


def changes_table(
    told: Told, geography: Geography, before: ListedPeople, after: ListedPeople, *, deaths: bool
) -> list[Row]:
    """People of both days, and who joined, left and died; who died is None everywhere where it is not known."""
    return [
        {"level": level, "code": code, "people_before": told[("people", before.day), level, code],
         "people": told[("people", after.day), level, code], "joined": told[JOINED, level, code],
         "left": told[LEFT, level, code], "died": told[DIED, level, code] if deaths else None}
        for level in LEVELS
        for code in dict.fromkeys(geography.codes(level))
    ]  # fmt: skip


def _practices(people: ListedPeople, who: IntArray) -> IntArray:
    """The practice of each of some people on a day; `NOWHERE` for whoever is not on the list."""
    found = np.full(len(who), NOWHERE, dtype=np.int64)
    found[np.searchsorted(who, people.person_id)] = people.practice
    return found
