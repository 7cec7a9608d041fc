"""Maps, and carrying figures from one to another: conserved, by a second way too, and nothing dropped in silence."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.organisations import AreaMap, Kind, rebase_shares
from commonweal.problems import BadInput

OLD = AreaMap.of("old", "practice", {"P1": "A", "P2": "A", "P3": "B"})
NEW = AreaMap.of("new", "practice", {"P1": "X", "P2": "Y", "P3": "Y"})


def test_doubled_units_are_found():
    item = AreaMap("m", "lsoa21", Kind.ICB, (("E1", "A"), ("E1", "B"), ("E1", "A"), ("E2", "A"), ("E2", "A")))
    assert item.doubled() == {"E1": ["A", "B"]}
    assert OLD.doubled() == {}
    assert len(item) == 2


def test_moves_between_maps_leave_out_what_stayed():
    other = AreaMap.of("new", "practice", {"P1": "A", "P2": "B", "P9": "C"})
    assert dict(OLD.moved(other)) == {("A", "B"): 1}


def test_shares_follow_the_weights():
    found = rebase_shares(OLD, NEW, {"P1": 30.0, "P2": 10.0, "P3": 5.0})
    assert found.share("A", "X") == 0.75
    assert found.share("B", "X") == 0.0
    assert found.rows() == [("A", "X", 0.75, 1), ("A", "Y", 0.25, 1), ("B", "Y", 1.0, 1)]
    assert found.carry({"A": 200.0, "B": 1.0}) == {"X": 150.0, "Y": 51.0}
    assert found.carry_whole({"A": 101, "B": -3}) == {"X": 76, "Y": 22}
    assert (found.from_vintage, found.to_vintage, found.unplaced) == ("old", "new", ())


def test_without_weights_units_are_counted():
    assert rebase_shares(OLD, NEW).share("A", "X") == 0.5


def test_unit_on_one_map_only_is_refused_or_reported():
    weights = {"P1": 30.0, "P2": 10.0, "P3": 5.0, "P4": 7.0, "P5": 1.0}
    old = AreaMap.of("old", "practice", {**OLD.owners, "P4": "B"})
    new = AreaMap.of("new", "practice", {**NEW.owners, "P5": "X"})
    with pytest.raises(BadInput) as caught:
        rebase_shares(old, new, weights)
    assert [problem.what for problem in caught.value.problems] == [
        "unit P4 is not on the map new",
        "unit P5 is not on the map old",
    ]
    found = rebase_shares(old, new, weights, unplaced="report")
    assert [(u.unit, u.weight, u.missing_from, u.old) for u in found.unplaced] == [
        ("P4", 7.0, "new", "B"),
        ("P5", 1.0, "old", ""),
    ]
    assert found.share("B", "Y") == 1.0


def test_many_unplaced_units_are_summed_up():
    old = AreaMap.of("old", "practice", {**OLD.owners, **{f"Q{n}": "B" for n in range(30)}})
    with pytest.raises(BadInput, match="30 units in all, with a weight of 30"):
        rebase_shares(old, NEW)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"P1": 1.0, "P2": 1.0}, "Unit P3 has no weight"),
        ({"P1": 1.0, "P2": 1.0, "P3": -1.0}, "Unit P3 has no usable weight"),
        ({"P1": 1.0, "P2": 1.0, "P3": float("nan")}, "Unit P3 has no usable weight"),
        ({"P1": 0.0, "P2": 0.0, "P3": 1.0}, "Nothing of A with any weight"),
    ],
)
def test_missing_weight_is_never_nought(weights, said):
    with pytest.raises(BadInput, match=said):
        rebase_shares(OLD, NEW, weights)


def test_maps_of_different_units_and_doubled_units_are_refused_together():
    doubled = AreaMap("new", "lsoa21", Kind.ICB, (("P1", "X"), ("P1", "Y"), ("P2", "X"), ("P3", "X")))
    with pytest.raises(BadInput) as caught:
        rebase_shares(OLD, doubled)
    assert "different units" in str(caught.value)
    assert "P1 stands in X and Y" in str(caught.value)


def test_unknown_body_is_refused():
    found = rebase_shares(OLD, NEW)
    for ask in (lambda: found.share("Q", "X"), lambda: found.carry({"Q": 1.0}), lambda: found.carry_whole({"Q": 1})):
        with pytest.raises(BadInput, match="no body with this code"):
            ask()
    with pytest.raises(ValueError, match="refuse"):
        rebase_shares(OLD, NEW, unplaced="ignore")


@st.composite
def redraws(draw):
    units = [f"U{n}" for n in range(draw(st.integers(1, 12)))]
    old = {unit: draw(st.sampled_from("ABC")) for unit in units}
    new = {unit: draw(st.sampled_from("WXYZ")) for unit in units}
    weights = {unit: draw(st.floats(0.001, 1e6)) for unit in units}
    amounts = {body: draw(st.integers(-(10**12), 10**12)) for body in sorted(set(old.values()))}
    return old, new, weights, amounts


@given(redraws())
@settings(deadline=None)
def test_totals_are_conserved_and_agree_with_exact_fractions(redraw):
    old, new, weights, amounts = redraw
    found = rebase_shares(AreaMap.of("old", "u", old), AreaMap.of("new", "u", new), weights)
    assert np.allclose(found.matrix.sum(axis=1), 1.0, rtol=0, atol=1e-15 * len(weights))
    for before in found.old:
        whole = sum(Fraction(weights[unit]) for unit in old if old[unit] == before)
        for after in found.new:
            part = sum(Fraction(weights[u]) for u in old if (old[u], new[u]) == (before, after))
            assert found.share(before, after) == pytest.approx(float(part / whole), rel=1e-12, abs=1e-300)
    assert sum(found.carry_whole(amounts).values()) == sum(amounts.values())
    assert sum(found.carry(amounts).values()) == pytest.approx(sum(amounts.values()), rel=1e-9, abs=1.0)
