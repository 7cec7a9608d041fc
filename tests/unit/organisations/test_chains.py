"""Succession along chains: multiplied shares, days, unknown shares, circles, and a slow second way of counting."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.organisations import Chains, Change, Share, Succession
from commonweal.problems import BadInput

D2013, D2020, D2022, D2026 = (date(y, 4, 1) for y in (2013, 2020, 2022, 2026))


def row(old, new, day=D2026, share=None, basis="lsoa21"):
    shares = () if share is None else (Share(basis, Fraction(share)),)
    return Succession(old, new, day, shares)


def shares(descents):
    return {descent.body: descent.share for descent in descents}


def test_shares_multiply_along_a_chain():
    chains = Chains(
        [
            row("A", "M", D2020, "1/4"),
            row("A", "N", D2020, "3/4"),
            row("M", "X", D2026, "2/5"),
            row("M", "Y", D2026, "3/5"),
        ]
    )
    assert shares(chains.successors("A")) == {"N": Fraction(3, 4), "Y": Fraction(3, 20), "X": Fraction(1, 10)}
    assert shares(chains.successors("A", on=D2022)) == {"N": Fraction(3, 4), "M": Fraction(1, 4)}
    assert chains.successors("A", on=D2013) == ()


def test_two_ways_to_one_body_are_added():
    chains = Chains(
        [row("A", "M", D2020, "1/2"), row("A", "N", D2020, "1/2"), row("M", "X", D2026), row("N", "X", D2026)]
    )
    (descent,) = chains.successors("A")
    assert (descent.body, descent.share, len(descent.paths), descent.steps) == ("X", 1, 2, 2)
    back = chains.predecessors("X")
    assert [(part.origin, part.share) for part in back] == [("M", 1), ("N", 1), ("A", 1)]


def test_lone_successor_took_all_though_no_share_is_stated():
    assert shares(Chains([row("A", "B")]).successors("A")) == {"B": 1}


def test_split_without_shares_is_unknown_and_never_even():
    chains = Chains([row("A", "X"), row("A", "Y"), row("X", "Z", D2026 + timedelta(days=1))])
    assert shares(chains.successors("A")) == {"Z": None, "Y": None}
    assert shares(chains.predecessors("Y") + chains.predecessors("X")) == {"Y": None, "X": None}


def test_two_days_of_succession_without_shares_are_unknown():
    chains = Chains([row("A", "X", D2020), row("A", "Y", D2026)])
    assert shares(chains.successors("A")) == {"X": None, "Y": None}
    assert shares(chains.successors("A", on=D2022)) == {"X": 1}


def test_part_that_was_not_given_away_stays():
    chains = Chains([row("A", "B", D2026, "1/10")])
    assert shares(chains.successors("A")) == {"A": Fraction(9, 10), "B": Fraction(1, 10)}
    assert {descent.body: descent.steps for descent in chains.successors("A")} == {"A": 0, "B": 1}
    (came,) = chains.predecessors("B")
    assert came.share == Fraction(1, 10)


def test_later_share_is_of_what_was_left():
    chains = Chains([row("A", "B", D2020, "1/2"), row("A", "C", D2026, 1)])
    assert shares(chains.successors("A")) == {"B": Fraction(1, 2), "C": Fraction(1, 2)}


def test_row_before_the_arrival_does_not_carry():
    chains = Chains([row("A", "B", D2022), row("B", "C", D2020)])
    assert shares(chains.successors("A")) == {"B": 1}


def test_basis_is_chosen():
    both = Succession("A", "X", D2026, (Share("areas", Fraction(1, 4)), Share("people", Fraction(1, 3))))
    rest = Succession("A", "Y", D2026, (Share("areas", Fraction(3, 4)), Share("people", Fraction(2, 3))))
    chains = Chains([both, rest])
    assert shares(chains.successors("A"))["X"] == Fraction(1, 4)
    assert shares(chains.successors("A", basis="people"))["X"] == Fraction(1, 3)
    assert shares(chains.successors("A", basis="beds")) == {"X": None, "Y": None}
    assert chains.successors("A")[0].bases == ("areas",)


def test_circle_is_refused_and_row_to_itself_is_left_out():
    with pytest.raises(BadInput, match="A → B → A"):
        Chains([row("A", "B"), row("B", "A")]).successors("A")
    assert Chains([row("A", "A")]).successors("A") == ()


def test_changes_are_told_apart():
    chains = Chains(
        [row("A", "X"), row("B", "X"), row("S", "X", share="1/2"), row("S", "Y", share="1/2"), row("R", "R2")]
    )
    assert chains.change("A", D2026) is Change.MERGE
    assert chains.change("S", D2026) is Change.SPLIT
    assert chains.change("R", D2026) is Change.RENAME
    assert Change.RENAME.words == "continued under another code"


@st.composite
def histories(draw):
    """Layers of bodies; each of a layer is split into some of the next, with shares that sum to one."""
    layers = [[f"{layer}{n}" for n in range(draw(st.integers(1, 4)))] for layer in "ABCD"]
    rows = []
    for depth, (old_layer, new_layer) in enumerate(pairwise(layers)):
        day = date(2010 + 4 * depth, 4, 1)
        for old in old_layer:
            targets = draw(st.lists(st.sampled_from(new_layer), min_size=1, unique=True))
            weights = [draw(st.integers(1, 20)) for _ in targets]
            rows += [row(old, new, day, Fraction(w, sum(weights))) for new, w in zip(targets, weights, strict=True)]
    return layers, rows


def slowly(rows, holding):
    """The second way: pour what each body holds into its successors, day after day."""
    for day in sorted({each.day for each in rows}):
        poured = dict.fromkeys(holding, Fraction(0))
        for name, amount in holding.items():
            leaving = [each for each in rows if each.predecessor == name and each.day == day]
            for each in leaving:
                poured[each.successor] = poured.get(each.successor, Fraction(0)) + amount * each.share()
            if not leaving:
                poured[name] = poured.get(name, Fraction(0)) + amount
        holding = poured
    return {name: amount for name, amount in holding.items() if amount}


@given(histories())
@settings(deadline=None)
def test_shares_are_conserved_and_agree_with_pouring(history):
    layers, rows = history
    chains = Chains(rows)
    for name in layers[0]:
        found = shares(chains.successors(name))
        assert sum(found.values()) == 1
        assert found == slowly(rows, {name: Fraction(1)})


@given(histories())
@settings(deadline=None)
def test_looking_back_is_looking_forward_reversed(history):
    layers, rows = history
    chains = Chains(rows)
    for last in layers[-1]:
        back = {part.origin: part.share for part in chains.predecessors(last)}
        for name in (name for layer in layers[:-1] for name in layer):
            assert back.get(name, 0) == shares(chains.successors(name)).get(last, 0)


@given(histories(), st.dates(date(2009, 1, 1), date(2030, 1, 1)))
@settings(deadline=None)
def test_on_any_day_nothing_is_lost(history, day):
    layers, rows = history
    for name in layers[0]:
        found = Chains(rows).successors(name, on=day)
        assert not found or sum(part.share for part in found) == 1
