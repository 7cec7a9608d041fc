"""What the last point of a control chart says: is it getting better, and will it meet its target?"""

from __future__ import annotations

from enum import Enum, IntEnum

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs, choose
from commonweal.population.statistics.control_charts import ControlChart
from commonweal.population.statistics.estimates import CodeArray, FloatArray, IntArray


class Improvement(Enum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Variation(IntEnum):
    """The variation icon of a series."""

    COMMON_CAUSE = 0
    IMPROVEMENT = 1
    CONCERN = 2
    NEUTRAL_HIGH = 3
    NEUTRAL_LOW = 4
    NO_POINT = 9


class Assurance(IntEnum):
    """The assurance icon of a series."""

    NO_TARGET = 0
    CONSISTENT_PASS = 1
    CONSISTENT_FAIL = 2
    INCONSISTENT = 3


def variation(chart: ControlChart, improvement: Improvement | str) -> CodeArray:
    """The variation icon of each series, from its last point.

    Args:
        chart: From `commonweal.population.statistics.control_charts.control_chart`.
        improvement: Which way is better: increase, decrease, or neither (neutral).

    Returns:
        Codes of `Variation`, one for each series.

    Source:
        NHS England, Making Data Count (https://www.england.nhs.uk/publication/making-data-count/).

    Example:
        >>> from commonweal.population.statistics.control_charts import control_chart
        >>> rising = control_chart([3, 1, 2, 1, 3, 2, 1, 2, 3, 1, 2, 3, 2, 9])
        >>> Variation(int(variation(rising, "decrease"))).name
        'CONCERN'
    """
    better = choose(Improvement, improvement, "improvement")
    direction = _at_last(chart, chart.direction, 0)
    if better is Improvement.NEUTRAL:
        icons = np.where(direction > 0, Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW)
    else:
        good = direction if better is Improvement.INCREASE else -direction
        icons = np.where(good > 0, Variation.IMPROVEMENT, Variation.CONCERN)
    icons = np.where(direction == 0, Variation.COMMON_CAUSE, icons)
    return np.where(chart.last < 0, Variation.NO_POINT, icons).astype(np.int8)


def assurance(chart: ControlChart, target: npt.ArrayLike, improvement: Improvement | str) -> CodeArray:
    """The assurance icon of each series: whether its process, as it stands, will pass or fail its target.

    A target beyond both of the last limits is passed or failed consistently; one between them is hit or missed by
    chance.

    Args:
        chart: From `commonweal.population.statistics.control_charts.control_chart`.
        target: One for all series, or one for each; missing where there is none.
        improvement: Which way is better; with a neutral measure no target is passed or failed.

    Returns:
        Codes of `Assurance`, one for each series.

    Raises:
        BadInput: Targets that are no numbers, or not one for each series.

    Source:
        NHS England, Making Data Count (https://www.england.nhs.uk/publication/making-data-count/).

    Example:
        >>> from commonweal.population.statistics.control_charts import control_chart
        >>> chart = control_chart([[10, 12, 11, 13, 10, 12, 11, 12, 13, 11, 12, 10]])
        >>> [Assurance(code).name for code in assurance(chart, 30, "decrease")]
        ['CONSISTENT_PASS']
    """
    inputs = Inputs()
    aims = inputs.numbers("target", target)
    lower, upper = (_at_last(chart, column, np.nan) for column in (chart.lower, chart.upper))
    aims, _ = inputs.same_shape(target=aims, series=lower)
    inputs.raise_if_any()
    return assure(aims, lower, upper, choose(Improvement, improvement, "improvement"))


def assure(target: FloatArray, lower: FloatArray, upper: FloatArray, improvement: Improvement) -> CodeArray:
    """Assurance from limits alone.

    Example:
        >>> limits = np.array([1.0, 1.0]), np.array([3.0, 5.0])
        >>> assure(np.array([4.0, 4.0]), *limits, Improvement.INCREASE).tolist()
        [2, 3]
    """
    above, below = target > upper, target < lower
    passed = below if improvement is Improvement.INCREASE else above
    icons = np.where(passed, Assurance.CONSISTENT_PASS, Assurance.CONSISTENT_FAIL)
    icons = np.where(above | below, icons, Assurance.INCONSISTENT)
    none = np.isnan(target) | np.isnan(lower) | (improvement is Improvement.NEUTRAL)
    return np.where(none, Assurance.NO_TARGET, icons).astype(np.int8)


def _at_last(chart: ControlChart, column: FloatArray | CodeArray | IntArray, otherwise: float) -> FloatArray:
    """A column at the last point of each series."""
    if column.size == 0:
        return np.full(chart.last.shape, otherwise)
    return np.where(chart.last < 0, otherwise, column.reshape(-1)[np.maximum(chart.last, 0)])
