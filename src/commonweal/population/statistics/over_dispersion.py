"""Funnels that allow for the differences between providers that no adjustment explains (over-dispersion)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.population.statistics.dispersed_limits import DispersedLimits, Limits, between_variance
from commonweal.population.statistics.estimates import BoolArray, CodeArray, FloatArray
from commonweal.population.statistics.funnel_labels import label_points


@dataclass(frozen=True, eq=False)
class OverDispersion(DispersedLimits):
    """How much more ratios vary than chance allows.

    Args:
        dispersion: Phi, the mean squared standard score of the points kept; 1 where chance explains all.
        between_variance: Tau squared, the variance between providers on the transformed scale; nought where there is
            no over-dispersion.
        kept: Which points it was worked from.
        label: Code of a `commonweal.population.statistics.funnel_labels.Label` for each point.
        square_root: True for the square-root scale, False for the logarithm.
    """

    dispersion: float
    between_variance: float
    kept: BoolArray
    label: CodeArray
    square_root: bool

    def _within(self, size: FloatArray, z: float) -> Limits:
        """Limits of the ratio where so many events are expected."""
        if self.square_root:
            half = z * np.sqrt(1 / (4 * size) + self.between_variance)
            return np.maximum(1 - half, 0) ** 2, (1 + half) ** 2
        half = z * np.sqrt(1 / size + self.between_variance)
        return np.exp(-half), np.exp(half)


def over_dispersion_by_trimming(observed: npt.ArrayLike, expected: npt.ArrayLike) -> OverDispersion:
    """Over-dispersion as the Summary Hospital-level Mortality Indicator allows for it.

    Scores Z = √E ln(O/E). The tenth of points with the lowest and the tenth with the highest scores are left out
    (ranks r among N with floor(10 r/(N + 1)) of 0 or 9, ties at their mean rank). On the n kept, phi is the mean of
    Z², and tau² = max(0, (n phi - (n - 1))/(ΣE - ΣE²/ΣE)). Limits are exp(∓ z √(1/E + tau²)).

    Args:
        observed: O of each provider, above nought, shape (providers,).
        expected: E, above nought.

    Raises:
        BadInput: A figure that is missing or not above nought (a logarithm needs events: the other variant does not);
            fewer than three points kept.

    Source:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202; NHS Digital, SHMI methodology specification. Worked
        from an open implementation; not yet held against the specification.

    Example:
        >>> o, e = [150, 70, 190, 180, 40, 330, 75, 140], [120.0, 80, 200, 150, 60, 300, 90, 110]
        >>> found = over_dispersion_by_trimming(o, e)
        >>> int(found.kept.sum()), round(found.dispersion, 4)
        (8, 4.3616)
    """
    o, e = _read(observed, expected, fewest=None)
    score = np.sqrt(e) * np.log(o / e)
    tenth = np.floor(10 * _mean_ranks(score) / (len(score) + 1))
    kept = np.asarray((tenth != 0) & (tenth != 9))
    return _measure(o, e, score, e, kept, square_root=False)


def over_dispersion_by_pulling_in(observed: npt.ArrayLike, expected: npt.ArrayLike) -> OverDispersion:
    """Over-dispersion on the square-root scale with extreme scores pulled in, as the Care Quality Commission allows it.

    Scores Z = 2 √E (√(O/E) - 1). Scores beyond the 10% and 90% points (as
    `comparison_rules` has them) are set to those points, and all are kept. Phi
    and tau² as for trimming, with weights 4 E; limits are (1 ∓ z √(1/(4 E) + tau²))², not below nought.

    Args:
        observed: O of each provider, nought or more, shape (providers,).
        expected: E, above nought.

    Raises:
        BadInput: A figure that is missing, a negative count, nothing expected; fewer than three points.

    Source:
        Spiegelhalter and others, Journal of the Royal Statistical Society A 175 (2012), 1-47.

    Example:
        >>> found = over_dispersion_by_pulling_in([12, 0, 9, 30], [10.0, 4.0, 9.0, 12.0])
        >>> found.kept.tolist(), found.between_variance > 0
        ([True, True, True, True], True)
    """
    o, e = _read(observed, expected, fewest=0.0)
    score = 2 * np.sqrt(e) * (np.sqrt(o / e) - 1)
    low, high = np.quantile(score, comparison_rules().pulled_in)
    return _measure(o, e, np.clip(score, low, high), 4 * e, np.ones(len(o), dtype=np.bool_), square_root=True)


def _read(observed: npt.ArrayLike, expected: npt.ArrayLike, fewest: float | None) -> Limits:
    inputs = Inputs()
    bound = {"above": 0.0} if fewest is None else {"at_least": fewest}
    o = inputs.numbers("observed", observed, missing=False, **bound)
    e = inputs.numbers("expected", expected, above=0, missing=False)
    o, e = inputs.same_shape(observed=o, expected=e)
    least = comparison_rules().least_for_dispersion
    if o.ndim != 1 or len(o) < least:
        inputs.wrong(f"over-dispersion needs a list of {least} providers at least", given=str(o.shape))
    inputs.raise_if_any()
    return o, e


def _measure(
    o: FloatArray, e: FloatArray, score: FloatArray, weight: FloatArray, kept: BoolArray, *, square_root: bool
) -> OverDispersion:
    n = int(kept.sum())
    inputs = Inputs()
    least = comparison_rules().least_for_dispersion
    if n < least:
        inputs.wrong(f"fewer than {least} providers are left to measure over-dispersion by", given=str(n))
    inputs.raise_if_any()
    phi = float((score[kept] ** 2).mean())
    between = between_variance(phi, weight[kept])
    found = OverDispersion(phi, between, kept, np.zeros(len(o), dtype=np.int8), square_root)
    inner, outer = found.limits(e)
    return OverDispersion(phi, between, kept, label_points(o / e, inner, outer), square_root)


def _mean_ranks(values: FloatArray) -> FloatArray:
    """Ranks from 1, equal values sharing the mean of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place])
