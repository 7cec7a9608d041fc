"""Which people are worked on together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commonweal.population.runs.inputs import RunInputs
from commonweal.population.runs.ranges import work_ranges


def inputs(**changes: Any) -> RunInputs:
    given = {"people": 10_000_000, "first": 10_000_000, "last": 19_999_999, "clustered": True} | changes
    return RunInputs(Path("p"), Path("e"), {}, events_rows=1, prints={}, **given)


def test_many_people_go_range_by_range_and_nobody_is_left_out() -> None:
    ranges = work_ranges(inputs(people=60_000_000, last=69_999_999), 2, None)
    assert len(ranges) == 8
    assert ranges[0].within.first == 10_000_000
    assert [one.within.end for one in ranges[:-1]] == [one.within.first for one in ranges[1:]]
    assert (ranges[-1].within.end or 0) > 69_999_999
    assert {one.address_bits for one in ranges} == {23}


def test_less_memory_makes_smaller_ranges() -> None:
    few, many = (len(work_ranges(inputs(), 2, memory)) for memory in (4 * 10**9, 200 * 10**6))
    assert few < many


@pytest.mark.parametrize(
    ("changes", "bits"), [({"clustered": False}, 24), ({"last": 2**62}, 0)], ids=["mixed rows", "pseudonyms"]
)
def test_what_cannot_be_split_goes_in_one(changes: dict[str, Any], bits: int) -> None:
    (one,) = work_ranges(inputs(**changes), 2, None)
    assert (one.within.first, one.within.end, one.address_bits) == (None, None, bits)


def test_addresses_that_do_not_fit_the_memory_are_hashed() -> None:
    (one,) = work_ranges(inputs(clustered=False), 2, 500 * 10**6)
    assert one.address_bits == 0
