"""Weighted populations: registered people times relative need, scaled so that England's total stays people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from commonweal.allocations.arrays import FloatArray, Number
from commonweal.problems import BadInput, Problem


def normalise(raw: FloatArray, population: FloatArray) -> FloatArray:
    """Scale raw weighted numbers so that they sum to the population.

    WP = raw x (sum of N / sum of raw). Every published service column sums to the national population this way.

    Args:
        raw: (n,) population times need index.
        population: (n,) people.

    Returns:
        (n,) weighted people, summing to the population.

    Raises:
        BadInput: The raw numbers do not sum to something above nought, or a value is missing.

    Example:
        >>> normalise(np.array([10.0, 30.0]), np.array([50.0, 30.0])).tolist()
        [20.0, 60.0]
    """
    total = raw.sum()
    if not np.isfinite(total) or total <= 0:
        raise BadInput(
            Problem(
                "weighted populations cannot be scaled: their sum is missing or not above nought",
                given=str(total),
                do="leave out the practices without a need index, and say so",
            )
        )
    return np.asarray(raw * (population.sum() / total))


def blend(components: Mapping[str, FloatArray], weights: Mapping[str, Number]) -> FloatArray:
    """A weighted sum of weighted populations, such as hospital services from general, community, mental and maternity.

    Args:
        components: (n,) each, by name.
        weights: One per component; a float, or (scenarios, 1).

    Returns:
        (n,) or (scenarios, n).

    Raises:
        BadInput: A component has no weight or a weight no component.

    Example:
        >>> blend({"need": np.array([100.0]), "health_inequalities": np.array([140.0])},
        ...       {"need": 0.85, "health_inequalities": 0.15}).tolist()
        [106.0]
    """
    if set(components) != set(weights):
        raise BadInput(
            Problem(
                "weights and components do not match",
                given=", ".join(sorted(weights)),
                expected=", ".join(sorted(components)),
            )
        )
    total = sum((weights[name] * values for name, values in components.items()), start=np.zeros(()))
    return np.asarray(total)


def primary_medical(need: FloatArray, health_inequalities: FloatArray, share: Number) -> FloatArray:
    """The overall primary medical weighted population: need and avoidable mortality in fixed shares.

    Args:
        need: (n,) weighted people by the workload formula.
        health_inequalities: (n,) weighted people by avoidable mortality.
        share: The health-inequalities share; 0.15 in 2022/23 to 2025/26. A float, or (scenarios, 1).

    Returns:
        (n,) or (scenarios, n) weighted people.

    Source:
        NHS England's practice files 2022/23 to 2025/26, column "Final PMC WP": equal to 0.00001 of a person.

    Example:
        >>> primary_medical(np.array([4340.164284]), np.array([7290.280984]), 0.15).round(6).tolist()
        [4782.681789]
    """
    return blend(
        {"need": need, "health_inequalities": health_inequalities},
        {"need": 1.0 - share, "health_inequalities": share},
    )


def need_index(weighted: FloatArray, population: FloatArray) -> FloatArray:
    """Weighted people for each person: 1 is England's average need; missing where there are no people.

    Example:
        >>> need_index(np.array([13335.857]), np.array([11832.0])).round(4).tolist()
        [1.1271]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        index = weighted / population
    return np.where(population > 0, index, np.nan)


def relative_index(
    place_weighted: FloatArray, place_population: FloatArray, weighted: Number, population: Number
) -> FloatArray:
    """Need in a place against need in the area around it: (WP_p / N_p) / (WP_i / N_i).

    Source:
        NHS England's place tool; equal to its ratios.

    Example:
        >>> relative_index(np.array([120.0]), np.array([100.0]), 1000.0, 1000.0).tolist()
        [1.2]
    """
    return need_index(place_weighted, place_population) / (weighted / population)


def require_complete(codes: Sequence[str], values: FloatArray, what: str) -> None:
    """Refuse values of which some are missing, naming whose.

    Raises:
        BadInput: With the codes, at most ten by name.
    """
    missing = [code for code, value in zip(codes, values, strict=True) if not np.isfinite(value)]
    if missing:
        shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
        raise BadInput(Problem(f"{what} is missing for {len(missing)}", given=shown, do="supply it, or leave them out"))
