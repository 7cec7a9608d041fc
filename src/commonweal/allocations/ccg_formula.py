"""The target formula for clinical commissioning groups: every coefficient and component, practice by practice.

It was used from 2019/20 and is the last formula of which every part is published for every practice. Later core targets
use one like it, but without the practices' market forces factor their parts cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.weighted_population import blend, need_index, normalise
from commonweal.problems import BadInput, Problem

HCHS_SERVICES = ("general_and_acute", "community", "mental_health", "maternity")
"""The services that make up hospital and community health services (HCHS)."""


@dataclass(frozen=True, slots=True)
class CcgCoefficients:
    """The coefficients of the formula, as read from the rule book.

    Args:
        hchs_shares: Expenditure share of each service in `HCHS_SERVICES`; they sum to 1.
        health_inequalities_share: h, the share that follows avoidable mortality.
        hchs_k: a_H, £k for each weighted person.
        prescribing_k: a_P, £k for each weighted person.
        remoteness_k: £k for each registered person of the CCGs that have remote sites, by CCG code.
    """

    hchs_shares: Mapping[str, float]
    health_inequalities_share: float
    hchs_k: float
    prescribing_k: float
    remoteness_k: Mapping[str, float]

    @classmethod
    def from_rules(cls, rule: Any) -> CcgCoefficients:
        """The coefficients from a look-up of rule values by id, such as ``lambda id: evidence.rule(id).value``."""
        per_head = rule("allocations.ccg_formula.per_weighted_head")
        return cls(
            hchs_shares=rule("allocations.ccg_formula.hchs_shares"),
            health_inequalities_share=rule("allocations.ccg_formula.health_inequalities_share"),
            hchs_k=per_head["hchs"],
            prescribing_k=per_head["prescribing"],
            remoteness_k=rule("allocations.ccg_formula.remoteness"),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class CcgPractices:
    """What the formula reads of n practices (or n of any unit that lies within one CCG each).

    Args:
        practices: Practice codes.
        ccgs: The CCG of each.
        icbs: The system of each, by the codes of 2021.
        population: (n,) registered people.
        services: (n,) weighted people by each of `HCHS_SERVICES`.
        prescribing: (n,) weighted people.
        avoidable_mortality: (n,) weighted people.
        market_forces_factor: (n,) index, England's average being 1.
        emergency_ambulance: (n,) index of the emergency ambulance cost adjustment.
    """

    practices: tuple[str, ...]
    ccgs: tuple[str, ...]
    icbs: tuple[str, ...]
    population: FloatArray
    services: Mapping[str, FloatArray]
    prescribing: FloatArray
    avoidable_mortality: FloatArray
    market_forces_factor: FloatArray
    emergency_ambulance: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class CcgTargets:
    """Every component of the formula, (n,) each.

    Args:
        hchs: HCHS weighted people.
        market_forces_people: Population times the market forces factor.
        ambulance_people: Population times the emergency ambulance index.
        excluding_remoteness_k: Target without remoteness, £k.
        including_remoteness_k: Target with it, £k.
        weighted_population: Overall weighted people, summing to the population.
        need_index: Overall weighted people for each person; missing where there are none.
    """

    hchs: FloatArray
    market_forces_people: FloatArray
    ambulance_people: FloatArray
    excluding_remoteness_k: FloatArray
    including_remoteness_k: FloatArray
    weighted_population: FloatArray
    need_index: FloatArray


def ccg_targets(practices: CcgPractices, coefficients: CcgCoefficients) -> CcgTargets:
    """Work the whole formula.

    With F the product of the two cost factors and h the health-inequalities share::

        HCHS   = sum over services of share x weighted people
        before = a_H [(1 - h) HCHS + h AM] F + a_P [(1 - h) prescribing + h AM]
        target = before + remoteness for each registered person of the CCG
        WP     = target x (sum of N / sum of targets)

    The factors are applied as they are, not scaled again; prescribing carries neither.

    Raises:
        BadInput: The services are not those of the formula.

    Source:
        NHS England, GP practice weighted populations on the 2018/19 base: every column of 7,325 practices to a relative
        error of 1e-12 or better.

    Example:
        >>> one = np.array([11832.0])
        >>> practices = CcgPractices(
        ...     practices=("A83005",), ccgs=("00C",), icbs=("QHM",), population=one,
        ...     services=dict.fromkeys(HCHS_SERVICES, np.array([13971.007287700688])),
        ...     prescribing=np.array([13719.4853515625]), avoidable_mortality=np.array([14287.391263746174]),
        ...     market_forces_factor=np.array([0.9446390271186829]),
        ...     emergency_ambulance=np.array([0.997954249382019]))
        >>> quarter = dict.fromkeys(HCHS_SERVICES, 0.25)
        >>> coefficients = CcgCoefficients(quarter, 0.1, 1.1107014300580982, 0.151261550840654, {})
        >>> ccg_targets(practices, coefficients).excluding_remoteness_k.round(6).tolist()
        [16745.507963]
    """
    hchs = hchs_weighted(practices, coefficients)
    share = coefficients.health_inequalities_share
    factor = practices.market_forces_factor * practices.emergency_ambulance
    mortality = practices.avoidable_mortality
    before = (
        coefficients.hchs_k * ((1.0 - share) * hchs + share * mortality) * factor
        + coefficients.prescribing_k * ((1.0 - share) * practices.prescribing + share * mortality)
    )  # fmt: skip
    target = before + remoteness(practices, coefficients)
    weighted = normalise(target, practices.population)
    return CcgTargets(
        hchs=hchs,
        market_forces_people=practices.population * practices.market_forces_factor,
        ambulance_people=practices.population * practices.emergency_ambulance,
        excluding_remoteness_k=np.asarray(before),
        including_remoteness_k=np.asarray(target),
        weighted_population=weighted,
        need_index=need_index(weighted, practices.population),
    )


def hchs_weighted(practices: CcgPractices, coefficients: CcgCoefficients) -> FloatArray:
    """Hospital and community health services: the services' weighted people in their expenditure shares, (n,)."""
    if set(practices.services) != set(HCHS_SERVICES):
        raise BadInput(
            Problem(
                "the formula reads four services",
                given=", ".join(sorted(practices.services)),
                expected=", ".join(HCHS_SERVICES),
            )
        )
    return blend(practices.services, coefficients.hchs_shares)


def remoteness(practices: CcgPractices, coefficients: CcgCoefficients) -> FloatArray:
    """Unavoidable remoteness, £k, (n,): nought outside the CCGs that have remote sites."""
    per_person = np.array([coefficients.remoteness_k.get(ccg, 0.0) for ccg in practices.ccgs])
    return np.asarray(per_person * practices.population)


def largest_relative_error(worked: FloatArray, published: FloatArray) -> float:
    """The largest difference from the published figures, relative to them; a figure missing on one side is infinite.

    Example:
        >>> largest_relative_error(np.array([1.0, 2.0]), np.array([1.0, 2.0]))
        0.0
    """
    if not np.array_equal(np.isnan(worked), np.isnan(published)):
        return float("inf")
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.abs(worked / published - 1.0)
    return float(np.nanmax(np.where(worked == published, 0.0, error)))


def by_code(values: FloatArray, codes: Sequence[str]) -> dict[str, float]:
    """Sums by code, in the order of first appearance."""
    order = tuple(dict.fromkeys(codes))
    index = {code: number for number, code in enumerate(order)}
    sums = np.bincount([index[code] for code in codes], weights=values, minlength=len(order))
    return dict(zip(order, sums.tolist(), strict=True))
