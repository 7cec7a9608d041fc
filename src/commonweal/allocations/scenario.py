"""What if: a change of policy or quantum, and who would win or lose against the published policy."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray, Number
from commonweal.allocations.policy import Basis, GrowthMode, Pace, Policy
from commonweal.allocations.quantum import solve_for_quantum
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False, kw_only=True)
class Change:
    """What a scenario changes; what is None stays as published. A number may be a (scenarios, 1) array.

    Args:
        growth: One base growth for all, a fraction.
        gain_cap, gain_slope: The pace below target.
        loss_cap, loss_slope: The pace above target.
        basis: Which distance from target the pace reads.
        target_quantum_k: England's total of targets, £k.
        total_k: What the allocations must sum to, £k; growth is solved for. Not together with growth.
        minimum_growth: The least that any allocation must grow over its baseline, a fraction.
        maximum_growth: The most that any may grow, a fraction.
        minimum_per_head_gbp: The least that anyone may receive, £ for each person.
        closing_target_k: (n,) targets worked elsewhere, such as with another health-inequalities share, £k.
    """

    growth: Number | None = None
    gain_cap: Number | None = None
    gain_slope: Number | None = None
    loss_cap: Number | None = None
    loss_slope: Number | None = None
    basis: Basis | None = None
    target_quantum_k: Number | None = None
    total_k: float | None = None
    minimum_growth: Number | None = None
    maximum_growth: Number | None = None
    minimum_per_head_gbp: Number | None = None
    closing_target_k: FloatArray | None = None


def changed(year: StreamYear, policy: Policy, change: Change) -> tuple[StreamYear, Policy]:
    """The figures and the policy with a change applied; a quantum that is to be met is not yet solved for.

    Changing only a slope or only a cap leaves the other as it is, so the distance at which the cap is reached moves.

    Raises:
        BadInput: The changed policy cannot be, or the stream has no targets to scale.
    """
    if change.growth is not None:
        policy = replace(policy, growth_mode=GrowthMode.UNIFORM, growth_rate=change.growth)
    limits = {
        name: value
        for name in ("minimum_growth", "maximum_growth", "minimum_per_head_gbp")
        if (value := getattr(change, name)) is not None
    }
    policy = replace(
        policy,
        gain=_paced(policy.gain, change.gain_slope, change.gain_cap),
        loss=_paced(policy.loss, change.loss_slope, change.loss_cap),
        basis=policy.basis if change.basis is None else change.basis,
        limits=replace(policy.limits, **limits),
    )
    if change.closing_target_k is not None:
        year = replace(year, closing_target_k=change.closing_target_k)
    if change.target_quantum_k is not None:
        year = year.with_quantum(change.target_quantum_k)
    return year, policy


def run_scenario(year: StreamYear, policy: Policy, change: Change) -> Allocation:
    """Apply a changed policy; one run works every scenario where the change holds (scenarios, 1) arrays.

    Raises:
        BadInput: Both growth and a sum to be met are given, or the changed policy cannot be applied.

    Example:
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL", "QYG"),
        ...                   baseline_k=np.array([2797301.408, 5675212.861]),
        ...                   closing_target_k=np.array([3069962.497, 5659947.493]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> caps = Change(gain_cap=np.array([[0.005], [0.01]]))
        >>> run_scenario(year, policy, caps).allocation_k.tolist()
        [[2934141.0, 5893604.0], [2948153.0, 5893604.0]]
    """
    if change.total_k is not None and change.growth is not None:
        raise BadInput(
            Problem(
                "growth and the sum of the allocations cannot both be set", do="leave one out: growth is solved for"
            )
        )
    changed_year, changed_policy = changed(year, policy, change)
    if change.total_k is not None:
        follow = change.target_quantum_k is None
        return solve_for_quantum(changed_year, changed_policy, change.total_k, targets_follow_growth=follow).allocation
    return allocate(changed_year, changed_policy)


@dataclass(frozen=True, eq=False)
class Comparison:
    """A scenario beside the published policy, organisation by organisation.

    Args:
        before: The published policy's allocations.
        after: The scenario's.
    """

    before: Allocation
    after: Allocation

    @property
    def difference_k(self) -> FloatArray:
        """(n,) or (scenarios, n), £k: what each would gain (or lose, negative)."""
        return self.after.allocation_k - self.before.allocation_k

    @property
    def difference_per_head_gbp(self) -> FloatArray | None:
        """The same in £ for each person; None where populations are not known."""
        people = self.before.year.population
        return None if people is None else self.difference_k * 1000.0 / people

    @property
    def moved_k(self) -> FloatArray:
        """How much money changes hands: half of the sum of the absolute differences, £k, a scalar or (scenarios,)."""
        return np.asarray(np.abs(self.difference_k).sum(axis=-1) / 2.0)

    @property
    def cost_k(self) -> FloatArray:
        """What the scenario costs in all, £k, a scalar or (scenarios,)."""
        return np.asarray(self.difference_k.sum(axis=-1))

    def winners(self) -> tuple[str, ...]:
        """Codes of those who would gain, most first; for one scenario."""
        return self._ordered(1)

    def losers(self) -> tuple[str, ...]:
        """Codes of those who would lose, most first; for one scenario."""
        return self._ordered(-1)

    def _ordered(self, sign: int) -> tuple[str, ...]:
        difference = self.difference_k * sign
        if difference.ndim != 1:
            raise BadInput("winners and losers can be named for one scenario at a time")
        codes = self.before.year.codes
        return tuple(codes[position] for position in np.argsort(-difference, kind="stable") if difference[position] > 0)


def compare(year: StreamYear, policy: Policy, change: Change) -> Comparison:
    """A scenario beside the policy as it is, on the same figures.

    Example:
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL", "QYG"),
        ...                   baseline_k=np.array([2797301.408, 5675212.861]),
        ...                   closing_target_k=np.array([3069962.497, 5659947.493]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> found = compare(year, policy, Change(gain_cap=0.01))
        >>> found.winners(), found.difference_k.tolist()
        (('QHL',), [14012.0, 0.0])
    """
    return Comparison(before=allocate(year, policy), after=run_scenario(year, policy, change))


def _paced(pace: Pace, slope: Number | None, cap: Number | None) -> Pace:
    return Pace(slope=pace.slope if slope is None else slope, cap=pace.cap if cap is None else cap)
