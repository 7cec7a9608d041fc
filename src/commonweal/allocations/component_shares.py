"""What an overall weighted population is made of: exact where that is published, else an estimate with its error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.practice_file import PracticeFile
from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]

CORE_COMPONENTS = (
    "general_and_acute",
    "community",
    "mental_health",
    "maternity",
    "prescribing",
    "health_inequalities",
)
"""The weighted populations inside overall core; primary medical need stands beside them from 2025/26."""

_ROUNDS = 60
_SETTLED = 1e-12


@dataclass(frozen=True, eq=False)
class ComponentShares:
    """The shares of the components of an overall weighted population.

    Args:
        service: The overall weighted population.
        shares: Share by component, summing to 1.
        exact: Whether the shares are its publisher's; otherwise they are an estimate.
        explained: Part of the variation between practices that the shares explain (R squared).
        typical_error: Half of all practices with 1,000 people or more are off by less than this, as a fraction.
        largest_error: The most that any such practice is off, as a fraction.
        how: Where the shares come from, in one sentence.
    """

    service: str
    shares: Mapping[str, float]
    exact: bool
    explained: float
    typical_error: float
    largest_error: float
    how: str

    def to_json(self) -> dict[str, Any]:
        """The shares as plain JSON."""
        return {
            "service": self.service,
            "shares": dict(self.shares),
            "exact": self.exact,
            "explained": self.explained,
            "typical_error": self.typical_error,
            "largest_error": self.largest_error,
            "how": self.how,
        }


def primary_medical_shares(file: PracticeFile, health_inequalities: float) -> ComponentShares:
    """The shares of overall primary medical care, which the publisher states.

    Args:
        file: The practice file; its own figures are checked against the shares.
        health_inequalities: The rule ``allocations.primary_medical.health_inequalities_share``.

    Raises:
        BadInput: The file lacks a component.
    """
    shares = {"primary_medical_need": 1.0 - health_inequalities, "health_inequalities": health_inequalities}
    modelled = sum((share * file.weights(name) for name, share in shares.items()), np.zeros(len(file)))
    explained, typical, largest = _errors(file.weights("primary_medical"), modelled, file.population)
    how = f"need and avoidable mortality in the shares {1 - health_inequalities:.0%} and {health_inequalities:.0%}"
    return ComponentShares("primary_medical", shares, largest < 1e-4, explained, typical, largest, how)


def estimate_core_shares(file: PracticeFile) -> ComponentShares:
    """Estimate the shares of overall core from the practices, by least squares with no share below nought.

    The market forces factor, which raises or lowers practices of an area together, is not published with the file, and
    without it the fit goes astray. So each ICB has a factor of its own, fitted in turn with the shares. It drops out of
    every comparison inside an ICB. The shares are an estimate: the publisher's own are in its workbooks.

    Args:
        file: The practice file; practices with a missing figure are left out.

    Raises:
        BadInput: The file lacks the component columns.

    Source:
        Checked against 2022/23, whose file has no market forces factor (R squared 0.999999, health inequalities 10.0%),
        and against the stated health-inequalities share of 10% in later years (found: 10.1%).
    """
    lacking = [name for name in CORE_COMPONENTS if name not in file.weighted]
    if lacking:
        raise BadInput(
            Problem(
                "the parts of overall core are not all in the file",
                given=", ".join(lacking),
                file=file.stamp.name,
                do="use a file with the weighted population of each service",
            )
        )
    names = (*CORE_COMPONENTS, "primary_medical_need") if _with_primary_need(file) else CORE_COMPONENTS
    parts = np.column_stack([file.weights(name) for name in names])
    whole = file.weights("core")
    known = ~np.isnan(parts).any(axis=1) & ~np.isnan(whole)
    icb = file.areas["icb"].numbers[known]
    parts, whole = parts[known], whole[known]
    factor = np.ones(len(file.areas["icb"].keys))
    shares = np.zeros(len(names))
    for _ in range(_ROUNDS):
        previous = shares
        shares = non_negative_fit(parts * factor[icb, None], whole)
        fitted = parts @ shares
        size = np.bincount(icb, fitted, len(factor))
        factor = np.bincount(icb, fitted * whole, len(factor)) / np.maximum(
            np.bincount(icb, fitted**2, len(factor)), 1e-300
        )
        factor = np.where(size > 0, factor, 1.0)
        factor /= np.average(factor, weights=np.maximum(size, 1e-300))
        if np.abs(shares - previous).max() < _SETTLED:
            break
    explained, typical, largest = _errors(whole, parts @ shares * factor[icb], file.population[known])
    total = float(shares.sum())
    return ComponentShares(
        "core",
        {name: float(share) / total for name, share in zip(names, shares, strict=True)},
        False,
        explained,
        typical,
        largest,
        "estimated from the practices by least squares, with a factor for each ICB; not the publisher's own shares",
    )


def _with_primary_need(file: PracticeFile) -> bool:
    """Core holds a part for other primary care from 2025/26 on."""
    return "primary_medical_need" in file.weighted and file.year is not None and file.year >= "2025/26"


def non_negative_fit(columns: Figures, wanted: Figures) -> Figures:
    """Least squares with no coefficient below nought, found by trying which columns to leave out.

    Args:
        columns: One column per coefficient, few enough that every subset can be tried. Shape: rows, coefficients.
        wanted: Shape: rows.

    Example:
        >>> non_negative_fit(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2.0, -1.0])).tolist()
        [2.0, 0.0]
    """
    gram, right = columns.T @ columns, columns.T @ wanted
    count = columns.shape[1]
    best, least = np.zeros(count), np.inf
    for size in range(count, 0, -1):
        for chosen in combinations(range(count), size):
            places = list(chosen)
            found = np.linalg.lstsq(gram[np.ix_(places, places)], right[places], rcond=None)[0]
            if (found < -1e-12).any():
                continue
            solution = np.zeros(count)
            solution[places] = np.maximum(found, 0.0)
            error = float(solution @ gram @ solution - 2 * solution @ right)
            if error < least - 1e-12 * abs(least if np.isfinite(least) else 1.0):
                best, least = solution, error
        if np.isfinite(least) and size == count:
            break  # nothing had to be left out, and leaving out never fits better
    return best


def _errors(whole: Figures, modelled: Figures, population: Figures) -> tuple[float, float, float]:
    """R squared, and the median and largest relative error among practices with 1,000 people or more."""
    known = ~np.isnan(whole) & ~np.isnan(modelled)
    rest = (whole - modelled)[known]
    spread = float(((whole[known] - whole[known].mean()) ** 2).sum())
    explained = 1.0 - float((rest**2).sum()) / spread if spread > 0 else 1.0
    large = known & (population >= 1000) & (whole > 0)
    if not large.any():
        large = known & (whole > 0)
    off = np.abs(modelled[large] / whole[large] - 1.0)
    return explained, float(np.median(off)) if off.size else 0.0, float(off.max()) if off.size else 0.0
