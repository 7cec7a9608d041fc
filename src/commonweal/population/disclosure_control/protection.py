"""Secondary suppression: totals that give a suppressed count away are hidden, until none does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.population.disclosure_control.recovery import Recovery
from commonweal.population.disclosure_control.rule import DisclosureRule
from commonweal.population.disclosure_control.sums import Composition, Sum, composition
from commonweal.population.statistics.estimates import BoolArray, IntArray

MOST_COUNTS_CROSSING = 600
"""Counts of a table whose totals may overlap; in a larger one only totals that share no people are kept."""


def protect(truth: IntArray, shown: IntArray, sums: Sequence[Sum], rule: DisclosureRule) -> BoolArray:
    """Which counts must be hidden, beyond those shown as nought, so that no suppressed count can be recovered.

    For each suppressed count that can be told too closely, the total of it that gives away least when it goes, the one
    over the fewest people, is hidden; then all are asked again, until none can be told.

    Args:
        truth: Counts, shape (rows,).
        shown: The counts suppressed and rounded.
        sums: Totals and their parts, all of which hold exactly.
        rule: How counts were suppressed and rounded.

    Returns:
        True for rows whose count must not be shown at all, shape (rows,).
    """
    hidden = np.zeros(len(truth), dtype=np.bool_)
    if not (shown == 0).any() or not sums:
        return hidden
    made = composition(sums, len(truth))
    if len(truth) > MOST_COUNTS_CROSSING:
        hidden = _totals_that_overlap(made, shown)
    holding: dict[int, list[int]] = {}
    for total in made.totals:
        for place in made.parts[total]:
            holding.setdefault(place, []).append(total)

    def beside(place: int, total: int) -> bool:
        """Whether a total holds only some of the people of a small one: it is not the first to go."""
        return not set(made.parts[place]).issubset(made.parts[total])

    recovery = Recovery(truth, shown, made, rule)
    while narrow := recovery.exposed(hidden):
        hidden_now: set[int] = set()
        for place in narrow:
            of_it = sorted({total for part in made.parts[place] for total in holding.get(part, [])})
            totals = [total for total in of_it if total != place and shown[total] > 0 and not hidden[total]]
            if hidden_now.intersection(of_it):
                continue  # something of this count was hidden already: ask again first
            # With no total left to hide, the count itself is not even said to be small.
            chosen = min(totals, key=lambda total: (beside(place, total), truth[total], total)) if totals else place
            hidden[chosen] = True
            hidden_now.add(chosen)
    return hidden


def _totals_that_overlap(made: Composition, shown: IntArray) -> BoolArray:
    """Totals to hide so that no row stands in two of those left; totals of the fewest rows are kept."""
    hidden = np.zeros(len(shown), dtype=np.bool_)
    taken: set[int] = set()
    for total in sorted(made.totals, key=lambda total: (len(made.parts[total]), total)):
        if taken.isdisjoint(made.parts[total]):
            taken.update(made.parts[total])
        elif shown[total] > 0:
            hidden[total] = True
    return hidden
