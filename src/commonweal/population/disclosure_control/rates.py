"""Standardised rates as they may be shown: as if the events were those that are shown."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control.rounding import shown_counts, to_figures
from commonweal.population.disclosure_control.rule import DisclosureRule, disclosure_rule
from commonweal.population.statistics.confidence import normal_deviate
from commonweal.population.statistics.direct_standardisation import FEWEST_EVENTS
from commonweal.population.statistics.estimates import Estimate, FloatArray
from commonweal.population.statistics.intervals import byar_limits


def shown_rates(
    rate: Estimate, events: npt.ArrayLike, *, rule: DisclosureRule | None = None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rates or ratios with limits of their events that tell no more of the events than the rounded count does.

    They are directly standardised rates with Dobson's limits, or observed over expected with Byar's.

    The three figures of a rate give its events away exactly: however the ages lie, (v - L)/(U - v) is that of Byar's
    limits of the count. So the rate is carried over to the rounded count R, v R/O, its limits are those of R on the
    same scale, and all are cut to a few figures.

    Args:
        rate: Rates as worked out.
        events: What each rests on, in its shape; where events count in part, such as half a death, not whole.
        rule: By default the rule of the room's pack.

    Returns:
        Value, lower and upper limit; not-a-number where the rounded count could be of fewer than 10 events, since a
        rate kept back beside a count that is shown would tell which it is.

    Example:
        >>> from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
        >>> rates = directly_standardised_rate([[10, 42], [6, 6]], [1000, 500], [70, 30], multiplier=1000)
        >>> [float(round(figures[0], 4)) for figures in (rates.value, rates.lower, rates.upper)]
        [32.2, 24.0303, 42.2472]
        >>> [figures.tolist() for figures in shown_rates(rates, [52, 12])]
        [[31.0, nan], [23.0, nan], [40.8, nan]]
    """
    rule = rule or disclosure_rule()
    true = np.asarray(events, dtype=np.float64)
    told = shown_counts(np.rint(true), rule=rule).astype(np.float64)
    kept = (told - rule.round_to // 2 >= FEWEST_EVENTS) & np.isfinite(rate.value)
    true, told = np.where(kept, true, FEWEST_EVENTS), np.where(kept, told, FEWEST_EVENTS)
    z = normal_deviate(rate.confidence)
    step = (rate.value - rate.lower) / (true - byar_limits(true, z)[0])
    low, high = byar_limits(told, z)
    value = rate.value * told / true
    found = (value, value - step * (told - low), value + step * (high - told))
    value, lower, upper = (np.where(kept, to_figures(one, rule.figures_of_rates), np.nan) for one in found)
    return value, lower, upper
