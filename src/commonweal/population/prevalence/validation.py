"""How well the fit tells of practices that it has not seen: whole ICBs are left out in turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.population.prevalence.expected import fit_model, inputs, neighbours
from commonweal.population.prevalence.practices import PracticeFigures, Unusable
from commonweal.population.prevalence.registers import DiseaseRegister
from commonweal.population.prevalence.variation import limits
from commonweal.population.statistics.estimates import FloatArray, IntArray

FOLDS = 6


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found when no practice was judged by a fit that had seen its ICB.

    Args:
        register: Id of the register.
        practices: Practices judged.
        coverage: Share of practices, networks, places and ICBs within their limits of 95%, by level.
        areas: How many were judged, by level.
        total: Expected over observed, summed over England.
        slope: Slope of observed on expected, both in logarithms: 1 where the fit tells high and low as far apart as
            they are.
        error: Root mean square of observed over expected less 1, weighted by what is expected.
        error_alone: The same with one percentage for all England: what knowing ages, sex and deprivation is worth.
        tenths: Observed over expected in each tenth of practices, from the fewest expected per person to the most.
        dispersion: Pearson's dispersion of the fit on all practices; 1 would be chance alone.
    """

    register: str
    practices: int
    coverage: dict[str, float]
    areas: dict[str, int]
    total: float
    slope: float
    error: float
    error_alone: float
    tenths: tuple[float, ...]
    dispersion: float


def validate(figures: PracticeFigures, register: DiseaseRegister, folds: int = FOLDS) -> Validation:
    """Leave out every sixth ICB in turn, fit on the others, and judge the ones left out.

    Raises:
        BadInput: Too few practices are left to fit on.
    """
    chosen = np.flatnonzero(figures.reasons(register) == Unusable.COMPARED)
    observed, people, raw = inputs(figures, register, chosen)
    groups = neighbours(figures).of(chosen)
    order = np.unique(groups.board, return_inverse=True)[1].reshape(-1) % folds
    expected = np.full(len(chosen), np.nan)
    alone = np.full(len(chosen), np.nan)
    inside: dict[str, list[bool]] = {"practice": [], "pcn": [], "place": [], "icb": []}
    for fold in range(folds):
        test, train = np.flatnonzero(order == fold), np.flatnonzero(order != fold)
        model = fit_model(observed[train], people[train], raw[train], groups.of(train))
        mean = model.expected(raw[test], people[test])
        expected[test] = mean
        alone[test] = people[test] * observed[train].sum() / people[train].sum()
        held = groups.of(test)
        for level, group in (("pcn", held.network), ("place", held.place), ("icb", held.board)):
            area = np.unique(group, return_inverse=True)[1].reshape(-1)
            variance = model.variation.of_sums(mean, area, held.network, held.place, held.board)
            inside[level] += _inside(_sums(area, observed[test]), _sums(area, mean), variance)
        inside["practice"] += _inside(observed[test], mean, model.variation.of_one(mean))
    whole = fit_model(observed, people, raw, groups)
    tenth = np.clip((np.argsort(np.argsort(expected / people)) * 10) // len(chosen), 0, 9)
    tenths = np.bincount(tenth, observed) / np.bincount(tenth, expected)
    return Validation(
        register.id,
        len(chosen),
        {level: float(np.mean(found)) for level, found in inside.items()},
        {level: len(found) for level, found in inside.items()},
        float(expected.sum() / observed.sum()),
        _slope(observed / people, expected / people),
        _error(observed, expected),
        _error(observed, alone),
        tuple(float(value) for value in tenths),
        whole.regression.dispersion,
    )


def _sums(area: IntArray, values: FloatArray) -> FloatArray:
    return np.bincount(area, values).astype(np.float64)


def _inside(observed: FloatArray, expected: FloatArray, variance: FloatArray) -> list[bool]:
    low, high = limits(expected, variance)
    return [bool(value) for value in (observed >= low) & (observed <= high)]


def _error(observed: FloatArray, expected: FloatArray) -> float:
    return float(np.sqrt(((observed - expected) ** 2 / expected).sum() / expected.sum()))


def _slope(observed: FloatArray, expected: FloatArray) -> float:
    """Least squares of one logarithm on another; practices with nobody on the register are left out."""
    some = observed > 0
    of, on = np.log(observed[some]), np.log(expected[some])
    centred = on - on.mean()
    return float((centred * of).sum() / (centred**2).sum())
