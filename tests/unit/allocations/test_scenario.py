"""Scenarios: what is asked is checked, what changes is compared, many are worked in one run."""

import time
from datetime import date

import numpy as np
import pytest

from commonweal.allocations.policy import Basis
from commonweal.allocations.scenario import Change, compare, run_scenario
from commonweal.allocations.scenario_answers import rows
from commonweal.allocations.scenario_request import check_request, run_request
from commonweal.allocations.worked_year import worked_year
from commonweal.answers import Dates, Evidence
from commonweal.law import book
from commonweal.problems import BadInput
from commonweal.reference import facts
from commonweal.wiring import ask


def evidence():
    return Evidence(rules=book(), facts=facts, dates=Dates.on(date(2025, 4, 1)))


@pytest.fixture(scope="module")
def core():
    return worked_year(evidence(), "core", "2025/26")


@pytest.fixture(scope="module")
def primary_medical():
    return worked_year(evidence(), "primary_medical", "2025/26")


def test_the_published_policy_as_a_scenario_changes_nothing(core):
    found = run_request(core, {"growth": 0.0437, "gain_cap": 0.005, "basis": "pre"}, evidence()).comparison
    assert np.all(found.difference_k == 0)
    assert found.winners() == found.losers() == ()
    assert float(found.cost_k) == float(found.moved_k) == 0.0


def test_a_higher_cap_helps_only_those_below_target(core):
    found = run_request(core, {"gain_cap": 0.01}, evidence()).comparison
    below = core.allocation.closing_distance < 0
    assert set(found.winners()) <= {code for code, yes in zip(core.table.codes, below, strict=True) if yes}
    assert found.losers() == ()
    assert found.winners()[0] == core.table.codes[int(np.argmax(found.difference_k))]


def test_differences_for_each_person_are_pounds_over_people(core):
    result = run_request(core, {"growth": 0.05}, evidence())
    row = rows(core, result)[0]
    people = core.weights("population")[0]
    assert row["difference_per_head_gbp"] == pytest.approx(row["difference_k"] * 1000 / people)
    assert row["after_k"] - row["before_k"] == row["difference_k"]


def test_a_fixed_sum_is_met_and_growth_is_told(core):
    result = run_request(core, {"total_k": 117_000_000}, evidence())
    assert float(result.comparison.after.total_k) == 117_000_000
    assert result.solved.parameter == "growth_rate"
    assert 0.0437 < result.solved.value < 0.05


def test_a_floor_for_each_person_lifts_those_under_it(core):
    result = run_request(core, {"minimum_per_head_gbp": 1700}, evidence())
    people = core.weights("population")
    after = result.comparison.after
    assert np.all(after.allocation_k * 1000 / people > 1699.99)
    assert {row["limit"] for row in rows(core, result)} == {"", "minimum_per_head_gbp"}


def test_the_share_of_primary_medical_care_is_exact_and_keeps_the_total(primary_medical):
    result = run_request(primary_medical, {"health_inequalities_share": 0.20}, evidence())
    before, after = result.comparison.before.year, result.comparison.after.year
    assert result.target_error_k is None
    assert after.closing_target_k.sum() == pytest.approx(before.closing_target_k.sum(), rel=1e-9)
    assert not np.allclose(after.closing_target_k, before.closing_target_k)


def test_the_published_share_gives_the_published_targets(primary_medical):
    result = run_request(primary_medical, {"health_inequalities_share": 0.15}, evidence())
    assert np.all(result.comparison.difference_k == 0)


def test_the_share_of_core_is_an_estimate_with_its_error(core):
    result = run_request(core, {"health_inequalities_share": 0.15}, evidence())
    assert result.target_error_k == pytest.approx(core.allocation.year.closing_target_k * 0.0041 * 0.05)
    assert "QOP" in result.comparison.winners()[:3]


def test_a_share_that_cannot_be_known_is_refused():
    specialised = worked_year(evidence(), "specialised", "2025/26")
    with pytest.raises(BadInput, match="cannot be known"):
        run_request(specialised, {"health_inequalities_share": 0.2}, evidence())


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({}, "changes nothing"),
        ({"growth": None}, "changes nothing"),
        ({"speed": 1}, "cannot be changed"),
        ({"growth": "4%"}, "not a number"),
        ({"growth": True}, "not a number"),
        ({"growth": float("nan")}, "not a number"),
        ({"basis": "middle"}, "no such basis"),
        ({"growth": 0.1, "total_k": 1e8}, "cannot both be set"),
    ],
)
def test_wrong_requests_are_refused(request_, said):
    with pytest.raises(BadInput, match=said):
        check_request(request_)


def test_a_share_above_one_is_refused(core):
    with pytest.raises(BadInput, match=r"1,500%.*as a fraction, 0 to 1"):
        run_request(core, {"health_inequalities_share": 15}, evidence())


def test_growth_and_a_fixed_sum_cannot_both_be_set(core):
    with pytest.raises(BadInput, match="cannot both"):
        run_scenario(core.allocation.year, core.allocation.policy, Change(growth=0.1, total_k=1e8))


def test_the_basis_can_be_changed(core):
    found = compare(core.allocation.year, core.allocation.policy, Change(basis=Basis.OPENING))
    assert found.after.policy.basis is Basis.OPENING
    assert np.any(found.difference_k != 0)


def test_winners_of_many_scenarios_are_asked_one_at_a_time(core):
    found = compare(core.allocation.year, core.allocation.policy, Change(growth=np.array([[0.04], [0.05]])))
    assert found.cost_k.shape == (2,)
    with pytest.raises(BadInput, match="one scenario at a time"):
        found.winners()


def test_a_thousand_scenarios_are_worked_at_once(core):
    rng = np.random.default_rng(1)
    change = Change(
        growth=rng.uniform(0.02, 0.06, (1000, 1)),
        gain_cap=rng.uniform(0, 0.02, (1000, 1)),
        loss_cap=rng.uniform(0, 0.02, (1000, 1)),
        gain_slope=rng.uniform(0.05, 1, (1000, 1)),
        target_quantum_k=rng.uniform(1.1e8, 1.2e8, (1000, 1)),
    )
    start = time.perf_counter()
    found = run_scenario(core.allocation.year, core.allocation.policy, change)
    taken = time.perf_counter() - start
    assert found.allocation_k.shape == (1000, 42)
    assert taken < 1.0, "42 systems x 1,000 scenarios is a matter of milliseconds"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"gain_cap": 9.0}, "the most that a year adds below target is out of range"),
        ({"loss_slope": -0.1}, "the part of the distance closed in a year, above target is out of range"),
        ({"health_inequalities_share": 1.5}, "the health-inequalities share is out of range"),
        ({"minimum_per_head_gbp": 999_999_999.0}, "the least for each person is out of range"),
    ],
)
def test_what_is_out_of_range_is_told_in_the_words_that_were_asked_in(change, told):
    with pytest.raises(BadInput) as caught:
        check_request(change)
    assert told in str(caught.value).lower()
    assert "convergence." not in str(caught.value)


def test_a_rate_out_of_range_is_given_back_as_a_percentage():
    with pytest.raises(BadInput, match=r"900%.*between 0% and 100%"):
        check_request({"gain_cap": 9.0})


def test_the_share_of_today_is_told_to_be_the_share_of_today():
    change = {"health_inequalities_share": 0.15}
    asked = ask(
        "allocations.scenario",
        {"stream": "primary_medical", "year": "2025/26", "change": change},
        "What if?",
        Dates.on(date(2025, 4, 1)),
    )
    assert any("15% is the published one of 2025/26" in note for note in asked.answer.notes)
