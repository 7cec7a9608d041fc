"""Re-basing keeps totals exactly, whatever the map."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.rebase import (
    REMAINDER,
    Part,
    Redraw,
    Unmatched,
    rebase,
    rebase_measure,
    redraw_by_practice,
    redraw_from_rows,
)
from commonweal.problems import BadInput


@st.composite
def redraws(draw):
    parts = []
    for old in range(draw(st.integers(1, 5))):
        news = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True))
        weights = draw(st.lists(st.floats(0.01, 1e7), min_size=len(news), max_size=len(news)))
        parts += [Part(f"old{old}", f"new{new}", weight) for new, weight in zip(news, weights, strict=True)]
    return Redraw(tuple(parts))


@given(redraw=redraws(), data=st.data())
def test_the_total_is_kept_to_the_unit_and_parts_are_near_their_shares(redraw, data):
    units = {old: data.draw(st.integers(-(10**11), 10**12)) for old in redraw.old_codes}
    carried = rebase(units, redraw)
    assert sum(carried.values()) == sum(units.values())
    for new in redraw.new_codes:
        exact = sum(
            Fraction(units[old])
            * sum(Fraction(part.weight) for part in redraw.of(old) if part.new == new)
            / sum(Fraction(part.weight) for part in redraw.of(old))
            for old in redraw.old_codes
        )
        assert abs(carried[new] - exact) <= len(redraw.old_codes)


@given(redraw=redraws(), data=st.data())
def test_a_measure_is_kept_too(redraw, data):
    values = {old: data.draw(st.floats(0, 1e9)) for old in redraw.old_codes}
    assert sum(rebase_measure(values, redraw).values()) == pytest.approx(sum(values.values()), rel=1e-9, abs=1e-9)


def test_shares_of_an_old_area_sum_to_one():
    redraw = redraw_by_practice(
        ("P1", "P2", "P3", "P4"),
        ("A", "A", "B", "B"),
        np.array([1.0, 3.0, 5.0, 7.0]),
        {"P1": "X", "P2": "Y", "P3": "Y"},
        unmatched=Unmatched.LEAVE_OUT,
    )
    assert redraw.share("A", "X") + redraw.share("A", "Y") == 1.0
    assert redraw.share("B", "X") == 0.0
    assert redraw.unplaced == ("P4",)
    assert redraw.backwards() == ("X", "Y")
    assert [part.practices for part in redraw.parts] == [1, 1, 1]


def test_every_fault_of_a_redraw_is_told():
    with pytest.raises(BadInput) as bad:
        Redraw((Part("A", "X", -1.0), Part("B", "X", 0.0), Part("C", "X", 1.0), Part("C", "X", 2.0)))
    said = str(bad.value)
    for part in ("part of A in X has no usable weight", "Nothing of B", "C in X is given twice"):
        assert part in said


def test_practices_without_weight_and_areas_without_practices_are_told():
    with pytest.raises(BadInput) as bad:
        redraw_by_practice(
            ("P1", "P2"), ("A", "B"), np.array([np.nan, 1.0]), {"P1": "X"}, unmatched=Unmatched.LEAVE_OUT
        )
    assert "P1 has no weight" in str(bad.value)
    assert "No practice of B" in str(bad.value)
    assert "No practice of A" not in str(bad.value)


SPARSE = (("P1", "P2", "P3"), ("A", "A", "B"), np.array([1.0, 98.0, 1.0]), {"P1": "X"})
"""A map with one practice of three: by weight, a hundredth of the old map."""


def test_a_map_that_lacks_practices_is_refused_with_how_much_it_lacks():
    with pytest.raises(BadInput) as bad:
        redraw_by_practice(*SPARSE)
    said = str(bad.value)
    for part in ("2 of 3 practices", "99 of 100 weighted people (99.0%)", "P2, P3", "remainder", "leave-out"):
        assert part in said
    assert len(bad.value.problems) == 1


def test_a_remainder_keeps_the_money_of_unmatched_practices_in_an_area_of_its_own():
    redraw = redraw_by_practice(*SPARSE, unmatched=Unmatched.REMAINDER)
    assert redraw.unplaced == ("P2", "P3")
    assert rebase({"A": 99_00, "B": 7}, redraw) == {"X": 1_00, REMAINDER: 98_07}
    with pytest.raises(BadInput, match="no name for an area"):
        redraw_by_practice(("P1",), ("A",), np.array([1.0]), {"P1": REMAINDER})


def test_an_area_that_the_redraw_does_not_know_is_refused():
    with pytest.raises(BadInput, match="QZZ"):
        rebase({"QZZ": 1}, Redraw((Part("A", "X", 1.0),)))


def test_a_redraw_is_read_from_rows():
    rows = [{"from": "A", "to": "X", "share": "0.25"}, {"from": "A", "to": "Y", "share": "0.75"}]
    assert redraw_from_rows(rows, old="from", new="to", weight="share").share("A", "Y") == 0.75
