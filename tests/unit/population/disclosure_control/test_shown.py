"""What a table looks like after disclosure control."""

from __future__ import annotations

import math

import numpy as np
import pytest

from commonweal.population.disclosure_control import shown, shown_count, shown_counts, shown_ratio
from commonweal.problems import BadInput


def test_every_small_count_and_the_first_that_are_shown() -> None:
    assert shown_counts(range(14)).tolist() == [0] * 8 + [10] * 5 + [15]
    assert shown_count(1_000_002) == 1_000_000


def test_ratio_from_the_rounded_parts_and_none_of_a_suppressed_denominator() -> None:
    assert shown_ratio(8, 12).item() == 1.0
    assert shown_ratio(7, 1000).item() == 0.0
    assert math.isnan(shown_ratio(3, 7).item())


@pytest.mark.parametrize(
    "bad", [[3, None], [3, -1], [3, 2.5], [3, math.nan]], ids=["missing", "negative", "half", "nan"]
)
def test_a_count_that_is_no_count_is_told(bad: list[float]) -> None:
    with pytest.raises(BadInput, match="row 2"):
        shown_counts(bad)


def test_a_figure_that_rests_on_a_small_count_is_empty() -> None:
    table = {"practice": ["A", "B"], "people": [50, 6], "events": [12, 1], "rate": [240.0, 166.7]}
    result = shown(
        table, counts=["people", "events"], resting_on={"rate": "events"}, ratios={"share": ("events", "people", 100)}
    )
    assert result.columns["rate"] == (240.0, None)
    assert result.columns["share"] == (20.0, None)
    assert result.suppressed == 2
    assert result.rows()[1] == {"practice": "B", "people": 0, "events": 0, "rate": None, "share": None}
    assert result.note.startswith("Counts of 7 or fewer are shown as 0")


def test_counts_come_as_plain_numbers_from_arrays() -> None:
    result = shown({"fifth": np.arange(3), "people": np.array([3, 9, 22])}, counts=["people"])
    assert [type(count) for count in result.columns["people"]] == [int] * 3


def test_what_is_missing_is_told_all_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        shown({"a": ["x"], "n": [10]}, counts=["n", "m"], ratios={"a": ("n", "q", 1)})
    assert len(caught.value.problems) >= 4


def test_same_keys_twice_are_refused() -> None:
    with pytest.raises(BadInput, match="two rows have the same keys"):
        shown({"a": ["x", "x"], "n": [10, 20]}, counts=["n"])
