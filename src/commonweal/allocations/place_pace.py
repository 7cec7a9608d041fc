"""Pace of change between places: how fast each place's money moves to its fair share, exact to the penny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.limits import LIMIT_NAMES
from commonweal.allocations.policy import GrowthMode, Policy
from commonweal.allocations.quantum import rising_root
from commonweal.allocations.stream_year import StreamYear
from commonweal.money import split_largest_remainder
from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]

_WIDEST = (-0.5, 1.0)
_PENCE_PER_K = 100_000.0


@dataclass(frozen=True, eq=False)
class PlacePace:
    """What one ICB's places would get in one stream when they move towards their shares.

    Args:
        places: Place codes; all other values are in this order.
        spend_pence: What each place spends now.
        share: Share of the ICB's weighted population, summing to 1.
        growth: Base growth for every place, a fraction, solved so that the sum is the ICB's amount.
        opening_distance: Spend over the place's share of all spend, minus 1.
        convergence: What each place is moved, a fraction of its grown spend.
        amount_pence: The result, summing to the ICB's amount to the penny.
        closing_distance: Result over the place's share of the ICB's amount, minus 1.
        limit: The floor or ceiling that decided each place's amount; empty where none did.
    """

    places: tuple[str, ...]
    spend_pence: tuple[int, ...]
    share: Figures
    growth: float
    opening_distance: Figures
    convergence: Figures
    amount_pence: tuple[int, ...]
    closing_distance: Figures
    limit: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One plain row per place."""
        total = sum(self.amount_pence)
        return [
            {
                "place": place,
                "spend_pence": self.spend_pence[number],
                "fair_share_pence": round(total * float(self.share[number])),
                "opening_distance": float(self.opening_distance[number]),
                "growth": self.growth,
                "convergence": float(self.convergence[number]),
                "amount_pence": self.amount_pence[number],
                "closing_distance": float(self.closing_distance[number]),
                "limit": self.limit[number],
            }
            for number, place in enumerate(self.places)
        ]


def place_distance(spend_pence: Sequence[int], share: Figures) -> Figures:
    """Distance from target of each place: its spend over its share of all spend, minus 1.

    Args:
        spend_pence: What each place spends; of every place, since the sum is shared out.
        share: Shares of weighted population; scaled here to sum to 1.

    Example:
        >>> place_distance([60, 40], np.array([0.5, 0.5])).round(6).tolist()
        [0.2, -0.2]
    """
    spend = np.asarray(spend_pence, dtype=np.float64)
    return np.asarray(spend / (spend.sum() * share / share.sum()) - 1.0)


def place_pace(
    places: Sequence[str],
    spend_pence: Sequence[int],
    share: Figures,
    total_pence: int,
    policy: Policy,
    *,
    population: Figures | None = None,
) -> PlacePace:
    """Move places from what they spend towards their shares, and meet the ICB's amount to the penny.

    ``amount_p = spend_p (1 + g)(1 + c_p)``, with c from the policy's pace on each side of target, its floors and
    ceilings after that, and one g for all places, found by halving so that the sum is the ICB's amount. The pennies go
    by largest remainder. The policy's own growth is not used: below the ICB the sum is given, and g follows from it.

    Args:
        places: Place codes, each once.
        spend_pence: What each place spends now, above nought.
        share: Shares of weighted population; scaled here to sum to 1.
        total_pence: The ICB's amount for the stream.
        policy: Pace, basis, form and limits, as for ICBs.
        population: People per place; needed only by limits for each person.

    Raises:
        BadInput: A place spends nothing, or floors and ceilings leave no growth that meets the amount.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> policy = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> pace = place_pace(["North", "South"], [60_00, 40_00], np.array([0.5, 0.5]), 110_00, policy)
        >>> pace.amount_pence, pace.convergence.tolist()
        ((6574, 4426), [-0.005, 0.005])
    """
    idle = [place for place, pence in zip(places, spend_pence, strict=True) if pence <= 0]
    if idle:
        raise BadInput(
            Problem(
                "a place that spends nothing cannot be moved by growth and pace",
                given=", ".join(idle),
                do="give it what it is spent on now, or join it to another place",
            )
        )
    shares = share / share.sum()
    spend = np.asarray(spend_pence, dtype=np.float64) / _PENCE_PER_K
    year = StreamYear(
        stream="places",
        year="",
        codes=tuple(places),
        baseline_k=spend,
        opening_target_k=spend.sum() * shares,
        closing_target_k=total_pence / _PENCE_PER_K * shares,
        population=population,
        opening_population=population,
    )

    def at(growth: float) -> Allocation:
        return allocate(
            year,
            replace(policy, growth_mode=GrowthMode.UNIFORM, growth_rate=growth, rounding_k=None, partial_scope=False),
        )

    wanted = total_pence / _PENCE_PER_K
    growth = rising_root(lambda value: float(at(value).unrounded_k.sum()) - wanted, *_WIDEST)
    if growth is None:
        least, most = (float(at(end).unrounded_k.sum()) * 1000 for end in _WIDEST)
        raise BadInput(
            Problem(
                f"no growth between -50% and +100% brings {_shown(sum(spend_pence))} of spend to the ICB's amount",
                given=_shown(total_pence),
                expected=f"an amount between £{least:,.0f} and £{most:,.0f}",
                do="check whether spend is in pounds or thousands; or ease the policy's floors and ceilings",
            )
        )
    found = at(growth)
    amounts = split_largest_remainder(total_pence, found.unrounded_k.tolist())
    return PlacePace(
        places=tuple(places),
        spend_pence=tuple(spend_pence),
        share=shares,
        growth=growth,
        opening_distance=place_distance(spend_pence, shares),
        convergence=found.convergence,
        amount_pence=tuple(amounts),
        closing_distance=np.asarray(np.array(amounts) / (total_pence * shares) - 1.0),
        limit=tuple(LIMIT_NAMES[number] for number in found.deciding_limit.tolist()),
    )


def _shown(pence: int) -> str:
    return f"£{pence / 100:,.2f}"
