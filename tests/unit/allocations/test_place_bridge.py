"""A place's bridge sums to the penny, over its steps and over the places, and equals a slow plain version."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_bridge import (
    england_bridges,
    fair_share_bridges,
    health_inequalities_within_need,
    movement_bridge,
)
from commonweal.allocations.place_budget import IcbAmount, place_budgets
from commonweal.allocations.place_pace import place_pace
from commonweal.allocations.places import PlaceNeed, place_need
from commonweal.allocations.policy import Limits, Pace, Policy
from commonweal.allocations.practice_file import practice_file_from_columns
from commonweal.money import to_pence

PEOPLE = st.integers(1, 90_000)
NEEDS = st.lists(st.tuples(PEOPLE, PEOPLE, PEOPLE, PEOPLE), min_size=1, max_size=8)
PENCE = st.integers(1, 10**12)
SHARE = 0.15


def places(rows: list[tuple[int, int, int, int]], share: float = SHARE) -> PlaceNeed:
    """One place for each practice."""
    codes = [f"P{number}" for number in range(len(rows))]
    columns: dict[str, list[object]] = {
        "practice": list(codes),
        "icb": ["Q1"] * len(rows),
        "population": [people for people, *_ in rows],
        "wp_core": [core for _, core, _, _ in rows],
        "wp_health_inequalities": [unequal for *_, unequal in rows],
        "wp_primary_medical_need": [work for _, _, work, _ in rows],
        "wp_primary_medical": [repr((1 - share) * work + share * unequal) for _, _, work, unequal in rows],
    }
    file = practice_file_from_columns(columns, year="2025/26")
    members = members_from_pairs([(code, f"place {number}") for number, code in enumerate(codes)])
    return place_need(partition_practices(file, members, icb="Q1"))


@settings(max_examples=40, deadline=None)
@given(NEEDS, PENCE)
def test_core_sums_over_steps_and_over_places(rows: list[tuple[int, int, int, int]], pence: int) -> None:
    need, amount = places(rows), IcbAmount("Q1", "core", pence)
    bridges = fair_share_bridges(need, amount)
    lines = place_budgets(need, [amount]).lines
    people, weighted = sum(row[0] for row in rows), sum(row[1] for row in rows)
    for row, bridge, line in zip(rows, bridges, lines, strict=True):
        start, step = to_pence(bridge.start_k), bridge.step("need").amount_pence
        assert start + step == line.recurrent_pence == to_pence(bridge.end_k)
        assert abs(start - Fraction(pence * row[0], people)) < 1
        assert abs(start + step - Fraction(pence * row[1], weighted)) < 1
        assert bridge.step("need").standing == "not separable"
    assert sum(to_pence(bridge.start_k) for bridge in bridges) == pence
    assert sum(bridge.step("need").amount_pence for bridge in bridges) == 0


@settings(max_examples=40, deadline=None)
@given(NEEDS, PENCE, st.floats(0, 0.2))
def test_primary_medical_care_has_need_unequal_health_and_dispensing_apart(
    rows: list[tuple[int, int, int, int]], pence: int, dispensing: float
) -> None:
    need, amount = places(rows), IcbAmount("Q1", "primary_medical", pence, None, dispensing)
    bridges = fair_share_bridges(need, amount, SHARE)
    lines = [line for line in place_budgets(need, [amount]).lines if line.share is not None]
    kept = pence - sum(line.recurrent_pence for line in lines)
    people, unequal = sum(row[0] for row in rows), sum(row[3] for row in rows)
    whole = sum((1 - SHARE) * row[2] + SHARE * row[3] for row in rows)
    for row, bridge, line in zip(rows, bridges, lines, strict=True):
        amounts = {step.key: step.amount_pence for step in bridge.steps}
        assert all(step.standing == "exact" for step in bridge.steps)
        assert to_pence(bridge.start_k) + sum(amounts.values()) == line.recurrent_pence
        # Slowly: what avoidable mortality gives beyond a share by people.
        expected = (pence - kept) * SHARE * (row[3] - unequal * row[0] / people) / whole
        assert amounts["health_inequalities"] == pytest.approx(expected, abs=2.1, rel=1e-9)
    for key, expected_sum in (("need", 0), ("health_inequalities", 0), ("dispensing", -kept)):
        found = [step.amount_pence for bridge in bridges for step in bridge.steps if step.key == key]
        assert sum(found) == expected_sum


@settings(max_examples=40, deadline=None)
@given(st.lists(PEOPLE, min_size=1, max_size=8), PENCE, PENCE, PENCE)
def test_from_england_every_place_starts_where_its_own_bridge_does(
    heads: list[int], by_head: int, target: int, pence: int
) -> None:
    codes = [str(number) for number in range(len(heads))]
    bridges = england_bridges(codes, heads, by_head, target, pence)
    ends = [to_pence(bridge.end_k) for bridge in bridges]
    rows = [(people, people, people, people) for people in heads]
    assert ends == [to_pence(b.start_k) for b in fair_share_bridges(places(rows), IcbAmount("Q1", "core", pence))]
    assert sum(ends) == pence
    assert sum(bridge.step("icb_need").amount_pence for bridge in bridges) == target - by_head
    assert sum(bridge.step("icb_distance").amount_pence for bridge in bridges) == pence - target


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(10**7, 10**9), st.integers(1000, 9000)), min_size=2, max_size=6),
    st.floats(-0.1, 0.3),
    st.sampled_from([None, 0.01]),
)
def test_spend_leads_from_the_fair_share_to_the_amount(
    rows: list[tuple[int, int]], growth: float, ceiling: float | None
) -> None:
    spend, weights = [row[0] for row in rows], [float(row[1]) for row in rows]
    codes = [str(number) for number in range(len(rows))]
    total = round(sum(spend) * (1 + growth))
    policy = Policy(
        growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), limits=Limits(maximum_growth=ceiling)
    )
    feasible = ceiling is None or growth < ceiling - 0.001
    pace = place_pace(codes, spend, np.array(weights), total, policy) if feasible else None
    for number in range(len(rows)):
        fair = round(total * weights[number] / sum(weights))
        bridge = movement_bridge(number, codes, weights, fair, spend, pace, policy if pace else None)
        amounts = {step.key: step.amount_pence for step in bridge.steps}
        end = pace.amount_pence[number] if pace else spend[number]
        assert fair + sum(amounts.values()) == end == to_pence(bridge.end_k)
        today = sum(spend) * weights[number] / sum(weights)
        assert amounts["distance"] == pytest.approx(spend[number] - today, abs=1.01)
        if pace:
            assert amounts["growth"] == pytest.approx(spend[number] * pace.growth, abs=1.01)
            moved = spend[number] * (1 + pace.growth) * pace.convergence[number]
            assert amounts["pace"] == pytest.approx(moved, abs=2.01)
            assert ("limit" in amounts) == bool(pace.limit[number])


def test_a_bridge_says_which_way_need_goes() -> None:
    more, less = fair_share_bridges(places([(10, 12, 1, 1), (10, 8, 1, 1)]), IcbAmount("Q1", "core", 1000))
    assert "need more than" in more.step("need").label
    assert "need less than" in less.step("need").label


def test_the_estimate_is_nought_where_mortality_follows_need() -> None:
    found = health_inequalities_within_need([60.0, 40.0], [30.0, 20.0], 0, 1000, stated=0.1, scale=2.0)
    assert found == pytest.approx(0.0, abs=1e-9)
