"""The England page: sentence, map, table and files say what the published figures say."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from commonweal.allocations.england import england

ADDRESS = "/allocations/"


def page(client, **asked: str) -> str:
    # No `db` fixture: the page asks nothing of the database.
    response = client.get(ADDRESS, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_sentence_counts_those_below_and_above_and_names_the_furthest(client) -> None:
    found = england("core", "2025/26")
    below = [icb for icb in found.icbs if icb.closing_distance < 0]
    text = page(client)
    assert f"{len(below)} of 42 ICBs stand below their target for core services" in text
    assert "4.42% (Birmingham and Solihull)" in text
    assert "8.05% (Surrey Heartlands)" in text


def test_opening_distances_are_another_map(client) -> None:
    text = page(client, distance="opening")
    assert "Before the allocation of 2025/26" in text
    assert "Birmingham and Solihull: 4.95% below target" in text


@pytest.mark.parametrize(("map", "count", "code"), [("icb24", 42, "QNQ"), ("icb26", 36, "S0E4D")])
def test_each_map_has_a_hexagon_and_a_row_for_every_icb(client, map: str, count: int, code: str) -> None:
    text = page(client, map=map)
    assert text.count('class="cw-hexmap__cell ') == count
    assert f'href="/allocations/{code}/?year=2025%2F26&amp;stream=core"' in text
    assert f"{count} ICBs: core services, 2025/26" in text


def test_map_of_36_says_what_was_restated(client) -> None:
    text = page(client, map="icb26")
    assert "England&#39;s sums are unchanged" in text
    assert "The figures of 7 that were formed later are restated" in text
    assert "restated" not in page(client).lower()


def test_source_is_told_once(client) -> None:
    assert page(client).count("Source: NHS England") == 1


def test_stream_without_targets_shows_pounds_for_each_person(client) -> None:
    text = page(client, stream="running_costs")
    assert "there is no target" in text
    assert "Pounds for each person, on the map" in text
    assert "Closing distance" not in text


def test_table_is_sorted_by_the_heading_that_was_chosen(client) -> None:
    text = page(client, sort="allocation_k", order="descending")
    rows = re.findall(r'scope="row"><a href="/allocations/(\w+)/', text)
    amounts = {icb.code: icb.allocation_k for icb in england("core", "2025/26").icbs}
    assert rows == sorted(amounts, key=lambda code: -amounts[code])
    assert 'aria-sort="descending"' in text


def test_files_hold_every_icb_in_full_precision(client) -> None:
    response = client.get(ADDRESS, {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 43
    first = next(row for row in rows if row["Code"] == "QHL")
    assert first["Allocation (£ thousand)"] == "2934141.0"
    assert float(first["Closing distance (fraction)"]) == england("core", "2025/26").icb("QHL").closing_distance
    workbook = load_workbook(io.BytesIO(client.get(ADDRESS, {"format": "xlsx"}).content))
    assert workbook.sheetnames[-1] == "Notes"
    assert workbook.worksheets[0].max_row == 44


@pytest.mark.parametrize(
    ("asked", "message", "field"),
    [
        ({"stream": "specialised", "year": "2023/24"}, "choose 2025/26", "year"),
        ({"stream": "dentists"}, "Choose a stream of money from the list", "stream"),
        ({"map": "icb30"}, "Choose one of the two maps", "map"),
        ({"sort": "sum"}, "Choose a heading", "sort"),
    ],
)
def test_what_cannot_be_shown_is_said_at_its_field(client, asked: dict[str, str], message: str, field: str) -> None:
    response = client.get(ADDRESS, asked)
    text = response.content.decode()
    assert response.status_code == 400
    assert f'href="#{field}"' in text
    assert message in text
    assert "<title>" in text
    assert "Error: " in re.search(r"<title>\s*(.*?)\s*</title>", text, re.DOTALL)[1]


def test_a_form_that_was_sent_keeps_what_was_chosen(client) -> None:
    text = page(client, stream="primary_medical", year="2024/25", map="icb26")
    for value in ("primary_medical", "2024/25", "icb26"):
        assert re.search(rf'<option value="{value}" selected>', text)
