"""What follows for segments, conditions and need if each age and sex keeps the rates it has now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.population.projections.survival import OLDEST
from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import Arrays, FloatArray
from commonweal.problems import BadInput, Problem

LAST_BAND = 18
FIVE_YEARS = tuple(range(0, 5 * LAST_BAND + 1, 5))
"""Youngest ages of the bands of five years; 90 and over is the last."""


@dataclass(frozen=True, eq=False)
class HeldRates(Arrays):
    """Rates by sex and single year of age, which are held as they are.

    Args:
        names: What they are rates of, such as segments.
        rates: Of each, for each person of a sex and age, shape (names, 2, 96); men first.
        joined: Bands and sexes without people, which took the rate of the next band that has some.
    """

    names: tuple[str, ...]
    rates: FloatArray
    joined: int = 0

    @classmethod
    def of_counts(
        cls, names: Sequence[str], cases: npt.ArrayLike, people: npt.ArrayLike, youngest: Sequence[int] = FIVE_YEARS
    ) -> HeldRates:
        """Rates from counts by band; every age of a band has the band's.

        Args:
            names: What is counted.
            cases: Of each by sex and band, shape (names, 2, bands): people, or amounts such as points of a score.
            people: By sex and band, shape (2, bands).
            youngest: Youngest age of each band, in order from 0; by default 19 bands of five years.

        Raises:
            BadInput: Missing or negative counts, other shapes, or nobody of a sex.

        Example:
            >>> held = HeldRates.of_counts(["frail"], np.full((1, 2, 19), 5.0), np.full((2, 19), 50.0))
            >>> float(held.rates[0, 0, 18])
            0.1
        """
        inputs = Inputs()
        counted = inputs.numbers("cases", cases, at_least=0, missing=False)
        whole = inputs.numbers("people", people, at_least=0, missing=False)
        inputs.raise_if_any()
        if counted.shape != (len(names), 2, len(youngest)) or whole.shape != (2, len(youngest)):
            raise BadInput(
                Problem(
                    f"rates are by two sexes and {len(youngest)} age bands", given=f"{counted.shape} and {whole.shape}"
                )
            )
        if (whole.sum(axis=1) == 0).any():
            raise BadInput(Problem("there is nobody of one sex, so that its rates are not known"))
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = counted / whole
        joined = 0
        for sex in range(2):
            known = np.flatnonzero(whole[sex] > 0)
            for band in np.flatnonzero(whole[sex] == 0).tolist():
                rates[:, sex, band] = rates[:, sex, known[np.abs(known - band).argmin()]]
                joined += 1
        return cls(tuple(names), rates[:, :, band_of_age(youngest)], joined)


def band_of_age(youngest: Sequence[int] = FIVE_YEARS) -> npt.NDArray[np.intp]:
    """The band of each single year of age from 0 to 95 and over, shape (96,).

    Args:
        youngest: Youngest age of each band, in order from 0.

    Example:
        >>> band_of_age((0, 18, 65, 80))[[17, 18, 79, 95]].tolist()
        [0, 1, 2, 3]
    """
    return np.searchsorted(np.asarray(youngest), np.arange(OLDEST + 1), side="right") - 1


def followed(held: HeldRates, people: npt.ArrayLike) -> FloatArray:
    """How many there would be of each, at the rates that are held.

    Args:
        held: The rates.
        people: Men and women by single year of age, shape (..., 2, 96).

    Returns:
        Of each name, shape (..., names).

    Example:
        >>> held = HeldRates.of_counts(["frail"], np.full((1, 2, 19), 5.0), np.full((2, 19), 50.0))
        >>> followed(held, np.ones((2, 96))).round(3).tolist()
        [19.2]
    """
    counts = np.asarray(people, dtype=np.float64)
    found: FloatArray = np.einsum("...sa,nsa->...n", counts, held.rates)
    return found
