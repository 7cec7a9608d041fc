"""Every ICB side by side: as published on the map of 42, and carried to the map of 36 with England's sums unchanged."""

from __future__ import annotations

import pytest

from commonweal.allocations.england import MAPS, england, years_of
from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.money import to_pence
from commonweal.problems import BadInput

EVERY = [(stream, year) for stream in STREAM_NAMES for year in years_of(stream)]


@pytest.mark.parametrize(("stream", "year"), EVERY)
def test_both_maps_sum_to_the_same_england_to_the_penny(stream: str, year: str) -> None:
    sums = {map: sum(to_pence(icb.allocation_k) for icb in england(stream, year, map).icbs) for map in MAPS}
    assert set(sums.values()) == {to_pence(england(stream, year).total.allocation_k)}
    assert [len(england(stream, year, map).icbs) for map in MAPS] == [42, 36]


def test_published_figures_stand_as_printed() -> None:
    birmingham = england("core", "2025/26").icb("QHL")
    assert birmingham.allocation_k == 2934141
    assert birmingham.closing_distance == pytest.approx(-0.04424, abs=1e-5)
    assert birmingham.closing_target_k == pytest.approx(3069962.497, abs=0.01)
    assert not birmingham.restated
    assert birmingham.gap_k == pytest.approx(-135821.5, abs=0.1)


def test_an_icb_that_only_gained_a_part_of_another_is_restated_and_an_unchanged_one_is_not() -> None:
    found = england("core", "2025/26", "icb26")
    assert found.icb("QRL").restated
    assert not found.icb("QHL").restated
    assert found.icb("S0E4D").growth is None
    assert found.icb("S0E4D").allocation_k > england("core", "2025/26").icb("QU9").allocation_k


def test_a_merged_icb_is_the_sum_of_its_predecessors() -> None:
    old = england("primary_medical", "2025/26")
    new = england("primary_medical", "2025/26", "icb26").icb("Z9B2Z")
    assert new.allocation_k == old.icb("QMJ").allocation_k + old.icb("QRV").allocation_k


def test_running_costs_take_the_last_published_version_and_have_no_target() -> None:
    found = england("running_costs", "2025/26")
    assert not found.has_targets
    assert found.icb("QOQ").allocation_k == pytest.approx(26424.27, abs=0.01)


@pytest.mark.parametrize(
    ("stream", "year", "map"),
    [("core", "2019/20", "icb24"), ("dentistry", "2025/26", "icb24"), ("core", "2025/26", "icb30")],
)
def test_what_is_not_published_is_said_to_be_so(stream: str, year: str, map: str) -> None:
    with pytest.raises(BadInput):
        england(stream, year, map)


def test_an_unknown_icb_is_told_the_codes_of_the_map() -> None:
    with pytest.raises(BadInput, match="QHL"):
        england("core", "2025/26").icb("S0E4D")
