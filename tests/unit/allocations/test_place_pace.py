"""Pace of change between places: the sum is met to the penny, and the growth is the one that a plain search finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.allocations.place_pace import place_distance, place_pace
from commonweal.allocations.policy import Basis, Form, Limits, Pace, Policy
from commonweal.problems import BadInput

PRE = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), basis=Basis.PRE)
OPENING = Policy(growth_rate=0.0, gain=Pace(1 / 15, 0.002), loss=Pace(1.0, 0.0071), basis=Basis.OPENING)


def slow_amounts(spend: list[float], share: list[float], total: float, policy: Policy, growth: float) -> list[float]:
    """Each place's amount at a growth rate, one at a time and from the words of the rule."""
    amounts = []
    for paid, part in zip(spend, share, strict=True):
        if policy.basis is Basis.OPENING:
            distance = paid / (sum(spend) * part / sum(share)) - 1
        else:
            distance = paid * (1 + growth) / (total * part / sum(share)) - 1
        pace = policy.gain if distance < 0 else policy.loss
        moved = min(float(pace.cap), abs(distance) * float(pace.slope)) * (1 if distance < 0 else -1)
        amounts.append(paid * (1 + growth + moved if policy.form is Form.ADDITIVE else (1 + growth) * (1 + moved)))
    return amounts


PLACES = st.lists(
    st.tuples(st.integers(min_value=10_000_00, max_value=900_000_00), st.floats(min_value=0.2, max_value=5.0)),
    min_size=1,
    max_size=8,
)


@given(PLACES, st.floats(min_value=-0.1, max_value=0.2), st.sampled_from([PRE, OPENING]))
def test_the_sum_is_met_to_the_penny_and_each_amount_follows_the_rule(
    places: list[tuple[int, float]], rise: float, policy: Policy
) -> None:
    spend, share = [paid for paid, _ in places], [part for _, part in places]
    total = round(sum(spend) * (1 + rise))
    codes = [f"L{number}" for number in range(len(spend))]
    pace = place_pace(codes, spend, np.array(share), total, policy)
    assert sum(pace.amount_pence) == total
    expected = slow_amounts([float(paid) for paid in spend], share, float(total), policy, pace.growth)
    assert list(pace.amount_pence) == pytest.approx(expected, abs=1.5 + total * 1e-9)
    near = (slow_sum(spend, share, total, policy, pace.growth + step) for step in (-1e-6, 1e-6))
    below, above = near
    assert below <= total + 1e-6 * total
    assert above >= total - 1e-6 * total


def slow_sum(spend: list[int], share: list[float], total: int, policy: Policy, growth: float) -> float:
    return sum(slow_amounts([float(paid) for paid in spend], share, float(total), policy, growth))


def test_places_move_towards_their_shares_and_never_past_them() -> None:
    pace = place_pace(["N", "S"], [60_000_00, 40_000_00], np.array([0.5, 0.5]), 102_000_00, PRE)
    assert abs(pace.closing_distance[0]) < abs(pace.opening_distance[0])
    assert pace.closing_distance[0] > 0 > pace.closing_distance[1]
    assert pace.rows()[0]["fair_share_pence"] == 51_000_00


def test_a_floor_holds_and_the_sum_is_still_met() -> None:
    from dataclasses import replace

    floored = replace(PRE, limits=Limits(minimum_growth=0.0))
    total = 99_900_00
    with pytest.raises(BadInput, match="No growth"):
        place_pace(["N", "S"], [60_000_00, 40_000_00], np.array([0.5, 0.5]), total, floored)
    met = place_pace(["N", "S"], [60_000_00, 40_000_00], np.array([0.5, 0.5]), 100_200_00, floored)
    assert sum(met.amount_pence) == 100_200_00
    assert min(now - paid for now, paid in zip(met.amount_pence, met.spend_pence, strict=True)) >= 0
    assert "minimum_growth" in met.limit


def test_spend_in_the_wrong_unit_is_found_out() -> None:
    with pytest.raises(BadInput, match="pounds or thousands"):
        place_pace(["N", "S"], [60_00, 40_00], np.array([0.5, 0.5]), 102_000_000, PRE)


def test_a_place_that_spends_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="spends nothing"):
        place_pace(["N", "S"], [60_00, 0], np.array([0.5, 0.5]), 60_00, PRE)


@given(PLACES)
def test_distances_are_those_of_shares_of_all_spend(places: list[tuple[int, float]]) -> None:
    spend, share = [paid for paid, _ in places], np.array([part for _, part in places])
    assume(len(places) > 1)
    distance = place_distance(spend, share)
    weights = share / share.sum()
    assert (weights * distance).sum() == pytest.approx(0.0, abs=1e-9)
    assert place_distance([10 * paid for paid in spend], share) == pytest.approx(distance)
