"""Secondary suppression over counts that add up in any way: what gives a suppressed one away is hidden.

What a reader can learn of a count is found by a linear programme over all counts that hang together, with a range of
values for each as it is shown. The programme also tells on which shown counts a narrow answer rests, and one of those
is hidden.

Where a great many hang together, those that lines bind within one thing, such as a network, are protected first, one
such after the other, since that is quick; what is still narrow then is looked for in all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.population.disclosure_control.linear_reading import LinearReading
from commonweal.population.disclosure_control.near_tables import not_plainly_open
from commonweal.population.disclosure_control.recovery import readings
from commonweal.population.disclosure_control.rule import DisclosureRule
from commonweal.population.statistics.estimates import BoolArray, IntArray

MOST_AT_ONCE = 5000
"""Of more counts that hang together those within one thing after the other are protected before all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A count that is the sum of others, by their places."""

    total: int
    parts: tuple[int, ...]
    within: str = ""
    """To what it belongs, such as one network."""


def protect_jointly(
    truth: IntArray, shown: IntArray, untold: BoolArray, lines: Sequence[Line], worth: IntArray, rule: DisclosureRule,
    stays: BoolArray | None = None,
) -> BoolArray:  # fmt: skip
    """Which counts must be hidden beyond those shown as nought, so that none of these can be told too closely.

    Args:
        truth: Counts, shape (counts,), which every line holds for.
        shown: The counts suppressed and rounded.
        untold: Those that are shown nowhere, but stand in lines.
        lines: How they add up.
        worth: Of those on which a narrow answer rests, one of the least worth is hidden, and of these the smallest.
        rule: How counts were suppressed and rounded.
        stays: Counts that tables made elsewhere tell, so that hiding them here would hide nothing.

    Returns:
        True for counts that must not be shown at all, and for those untold, shape (counts,).
    """
    hidden = untold.copy()
    stays = np.zeros(len(truth), dtype=np.bool_) if stays is None else stays

    def protected(among: IntArray, bound: Sequence[Line]) -> BoolArray:
        return _protect(truth[among], shown[among], worth[among], hidden[among], stays[among], bound, rule)

    for places, bound in _hanging_together(lines):
        if len(places) > MOST_AT_ONCE:
            for one in sorted({line.within for line in bound}):
                for few, within in _hanging_together([line for line in bound if line.within == one]):
                    hidden[places[few]] = protected(places[few], within)
        hidden[places] = protected(places, bound)
    return hidden


def _protect(
    truth: IntArray, shown: IntArray, worth: IntArray, untold: BoolArray, stays: BoolArray, lines: Sequence[Line],
    rule: DisclosureRule,
) -> BoolArray:  # fmt: skip
    """The same of counts that all hang together; hiding one only leaves more open, so each is asked once."""
    hidden = untold.copy()
    asked = np.flatnonzero((shown == 0) & ~hidden)
    sums = [(line.total, line.parts) for line in lines]
    low, high = readings(shown, hidden, rule)
    asked = not_plainly_open(truth, sums, low, high, asked, rule.least_possible_values)
    if not len(asked):
        return hidden
    reading = LinearReading(truth, sums, rule.least_possible_values)
    # What is nought whatever else is hidden is not even said to be small.
    never = reading.never_any(asked[truth[asked] == 0])
    hidden[never[~stays[never]]] = True
    asked = np.setdiff1d(asked, never)
    low, high = readings(shown, hidden, rule)
    for place in reading.unproved(asked, low, high):
        while not hidden[place] and not reading.open_enough(place, low, high):
            # A small count that is hidden too is not even said to be small.
            free = ~(hidden | stays)
            resting = [one for one in reading.rests_on if one != place and free[one]]
            large = [one for one in resting if shown[one] > 0]
            left = [place] if free[place] else np.flatnonzero(free).tolist()
            if not (resting or left):
                break  # nothing is left to hide here: the tables made elsewhere tell it by themselves
            chosen = min(large or resting or left, key=lambda one: (worth[one], truth[one], one))
            hidden[chosen] = True
            low[chosen], high[chosen] = 0.0, np.inf
    return hidden


def _hanging_together(lines: Sequence[Line]) -> list[tuple[IntArray, list[Line]]]:
    """Counts that lines bind to each other, with those lines by places among them; counts in no line are left out."""
    first = {place: place for line in lines for place in (line.total, *line.parts)}

    def root(place: int) -> int:
        while first[place] != place:
            first[place] = first[first[place]]
            place = first[place]
        return place

    for line in lines:
        for part in line.parts:
            first[root(part)] = root(line.total)
    held: dict[int, list[Line]] = {}
    for line in lines:
        held.setdefault(root(line.total), []).append(line)
    members: dict[int, list[int]] = {}
    for place in sorted(first):
        members.setdefault(root(place), []).append(place)
    found = []
    for group, own in held.items():
        at = {place: number for number, place in enumerate(members[group])}
        within = [Line(at[line.total], tuple(at[part] for part in line.parts), line.within) for line in own]
        found.append((np.array(members[group], dtype=np.int64), within))
    return found
