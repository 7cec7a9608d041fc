"""Bridges and hexagon maps: where things stand in the drawing."""

from __future__ import annotations

import csv
import itertools
import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.site.components.bridges import WIDTH, Step, bridge
from commonweal.site.components.hexagons import SIDE, Area, hexagon_map

amounts = st.lists(st.integers(-10_000, 10_000), max_size=8)


@given(st.integers(0, 100_000), amounts)
def test_bars_of_a_bridge_lie_in_the_drawing_and_touch(base, changes):
    steps = [Step("Base", base, "", total=True), *(Step("Step", change, "") for change in changes)]
    drawn = bridge("b", "A bridge", steps, zoom=False)
    edges = [(bar.x, bar.x + bar.width) for bar in drawn.bars]
    assert all(-0.01 <= left <= right <= WIDTH + 0.02 for left, right in edges)
    for (left, right), (next_left, next_right) in itertools.pairwise(edges):
        assert min(abs(a - b) for a in (left, right) for b in (next_left, next_right)) <= 0.02


def test_bridge_whose_changes_are_small_leaves_out_the_common_part_and_says_so():
    steps = [Step("Base", 1000, "", total=True), Step("Up", 5, ""), Step("Target", 1005, "", total=True)]
    drawn = bridge("b", "A bridge", steps)
    assert drawn.bars[1].width > WIDTH / 2
    assert "do not begin at nought" in drawn.scale_note
    assert bridge("b", "A bridge", steps, zoom=False).scale_note == ""


def test_bridge_through_nought_has_its_axis_inside():
    drawn = bridge("b", "A bridge", [Step("Base", 10, "", total=True), Step("Down", -20, "")])
    assert drawn.axis == pytest.approx(WIDTH / 2)
    assert drawn.bars[1].kind == "down"


def test_bridge_of_noughts_is_drawn():
    assert bridge("b", "Nothing", [Step("Base", 0, "", total=True)]).bars[0].width == 0


@pytest.mark.parametrize("steps", [[], [Step("Change", 1, "+1")]])
def test_bridge_begins_with_a_total(steps):
    with pytest.raises(ValueError, match="begins with a total"):
        bridge("b", "A bridge", steps)


def cells_of(vintage: str):
    text = files("commonweal.reference").joinpath(f"geography/{vintage}_hex.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    areas = [Area(str(n), str(n), int(row["column"]), int(row["row"]), int(row["shift"])) for n, row in enumerate(rows)]
    return areas, hexagon_map("England", areas)


@pytest.mark.parametrize(("vintage", "count"), [("icb24", 42), ("icb26", 36)])
def test_cells_of_england_do_not_overlap_and_lie_in_the_drawing(vintage, count):
    _, drawn = cells_of(vintage)
    assert len(drawn.cells) == count
    _, _, width, height = map(float, drawn.view_box.split())
    centres = [(cell.x, cell.code_y + 2) for cell in drawn.cells]
    for place, one in enumerate(centres):
        for other in centres[place + 1 :]:
            assert math.dist(one, other) >= math.sqrt(3) * SIDE - 0.1
    for cell in drawn.cells:
        for corner in cell.points.split():
            x, y = map(float, corner.split(","))
            assert 0 < x < width
            assert 0 < y < height


def test_north_is_up():
    drawn = hexagon_map("Two", [Area("S", "South", 0, 0, 0), Area("N", "North", 0, 5, 0)])
    assert [cell.area.name for cell in drawn.cells] == ["North", "South"]
    assert drawn.cells[0].code_y < drawn.cells[1].code_y


def test_two_areas_in_one_place_and_unknown_steps_are_refused():
    with pytest.raises(ValueError, match="one place"):
        hexagon_map("Two", [Area("A", "A", 0, 0, 0), Area("B", "B", 0, 0, 0)])
    with pytest.raises(ValueError, match="not known"):
        hexagon_map("One", [Area("A", "A", 0, 0, 0, step="q9")])
