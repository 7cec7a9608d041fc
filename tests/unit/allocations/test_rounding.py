"""Arrays are rounded as single numbers are: half away from nought."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.rounding import round_to_step, too_close_to_call
from commonweal.money import round_half_away


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20))
def test_rounding_to_units_equals_the_decimal_version(values):
    rounded = round_to_step(np.array(values), 1.0)
    assert rounded.tolist() == [round_half_away(Decimal(value)) for value in values]


def test_halves_go_away_from_nought_on_both_sides():
    assert round_to_step(np.array([0.5, 1.5, 2.5, -0.5, -2.5]), 1.0).tolist() == [1.0, 2.0, 3.0, -1.0, -3.0]


def test_the_number_just_below_a_half_is_not_rounded_up():
    assert round_to_step(np.array([0.49999999999999994]), 1.0).tolist() == [0.0]


def test_nothing_is_rounded_without_a_step():
    assert round_to_step(np.array([1.23]), None).tolist() == [1.23]


def test_a_step_per_scenario_is_taken():
    assert round_to_step(np.array([[1250.0], [1250.0]]), np.array([[1000.0], [100.0]])).tolist() == [[1000.0], [1300.0]]


def test_a_figure_next_to_a_half_is_flagged():
    assert too_close_to_call(np.array([10.5 + 1e-12, -3.5, 10.4]), 1.0).tolist() == [True, True, False]
