"""Prices, costs of people, resource to need, local need, and shares side by side."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from commonweal.allocations.practice_indicators import read_indicators
from commonweal.population.resources import (
    LocalNeed,
    deflated,
    local_need,
    person_costs,
    place_shares,
    price_index,
    resource_to_need,
    shares_side_by_side,
    unit_cost,
)
from commonweal.problems import BadInput


def test_unit_costs_and_indices_are_those_published(population_cases: Path) -> None:
    with (population_cases / "reference" / "ncl_pssru_unit_costs_2024.csv").open() as file:
        for row in csv.DictReader(file):
            if row["cost_per_hour_gbp"]:
                cost = unit_cost(row["practitioner_role_group"])
                assert cost.pence_an_hour == round(float(row["cost_per_hour_gbp"]) * 100)
                assert cost.pence_a_minute == round(float(row["cost_per_minute_gbp"]) * 100)
                assert bool(cost.proxy_of) == (row["is_proxy"] == "true")
            else:
                with pytest.raises(BadInput, match="no published cost"):
                    unit_cost(row["practitioner_role_group"])
    with (population_cases / "reference" / "ncl_uk_cost_indices.csv").open() as file:
        for row in csv.DictReader(file):
            assert price_index().level(row["fiscal_year"].replace("-", "/")) == float(row["gdp_deflator"])


def test_a_year_that_an_index_does_not_reach_is_refused() -> None:
    with pytest.raises(BadInput, match="does not reach"):
        deflated([100], ["2025/26"], "2024/25", index="cpi")
    assert deflated([100_00, 100_00], ["2024/25", "2010/11"], "2024/25").tolist() == [10000, 14523]


def test_activity_without_a_cost_is_not_free() -> None:
    with pytest.raises(BadInput) as caught:
        person_costs([1, 2, 5], [10, float("nan"), 3], ["2024/25"] * 3, [1, 2], prices_of="2024/25")
    assert [problem.what for problem in caught.value.problems] == [
        "1 row of activity without a cost",
        "1 row of activity of people who are not among those wanted",
    ]


def test_resource_to_need_sums_to_what_was_spent() -> None:
    rng = np.random.default_rng(1)
    group = [f"P{number}" for number in rng.integers(0, 4, 400)]
    pence, need = rng.integers(0, 10_000, 400), rng.gamma(1, 1, 400)
    found = resource_to_need(pence, need, group)
    assert found.expected_pence.sum() == pytest.approx(pence.sum())
    assert (found.index * found.expected_pence).sum() == pytest.approx(pence.sum())
    table = resource_to_need([1, 1], [1, 1], ["A", "B"]).shown("practice")
    assert [row["resource_to_need"] for row in table.rows()] == [None, None]


def made_need(seed: int = 2, people: int = 3000) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    practice = [f"A8100{number}" for number in rng.integers(1, 6, people)]
    segment, band = rng.integers(0, 4, people), rng.integers(0, 6, people)
    return practice, segment, band, rng.poisson(100 * (1 + segment) * (1 + band)).astype(float)


def test_local_need_against_a_plain_sum() -> None:
    practice, segment, band, pence = made_need()
    found = local_need(practice, segment, band, pence)
    assert found.weighted.sum() == pytest.approx(len(practice))
    cells: dict[tuple[int, int], list[float]] = {}
    for one, other, cost in zip(segment.tolist(), band.tolist(), pence.tolist(), strict=True):
        cells.setdefault((one, other), []).append(cost)
    assert found.cells_joined == sum(len(costs) < 50 for costs in cells.values()) == 0
    expected = [sum(cells[pair]) / len(cells[pair]) for pair in zip(segment.tolist(), band.tolist(), strict=True)]
    for number, code in enumerate(found.practices):
        mine = sum(value for value, at in zip(expected, practice, strict=True) if at == code)
        assert found.weighted[number] == pytest.approx(mine * len(practice) / sum(expected))


def test_unmet_need_moves_a_share_and_says_so() -> None:
    need = local_need(*made_need())
    unmet = dict.fromkeys(need.practices, 1.0) | {need.practices[0]: 2.0}
    moved = need.with_unmet_need(unmet, 0.15)
    assert moved.weighted.sum() == pytest.approx(need.people.sum())
    assert moved.weighted[0] > need.weighted[0]
    assert "no fair share" in moved.sentence
    assert "15% of it" in moved.sentence
    with pytest.raises(BadInput, match="no index of unmet need"):
        need.with_unmet_need({}, 0.15)


def test_the_index_is_read_by_the_split_of_a_fund(tmp_path: Path) -> None:
    need = local_need(*made_need())
    need.write_csv(tmp_path / "need.csv")
    read = read_indicators(tmp_path / "need.csv")
    header = read.find("Local need index")
    told = read.of(header, need.practices)
    assert told.tolist() == pytest.approx(need.index.tolist(), abs=0.01)
    people = np.round(need.people / 5) * 5
    weighted = told * people
    assert weighted.tolist() == pytest.approx((np.round(weighted / 5) * 5).tolist(), abs=0.01), "both are rounded"
    assert "built from recorded use" in header
    assert read.notes == (need.sentence,)


def test_a_place_sees_its_share_by_every_measure() -> None:
    need = local_need(*made_need())
    unmet = need.with_unmet_need(dict.fromkeys(need.practices, 1.0) | {"A81001": 3.0}, 0.2)
    place_of = {"A81001": "North", "A81002": "North", "A81003": "South", "A81004": "South"}
    history = {"North": 60_00, "South": 30_00}
    pence = np.array([1, 2, 3, 4, 5]) * 1000
    found = place_shares(1_000_000_00, need, pence, place_of=place_of, history_pence=history, unmet=unmet)
    assert found.places == ("North", "South")
    assert (found.left_out, found.people_left_out) == (("A81005",), round(need.people[4] / 5) * 5)
    assert "1 practice in no place, or in two (A81005), are in none of these shares" in " ".join(found.sentences())
    assert {sum(column) for column in found.shares.pence.values()} == {1_000_000_00}
    assert tuple(found.shares.pence) == ("heads", "history", "cost", "recorded need", "with unmet need")
    assert found.shares.pence["history"] == (666_666_67, 333_333_33)
    # Pounds and people are rounded before anything is shared by them.
    assert found.shares.pence["cost"] == pytest.approx((300_000_00, 700_000_00), rel=0.005)
    assert found.shares.pence["with unmet need"][0] > found.shares.pence["recorded need"][0]
    for number, place in enumerate(("North", "South")):
        weighted = sum(
            value for value, code in zip(need.weighted, need.practices, strict=True) if place_of.get(code) == place
        )
        share = found.shares.pence["recorded need"][number] / 1_000_000_00
        assert share == pytest.approx(weighted / need.weighted[:4].sum(), rel=0.005)  # people are rounded before
    assert "no fair share" in found.sentences()[-1]
    assert "20% of it" in found.sentences()[-1]


def test_shares_to_the_penny_do_not_tell_how_many_people_there_are() -> None:
    people = np.array([3, 4, 203, 1198])
    need = LocalNeed(("A", "B", "C", "D"), people, people * 1.0, np.ones(4), 0)
    found = place_shares(1_000_000_00, need, people * 100)
    assert found.places == ("D", "places of few people together")  # A and B are few together too, so C joins them
    assert found.people == (1200, 205)  # C's own, as in every other table: with 210 beside it, A and B would be 3 to 9
    assert found.shares.pence["heads"] == (85_409_253, 14_590_747)  # by 1,200 and 205, and not by 1,198 and 210
    with pytest.raises(BadInput, match="too few people"):
        place_shares(1, LocalNeed(("A",), people[:1], people[:1] * 1.0, np.ones(1), 0), people[:1])
    assert found.need_index == (1.0, None), "the need of A and B is there, and their heads are not"


def test_history_is_of_every_place_and_of_no_other() -> None:
    people = np.array([300, 203, 1198])
    need = LocalNeed(("A", "B", "C"), people, people * 1.0, np.ones(3), 0)
    with pytest.raises(BadInput) as caught:
        place_shares(
            1, need, people, history_pence={"A": 1, "XX": 999}, unit="practice", history_named="the file h.csv"
        )
    assert [problem.what for problem in caught.value.problems] == [
        "the file h.csv has no amount for 2 practices",
        "the file h.csv has amounts of 1 code that is no practice of these people, 99.9% of all it gives",
    ]
    with pytest.raises(BadInput, match="gives every place nought"):
        place_shares(1, need, people, history_pence=dict.fromkeys("ABC", 0))


def test_people_of_practices_in_no_place_need_neither_history_nor_an_index_of_unmet_need() -> None:
    people = np.array([300, 203, 1198])
    need = LocalNeed(("A", "B", "C"), people, people * 1.0, np.ones(3), 0)
    places = {"A": "North", "B": "South"}
    unmet = need.with_unmet_need({"A": 1.0, "B": 2.0}, 0.5, among=places)
    found = place_shares(
        100, need, people, place_of=places, history_pence={"North": 1, "South": 1}, unmet=unmet, unit="network"
    )
    assert {name: sum(column) for name, column in found.shares.pence.items()} == dict.fromkeys(found.shares.pence, 100)
    assert found.people_left_out == 1200
    with pytest.raises(BadInput, match="index of unmet need of 1 practice is not above nought"):
        need.with_unmet_need({"A": 1.0, "B": -2.0}, 0.5, among=places)
    with pytest.raises(BadInput, match="1 practice has no index of unmet need in the file, which has one of 2 codes"):
        need.with_unmet_need({"A": 1.0, "ZZ": 2.0}, 0.5, among=places)
    with pytest.raises(BadInput, match="None of the practices is in a place"):
        place_shares(100, need, people, place_of={"D": "North"})


def test_every_measure_shares_the_whole_budget() -> None:
    need = local_need(*made_need())
    found = shares_side_by_side(
        123_456_789, need.practices, {"heads": need.people, "history": [1, 2, 3, 4, 5], "recorded need": need.weighted}
    )
    assert {sum(column) for column in found.pence.values()} == {123_456_789}
    with pytest.raises(BadInput, match="history"):
        shares_side_by_side(1, need.practices, {"history": [1, 2, 3, 4, float("nan")]})
