"""Weighted populations, targets, health inequalities, the CCG formula and bridges on small figures worked by hand."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.arrays import frozen, positions, shares, sum_by
from commonweal.allocations.bridge import (
    Bridge,
    Standing,
    Step,
    joined,
    primary_medical_bridge,
    target_bridge,
)
from commonweal.allocations.ccg_bridge import ccg_bridge
from commonweal.allocations.ccg_formula import (
    HCHS_SERVICES,
    CcgCoefficients,
    CcgPractices,
    by_code,
    ccg_targets,
    largest_relative_error,
)
from commonweal.allocations.health_inequalities import (
    ccg_formula_targets,
    core_targets_estimate,
    primary_medical_targets,
)
from commonweal.allocations.target import separate_dispensing, target_from_shares
from commonweal.allocations.weighted_population import (
    blend,
    need_index,
    normalise,
    primary_medical,
    relative_index,
    require_complete,
)
from commonweal.problems import BadInput

people = st.floats(1.0, 1e5)


@given(st.lists(st.tuples(people, people), min_size=1, max_size=8))
def test_normalised_weights_sum_to_the_people(pairs):
    raw, population = (np.array(column) for column in zip(*pairs, strict=True))
    assert normalise(raw, population).sum() == pytest.approx(population.sum())


def test_weights_that_cannot_be_scaled_are_refused():
    for raw in (np.array([0.0]), np.array([np.nan])):
        with pytest.raises(BadInput, match="cannot be scaled"):
            normalise(raw, np.array([1.0]))


def test_a_blend_needs_the_weights_of_its_components():
    with pytest.raises(BadInput, match="do not match"):
        blend({"need": np.array([1.0])}, {"health": 1.0})


def test_indices_of_nobody_are_missing():
    assert np.isnan(need_index(np.array([1.0]), np.array([0.0]))[0])
    assert relative_index(np.array([0.0]), np.array([0.0]), 10.0, 10.0).tolist() == pytest.approx([np.nan], nan_ok=True)


def test_missing_weights_are_named_and_many_are_cut_short():
    codes = [f"P{number}" for number in range(15)]
    with pytest.raises(BadInput, match=r"missing for 14.*P10 and 4 more"):
        require_complete(codes, np.array([1.0] + [np.nan] * 14), "weight")


def test_sums_by_group_never_count_missing_as_nought():
    sums = sum_by(np.array([1.0, np.nan, 4.0]), np.array([0, 1, -1]), 3)
    assert sums[0] == 1.0
    assert np.isnan(sums[1])
    assert sums[2] == 0.0
    assert positions(["B", "Z"], ["A", "B"]).tolist() == [1, -1]
    with pytest.raises(ValueError, match="read-only"):
        frozen([1.0])[0] = 2.0


@given(st.lists(people, min_size=1, max_size=8), st.floats(1e3, 1e9))
def test_targets_share_out_the_quantum(weights, quantum):
    weighted = np.array(weights)
    target = target_from_shares(weighted, quantum)
    whole = sum(Fraction(weight) for weight in weights)
    exact = [float(Fraction(weight) / whole * Fraction(quantum)) for weight in weights]
    assert target.tolist() == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("weights", [[np.nan, 1.0], [-1.0, 2.0], [0.0, 0.0]])
def test_targets_without_usable_weights_are_refused(weights):
    with pytest.raises(BadInput, match="weighted population"):
        target_from_shares(np.array(weights), 100.0)


@given(
    st.lists(people, min_size=3, max_size=8),
    st.floats(0.1, 0.3),
    st.lists(st.floats(1.0, 100.0), min_size=3, max_size=8),
)
def test_dispensing_is_taken_apart_and_put_together(weights, per_head, extras):
    size = min(len(weights), len(extras))
    weighted, dispensing = np.array(weights[:size]), np.array([0.0, *extras[1:size]])
    parts = separate_dispensing(per_head * weighted + dispensing, weighted)
    assert parts.per_weighted_head_k == pytest.approx(per_head, rel=1e-6)
    assert parts.dispensing_k == pytest.approx(dispensing, abs=1e-2)
    assert parts.target_k(weighted) == pytest.approx(per_head * weighted + dispensing, rel=1e-6)


@given(st.floats(0, 1), st.floats(0, 1))
def test_another_share_of_primary_medical_care_moves_money_and_keeps_the_sum(published, share):
    need, unequal = np.array([100.0, 120.0, 80.0]), np.array([90.0, 140.0, 70.0])
    now = 0.18 * primary_medical(need, unequal, published) + np.array([0.0, 1.0, 2.0])
    then = primary_medical_targets(need, unequal, now, published=published, share=share)
    assert then.sum() == pytest.approx(now.sum(), rel=1e-6)
    assert then == pytest.approx(0.18 * primary_medical(need, unequal, share) + np.array([0.0, 1.0, 2.0]), rel=1e-6)


def test_the_core_estimate_is_exact_where_costs_are_the_same_for_all():
    rest, unequal = np.array([90.0, 110.0]), np.array([60.0, 140.0])
    now, then = 0.9 * rest + 0.1 * unequal, 0.8 * rest + 0.2 * unequal
    found = core_targets_estimate(unequal, np.ones(2), now, stated=0.1, share=0.2, error_per_share=0.0041)
    assert found.target_k == pytest.approx(then)
    with pytest.raises(BadInput, match="fraction"):
        core_targets_estimate(unequal, np.ones(2), now, stated=0.1, share=-0.1, error_per_share=0.0)


COEFFICIENTS = CcgCoefficients(
    hchs_shares={"general_and_acute": 0.7, "community": 0.1, "mental_health": 0.15, "maternity": 0.05},
    health_inequalities_share=0.1,
    hchs_k=1.1,
    prescribing_k=0.15,
    remoteness_k={"FAR": 0.02},
)


@st.composite
def practice_sets(draw):
    size = draw(st.integers(2, 6))

    def some(strategy):
        return np.array(draw(st.lists(strategy, min_size=size, max_size=size)))

    return CcgPractices(
        practices=tuple(f"P{number}" for number in range(size)),
        ccgs=tuple(draw(st.lists(st.sampled_from(["FAR", "NEAR"]), min_size=size, max_size=size))),
        icbs=("Q1",) * size,
        population=some(people),
        services={service: some(people) for service in HCHS_SERVICES},
        prescribing=some(people),
        avoidable_mortality=some(people),
        market_forces_factor=some(st.floats(0.9, 1.2)),
        emergency_ambulance=some(st.floats(0.99, 1.01)),
    )


def plain_target(practices, place, coefficients=COEFFICIENTS):
    """One practice's target in fractions, written as the formula reads."""
    h = Fraction(coefficients.health_inequalities_share)
    hchs = sum(
        Fraction(coefficients.hchs_shares[name]) * Fraction(practices.services[name][place]) for name in HCHS_SERVICES
    )
    mortality = Fraction(practices.avoidable_mortality[place])
    factor = Fraction(practices.market_forces_factor[place]) * Fraction(practices.emergency_ambulance[place])
    hospital = Fraction(coefficients.hchs_k) * ((1 - h) * hchs + h * mortality) * factor
    drugs = Fraction(coefficients.prescribing_k) * ((1 - h) * Fraction(practices.prescribing[place]) + h * mortality)
    far = Fraction(coefficients.remoteness_k.get(practices.ccgs[place], 0)) * Fraction(practices.population[place])
    return hospital + drugs + far


@given(practice_sets())
def test_the_ccg_formula_equals_the_plain_version(practices):
    worked = ccg_targets(practices, COEFFICIENTS)
    exact = [plain_target(practices, place) for place in range(len(practices.practices))]
    assert worked.including_remoteness_k.tolist() == pytest.approx([float(value) for value in exact], rel=1e-12)
    scale = sum(Fraction(value) for value in practices.population) / sum(exact)
    assert worked.weighted_population.tolist() == pytest.approx([float(value * scale) for value in exact], rel=1e-12)
    assert worked.weighted_population.sum() == pytest.approx(practices.population.sum())


@given(practice_sets(), st.data())
def test_a_bridge_of_the_ccg_formula_sums_to_the_target_and_its_steps_to_nought(practices, data):
    size = len(practices.practices)
    inside = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size).filter(any)))
    bridge = ccg_bridge("group", inside, practices, COEFFICIENTS)
    target = ccg_targets(practices, COEFFICIENTS).including_remoteness_k
    assert bridge.end_k == pytest.approx(target[inside].sum(), rel=1e-9, abs=1e-6)
    england = ccg_bridge("England", np.ones(size, dtype=bool), practices, COEFFICIENTS)
    assert [step.amount_k for step in england.steps] == pytest.approx([0.0] * 9, abs=1e-6)


def test_a_bridge_needs_a_practice_and_the_formula_its_services():
    practices = CcgPractices(
        practices=("P",), ccgs=("C",), icbs=("Q",), population=np.ones(1), services={}, prescribing=np.ones(1),
        avoidable_mortality=np.ones(1), market_forces_factor=np.ones(1), emergency_ambulance=np.ones(1),
    )  # fmt: skip
    with pytest.raises(BadInput, match="no practice"):
        ccg_bridge("nobody", [False], practices, COEFFICIENTS)
    with pytest.raises(BadInput, match="four services"):
        ccg_targets(practices, COEFFICIENTS)


@given(practice_sets())
def test_another_share_of_the_ccg_formula_keeps_the_sum(practices):
    now = ccg_targets(practices, COEFFICIENTS).including_remoteness_k
    assert ccg_formula_targets(practices, COEFFICIENTS, 0.1) == pytest.approx(now)
    then = ccg_formula_targets(practices, COEFFICIENTS, 0.3)
    assert then.sum() == pytest.approx(now.sum())
    changed = replace(COEFFICIENTS, health_inequalities_share=0.3)
    exact = np.array([float(plain_target(practices, place, changed)) for place in range(len(now))])
    assert then == pytest.approx(shares(exact) * now.sum())


def test_relative_errors_count_missing_on_one_side_as_infinite():
    assert largest_relative_error(np.array([np.nan]), np.array([1.0])) == float("inf")
    assert largest_relative_error(np.array([0.0, np.nan]), np.array([0.0, np.nan])) == 0.0
    assert by_code(np.array([1.0, 2.0, 3.0]), ("b", "a", "b")) == {"b": 4.0, "a": 2.0}


@given(st.lists(st.tuples(people, people, people), min_size=2, max_size=6), st.floats(0, 1), st.data())
def test_bridges_of_targets_sum_to_the_target_and_over_england_to_nought(rows, share, data):
    population, need, unequal = (np.array(column) for column in zip(*rows, strict=True))
    need, unequal = normalise(need, population), normalise(unequal, population)
    target = 0.18 * primary_medical(need, unequal, share)
    place = data.draw(st.integers(0, len(rows) - 1))
    bridges = [
        primary_medical_bridge(str(number), number, population, need, unequal, share, target)
        for number in range(len(rows))
    ]
    assert bridges[place].end_k == pytest.approx(target[place])
    for key in ("need", "health_inequalities", "dispensing"):
        assert sum(bridge.step(key).amount_k for bridge in bridges) == pytest.approx(0.0, abs=1e-6 * target.sum())
    assert target_bridge("A", place, population, target).end_k == pytest.approx(target[place])


def test_bridges_are_joined_only_where_they_meet():
    step = Step("need", "need", 1.0, Standing.EXACT, "")
    first, second = Bridge("A", "start", 1.0, (step,), "middle"), Bridge("A", "middle", 2.0, (step,), "end")
    both = joined(first, second)
    assert (both.end_k, both.end_label, len(both.steps)) == (3.0, "end", 2)
    assert both.to_json()["end"] == {"label": "end", "amount_k": 3.0}
    with pytest.raises(ValueError, match="do not meet"):
        joined(second, second)
