"""Shares moved up and down, shares estimated and checked, and rankings that say how sure they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.component_shares import (
    CORE_COMPONENTS,
    estimate_core_shares,
    non_negative_fit,
    primary_medical_shares,
)
from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import Partition, partition_practices
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.allocations.ranking import Robustness, rank_places
from commonweal.allocations.sensitivity import moved, share_sensitivity
from commonweal.problems import BadInput

SHARES = dict(zip(CORE_COMPONENTS, (0.62, 0.05, 0.11, 0.03, 0.09, 0.10), strict=True))
FACTORS = {"QA": 1.05, "QB": 0.96}


def england(practices: int = 60) -> PracticeFile:
    """A made-up England whose overall core is known to be SHARES, times a factor for each ICB."""
    draw = np.random.default_rng(7)
    population = draw.uniform(1500, 12_000, practices)
    icbs = ["QA" if number % 2 else "QB" for number in range(practices)]
    columns: dict[str, list[object]] = {
        "practice": [f"P{number:03}" for number in range(practices)],
        "icb": list(icbs),
        "population": population.tolist(),
    }
    core = np.zeros(practices)
    for name, share in SHARES.items():
        weights = population * draw.uniform(0.6, 1.5, practices)
        weights *= population.sum() / weights.sum()
        columns["wp_" + name] = weights.tolist()
        core += share * weights
    columns["wp_core"] = (core * np.array([FACTORS[icb] for icb in icbs])).tolist()
    need = population * draw.uniform(0.7, 1.4, practices)
    columns["wp_primary_medical_need"] = need.tolist()
    columns["wp_primary_medical"] = (0.85 * need + 0.15 * np.array(columns["wp_health_inequalities"])).tolist()
    return practice_file_from_columns(columns, year="2024/25")


def places(file: PracticeFile, size: int = 10) -> Partition:
    pairs = [(code, f"L{number // size}") for number, code in enumerate(file.practices)]
    return partition_practices(file, members_from_pairs(pairs))


def test_known_shares_are_found_again_through_factors_of_icbs() -> None:
    found = estimate_core_shares(england())
    assert found.shares == pytest.approx(SHARES, abs=1e-6)
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert not found.exact
    assert found.explained > 0.999999
    assert found.largest_error < 1e-5
    assert "not the publisher's" in found.how


def test_primary_medical_shares_are_exact_only_when_the_file_agrees() -> None:
    assert primary_medical_shares(england(), 0.15).exact
    assert not primary_medical_shares(england(), 0.10).exact


def test_shares_need_their_columns() -> None:
    file = practice_file_from_columns({"practice": ["P1"], "icb": ["QA"], "population": [1], "wp_core": [1]})
    with pytest.raises(BadInput, match="general_and_acute"):
        estimate_core_shares(file)


@given(
    st.lists(st.lists(st.floats(min_value=-5, max_value=5), min_size=3, max_size=3), min_size=4, max_size=8),
    st.lists(st.floats(min_value=-5, max_value=5), min_size=8, max_size=8),
)
def test_the_fit_is_no_worse_than_any_on_a_grid(columns: list[list[float]], wanted: list[float]) -> None:
    """A plain second version: walk over a grid of coefficients that are not below nought."""
    matrix, right = np.array(columns), np.array(wanted[: len(columns)])
    found = non_negative_fit(matrix, right)
    assert (found >= 0).all()
    error = float(((matrix @ found - right) ** 2).sum())
    steps = (0.0, 0.2, 0.5, 1.0, 2.0)
    best = min(float(((matrix @ np.array([a, b, c]) - right) ** 2).sum()) for a in steps for b in steps for c in steps)
    assert error <= best * (1 + 1e-6) + 1e-6


@given(st.sampled_from(list(SHARES)), st.floats(min_value=-1.0, max_value=1.0))
def test_moved_shares_still_sum_to_one(name: str, by: float) -> None:
    found = moved(SHARES, name, by)
    assert math.fsum(found.values()) == pytest.approx(1.0)
    assert min(found.values()) >= 0
    assert found[name] == pytest.approx(min(1.0, max(0.0, SHARES[name] + by)))


def test_a_tornado_equals_working_the_index_anew() -> None:
    file = england()
    partition = places(file)
    components = estimate_core_shares(file)
    found = share_sensitivity(partition, components, shift=0.05)
    part = 2
    icb = partition.icbs[part]
    own = [number for number, its in enumerate(partition.part_of) if its == part]
    all_of_icb = [number for number, code in enumerate(file.areas["icb"].codes()) if code == icb]
    for row in found.tornado(part):
        shares = dict(components.shares)
        left = (1 - (shares[row["component"]] + 0.05)) / (1 - shares[row["component"]])
        shares = {n: s * left if n != row["component"] else s + 0.05 for n, s in shares.items()}

        def need(members: list[int], shares: dict[str, float] = shares) -> float:
            weighted = math.fsum(shares[n] * float(file.weights(n)[m]) for n in shares for m in members)
            return weighted / math.fsum(float(file.population[m]) for m in members)

        expected = need(own) / need(all_of_icb)
        assert found.modelled[part] + row["change_up"] == pytest.approx(expected)
    widths = [abs(row["change_up"] - row["change_down"]) for row in found.tornado(part)]
    assert widths == sorted(widths, reverse=True)
    assert found.model_error < 1e-6
    assert found.reach()[part] == pytest.approx(
        max(max(abs(row["change_up"]), abs(row["change_down"])) for row in found.tornado(part))
    )


SETTINGS = Robustness(replicates=200)


def test_the_same_seed_gives_the_same_intervals_and_another_does_not() -> None:
    partition = places(england())
    first, again = (rank_places(partition, settings=SETTINGS, seed=3) for _ in range(2))
    np.testing.assert_array_equal(first.low, again.low)
    other = rank_places(partition, settings=SETTINGS, seed=4)
    assert not np.array_equal(first.low, other.low)


def test_a_places_interval_does_not_depend_on_what_else_is_asked() -> None:
    file = england()
    members = members_from_pairs([(code, f"L{number // 10}") for number, code in enumerate(file.practices)])
    all_england = rank_places(partition_practices(file, members), settings=SETTINGS)
    one = rank_places(partition_practices(file, members, icb="QA"), settings=SETTINGS)
    wanted = {
        place: all_england.low[n]
        for n, place in enumerate(all_england.partition.places)
        if all_england.partition.icbs[n] == "QA"
    }
    got = {place: one.low[n] for n, place in enumerate(one.partition.places) if one.partition.icbs[n] == "QA"}
    assert got == wanted


def test_a_place_of_few_practices_has_no_interval_and_no_claim() -> None:
    file = england(11)
    members = members_from_pairs(
        [(code, "Lone" if number == 0 else "Rest") for number, code in enumerate(file.practices)]
    )
    ranking = rank_places(partition_practices(file, members), settings=SETTINGS)
    rows = {(row["icb"], row["place"]): row for row in ranking.rows()}
    lone = rows["QB", "Lone"]
    assert (lone["low"], lone["robust"], lone["rank_low"]) == (None, None, None)
    assert lone["index"] is not None
    assert rows["QB", "Rest"]["low"] is not None


def test_practices_in_no_place_are_no_place_to_rank() -> None:
    codes = [f"P{number:02}" for number in range(13)]
    weights = [9000] + [1000 + number for number in range(12)]
    file = practice_file_from_columns(
        {"practice": codes, "icb": ["QA"] * 13, "population": [1000] * 13, "wp_core": weights}
    )
    members = members_from_pairs([(code, "ABC"[number // 4]) for number, code in enumerate(codes[1:])])
    for remainder, code in (("", "(in no place)"), ("Rest", "Rest")):
        ranking = rank_places(partition_practices(file, members, remainder=remainder), settings=SETTINGS)
        rows = {row["place"]: row for row in ranking.rows()}
        assert rows[code]["rank"] is None
        assert [rows[place]["rank"] for place in "CBA"] == [1, 2, 3]
        assert [ranking.partition.places[part] for part in ranking.last] == ["A"]
        assert [rows[place]["robust"] is None for place in "CBA"] == [False, False, True]


def test_far_apart_is_robust_and_close_is_flagged() -> None:
    codes = [f"P{number:02}" for number in range(30)]
    base = [1.6] * 10 + [1.0, 1.2] * 5 + [1.01, 1.18] * 5
    file = practice_file_from_columns(
        {"practice": codes, "icb": ["QA"] * 30, "population": [1000] * 30, "wp_core": [1000 * need for need in base]}
    )
    members = members_from_pairs([(code, "ABC"[number // 10]) for number, code in enumerate(codes)])
    ranking = rank_places(partition_practices(file, members), settings=SETTINGS)
    found = {row["place"]: row for row in ranking.rows()}
    assert found["A"]["rank"] == 1
    assert found["A"]["robust"] is True
    assert found["B"]["robust"] is False
    assert (found["B"]["rank_low"], found["B"]["rank_high"]) == (2, 3)
    assert found["C"]["robust"] is None
    for row in found.values():
        assert row["low"] <= row["index"] + 1e-9
        assert row["index"] - 1e-9 <= row["high"]


def test_settings_come_from_the_rule() -> None:
    from commonweal.allocations.policy_rules import value_for

    assert Robustness.from_rule(value_for("allocations.places.robust_ranking", "2025/26")) == Robustness()
