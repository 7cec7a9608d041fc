"""Control charts: a plain second version, rebases, notes and icons."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.statistics.chart_icons import Assurance, Variation, assurance, variation
from commonweal.population.statistics.control_charts import Cause, ChartNote, control_chart
from commonweal.population.statistics.control_rules import spread_back, trend_reached
from commonweal.population.statistics.control_segments import Rebase
from commonweal.problems import BadInput

STEADY = [3, 1, 2, 1, 3, 2, 1, 2, 3, 1, 2, 3, 2]


def plain_limits(values: list[int]) -> tuple[float, float]:
    """Mean and distance to either limit."""
    ranges = [abs(b - a) for a, b in pairwise(values)]
    typical = sum(ranges) / len(ranges)
    kept = [size for size in ranges if size < 3.267 * typical] if typical else ranges
    return sum(values) / len(values), 2.66 * sum(kept) / len(kept)


def plain_causes(values: list[int], points: int) -> list[str]:
    """The first rule that each point breaks, found window by window."""
    mean, half = plain_limits(values)
    side = [0 if abs(v - mean) < 1e-9 else 1 if v > mean else -1 for v in values]
    outside = [s != 0 and abs(v - mean) > half for v, s in zip(values, side, strict=True)]
    close = [
        s != 0 and not out and abs(v - mean) > half * 2 / 3 for v, s, out in zip(values, side, outside, strict=True)
    ]
    trend, two, run = set(), set(), set()
    for start in range(len(values) - points + 1):
        window = range(start, start + points)
        steps = [values[i + 1] - values[i] for i in window[:-1]]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            trend |= set(window)
        if {side[i] for i in window} in ({1}, {-1}):
            run |= set(window)
    for start in range(len(values) - 2):
        window = range(start, start + 3)
        if {side[i] for i in window} in ({1}, {-1}) and sum(close[i] for i in window) >= 2:
            two |= {i for i in window if close[i]}
    return [
        "OUTSIDE_LIMITS" if outside[i] else "TREND" if i in trend else "TWO_IN_THREE" if i in two
        else "ONE_SIDE" if i in run else "COMMON" for i in range(len(values))
    ]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=30), min_size=1, max_size=5), st.sampled_from([6, 7]))
def test_second_version(many: list[list[int]], points: int) -> None:
    series = np.concatenate([np.full(len(values), code) for code, values in enumerate(many)])
    mixed = np.random.default_rng(3).permutation(len(series))
    when = np.concatenate([np.arange(len(values)) for values in many])
    chart = control_chart(np.concatenate(many)[mixed], series=series[mixed], when=when[mixed], points=points)
    back = np.argsort(mixed)
    for code, values in enumerate(many):
        rows = back[series == code]
        mean, half = plain_limits(values)
        np.testing.assert_allclose(chart.mean[rows], mean, atol=1e-12)
        np.testing.assert_allclose(chart.upper[rows] - mean, half, atol=1e-12)
        assert [Cause(int(cause)).name for cause in chart.cause[rows]] == plain_causes(values, points)


@pytest.mark.parametrize("value", [0.1, 0, 1e9 / 3])
def test_a_constant_series_is_common_cause_without_variation(value: float) -> None:
    chart = control_chart([value] * 20)
    assert not chart.special.any()
    assert ChartNote(int(chart.note[0])).words == ("no variation",)
    assert (chart.upper == value).all()


def test_limits_without_width_are_noted() -> None:
    chart = control_chart([5] * 19 + [6])
    assert ChartNote.ZERO_WIDTH in ChartNote(int(chart.note[0]))
    assert chart.special.all()


def test_few_points_have_trial_limits_and_one_has_none() -> None:
    assert ChartNote.TRIAL_LIMITS in ChartNote(int(control_chart([1, 2, 3]).note[0]))
    assert ChartNote.TRIAL_LIMITS in ChartNote(int(control_chart(STEADY, fix_after_n=11).note[0]))
    assert control_chart(STEADY, fix_after_n=12).note[0] == ChartNote.NONE
    alone = control_chart([4])
    assert np.isnan(alone.upper).all()
    assert not alone.special.any()
    assert ChartNote.ONE_POINT in ChartNote(int(alone.note[0]))


def test_a_missing_value_is_left_out_and_its_neighbours_follow_each_other() -> None:
    gap = control_chart([3, 1, None, 2, 1, 3])
    whole = control_chart([3, 1, 2, 1, 3])
    kept = [0, 1, 3, 4, 5]
    assert gap.upper[kept].tolist() == whole.upper.tolist()
    assert gap.cause[2] == Cause.MISSING
    assert np.isnan(gap.mean[2])


def test_a_point_between_two_trends_takes_the_one_on_its_right() -> None:
    values, segment = np.array([*range(7), *range(5, -1, -1)], dtype=float), np.zeros(13, dtype=np.int64)
    trend = spread_back(trend_reached(values, segment), segment)
    assert trend.tolist() == [1] * 6 + [-1] * 7
    cut = (np.arange(13) >= 8).astype(np.int64)
    assert spread_back(trend_reached(values, cut), cut).tolist() == [1] * 7 + [0] * 6


def test_a_rebase_begins_limits_anew_and_breaks_runs() -> None:
    months = np.arange("2023-01", "2025-03", dtype="datetime64[M]")
    values = [*STEADY, *(value + 10 for value in STEADY)]
    before = control_chart(values, when=months)
    rebase = Rebase("2024-02-01", "the clinic moved to two sites")
    after = control_chart(values, when=months, rebases=[rebase])
    assert before.special.any()
    assert not after.special.any()
    assert after.phase.tolist() == [0] * 13 + [1] * 13
    assert after.mean[13] == pytest.approx(after.mean[0] + 10)
    assert after.rebases == (rebase,)
    fixed = control_chart(values, when=months, rebases=[rebase], fix_after_n=12)
    assert fixed.mean[-1] == pytest.approx(np.mean(values[13:25]))


def test_faults_of_dates_and_rebases_are_told_together() -> None:
    rebases = [Rebase(1, " "), Rebase(99, "moved"), Rebase(1, "moved", series=4)]
    with pytest.raises(BadInput) as refused:
        control_chart([1, 2, 3], when=[0, 1, 1], rebases=rebases, points=8, fix_after_n=1)
    told = str(refused.value)
    for part in ("6 or 7 points", "limits need two points", 'row 3, column "when"', "rebase 1 has no reason",
                 "rebase 2 cuts no series", "rebase 3 names no series"):  # fmt: skip
        assert part in told


def test_icons() -> None:
    high = control_chart([*STEADY, 9])
    names = [Variation(int(variation(high, way))).name for way in ("increase", "decrease", "neutral")]
    assert names == ["IMPROVEMENT", "CONCERN", "NEUTRAL_HIGH"]
    assert Variation(int(variation(control_chart(STEADY), "increase"))) is Variation.COMMON_CAUSE
    low = control_chart([*STEADY, -9])
    assert Variation(int(variation(low, "neutral"))) is Variation.NEUTRAL_LOW
    with pytest.raises(BadInput, match="increase, decrease, neutral"):
        variation(high, "upward")


def test_assurance_uses_the_last_limits() -> None:
    values = [*STEADY, *(value + 10 for value in STEADY)]
    chart = control_chart(values, rebases=[Rebase(13, "a second team")])
    for target, way, icon in (
        (5.0, "increase", Assurance.CONSISTENT_PASS), (5.0, "decrease", Assurance.CONSISTENT_FAIL),
        (12.0, "increase", Assurance.INCONSISTENT), (None, "increase", Assurance.NO_TARGET),
        (5.0, "neutral", Assurance.NO_TARGET),
    ):  # fmt: skip
        assert Assurance(int(assurance(chart, target, way))) is icon


def test_series_without_points_have_no_icons() -> None:
    chart = control_chart([1.0, 2.0], series=[0, 0], number_of_series=2)
    assert variation(chart, "increase").tolist() == [Variation.COMMON_CAUSE, Variation.NO_POINT]
    assert assurance(chart, [9.0, 9.0], "increase").tolist() == [Assurance.CONSISTENT_FAIL, Assurance.NO_TARGET]


def test_nothing_but_missing_values() -> None:
    chart = control_chart([None, None])
    assert chart.cause.tolist() == [Cause.MISSING] * 2
    assert variation(chart, "increase").tolist() == Variation.NO_POINT
