"""The rule of a stream and year in plain sentences, for a reader who meets it for the first time."""

from __future__ import annotations

from commonweal.allocations.policy import Basis, ConvergenceMode, GrowthMode, Pace, Policy
from commonweal.allocations.policy_rules import find_policy
from commonweal.site.components.words import percent

_BASES = {
    Basis.OPENING: "last year's baseline is held against last year's target",
    Basis.PRE: "the grown baseline is held against this year's target",
}


def rule_sentences(stream: str, year: str) -> list[str]:
    """How allocations of the stream grew and converged in the year; a plain statement where no rule is published.

    Example:
        >>> rule_sentences("core", "2025/26")[0]
        'Every baseline grew by 4.37%.'
    """
    found = find_policy(stream, year)
    if found is None:
        return ["No rule is published for this stream: the figures stand as printed."]
    policy = found[0]
    return [_growth(policy), *_convergence(policy)]


def rule_source(stream: str, year: str) -> str:
    """Where the rule was found, as a citation; empty where there is none."""
    found = find_policy(stream, year)
    return found[1].source.cite() if found else ""


def _growth(policy: Policy) -> str:
    if policy.growth_mode is GrowthMode.UNIFORM and isinstance(policy.growth_rate, float):
        return f"Every baseline grew by {percent(policy.growth_rate)}."
    if policy.growth_mode is GrowthMode.TARGET:
        return "Each baseline grew as fast as that ICB's own target."
    return "Each baseline grew by a rate that is printed for that ICB."


def _convergence(policy: Policy) -> list[str]:
    if policy.convergence_mode is ConvergenceMode.NONE:
        return ["Nothing was moved towards target."]
    if policy.convergence_mode is ConvergenceMode.REGION:
        return ["Convergence was one printed rate for each NHS region."]
    told = ["Convergence then moved each ICB part of the way to its target."]
    if policy.gain == policy.loss:
        told.append(f"It closed {_pace(policy.gain)}, up for those below target and down for those above.")
    else:
        told.append(f"For those below target it closed {_pace(policy.gain)}.")
        told.append(f"For those above target it closed {_pace(policy.loss)}.")
    told.append(f"The distance is that before convergence: {_BASES[policy.basis]}.")
    if policy.partial_scope:
        told.append("Convergence acted on the part of the baseline for physical health services only.")
    return told


def _pace(pace: Pace) -> str:
    slope, cap = float(pace.slope), float(pace.cap)
    part = "all of the distance" if slope == 1 else f"{percent(slope, places=1)} of the distance"
    return f"{part}, but at most {percent(cap)} of the money"
