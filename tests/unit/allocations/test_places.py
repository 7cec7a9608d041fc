"""Indices of places, against a plain second version that filters practice by practice."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import IN_NO_PLACE, partition_practices
from commonweal.allocations.places import PlaceNeed, cross_border_need, place_need, practice_need
from commonweal.allocations.practice_file import practice_file_from_columns
from commonweal.problems import BadInput

FIGURE = st.one_of(st.none(), st.floats(min_value=1.0, max_value=50_000.0))
ROW = st.tuples(st.sampled_from(["QA", "QB"]), st.sampled_from(["N", "S", "E", None]), FIGURE, FIGURE, FIGURE)


def need_of(rows: list[tuple[str, str | None, float | None, float | None, float | None]]) -> PlaceNeed:
    codes = [f"P{number}" for number in range(len(rows))]
    file = practice_file_from_columns(
        {
            "practice": ["X0", *codes],
            "icb": ["QX", *(row[0] for row in rows)],
            "population": [1.0, *(row[2] for row in rows)],
            "wp_core": [1.0, *(row[3] for row in rows)],
            "wp_primary_medical": [1.0, *(row[4] for row in rows)],
        }
    )
    pairs = [(code, row[1]) for code, row in zip(codes, rows, strict=True) if row[1]]
    return place_need(partition_practices(file, members_from_pairs(pairs)), ("core", "primary_medical"))


def slow_index(rows: list[tuple], column: int, icb: str, place: str | None) -> tuple[float, float]:  # type: ignore[type-arg]
    """Index to ICB and to England of one place, one practice at a time; a row with a missing figure counts nowhere."""
    whole = [row for row in rows if row[0] == icb and row[2] is not None and row[column] is not None]
    own = [row for row in whole if row[1] == place]
    people = math.fsum(row[2] for row in own)
    if not people:
        return math.nan, math.nan
    need = math.fsum(row[column] for row in own) / people
    of_icb = math.fsum(row[column] for row in whole) / math.fsum(row[2] for row in whole)
    return need / of_icb, need


@given(st.lists(ROW, min_size=1, max_size=30))
def test_indices_equal_the_plain_version(rows: list[tuple]) -> None:  # type: ignore[type-arg]
    need = need_of(rows)
    for part, (icb, place) in enumerate(zip(need.partition.icbs, need.partition.places, strict=True)):
        if icb == "QX":
            continue
        plain = None if place == IN_NO_PLACE else place
        for number, column in enumerate((3, 4)):
            to_icb, to_england = slow_index(rows, column, icb, plain)
            assert need.index_to_icb[part, number] == pytest.approx(to_icb, rel=1e-12, nan_ok=True)
            assert need.index_to_england[part, number] == pytest.approx(to_england, rel=1e-12, nan_ok=True)
            lacking = [row for row in rows if row[:2] == (icb, plain) and (row[2] is None or row[column] is None)]
            assert need.left_out[part, number] == len(lacking)


@given(st.lists(ROW, min_size=1, max_size=30))
def test_shares_of_each_icb_sum_to_one_and_people_are_conserved(rows: list[tuple]) -> None:  # type: ignore[type-arg]
    need = need_of(rows)
    assert need.practices.sum() == len(rows) + 1
    assert need.population.sum() == pytest.approx(1.0 + math.fsum(row[2] for row in rows if row[2] is not None))
    for icb in set(need.partition.icbs):
        parts = [part for part, code in enumerate(need.partition.icbs) if code == icb]
        for share in need.share_of_icb[parts].T:
            assert np.isnan(share).all() or share.sum() == pytest.approx(1.0)


def test_a_missing_index_is_missing_not_one_or_nought() -> None:
    """A published tool turned missing and nought into 1."""
    need = need_of([("QA", "N", None, None, None), ("QA", "S", 100.0, 110.0, 90.0)])
    rows = {row["place"]: row for row in need.rows()}
    assert rows["N"]["core_index_to_icb"] is None
    assert rows["N"]["practices"] == 1
    assert rows["S"]["core_index_to_icb"] == pytest.approx(1.0)


def test_a_cross_border_place_is_joined_over_its_parts() -> None:
    file = practice_file_from_columns(
        {
            "practice": ["A1", "B1", "B2"],
            "icb": ["QA", "QB", "QB"],
            "population": [100, 300, 100],
            "wp_core": [120, 300, 90],
        }
    )
    members = members_from_pairs([("A1", "Border"), ("B1", "Border"), ("B2", "East")])
    need = place_need(partition_practices(file, members, icb="QA", cross_border=["Border"]))
    people, index = cross_border_need(need)["Border"]
    assert people == 400
    assert index[0] == pytest.approx(420 / 400)


def test_practice_need_of_an_empty_list_is_not_known() -> None:
    file = practice_file_from_columns(
        {"practice": ["A1", "A2"], "icb": ["QA"] * 2, "population": [0, 10], "wp_core": [5, 12]}
    )
    assert np.isnan(practice_need(file)[0])
    assert practice_need(file)[1] == pytest.approx(1.2)


def test_a_service_that_the_file_lacks_is_refused() -> None:
    file = practice_file_from_columns({"practice": ["A1"], "icb": ["QA"], "population": [1], "wp_core": [1]})
    partition = partition_practices(file, members_from_pairs([("A1", "N")]))
    with pytest.raises(BadInput, match="no weighted population for maternity"):
        place_need(partition, ("maternity",))
