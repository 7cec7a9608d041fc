"""Deprivation fifths: about equal people, equal scores together, unknown apart, and sums exact."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.split import Units, split_fund
from commonweal.allocations.split_equity import by_deprivation, deprivation_fifths
from commonweal.allocations.split_scaling import read_use
from commonweal.allocations.split_units import place_units

ROWS = st.lists(
    st.tuples(
        st.floats(min_value=1.0, max_value=20_000.0),
        st.one_of(st.none(), st.integers(min_value=0, max_value=80).map(float)),
    ),
    min_size=1,
    max_size=40,
)


def slow_fifths(rows: list[tuple[float, float | None]]) -> list[int]:
    """The fifth of each row, by walking down the scores and adding people up."""
    total = sum(people for people, score in rows if score is not None)
    found = []
    for _, score in rows:
        if score is None:
            found.append(0)
            continue
        above = sum(people for people, other in rows if other is not None and other > score)
        level = sum(people for people, other in rows if other == score)
        found.append(min(4, int((above + level / 2) / total * 5)) + 1)
    return found


@given(ROWS)
def test_fifths_equal_the_plain_version(rows: list[tuple[float, float | None]]) -> None:
    scores = np.array([np.nan if score is None else score for _, score in rows])
    base = np.array([people for people, _ in rows])
    assert deprivation_fifths(scores, base).tolist() == slow_fifths(rows)


@given(ROWS, st.integers(min_value=1, max_value=10**10))
def test_fifths_sum_to_the_fund(rows: list[tuple[float, float | None]], fund: int) -> None:
    scores = np.array([np.nan if score is None else score for _, score in rows])
    codes = tuple(str(number) for number in range(len(rows)))
    units = Units(codes, codes, np.array([people for people, _ in rows]), {}, deprivation=scores)
    fifths = by_deprivation(split_fund(units, fund))
    if np.isnan(scores).all():
        assert fifths == ()
    else:
        assert sum(fifth.amount_pence for fifth in fifths) == fund
        assert all(fifth.amount_pence == fifth.even_pence for fifth in fifths)
        assert sum(fifth.units for fifth in fifths) == len(rows)


def test_a_fund_by_place_is_counted_by_practice() -> None:
    """Two places that hold the most and the least deprived practice each are in no one fifth."""
    scores = np.array([50.0, 40.0, 30.0, 20.0, 10.0, 5.0])
    codes = tuple("ABCDEF")
    practices = Units(codes, codes, np.array([100.0, 100, 100, 100, 100, 100]), {"imd": scores}, deprivation=scores)
    members = members_from_pairs([(code, "N" if code in "AFC" else "S") for code in codes])
    places = place_units(practices, members)
    fifths = by_deprivation(split_fund(places, 601_00))
    assert [fifth.units for fifth in fifths] == [1, 1, 2, 1, 1]
    assert sum(fifth.amount_pence for fifth in fifths) == 601_00
    assert [fifth.people for fifth in fifths] == [100, 100, 200, 100, 100]
    by_need = by_deprivation(split_fund(places, 601_00, [read_use("imd=1")]))
    assert sum(fifth.amount_pence for fifth in by_need) == 601_00


def test_paying_for_deprivation_moves_money_to_the_most_deprived_fifth() -> None:
    scores = np.array([50.0, 40.0, 30.0, 20.0, 10.0, np.nan])
    codes = tuple("ABCDEF")
    units = Units(codes, codes, np.full(6, 100.0), {"imd": scores}, deprivation=scores)
    fifths = by_deprivation(split_fund(units, 600_00, [read_use("imd=1")]))
    assert [fifth.number for fifth in fifths] == [1, 2, 3, 4, 5, 0]
    assert fifths[0].amount_pence > fifths[0].even_pence
    assert fifths[4].amount_pence < fifths[4].even_pence
    assert fifths[5].name == "Deprivation not known"
    assert fifths[0].to_json()["difference_pence"] == fifths[0].amount_pence - fifths[0].even_pence
    assert by_deprivation(split_fund(Units(codes, codes, np.ones(6), {}), 100)) == ()
