"""From a place's fair share to what it would be given: the part of its answer that needs to know what places spend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.allocations.bridge import Bridge
from commonweal.allocations.method import METHOD
from commonweal.allocations.place_amounts import Amounts
from commonweal.allocations.place_bridge import movement_bridge, parts_of
from commonweal.allocations.place_budget import IcbAmount
from commonweal.allocations.place_evidence import find_pace, find_spend, own_source
from commonweal.allocations.place_movement import place_movements
from commonweal.allocations.places import PlaceNeed
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.answers import Evidence, Source, Unknown
from commonweal.money import show


@dataclass(frozen=True)
class Moved:
    """What spend adds to the answer.

    Args:
        bridge: From the fair share on; None where no spend is given, or some is missing.
        sentence: What to say of it, with a space before; empty where there is nothing to say.
        sources: Where each step comes from.
        unknowns: What is missing.
    """

    bridge: Bridge | None = None
    sentence: str = ""
    sources: Callable[[str], tuple[Source, ...]] = lambda key: ()
    unknowns: tuple[Unknown, ...] = ()


def moved(
    inputs: Mapping[str, Any], evidence: Evidence, need: PlaceNeed, amount: IcbAmount, place: str, fair_share_pence: int
) -> Moved:
    """The distance of a place from its fair share, and what the pace of change would give it.

    Args:
        inputs: Of the question; ``spend`` names the file of what places spend, ``policy`` a pace of one's own.
        evidence: Gives the files and the rule of the year.
        need: The places.
        amount: What the ICB was allocated.
        place: The place.
        fair_share_pence: Its fair share.

    Raises:
        BadInput: A file is faulty, or no growth brings what places spend to the ICB's amount.
    """
    spend = find_spend(inputs, evidence)
    if spend is None:
        return Moved()
    pace = find_pace(inputs, evidence)
    policies = {amount.stream: pace[0]} if pace else {}
    found = place_movements(need, Amounts(str(inputs["year"]), (amount,), ""), spend, policies)
    movement = next((each for each in found if (each.icb, each.stream) == (amount.icb, amount.stream)), None)
    if movement is None or not movement.distance:
        return Moved(unknowns=_missing(movement.findings if movement else (), place))
    number = movement.places.index(place)
    spent = [pence for pence in movement.spend_pence if pence is not None]
    share = need.weighted[parts_of(need, amount.icb), need.column(STREAM_WEIGHTS[amount.stream])].tolist()
    policy = pace[0] if pace else None
    bridge = movement_bridge(number, movement.places, share, fair_share_pence, spent, movement.pace, policy)
    given = own_source(inputs["spend"])
    by_key: dict[str, tuple[Source, ...]] = {
        "growth_to_come": (given, METHOD),
        "distance": (given, METHOD),
        **(dict.fromkeys(("growth", "pace", "limit"), (pace[1], METHOD)) if pace else {}),
    }
    away = movement.distance[number]
    sentence = (
        f" It spends {show(spent[number])} today, {abs(away):.2%} {'above' if away >= 0 else 'below'} its fair share "
        "of what all places spend"
    )
    if movement.pace is not None:
        sentence += f"; at this year's pace it would be given {show(movement.pace.amount_pence[number])}"
    return Moved(bridge, sentence + ".", lambda key: by_key[key])


def _missing(findings: Any, place: str) -> tuple[Unknown, ...]:
    told = [finding.sentence.rstrip(".") for finding in findings] or [f"what {place} and its neighbours spend"]
    return tuple(
        Unknown(
            fact,
            "Each place's target is its share of all spend, so one missing amount leaves every distance open.",
            "add its row to the spend file; a missing amount is not nought",
        )
        for fact in told[:10]
    )
