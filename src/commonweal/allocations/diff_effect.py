"""What a new version of the practice data would have done to targets and allocations, in pounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.allocation import allocate
from commonweal.allocations.policy import Policy
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DiffEffect:
    """One stream's targets and allocations by the old and by the new data, £k, in the order of ``codes``.

    Args:
        stream, year: What was worked.
        codes: ICB codes.
        old_weighted, new_weighted: Weighted people.
        old_target_k, new_target_k: Closing targets; both sum to the same national total.
        old_allocation_k, new_allocation_k: Recurrent allocations, rounded as the policy says.
        part_of_england: Whether the codes are only some of England's ICBs; the others are taken to stay.
    """

    stream: str
    year: str
    codes: tuple[str, ...]
    old_weighted: Figures
    new_weighted: Figures
    old_target_k: Figures
    new_target_k: Figures
    old_allocation_k: Figures
    new_allocation_k: Figures
    part_of_england: bool = False

    @property
    def target_change_k(self) -> Figures:
        """New minus old target, £k."""
        return np.asarray(self.new_target_k - self.old_target_k)

    @property
    def allocation_change_k(self) -> Figures:
        """New minus old allocation, £k."""
        return np.asarray(self.new_allocation_k - self.old_allocation_k)

    @property
    def share_change(self) -> Figures:
        """New over old share of England's weighted people, minus 1: growth that all have moves no target."""
        change = self.new_weighted / self.old_weighted
        england = 1.0 if self.part_of_england else self.new_weighted.sum() / self.old_weighted.sum()
        return np.asarray(change / england - 1.0)

    @property
    def gross_change_k(self) -> float:
        """Sum of the sizes of all changes in allocation, £k; half of it would have changed hands."""
        return float(np.abs(self.allocation_change_k).sum())

    def rows(self) -> list[dict[str, Any]]:
        """One plain row per ICB, largest change in allocation first."""
        order = np.argsort(-np.abs(self.allocation_change_k), kind="stable").tolist()
        share_change = self.share_change
        return [
            {
                "icb": self.codes[number],
                "old_weighted": float(self.old_weighted[number]),
                "new_weighted": float(self.new_weighted[number]),
                "weighted_change": float(self.new_weighted[number] / self.old_weighted[number] - 1),
                "share_change": float(share_change[number]),
                "old_target_k": float(self.old_target_k[number]),
                "new_target_k": float(self.new_target_k[number]),
                "target_change_k": float(self.target_change_k[number]),
                "old_allocation_k": float(self.old_allocation_k[number]),
                "new_allocation_k": float(self.new_allocation_k[number]),
                "allocation_change_k": float(self.allocation_change_k[number]),
            }
            for number in order
        ]


def effect_on_allocations(
    year: StreamYear,
    policy: Policy,
    old_weighted: Figures,
    new_weighted: Figures,
    *,
    dispensing_k: Figures | None = None,
    part_of_england: bool = False,
) -> DiffEffect:
    """Work one stream's targets and allocations twice, by old and by new weighted populations, all else equal.

    England's total of targets is held at what it was, and so are baselines, opening targets, growth where it is one
    rate, and the adjustments for dispensing doctors. Only the shares change.

    Args:
        year: The published figures of the stream and year.
        policy: Its rule.
        old_weighted: Weighted people per ICB by the old data, in the order of ``year.codes``.
        new_weighted: The same by the new data.
        dispensing_k: Adjustments for dispensing doctors inside the targets, £k; None for a stream without.
        part_of_england: Whether the codes are only some of England's ICBs. Then each target moves with its own
            weighted population and everybody else's is taken to stay, which leaves out the small effect of scaling
            to England's population.

    Raises:
        BadInput: A weighted population is missing or nought, so that there is no share.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> year = StreamYear(stream="core", year="2025/26", codes=("Q1", "Q2"), baseline_k=np.array([100.0, 100.0]),
        ...                   closing_target_k=np.array([100.0, 100.0]))
        >>> policy = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), rounding_k=None)
        >>> effect = effect_on_allocations(year, policy, np.array([5.0, 5.0]), np.array([5.1, 4.9]))
        >>> effect.target_change_k.round(6).tolist(), effect.allocation_change_k.round(4).tolist()
        ([2.0, -2.0], [0.3922, -0.4082])
    """
    for values, which in ((old_weighted, "old"), (new_weighted, "new")):
        lacking = [code for code, value in zip(year.codes, values.tolist(), strict=True) if not value > 0]
        if lacking:
            raise BadInput(
                Problem(
                    f"the {which} file has no weighted population for {len(lacking)} of the {len(year.codes)} ICBs",
                    given=", ".join(lacking[:10]),
                    do="use a file of all England on the ICBs of that year; shares of a part of England say nothing",
                )
            )
    if part_of_england:
        published = year.required_closing_target()
        apart = np.zeros_like(published) if dispensing_k is None else dispensing_k
        before = year
        after = replace(year, closing_target_k=(published - apart) * new_weighted / old_weighted + apart)
    else:
        before, after = (
            replace(year, closing_target_k=_targets(year, weighted, dispensing_k))
            for weighted in (old_weighted, new_weighted)
        )
    old, new = allocate(before, policy), allocate(after, policy)
    return DiffEffect(
        stream=year.stream,
        year=year.year,
        codes=year.codes,
        old_weighted=old_weighted,
        new_weighted=new_weighted,
        old_target_k=before.required_closing_target(),
        new_target_k=after.required_closing_target(),
        old_allocation_k=old.allocation_k,
        new_allocation_k=new.allocation_k,
        part_of_england=part_of_england,
    )


def _targets(year: StreamYear, weighted: Figures, dispensing_k: Figures | None) -> Figures:
    """Targets by share of weighted population, after the dispensing adjustments, that sum to the published total."""
    total = float(year.required_closing_target().sum())
    apart = np.zeros_like(weighted) if dispensing_k is None else dispensing_k
    return np.asarray((total - apart.sum()) * weighted / weighted.sum() + apart)
