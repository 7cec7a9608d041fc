"""Counts as they may be shown, and ratios taken from the parts as shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control.rule import DisclosureRule, disclosure_rule
from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import FloatArray, IntArray

MOST_PEOPLE = 2**53


def shown_counts(counts: npt.ArrayLike, *, rule: DisclosureRule | None = None) -> IntArray:
    """Counts of people with small ones as nought and the others rounded.

    Args:
        counts: Whole numbers, 0 or more, of any shape. A missing count is an error: it is not nought.
        rule: By default the rule of the room's pack.

    Raises:
        BadInput: A count that is missing, negative or not whole.

    Example:
        >>> shown_counts([0, 7, 8, 12, 13]).tolist()
        [0, 0, 10, 10, 15]
    """
    rule = rule or disclosure_rule()
    inputs = Inputs()
    read = inputs.numbers("counts", counts, at_least=0, at_most=MOST_PEOPLE, missing=False)
    inputs.fault("counts", read != np.floor(read), "a count is a whole number", read)
    inputs.raise_if_any()
    whole = read.astype(np.int64)
    rounded = (2 * whole + rule.round_to) // (2 * rule.round_to) * rule.round_to
    return np.where(whole <= rule.suppress_up_to, 0, rounded)


def shown_count(count: int, *, rule: DisclosureRule | None = None) -> int:
    """One count as it may be shown.

    Example:
        >>> shown_count(7), shown_count(8), shown_count(212)
        (0, 10, 210)
    """
    return int(shown_counts(count, rule=rule))


def shown_ratio(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    multiplier: float = 1.0,
    rule: DisclosureRule | None = None,
) -> FloatArray:
    """Ratios of counts, each part suppressed and rounded first; not-a-number where the denominator is suppressed.

    Args:
        numerator: Counts of people.
        denominator: Counts of people, of a shape that goes with it.
        multiplier: Such as 100 for a percentage.
        rule: By default the rule of the room's pack.

    Example:
        >>> shown_ratio([12, 6, 3], [48, 50, 7]).tolist()
        [0.2, 0.0, nan]
    """
    above, below = shown_counts(numerator, rule=rule), shown_counts(denominator, rule=rule)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below == 0, np.nan, multiplier * above / np.where(below == 0, 1, below))


def shown_mean(mean: npt.ArrayLike, count: npt.ArrayLike, *, rule: DisclosureRule | None = None) -> FloatArray:
    """Means, rates or other figures that rest on a count of people: not-a-number where that count is suppressed.

    Example:
        >>> shown_mean([1.52, 9.1], [40, 3]).tolist()
        [1.52, nan]
    """
    return np.where(shown_counts(count, rule=rule) == 0, np.nan, np.asarray(mean, dtype=np.float64))


def to_figures(values: npt.ArrayLike, figures: int) -> FloatArray:
    """Values with so many figures; nought and not-a-number stay.

    Example:
        >>> to_figures([90_786.33, 0.012345, 0, -543.6], 3).tolist()
        [90800.0, 0.0123, 0.0, -544.0]
    """
    given = np.asarray(values, dtype=np.float64)
    plain = np.where(np.isfinite(given) & (given != 0), np.abs(given), 1.0)
    scale = 10.0 ** (figures - 1 - np.floor(np.log10(plain)))
    return np.round(given * scale) / scale


def shown_amounts(
    amounts: npt.ArrayLike, people: npt.ArrayLike, *, rule: DisclosureRule | None = None
) -> tuple[FloatArray, FloatArray]:
    """Amounts of money or other sums over people, and what comes to each of them, as they may be shown.

    An amount is cut to a few figures, and what comes to a head is taken from that and the rounded count: from a mean in
    full, whoever knows the amount could count the people, and from two of them whoever is in one and not the other.

    Args:
        amounts: Sums over people, such as pounds.
        people: How many they are sums over, in the same shape.
        rule: By default the rule of the room's pack.

    Returns:
        Amounts, and amounts a head; not-a-number where the count is suppressed.

    Example:
        >>> [figures.tolist() for figures in shown_amounts([90_786.33, 512.0], [58, 7])]
        [[90800.0, nan], [1510.0, nan]]
    """
    rule = rule or disclosure_rule()
    told = shown_counts(people, rule=rule)
    whole = np.where(told == 0, np.nan, to_figures(amounts, rule.figures_of_rates))
    return whole, to_figures(whole / np.where(told == 0, 1, told), rule.figures_of_rates)
