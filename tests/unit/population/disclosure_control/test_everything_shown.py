"""From all that the commands show of the same people, no suppressed count can be told closer than the rule says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.population.disclosure_control.everything_shown import Reader

from commonweal.population.disclosure_control import shown
from commonweal.population.features.need_and_cost import NeedAndCost
from commonweal.population.features.person_features import _by_number
from commonweal.population.resources import LocalNeed, place_shares, resource_to_need
from commonweal.population.resources.few_together import FewTogether
from commonweal.population.segmentation import Flows

SMALL_OR_NEAR = st.one_of(st.integers(0, 13), st.integers(14, 70))
ALL = "All"
DAY = date(2025, 3, 31)


def one_way(counts: list[int]) -> tuple[dict[str, int], dict[str, int | None]]:
    """Counts by name, exactly and as they may be shown with everybody; a run has no row where nobody is."""
    truth = {str(number): count for number, count in enumerate(counts) if count}
    table = {"part": [*truth, ALL], "people": [*truth.values(), sum(counts)]}
    people = shown(table, counts=["people"]).columns["people"]
    return truth, {str(number): 0 for number in range(len(counts))} | dict(zip([*truth, ALL], people, strict=True))


def test_the_reader_finds_what_is_told_too_closely() -> None:
    """Two tables as they were once shown: each hid its own total or none, and together they told a count of 6."""
    reader = Reader()
    reader.table("segment", {"frail": 6, "well": 52}, {"frail": 0, "well": 50}, ALL)
    assert not reader.too_close()
    reader.table("fifth", {"1": 30, "2": 28}, {"1": 30, "2": 30, ALL: 60}, ALL)
    assert reader.too_close() == {("segment", "frail"): (6, 7)}


@given(st.lists(SMALL_OR_NEAR, min_size=1, max_size=6))
@settings(max_examples=25)
def test_segments_of_features(counts: list[int]) -> None:
    reader = Reader()
    truth, told = one_way([*counts, 1])
    reader.table("segment", truth, told, ALL)
    assert not reader.too_close()
    assert told[ALL] is not None


@given(st.lists(SMALL_OR_NEAR, min_size=6, max_size=6))
@settings(max_examples=15)
def test_numbers_of_conditions_beside_how_many_have_several(counts: list[int]) -> None:
    """A run tells how many have two or more, and so how many have fewer."""
    of = np.array(counts)
    told = dict(zip((*range(6), ALL), _by_number(of).columns["people"], strict=True))
    reader = Reader()
    reader.table("number", {number: int(of[number]) for number in range(6)}, told, ALL)  # type: ignore[misc]
    several, fewer = int(of[2:].sum()), int(of[:2].sum())
    for name, count, parts in (("several", several, range(2, 6)), ("fewer", fewer, range(2))):
        reader.reads(name, count, one_way([several, fewer])[1]["0" if name == "several" else "1"])
        reader.adds(name, [("number", number) for number in parts])
    assert not reader.too_close()


@given(st.lists(st.lists(SMALL_OR_NEAR, min_size=4, max_size=4), min_size=3, max_size=3))
@example([[9, 10, 7, 0], [9, 4, 0, 0], [33, 8, 64, 7]])
@example([[2, 12, 2, 9], [6, 25, 4, 6], [68, 6, 17, 38]])
@settings(max_examples=5)
def test_moves_beside_the_segments_of_both_days(cells: list[list[int]]) -> None:
    people = np.array(
        [[*row[:2], 0, 0, row[2], row[3]] for row in cells[:2]] + [[0] * 6, [0] * 6, [*cells[2][:2], 0, 0, 0, 0]]
    )
    people[0, 0] += 1  # somebody is there on both days
    flows = Flows(people, ("a", "b", "c", "not known", "came"), ("a", "b", "c", "not known", "died", "left"))
    table = {(row["before"], row["after"]): row["people"] for row in flows.shown().rows()}
    reader = Reader()
    whole = {(b, a): int(people[r, c]) for r, b in enumerate(flows.before) for c, a in enumerate(flows.after)}
    for row, column in whole:
        reader.reads((row, column), whole[row, column], table[row, column])
        if row == "came" and column in ("died", "left"):  # nobody came and went at once, as anybody knows
            reader.high[row, column] = 0.0
            reader.suppressed.discard((row, column))
    for row in flows.before:
        reader.reads((row, ALL), sum(whole[row, one] for one in flows.after), table[row, ALL])
        reader.adds((row, ALL), [(row, one) for one in flows.after])
    for column in flows.after:
        reader.reads((ALL, column), sum(whole[one, column] for one in flows.before), table[ALL, column])
        reader.adds((ALL, column), [(one, column) for one in flows.before])
    for day, names in (("first", flows.before[:4]), ("second", flows.after[:4])):
        cell = {name: (name, ALL) if day == "first" else (ALL, name) for name in names}
        truth = [reader.truth[cell[name]] for name in names]
        _, told = one_way(truth)
        for number, name in enumerate(names):
            reader.reads(cell[name], truth[number], told[str(number)])
            if not truth[number]:
                reader.high[cell[name]] = 0.0  # nobody is there, as every table that has no row of them says
                axis = 0 if day == "first" else 1
                reader.suppressed = {one for one in reader.suppressed if one[axis] != name}  # type: ignore[index]
        reader.reads(day, sum(truth), told[ALL])
        reader.adds(day, list(cell.values()))
    assert not reader.too_close()


@given(st.lists(SMALL_OR_NEAR, min_size=2, max_size=5))
@settings(max_examples=25)
def test_practices_in_every_table_of_need(counts: list[int]) -> None:
    """By practice, with shares of a budget by practice and by two divisions into places."""
    people = np.maximum(np.array(counts), 1)
    names = tuple(f"A8100{number}" for number in range(len(people)))
    need = LocalNeed(names, people, people * 1.0, np.ones(len(people)), 0)
    found = NeedAndCost(need, people * 10_000, DAY, DAY, "2024/25", False)
    told = dict(zip(names, found.shown().columns["people"], strict=True))
    reader = Reader()
    reader.table("practice", dict(zip(names, people.tolist(), strict=True)), told, ALL)
    # What everybody are stands in other tables of the same people.
    reader.reads(ALL, int(people.sum()), one_way(people.tolist())[1][ALL])
    if FewTogether.of(people).heads.any():
        for places in (None, dict.fromkeys(names, "one"), {name: str(n % 2) for n, name in enumerate(names)}):
            shares = place_shares(100_000_00, need, found.pence, place_of=places)
            together = {name for name in names if FewTogether.of(people).together[names.index(name)]}
            alone = [name for name in names if name not in together]
            # Whatever stands by itself in a row of shares says no more than its count in the table by practice does.
            assert sum(shares.people) == sum(told[name] or 0 for name in alone) + int(
                FewTogether.of(people).heads[[names.index(name) for name in together]].sum()
            )
        if any(count is None for count in told.values()):
            few = sorted(together)
            heads = int(FewTogether.of(people).heads[[names.index(name) for name in few]].max())
            reader.reads("together", int(sum(people[names.index(name)] for name in few)), heads)
            reader.adds("together", [("practice", name) for name in few])
    assert not reader.too_close()


def test_pounds_and_need_do_not_tell_how_many_people_there_are() -> None:
    """Whoever knows what was spent to the penny, and the index of every practice, still learns only rounded people."""
    rng = np.random.default_rng(4)
    for _ in range(10):
        people = rng.integers(10, 90, 4)
        weighted = people * rng.uniform(0.7, 1.4, 4)
        pence = (people * rng.uniform(30_000, 90_000, 4)).astype(np.int64)
        near = [people + one for one in rng.integers(-2, 3, (400, 4))]
        alike = [other for other in near if round5(other) == round5(people) and (other != people).any()]
        told = [
            NeedAndCost(
                LocalNeed(tuple("ABCD"), count, weighted, weighted / count, 0), pence, DAY, DAY, "2024/25", False
            )
            for count in (people, alike[0])
        ]
        assert told[0].shown().rows() == told[1].shown().rows()


def round5(counts: np.ndarray) -> list[int]:
    """The counts and their sum, to the nearest 5."""
    return ((2 * np.array([*counts, counts.sum()]) + 5) // 10 * 5).tolist()


def test_what_a_group_of_few_cost_does_not_follow_from_the_others() -> None:
    """Expected and spent are the same in all, so that all groups but one would tell the last."""
    group = ["A"] * 40 + ["B"] * 30 + ["C"] * 5

    def rows(of_few: int, of_next: int) -> list[dict[str, object]]:
        pence = [1_000_00] * 40 + [of_next] * 30 + [of_few] * 5
        return resource_to_need(pence, [1.0] * 75, group).shown("segment").rows()

    told = rows(90_000_00, 1_000_00)
    assert told == rows(30_000_00, 11_000_00)
    assert told[0]["pounds_a_head"] == pytest.approx(1000)
    assert [row["people"] for row in told] == [40, 30, 0]
    assert [row["pounds_a_head"] for row in told[1:]] == [None, None]
    assert [row["resource_to_need"] for row in told[1:]] == [None, None]


@pytest.mark.parametrize("seed", range(8))
def test_tables_by_several_divisions_of_small_systems(seed: int) -> None:
    """Segments, practices, tenths and numbers of conditions of 300 to 2,000 made-up people, read beside each other."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(300, 2000))
    reader = Reader()
    for name, parts, small in (("segment", 7, 3), ("practice", 5, 1), ("tenth", 6, 1), ("number", 6, 2)):
        weight = rng.dirichlet(np.ones(parts))
        weight[:small] = rng.uniform(0, 8, small) / size
        truth, told = one_way(rng.multinomial(size, weight / weight.sum()).tolist())
        reader.table(name, truth, told, ALL)
    assert not reader.too_close()
