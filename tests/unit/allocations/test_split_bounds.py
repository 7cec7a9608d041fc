"""Floors and caps, against a plain search for the scale at which the clipped shares sum to the fund."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.split_bounds import Bounds, split_within
from commonweal.problems import BadInput

PARTS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=1000),
        st.integers(min_value=0, max_value=400),
        st.integers(min_value=0, max_value=4000),
    ),
    min_size=1,
    max_size=8,
)


def slow_clipped(total: int, weights: list[int], floors: list[int], caps: list[int]) -> list[Fraction]:
    """Try every scale at which some part meets a bound, and solve between the two that enclose the total."""

    def at(scale: Fraction) -> list[Fraction]:
        return [
            min(Fraction(cap), max(Fraction(floor), weight * scale))
            for weight, floor, cap in zip(weights, floors, caps, strict=True)
        ]

    edges = sorted({Fraction(bound, w) for w, f, c in zip(weights, floors, caps, strict=True) if w for bound in (f, c)})
    edges = [Fraction(0), *edges, (edges[-1] if edges else Fraction(0)) + 1]
    for low, high in pairwise(edges):
        below, above = sum(at(low)), sum(at(high))
        if below <= total <= above:
            scale = low if above == below else low + (high - low) * (total - below) / (above - below)
            return at(scale)
    raise AssertionError("no scale meets the total")


@given(PARTS, st.floats(min_value=0.0, max_value=1.0))
def test_amounts_equal_the_plain_search(parts: list[tuple[int, int, int]], position: float) -> None:
    weights = [weight for weight, _, _ in parts]
    floors = [floor for _, floor, _ in parts]
    caps = [floor + room for _, floor, room in parts]
    most = sum(cap if weight else floor for weight, floor, cap in zip(weights, floors, caps, strict=True))
    total = sum(floors) + round(position * (most - sum(floors)))
    amounts = split_within(total, weights, floors, caps)
    assert sum(amounts) == total
    expected = slow_clipped(total, weights, floors, caps)
    for amount, share, floor, cap in zip(amounts, expected, floors, caps, strict=True):
        assert floor <= amount <= cap
        assert abs(amount - share) < 1


@given(PARTS, st.floats(min_value=0.0, max_value=1.0))
def test_whenever_bounds_can_be_met_they_are(parts: list[tuple[int, int, int]], position: float) -> None:
    """Parts without a weight share only what nobody with a weight may have."""
    floors = [floor for _, floor, _ in parts]
    caps = [floor + room for _, floor, room in parts]
    total = sum(floors) + round(position * (sum(caps) - sum(floors)))
    amounts = split_within(total, [weight for weight, _, _ in parts], floors, caps)
    assert sum(amounts) == total
    assert all(floor <= amount <= cap for amount, floor, cap in zip(amounts, floors, caps, strict=True))


def test_bounds_that_cannot_be_met_say_by_how_much() -> None:
    with pytest.raises(BadInput, match="floors sum to more"):
        split_within(100, [1, 1], [60, 60], [100, 100])
    with pytest.raises(BadInput, match="caps sum to less"):
        split_within(100, [1, 1], [0, 0], [30, 30])
    with pytest.raises(BadInput, match="below its floor"):
        split_within(100, [1, 1], [50, 0], [30, 100])


def test_floors_and_caps_per_head_are_whole_pence_on_the_safe_side() -> None:
    bounds = Bounds(floor_pence=100, cap_pence=900, floor_per_head_pence=3, cap_per_head_pence=7)
    assert bounds.floors([10.5, 100.2]) == [100, 301]
    assert bounds.caps([10.5, 100.2], 800) == [73, 701]
    assert Bounds().none
    assert Bounds().caps([1.0], 800) == [800]


def test_floors_above_the_fund_are_told_as_floors_though_each_is_above_the_whole():
    bounds = Bounds(floor_pence=500_000)
    with pytest.raises(BadInput, match="floors sum to more than the fund"):
        split_within(10_000, [1, 1], bounds.floors([1, 1]), bounds.caps([1, 1], 10_000))


def test_a_cap_below_its_floor_is_told_before_what_the_caps_sum_to():
    with pytest.raises(BadInput, match="A cap is below its floor"):
        split_within(10_000, [1, 1], [500, 500], [400, 400])
