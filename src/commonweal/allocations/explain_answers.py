"""Explain a number: one ICB's allocation as an additive bridge, each step with its standing and its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from commonweal.allocations.bridge import (
    Bridge,
    Standing,
    Step,
    allocation_bridge,
    baseline_bridge,
    joined,
    primary_medical_bridge,
    target_bridge,
)
from commonweal.allocations.ccg_bridge import ccg_bridge
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.ccg_workbook import read_ccg_workbook, workbook_source
from commonweal.allocations.icb_answers import additions_reason, baseline_reason, equal_reason
from commonweal.allocations.method import METHOD
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.scenario_request import core_estimate
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Answer, Evidence, Quantity, Reason, Source, calculation
from commonweal.calendars import FinancialYear
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem

CCG_YEAR = FinancialYear("2019/20")
"""The round for which the CCG formula was made."""


@calculation("allocations.explain", version="1")
def explain(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """One ICB's allocation from a plain share by head to the target and on to the allocation.

    Args:
        inputs: ``icb``, ``year`` and ``stream`` (core, primary_medical, specialised or pod).
        evidence: As for ``allocations.icb_allocation``; for the estimate within core need also the cost factors.
    """
    icb, year, stream = (str(inputs.get(name, "")) for name in ("icb", "year", "stream"))
    worked = worked_year(evidence, stream, year)
    place = worked.place(icb)
    bridge = _bridge(worked, place, icb, evidence)
    reasons = bridge_reasons(bridge, lambda step: _sources(worked, icb, step))
    children = {"need": _estimate_within_need(worked, place, evidence) if stream == "core" else ()}
    children["history"] = (baseline_reason(worked, place, icb, evidence),)
    told = [
        Reason(reason.sentence, reason.verdict, reason.value, reason.sources, children.get(key, ()))
        for key, reason in reasons
    ]
    if "history" not in dict(reasons):
        told.append(baseline_reason(worked, place, icb, evidence))
    told += [*additions_reason(worked, icb, evidence), equal_reason(worked, place, icb)]
    name = worked.facts[icb].values["icb_name"]
    return Answer(
        sentence=f"{name}'s recurrent allocation for {STREAM_NAMES[stream]} in {worked.table.year} is "
        f"{show(to_pence(bridge.end_k))}: {_in_short(bridge)}.",
        value=Quantity(to_pence(bridge.end_k), "gbp_pence"),
        reasons=tuple(told),
        notes=_notes(bridge),
        details={"bridge": bridge.to_json()},
    )


@calculation("allocations.explain_ccg_target", version="1")
def explain_ccg_target(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """A practice's, CCG's or system's target of the 2019/20 round, with every component exact.

    Args:
        inputs: ``code`` (of a practice, a CCG or a system of 2021) and ``workbook`` (``name`` and ``sha256``).
        evidence: The coefficients, and the workbook in the archive.
    """
    code, named = str(inputs["code"]), inputs["workbook"]
    workbook = read_ccg_workbook(evidence.dataset(str(named["name"]), str(named["sha256"])))
    practices = workbook.practices
    kinds = {"practice": practices.practices, "CCG": practices.ccgs, "system": practices.icbs}
    kind = next((kind for kind, codes in kinds.items() if code in codes), None)
    if kind is None:
        raise BadInput(Problem("no practice, CCG or system of the workbook has this code", given=code))
    coefficients = CcgCoefficients.from_rules(lambda id: evidence.rule(id, on=CCG_YEAR.start).value)
    inside = np.array([each == code for each in kinds[kind]])
    bridge = ccg_bridge(code, inside, practices, coefficients)
    published = float(workbook.published.including_remoteness_k[inside].sum())
    if abs(bridge.end_k / published - 1.0) > 1e-9:
        raise BadInput(Problem("the workbook's target does not follow from its components", given=code))
    source = workbook_source(named)
    rule = evidence.rule("allocations.ccg_formula.per_weighted_head", on=CCG_YEAR.start).source
    reasons = bridge_reasons(bridge, lambda step: (source, rule))
    return Answer(
        sentence=f"The target of {kind} {code} ({workbook.names.get(code, code)}) on the 2018/19 base is "
        f"{show(to_pence(bridge.end_k))}: {_in_short(bridge)}.",
        value=Quantity(to_pence(bridge.end_k), "gbp_pence"),
        reasons=tuple(reason for _, reason in reasons),
        notes=(
            "Every step is exact. Factors multiply, so the last four would differ a little in another order.",
            *_notes(bridge),
        ),
        details={"bridge": bridge.to_json()},
    )


def bridge_reasons(bridge: Bridge, sources: Any) -> list[tuple[str, Reason]]:
    """The start and the steps of a bridge as reasons with amounts in pence that sum to the end to the penny.

    Args:
        bridge: The bridge.
        sources: Gives the sources of a step, or of the start when asked for None.
    """
    reached, before = bridge.start_k, to_pence(bridge.start_k)
    told = [("start", Reason(bridge.start_label, value=Quantity(before, "gbp_pence"), sources=sources(None)))]
    for step in bridge.steps:
        reached += step.amount_k
        after = to_pence(reached)
        standing = "" if step.standing is Standing.EXACT else f" [{step.standing.value}]"
        sentence = f"{step.label[:1].upper()}{step.label[1:]}{standing} ({step.because})"
        told.append((step.key, Reason(sentence, value=Quantity(after - before, "gbp_pence"), sources=sources(step))))
        before = after
    return told


def _bridge(worked: WorkedYear, place: int, icb: str, evidence: Evidence) -> Bridge:
    allocation = worked.allocation
    target = allocation.year.closing_target_k
    if target is None or not worked.people:
        return baseline_bridge(allocation, place)
    population = worked.weights("population")
    if worked.table.stream != "primary_medical":
        return joined(target_bridge(icb, place, population, target), allocation_bridge(allocation, place))
    share = evidence.rule(
        "allocations.primary_medical.health_inequalities_share", on=FinancialYear(worked.table.year).start
    )
    need, unequal = worked.weights("primary_medical_need"), worked.weights("health_inequalities")
    first = primary_medical_bridge(icb, place, population, need, unequal, share.value, target)
    return joined(first, allocation_bridge(allocation, place))


def _estimate_within_need(worked: WorkedYear, place: int, evidence: Evidence) -> tuple[Reason, ...]:
    """About how much of the core need step is health inequalities: an estimate with its error, never a step."""
    first = FinancialYear(worked.table.year).start
    share = evidence.rule("allocations.core.health_inequalities_share", on=first)
    method = evidence.rule("allocations.core.health_inequalities_estimate", on=first)
    without, errors = core_estimate(worked, 0.0, evidence)
    effect = float(worked.allocation.year.required_closing_target()[place] - without[place])
    error = float(errors[place])
    sentence = (
        f"Estimate: of this, about so much is what the {share.value:.0%} share for health inequalities gives or takes; "
        f"where the answer is known the method is off by at most {show(to_pence(error))} for a target of this size"
    )
    value = Quantity(to_pence(effect), "gbp_pence")
    return (Reason(sentence, value=value, sources=(share.source, method.source)),)


def _sources(worked: WorkedYear, icb: str, step: Step | None) -> tuple[Source, ...]:
    published, policy = worked.facts[icb].source, worked.policy.source
    people = (worked.people[icb].source,) if worked.people else ()
    quantum = (worked.quantum.source,) if worked.quantum else (published,)
    if step is None:
        return (*people, *quantum) if worked.allocation.year.closing_target_k is not None else (published,)
    by_key: dict[str, tuple[Source, ...]] = {
        "need": (*people, METHOD),
        "health_inequalities": (*people, METHOD),
        "dispensing": (published, METHOD),
        "history": (published, METHOD),
        "growth": (policy,),
        "convergence": (policy,),
        "limit": (policy,),
        "rounding": (policy,),
    }
    return by_key[step.key]


def _in_short(bridge: Bridge) -> str:
    words = {
        "need": "need",
        "history": "history",
        "convergence": "convergence",
        "health_inequalities": "health inequalities",
        "dispensing": "dispensing",
        "growth": "growth",
        "market_forces_factor": "market forces",
        "remoteness": "remoteness",
        "general_and_acute": "general and acute need",
    }
    parts = [
        f"{words[step.key]} {'+' if step.amount_k >= 0 else '-'}£{abs(step.amount_k) / 1000:,.1f}m"
        for step in bridge.steps
        if step.key in words
    ]
    return (
        f"£{bridge.start_k / 1000:,.1f}m from its {'baseline' if 'baseline' in bridge.start_label else 'head count'}, "
        + ", ".join(parts)
    )


def _notes(bridge: Bridge) -> tuple[str, ...]:
    if any(step.standing is Standing.NOT_SEPARABLE for step in bridge.steps):
        return ("The need step is exact as a whole. Its parts cannot be told apart from what is published.",)
    return ()
