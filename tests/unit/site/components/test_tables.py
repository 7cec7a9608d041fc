"""One table, three ways: page, CSV and workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.template import engines
from django.test import RequestFactory

from commonweal.problems import BadInput
from commonweal.site.components.tables import (
    Column,
    TableView,
    asked_file,
    asked_format,
    asked_table,
    download,
    download_links,
)

ROWS = [
    {"code": "QNQ", "name": "=Frimley & Co", "pence": 123456, "change": -0.0123, "href": "/a"},
    {"code": "QOP", "name": "<Manchester>", "pence": None, "change": 0.021, "_chosen": True},
    {"code": "England", "name": None, "pence": 100, "change": 0.0, "_total": True},
]
TABLE = TableView(
    name="core-2025-26",
    caption="Core allocations, 2025/26",
    columns=[
        Column("code", "ICB", link=lambda row: row.get("href", "")),
        Column("name", "Name"),
        Column("pence", "Allocation", "gbp_pence"),
        Column("change", "Change", "fraction", signed=True),
    ],
    rows=ROWS,
    notes=["Source: made up."],
)


def draw(table: TableView, downloads=None) -> str:
    template = engines["jinja2"].from_string(
        '{% from "components/table.jinja" import table %}{{ table(view, downloads) }}'
    )
    return template.render({"view": table, "downloads": downloads})


def test_a_box_that_holds_more_rows_than_are_in_sight_says_how_many() -> None:
    told = "scroll in this box to see all of them"
    long = replace(TABLE, rows=ROWS * 3, tall=True)
    assert f"{len(long.rows)} rows; {told}" in draw(long).split("</caption>")[0]
    for whole in (TABLE, replace(TABLE, tall=True), replace(long, tall=False)):
        assert told not in draw(whole)


def test_page_shows_words_with_units_and_escapes():
    page = draw(TABLE)
    assert '<caption class="nhsuk-table__caption nhsuk-table__caption--m" id="core-2025-26-caption">' in page
    assert "£1,234.56" in page
    assert "not known" in page
    assert "−1.2%" in page
    assert "+2.1%" in page
    assert "&lt;Manchester&gt;" in page
    assert '<a href="/a">QNQ</a>' in page
    assert page.count('scope="row"') == 3
    assert "cw-table__total" in page
    assert "cw-table__chosen" in page
    assert "Source: made up." in page


def test_empty_table_says_so():
    assert "There is nothing to show." in draw(TableView("t", "Nothing", [Column("a", "A")], []))


def test_csv_holds_full_precision_and_runs_no_formula():
    response = download(TABLE, "csv")
    assert response["Content-Disposition"] == 'attachment; filename="core-2025-26.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert list(rows[0]) == ["ICB", "Name", "Allocation (£)", "Change (fraction)"]
    assert rows[0] == {
        "ICB": "QNQ",
        "Name": "'=Frimley & Co",
        "Allocation (£)": "1234.56",
        "Change (fraction)": "-0.0123",
    }
    assert rows[1]["Allocation (£)"] == ""
    assert rows[2]["Allocation (£)"] == "1"


def test_workbook_holds_numbers_as_numbers_and_the_notes():
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(download(TABLE, "xlsx").content))
    sheet = book["core-2025-26"]
    assert sheet["C2"].value == 1234.56
    assert sheet["B2"].value == "=Frimley & Co"
    assert sheet["B2"].data_type == "s"
    assert [row[0].value for row in book["Notes"].iter_rows()][1:] == ["Core allocations, 2025/26", "Source: made up."]


def test_download_links_keep_what_was_chosen():
    request = RequestFactory().get("/allocations/", {"year": "2025/26", "stream": "core"})
    links = download_links(request, TABLE)
    assert [link["text"] for link in links] == ["Download as CSV", "Download as XLSX", "Notes to the CSV"]
    assert links[0]["href"] == "/allocations/?year=2025%2F26&stream=core&format=csv&table=core-2025-26"
    assert len(download_links(request, replace(TABLE, notes=[]))) == 2
    page = draw(TABLE, links)
    assert "?year=2025%2F26&amp;stream=core&amp;format=csv" in page


def test_a_table_that_the_page_has_not_is_refused_and_none_is_the_first():
    ask = RequestFactory().get
    tables = [TableView(name, name, [Column("name", "Name")], []) for name in ("one", "two")]
    assert asked_table(ask("/?format=csv"), tables) is tables[0]
    assert asked_table(ask("/?format=csv&table=two"), tables) is tables[1]
    with pytest.raises(BadInput, match=r'no such table \("nope"\); expected one, two'):
        asked_table(ask("/?format=csv&table=nope"), tables)


def test_asked_format_is_a_page_a_file_or_refused():
    ask = RequestFactory().get
    assert asked_format(ask("/")) == ""
    assert asked_format(ask("/?format=xlsx")) == "xlsx"
    assert asked_format(ask("/?format=notes")) == "notes"
    with pytest.raises(BadInput, match="csv, xlsx or notes"):
        asked_format(ask("/?format=pdf"))
    with pytest.raises(BadInput, match="csv or xlsx"):
        asked_format(ask("/?format=notes"), notes=False)


def test_notes_are_a_text_beside_the_rows_and_a_sheet_of_the_workbook():
    asked = asked_file(RequestFactory().get("/?format=notes&table=core-2025-26"), TABLE)
    assert asked is not None
    assert asked.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert asked.headers["Content-Disposition"] == 'attachment; filename="core-2025-26-notes.txt"'
    assert asked.content.decode().split("\r\n\r\n") == [
        "core-2025-26.csv",
        "Core allocations, 2025/26",
        "Source: made up.\r\n",
    ]
    assert asked_file(RequestFactory().get("/"), TABLE) is None
