"""Files as people make them: swapped columns, merged cells, stray sheets, and files that are none at all."""

from __future__ import annotations

import os
import time
import zipfile
from datetime import date
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from commonweal.governance.handbook import AgendaItem, Body, Handbook, Interest, Meeting, Person, Row, Seat
from commonweal.governance.handbook.exchange import examine, example_handbook, read_handbook, write_handbook
from commonweal.problems import BadInput, Problem

SEATS = "Seat,Body,Title,Class"


def folder_of(place: Path, **tables: str | bytes) -> Path:
    for table, text in tables.items():
        data = text if isinstance(text, bytes) else text.encode()
        (place / f"{table}.csv").write_bytes(data)
    return place


def workbook_of(place: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(place / "book.xlsx")
    return place / "book.xlsx"


def problems(path: Path) -> list[Problem]:
    with pytest.raises(BadInput) as refused:
        read_handbook(path)
    return list(refused.value.problems)


def test_columns_in_any_order_under_heading_or_field_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, seats="seat_class,Title,BODY , seat\nNon-executive,Chair of audit,QWM,B1\n")
    assert read_handbook(folder).rows(Seat) == (
        Seat(seat="B1", body="QWM", title="Chair of audit", seat_class="non_executive"),
    )


def test_a_mark_of_utf_8_semicolons_and_windows_letters_are_read(tmp_path: Path) -> None:
    people = "\ufeffPerson;Name\nP1;Zoë\n".encode()
    bodies = "Body,Name,Kind\nX,Caf\xe9,other\n".encode("cp1252")
    folder = folder_of(tmp_path, people=people, bodies=bodies)
    book = read_handbook(folder)
    assert book.rows(Person)[0].name == "Zoë"
    assert book.rows(Body)[0].name == "Café"
    assert any("Windows-1252" in note for note in book.notes)


def test_blank_cells_are_not_known_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, seats=f"{SEATS},Voting\nB1,X,Chair,chair,\n,,,,\nB2,X,Member,member,no\n")
    first, second = read_handbook(folder).rows(Seat)
    assert first.voting is None
    assert second.voting is False
    assert second.where == "seats.csv, row 4"


def test_every_error_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = workbook_of(
        tmp_path,
        seats=[["Seat", "Body", "Title", "Class", "Voting"],
               ["B1", "X", "Chair", "chairman", "perhaps"],
               ["", "X", "Member", "member", "yes"]],
        meetings=[["Meeting", "Body", "On", "Starts"], ["M1", "X", "31/02/2026", "25:00"]],
        people=[["Person", "Name"], ["P1", "A"], ["P1", "B"]],
    )  # fmt: skip
    found = {(each.sheet, each.row, each.column) for each in problems(path)}
    assert found == {
        ("seats", 2, "Class"), ("seats", 2, "Voting"), ("seats", 3, "Seat"),
        ("meetings", 2, "On"), ("meetings", 2, "Starts"), ("people", 3, "Person"),
    }  # fmt: skip
    assert all(each.file == "book.xlsx" for each in problems(path))
    assert "Write chair" in str(next(each for each in problems(path) if each.given == "chairman"))


def test_unknown_columns_are_told_and_mistyped_ones_refused(tmp_path: Path) -> None:
    reading = examine(folder_of(tmp_path, people="Person,Name,Our reference,Empty\nP1,A,77,\n"))
    assert [each.column for each in reading.unread] == ["Our reference"]
    assert reading.errors == ()
    (error,) = problems(folder_of(tmp_path, people="Person,Name,Other nmaes\nP1,A,B\n"))
    assert error.column == "Other nmaes"
    assert 'rename it to "Other names"' in error.do


def test_a_required_column_that_is_missing_or_doubled(tmp_path: Path) -> None:
    (error,) = problems(folder_of(tmp_path, people="Person,Age\nP1,5\n"))
    assert 'no column "Name"' in error.what
    (error,) = problems(folder_of(tmp_path, people="Person,Name,name\nP1,A,B\n"))
    assert "two columns" in error.what


def test_unknown_sheets_are_told_and_mistyped_ones_refused(tmp_path: Path) -> None:
    people = [["Person", "Name"], ["P1", "A"]]
    reading = examine(workbook_of(tmp_path, people=people, Sheet1=[], Lunch=[["soup"]]))
    assert [each.sheet for each in reading.unread] == ["Lunch"]
    (error,) = problems(workbook_of(tmp_path, people=people, Bodys=[["Body", "Name", "Kind"], ["X", "Y", "icb"]]))
    assert (error.sheet, error.do) == ("Bodys", "rename it to bodies if that is meant, or delete it")


def test_two_files_of_one_table_are_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people="Person,Name\nP1,A\n")
    (folder / "People.tsv").write_text("Person\tName\nP2\tB\n")
    assert any("second file" in each.what for each in problems(folder))


def test_a_file_without_header_says_what_is_wanted(tmp_path: Path) -> None:
    (error,) = problems(folder_of(tmp_path, people="P1,A\nP2,B\n"))
    assert "no header row" in error.what
    assert "Person, Name" in error.expected


def test_header_below_a_title_and_above_notes(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, people=[
        ["People of the board"], [], ["Person", "Name"], ["Note: an id", "Note: printed"], ["P1", "A"],
    ])  # fmt: skip
    assert [row.where for row in read_handbook(path).rows(Person)] == ['book.xlsx, sheet "people", row 5']


def test_a_row_of_notes_may_be_edited(tmp_path: Path) -> None:
    notes = [None, "Note: ask the clerk", None, "Note: a day"]
    path = workbook_of(tmp_path, people=[["Person", "Name", "Employee", "Recorded on"], notes, ["P1", "A", None, None]])
    assert read_handbook(path).rows(Person) == (Person(person="P1", name="A"),)


def test_spaces_and_letters_of_web_pages_are_the_plain_ones(tmp_path: Path) -> None:
    people = "Person,Name,Recorded on\nP\u00a01,Zoe\u0308\u200b,1\u00a0April 2026\n"
    (person,) = read_handbook(folder_of(tmp_path, people=people)).rows(Person)
    assert person == Person(person="P 1", name="Zo\u00eb", recorded_on=date(2026, 4, 1))


def test_cells_merged_downwards_say_the_same_in_each_row(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, seats=[
        ["Seat", "Body", "Title", "Class"],
        *([f"B{n}", "X" if n == 1 else None, "Member", "member"] for n in range(1, 30)),
    ])  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["seats"].merge_cells("B2:B30")
    book.save(path)
    read = read_handbook(path)
    assert {seat.body for seat in read.rows(Seat)} == {"X"}
    assert any("merged" in note for note in read.notes)


def test_cells_of_workbooks_hold_dates_times_numbers_and_money(tmp_path: Path) -> None:
    path = workbook_of(
        tmp_path,
        meetings=[["Meeting", "Body", "On", "Starts", "Ends"],
                  ["M1", "X", date(2026, 5, 7), clock(9, 30), "11.45am"], [7, "X", "7 May 2026", None, None]],
        agenda_items=[["Item", "Meeting", "Title", "Amount (£)", "Private"],
                      ["I1", "M1", "T", 1234.5, True], ["I2", "M1", "T", "£1.5m", "N"]],
    )  # fmt: skip
    book = read_handbook(path)
    first, second = book.rows(Meeting)
    assert (first.on_date, first.starts, first.ends) == (date(2026, 5, 7), "09:30", "11:45")
    assert (second.meeting, second.on_date) == ("7", date(2026, 5, 7))
    assert [(item.amount_pence, item.private) for item in book.rows(AgendaItem)] == [(123450, True), (150000000, False)]


def test_a_header_that_says_pence_holds_pence(tmp_path: Path) -> None:
    items = "Item,Meeting,Title,amount_pence\nI1,M,T,123450\nI2,M,T,£7\n"
    book = read_handbook(folder_of(tmp_path, agenda_items=items))
    assert [item.amount_pence for item in book.rows(AgendaItem)] == [123450, 700]
    (error,) = problems(folder_of(tmp_path, agenda_items="Item,Meeting,Title,amount_pence\nI1,M,T,12.5\n"))
    assert "pence" in error.what


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("book.xlsx", b"", "empty"),
        ("book.xlsx", b"PK\x03\x04broken", "damaged"),
        ("book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or unknown Office file"),
        ("book.pdf", b"%PDF-1.7", "PDF"),
        ("lunch.csv", b"a,b\n1,2\n", "its name does not say which"),
    ],
)
def test_what_is_no_handbook_is_refused(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = problems(tmp_path / name)
    assert said in str(error)


def test_nothing_there_an_empty_folder_and_a_workbook_of_something_else(tmp_path: Path) -> None:
    assert "does not exist" in problems(tmp_path / "none.xlsx")[0].what
    assert "no table of a handbook" in problems(tmp_path)[0].what
    assert "no sheet of a handbook" in problems(workbook_of(tmp_path, Budget=[["a"]]))[0].what


def test_an_empty_table_is_no_fault(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people="Person,Name\n", bodies="Body,Name,Kind\r\n,,\r\n")
    assert len(read_handbook(folder)) == 0
    write_handbook(Handbook.of(()), tmp_path / "new.xlsx")
    assert len(read_handbook(tmp_path / "new.xlsx")) == 0


def test_a_sheet_of_a_workbook_that_is_no_worksheet_is_refused_and_named(tmp_path: Path) -> None:
    whole = workbook_of(tmp_path, bodies=[["Body", "Name", "Kind"], ["QWM", "An ICB", "icb"]], people=[["Person"]])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<html/>" if name.endswith("sheet1.xml") else old.read(name))
    (problem,) = [each for each in problems(broken) if each.sheet == "bodies"]
    assert "damaged" in problem.what


def test_a_file_of_two_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    for name in ("book.xlsx", "people.csv"):
        with (tmp_path / name).open("wb") as stream:
            os.truncate(stream.fileno(), 2**31)
    begun = time.process_time()
    assert "too large" in problems(tmp_path / "book.xlsx")[0].what
    assert "too large" in problems(tmp_path / "people.csv")[0].what
    assert "too large" in problems(tmp_path)[0].what
    assert time.process_time() - begun < 2


def test_a_pipe_is_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.csv")
    assert "pipe" in problems(tmp_path)[0].what


def test_a_macro_is_told_of_and_never_run(tmp_path: Path) -> None:
    write_handbook(example_handbook(), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="people!$A$1")
    book.save(tmp_path / "book.xlsx")
    notes = read_handbook(tmp_path / "book.xlsx").notes
    assert sum("Auto_Open" in note for note in notes) == 1
    with zipfile.ZipFile(tmp_path / "book.xlsx", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"code")
    assert any("holds macros" in note for note in read_handbook(tmp_path / "book.xlsx").notes)


def test_formulas_are_not_worked_out(tmp_path: Path) -> None:
    path = workbook_of(tmp_path, people=[["Person", "Name"], ["P1", '=HYPERLINK("http://x","y")']])
    assert "never calculated" in problems(path)[0].what
    write_handbook(Handbook.of([Person(person="P1", name="=cmd|' /C calc'!A0")]), tmp_path / "safe.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "safe.xlsx")["people"]["B3"]
    assert cell.data_type == "s"
    write_handbook(Handbook.of([Person(person="P1", name="=cmd|' /C calc'!A0")]), tmp_path / "safe")
    assert "P1,'=cmd" in (tmp_path / "safe" / "people.csv").read_text("utf-8-sig")


def test_very_long_text(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people=f"Person,Name\nP1,{'x' * 32_767}\nP2,{'x' * 32_768}\n")
    (error,) = problems(folder)
    assert (error.row, error.column) == (3, "Name")
    assert "32,768 characters" in error.what


def test_duplicate_rows_are_named(tmp_path: Path) -> None:
    same, other = problems(folder_of(tmp_path, people="Person,Name\nP1,A\nP1,A\nP1,B\n"))
    assert "the same row stands in row 2 already" in same.what
    assert (same.row, other.row) == (3, 4)
    assert "says something else" in other.what


def test_a_double_is_told_beside_the_faults_of_its_cells(tmp_path: Path) -> None:
    people = "Person,Name,Employee\nP1,A,yes\nP2,B,maybe\nP2,C,no\nP1,,no\n"
    told = [str(problem) for problem in problems(folder_of(tmp_path, people=people))]
    assert [(line.split(":")[0].split(", ")[1], "same key" in line) for line in told] == [
        ("row 3", False), ("row 5", False), ("row 4", True), ("row 5", True)]  # fmt: skip
    assert not any("says something else" in line for line in told)


def test_rows_that_run_over_or_break_off(tmp_path: Path) -> None:
    (error,) = problems(folder_of(tmp_path, people="Person,Name\nP1,Smith, A\n"))
    assert "more cells than the header" in error.what
    (error,) = problems(folder_of(tmp_path, people='Person,Name\nP1,"A\n'))
    assert "quot" in str(error)


@pytest.mark.parametrize(("people", "interests", "most_seconds"), [(500, 1_000, 2.0), (10_000, 0, 4.0)])
def test_large_handbooks_are_read_quickly(people: int, interests: int, most_seconds: float, tmp_path: Path) -> None:
    rows: list[Row] = [Person(person=f"P{n}", name=f"Name {n}", employee=True) for n in range(people)]
    rows += [
        Interest(statement=f"I{n}", person=f"P{n % people}", kind="financial", description="Shares", public=True)
        for n in range(interests)
    ]
    book = Handbook.of(rows)
    write_handbook(book, tmp_path / "book.xlsx")
    begun = time.process_time()
    assert read_handbook(tmp_path / "book.xlsx").tables == book.tables
    assert time.process_time() - begun < most_seconds


def test_many_errors_are_counted_not_listed(tmp_path: Path) -> None:
    rows = "".join(f"P{n},\n" for n in range(5_000))
    found = problems(folder_of(tmp_path, people="Person,Name\n" + rows))
    assert len(found) == 201
    assert "4,800 more problems" in found[-1].what


def test_bytes_of_a_workbook_are_read(tmp_path: Path) -> None:
    write_handbook(example_handbook(), tmp_path / "book.xlsx")
    book = read_handbook((tmp_path / "book.xlsx").read_bytes(), name="sent.xlsx")
    assert book.name == "sent.xlsx"
    assert book.rows(Seat)[0].where.startswith("sent.xlsx")


def test_one_csv_file_named_after_its_table(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, people="Person,Name\nP1,A\n")
    assert len(read_handbook(folder / "people.csv")) == 1
