"""The worked example of every rule of this room, run as its source has it."""

from datetime import UTC, datetime

import numpy as np
import pytest

from commonweal.allocations.allocation import allocate
from commonweal.allocations.ccg_formula import CcgCoefficients, CcgPractices, ccg_targets
from commonweal.allocations.policy_rules import policy_for, value_for
from commonweal.allocations.stream_year import StreamYear
from commonweal.allocations.target import target_from_shares
from commonweal.allocations.weighted_population import primary_medical
from commonweal.law import book
from commonweal.law.loading import load_packs

PACKS = {"allocations.core", "allocations.primary_medical", "allocations.specialised", "allocations.pod",
         "allocations.ccg_formula"}  # fmt: skip


def example(id):
    return book().entry(id).example


def allocated(stream, given, **figures):
    year = StreamYear(
        stream=stream,
        year=given["year"],
        codes=(given["icb"],),
        **{name: np.array([value]) for name, value in figures.items()},
    )
    return allocate(year, policy_for(stream, given["year"]))


def test_core_birmingham_and_solihull():
    found = example("allocations.core.policy")
    given, expect = found.given, found.expect
    weighted = np.array(
        [given["weighted_population"], given["national_weighted_population"] - given["weighted_population"]]
    )
    quantum = value_for("allocations.core.target_quantum", given["year"])
    target = float(target_from_shares(weighted, quantum)[0])
    assert target == pytest.approx(expect["closing_target_k"], abs=1.0)
    worked = allocated("core", given, baseline_k=given["baseline_k"], closing_target_k=target)
    assert worked.convergence[0] == expect["convergence"]
    assert worked.allocation_k[0] == expect["allocation_k"]
    assert worked.closing_distance[0] == pytest.approx(expect["closing_distance"], abs=5e-6)


def test_core_cheshire_and_merseyside():
    second = book().entry("allocations.core.policy").attributes["second_example"]
    given, expect = second["given"], second["expect"]
    worked = allocated("core", given, baseline_k=given["baseline_k"], closing_target_k=given["closing_target_k"])
    assert worked.convergence[0] == expect["convergence"]
    assert worked.allocation_k[0] == expect["allocation_k"]
    assert worked.closing_distance[0] == pytest.approx(expect["closing_distance"], abs=5e-6)


def test_primary_medical_humber_and_north_yorkshire():
    found = example("allocations.primary_medical.policy")
    given, expect = found.given, found.expect
    # Its distance is so far above target that the cap decides whatever the closing target is.
    target = given["opening_target_k"] * 1.0309
    worked = allocated("primary_medical", given, baseline_k=given["baseline_k"], closing_target_k=target)
    assert worked.convergence[0] == expect["convergence"]
    assert worked.allocation_k[0] == expect["allocation_k"]


def test_primary_medical_health_inequalities_share():
    found = example("allocations.primary_medical.health_inequalities_share")
    share = value_for("allocations.primary_medical.health_inequalities_share", "2025/26")
    given = found.given
    weighted = primary_medical(np.array([given["need"]]), np.array([given["health_inequalities"]]), share)
    assert weighted[0] == pytest.approx(found.expect["weighted_population"], abs=1e-5)


def test_specialised_humber_and_north_yorkshire():
    found = example("allocations.specialised.policy")
    given, expect = found.given, found.expect
    worked = allocated(
        "specialised",
        given,
        baseline_k=given["baseline_k"],
        published_growth=given["base_growth"],
        scope_share=given["physical_health_baseline_k"] / given["baseline_k"],
        closing_target_k=expect["allocation_k"] / (1 + given["printed_closing_distance"]),
    )
    assert worked.convergence[0] == pytest.approx(expect["convergence"], abs=1e-15)
    assert worked.allocation_k[0] == expect["allocation_k"]


def test_pod_humber_and_north_yorkshire():
    found = example("allocations.pod.policy")
    worked = allocated("pod", found.given, baseline_k=found.given["baseline_k"])
    assert worked.allocation_k[0] == pytest.approx(found.expect["allocation_k"], abs=1e-6)


def test_ccg_formula_orchard_court():
    found = example("allocations.ccg_formula.per_weighted_head")
    given = found.given
    one = {name: np.array([value]) for name, value in given.items() if name != "practice"}
    coefficients = CcgCoefficients.from_rules(lambda id: value_for(id, "2019/20"))
    practices = CcgPractices(
        practices=(given["practice"],),
        ccgs=("00C",),
        icbs=("QHM",),
        population=one["population"],
        services=dict.fromkeys(coefficients.hchs_shares, one["hchs"]),
        prescribing=one["prescribing"],
        avoidable_mortality=one["avoidable_mortality"],
        market_forces_factor=one["market_forces_factor"],
        emergency_ambulance=one["emergency_ambulance_cost"],
    )
    target = ccg_targets(practices, coefficients).excluding_remoteness_k
    assert target[0] == pytest.approx(found.expect["target_excluding_remoteness_k"], rel=1e-12)


def test_expenditure_shares_sum_to_one():
    assert sum(value_for("allocations.ccg_formula.hchs_shares", "2019/20").values()) == pytest.approx(1.0, abs=1e-14)


def test_every_rule_with_a_policy_applies_on_the_first_and_last_day_of_its_year():
    now = datetime.now(UTC)
    for pack in load_packs():
        if pack.pack not in PACKS:
            continue
        for entry in pack.entries:
            for dated in entry.values:
                for day in (dated.valid_from, dated.valid_to):
                    assert book().look_up(entry.id, rules_on=day, known_at=now) is not None


def test_no_policy_applies_outside_the_years_that_are_published():
    assert value_for("allocations.core.policy", "2022/23") is None
    assert value_for("allocations.core.policy", "2026/27") is None
