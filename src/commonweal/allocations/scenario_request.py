"""A scenario as plain data, as a command, a form or the API gives it, and its run on a worked year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.allocations.allocation import allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.health_inequalities import (
    core_targets_estimate,
    icb_cost_factor,
    primary_medical_targets,
)
from commonweal.allocations.policy import Basis, ConvergenceMode
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.quantum import Solved, solve_for_quantum
from commonweal.allocations.scenario import Change, Comparison, changed
from commonweal.allocations.worked_year import WorkedYear
from commonweal.answers import Evidence
from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput, Problem, Problems

RATES = ("growth", "gain_cap", "gain_slope", "loss_cap", "loss_slope", "minimum_growth", "maximum_growth")
"""What is given as a fraction."""

AMOUNTS = ("target_quantum_k", "total_k", "minimum_per_head_gbp")
"""What is given as an amount: £k, or £ for each person."""

HEALTH_INEQUALITIES = "health_inequalities_share"

OPTION_WORDS = {
    "growth": "base growth",
    "gain_cap": "the most that a year adds below target",
    "gain_slope": "the part of the distance closed in a year, below target",
    "loss_cap": "the most that a year takes above target",
    "loss_slope": "the part of the distance closed in a year, above target",
    "minimum_growth": "the least growth",
    "maximum_growth": "the most growth",
    HEALTH_INEQUALITIES: "the health-inequalities share",
}
"""What each rate is, for one who typed it as an option or filled in a form."""

MOST_PER_HEAD = 10_000.0
"""More pounds for each person than any stream has given, several times over: above it is a slip of the keys."""

KEYS = (*RATES, *AMOUNTS, HEALTH_INEQUALITIES, "basis")
"""Every key that a scenario may have."""


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """A scenario beside the published policy.

    Args:
        comparison: Before and after.
        solved: What was solved for, where the sum was fixed.
        target_error_k: (n,) how far off each changed target may be, £k, where it is an estimate.
        published_share: The health-inequalities share as published, where another was asked about.
    """

    comparison: Comparison
    solved: Solved | None = None
    target_error_k: FloatArray | None = None
    published_share: float | None = None


def check_request(given: Mapping[str, Any]) -> dict[str, Any]:
    """The request with numbers as floats; what is None is left out.

    Raises:
        BadInput: An unknown key, a value that is no number, or nothing that changes anything; with all problems.

    Example:
        >>> check_request({"growth": 0.04, "gain_cap": None})
        {'growth': 0.04}
    """
    problems = Problems()
    found: dict[str, Any] = {}
    for key, value in given.items():
        if value is None:
            continue
        if key not in KEYS:
            problems.add("this cannot be changed in a scenario", given=key, expected="one of " + ", ".join(KEYS))
        elif key == "basis":
            if value not in tuple(Basis):
                problems.add("there is no such basis", given=str(value), expected="opening or pre")
            found[key] = value
        elif isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
            problems.add(f"{key} is not a number", given=str(value), expected="a fraction such as 0.005 for a rate")
        else:
            found[key] = float(value)
    _check_ranges(found, problems)
    if not found and not len(problems):
        problems.add("the scenario changes nothing", expected="at least one of " + ", ".join(KEYS))
    if found.get("minimum_growth", -1.0) > found.get("maximum_growth", 1.0):
        problems.add("the least growth is above the most growth", do="lower the least or raise the most")
    if "growth" in found and "total_k" in found:
        problems.add(
            "growth and the sum of the allocations cannot both be set", do="leave one out: growth is solved for"
        )
    problems.raise_if_any()
    return found


def _check_ranges(found: Mapping[str, Any], problems: Problems) -> None:
    """Gather what is out of range, in the words and as the percentages in which it is asked."""
    for key, words in OPTION_WORDS.items():
        least = -1.0 if "growth" in key else 0.0
        if key in found and not least <= found[key] <= 1.0:
            problems.add(
                f"{words} is out of range",
                given=f"{found[key] * 100:,.10g}%",
                expected=f"between {least:.0%} and 100% (as a fraction, {least:.0f} to 1)",
            )
    per_head = found.get("minimum_per_head_gbp")
    if per_head is not None and not 0 <= per_head <= MOST_PER_HEAD:
        problems.add(
            "the least for each person is out of range",
            given=f"£{per_head:,.10g}",
            expected=f"between £0 and £{MOST_PER_HEAD:,.0f}",
            do="give pounds for one person in one year, such as £1,700",
        )


def run_request(worked: WorkedYear, given: Mapping[str, Any], evidence: Evidence) -> ScenarioResult:
    """Run a scenario on a worked year.

    Args:
        worked: The stream and year.
        given: The request, see `KEYS`.
        evidence: For the rules that a changed health-inequalities share needs.

    Raises:
        BadInput: The request is wrong, or cannot be applied to this stream.
    """
    request = check_request(given)
    share = request.pop(HEALTH_INEQUALITIES, None)
    target, error, published = _targets(worked, share, evidence) if share is not None else (None, None, None)
    basis = Basis(request.pop("basis")) if "basis" in request else None
    total = request.pop("total_k", None)
    _refuse_idle(worked, request)
    change = Change(basis=basis, closing_target_k=target, **request)
    year, policy = changed(worked.allocation.year, worked.allocation.policy, change)
    if total is None:
        return ScenarioResult(Comparison(worked.allocation, allocate(year, policy)), None, error, published)
    follow = change.target_quantum_k is None
    solved = solve_for_quantum(year, policy, total, targets_follow_growth=follow)
    return ScenarioResult(Comparison(worked.allocation, solved.allocation), solved, error, published)


def _refuse_idle(worked: WorkedYear, request: Mapping[str, Any]) -> None:
    """Refuse paces and targets where the published rule reads none: they would change nothing."""
    policy = worked.allocation.policy
    idle = [key for key in ("gain_cap", "gain_slope", "loss_cap", "loss_slope", "target_quantum_k") if key in request]
    if idle and policy.convergence_mode is not ConvergenceMode.DISTANCE:
        raise BadInput(
            Problem(
                f"{STREAM_NAMES[worked.table.stream]} in {worked.table.year} do not converge by distance from target",
                given=", ".join(idle),
                do="leave these out, or choose a stream and year that do",
            )
        )


def _targets(worked: WorkedYear, share: float, evidence: Evidence) -> tuple[FloatArray, FloatArray | None, float]:
    """Targets with another share, their error where they are an estimate (core), and the published share."""
    stream, first = worked.table.stream, FinancialYear(worked.table.year).start
    if stream not in ("core", "primary_medical") or not worked.people:
        raise BadInput(
            "the health-inequalities share of this stream cannot be known; "
            "choose primary medical care (exact) or core services (an estimate)"
        )
    published = evidence.rule(f"allocations.{stream}.health_inequalities_share", on=first).value
    target = worked.allocation.year.required_closing_target()
    unequal = worked.weights("health_inequalities")
    if stream == "primary_medical":
        need = worked.weights("primary_medical_need")
        exact = primary_medical_targets(need, unequal, target, published=published, share=share)
        return exact, None, float(published)
    return *core_estimate(worked, share, evidence), float(published)


def core_estimate(worked: WorkedYear, share: float, evidence: Evidence) -> tuple[FloatArray, FloatArray]:
    """Core targets with another health-inequalities share and how far off they may be, both £k. An estimate."""
    first = FinancialYear(worked.table.year).start
    stated = evidence.rule("allocations.core.health_inequalities_share", on=first)
    method = evidence.rule("allocations.core.health_inequalities_estimate", on=first)
    factors = evidence.rule("allocations.core.cost_factor_2018_19", on=first)
    formula = FinancialYear("2019/20").start
    coefficients = CcgCoefficients.from_rules(lambda id: evidence.rule(id, on=formula).value)
    cost = icb_cost_factor(np.array([factors.value[code] for code in worked.table.codes]), coefficients)
    found = core_targets_estimate(
        worked.weights("health_inequalities"),
        cost,
        worked.allocation.year.required_closing_target(),
        stated=stated.value,
        share=share,
        error_per_share=method.value["largest_error_per_share"],
    )
    return found.target_k, found.error_k
