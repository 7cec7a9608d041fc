"""A policy that cannot be is refused with every fault; a policy as data comes back as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.policy import (
    ConvergenceMode,
    GrowthMode,
    Limits,
    Pace,
    Policy,
)
from commonweal.allocations.policy_file import SOLVE, policy_file_from
from commonweal.allocations.policy_mapping import policy_from_mapping, policy_to_mapping
from commonweal.allocations.policy_rules import policy_for, value_for
from commonweal.allocations.published import STREAM_YEARS
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

HALF = {"cap": 0.005, "reached_at": 0.025}
PLAIN = {"growth": {"mode": "uniform", "rate": 0.04}, "convergence": {"mode": "distance", "gain": HALF, "loss": HALF}}


def test_every_fault_of_a_policy_is_told_at_once():
    with pytest.raises(BadInput) as bad:
        Policy(
            growth_rate=4.37,
            gain=Pace(slope=-1.0, cap=0.5),
            loss=Pace(slope=0.2, cap=float("nan")),
            limits=Limits(guarantee_full_to=0.05, furthest_below=5.0),
            rounding_k=0.0,
        )
    columns = {problem.column for problem in bad.value.problems}
    assert columns == {
        "growth.rate",
        "convergence.gain.slope",
        "convergence.loss.cap",
        "limits.furthest_below",
        "limits",
        "rounding_k",
    }


@pytest.mark.parametrize("key", ["cap", "slope", "reached_at"])
def test_a_percentage_in_a_pace_is_told_once(key):
    pace = {"cap": 0.005, "slope": 0.2} if key != "reached_at" else dict(HALF)
    given = PLAIN | {"convergence": {"mode": "distance", "gain": pace | {key: "0.75%"}, "loss": HALF}}
    with pytest.raises(BadInput) as bad:
        policy_from_mapping(given)
    (problem,) = bad.value.problems
    assert problem.column == f"convergence.gain.{key}"
    assert problem.do == "write 0.5% as 0.005"


def test_growth_and_its_rate_belong_together():
    with pytest.raises(BadInput, match="needs a rate"):
        Policy()
    with pytest.raises(BadInput, match="growth is not uniform"):
        Policy(growth_mode=GrowthMode.TARGET, growth_rate=0.1)
    with pytest.raises(BadInput, match="each region"):
        Policy(growth_rate=0.1, convergence_mode=ConvergenceMode.REGION)


def test_the_distance_at_which_a_cap_is_reached_gives_a_clean_slope():
    assert Pace.reaching(0.002, at=0.03).slope == 1 / 15
    assert Pace.reaching(0.005, at=0.025).slope == 0.2
    assert Pace.reaching(0.0136, at=0.0138).slope == pytest.approx(1.36 / 1.38, abs=1e-15)


@pytest.mark.parametrize(("stream", "year"), STREAM_YEARS)
def test_policies_of_the_rule_book_come_back_from_plain_data(stream, year):
    policy = policy_for(stream, year)
    assert policy_from_mapping(policy_to_mapping(policy)) == policy


@given(
    rate=st.floats(-0.1, 0.1),
    slope=st.floats(0, 1),
    cap=st.floats(0, 0.1),
    floor=st.none() | st.floats(0, 0.1),
    step=st.none() | st.sampled_from([1.0, 0.00001]),
)
def test_policies_drawn_at_random_come_back_from_plain_data(rate, slope, cap, floor, step):
    policy = Policy(growth_rate=rate, gain=Pace(slope, cap), limits=Limits(minimum_growth=floor), rounding_k=step)
    again = policy_from_mapping(policy_to_mapping(policy))
    assert replace(again, rounding_k=policy.rounding_k) == policy
    assert again.rounding_k == policy.rounding_k


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"growht": {}}, 'key "growht" is not known'),
        ({"growth": 3}, "not a block"),
        ({"growth": {"mode": "fast"}}, "one of uniform, target, published"),
        ({"growth": {"mode": "uniform", "rate": "4%"}}, "Write 0.5% as 0.005"),
        ({"growth": {"mode": "uniform", "rate": True}}, "not a number"),
        ({"convergence": {"mode": "distance", "gain": HALF}}, "convergence by distance needs this"),
        ({"convergence": {"mode": "distance", "gain": {"cap": 0.1}, "loss": HALF}}, "either a slope or the distance"),
        ({"convergence": {"mode": "distance", "gain": {"cap": 0.1, "reached_at": 0}, "loss": HALF}}, "above nought"),
        ({"limits": {"minimum": 1}}, 'key "minimum" is not known'),
    ],
)
def test_wrong_plain_data_is_refused(change, said):
    with pytest.raises(BadInput, match=said):
        policy_from_mapping({**PLAIN, **change})


def test_a_rule_that_is_not_there_is_none_and_a_policy_that_is_not_there_is_refused():
    assert value_for("allocations.core.target_quantum", "2031/32") is None
    with pytest.raises(BadInput, match="--policy"):
        policy_for("core", "2031/32")


def read(text):
    return policy_file_from(LinedYaml.parse(text, file="next.yaml"))


def test_a_policy_file_with_a_parameter_to_solve_is_filled_in():
    file = read(
        "year: 2026/27\nsource: letter\nstreams:\n  core:\n    target_quantum_k: 120000000\n"
        "    growth: {mode: uniform, rate: solve}\n"
        "    convergence: {mode: distance, gain: {cap: 0.005, slope: 0.2}, loss: {cap: solve, slope: 0.2}}\n"
    )
    core = file.streams["core"]
    assert core.to_solve == ("growth.rate", "convergence.loss.cap")
    assert core.target_quantum_k == 120_000_000
    policy = core.policy({"growth.rate": 0.03, "convergence.loss.cap": 0.01})
    assert (policy.growth_rate, policy.loss.cap) == (0.03, 0.01)
    with pytest.raises(BadInput, match=r"next.yaml, row 7.*loss\.cap.*do not tell it"):
        core.policy({"growth.rate": 0.03})


def test_every_fault_of_a_policy_file_has_its_line():
    with pytest.raises(BadInput) as bad:
        read(
            "year: 2026/28\nstream: core\nstreams:\n  core:\n    growth: {mode: uniform, rate: 4%}\n"
            "    convergence: {mode: none}\n  dental: {}\n  pod: 3\n  specialised:\n    target_quantum_k: lots\n"
        )
    told = {(problem.row, problem.what) for problem in bad.value.problems}
    assert {row for row, _ in told} == {1, 2, 5, 7, 8, 10}


@pytest.mark.parametrize("text", ["", "- 1\n", "year: 2026/27\n", "year: 2026/27\nstreams: {}\n"])
def test_a_policy_file_without_streams_is_refused(text):
    with pytest.raises(BadInput):
        read(text)


def test_two_equal_keys_are_refused():
    with pytest.raises(BadInput, match="stands twice"):
        read("year: 2026/27\nyear: 2027/28\nstreams: {}\n")
    assert SOLVE == "solve"
