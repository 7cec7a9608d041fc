"""What every practice would have on a register if it recorded as those with the same ages, sex and deprivation do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from commonweal.population.prevalence.practices import PracticeFigures, Unusable
from commonweal.population.prevalence.registers import DiseaseRegister, clipped_at
from commonweal.population.prevalence.regression import Regression, fit, too_few
from commonweal.population.prevalence.structure import Ends, ends_of, raw_columns, structure
from commonweal.population.prevalence.variation import Variation, estimate, limits
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray

METHOD_VERSION = "1"
"""Changes whenever the same files would give another figure."""


@dataclass(frozen=True, eq=False)
class Groups:
    """The neighbours of each practice as numbers; a practice without a network, place or ICB stands alone."""

    network: IntArray
    place: IntArray
    board: IntArray

    def of(self, chosen: npt.NDArray[np.intp] | BoolArray) -> Groups:
        """The groups of some practices."""
        return Groups(self.network[chosen], self.place[chosen], self.board[chosen])


@dataclass(frozen=True, eq=False)
class Comparison:
    """Every practice's register held against what is expected of it.

    All arrays have one entry for each practice, in the order of the figures; nan where ``reason`` is not nought.

    Args:
        figures: The practices.
        register: The register.
        observed: People on the register.
        expected: People on it if the practice recorded as those with the same ages, sex and deprivation.
        low, high: Limits between which 19 of 20 such practices lie.
        reason: Why a practice is not compared, a code of Unusable.
        unlike: Whether its ages, sex or deprivation lie beyond those of nearly all others.
        variation: How practices differ.
        groups: Who is whose neighbour.
        regression: The fit.
    """

    figures: PracticeFigures
    register: DiseaseRegister
    observed: FloatArray
    expected: FloatArray
    low: FloatArray
    high: FloatArray
    reason: npt.NDArray[np.int8]
    unlike: BoolArray
    variation: Variation
    groups: Groups
    regression: Regression

    @property
    def compared(self) -> BoolArray:
        """Which practices have an expected figure."""
        found: BoolArray = self.reason == Unusable.COMPARED
        return found

    @property
    def explained(self) -> float:
        """The share of the difference between practices' rates that ages, sex and deprivation explain, 0 to 1.

        Each practice counts by its people; 0 also where the fit explains nothing or there is no difference.
        """
        at = self.compared
        people = self.figures.people(self.register.youngest)[at]
        recorded, fitted = self.observed[at] / people, self.expected[at] / people
        spread = float((people * (recorded - np.average(recorded, weights=people)) ** 2).sum())
        return max(0.0, 1 - float((people * (recorded - fitted) ** 2).sum()) / spread) if spread else 0.0


@dataclass(frozen=True, eq=False)
class Model:
    """A regression with the ends that it was fitted between and the variation around it."""

    regression: Regression
    ends: Ends
    variation: Variation

    def expected(self, raw: FloatArray, people: FloatArray) -> FloatArray:
        """Expected people on the register, shape (practices,)."""
        return self.regression.mean(structure(raw, self.ends).columns, people)


def compare(figures: PracticeFigures, register: DiseaseRegister) -> Comparison:
    """Fit a register on every practice of England that can be compared, and hold each against the fit.

    Args:
        figures: The published figures of practices.
        register: One of ``disease_registers()``.

    Raises:
        BadInput: Too few practices can be compared.
    """
    reason = figures.reasons(register)
    chosen = np.flatnonzero(reason == Unusable.COMPARED)
    observed, people, raw = inputs(figures, register, chosen)
    groups = neighbours(figures)
    model = fit_model(observed, people, raw, groups.of(chosen))
    shaped = structure(raw, model.ends)
    mean = model.regression.mean(shaped.columns, people)
    low, high = limits(mean, model.variation.of_one(mean))
    size = len(figures.codes)
    unlike = np.zeros(size, dtype=bool)
    unlike[chosen] = shaped.outside
    return Comparison(
        figures,
        register,
        figures.observed(register),
        _spread(mean, chosen, size),
        _spread(low, chosen, size),
        _spread(high, chosen, size),
        reason,
        unlike,
        model.variation,
        groups,
        model.regression,
    )


def inputs(
    figures: PracticeFigures, register: DiseaseRegister, chosen: npt.NDArray[np.intp]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Observed people, people of the ages of the register, and raw columns, of some practices."""
    raw = raw_columns(
        figures.male[chosen], figures.female[chosen], figures.deprivation[chosen], youngest=register.youngest
    )
    return figures.observed(register)[chosen], figures.people(register.youngest)[chosen], raw


def fit_model(observed: FloatArray, people: FloatArray, raw: FloatArray, groups: Groups) -> Model:
    """Fit the regression and estimate the variation around it.

    Raises:
        BadInput: Too few practices.
    """
    if len(observed) <= raw.shape[1]:
        raise too_few(len(observed), raw.shape[1])
    ends = ends_of(raw, clipped_at())
    columns = structure(raw, ends).columns
    regression = fit(observed, columns, people)
    mean = regression.mean(columns, people)
    variation = estimate(observed, mean, groups.network, groups.place, groups.board)
    return Model(regression, ends, variation)


def neighbours(figures: PracticeFigures) -> Groups:
    """The network, place and ICB of each practice as numbers."""
    return Groups(*(_numbers(figures.areas[level], figures.codes) for level in ("pcn", "place", "icb")))


def without(figures: PracticeFigures, register: DiseaseRegister, hidden: BoolArray) -> PracticeFigures:
    """The same practices with a register hidden, so that they take no part in a fit."""
    percentages = dict(figures.percentages)
    percentages[register.id] = np.where(hidden, np.nan, percentages[register.id])
    return replace(figures, percentages=percentages)


def _numbers(codes: tuple[str, ...], alone: tuple[str, ...]) -> IntArray:
    keys = [code or f" {own}" for code, own in zip(codes, alone, strict=True)]
    return np.unique(keys, return_inverse=True)[1].astype(np.int64).reshape(-1)


def _spread(values: FloatArray, chosen: npt.NDArray[np.intp], size: int) -> FloatArray:
    whole = np.full(size, np.nan)
    whole[chosen] = values
    return whole
