"""The target of the CCG formula taken apart: every component exact, for a practice, a CCG, a system or any group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.allocations.arrays import BoolArray, FloatArray
from commonweal.allocations.bridge import TARGET, Bridge, Standing, Step
from commonweal.allocations.ccg_formula import (
    HCHS_SERVICES,
    CcgCoefficients,
    CcgPractices,
    hchs_weighted,
    remoteness,
)
from commonweal.problems import BadInput, Problem

SERVICE_LABELS = {
    "general_and_acute": "need for general and acute care",
    "community": "need for community care",
    "mental_health": "need for mental health care",
    "maternity": "need for maternity care",
}

PER_HEAD = "Its share of England's total of targets, by registered people alone"


def ccg_bridge(
    code: str, inside: BoolArray | Sequence[bool], practices: CcgPractices, coefficients: CcgCoefficients
) -> Bridge:
    """A group's target on the 2018/19 base, from its share by head through every component.

    Components are put in one after another: first each service's need in place of head count, then prescribing need,
    avoidable mortality, market forces, emergency ambulance cost, remoteness. What a step gives is set against what the
    group's people get of it on England's average, so over all practices every step sums to nought. With another order
    the last four would share their products differently; the sum would be the same.

    Args:
        code: The group's name or code.
        inside: (n,) which practices are in the group.
        practices: The inputs of the formula for all of England.
        coefficients: From the rule book.

    Returns:
        A bridge whose end is the sum of the group's targets including remoteness.

    Raises:
        BadInput: The group has no practice.
    """
    chosen = np.asarray(inside, dtype=bool)
    if not chosen.any():
        raise BadInput(Problem("this group has no practice", given=code))
    steps = _component_amounts(practices, coefficients)
    people = practices.population
    head = float(people[chosen].sum() / people.sum())
    plain = (coefficients.hchs_k + coefficients.prescribing_k) * people
    total = float(plain.sum() + sum(amounts.sum() for _, _, amounts, _ in steps))
    return Bridge(
        code,
        PER_HEAD,
        total * head,
        tuple(
            Step(key, label, float(amounts[chosen].sum() - amounts.sum() * head), Standing.EXACT, because)
            for key, label, amounts, because in steps
        ),
        TARGET,
    )


def _component_amounts(
    practices: CcgPractices, coefficients: CcgCoefficients
) -> list[tuple[str, str, FloatArray, str]]:
    """What each component adds for each practice, £k; with the plain amounts by head they sum to the target."""
    people, share = practices.population, coefficients.health_inequalities_share
    hospital, drugs = coefficients.hchs_k, coefficients.prescribing_k
    hchs = hchs_weighted(practices, coefficients)
    mortality = practices.avoidable_mortality
    blended = hospital * ((1.0 - share) * hchs + share * mortality)
    market, ambulance = practices.market_forces_factor, practices.emergency_ambulance
    steps: list[tuple[str, str, FloatArray, str]] = [
        (
            service,
            SERVICE_LABELS[service],
            hospital * coefficients.hchs_shares[service] * (practices.services[service] - people),
            f"{coefficients.hchs_shares[service]:.4%} of hospital and community services",
        )
        for service in HCHS_SERVICES
    ]
    steps += [
        (
            "prescribing",
            "need for prescribing",
            drugs * (practices.prescribing - people),
            f"£{drugs * 1000:,.2f} for each person",
        ),
        (
            "health_inequalities",
            "health inequalities: avoidable mortality",
            hospital * share * (mortality - hchs) + drugs * share * (mortality - practices.prescribing),
            f"{share:.0%} of the target follows avoidable mortality",
        ),
        (
            "market_forces_factor",
            "market forces factor",
            blended * (market - 1.0),
            "on hospital and community services, not on prescribing",
        ),
        (
            "emergency_ambulance",
            "emergency ambulance cost adjustment",
            blended * market * (ambulance - 1.0),
            "on hospital and community services, not on prescribing",
        ),
        (
            "remoteness",
            "unavoidable remoteness",
            remoteness(practices, coefficients),
            "one amount for each registered person of seven CCGs with remote sites",
        ),
    ]
    return steps
