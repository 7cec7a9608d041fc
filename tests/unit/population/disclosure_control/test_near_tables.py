"""What near tables prove open is open by the linear programme too; what is narrow they never take for open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.disclosure_control import disclosure_rule, shown_counts
from commonweal.population.disclosure_control.linear_reading import LinearReading
from commonweal.population.disclosure_control.near_tables import not_plainly_open
from commonweal.population.disclosure_control.recovery import readings

RULE = disclosure_rule()


def crossed(cells: np.ndarray) -> tuple[np.ndarray, list[tuple[int, tuple[int, ...]]]]:
    """A table with its totals as one row of counts, and how they add up."""
    rows, columns = cells.shape
    at = np.arange(rows * columns).reshape(rows, columns)
    first = at.size
    lines = [(first + row, tuple(at[row].tolist())) for row in range(rows)]
    lines += [(first + rows + column, tuple(at[:, column].tolist())) for column in range(columns)]
    lines.append((first + rows + columns, tuple(range(first, first + rows))))
    return np.concatenate([cells.ravel(), cells.sum(axis=1), cells.sum(axis=0), [cells.sum()]]), lines


@settings(max_examples=60)
@given(
    st.integers(2, 4).flatmap(
        lambda rows: st.lists(
            st.lists(st.one_of(st.integers(0, 9), st.integers(10, 60)), min_size=3, max_size=3),
            min_size=rows, max_size=rows,
        )
    ),
    st.data(),
)  # fmt: skip
def test_nothing_narrow_is_taken_for_open(cells: list[list[int]], data: st.DataObject) -> None:
    truth, lines = crossed(np.array(cells))
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=len(truth), max_size=len(truth))))
    shown = shown_counts(truth)
    low, high = readings(shown, hidden, RULE)
    asked = np.flatnonzero((shown == 0) & ~hidden)
    left = set(not_plainly_open(truth, lines, low, high, asked, RULE.least_possible_values).tolist())
    reading = LinearReading(truth, lines, RULE.least_possible_values)
    for place in asked.tolist():
        if place not in left:
            assert reading.open_enough(place, low, high)


def test_a_count_beside_hidden_ones_is_seen_to_be_open() -> None:
    truth, lines = crossed(np.array([[3, 40, 50], [30, 4, 60], [20, 30, 5]]))
    hidden = np.zeros(len(truth), dtype=bool)
    low, high = readings(shown_counts(truth), hidden, RULE)
    asked = np.flatnonzero(shown_counts(truth) == 0)
    assert not_plainly_open(truth, lines, low, high, asked, RULE.least_possible_values).tolist() == []


@pytest.mark.parametrize(("part", "left"), [(0, [0]), (3, [0])])
def test_a_count_that_its_total_gives_away_is_left(part: int, left: list[int]) -> None:
    truth = np.array([part, 40, 40 + part])
    low, high = np.array([0.0, 40.0, 40.0 + part]), np.array([7.0, 40.0, 40.0 + part])
    assert not_plainly_open(truth, [(2, (0, 1))], low, high, np.array([0]), 5).tolist() == left
