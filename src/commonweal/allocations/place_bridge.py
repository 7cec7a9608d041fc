"""One place's number taken apart: from its head count to its fair share, and from there to what it would be given.

Every bridge here is in whole pence. Its start and steps sum to its end, and over the places of an ICB the starts sum to
the ICB's amount, and each step to what stays with the ICB, or to nought.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.allocations.bridge import Bridge, Standing, Step, bridge_in_pence
from commonweal.allocations.place_budget import IcbAmount, whole_weights
from commonweal.allocations.place_pace import PlacePace
from commonweal.allocations.places import PlaceNeed
from commonweal.allocations.policy import Form, Policy
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.allocations.rounding import percent
from commonweal.money import round_half_away, split_largest_remainder

BY_HEAD = "The ICB's money shared out by people alone, as if every person needed the same"
FAIR_SHARE = "fair share"
ENGLAND_BY_HEAD = "England's money (the sum of all targets) shared out by people alone"
WHAT_IT_WOULD_GET = "what it would be given this year"


def parts_of(need: PlaceNeed, icb: str) -> list[int]:
    """The parts of the partition that lie in an ICB, in their order."""
    return [part for part, code in enumerate(need.partition.icbs) if code == icb]


def fair_share_bridges(need: PlaceNeed, amount: IcbAmount, shares: float | None = None) -> tuple[Bridge, ...]:
    """The fair share of every place of an ICB, from the ICB's money shared by people alone.

    Args:
        need: The places, the stream's weighted population among the services.
        amount: What the ICB was allocated in the stream.
        shares: The health-inequalities share of primary medical care, where the practice file follows it; then need
            and health inequalities stand apart, both exact. Otherwise need is one step.

    Returns:
        One bridge for each part of the ICB, in the order of the parts; the ends are the lines of ``place_budgets``.

    Example:
        >>> from commonweal.allocations.membership import members_from_pairs
        >>> from commonweal.allocations.partition import partition_practices
        >>> from commonweal.allocations.places import place_need
        >>> from commonweal.money import to_pence
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> file = practice_file_from_columns({"practice": ["P1", "P2"], "icb": ["Q1"] * 2,
        ...     "population": [10, 10], "wp_core": [12, 8]})
        >>> need = place_need(partition_practices(file, members_from_pairs([("P1", "North"), ("P2", "South")])))
        >>> north, south = fair_share_bridges(need, IcbAmount("Q1", "core", 101))
        >>> [(to_pence(each.start_k), each.step("need").amount_pence) for each in (north, south)]
        [(51, 10), (50, -10)]
    """
    parts = parts_of(need, amount.icb)
    column = need.column(STREAM_WEIGHTS[amount.stream])
    heads = whole_weights(need.population[parts].tolist())
    weights = whole_weights(need.weighted[parts, column].tolist())
    apart = round_half_away(amount.recurrent_pence * amount.dispensing_fraction)
    shared = amount.recurrent_pence - apart
    reached = [split_largest_remainder(amount.recurrent_pence, heads)]
    steps = []
    if apart:
        reached.append(split_largest_remainder(shared, heads))
        steps.append(_DISPENSING)
    if shares is not None:
        # Need is put in first, and health inequalities still follow heads; then they follow avoidable mortality.
        partly = _with_need_alone(need, parts, shares)
        reached.append(split_largest_remainder(shared, whole_weights(partly)))
        steps += [_need_of(1.0 - shares), _UNEQUAL]
    reached.append(split_largest_remainder(shared, weights))
    return tuple(
        _bridge_of(place, [after[number] for after in reached], steps)
        for number, place in enumerate(need.partition.places[part] for part in parts)
    )


def england_bridges(
    places: Sequence[str], heads: Sequence[float], by_head_pence: int, target_pence: int, amount_pence: int
) -> tuple[Bridge, ...]:
    """From England to the start of each place's bridge, which is the ICB's money shared by people alone.

    Args:
        places: Place codes.
        heads: People of each place.
        by_head_pence: The ICB's part of England's targets by people alone.
        target_pence: The ICB's target.
        amount_pence: What the ICB was allocated.
    """
    weights = whole_weights(heads)
    reached = [split_largest_remainder(total, weights) for total in (by_head_pence, target_pence, amount_pence)]
    return tuple(
        bridge_in_pence(
            place, ENGLAND_BY_HEAD, [after[number] for after in reached], [_ICB_NEED, _ICB_DISTANCE], BY_HEAD
        )
        for number, place in enumerate(places)
    )


def health_inequalities_within_need(
    weighted: Sequence[float], unequal: Sequence[float], number: int, amount_pence: int, *, stated: float, scale: float
) -> float:
    """About what the health-inequalities share gives or takes from a place's core share, pence. An estimate.

    Args:
        weighted: Overall core weighted people of each place of the ICB.
        unequal: Weighted people by avoidable mortality of each place.
        number: The position of the place.
        amount_pence: What the ICB's places share.
        stated: The share as the publisher states it.
        scale: What brings people weighted by mortality to the scale of overall core: the ICB's costs and England's
            sum.

    Example:
        >>> health_inequalities_within_need([100.0, 100.0], [120.0, 80.0], 0, 1000, stated=0.1, scale=1.0).__round__(4)
        11.1111
    """
    whole, mortality = np.asarray(weighted), stated * scale * np.asarray(unequal)
    rest = whole - mortality
    return float(amount_pence * (whole[number] / whole.sum() - rest[number] / rest.sum()))


def movement_bridge(
    number: int,
    places: Sequence[str],
    share: Sequence[float],
    fair_share_pence: int,
    spend_pence: Sequence[int],
    pace: PlacePace | None,
    policy: Policy | None,
) -> Bridge:
    """From a place's fair share to what it spends today, and from there to what the pace of change would give it.

    Args:
        number: The position of the place.
        places: Place codes of the ICB.
        share: Weighted population of each place.
        fair_share_pence: The place's fair share of this year's amount.
        spend_pence: What each place spends today.
        pace: The movement; None leaves the bridge at today's spend.
        policy: The pace of change, where there is a movement.
    """
    today = split_largest_remainder(sum(spend_pence), whole_weights(share))[number]
    spend = spend_pence[number]
    reached = [fair_share_pence, today, spend]
    above = spend / today - 1.0 if today else 0.0
    side = "more" if spend >= today else "less"
    steps = [
        _step("growth_to_come", "this year's growth, not yet in what places spend today",
              f"all places spend £{sum(spend_pence) / 100:,.0f} today, of which its fair share is £{today / 100:,.0f}"),
        _step("distance", f"distance from target: it spends {side} than its fair share today",
              f"{above:+.2%}; spend is what you gave"),
    ]  # fmt: skip
    if pace is None or policy is None:
        return bridge_in_pence(places[number], FAIR_SHARE, reached, steps, "what it spends today")
    grown = round_half_away(spend * (1.0 + pace.growth))
    reached.append(grown)
    steps.append(
        _step("growth", "base growth, the same for every place",
              f"{percent(pace.growth, signed=True)} of what it spends, found so that all places together get the "
              "ICB's amount")
    )  # fmt: skip
    moved = float(pace.convergence[number])
    pulled = _step("pace", "pace of change: a step towards its fair share, and the last pennies",
                   f"{percent(moved, signed=True)} of the grown spend, the ICB's own pace towards target")  # fmt: skip
    if pace.limit[number]:
        base = spend if policy.form is Form.ADDITIVE else spend * (1.0 + pace.growth)
        reached.append(grown + round_half_away(base * moved))
        steps += [pulled, _step("limit", "a floor or a ceiling", pace.limit[number].replace("_", " "))]
    else:
        steps.append(pulled)
    reached.append(pace.amount_pence[number])
    return bridge_in_pence(places[number], FAIR_SHARE, reached, steps, WHAT_IT_WOULD_GET)


def _bridge_of(place: str, reached: Sequence[int], steps: Sequence[Step]) -> Bridge:
    """One place's bridge; where need is one step, it says which way it goes."""
    if len(steps) == len(reached) - 1:
        return bridge_in_pence(place, BY_HEAD, reached, steps, FAIR_SHARE)
    side = "more" if reached[-1] >= reached[-2] else "less"
    need = _step(
        "need",
        f"need: its people need {side} than the ICB's average person",
        "age, sickness, deprivation and local costs together, as the weighted populations of its practices have them",
        Standing.NOT_SEPARABLE,
    )
    return bridge_in_pence(place, BY_HEAD, reached, [*steps, need], FAIR_SHARE)


def _with_need_alone(need: PlaceNeed, parts: Sequence[int], share: float) -> list[float]:
    workload = need.weighted[parts, need.column("primary_medical_need")]
    unequal = need.weighted[parts, need.column("health_inequalities")]
    people = need.population[parts]
    partly: list[float] = ((1.0 - share) * workload + share * unequal.sum() * people / people.sum()).tolist()
    return partly


def _step(key: str, label: str, because: str, standing: Standing = Standing.EXACT) -> Step:
    return Step(key, label, 0.0, standing, because)


_DISPENSING = _step(
    "dispensing",
    "the part for dispensing doctors, kept apart",
    "it follows dispensing, not need, and is paid where they are; this is what its people would have brought of it",
)
_UNEQUAL = _step(
    "health_inequalities",
    "health inequalities: deaths that could have been avoided",
    "its share of weighted people by avoidable mortality, in place of its share of people",
)
_ICB_NEED = _step(
    "icb_need",
    "need of the whole ICB against England",
    "the ICB's target less its share by people; it comes to each place by its people",
    Standing.NOT_SEPARABLE,
)
_ICB_DISTANCE = _step(
    "icb_distance",
    "where the whole ICB stands to its own target",
    "what the ICB was allocated less its target: history that convergence has not yet made good",
)


def _need_of(share: float) -> Step:
    return _step(
        "need",
        "need: the work its people bring to general practice, by age, sex and sickness",
        f"{share:.0%} of the weighted population follows workload",
    )
