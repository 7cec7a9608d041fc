"""Disclosure control: whatever is shown of people passes here, so that nobody is found by a small number.

Small counts become nought, all others are rounded, ratios are taken from the rounded parts, and counts beside a
suppressed one are hidden where they would give it away.

Example:
    >>> shown({"segment": ["frail", "well", "All"], "people": [4, 51, 55]}, counts=["people"]).columns["people"]
    (0, 50, 55)
    >>> shown({"segment": ["frail", "well", "All"], "people": [6, 52, 58]}, counts=["people"]).columns["people"]
    (0, None, 60)

    50 is not shown there: with 48 to 52 people well of 58 or more, 6 or 7 would have to be frail. Totals stay, since
    they stand in other tables of the same people.
"""

from commonweal.population.disclosure_control.rates import shown_rates
from commonweal.population.disclosure_control.rounding import (
    shown_amounts,
    shown_count,
    shown_counts,
    shown_mean,
    shown_ratio,
    to_figures,
)
from commonweal.population.disclosure_control.rule import BESIDE_OTHERS, DisclosureRule, disclosure_rule
from commonweal.population.disclosure_control.shown import ShownTable, shown
from commonweal.population.disclosure_control.together import CountsTogether

__all__ = [
    "BESIDE_OTHERS",
    "CountsTogether",
    "DisclosureRule",
    "ShownTable",
    "disclosure_rule",
    "shown",
    "shown_amounts",
    "shown_count",
    "shown_counts",
    "shown_mean",
    "shown_rates",
    "shown_ratio",
    "to_figures",
]
