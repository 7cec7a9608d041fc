"""Counts of a folder of tables at every level, put down with how they add up, so that all are protected together.

A reader has the whole folder. So no table is protected by itself: practices add up to networks, places and the system,
ages and segments to the same people, tenths to fifths, moves to the segments of both days.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise

from commonweal.population.aggregates.contract import LEVELS
from commonweal.population.aggregates.listed_people import Geography
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.disclosure_control import CountsTogether
from commonweal.population.statistics.estimates import IntArray

What = tuple[Hashable, ...]
"""What is counted, such as ``("segment", "frail")``."""
Area = tuple[str, str]
"""Level and code."""
Told = Mapping[tuple[What, str, str], int | None]
"""Counts as they may be shown, by what, level and code."""


class CountsByArea:
    """Exact counts, to be told only through `told`.

    Args:
        geography: Where practices belong.
    """

    def __init__(self, geography: Geography) -> None:
        """Begin without a count."""
        self.geography = geography
        self._counts = CountsTogether()
        self._network_of = dict(zip(geography.practices, geography.networks, strict=True))

    def put(
        self, what: What, by_practice: IntArray, lowest: str, *, told_at: Sequence[str] = LEVELS, worth: int = 0
    ) -> None:
        """Put down a count at every level down to the lowest, each the sum of those below it.

        Args:
            what: What is counted.
            by_practice: Counts, shape (practices,).
            lowest: The lowest level at which a reader can reckon with it.
            told_at: Levels at which it stands in a table.
            worth: What is worth more is hidden later.
        """
        levels = LEVELS[: LEVELS.index(lowest) + 1]
        for level in levels:
            for code, count in zip(*summed(self.geography, level, by_practice), strict=True):
                self._counts.put((what, level, code), int(count), untold=level not in told_at, worth=worth)
        for level, below in pairwise(levels):
            parts: dict[str, list[Hashable]] = {}
            for code, lower in zip(self.geography.codes(level), self.geography.codes(below), strict=True):
                own = parts.setdefault(code, [])
                if (what, below, lower) not in own:
                    own.append((what, below, lower))
            for code, own in parts.items():
                self._counts.adds_up((what, level, code), own, within=code if below == "practice" else "")

    def put_at(self, what: What, area: Area, count: int, *, untold: bool = False, worth: int = 0) -> None:
        """Put down a count of one area alone."""
        self._counts.put((what, *area), count, untold=untold, worth=worth)

    def adds_up(self, whole: What, parts: Iterable[What], levels: Sequence[str]) -> None:
        """Put down that one thing is the sum of others, in every area of some levels."""
        named = list(parts)
        for level in levels:
            for code in dict.fromkeys(self.geography.codes(level)):
                self.adds_up_at(whole, named, (level, code))

    def adds_up_at(self, whole: What, parts: Iterable[What], area: Area, *, others: bool = False) -> None:
        """Put down that one thing is the sum of others in one area, with people in none of them where there may be."""
        level, code = area
        within = self._network_of.get(code, "") if level == "practice" else ""
        self._counts.adds_up((whole, *area), [(part, *area) for part in parts], others=others, within=within)

    def adds_up_over_places(self, what: What, places: Sequence[str]) -> None:
        """Put down that what the system has is what some of its places have."""
        self._counts.adds_up((what, "system", self.geography.system), [(what, "place", code) for code in places])

    def adds_up_where_there(self, whole: What, parts: Iterable[What], levels: Sequence[str]) -> None:
        """The same in every area of some levels, of those parts that are put down for it."""
        named = list(parts)
        for level in levels:
            for code in dict.fromkeys(self.geography.codes(level)):
                there = [part for part in named if (part, level, code) in self._counts]
                if there:
                    self.adds_up_at(whole, there, (level, code))

    def adds_up_below(self, what: What, within: What, area: Area, parts: Sequence[Area]) -> None:
        """Put down that what the parts of an area have together is what it has, and what went between them."""
        below: What = ("in the parts", *what)
        people = sum(self._counts.people((what, *part)) for part in parts)
        self.put_at(below, area, people, untold=True)
        network = area[1] if area[0] == "pcn" else ""
        self._counts.adds_up((below, *area), [(what, *part) for part in parts], within=network)
        self._counts.adds_up((below, *area), [(what, *area), (within, *area)], within=network)

    def has(self, what: What, area: Area) -> bool:
        """Whether a count of an area is put down."""
        return (what, *area) in self._counts

    def told(self) -> Told:
        """All of them as they may be shown."""
        return self._counts.shown()  # type: ignore[return-value]
