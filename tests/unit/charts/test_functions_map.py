"""The drawing of the functions map: well formed, complete, inside its frame, and no colour without words."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.charts.functions_map import functions_map_svg
from commonweal.governance.functions_map import STATUSES, TIERS, MapRow

SVG = "{http://www.w3.org/2000/svg}"


def row(**more):
    told = {
        "function": "beds", "title": "Community beds", "provision": "NHSA 2006 s.3", "tier": "place",
        "decider": "NORTH",
        "seat": "", "decider_name": "North place committee", "place": "", "limit_pence": None, "limit": "no limit",
        "route": ("G1",), "since": None, "status": "decides", "note": "",
    }  # fmt: skip
    return MapRow(**(told | more))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("doubled", "! Doubled"),
        ("orphan", "✕ Nobody decides"),
        ("not_known", "? Not known"),
        ("planned", "Planned, not here yet"),
        ("passed_on", "Has passed it"),
    ],
)
def test_what_is_wrong_stands_in_words_as_well_as_in_colour(status, words):
    assert words in functions_map_svg([row(status=status)], title="Map")


def test_it_has_a_title_and_a_description_and_columns_only_for_tiers_in_use():
    drawn = ET.fromstring(functions_map_svg([row(), row(tier="system", decider_name="The board")], title="Who decides"))
    assert drawn.find(f"{SVG}title").text == "Who decides"
    assert "1 functions" in drawn.find(f"{SVG}desc").text
    heads = [span.text for span in drawn.iter(f"{SVG}tspan")]
    assert "System" in heads
    assert "Place" in heads
    assert "National" not in heads


def test_nothing_at_all_is_an_empty_map():
    assert ET.fromstring(functions_map_svg([], title="Empty")) is not None


def test_functions_that_are_decided_alike_share_a_band():
    alike = [row(), row(function="clinics", title="Clinics")]
    assert functions_map_svg(alike, title="Map").count("North place committee</tspan>") == 1
    apart = [row(), row(function="clinics", title="Clinics", limit="up to £5")]
    drawn = functions_map_svg(apart, title="Map")
    assert drawn.count("North place committee</tspan>") == 2
    assert "Clinics" in drawn


ROWS = st.lists(
    st.builds(
        row,
        function=st.sampled_from(["a", "b", "c"]),
        title=st.text("ab <&\"'é", max_size=90),
        decider_name=st.text("AbcZ <&>-'", max_size=80),
        place=st.text("xyz &", max_size=40),
        limit=st.just("up to £1,000"),
        tier=st.sampled_from(TIERS),
        status=st.sampled_from(STATUSES),
        note=st.text("n<&>", max_size=20),
    ),
    max_size=12,
)


@given(ROWS)
def test_whatever_the_names_it_is_well_formed_and_inside_its_frame(rows):
    drawn = ET.fromstring(functions_map_svg(sorted(rows, key=lambda each: each.function), title="Map <&>"))
    _, _, width, height = (float(part) for part in drawn.get("viewBox").split())
    boxes = [
        (float(box.get("x")), float(box.get("y")), float(box.get("width")), float(box.get("height")))
        for box in drawn.iter(f"{SVG}rect")
    ]
    for left, top, wide, high in boxes:
        assert left >= 0
        assert left + wide <= width
        assert top + high <= height
    assert len(list(drawn.iter(f"{SVG}g"))) <= len(rows)
    own = [box for box in boxes if box[0] > 0]
    for place, one in enumerate(own):
        for other in own[place + 1 :]:
            apart = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1] or one[0] != other[0]
            assert apart
