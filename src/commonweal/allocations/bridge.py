"""One number taken apart: from a plain share by head to the target, and from the target to the allocation.

Every bridge is additive: its start and its steps sum to its end. A step says whether it is exact, and what it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np

from commonweal.allocations.allocation import Allocation
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.limits import LIMIT_NAMES
from commonweal.allocations.rounding import percent
from commonweal.allocations.target import separate_dispensing
from commonweal.money import to_pence

PENCE_PER_K = 100_000
"""Pence in £ thousand."""


class Standing(StrEnum):
    """How far a step is known."""

    EXACT = "exact"
    """Follows from published figures alone."""
    NOT_SEPARABLE = "not separable"
    """Exact as a whole; what lies within it cannot be told apart from what is published."""
    ESTIMATE = "estimate"
    """Fitted; its error is given."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge.

    Args:
        key: A short name that does not change, such as ``need``.
        label: The step in words.
        amount_k: What it adds or takes away, £k.
        standing: How far it is known.
        because: Where it comes from, one sentence.
        error_k: How far off an estimate may be, £k.
    """

    key: str
    label: str
    amount_k: float
    standing: Standing
    because: str
    error_k: float | None = None

    @property
    def amount_pence(self) -> int:
        """What it adds or takes away, to the nearest penny."""
        return to_pence(self.amount_k)

    def to_json(self) -> dict[str, Any]:
        """The step as plain JSON."""
        return {
            "key": self.key,
            "label": self.label,
            "amount_k": self.amount_k,
            "standing": self.standing.value,
            "because": self.because,
            "error_k": self.error_k,
        }


@dataclass(frozen=True)
class Bridge:
    """A number as a start and steps that sum to its end.

    Args:
        code: Whose number it is.
        start_label: What the start is, in words.
        start_k: The start, £k.
        steps: The steps in order.
        end_label: What the end is, in words.
    """

    code: str
    start_label: str
    start_k: float
    steps: tuple[Step, ...]
    end_label: str

    @property
    def end_k(self) -> float:
        """The end, £k: the start and all steps."""
        return self.start_k + sum(step.amount_k for step in self.steps)

    def step(self, key: str) -> Step:
        """A step by its key."""
        return next(step for step in self.steps if step.key == key)

    def to_json(self) -> dict[str, Any]:
        """The bridge as plain JSON."""
        return {
            "code": self.code,
            "start": {"label": self.start_label, "amount_k": self.start_k},
            "steps": [step.to_json() for step in self.steps],
            "end": {"label": self.end_label, "amount_k": self.end_k},
        }


def bridge_in_pence(
    code: str, start_label: str, reached: Sequence[int], steps: Sequence[Step], end_label: str
) -> Bridge:
    """A bridge whose start and steps are whole pence, so that they sum to its end to the penny.

    Args:
        code: Whose number it is.
        start_label: What the start is, in words.
        reached: The start, and what is reached after each step, pence.
        steps: The steps; the amounts that they bring are replaced.
        end_label: What the end is, in words.

    Example:
        >>> rise = Step("need", "need", 0.0, Standing.EXACT, "more sickness")
        >>> bridge = bridge_in_pence("A", "by head", [100_01, 90_00], [rise], "fair share")
        >>> bridge.step("need").amount_pence, to_pence(bridge.end_k)
        (-1001, 9000)
    """
    moved = [
        replace(step, amount_k=(after - before) / PENCE_PER_K)
        for step, (before, after) in zip(steps, pairwise(reached), strict=True)
    ]
    return Bridge(code, start_label, reached[0] / PENCE_PER_K, tuple(moved), end_label)


PER_HEAD = "Its share of England's total of targets, by registered people alone"
TARGET = "target (fair share)"


def target_bridge(code: str, place: int, population: FloatArray, target_k: FloatArray) -> Bridge:
    """A target whose parts cannot be told apart: the share by head, then need and cost as one step.

    Args:
        code: Whose target.
        place: Its position.
        population: (n,) people.
        target_k: (n,) targets, £k.

    Example:
        >>> bridge = target_bridge("A", 0, np.array([100.0, 100.0]), np.array([60.0, 40.0]))
        >>> bridge.start_k, bridge.step("need").amount_k, bridge.end_k
        (50.0, 10.0, 60.0)
    """
    crude = float(target_k.sum() * population[place] / population.sum())
    need = Step(
        "need",
        "need and unavoidable cost: age, sickness, health inequalities, market forces, remoteness and the rest",
        float(target_k[place]) - crude,
        Standing.NOT_SEPARABLE,
        "share of weighted less share of registered people; its parts need practice figures that are not published",
    )
    return Bridge(code, PER_HEAD, crude, (need,), TARGET)


def primary_medical_bridge(
    code: str,
    place: int,
    population: FloatArray,
    need: FloatArray,
    health_inequalities: FloatArray,
    share: float,
    target_k: FloatArray,
) -> Bridge:
    """A primary medical target: workload need, health inequalities and dispensing, each exact.

    Each step is what the ICB gets beyond its share by head, so over all ICBs a step sums to nought.

    Args:
        code: Whose target.
        place: Its position.
        population: (n,) people.
        need: (n,) weighted people by the workload formula.
        health_inequalities: (n,) weighted people by avoidable mortality.
        share: The health-inequalities share.
        target_k: (n,) targets, £k.
    """
    weighted = (1.0 - share) * need + share * health_inequalities
    parts = separate_dispensing(target_k, weighted)
    head = population / population.sum()
    crude = float(target_k.sum() * head[place])
    per_head = parts.per_weighted_head_k

    def beyond(amounts: FloatArray) -> float:
        return float(amounts[place] - amounts.sum() * head[place])

    need_k = beyond(per_head * (1.0 - share) * need)
    unequal_k = beyond(per_head * share * health_inequalities)
    rest = float(target_k[place]) - crude - need_k - unequal_k
    steps = (
        Step("need", "need: workload by age, sex and sickness", need_k, Standing.EXACT,
             f"{1.0 - share:.0%} of the weighted population, at £{per_head * 1000:,.2f} for each weighted person"),
        Step("health_inequalities", "health inequalities: avoidable mortality", unequal_k, Standing.EXACT,
             f"{share:.0%} of the weighted population, at the same amount"),
        Step("dispensing", "dispensing doctors, and what the ICB pays towards them elsewhere", rest, Standing.EXACT,
             "the rest of the published target, which is nought before sharing in seven ICBs in every year"),
    )  # fmt: skip
    return Bridge(code, PER_HEAD, crude, steps, TARGET)


def allocation_bridge(allocation: Allocation, place: int) -> Bridge:
    """From the target to the allocation: what history leaves, convergence, limits, rounding.

    Args:
        allocation: One year's allocation, without a scenario axis; the stream has targets.
        place: The position of the organisation.
    """
    target = float(allocation.year.required_closing_target()[place])
    baseline, growth = float(allocation.year.baseline_k[place]), float(allocation.growth[place])
    grown = baseline * (1.0 + growth)
    history = Step(
        "history",
        "what history leaves: the grown baseline above (or below) target",
        grown - target,
        Standing.EXACT,
        f"baseline £{baseline:,.0f}k, grown by {percent(growth)}, less the target",
    )
    return Bridge(
        allocation.year.codes[place], TARGET, target, (history, *_after_growth(allocation, place, grown)), "allocation"
    )


def baseline_bridge(allocation: Allocation, place: int) -> Bridge:
    """From last year's baseline to the allocation: growth, convergence, limits, rounding. It needs no target.

    Example:
        >>> from commonweal.allocations.allocation import allocate
        >>> from commonweal.allocations.policy import ConvergenceMode, Policy
        >>> from commonweal.allocations.stream_year import StreamYear
        >>> year = StreamYear(stream="pod", year="2025/26", codes=("A",), baseline_k=np.array([100.0]))
        >>> still = Policy(growth_rate=0.0347, convergence_mode=ConvergenceMode.NONE, rounding_k=None)
        >>> round(baseline_bridge(allocate(year, still), 0).end_k, 6)
        103.47
    """
    baseline, growth = float(allocation.year.baseline_k[place]), float(allocation.growth[place])
    grown = Step("growth", "base growth", baseline * growth, Standing.EXACT, f"{percent(growth)} of the baseline")
    after = _after_growth(allocation, place, baseline * (1.0 + growth))
    return Bridge(allocation.year.codes[place], "adjusted recurrent baseline", baseline, (grown, *after), "allocation")


def _after_growth(allocation: Allocation, place: int, grown: float) -> tuple[Step, ...]:
    moved = float(allocation.convergence[place])
    baseline = float(allocation.year.baseline_k[place])
    additive = allocation.policy.form.value == "additive"
    converged = (baseline if additive else grown) * moved
    on = "the baseline" if additive else "the grown baseline"
    steps = [
        Step(
            "convergence",
            "convergence towards target",
            converged,
            Standing.EXACT,
            f"{percent(moved, signed=True)} of {on}",
        )
    ]
    unrounded, rounded = float(allocation.unrounded_k[place]), float(allocation.allocation_k[place])
    deciding = int(allocation.deciding_limit[place])
    if deciding:
        lift = unrounded - grown - converged
        steps.append(Step("limit", "floor or ceiling", lift, Standing.EXACT, LIMIT_NAMES[deciding].replace("_", " ")))
    if allocation.policy.rounding_k is not None:
        earlier = grown + sum(step.amount_k for step in steps)
        steps.append(Step("rounding", "rounding", rounded - earlier, Standing.EXACT, "to the nearest £1,000"))
    return tuple(steps)


def joined(first: Bridge, second: Bridge) -> Bridge:
    """Two bridges as one, where the second starts at the first one's end.

    Raises:
        ValueError: They do not meet.
    """
    if not np.isclose(first.end_k, second.start_k, rtol=1e-9, atol=1e-6):
        raise ValueError(f"the bridges do not meet: {first.end_k} and {second.start_k}")
    meeting = first.steps[-1]
    gap = second.start_k - first.end_k
    closed = Step(
        meeting.key, meeting.label, meeting.amount_k + gap, meeting.standing, meeting.because, meeting.error_k
    )
    return Bridge(
        first.code, first.start_label, first.start_k, (*first.steps[:-1], closed, *second.steps), second.end_label
    )
