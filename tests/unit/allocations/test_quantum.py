"""Growth that meets a fixed quantum: one solution, always the same, with a sum that is exact."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commonweal.allocations.allocation import allocate
from commonweal.allocations.policy import ConvergenceMode, GrowthMode, Limits, Pace, Policy
from commonweal.allocations.quantum import rising_root, solve_for_quantum
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput

HALF = Pace(0.2, 0.005)


@st.composite
def years(draw):
    size = draw(st.integers(1, 6))
    baseline = np.array(draw(st.lists(st.floats(1e5, 5e6), min_size=size, max_size=size)))
    away = np.array(draw(st.lists(st.floats(0.9, 1.1), min_size=size, max_size=size)))
    return StreamYear(
        stream="core",
        year="2025/26",
        codes=tuple(f"Q{number}" for number in range(size)),
        baseline_k=baseline,
        opening_target_k=baseline * away,
        closing_target_k=baseline * away * 1.04,
        published_growth=np.full(size, 0.03),
    )


@given(year=years(), growth=st.floats(-0.05, 0.12), mode=st.sampled_from(GrowthMode), follow=st.booleans())
def test_the_quantum_is_met_to_the_thousand(year, growth, mode, follow):
    policy = Policy(growth_mode=mode, growth_rate=0.04 if mode is GrowthMode.UNIFORM else None, gain=HALF, loss=HALF)
    wanted = float(round(year.baseline_k.sum() * (1 + growth)))
    solved = solve_for_quantum(year, policy, wanted, targets_follow_growth=follow)
    assert float(solved.allocation.total_k) == wanted
    assert np.all(np.abs(solved.allocation.allocation_k - solved.allocation.unrounded_k) < 1.0 + 1e-6)
    assert solved.parameter == ("target_growth" if mode is GrowthMode.TARGET else "growth_rate")
    assert solve_for_quantum(year, policy, wanted, targets_follow_growth=follow).value == solved.value


@given(year=years(), growth=st.floats(-0.02, 0.1))
def test_the_growth_that_made_a_sum_is_found_again(year, growth):
    policy = Policy(growth_rate=growth, gain=HALF, loss=HALF)
    total = float(allocate(year, policy).total_k)
    solved = solve_for_quantum(year, policy, total, targets_follow_growth=False)
    assert solved.value == pytest.approx(growth, abs=len(year) / total)


def test_floors_are_kept_while_solving():
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("A", "B"),
        baseline_k=np.array([1000.0, 1000.0]),
        closing_target_k=np.array([800.0, 1200.0]),
    )
    policy = Policy(growth_rate=0.03, gain=Pace(1, 0.1), loss=Pace(1, 0.1), limits=Limits(minimum_growth=0.02))
    solved = solve_for_quantum(year, policy, 2100.0)
    assert solved.allocation.allocation_k.tolist() == [1020.0, 1080.0]


def test_a_quantum_out_of_reach_is_refused_with_the_reachable_span():
    year = StreamYear(stream="pod", year="2025/26", codes=("A",), baseline_k=np.array([100.0]))
    policy = Policy(growth_rate=0.03, convergence_mode=ConvergenceMode.NONE)
    with pytest.raises(BadInput, match="between £50k and £200k"):
        solve_for_quantum(year, policy, 500.0)


def test_a_quantum_with_parts_of_a_step_is_refused():
    year = StreamYear(stream="pod", year="2025/26", codes=("A",), baseline_k=np.array([100.0]))
    policy = Policy(growth_rate=0.03, convergence_mode=ConvergenceMode.NONE)
    with pytest.raises(BadInput, match="multiple of the rounding step"):
        solve_for_quantum(year, policy, 100.5)


def test_printed_growth_must_be_there_to_be_added_to():
    year = StreamYear(stream="specialised", year="2025/26", codes=("A",), baseline_k=np.array([100.0]))
    with pytest.raises(BadInput, match="printed growth"):
        solve_for_quantum(year, Policy(growth_mode=GrowthMode.PUBLISHED), 100.0)


@given(root=st.floats(-0.49, 0.99), slope=st.floats(0.1, 1e9))
def test_a_root_is_found_to_the_last_bit(root, slope):
    assume(slope * 0.01 > 0)
    found = rising_root(lambda value: slope * (value - root), -0.5, 1.0)
    assert found == pytest.approx(root, abs=1e-15)


def test_a_function_that_does_not_cross_has_no_root():
    assert rising_root(lambda value: value + 10, -0.5, 1.0) is None
