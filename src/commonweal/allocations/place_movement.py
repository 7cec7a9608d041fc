"""From spend to movement: how far from target each place stands in each stream, and where the pace takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.allocations.findings import Finding
from commonweal.allocations.place_amounts import Amounts
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.allocations.place_pace import PlacePace, place_distance, place_pace
from commonweal.allocations.place_spend import PlaceSpend
from commonweal.allocations.places import PlaceNeed
from commonweal.allocations.policy import Policy
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.money import round_half_away

MOST_DISTANCE = 0.5
"""A place further than this from its fair share has an amount in other units, or only a part of it."""


@dataclass(frozen=True, eq=False)
class Movement:
    """One ICB's places in one stream: distance from target, and the pace of change where it could be worked.

    Args:
        icb, stream: What it is of.
        places: Place codes.
        spend_pence: What each spends; None where that is not known.
        distance: Spend over the fair share of all spend, minus 1; empty where any spend is missing.
        pace: The movement; None where there is no amount or no policy, or spend is missing.
        findings: What stopped it.
    """

    icb: str
    stream: str
    places: tuple[str, ...]
    spend_pence: tuple[int | None, ...]
    distance: tuple[float, ...] = ()
    pace: PlacePace | None = None
    findings: tuple[Finding, ...] = ()

    def rows(self) -> list[dict[str, Any]]:
        """One row per place."""
        if self.pace is not None:
            return [{"icb": self.icb, "stream": self.stream, **row} for row in self.pace.rows()]
        return [
            {
                "icb": self.icb,
                "stream": self.stream,
                "place": place,
                "spend_pence": self.spend_pence[number],
                "opening_distance": self.distance[number] if self.distance else None,
            }
            for number, place in enumerate(self.places)
        ]

    def to_json(self) -> dict[str, Any]:
        """The movement as plain JSON."""
        return {
            "icb": self.icb,
            "stream": self.stream,
            "growth": self.pace.growth if self.pace else None,
            "places": self.rows(),
        }


def place_movements(
    need: PlaceNeed, amounts: Amounts | None, spend: PlaceSpend, policies: Mapping[str, Policy]
) -> tuple[Movement, ...]:
    """Work distance and pace for every ICB and stream that the spend file speaks of.

    A place whose spend is missing stops its ICB's stream, since each place's target is a share of all spend: a missing
    figure is never nought. The part for dispensing doctors is kept apart here too.

    Args:
        need: The places.
        amounts: What each ICB was allocated; None leaves the pace out.
        spend: What places spend.
        policies: Pace of change by stream.

    Raises:
        BadInput: A place spends nothing, or no growth meets an ICB's amount.
    """
    given = {(amount.icb, amount.stream): amount for amount in amounts.amounts} if amounts else {}
    found = []
    for stream in spend.streams:
        service = STREAM_WEIGHTS.get(stream)
        if service is None or service not in need.services:
            found.append(Movement("", stream, (), (), findings=(_not_by_weights(stream),)))
            continue
        for icb in dict.fromkeys(need.partition.icbs):
            parts = [part for part, code in enumerate(need.partition.icbs) if code == icb]
            places = tuple(need.partition.places[part] for part in parts)
            paid = tuple(spend.of(icb, place, stream) for place in places)
            if all(pence is None for pence in paid):
                continue
            if any(pence is None for pence in paid):
                missing = tuple(
                    _missing(icb, stream, place) for place, pence in zip(places, paid, strict=True) if pence is None
                )
                found.append(Movement(icb, stream, places, paid, findings=missing))
                continue
            whole = [pence for pence in paid if pence is not None]
            share = need.weighted[parts, need.column(service)]
            distance = tuple(place_distance(whole, share).tolist())
            odd = tuple(
                _absurd(icb, stream, place, gap)
                for place, gap in zip(places, distance, strict=True)
                if abs(gap) > MOST_DISTANCE
            )
            amount, policy = given.get((icb, stream)), policies.get(stream)
            pace = None
            if amount is not None and policy is not None:
                total = amount.recurrent_pence - round_half_away(amount.recurrent_pence * amount.dispensing_fraction)
                pace = place_pace(places, whole, share, total, policy, population=need.population[parts])
            found.append(Movement(icb, stream, places, paid, distance, pace, odd))
    return (*found, *_unused(need, spend))


def _not_by_weights(stream: str) -> Finding:
    return Finding(
        "stream_not_shared",
        f"{STREAM_NAMES[stream]} has no weighted population of places, so there is no distance from target.",
        severity="warning",
    )


def _missing(icb: str, stream: str, place: str) -> Finding:
    return Finding(
        "spend_missing",
        f"The spend of {place} ({icb}) on {STREAM_NAMES[stream].lower()} is not given: {icb} has no distances.",
        severity="warning",
        place=place,
        do="add its row; a missing amount is not nought",
    )


def _absurd(icb: str, stream: str, place: str, distance: float) -> Finding:
    return Finding(
        "absurd_spend",
        f"The spend of {place} ({icb}) on {STREAM_NAMES[stream].lower()} stands {distance:+.0%} from its fair share.",
        severity="warning",
        place=place,
        do="check whether its amount is in pounds like the others, and whether it is complete",
    )


def _unused(need: PlaceNeed, spend: PlaceSpend) -> tuple[Movement, ...]:
    """Spend of places that are not among the places, so that no pound is passed over in silence."""
    partition = need.partition
    known = set(zip(partition.icbs, partition.places, strict=True)) | {("", place) for place in partition.places}
    strays = sorted({(icb, place) for icb, place, _ in spend.pence} - known)
    if not strays:
        return ()
    findings = tuple(
        Finding(
            "spend_of_unknown_place",
            f"{place}{f' of {icb}' if icb else ''} has spend in {spend.origin or 'the spend file'} and is not one of "
            "the places.",
            severity="warning",
            place=place,
            do="check its code and its ICB",
        )
        for icb, place in strays
    )
    return (Movement("", "", (), (), findings=findings),)
