"""Amounts are read as people write them, and refused when they are not amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.money import pounds, round_half_away, show, show_thousands, to_pence
from commonweal.problems import BadInput


@given(st.integers(-(10**15), 10**15))
def test_what_is_shown_is_read_back(pence):
    assert pounds(show(pence)) == pence


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("0", 0),
        ("£1", 100),
        ("-£1.50", -150),
        ("£-1.50", -150),
        ("(1,000)", -100_000),
        ("−2k", -200_000),
        (" 3.5m ", 350_000_000),
    ],
)
def test_written_amounts_are_read(text, pence):
    assert pounds(text) == pence


@pytest.mark.parametrize("text", ["", "£", "k", "ten", "1,00", "1.234", "(5", "--5", "1e5", "£1 2"])
def test_text_that_is_no_amount_is_refused(text):
    with pytest.raises(BadInput):
        pounds(text)


@pytest.mark.parametrize(
    ("value", "to", "rounded"),
    [
        (250, 100, 300),
        (-250, 100, -300),
        (0.5, 1, 1),
        (1.005 * 1000, 1, 1005),
        (2.4999999, 1, 2),
        (Decimal("0.5"), 1, 1),
    ],
)
def test_a_half_goes_away_from_nought(value, to, rounded):
    assert round_half_away(value, to) == rounded


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_not_finite_are_refused(value):
    with pytest.raises(BadInput):
        round_half_away(value)


def test_thousands_become_pence_and_are_shown():
    assert to_pence(2934141.0) == 293_414_100_000
    assert show_thousands(-150_000) == "-£2k"
