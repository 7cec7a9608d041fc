"""A fund is split exactly, missing is never nought unsaid, and inversion does something."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.findings import count_findings
from commonweal.allocations.split import ADJUSTMENT, PER_HEAD, FundSplit, Missing, Units, split_fund
from commonweal.allocations.split_bounds import Bounds, pence_per_head
from commonweal.allocations.split_scaling import IndicatorUse, Scale, read_use
from commonweal.problems import BadInput

PEOPLE = st.floats(min_value=1.0, max_value=40_000.0)
VALUE = st.one_of(st.none(), st.floats(min_value=0.0, max_value=100.0))
ROWS = st.lists(st.tuples(PEOPLE, VALUE, VALUE), min_size=2, max_size=12)


def units_of(rows: list[tuple[float, float | None, float | None]]) -> Units:
    def column(place: int) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([np.nan if row[place] is None else row[place] for row in rows], dtype=np.float64)

    codes = tuple(f"P{number}" for number in range(len(rows)))
    return Units(codes, codes, np.array([row[0] for row in rows]), {"first": column(1), "second": column(2)})


def slow_pay(values: list[float | None], people: list[float], use: IndicatorUse, missing: Missing) -> list[float]:
    """Pay per head of one indicator, one practice at a time, from the words of the rule."""
    known = [value for value in values if value is not None]
    best = max(known) if use.less_earns_more else min(known)
    worst = min(known) if use.less_earns_more else max(known)
    pay: list[float | None] = []
    for value in values:
        if value is None:
            pay.append(None)
        elif use.scale is Scale.AS_IS:
            pay.append(value)
        elif use.scale is Scale.GAP:
            edge = best if use.gap_to is None else use.gap_to
            pay.append(max(0.0, edge - value if use.less_earns_more else value - edge))
        else:
            pay.append(1 + (use.ratio - 1) * ((value - best) / (worst - best) if worst != best else 0.0))
    told = [value for value in pay if value is not None]
    if max(told) == min(told):
        pay = [None if value is None else 1.0 for value in pay]
        told = [1.0]
    if missing is Missing.LEAVE_OUT:
        return [0.0 if value is None else value for value in pay]
    whole = sum(one for one, value in zip(people, pay, strict=True) if value is not None)
    average = sum(one * value for one, value in zip(people, pay, strict=True) if value is not None) / whole
    return [average if value is None else value for value in pay]


USES = st.lists(
    st.builds(
        IndicatorUse,
        indicator=st.just("first"),
        weight=st.floats(min_value=0.01, max_value=0.5),
        less_earns_more=st.booleans(),
        scale=st.sampled_from([Scale.GAP, Scale.MIN_MAX]),
        gap_to=st.one_of(st.none(), st.floats(min_value=-10, max_value=110)),
        ratio=st.floats(min_value=1.1, max_value=10.0),
    ),
    min_size=1,
    max_size=1,
)


@given(ROWS, USES, st.integers(min_value=1, max_value=10**10), st.sampled_from([Missing.AVERAGE, Missing.LEAVE_OUT]))
def test_amounts_equal_the_plain_version(
    rows: list[tuple[float, float | None, float | None]], uses: list[IndicatorUse], fund: int, missing: Missing
) -> None:
    values, people = [row[1] for row in rows], [row[0] for row in rows]
    if all(value is None for value in values):
        with pytest.raises(BadInput, match="has a figure for first"):
            split_fund(units_of(rows), fund, uses, missing=missing)
        return
    split = split_fund(units_of(rows), fund, uses, missing=missing)
    assert sum(split.amount_pence) == fund
    assert sum(split.parts["first"]) + sum(split.parts[PER_HEAD]) == fund
    pay = slow_pay(values, people, uses[0], missing)
    whole = sum(one * rate for one, rate in zip(people, pay, strict=True))
    weight = uses[0].weight
    for number, (one, rate) in enumerate(zip(people, pay, strict=True)):
        expected = weight * fund * one * rate / whole + (1 - weight) * fund * one / sum(people)
        assert split.amount_pence[number] == pytest.approx(expected, abs=3 + fund * 1e-9)
    assert count_findings(split.findings).get("missing_indicator", 0) == values.count(None)


@given(ROWS, st.integers(min_value=1, max_value=10**12))
def test_without_indicators_a_fund_goes_by_head_to_the_penny(
    rows: list[tuple[float, float | None, float | None]], fund: int
) -> None:
    split = split_fund(units_of(rows), fund)
    exact = [Fraction(fund) * Fraction(row[0]) / sum(Fraction(other[0]) for other in rows) for row in rows]
    assert sum(split.amount_pence) == fund
    assert all(abs(pence - share) < 1 for pence, share in zip(split.amount_pence, exact, strict=True))


def test_several_indicators_each_share_their_own_part() -> None:
    units = units_of([(100.0, 30.0, 60.0), (100.0, 10.0, 80.0)])
    split = split_fund(units, 1_000_00, [read_use("first=0.4"), read_use("second=0.2:less")])
    assert split.parts == {"first": (300_00, 100_00), "second": (200_00, 0), PER_HEAD: (200_00, 200_00)}
    assert split.amount_pence == (700_00, 300_00)
    assert split.per_head_pence.tolist() == [700.0, 300.0]


def bowel(*options: str) -> FundSplit:
    """A hundred practices with screening from 26% to 81%, as the measured peer had them."""
    coverage = np.linspace(26.0, 81.0, 100)
    codes = tuple(f"P{number}" for number in range(100))
    units = Units(codes, codes, np.full(100, 1000.0), {"bowel": coverage})
    return split_fund(units, 1_000_000_00, [read_use(":".join(["bowel=1", "less", *options]))])


def test_inverse_weighting_is_not_inert() -> None:
    """A published tool pays the lowest coverage 1.0035 times the highest: in effect a head count."""
    gap = bowel()
    assert gap.amount_pence[0] > 0 == gap.amount_pence[-1]
    assert gap.scaled[0].effect == float("inf")
    band = bowel("min-max=3")
    assert band.amount_pence[0] / band.amount_pence[-1] == pytest.approx(3.0, rel=1e-4)
    assert band.scaled[0].effect == pytest.approx(3.0)
    to_standard = bowel("gap=60")
    assert to_standard.amount_pence[80] == 0 < to_standard.amount_pence[50]


def test_an_indicator_that_hardly_differs_is_called_inert() -> None:
    units = units_of([(100.0, 100.0, None), (100.0, 100.2, None)])
    split = split_fund(units, 1_000_00, [read_use("first=1")])
    assert count_findings(split.findings) == {"indicator_inert": 1}
    assert "1.0020 times" in split.findings[0].sentence


def test_an_indicator_on_which_nobody_falls_short_goes_by_head_and_says_so() -> None:
    units = units_of([(100.0, 90.0, None), (300.0, 95.0, None)])
    split = split_fund(units, 1_000_00, [read_use("first=1:less:gap=80")])
    assert split.amount_pence == (250_00, 750_00)
    assert count_findings(split.findings) == {"indicator_without_effect": 1}


def test_a_missing_indicator_is_treated_as_the_user_says_and_listed() -> None:
    rows: list[tuple[float, float | None, float | None]] = [
        (100.0, 30.0, None),
        (100.0, 10.0, None),
        (100.0, None, None),
    ]
    use = [read_use("first=1")]
    average = split_fund(units_of(rows), 900_00, use)
    assert average.amount_pence == (450_00, 150_00, 300_00)
    assert "the average per head, £300.00" in average.findings[0].sentence
    out = split_fund(units_of(rows), 900_00, use, missing=Missing.LEAVE_OUT)
    assert out.amount_pence == (675_00, 225_00, 0)
    assert "about £450.00 less" in out.findings[0].sentence
    with pytest.raises(BadInput, match="P2 has no figure for first"):
        split_fund(units_of(rows), 900_00, use, missing=Missing.REFUSE)


def test_floors_and_caps_move_money_and_show_it() -> None:
    units = units_of([(800.0, None, None), (100.0, None, None), (100.0, None, None)])
    split = split_fund(units, 1_000_00, bounds=Bounds(floor_pence=150_00, cap_pence=650_00))
    assert split.amount_pence == (650_00, 175_00, 175_00)
    assert split.parts[ADJUSTMENT] == (-150_00, 75_00, 75_00)
    per_head = split_fund(units, 1_000_00, bounds=Bounds(cap_per_head_pence=pence_per_head(1.0)))
    assert per_head.amount_pence == (800_00, 100_00, 100_00)


@pytest.mark.parametrize(
    ("uses", "fund", "words"),
    [
        (["first=0.7", "second=0.4"], 100, "sum to more than the whole"),
        (["first=0.2", "first=0.2"], 100, "named twice"),
        (["third=0.2"], 100, "no such indicator"),
        ([], 0, "above nought"),
        ([], -5, "above nought"),
    ],
)
def test_a_split_that_cannot_be_is_refused(uses: list[str], fund: int, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        split_fund(units_of([(1.0, 1.0, 1.0), (1.0, 2.0, 1.0)]), fund, [read_use(text) for text in uses])


def test_nobody_to_split_among_is_refused() -> None:
    with pytest.raises(BadInput, match="nobody"):
        split_fund(Units((), (), np.zeros(0), {}), 100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IMD=30%", IndicatorUse("IMD", 0.3)),
        ("BP is <= 140/90 mmHg=0.2", IndicatorUse("BP is <= 140/90 mmHg", 0.2)),
        ("Bowel: aged 60 to 74=.5:less:gap=80", IndicatorUse("Bowel: aged 60 to 74", 0.5, True, Scale.GAP, 80.0)),
        ("Smoking=0.1:min-max=3", IndicatorUse("Smoking", 0.1, False, Scale.MIN_MAX, None, 3.0)),
        ("Smoking=0.1:more:gap", IndicatorUse("Smoking", 0.1, False, Scale.GAP)),
    ],
)
def test_an_indicators_use_is_read_as_typed(text: str, expected: IndicatorUse) -> None:
    assert read_use(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "IMD",
        "IMD=",
        "=0.3",
        "IMD=0",
        "IMD=120%",
        "IMD=0.2:upside",
        "IMD=0.2:gap:gap",
        "IMD=0.2:less:as-is",
        "IMD=0.2:min-max=1",
    ],
)
def test_an_indicators_use_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_use(text)


def test_values_below_nought_cannot_be_used_as_they_stand() -> None:
    units = units_of([(1.0, -2.0, None), (1.0, 3.0, None)])
    with pytest.raises(BadInput, match="below nought"):
        split_fund(units, 100, [read_use("first=1")])
    assert sum(split_fund(units, 100, [read_use("first=1:gap")]).amount_pence) == 100
