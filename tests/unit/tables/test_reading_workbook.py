"""Workbooks: sheets, headers lower down, merged cells, errors, macros, damage, and files made to do harm."""

import contextlib
import datetime
import io
import random
import re
import zipfile

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from commonweal.problems import BadInput
from commonweal.tables import Limits, Meaning, read_table

CODE = Meaning("icb_code", ("ICB23",), "code")
MONEY = Meaning("recurrent_k", ("{year} Recurrent allocation (£k)",), "number", blank_allowed=True)
MEANINGS = [CODE, MONEY]


def workbook(*sheets, prepare=None):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repack(data, change):
    """The same zip with the parts that ``change(name, content)`` gives back; None leaves one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def problems_of(data, **options):
    with pytest.raises(BadInput) as caught:
        read_table(data, MEANINGS, name="book.xlsx", **options)
    return caught.value.problems


GOOD = [["ICB23", "2026/27 Recurrent\nallocation  (£k)"], ["QHL", 2934141], ["QYG", 5893604.25], ["QOP", None]]


def test_values_come_out_whole():
    table = read_table(workbook(("Core", GOOD)), MEANINGS)
    assert table.text("icb_code") == ["QHL", "QYG", "QOP"]
    assert table.number("recurrent_k")[:2].tolist() == [2934141.0, 5893604.25]
    assert table.number("recurrent_k")[2] != table.number("recurrent_k")[2]
    assert table.sheet == "Core"
    assert table.headers["recurrent_k"] == "2026/27 Recurrent allocation (£k)"


@pytest.mark.parametrize("above", [[["Allocations"]], [["Allocations"], []]])
def test_header_on_row_two_or_three(above):
    table = read_table(workbook(("Core", [*above, *GOOD])), MEANINGS)
    assert table.row_numbers[0] == len(above) + 2


def test_header_row_may_be_named():
    rows = [["ICB23", "2025/26 Recurrent allocation (£k)"], *GOOD]
    table = read_table(workbook(("Core", rows)), MEANINGS, header_row=2)
    assert table.headers["recurrent_k"].startswith("2026/27")
    assert "no header row" in problems_of(workbook(("Core", rows)), header_row=99)[0].what


def test_the_one_sheet_with_the_columns_is_found():
    data = workbook(("Notes", [["About"]]), ("Core", GOOD))
    assert read_table(data, MEANINGS).sheet == "Core"


def test_two_sheets_with_the_columns_must_be_chosen_between():
    data = workbook(("Core", GOOD), ("Primary", GOOD))
    (problem,) = problems_of(data)
    assert '"Core", "Primary"' in problem.what
    assert read_table(data, MEANINGS, sheet="primary ").sheet == "Primary"


def test_a_wrong_sheet_name_lists_those_there():
    (problem,) = problems_of(workbook(("Core", GOOD), ("Notes", [["x"]])), sheet="Cor")
    assert '"Core", "Notes"' in problem.expected


def test_hidden_sheets_are_read_only_when_named():
    def hide(book):
        book["Core"].sheet_state = "hidden"

    data = workbook(("Front", [["x"]]), ("Core", GOOD), prepare=hide)
    (problem,) = problems_of(data)
    assert '"Core", which is hidden' in problem.what
    assert "show that sheet" in problem.do
    table = read_table(data, MEANINGS, sheet="Core")
    assert "hidden" in table.notes[0]


def test_rows_that_sum_others_are_passed_over_with_a_note():
    rows = [*GOOD, [], [" Total: ", " 94,591,175 "], ["ENGLAND", 5]]
    table = read_table(workbook(("Core", rows)), MEANINGS, total_rows="icb_code")
    assert len(table) == 3
    assert table.notes == ('Passed over as a total: row 6 ("Total:"), row 7 ("ENGLAND").',)


def test_advice_on_sheets_is_advice_that_can_be_followed():
    (problem,) = problems_of(workbook(("Core", GOOD), ("Copy", GOOD)))
    assert problem.do == "hide or delete those that are not meant"


def test_total_and_region_rows_are_skipped_by_the_caller():
    rows = [*GOOD, [], ["Y56", 5], ["Total", " 94,591,175 "]]
    only = re.compile("Q..")
    table = read_table(workbook(("Core", rows)), MEANINGS, skip_row=lambda row: not only.fullmatch(row["icb_code"]))
    assert len(table) == 3


def test_numbers_stored_as_text_and_codes_stored_as_numbers():
    table = read_table(workbook(("Core", [GOOD[0], [123, " 1,234.5 "]])), MEANINGS)
    assert table.text("icb_code") == ["123"]
    assert table.number("recurrent_k").tolist() == [1234.5]


def test_a_yes_or_no_is_no_number():
    (problem,) = problems_of(workbook(("Core", [GOOD[0], ["QHL", True]])))
    assert problem.given == "TRUE"


def test_formula_errors_are_bad_cells_not_blanks():
    def spoil(book):
        cell = book["Core"]["B2"]
        cell.value, cell.data_type = "#REF!", "e"

    (problem,) = problems_of(workbook(("Core", GOOD), prepare=spoil))
    assert (problem.sheet, problem.row, problem.given) == ("Core", 2, "#REF!")
    assert "formula error" in problem.what


def test_a_formula_never_calculated_is_no_blank():
    (problem,) = problems_of(workbook(("Core", [GOOD[0], ["QHL", "=1+1"]])))
    assert "never calculated" in problem.what


def test_merged_headers_and_merged_cells():
    def merge(book):
        sheet = book["Core"]
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("C1:D1")

    rows = [["ICB23", None, "group"], [None, "2026/27 Recurrent allocation (£k)", "x", "y"], ["QHL", 5, 1, 2]]
    table = read_table(workbook(("Core", rows), prepare=merge), MEANINGS)
    assert table.text("icb_code") == ["QHL"]


def test_a_cell_merged_over_two_rows_leaves_a_blank_that_is_reported():
    data = workbook(("Core", [*GOOD[:2], [None, 7]]), prepare=lambda book: book["Core"].merge_cells("A2:A3"))
    (problem,) = problems_of(data)
    assert (problem.row, problem.what) == (3, "the cell is blank")


def test_dates_and_times():
    meanings = [Meaning("day", (), "date"), Meaning("words")]
    midnight = datetime.datetime(2026, 4, 1)  # noqa: DTZ001 - a workbook knows no time zone
    rows = [["day", "words"], [midnight, datetime.date(2026, 4, 1)], ["01/04/2026", 5.5]]
    table = read_table(workbook(("Core", rows)), meanings)
    assert table.dates("day") == [datetime.date(2026, 4, 1)] * 2
    assert table.text("words") == ["2026-04-01", "5.5"]


def test_workbook_with_macros_is_read_for_its_values():
    data = repack(
        workbook(("Core", GOOD)),
        lambda name, content: content.replace(b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"),
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    table = read_table(out.getvalue(), MEANINGS, name="book.xlsm")
    assert len(table) == 3
    assert "macros" in table.notes[0]


@pytest.mark.parametrize("name", ["Auto_Open", "_xlnm.Auto_Open", "Macro1"])
def test_a_name_that_looks_like_a_macro_is_noted_and_ignored(name):
    def define(book):
        book.defined_names[name] = DefinedName(name, attr_text="Core!$A$1", function=name == "Macro1" or None)

    table = read_table(workbook(("Core", GOOD), prepare=define), MEANINGS)
    assert len(table) == 3
    assert name in table.notes[0]


def test_zip_bombs_are_refused_by_their_directory():
    data = workbook(("Core", GOOD))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 60_000_000)
    (problem,) = problems_of(out.getvalue())
    assert "fill a machine's memory" in problem.what
    (problem,) = problems_of(data, limits=Limits(max_uncompressed_bytes=1000))
    assert "unpacks to" in problem.what


def test_a_size_that_lies_is_found_out():
    data = bytearray(workbook(("Core", GOOD * 200)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    place = data.rfind(size.to_bytes(4, "little"))
    data[place : place + 4] = (100).to_bytes(4, "little")
    assert "damaged" in problems_of(bytes(data))[0].what


def test_a_stray_cell_far_out_is_refused_before_memory_is_filled():
    def stray(book):
        book["Core"]["XFD1048576"] = "x"

    (problem,) = problems_of(workbook(("Core", GOOD), prepare=stray))
    assert "row 1,048,576 and column 16,384" in problem.what


def test_formatting_far_out_does_no_harm():
    def paint(book):
        book["Core"]["XFD1048576"].font = openpyxl.styles.Font(bold=True)

    assert len(read_table(workbook(("Core", GOOD), prepare=paint), MEANINGS)) == 3


def test_a_document_type_is_refused():
    bad = repack(
        workbook(("Core", GOOD)),
        lambda name, content: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content if name == "xl/workbook.xml" else content,
    )
    assert "document type" in problems_of(bad)[0].what


def test_zip_archives_that_are_no_workbooks_are_named():
    def made_of(**parts):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
        return out.getvalue()

    assert "zip archive" in problems_of(made_of(data_dot_csv="a,b"))[0].what
    assert "OpenDocument" in problems_of(made_of(content_dot_xml="<x/>"))[0].what
    assert ".xlsb" in problems_of(made_of(xl__workbook_dot_bin="x"))[0].what
    assert ".docx" in problems_of(made_of(word__document_dot_xml="x"))[0].what


def test_a_workbook_without_its_sheet_is_damaged():
    broken = repack(workbook(("Core", GOOD)), lambda name, c: None if name.endswith("sheet1.xml") else c)
    assert "damaged" in problems_of(broken)[0].what


@pytest.mark.parametrize(
    "instead",
    [
        b"<html/>",
        b"",
        b"plain words",
        b'<?xml version="1.0"?><!-- a --><html><body>Sign in</body></html>',
        b"<worksheet/>",
    ],
)
def test_a_sheet_that_is_no_worksheet_is_refused_rather_than_read_as_empty(instead):
    book = workbook(("Core", GOOD), ("Notes", [["About"]]))
    broken = repack(book, lambda name, content: instead if name.endswith("sheet1.xml") else content)
    (problem,) = problems_of(broken, sheet="Core")
    assert "damaged" in problem.what
    assert problem.sheet == "Core"


def test_an_empty_worksheet_is_no_damage():
    data = workbook(("Core", GOOD), ("Notes", []))
    assert len(read_table(data, MEANINGS)) == 3


def test_no_damage_ends_in_anything_but_a_clear_problem():
    good = workbook(("Core", GOOD), ("Notes", [["x", 1.5, True]]))
    chance = random.Random(20260401)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            data = data[: chance.randrange(len(data))]
        with contextlib.suppress(BadInput):
            read_table(bytes(data), MEANINGS)


def test_no_wrong_xml_ends_in_anything_but_a_clear_problem():
    good = workbook(("Core", GOOD), ("Notes", [["x", 1.5, True]]))
    chance = random.Random(42)
    for _ in range(150):

        def spoil(name, content):
            if name.endswith(".xml") and chance.random() < 0.4:
                content = bytearray(content)
                for _ in range(chance.randint(1, 4)):
                    content[chance.randrange(len(content))] = chance.choice(b'<>"/0123456789ABCrtse= ')
            return bytes(content)

        with contextlib.suppress(BadInput):
            read_table(repack(good, spoil), MEANINGS)
