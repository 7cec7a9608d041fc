"""Nobody who subtracts can tell a suppressed count closely: tried by writing out every table that agrees."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from commonweal.population.disclosure_control import DisclosureRule, disclosure_rule, shown, shown_counts
from commonweal.population.disclosure_control.recovery import narrowed, readings
from commonweal.population.disclosure_control.sums import Sum, composition
from commonweal.problems import BadInput

RULE = DisclosureRule(7, 5, 5)


def could_be(count: int | None, most: int = 27) -> range:
    """Every number that a printed count can stand for, written out anew from the rule in words.

    A hidden one can be anything; it is tried up to ``most``, which can only make it look easier to recover others.
    """
    numbers = range(most)
    if count is None:
        return numbers
    return [n for n in numbers if (0 if n <= 7 else 5 * round(n / 5)) == count]  # type: ignore[return-value]


def values_left(printed: list[list[int | None]], most: int = 27) -> dict[tuple[int, int], set[int]]:
    """For each cell or total printed as nought, all values it has in some whole table that prints like this.

    The last row and the last column are totals.
    """
    rows, columns = len(printed) - 1, len(printed[0]) - 1
    inner = [could_be(printed[r][c], most) for r in range(rows) for c in range(columns)]
    grids = np.array(list(itertools.product(*inner))).reshape(-1, rows, columns)
    for r in range(rows):
        grids = grids[np.isin(grids[:, r].sum(axis=1), _wide(printed[r][columns]))]
    for c in range(columns):
        grids = grids[np.isin(grids[:, :, c].sum(axis=1), _wide(printed[rows][c]))]
    grids = grids[np.isin(grids.sum(axis=(1, 2)), _wide(printed[rows][columns]))]
    assert len(grids), "the truth itself must agree"
    whole = np.concatenate([grids, grids.sum(axis=2, keepdims=True)], axis=2)
    whole = np.concatenate([whole, whole.sum(axis=1, keepdims=True)], axis=1)
    places = itertools.product(range(rows + 1), range(columns + 1))
    return {(r, c): set(whole[:, r, c].tolist()) for r, c in places if printed[r][c] == 0}


def _wide(count: int | None) -> list[int]:
    return [n for n in range(400) if count is None or (0 if n <= 7 else 5 * round(n / 5)) == count]


def printed_table(cells: list[list[int]]) -> list[list[int | None]]:
    """A table with both totals, after disclosure control."""
    grid = np.array(cells)
    whole = np.block([[grid, grid.sum(axis=1)[:, None]], [grid.sum(axis=0)[None, :], grid.sum()]])
    names = [[*range(grid.shape[0]), "All"], [*range(grid.shape[1]), "All"]]
    row, column = zip(*itertools.product(*names), strict=True)
    table = shown({"row": row, "column": column, "people": whole.ravel().tolist()}, counts=["people"], rule=RULE)
    people = list(table.columns["people"])
    wide = grid.shape[1] + 1
    return [people[start : start + wide] for start in range(0, len(people), wide)]


@given(st.lists(st.lists(st.integers(0, 24), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=30)
def test_two_by_two_keeps_five_values(cells: list[list[int]]) -> None:
    for left in values_left(printed_table(cells)).values():
        assert len(left) >= RULE.least_possible_values


@pytest.mark.parametrize(
    ("cells", "most"),
    [
        ([[7, 7, 7], [7, 7, 7]], 14),
        ([[6, 12, 12], [3, 12, 12]], 22),
        ([[0, 12, 7], [12, 0, 12]], 22),
        ([[7, 12, 12], [12, 7, 12]], 22),
    ],
    ids=["all sevens", "a column of small", "a true nought", "crossed"],
)
def test_two_by_three_keeps_five_values(cells: list[list[int]], most: int) -> None:
    for left in values_left(printed_table(cells), most).values():
        assert len(left) >= RULE.least_possible_values


def test_a_line_that_gives_nothing_away_stays_whole() -> None:
    assert None not in itertools.chain(*printed_table([[3, 100], [200, 300]]))


def test_lines_that_are_safe_alone_and_not_together() -> None:
    """Rounded totals leave each line open, yet both lines through a cell can pin it: the crossing is asked too."""
    rng = np.random.default_rng(5)
    hidden = 0
    for _ in range(15):
        printed = printed_table(rng.choice([0, 5, 6, 7, 8, 12, 13], (2, 2)).tolist())
        hidden += sum(count is None for row in printed for count in row)
        assert all(len(left) >= 5 for left in values_left(printed).values())
    assert hidden, "this sample must contain tables in which something had to go"


def test_large_tables_keep_totals_that_share_nobody() -> None:
    rng = np.random.default_rng(1)
    grid = rng.integers(0, 40, (80, 9))
    printed = printed_table(grid.tolist())
    assert sum(row[-1] is not None for row in printed[:-1]) > 40
    assert printed[-1][:-1] == [None] * 9
    assert all(type(count) is int for row in printed[:-1] for count in row[:-1])


def test_a_large_table_that_gives_much_away_asks_the_solver_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Subtracting settles most counts: 341 small ones in overlapping totals, and 151 counts that must go."""
    asked = 0
    solve = scipy.optimize.milp

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal asked
        asked += 1
        return solve(*given, **named)

    monkeypatch.setattr(scipy.optimize, "milp", counted)
    printed = printed_table(np.random.default_rng(10).choice([7, 7, 7, 12], (99, 5)).tolist())
    assert sum(count is None for row in printed for count in row) == 151
    assert asked < 20


@given(st.lists(st.lists(st.integers(0, 15), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=20)
def test_subtracting_again_and_again_loses_no_value_that_is_possible(cells: list[list[int]]) -> None:
    grid = np.array(cells)
    truth = np.block([[grid, grid.sum(axis=1)[:, None]], [grid.sum(axis=0)[None, :], grid.sum()]]).ravel()
    printed = shown_counts(truth, rule=RULE)
    lines = [(2, (0, 1)), (5, (3, 4)), (6, (0, 3)), (7, (1, 4)), (8, (2, 5)), (8, (6, 7))]
    made = composition([Sum(total, parts) for total, parts in lines], len(truth))
    rows, columns = zip(*((row, part) for row, parts in enumerate(made.parts) for part in parts), strict=True)
    adds_up = csr_array((np.ones(len(rows)), (rows, columns)), shape=(9, 9))
    low, high = narrowed(*readings(printed, np.zeros(9, dtype=np.bool_), RULE), adds_up)
    table: list[list[int | None]] = printed.reshape(3, 3).tolist()
    for (row, column), left in values_left(table).items():
        assert low[3 * row + column] <= min(left)
        assert max(left) <= high[3 * row + column]


def test_three_keys_and_a_hierarchy() -> None:
    rows = [("A", "x", 6), ("A", "y", 12), ("B", "x", 40), ("B", "y", 3)]
    rows += [("A", "All", 18), ("B", "All", 43), ("All", "All", 61)]
    place, kind, people = zip(*rows, strict=True)
    result = shown({"place": place, "kind": kind, "people": people}, counts=["people"])
    assert result.columns["people"] == (0, None, 40, 0, 20, 45, 60)  # 18 to 22 less at most 12 leaves 6 or 7
    assert result.hidden == 1
    assert "left out" in result.note


def test_a_small_total_of_parts_is_protected_like_a_small_count() -> None:
    """19 less 8 to 12 leaves 6 or 7 for the network, whatever its own parts are."""
    table = {"network": ["A", "A", "A", "B", "All"], "sex": ["F", "M", "All", "All", "All"]}
    printed = shown({**table, "people": [4, 3, 7, 12, 19]}, counts=["people"], rule=RULE).columns["people"]
    assert printed == (0, 0, 0, None, 20)
    assert shown({**table, "people": [1, 3, 4, 15, 19]}, counts=["people"], rule=RULE).hidden == 0


@pytest.mark.parametrize("first", ["sex", "group"])
def test_every_division_of_a_total_is_asked(first: str) -> None:
    """Everybody by sex and by group: each division is held against the total, and against the other one."""
    keys = {"sex": ["F", "M", "All", "All", "All"], "group": ["All", "All", "A", "B", "All"]}
    table = {name: keys[name] for name in sorted(keys, key=lambda name: name != first)}
    printed = shown({**table, "people": [30, 28, 6, 52, 58]}, counts=["people"], rule=RULE).columns["people"]
    assert printed == (30, 30, 0, None, 60)
    # 27 and 27 are at most 54, and so is everybody, who alone could be 57: of 54 less 53 there is one at most.
    printed = shown({**table, "people": [27, 27, 0, 54, 54]}, counts=["people"], rule=RULE).columns["people"]
    assert printed == (25, 25, 0, None, 55)


def test_a_total_is_shown_in_every_table_alike() -> None:
    """Hidden in one table and open in another, it would give away in both together what neither does alone."""
    one = shown({"segment": ["frail", "well", "All"], "people": [6, 52, 58]}, counts=["people"])
    other = shown({"fifth": ["1", "2", "All"], "people": [30, 28, 58]}, counts=["people"])
    assert one.columns["people"] == (0, None, 60)
    assert other.columns["people"] == (30, 30, 60)


def test_with_nothing_beside_it_a_count_is_not_even_said_to_be_small() -> None:
    printed = shown({"sex": ["F", "M", "All"], "people": [7, 7, 14]}, counts=["people"], rule=RULE).columns["people"]
    assert printed == (None, 0, 15)


def test_people_in_no_part_make_a_total_harmless() -> None:
    """Where a total holds people of none of the parts shown, nothing can be subtracted from it."""
    result = shown({"sex": ["F", "M", "All"], "people": [6, 12, 19]}, counts=["people"])
    assert result.hidden == 0


def test_parts_larger_than_their_total_are_refused() -> None:
    with pytest.raises(BadInput, match="sum to 18, more than the total"):
        shown({"sex": ["F", "M", "All"], "people": [6, 12, 17]}, counts=["people"])


def test_the_rule_is_the_published_one() -> None:
    assert disclosure_rule() == RULE
    assert disclosure_rule().smallest_shown == 10
