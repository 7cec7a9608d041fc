"""The path to target: one to five years, each from the one before, and the wait."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.allocation import allocate
from commonweal.allocations.path import YearAhead, follow, years_to_target
from commonweal.allocations.policy import GrowthMode, Pace, Policy, Status
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput

HALF = Pace(0.2, 0.005)
POLICY = Policy(growth_rate=0.04, gain=HALF, loss=HALF)


def start(away=0.06, population=None):
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("below", "above"),
        baseline_k=np.array([1e6 * (1 - away), 1e6 * (1 + away)]),
        closing_target_k=np.array([1.04e6, 1.04e6]),
        population=population,
    )
    return allocate(year, POLICY)


def plain_wait(distance, within, pace):
    """Years by the rule for the distance alone: growth is the same for allocation and target, so only it matters."""
    waited = 0
    while abs(distance) > within:
        step = min(pace.cap, abs(distance) * pace.slope)
        distance = (1 + distance) * (1 + (step if distance < 0 else -step)) - 1
        waited += 1
    return waited


@given(away=st.floats(0.006, 0.12), within=st.floats(0.004, 0.02))
def test_the_wait_equals_the_plain_version(away, within):
    policy = Policy(growth_rate=0.04, gain=HALF, loss=HALF, rounding_k=None)
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("below", "above"),
        baseline_k=np.array([1e9 * (1 - away), 1e9 * (1 + away)]),
        closing_target_k=np.array([1.04e9, 1.04e9]),
    )
    worked = allocate(year, policy)
    expected = [plain_wait(float(distance), within, HALF) for distance in worked.closing_distance]
    assert years_to_target(worked, policy, within=within).tolist() == expected


def test_each_year_starts_where_the_one_before_ended():
    years = follow(start(), [YearAhead(policy=POLICY, transfers_k=np.array([100.0, -50.0]))] * 5)
    assert [one.year for one in years] == ["2026/27", "2027/28", "2028/29", "2029/30", "2030/31"]
    for before, after in pairwise(years):
        carried = before.allocation.allocation_k + np.array([100.0, -50.0])
        assert np.array_equal(after.allocation.year.baseline_k, carried)
        assert np.array_equal(after.allocation.year.opening_target_k, before.allocation.year.closing_target_k)


def test_weighted_people_and_growth_of_targets_can_change_each_year():
    ahead = [YearAhead(policy=POLICY, target_growth=0.02, weighted=np.array([3.0, 1.0]))]
    (one,) = follow(start(), ahead)
    assert one.allocation.year.closing_target_k.sum() == pytest.approx(2.08e6 * 1.02)
    assert one.allocation.year.closing_target_k[0] == pytest.approx(2.08e6 * 1.02 * 0.75)


def test_real_growth_takes_off_prices_and_people():
    people = np.array([1000.0, 1000.0])
    ahead = [YearAhead(policy=POLICY, population=people * 1.01, deflator=0.02)]
    (one,) = follow(start(population=people), ahead)
    assert one.real_growth_per_head == pytest.approx((1 + one.cash_growth) / 1.01 / 1.02 - 1)
    (unknown,) = follow(start(), [YearAhead(policy=POLICY)])
    assert np.isnan(unknown.real_growth_per_head).all()


def test_firm_and_indicative_years_are_told_apart():
    from dataclasses import replace

    ahead = [YearAhead(policy=POLICY), YearAhead(policy=replace(POLICY, status=Status.INDICATIVE))]
    assert [one.status for one in follow(start(), ahead)] == [Status.FIRM, Status.INDICATIVE]


@pytest.mark.parametrize("count", [0, 6])
def test_a_path_is_one_to_five_years(count):
    with pytest.raises(BadInput, match="one to five"):
        follow(start(), [YearAhead(policy=POLICY)] * count)


def test_growth_of_targets_must_be_known():
    policy = Policy(growth_mode=GrowthMode.TARGET, gain=HALF, loss=HALF)
    with pytest.raises(BadInput, match="target_growth"):
        follow(start(), [YearAhead(policy=policy)])


def test_those_on_target_wait_no_time_and_those_who_never_arrive_are_marked():
    still = Policy(growth_rate=0.04, gain=Pace(0, 0), loss=Pace(0, 0))
    assert years_to_target(start(away=0.0), POLICY).tolist() == [0, 0]
    assert years_to_target(start(), still).tolist() == [-1, -1]
    with pytest.raises(BadInput, match="fraction"):
        years_to_target(start(), POLICY, within=5)


def test_a_stream_without_targets_has_no_path():
    year = StreamYear(stream="pod", year="2025/26", codes=("A",), baseline_k=np.array([1.0]))
    from commonweal.allocations.policy import ConvergenceMode

    with pytest.raises(BadInput, match="no closing target"):
        years_to_target(allocate(year, Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.NONE)), POLICY)
