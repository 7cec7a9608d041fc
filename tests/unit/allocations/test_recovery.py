"""A policy is recovered from what it printed, and what the figures do not tell is said."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.allocation import allocate
from commonweal.allocations.policy import Basis, ConvergenceMode, Form, GrowthMode, Pace, Policy
from commonweal.allocations.published import STREAM_YEARS, bundled_table
from commonweal.allocations.recovery import recover_policy
from commonweal.allocations.stream_year import StreamYear

DISTANCES = np.array([-0.06, -0.04, -0.02, -0.01, -0.003, 0.002, 0.004, 0.01, 0.03, 0.05])


def year_of(distances=DISTANCES, **more):
    size = len(distances)
    opening = np.linspace(1e6, 3e6, size)
    return StreamYear(
        stream="core",
        year="2026/27",
        codes=tuple(f"Q{number}" for number in range(size)),
        baseline_k=opening * (1 + distances),
        opening_target_k=opening,
        closing_target_k=opening * np.linspace(1.03, 1.05, size),
        **more,
    )


def recovered(year, policy):
    made = allocate(year, policy)
    return made, recover_policy(year, made.growth, made.convergence, made.allocation_k)


@given(
    slope=st.sampled_from([0.05, 0.2, 0.25, 1.0]),
    gain_cap=st.sampled_from([0.001, 0.002, 0.005]),
    loss_cap=st.sampled_from([0.0015, 0.005]),
    basis=st.sampled_from(Basis),
    form=st.sampled_from(Form),
    rate=st.sampled_from([0.02, 0.0309, 0.0437]),
)
def test_what_a_policy_printed_is_reproduced_by_the_policy_recovered(slope, gain_cap, loss_cap, basis, form, rate):
    year = year_of()
    policy = Policy(growth_rate=rate, gain=Pace(slope, gain_cap), loss=Pace(slope, loss_cap), basis=basis, form=form)
    made, found = recovered(year, policy)
    assert found.policy is not None
    again = allocate(year, found.policy)
    assert np.array_equal(again.allocation_k, made.allocation_k)
    assert found.value("growth.rate") == rate


@pytest.mark.parametrize(("stream", "year"), STREAM_YEARS)
def test_every_published_round_is_recovered_from_its_own_figures(stream, year):
    table = bundled_table(stream, year)
    figures = table.stream_year()
    found = recover_policy(
        figures, table.figures["base_growth"], table.figures.get("convergence"), table.figure("allocation_k")
    )
    assert found.policy is not None
    again = allocate(figures, found.policy).allocation_k
    assert again == pytest.approx(table.figure("allocation_k"), abs=1e-6)


def test_partial_scope_is_recognised():
    year = year_of(scope_share=np.linspace(0.5, 0.8, len(DISTANCES)))
    policy = Policy(growth_rate=0.04, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), partial_scope=True)
    _, found = recovered(year, policy)
    assert found.policy == policy


def test_growth_that_follows_nothing_is_taken_as_printed():
    year = year_of(published_growth=np.linspace(0.01, 0.09, len(DISTANCES)) ** 1.5)
    policy = Policy(growth_mode=GrowthMode.PUBLISHED, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
    _, found = recovered(year, policy)
    assert found.value("growth.mode") == "published"
    assert found.policy == policy


def test_a_cap_that_nobody_reaches_is_only_a_bound():
    _, found = recovered(year_of(), Policy(growth_rate=0.04, gain=Pace(0.1, 0.5), loss=Pace(0.2, 0.005)))
    (cap,) = [each for each in found.parameters if each.name == "convergence.gain.cap"]
    assert not cap.identified
    assert "at least" in cap.because
    assert found.value("convergence.gain.cap") is None
    assert found.value("convergence.gain.slope") == 0.1


def test_a_slope_that_nobody_shows_is_only_a_bound():
    far = np.array([-0.06, -0.05, -0.04, 0.05, 0.06])
    policy = Policy(growth_rate=0.0, gain=Pace(0.5, 0.002), loss=Pace(0.5, 0.002), basis=Basis.OPENING)
    _, found = recovered(year_of(far), policy)
    assert found.value("convergence.gain.cap") == 0.002
    assert found.value("convergence.gain.slope") is None


def test_a_side_that_nobody_is_on_tells_nothing():
    only_above = np.array([0.01, 0.02, 0.05])
    policy = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), basis=Basis.OPENING)
    _, found = recovered(year_of(only_above), policy)
    assert found.value("convergence.loss.slope") == 0.2
    assert found.value("convergence.gain.slope") is None


def test_values_by_region_are_recognised():
    regions = tuple("Y1" if number % 2 else "Y2" for number in range(len(DISTANCES)))
    year = StreamYear(
        stream="pod",
        year="2026/27",
        codes=tuple(f"Q{number}" for number in range(len(DISTANCES))),
        baseline_k=np.linspace(1e5, 2e5, len(DISTANCES)),
        regions=regions,
    )
    policy = Policy(
        growth_rate=0.02,
        convergence_mode=ConvergenceMode.REGION,
        region_convergence={"Y2": -0.001, "Y1": 0.0005},
        form=Form.ADDITIVE,
        rounding_k=None,
    )
    _, found = recovered(year, policy)
    assert found.policy == policy


def test_convergence_that_follows_no_pace_gives_no_policy():
    year = year_of()
    growth = np.full(len(DISTANCES), 0.04)
    odd = np.where(np.arange(len(DISTANCES)) % 2, 0.003, -0.002)
    found = recover_policy(year, growth, odd, np.round(year.baseline_k * 1.04 * (1 + odd)))
    assert found.policy is None
    assert any("no pace" in each.because for each in found.parameters)


def test_without_printed_growth_nothing_is_recovered():
    year = year_of()
    found = recover_policy(year, None, None, year.baseline_k)
    assert found.policy is None


def test_no_convergence_is_recognised():
    year = year_of()
    policy = Policy(growth_rate=0.04, convergence_mode=ConvergenceMode.NONE)
    made = allocate(year, policy)
    assert recover_policy(year, made.growth, None, made.allocation_k).policy == replace(policy)
    assert recover_policy(year, made.growth, made.convergence, made.allocation_k).policy == policy
