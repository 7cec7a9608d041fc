"""Which people are worked on together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from commonweal.population.runs.inputs import RunInputs
from commonweal.population.runs.ranges import PEOPLE_A_PART, WorkRange, work_ranges


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


def in_order(ranges: tuple[WorkRange, ...]) -> tuple[int, int]:
    """The first bound and the last of ranges that follow on each other."""
    for one, other in pairwise(ranges):
        assert one.within.end == other.within.first
    first, end = ranges[0].within.first, ranges[-1].within.end
    assert first is not None
    assert end is not None
    return first, end


def groups(people: int, rows: int, apart: int = 1) -> tuple[tuple[int, int], ...]:
    """Groups of so many rows, identifiers so far apart."""
    return tuple((10_000_000 + first * apart, min(rows, people - first)) for first in range(0, people, rows))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_parts_follow_on_each_other_and_every_thread_has_as_many(threads: int) -> None:
    given = inputs(people=60_000_000, last=69_999_999, groups=groups(60_000_000, 245_760))
    ranges = work_ranges(given, threads, None)
    assert len(ranges) == 4
    assert in_order(ranges) == (10_000_000, 70_000_000)
    for one in ranges:
        assert in_order(one.parts) == (one.within.first, one.within.end)
        assert len(one.parts) % threads == 0
        assert {part.address_bits for part in one.parts} == {20}


def test_a_million_people_are_shared_between_threads() -> None:
    given = inputs(people=1_000_000, last=10_999_999, groups=groups(1_000_000, 245_760))
    (one,) = work_ranges(given, 2, None)
    assert [(part.within.first, part.within.end) for part in one.parts] == [
        (10_000_000, 10_500_000), (10_500_000, 11_000_000),
    ]  # fmt: skip


def test_pseudonyms_in_order_are_cut_between_groups_of_rows() -> None:
    apart = 1 << 30
    given = inputs(people=20_000_000, last=10_000_000 + 20_000_000 * apart, groups=groups(20_000_000, 245_760, apart))
    ranges = work_ranges(given, 2, None)
    assert len(ranges) == 2
    assert in_order(ranges) == (given.first, given.last + 1)
    lows = {low for low, _ in given.groups}
    for one in ranges:
        assert in_order(one.parts) == (one.within.first, one.within.end)
        assert all(part.within.first in lows for part in one.parts)
        held = [
            sum(rows for low, rows in given.groups if (part.within.first or 0) <= low < (part.within.end or 0))
            for part in one.parts
        ]
        assert max(held) <= PEOPLE_A_PART
        assert {part.address_bits for part in one.parts} == {0}


def test_little_memory_makes_small_parts() -> None:
    given = inputs(groups=groups(10_000_000, 245_760))
    few, many = (sum(len(one.parts) for one in work_ranges(given, 2, memory)) for memory in (4 * 10**9, 10**8))
    assert few == 10
    assert many > 50


def test_less_memory_makes_smaller_ranges() -> None:
    few, many = (len(work_ranges(inputs(), 2, memory)) for memory in (4 * 10**9, 200 * 10**6))
    assert few < many


@pytest.mark.parametrize(
    ("changes", "bits"), [({"clustered": False}, 24), ({"last": 2**62}, 0)], ids=["mixed rows", "pseudonyms"]
)
def test_what_cannot_be_split_goes_in_one(changes: dict[str, Any], bits: int) -> None:
    (one,) = work_ranges(inputs(**changes), 2, None)
    assert (one.within.first, one.within.end, one.address_bits) == (None, None, bits)
    assert [part.address_bits for part in one.parts] == [bits]
    assert work_ranges(inputs(**changes), 2, None, by_parts=False)[0].parts == ()
    assert work_ranges(inputs(**changes | {"people": 40_000_000}), 2, None)[0].parts == ()
    assert work_ranges(inputs(**changes), 2, 500 * 10**6)[0].parts == ()


def test_addresses_that_do_not_fit_the_memory_are_hashed() -> None:
    (one,) = work_ranges(inputs(clustered=False), 2, 500 * 10**6)
    assert one.address_bits == 0
