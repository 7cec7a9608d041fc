"""Funnels of ratios and of rates: limits about a count that would arise by chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import chi_squared_point
from commonweal.population.statistics.direct_standardisation import FEWEST_EVENTS
from commonweal.population.statistics.estimates import BoolArray, CodeArray, FloatArray, Reason, blank, reason_codes
from commonweal.population.statistics.funnel_axis import axis_ends, axis_points
from commonweal.population.statistics.funnel_labels import INNER, OUTER, label_intervals
from commonweal.population.statistics.funnels import Funnel, FunnelLimits, refuse_no_point
from commonweal.population.statistics.intervals import poisson_limits


def ratio_limits(observed: npt.ArrayLike) -> FunnelLimits:
    """Limits of a funnel of ratios about 1, for so many observed events.

    The lower limit is O/E with E the expected count of which O would be the low end, half the chi-squared point of
    1 - p with 2 O + 2 degrees of freedom; the upper takes half that of p with 2 O.

    Args:
        observed: O, above nought.

    Returns:
        Ratios, and the expected count at which each is drawn.

    Raises:
        BadInput: A count that is missing or not above nought.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202; Garwood, Biometrika 28 (1936), 437-442.

    Example:
        >>> limits = ratio_limits([220])
        >>> limits.lower_inner.round(6).tolist(), limits.upper_inner.round(6).tolist()
        ([0.876242], [1.146505])
    """
    inputs = Inputs()
    o = inputs.numbers("observed", observed, above=0, missing=False)
    inputs.raise_if_any()
    expected = _expected_on_limits(o)
    return FunnelLimits(np.array(o), *(o / count for count in expected), *expected)


def rate_limits(
    events: npt.ArrayLike, baseline: float, *, years: float = 1, multiplier: float = 100_000
) -> FunnelLimits:
    """Limits of a funnel of rates, for so many events.

    The population on a limit is the count expected on it over the baseline rate.

    Args:
        events: O over all years, above nought.
        baseline: Events per m people and year.
        years: How many years the events were counted over.
        multiplier: m.

    Returns:
        Rates per m, and the population a year at which each is drawn.

    Raises:
        BadInput: A count that is missing or not above nought; a baseline, years or multiplier not above nought.

    Example:
        >>> limits = rate_limits([220], 250, years=2)
        >>> limits.lower_inner.round(4).tolist(), limits.lower_inner_at.round(2).tolist()
        ([219.0605], [50214.45])
    """
    inputs = Inputs()
    o = inputs.numbers("events", events, above=0, missing=False)
    for name, value in (("baseline", baseline), ("years", years), ("multiplier", multiplier)):
        inputs.number(name, value, above=0)
    inputs.raise_if_any()
    people = tuple(count / (baseline / multiplier) for count in _expected_on_limits(o))
    return FunnelLimits(np.array(o), *(multiplier * o / each for each in people), *(each / years for each in people))


def ratio_funnel(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Funnel:
    """A funnel of indirectly standardised ratios about 1.

    Points are labelled by their own interval (exact below 10 events, Byar's from it), not by the limits drawn, so that
    a point next to a line can stand on its other side.

    Args:
        observed: Events O of each point, nought or more, shape (points,); missing allowed.
        expected: Events E, above nought; missing allowed.

    Raises:
        BadInput: A negative count, nothing expected, no complete point.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202; labels: Office for Health Improvement and
        Disparities, Fingertips technical guidance, funnel plots (https://fingertips.phe.org.uk).

    Example:
        >>> ratio_funnel([220, 300, 5], [220.0, 220.0, 20.0]).labels
        ('Not significant', 'High (0.001)', 'Low (0.001)')
    """
    inputs = Inputs()
    o = inputs.numbers("observed", observed, at_least=0)
    e = inputs.numbers("expected", expected, above=0)
    o, e = inputs.same_shape(observed=o, expected=e)
    missing = np.isnan(o) | np.isnan(e)
    refuse_no_point(inputs, missing)
    limits = ratio_limits(axis_points(*axis_ends(e[~missing]), of_ratio=True))
    return Funnel(o / e, 1.0, _label(o, e, missing), reason_codes(o.shape, (Reason.MISSING, missing)), limits)


def rate_funnel(
    events: npt.ArrayLike,
    rates: npt.ArrayLike,
    *,
    population: npt.ArrayLike | None = None,
    years: float = 1,
    directly_standardised: bool = False,
    multiplier: float = 100_000,
) -> Funnel:
    """A funnel of crude or directly standardised rates.

    The denominator of each point is derived from its rate, m x/rate, and the baseline is all events over all of them.
    Points are labelled by their own interval, as for ratios.

    Args:
        events: x over all years, nought or more, shape (points,); missing allowed.
        rates: Events per m people and year, nought or more; missing allowed.
        population: Person-years of each point; needed only where a crude rate is nought, which tells no denominator.
        years: How many years the events were counted over.
        directly_standardised: Whether the rates are; then points below 10 events are neither labelled nor drawn.
        multiplier: m.

    Raises:
        BadInput: A negative figure, a rate of nought with events or without a denominator, no complete point, no event.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202; labels: Office for Health Improvement and
        Disparities, Fingertips technical guidance, funnel plots (https://fingertips.phe.org.uk).

    Example:
        >>> rate_funnel([50, 60, 200], [500.0, 500, 900]).labels
        ('Low (0.025)', 'Low (0.025)', 'High (0.001)')
    """
    inputs = Inputs()
    x = inputs.numbers("events", events, at_least=0)
    rate = inputs.numbers("rates", rates, at_least=0)
    known = inputs.numbers("population", np.nan if population is None else population, above=0)
    for name, value in (("years", years), ("multiplier", multiplier)):
        inputs.number(name, value, above=0)
    x, rate, known = inputs.same_shape(events=x, rates=rate, population=known)
    few = (x < FEWEST_EVENTS) & directly_standardised
    zero = (x == 0) & ~few
    inputs.fault("rates", (rate == 0) & (x > 0), "a rate of nought stands beside events")
    inputs.fault("events", (x == 0) & (rate > 0), "no events stand beside a rate above nought")
    inputs.fault("population", zero & np.isnan(known), "a rate of nought tells no denominator", do="supply it")
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(zero, known, multiplier * x / rate)
    missing = np.isnan(x) | np.isnan(rate)
    left_out = missing | np.isnan(n)
    refuse_no_point(inputs, left_out | few)
    if not x[~left_out].sum():
        inputs.wrong("no point has an event, so that there is no baseline to compare with", column="events")
        inputs.raise_if_any()
    baseline = float(x[~left_out].sum() / n[~left_out].sum())
    hidden = missing | few
    start, end = axis_ends(n[~(left_out | few)] / years)
    per_person = baseline * years
    limits = rate_limits(
        axis_points(float(np.floor(start * per_person)), float(np.ceil(end * per_person))),
        baseline * multiplier, years=years, multiplier=multiplier,
    )  # fmt: skip
    reason = reason_codes(x.shape, (Reason.MISSING, missing), (Reason.FEW_EVENTS, few))
    return Funnel(blank(rate, hidden), baseline * multiplier, _label(x, n * baseline, hidden), reason, limits)


def _expected_on_limits(observed: FloatArray) -> tuple[FloatArray, ...]:
    """The counts expected on the limits: lower and upper of the inner pair, then of the outer."""
    found = []
    for confidence in (INNER, OUTER):
        tail = (1 - confidence) / 2
        found.append(chi_squared_point(1 - tail, 2 * observed + 2) / 2)
        found.append(chi_squared_point(tail, 2 * observed) / 2)
    return tuple(found)


def _label(observed: FloatArray, expected: FloatArray, hidden: BoolArray) -> CodeArray:
    """Labels by whether each point's own interval leaves out what is expected of it."""
    inner, outer = (poisson_limits(blank(observed, hidden), confidence) for confidence in (INNER, OUTER))
    return label_intervals(blank(expected, hidden), inner, outer)
