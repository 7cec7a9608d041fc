"""Money limits as schemes write them: what each text allows, to the penny."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.answers import MissingEvidence
from commonweal.governance.money_limits import parse_limit
from commonweal.money import show
from commonweal.problems import BadInput


@pytest.mark.parametrize(
    ("text", "population", "years", "pence"),
    [
        ("£500,000", None, 1, 50_000_000),
        ("500000", None, 1, 50_000_000),
        ("£1.5m", None, 1, 150_000_000),
        ("£1.5 million", None, 1, 150_000_000),
        ("£250k", None, 3, 25_000_000),
        ("£1bn", None, 1, 100_000_000_000),
        ("£50,000 per 100,000 population", 250_000, 1, 12_500_000),
        ("£50,000 per 100,000 people", 250_000, 1, 12_500_000),
        ("£50,000 for every 100,000 registered patients", 250_000, 1, 12_500_000),
        ("£50,000 per 100,000 population a year", 250_000, 3, 37_500_000),
        ("£50,000 a year per 100,000 population", 250_000, 3, 37_500_000),
        ("£50,000 per 100,000 populations", 250_000, 1, 12_500_000),
        ("£10,000 per decision", None, 1, 1_000_000),
        ("£10,000 per decision per year per 100,000 populations", 250_000, 3, 7_500_000),
        ("£10,000 for any one decision a year per 100k population", 250_000, 1, 2_500_000),
        ("£5 per registered patient per year", 1_000, 2, 1_000_000),
        ("£0.75 per head", 1_001, 1, 75_075),
        ("£2 per capita", 10, 1, 2_000),
        ("£1m a year", None, 3, 300_000_000),
        ("£1m per annum", None, 3, 300_000_000),
        ("£1m p.a.", None, 3, 300_000_000),
        ("£1m in any one year", None, 2, 200_000_000),
        ("£1m each financial year", None, 2, 200_000_000),
        ("£250,000 in all", None, 5, 25_000_000),
        ("£250,000 in total", None, 5, 25_000_000),
        ("£250,000 over the whole life", None, 5, 25_000_000),
        ("£1m a year and £2.5m in all", None, 2, 200_000_000),
        ("£1m a year and £2.5m in all", None, 3, 250_000_000),
        ("£1m a year; £2.5m in all", None, 3, 250_000_000),
        ("£1m a year, £2.5m in all", None, 3, 250_000_000),
        ("up to £500,000", None, 1, 50_000_000),
        ("up to and including £500,000", None, 1, 50_000_000),
        ("not exceeding £500,000.", None, 1, 50_000_000),
        ("under £500,000", None, 1, 49_999_999),
        ("less than £1 per 3 people", 10, 1, 333),
        ("£1 per 3 people", 10, 1, 333),
        ("£0", None, 1, 0),
        ("no limit", None, 1, None),
        ("No limit", None, 1, None),
        ("unlimited", None, 1, None),
        ("without limit", None, 9, None),
    ],
)
def test_a_text_allows_so_many_pence(text, population, years, pence):
    assert parse_limit(text).pence(population, years) == pence


@pytest.mark.parametrize(
    "text",
    ["", "   ", "none", "n/a", "TBC", "the chair decides", "10%", "£500,000 per ward", "£5,00", "£1m a month", "-£5",
     "£1 per 0 population", "£1.234", "£1m or £2m", "£1m a year a year", "£100 per 10 people per 5 people",
     "£5 per headset", "£5 per decisions", "£5 per 100,000"],
)  # fmt: skip
def test_what_is_no_limit_is_refused_with_what_was_expected(text):
    with pytest.raises(BadInput, match=r"expected|penny|0 people"):
        parse_limit(text)


def test_a_limit_that_grows_with_an_unknown_population_is_not_known():
    with pytest.raises(MissingEvidence, match="population"):
        parse_limit("£50,000 per 100,000 population").pence(None, 1)


def test_years_below_one_and_populations_below_nought_are_refused():
    with pytest.raises(BadInput):
        parse_limit("£1m").pence(None, 0)
    with pytest.raises(BadInput):
        parse_limit("£1m").pence(-1, 1)


@given(
    st.integers(0, 10**12), st.one_of(st.none(), st.integers(1, 10**6)), st.booleans(), st.booleans(),
    st.integers(0, 10**8), st.integers(1, 30), st.integers(-3, 3),
)  # fmt: skip
def test_an_amount_is_allowed_exactly_when_the_fraction_says_so(sum_, per, yearly, under, people, years, off):
    text = ("under " if under else "") + show(sum_) + (f" per {per:,} population" if per else "")
    text += " a year" if yearly else ""
    exact = Fraction(sum_) * (years if yearly else 1) * (Fraction(people, per) if per else 1)
    limit = parse_limit(text).pence(people, years)
    amount = max(0, limit + off)
    if exact > 0 or not under:
        assert (amount <= limit) == (amount < exact if under else amount <= exact)


@given(st.integers(0, 10**11), st.one_of(st.none(), st.integers(1, 10**6)), st.booleans())
def test_a_limit_is_read_back_from_its_own_words(sum_, per, yearly):
    limit = parse_limit(show(sum_) + (f" per {per:,} population" if per else "") + (" a year" if yearly else ""))
    assert parse_limit(str(limit)) == limit
