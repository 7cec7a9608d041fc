"""Pounds of places: exact to the penny, against a plain version in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import IN_NO_PLACE, partition_practices
from commonweal.allocations.place_budget import IcbAmount, PlaceBudgets, place_budgets, whole_weights
from commonweal.allocations.places import PlaceNeed, place_need
from commonweal.allocations.practice_file import practice_file_from_columns
from commonweal.problems import BadInput


def need_of(weights: list[float | None], places: list[str | None]) -> PlaceNeed:
    codes = [f"P{number:03}" for number in range(len(weights))]
    file = practice_file_from_columns(
        {
            "practice": codes,
            "icb": ["QA"] * len(codes),
            "population": [100.0] * len(codes),
            "wp_core": list(weights),
            "wp_primary_medical": list(weights),
        }
    )
    pairs = [(code, place) for code, place in zip(codes, places, strict=True) if place]
    return place_need(partition_practices(file, members_from_pairs(pairs)))


def pence_by_place(budgets: PlaceBudgets, stream: str) -> dict[str, int]:
    return {line.place: line.recurrent_pence for line in budgets.lines if line.stream == stream}


def slow_split(total: int, weights: dict[str, float]) -> dict[str, int]:
    """Whole pence by largest remainder, one penny at a time, in exact fractions."""
    whole = sum(Fraction(weight) for weight in weights.values())
    exact = {place: total * Fraction(weight) / whole for place, weight in weights.items()}
    given = {place: int(share) for place, share in exact.items()}
    order = list(weights)
    while sum(given.values()) < total:
        short = max(order, key=lambda place: (exact[place] - given[place], -order.index(place)))
        given[short] += 1
    return given


WEIGHTS = st.lists(st.floats(min_value=0.01, max_value=60_000.0), min_size=1, max_size=12)


@given(WEIGHTS, st.integers(min_value=0, max_value=10**12))
def test_pence_equal_the_plain_version_and_sum_to_the_icb(weights: list[float], total: int) -> None:
    places = [f"L{number:03}" for number in range(len(weights))]
    budgets = place_budgets(need_of(list(weights), list(places)), [IcbAmount("QA", "core", total)])
    assert pence_by_place(budgets, "core") == slow_split(total, dict(zip(places, weights, strict=True)))
    assert budgets.totals() == {("QA", "core"): total}


@given(WEIGHTS, st.integers(min_value=1, max_value=10**11), st.floats(min_value=0.0, max_value=0.2))
def test_the_dispensing_part_is_kept_apart_and_nothing_is_lost(
    weights: list[float], total: int, dispensing: float
) -> None:
    need = need_of(list(weights), ["N"] * len(weights))
    budgets = place_budgets(need, [IcbAmount("QA", "primary_medical", total, total + 7, dispensing)])
    assert budgets.totals() == {("QA", "primary_medical"): total}
    assert sum(line.total_pence or 0 for line in budgets.lines) == total + 7
    apart = [line for line in budgets.lines if line.share is None]
    assert all("dispensing" in line.reason for line in apart)
    assert abs(sum(line.recurrent_pence for line in apart) - total * dispensing) <= 0.5


def test_whole_weights_keep_proportions_exactly() -> None:
    weights = [0.1, 1e-9, 12345.678, 3.0]
    whole = whole_weights(weights)
    assert [Fraction(left, whole[0]) for left in whole] == [Fraction(weight) / Fraction(0.1) for weight in weights]


@pytest.mark.parametrize("stream", ["specialised", "pod", "running_costs"])
def test_streams_without_weights_stay_with_the_icb_with_the_reason(stream: str) -> None:
    budgets = place_budgets(need_of([1.0, 2.0], ["N", "S"]), [IcbAmount("QA", stream, 12345)])
    [line] = budgets.lines
    assert (line.place, line.recurrent_pence, line.share) == ("", 12345, None)
    assert line.reason
    assert line.pounds_per_head is None


def test_practices_in_no_place_have_their_share_on_a_line() -> None:
    budgets = place_budgets(need_of([1.0, 1.0, 2.0], ["N", None, "S"]), [IcbAmount("QA", "core", 400)])
    assert pence_by_place(budgets, "core") == {"N": 100, "S": 200, IN_NO_PLACE: 100}


def test_a_practice_without_weight_is_said_to_be_out_of_the_share() -> None:
    budgets = place_budgets(need_of([1.0, None, 2.0], ["N", "N", "S"]), [IcbAmount("QA", "core", 300)])
    assert pence_by_place(budgets, "core") == {"N": 100, "S": 200}
    assert [(finding.kind, finding.place) for finding in budgets.findings] == [("share_without_practice", "N")]


def test_an_icb_without_any_weight_is_refused() -> None:
    file = practice_file_from_columns(
        {"practice": ["P1", "P2"], "icb": ["QA", "QB"], "population": [9, 9], "wp_core": [0, 9]}
    )
    need = place_need(partition_practices(file, members_from_pairs([("P1", "N"), ("P2", "S")])))
    with pytest.raises(BadInput, match="no practice of QA has a weighted population"):
        place_budgets(need, [IcbAmount("QA", "core", 300)])


def test_two_amounts_for_one_stream_are_refused() -> None:
    need = need_of([1.0], ["N"])
    with pytest.raises(BadInput, match="Two amounts"):
        place_budgets(need, [IcbAmount("QA", "core", 1), IcbAmount("QA", "core", 2)])
    assert place_budgets(need, [IcbAmount("QZ", "core", 1)]).lines == ()
