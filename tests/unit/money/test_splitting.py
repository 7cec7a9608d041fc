"""Splitting is exact and fair, compared with a slow plain version."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.money import split_largest_remainder
from commonweal.problems import BadInput


def plain_split(total, weights):
    """Give the units out one at a time to whoever is furthest below the exact share rounded down, then by remainder."""
    sign = -1 if total < 0 else 1
    whole = sum(Fraction(weight) for weight in weights)
    shares = [Fraction(weight) * abs(total) / whole for weight in weights]
    parts = [share.numerator // share.denominator for share in shares]
    while sum(parts) < abs(total):
        shortfalls = [share - part for share, part in zip(shares, parts, strict=True)]
        parts[shortfalls.index(max(shortfalls))] += 1
    return [sign * part for part in parts]


weights_lists = st.lists(
    st.one_of(st.integers(0, 10**9), st.floats(0, 1e9, allow_nan=False)), min_size=1, max_size=12
).filter(lambda weights: sum(weights) > 0)


@given(total=st.integers(-(10**12), 10**12), weights=weights_lists)
def test_split_sums_to_total_and_equals_the_plain_version(total, weights):
    parts = split_largest_remainder(total, weights)
    assert sum(parts) == total
    assert parts == plain_split(total, weights)


@given(total=st.integers(0, 10**9), weights=weights_lists)
def test_every_part_is_within_one_unit_of_its_exact_share(total, weights):
    whole = sum(Fraction(weight) for weight in weights)
    for part, weight in zip(split_largest_remainder(total, weights), weights, strict=True):
        assert abs(part - Fraction(weight) * total / whole) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [1, float("nan")], [1, float("inf")]])
def test_weights_that_cannot_be_used_are_refused(weights):
    with pytest.raises(BadInput):
        split_largest_remainder(100, weights)


def test_whole_numbers_of_an_array_are_weights_too():
    assert split_largest_remainder(100, np.array([1, 2])) == split_largest_remainder(100, [1, 2])
