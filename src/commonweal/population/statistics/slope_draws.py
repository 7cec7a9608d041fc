"""Limits of a slope index by simulation: draw the values again many times, and read limits off the ordered results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.statistics.estimates import FloatArray
from commonweal.population.statistics.slope_rows import Limits, Scale, SlopeRows, recentred
from commonweal.problems import BadInput, Problem

FEWEST_DRAWS = 1_000


@dataclass(frozen=True)
class Draws:
    """How a simulation is drawn.

    Args:
        seed: The same seed gives the same limits; a group's draws do not depend on the other groups.
        number: How many draws, 1,000 or more.

    Raises:
        BadInput: Too few draws, or a negative seed.

    Example:
        >>> Draws(seed=1).number
        100000
    """

    seed: int
    number: int = 100_000

    def __post_init__(self) -> None:
        """Check the number and the seed."""
        if self.number < FEWEST_DRAWS:
            raise BadInput(
                Problem("these are too few draws", given=str(self.number), expected=f"{FEWEST_DRAWS:,} or more")
            )
        if self.seed < 0:
            raise BadInput(Problem("the seed is negative", given=str(self.seed), expected="0 or more"))


def drawn_limits(read: SlopeRows, middle: FloatArray, confidence: float, draws: Draws) -> tuple[Limits, Limits]:
    """Limits of the difference and of the ratio across the range of deprivation.

    Values are drawn on the scale on which they vary symmetrically. Where the regression is on that scale, only its
    slope is drawn and centred on the fit; otherwise values are carried back and both ends are worked for each draw.
    The limits are the draws at places round(N (1 - p)) and round(N p) in order of size, p = c + (1 - c)/2.
    """
    upto = confidence + (1 - confidence) / 2
    places = (round(draws.number * (1 - upto)) - 1, round(draws.number * upto) - 1)
    size = np.bincount(read.rows.grouping.codes, minlength=read.rows.grouping.count)
    stop = np.cumsum(size)
    limits = np.full((len(size), 4), np.nan)
    transformed = read.fitted_on is not Scale.VALUE
    lacking = read.lacking.reshape(-1)
    for group, (start, end) in enumerate(zip((stop - size).tolist(), stop.tolist(), strict=True)):
        if lacking[group] or start == end:
            continue
        drawn = _draw(read, slice(start, end), draws, group)
        pull, share = read.pull[start:end], read.rows.share[start:end]
        if transformed:
            limits[group, :2] = _at(drawn @ pull, places)
        else:
            values = read.drawn_on.back(drawn)
            slope, centre = values @ pull, values @ share
            ratio = (centre + slope / 2) / (centre - slope / 2)
            limits[group] = (*_at(slope, places), *_at(ratio, places))
    shaped = limits.T.reshape(4, *middle.shape)
    if transformed:
        return recentred(read, middle, (shaped[0], shaped[1]))
    return (shaped[0], shaped[1]), (shaped[2], shaped[3])


def _draw(read: SlopeRows, rows: slice, draws: Draws, group: int) -> FloatArray:
    random = np.random.default_rng([draws.seed, group])
    around = read.drawn_on.out(read.values[rows])
    return np.asarray(around + read.error[rows] * random.standard_normal((draws.number, rows.stop - rows.start)))


def _at(values: FloatArray, places: tuple[int, int]) -> tuple[float, float]:
    ordered = np.partition(values, places)
    return float(ordered[places[0]]), float(ordered[places[1]])
