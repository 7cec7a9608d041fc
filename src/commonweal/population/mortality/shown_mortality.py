"""Rates of avoidable death as they may be shown: few deaths are not told, others are rounded, rates follow them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.disclosure_control import DisclosureRule, disclosure_rule, shown_counts, shown_rates
from commonweal.population.mortality.avoidable import AvoidableMortality
from commonweal.population.statistics.estimates import BoolArray, FloatArray
from commonweal.population.statistics.slope_index import SlopeIndex, slope_index

FEWEST_QUANTILES = 5


@dataclass(frozen=True, eq=False)
class ShownMortality:
    """What may be told of each group.

    Args:
        groups: Areas or quantiles, in order.
        deaths: Rounded; not-a-number where nothing is told of the group.
        value: Rate per 100,000; not-a-number where it is not told.
        lower: Its lower limit.
        upper: Its upper limit.
        slope: How many more deaths per 100,000 at the most deprived end than at the least, from the rates that are
            told; None where the groups are areas, or one of them is not told.
        notes: What a reader should know.
    """

    groups: tuple[str, ...]
    deaths: FloatArray
    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    slope: SlopeIndex | None
    notes: tuple[str, ...]

    @property
    def told(self) -> BoolArray:
        """Whether something is told of each group."""
        return np.isfinite(self.value)


def shown_mortality(found: AvoidableMortality, *, rule: DisclosureRule | None = None) -> ShownMortality:
    """Take what was worked out to what may be shown.

    Treatable and preventable deaths sum to the avoidable ones, so that exact figures of two kinds would tell how many
    are of the third. A death that counts as a half is rounded with the others.

    Args:
        found: As worked out.
        rule: By default the rule of the room's pack.
    """
    rule = rule or disclosure_rule()
    value, lower, upper = shown_rates(found.rate, found.deaths, rule=rule)
    told = np.isfinite(value)
    deaths = np.where(told, shown_counts(np.rint(found.deaths), rule=rule), np.nan)
    notes = [*found.notes, rule.sentence]
    slope = None
    if found.quantiles and len(found.groups) >= FEWEST_QUANTILES and told.all():
        slope = slope_index(value, found.people, scale="rate", lower=lower, upper=upper, multiplier=-1)
    elif found.quantiles:
        notes.append("No slope is told: it needs five quantiles or more, each with enough deaths.")
    return ShownMortality(found.groups, deaths, value, lower, upper, slope, tuple(notes))
