"""The path to target: one to five years ahead, firm then indicative, and how long the whole way takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray, IntArray, Number, shares
from commonweal.allocations.policy import GrowthMode, Policy, Status
from commonweal.allocations.stream_year import StreamYear
from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput, Problem

MOST_YEARS_AHEAD = 5
"""How many years a path may show; beyond that nothing about a round is known."""

ON_TARGET = 0.005
"""Within half a per cent of target counts as there, where nothing else is said."""


@dataclass(frozen=True, eq=False, kw_only=True)
class YearAhead:
    """What is assumed about a year to come. What is not given stays as in the year before.

    Args:
        policy: The rule of that year.
        target_growth: How much England's total of targets grows, a fraction; None takes the policy's uniform growth.
        weighted: (n,) projected weighted people.
        transfers_k: (n,) recurrent transfers into the baseline before growth, £k; may be negative.
        population: (n,) projected people, for limits and figures for each person.
        deflator: Growth of prices in that year, a fraction, for real growth.
    """

    policy: Policy
    target_growth: Number | None = None
    weighted: FloatArray | None = None
    transfers_k: FloatArray | None = None
    population: FloatArray | None = None
    deflator: float = 0.0


@dataclass(frozen=True, eq=False)
class PathYear:
    """One year of a path.

    Args:
        year: The financial year, as ``2026/27``.
        status: Firm or indicative.
        allocation: What the year's policy gives, with its steps.
        cash_growth: (n,) growth over the year before, a fraction.
        real_growth_per_head: (n,) the same for each person and in constant prices; missing without populations.
    """

    year: str
    status: Status
    allocation: Allocation
    cash_growth: FloatArray
    real_growth_per_head: FloatArray


def follow(start: Allocation, ahead: Sequence[YearAhead]) -> tuple[PathYear, ...]:
    """Carry an allocation forward year by year.

    Each year's baseline is the allocation before it plus transfers; its opening target is last year's closing target;
    its closing target is its share of weighted people times the national total of the year.

    Args:
        start: The last year that is known; it must have closing targets.
        ahead: One to five years.

    Returns:
        The years in order.

    Raises:
        BadInput: No years or more than five, no closing targets, or growth of targets that is not known.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL",), baseline_k=np.array([2797301.408]),
        ...                   closing_target_k=np.array([3069962.497]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> years = follow(allocate(year, policy), [YearAhead(policy=policy)] * 3)
        >>> [(one.year, float(one.allocation.closing_distance[0].round(4))) for one in years]
        [('2026/27', -0.0395), ('2027/28', -0.0347), ('2028/29', -0.0298)]
    """
    if not 1 <= len(ahead) <= MOST_YEARS_AHEAD:
        raise BadInput(
            Problem(
                "a path runs for one to five years",
                given=str(len(ahead)),
                do="use years_to_target to ask how long the whole way takes",
            )
        )
    found, last = [], start
    for assumed in ahead:
        now = allocate(_next_year(last.year, last.allocation_k, assumed), assumed.policy)
        grown = now.allocation_k / last.allocation_k
        people = _ratio(now.year.population, now.year.opening_population)
        found.append(
            PathYear(
                year=now.year.year,
                status=assumed.policy.status,
                allocation=now,
                cash_growth=grown - 1.0,
                real_growth_per_head=grown / people / (1.0 + assumed.deflator) - 1.0,
            )
        )
        last = now
    return tuple(found)


def years_to_target(
    start: Allocation, policy: Policy, *, within: float = ON_TARGET, target_growth: Number | None = None, most: int = 60
) -> IntArray:
    """After how many more years each organisation first lies within a distance of its target.

    The rule, the growth of targets and the shares are held constant. This is an outlook, not a forecast.

    Args:
        start: The last year that is known; it must have closing targets.
        policy: The rule of every year to come.
        within: How near counts as there, a fraction of the target.
        target_growth: Growth of England's total of targets in each year; None takes the policy's uniform growth.
        most: How many years to try.

    Returns:
        (n,) whole years; 0 for those that are there at the start, -1 for those not there after ``most`` years.

    Example:
        >>> from commonweal.allocations.policy import Pace
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL",), baseline_k=np.array([2797301.408]),
        ...                   closing_target_k=np.array([3069962.497]))
        >>> policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> years_to_target(allocate(year, policy), policy).tolist()
        [12]
    """
    if not 0 < within < 1:
        raise BadInput(
            Problem("how near counts as on target is a fraction", given=str(within), expected="such as 0.005")
        )
    assumed = YearAhead(policy=policy, target_growth=target_growth)
    last, distance = start, _closing_distance(start)
    found = np.where(np.abs(distance) <= within, 0, -1)
    for number in range(1, most + 1):
        if np.all(found >= 0):
            break
        last = allocate(_next_year(last.year, last.allocation_k, assumed), policy)
        there = np.abs(_closing_distance(last)) <= within
        found = np.where((found < 0) & there, number, found)
    return found


def _next_year(year: StreamYear, allocation_k: FloatArray, assumed: YearAhead) -> StreamYear:
    target = year.required_closing_target()
    growth = assumed.target_growth
    if growth is None:
        growth = assumed.policy.growth_rate if assumed.policy.growth_mode is GrowthMode.UNIFORM else None
    if growth is None:
        raise BadInput(
            Problem("the growth of targets in a year to come is not known", do="give target_growth, as a fraction")
        )
    total = target.sum(axis=-1, keepdims=True) * (1.0 + growth)
    share = shares(target if assumed.weighted is None else assumed.weighted)
    transfers = 0.0 if assumed.transfers_k is None else assumed.transfers_k
    return replace(
        year,
        year=str(FinancialYear(year.year).next()),
        baseline_k=np.asarray(allocation_k + transfers),
        opening_target_k=target,
        closing_target_k=np.asarray(share * total),
        opening_population=year.population,
        population=year.population if assumed.population is None else assumed.population,
    )


def _closing_distance(allocation: Allocation) -> FloatArray:
    allocation.year.required_closing_target()
    distance = allocation.closing_distance
    assert distance is not None
    return distance


def _ratio(now: FloatArray | None, before: FloatArray | None) -> FloatArray | float:
    return float("nan") if now is None or before is None else now / before
