"""A workbook that is opened once and read sheet by sheet."""

import pytest
from openpyxl import Workbook

from commonweal.problems import BadInput
from commonweal.tables import Meaning, read_sheets

MEANINGS = [Meaning("code", ("Code",), "code"), Meaning("people", ("People",), "number")]


@pytest.fixture
def book(tmp_path):
    made = Workbook()
    first, second, hidden = made.active, made.create_sheet("Second"), made.create_sheet("Hidden")
    first.title = "First"
    first.append(["A  title"])
    for page, people in ((first, 5), (second, 7)):
        page.append(["Code", "People", "More"])
        page.append(["A1", people, "x"])
        page.append(["Total", people, ""])
    hidden.sheet_state = "hidden"
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_shown_sheets_are_read_in_their_order(book):
    first, second = read_sheets(book)
    assert (first.name, second.name, first.stamp.name) == ("First", "Second", "book.xlsx")
    assert list(first.texts(2)) == [("A title", "", ""), ("Code", "People", "More")]
    table = first.table(MEANINGS, skip_row=lambda row: row["code"] == "Total")
    assert (table.text("code"), table.number("people").tolist()) == (["A1"], [5.0])
    assert second.table(MEANINGS, header_row=1, keep_other_columns=True).text("More") == ["x", None]


def test_what_is_no_workbook_or_lacks_a_column_is_refused(book, tmp_path):
    (tmp_path / "plain.csv").write_text("Code,People\nA1,5\n")
    with pytest.raises(BadInput, match="not a workbook"):
        read_sheets(tmp_path / "plain.csv")
    with pytest.raises(BadInput, match="Beds"):
        read_sheets(book)[0].table([*MEANINGS, Meaning("beds", ("Beds",), "number")])
