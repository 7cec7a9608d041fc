"""What every statistic gives back: a value, its limits, and why a value is not shown."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
CodeArray = npt.NDArray[np.int8]


class Reason(IntEnum):
    """Why a value or a limit is not shown; nought where all of it is.

    Example:
        >>> Reason.FEW_EVENTS.words
        'fewer than 10 events'
    """

    SHOWN = 0
    MISSING = 1
    FEW_EVENTS = 2
    NO_LOWER_LIMIT = 3
    FEW_AREAS = 4
    MISSING_QUANTILE = 5
    SMALL_POPULATION = 6
    UNUSABLE_BAND = 7
    WIDE_INTERVAL = 8
    NO_DEATHS_IN_OLDEST = 9
    FEW_VALUES = 10
    ONE_OUTCOME = 11
    ZERO_EXPECTED = 12
    ZERO_MEAN = 13
    NO_STANDARD_ERROR = 14
    UNBOUNDED = 15
    NO_FIT = 16
    NOBODY_LEFT = 17
    ONE_QUANTILE = 18
    NO_RATIO = 19
    NO_SPREAD = 20

    @property
    def words(self) -> str:
        """The reason as a clause."""
        return _WORDS[self]


_WORDS = {
    Reason.SHOWN: "shown",
    Reason.MISSING: "an input is missing",
    Reason.FEW_EVENTS: "fewer than 10 events",
    Reason.NO_LOWER_LIMIT: "the method has no lower limit for so few events",
    Reason.FEW_AREAS: "fewer areas than quantiles",
    Reason.MISSING_QUANTILE: "a quantile has no value",
    Reason.SMALL_POPULATION: "5,000 people or fewer",
    Reason.UNUSABLE_BAND: "an age band has no people, or more deaths than people",
    Reason.WIDE_INTERVAL: "the 95% interval is wider than 20 years",
    Reason.NO_DEATHS_IN_OLDEST: "no deaths in the oldest age band",
    Reason.FEW_VALUES: "fewer than two values",
    Reason.ONE_OUTCOME: "the outcome happened to everybody or to nobody",
    Reason.ZERO_EXPECTED: "nothing was expected",
    Reason.ZERO_MEAN: "the reference value is nought",
    Reason.NO_STANDARD_ERROR: "no standard errors were given, so there is no interval",
    Reason.UNBOUNDED: "the interval has no bound, since its divisor may be nought",
    Reason.NO_FIT: "the model could not be fitted",
    Reason.NOBODY_LEFT: "the life table has nobody left at this age",
    Reason.ONE_QUANTILE: "everybody stands in one quantile, so there is nothing to compare",
    Reason.NO_RATIO: "the fitted line passes nought, so that one end over the other means nothing",
    Reason.NO_SPREAD: "all pairs compare alike, so that the method has no interval",
}


@dataclass(frozen=True, eq=False)
class Arrays:
    """A result whose arrays cannot be written to, so that a frozen dataclass is frozen all through."""

    def __post_init__(self) -> None:
        """Lock each array."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Estimate(Arrays):
    """A statistic with its interval.

    Args:
        value: The statistic; not-a-number where it is not shown.
        lower: Lower limit, in the unit of the value.
        upper: Upper limit.
        reason: A `Reason` for each element, int8; nought where value and limits are all shown.
        confidence: The confidence of the interval, a fraction.

    All arrays have one shape.

    Example:
        >>> Estimate(*np.array([[1.0], [0.5], [2.0]]), reason=np.zeros(1, np.int8), confidence=0.95).shown.tolist()
        [True]
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    reason: CodeArray
    confidence: float

    @property
    def shown(self) -> BoolArray:
        """True where value and limits are all shown."""
        return np.asarray(self.reason == Reason.SHOWN)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reason of each element in words, in the order of the flattened arrays."""
        return tuple(Reason(code).words for code in self.reason.ravel().tolist())


def reason_codes(shape: tuple[int, ...], *rules: tuple[Reason, npt.ArrayLike]) -> CodeArray:
    """The reason of each element: of the rules whose condition holds, the first.

    Args:
        shape: Shape of the answer.
        rules: A reason, and where it holds (boolean, broadcasts to the shape).

    Example:
        >>> reason_codes((2,), (Reason.MISSING, [True, False])).tolist()
        [1, 0]
    """
    codes = np.zeros(shape, dtype=np.int8)
    for reason, holds in reversed(rules):
        codes[np.broadcast_to(np.asarray(holds, dtype=np.bool_), shape)] = reason
    return codes


def blank(values: FloatArray, where: BoolArray) -> FloatArray:
    """The values with not-a-number where they are not to be shown.

    Example:
        >>> blank(np.array([1.0, 2.0]), np.array([False, True])).tolist()
        [1.0, nan]
    """
    return np.where(where, np.nan, values)
