"""What Wealdmarch is allocated and what its places spend, by the rules and prices of England in 2025/26.

Targets are England's pounds per weighted person times Wealdmarch's weighted people. Where Wealdmarch stands to its
target is chosen; growth and convergence follow the published policy of each stream.
"""

from __future__ import annotations

import math
from typing import Any

from commonweal import reference
from commonweal.demo import codes, names
from commonweal.demo.people import Practice
from commonweal.money import split_largest_remainder

YEAR = "2025/26"
FICTIONAL_NAME = f"{names.SYSTEM} ICB (fictional)"

# Opening distance from target, national growth, and prices per head where there is no weighted population.
_DISTANCE = {"core": 0.031, "primary_medical": -0.024}
_GROWTH = {"core": 0.0437, "primary_medical": 0.0309, "specialised": 0.0522, "pod": 0.0347}
_PER_HEAD_K = {"specialised": 0.3085, "pod": 0.0930, "running_costs": 0.01369}
_ADDITIONS = {"core": 0.0651, "primary_medical": 0.0948, "pod": 0.0012}
_SPEND_AGAINST_FAIR_SHARE = (-0.045, 0.012, 0.061, 0.028)
_SPEND_STREAMS = ("core", "primary_medical")


def weighted_sums(practices: list[Practice]) -> dict[str, float]:
    """Sums over practices: population, and each weighted population."""
    services = practices[0].need
    return {
        "population": math.fsum(practice.population for practice in practices),
        **{service: math.fsum(practice.weighted(service) for practice in practices) for service in services},
    }


def allocations(practices: list[Practice]) -> list[dict[str, Any]]:
    """Rows in the form of the bundled tables of allocations, one for each stream."""
    sums = weighted_sums(practices)
    rows = [_converged(stream, sums) for stream in ("core", "primary_medical")]
    specialised = sums["population"] * _PER_HEAD_K["specialised"]
    target = specialised / 1.018
    growth = _GROWTH["specialised"]
    convergence = _clip(-0.2 * (specialised * (1 + growth) / (target * 1.0528) - 1)) * 0.676
    rows.append(
        _row(
            "specialised",
            baseline_k=specialised,
            physical_health_baseline_k=specialised * 0.676,
            opening_target_k=target,
            base_growth=growth,
            convergence=convergence,
            recurrent_allocation_k=_whole(specialised * (1 + growth) * (1 + convergence)),
            closing_target_k=target * 1.0528,
        )
    )
    pod = sums["population"] * _PER_HEAD_K["pod"]
    rows.append(_row("pod", baseline_k=pod, base_growth=_GROWTH["pod"], recurrent_allocation_k=pod * 1.0347))
    rows.append(_row("running_costs", recurrent_allocation_k=_whole(sums["population"] * _PER_HEAD_K["running_costs"])))
    return rows


def _converged(stream: str, sums: dict[str, float]) -> dict[str, Any]:
    closing_target = _pounds_per_weighted_person(stream) * sums[stream]
    opening_target = closing_target / (1 + _GROWTH[stream])
    baseline = opening_target * (1 + _DISTANCE[stream])
    growth = _GROWTH[stream]
    convergence = _clip(-0.2 * (baseline * (1 + growth) / closing_target - 1))
    return _row(
        stream,
        baseline_k=baseline,
        opening_target_k=opening_target,
        base_growth=growth,
        convergence=convergence,
        recurrent_allocation_k=_whole(baseline * (1 + growth) * (1 + convergence)),
        closing_target_k=closing_target,
    )


def _row(stream: str, **figures: float) -> dict[str, Any]:
    rounded = {name: round(value, 9 if name in _FRACTIONS else 3) for name, value in figures.items()}
    allocation = rounded["recurrent_allocation_k"]
    distances = {}
    if "opening_target_k" in rounded:
        distances["opening_dft"] = round(rounded["baseline_k"] / rounded["opening_target_k"] - 1, 12)
        distances["closing_dft"] = round(allocation / rounded["closing_target_k"] - 1, 12)
    return {
        "year": YEAR,
        "stream": stream,
        "region_code": codes.REGION,
        "icb_code": codes.SYSTEM,
        "icb_name": FICTIONAL_NAME,
        **rounded,
        **distances,
        "total_allocation_k": round(allocation * (1 + _ADDITIONS.get(stream, 0.0)), 3),
    }


_FRACTIONS = frozenset({"base_growth", "convergence"})


def _clip(value: float) -> float:
    return min(max(value, -0.005), 0.005)


def _whole(value: float) -> float:
    return float(math.floor(value + 0.5))


def _pounds_per_weighted_person(stream: str) -> float:
    """England's closing target per weighted person, £ thousand."""
    weighted = {
        row["icb_code"]: float(row[stream])
        for row in reference.rows("allocations/weighted_populations")
        if row["edition"] == "2025/26 June 2025"
    }
    targets = [float(row["closing_target_k"]) for row in reference.rows(f"allocations/{stream}") if row["year"] == YEAR]
    return math.fsum(targets) / math.fsum(weighted.values())


def spending(practices: list[Practice], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each place spends now, pounds and pence; it sums to Wealdmarch's baseline of each stream."""
    found = []
    for stream in _SPEND_STREAMS:
        baseline_k = next(row["baseline_k"] for row in rows if row["stream"] == stream)
        weights = []
        for place, leaning in enumerate(_SPEND_AGAINST_FAIR_SHARE, start=1):
            share = math.fsum(practice.weighted(stream) for practice in practices if practice.place == place)
            weights.append(round(share * (1 + leaning), 6))
        pence = split_largest_remainder(round(baseline_k * 100_000), weights)
        for place, amount in enumerate(pence, start=1):
            found.append(
                {
                    "ICB": codes.SYSTEM,
                    "Place": codes.place(place),
                    "Place name": names.PLACES[place - 1],
                    "Stream": stream,
                    "Spend (£)": f"{amount // 100}.{amount % 100:02d}",
                }
            )
    return found
