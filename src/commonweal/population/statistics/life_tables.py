"""Life expectancy from abridged life tables (Chiang's second method, with Silcocks's interval)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.confidence import normal_deviate, read_confidence
from commonweal.population.statistics.estimates import BoolArray, Estimate, FloatArray, Reason, blank, reason_codes
from commonweal.problems import BadInput, Problem

FIRST_AGES = (0, 1, *range(5, 95, 5))
"""The youngest age of each of the 20 bands; the last has no end."""
SMALLEST_POPULATION = 5_000
"""An area with so many people or fewer is not shown."""
WIDEST_INTERVAL_YEARS = 20
_RADIX = 100_000.0
_WIDTH = np.append(np.diff(FIRST_AGES), np.nan)
_LIVED = np.where(np.arange(len(FIRST_AGES)) == 0, 0.1, 0.5)
"""The fraction of its band that somebody who dies in it has lived."""


@dataclass(frozen=True, eq=False)
class LifeExpectancy(Estimate):
    """Years of life still expected at the start of each age band.

    Args:
        population: All people of each area, shape without the bands.
        deaths: All deaths, likewise.
    """

    population: FloatArray
    deaths: FloatArray


def life_expectancy(
    deaths: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    first_ages: npt.ArrayLike = FIRST_AGES,
    confidence: float = 0.95,
) -> LifeExpectancy:
    """Life expectancy at the start of each of 20 age bands.

    With death rate M = D/P, width n (the last is 2/M) and a the fraction lived by those who die in a band (0.1 under
    1, else 0.5): the chance of dying is q = M n/(1 + M n (1 - a)), or 1 where D exceeds P/(n a). Of 100,000 born, l
    reach each band, d = l q die in it, and L = n (l - d + a d) years are lived, l/M in the last. Expectancy e is the
    years lived from a band on over those who reach it. Its variance sums, from the band on, l² ((1 - a) n + e of the
    next band)² q² (1 - q)/D, in the last band (l/2)² 4/(D M²), over l².

    Args:
        deaths: D, shape (..., 20): the last axis holds the bands 0, 1 to 4, 5 to 9, up to 90 and over.
        population: P, people or person-years, in the same shape.
        first_ages: The youngest age of each band, to be sure that the bands are those.
        confidence: 0.9 to below 1, or 90 to below 100.

    Returns:
        Years, shape (..., 20). An area is not shown at all with 5,000 people or fewer, with a band that is missing or
        empty or whose deaths are negative or exceed its people, or without deaths at 90 and over. Where the 95%
        interval is wider than 20 years the value is not shown, and its limits are. Nor is an age that nobody reaches.

    Raises:
        BadInput: The bands are not those 20.

    Source:
        Chiang, The Life Table and its Applications (1984); Silcocks, Jenner and Reza, Journal of Epidemiology and
        Community Health 55 (2001), 38-43; suppression: Office for Health Improvement and Disparities, Fingertips
        technical guidance (https://fingertips.phe.org.uk).

    Example:
        >>> deaths = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
        >>> people = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416, 46411, 39820,
        ...           37978, 37039, 33288, 23306, 11936, 11936]
        >>> at_birth = life_expectancy(deaths, people)
        >>> at_birth.value[0].round(4).item(), at_birth.lower[0].round(4).item(), at_birth.upper[0].round(4).item()
        (80.1696, 79.8827, 80.4565)
    """
    confidence = read_confidence(confidence)
    inputs = Inputs()
    d = inputs.numbers("deaths", deaths)
    p = inputs.numbers("population", population)
    _refuse_other_bands(inputs, first_ages)
    d, p = inputs.same_shape(deaths=d, population=p)
    if d.shape[-1:] != (len(FIRST_AGES),):
        inputs.wrong(
            "a life table needs 20 age bands in its last axis",
            column="deaths",
            given=str(d.shape),
            do="sum deaths and people by the bands 0, 1 to 4, 5 to 9, up to 90 and over",
        )
    inputs.raise_if_any()
    unusable = np.asarray(~((p > 0) & (d >= 0) & (d <= p))).any(axis=-1, keepdims=True)
    people, died = p.sum(axis=-1, keepdims=True), d.sum(axis=-1, keepdims=True)
    small = np.asarray(people <= SMALLEST_POPULATION)
    immortal = np.asarray(d[..., -1:] == 0)
    unworkable = unusable | immortal
    e, error = _table(np.where(unworkable, 1.0, d), np.where(unworkable, 2.0, p))
    never = unworkable | small
    wide = np.asarray(~never & (2 * normal_deviate(0.95) * error > WIDEST_INTERVAL_YEARS))
    half = normal_deviate(confidence) * error
    reason = reason_codes(
        e.shape,
        (Reason.MISSING, np.isnan(people) | np.isnan(died)),
        (Reason.UNUSABLE_BAND, unusable),
        (Reason.SMALL_POPULATION, small),
        (Reason.NO_DEATHS_IN_OLDEST, immortal),
        (Reason.NOBODY_LEFT, np.isnan(e)),
        (Reason.WIDE_INTERVAL, wide),
    )
    return LifeExpectancy(
        blank(e, never | wide), blank(e - half, _like(never, e)), blank(e + half, _like(never, e)),
        reason, confidence, people[..., 0], died[..., 0],
    )  # fmt: skip


def _like(where: BoolArray, values: FloatArray) -> BoolArray:
    return np.broadcast_to(where, values.shape)


def _table(d: FloatArray, p: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Expectancy and its standard error at the start of each band."""
    with np.errstate(divide="ignore", invalid="ignore"):
        m = d / p
        width = np.where(np.isnan(_WIDTH), 2 / m, _WIDTH)
        q = m * width / (1 + m * width * (1 - _LIVED))
        q = np.where(d > p / (width * _LIVED), 1.0, np.minimum(q, 1.0))
        q[..., -1] = 1.0
        alive = np.cumprod(np.concatenate([np.ones_like(q[..., :1]), 1 - q[..., :-1]], axis=-1), axis=-1) * _RADIX
        dying = alive * q
        lived = width * (alive - dying + _LIVED * dying)
        lived[..., -1] = alive[..., -1] / m[..., -1]
        e = _from_here_on(lived) / alive
        later = np.concatenate([e[..., 1:], np.zeros_like(e[..., :1])], axis=-1)
        chance = np.where(d > 0, q * q * (1 - q) / d, 0.0)
        spread = np.where(chance * alive > 0, chance * alive**2 * ((1 - _LIVED) * width + later) ** 2, 0.0)
        spread[..., -1] = (alive[..., -1] / 2) ** 2 * 4 / (d[..., -1] * m[..., -1] ** 2)
        return e, np.sqrt(_from_here_on(spread)) / alive


def _from_here_on(values: FloatArray) -> FloatArray:
    return np.asarray(np.cumsum(values[..., ::-1], axis=-1)[..., ::-1])


def _refuse_other_bands(inputs: Inputs, first_ages: npt.ArrayLike) -> None:
    if np.asarray(first_ages).tolist() != list(FIRST_AGES):
        inputs.wrong(
            "these are not the age bands of the life table",
            column="first_ages",
            given=str(np.asarray(first_ages).tolist()),
            expected="0, 1, 5, 10 and so on up to 90",
        )


def at_age(expectancy: LifeExpectancy, age: int) -> Estimate:
    """The years still expected at one age, shape without the bands.

    Args:
        expectancy: From `life_expectancy`.
        age: The youngest age of a band: 0 for at birth, 65 for at 65.

    Raises:
        BadInput: No band begins at that age.

    Example:
        >>> table = life_expectancy([50] * 20, [1000] * 20)
        >>> at_age(table, 65).value.round(4).item() == table.value[14].round(4).item()
        True
    """
    if age not in FIRST_AGES:
        raise BadInput(
            Problem("no age band begins at this age", given=str(age), expected=", ".join(map(str, FIRST_AGES)))
        )
    band = FIRST_AGES.index(age)
    return Estimate(
        expectancy.value[..., band], expectancy.lower[..., band], expectancy.upper[..., band],
        expectancy.reason[..., band], expectancy.confidence,
    )  # fmt: skip
