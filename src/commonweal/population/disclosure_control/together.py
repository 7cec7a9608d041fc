"""Counts of many tables protected together: a count that stands in several of them is one, and is hidden in all.

Whoever reads all tables of the same people can subtract across them. So each is no table of its own here: all counts
are put down with every way in which they add up, also those that are told nowhere but that a reader can reckon with.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from commonweal.population.disclosure_control.joint_protection import Line, protect_jointly
from commonweal.population.disclosure_control.rounding import shown_counts
from commonweal.population.disclosure_control.rule import DisclosureRule, disclosure_rule
from commonweal.problems import BadInput, Problem


class CountsTogether:
    """Counts by key, and how they add up.

    Args:
        rule: By default the rule of the room's pack.

    Example:
        >>> counts = CountsTogether()
        >>> for segment, people in {"frail": 6, "well": 52}.items():
        ...     counts.put(segment, people)
        >>> for sex, people in {"F": 30, "M": 28}.items():
        ...     counts.put(sex, people)
        >>> counts.put("all", 58, untold=True)
        >>> counts.adds_up("all", ["frail", "well"])
        >>> counts.adds_up("all", ["F", "M"])
        >>> counts.shown()
        {'frail': 0, 'well': 50, 'F': 30, 'M': None}
    """

    def __init__(self, rule: DisclosureRule | None = None) -> None:
        """Begin without a count."""
        self.rule = rule or disclosure_rule()
        self._place: dict[Hashable, int] = {}
        self._people: list[int] = []
        self._untold: list[bool] = []
        self._worth: list[int] = []
        self._stays: list[bool] = []
        self._lines: list[Line] = []

    def __contains__(self, key: object) -> bool:
        """Whether there is a count of the name."""
        return key in self._place

    def people(self, key: Hashable) -> int:
        """A count as it is, not to be shown."""
        return self._people[self._place[key]]

    def put(self, key: Hashable, people: int, *, untold: bool = False, worth: int = 0, stays: bool = False) -> None:
        """Put down a count.

        Args:
            key: Its name; whatever is put down again under a name has to be the same count, and is told if either is.
            people: How many.
            untold: Whether it stands in no table, and is there since a reader can reckon with it.
            worth: Which counts are hidden last, where one of several has to be: those worth most.
            stays: Whether a table made elsewhere tells it, so that it is not hidden: something beside it is.
        """
        if key in self._place:
            place = self._place[key]
            if self._people[place] != people:
                raise BadInput(Problem("a count has two values", given=f"{key}: {self._people[place]} and {people}"))
            self._untold[place] &= untold
            self._stays[place] |= stays
            return
        self._place[key] = len(self._people)
        self._people.append(int(people))
        self._untold.append(untold)
        self._worth.append(worth)
        self._stays.append(stays)

    def adds_up(self, total: Hashable, parts: Sequence[Hashable], *, others: bool = False, within: str = "") -> None:
        """Put down that a count is the sum of others, and of people in none of them where there are some.

        Args:
            total: Name of the whole.
            parts: Names of the others.
            others: Whether a reader cannot know that there is nobody else, so that there may be where there is not.
            within: To what it belongs, such as one network: of a great many counts these are protected first.

        Raises:
            BadInput: The parts are more than the total.
        """
        places = tuple(self._place[part] for part in parts)
        whole = self._place[total]
        rest = self._people[whole] - sum(self._people[place] for place in places)
        if rest < 0:
            raise BadInput(
                Problem("parts are more than their total", given=f"{total}", do="count each person once in each part")
            )
        if rest or others:
            self.put((len(self._people), "in none of the parts"), rest, untold=True)
            places = (*places, len(self._people) - 1)
        self._lines.append(Line(whole, places, within))

    def shown(self) -> dict[Hashable, int | None]:
        """Every count that is told, as it may be shown: 0 where it is small, None where it is hidden."""
        if not self._people:
            return {}
        people = np.array(self._people, dtype=np.int64)
        told = shown_counts(people, rule=self.rule)
        untold, worth = np.array(self._untold, dtype=np.bool_), np.array(self._worth)
        stays = np.array(self._stays, dtype=np.bool_)
        hidden = protect_jointly(people, told, untold, self._lines, worth, self.rule, stays)
        return {
            key: None if hidden[place] else int(told[place]) for key, place in self._place.items() if not untold[place]
        }


Told = Mapping[Hashable, int | None]
