"""Real workbooks and practice files with a row lost, headings exchanged, or a second edition beside them."""

import shutil

import pytest
from openpyxl import load_workbook

from commonweal.allocations.data_files import find_data_files
from commonweal.allocations.workbook import read_allocation_workbook
from commonweal.allocations.workbook_doubts import workbook_doubts
from commonweal.cli.main import main

CORE = "ICB Core Allocations 2025-26"


@pytest.fixture
def newest(data_folder):
    return next(path for path in find_data_files(data_folder).workbooks if path.name.endswith("2025-26.xlsx"))


def altered(path, folder, change):
    book = load_workbook(path)
    change(book[CORE])
    book.save(folder / path.name)
    return folder / path.name


def rows_of(sheet, code):
    return [row[0].row for row in sheet.iter_rows(max_row=80) if any(cell.value == code for cell in row[:6])]


def test_the_published_workbooks_do_not_contradict_themselves(data_folder):
    for path in find_data_files(data_folder).workbooks:
        assert workbook_doubts(read_allocation_workbook(path, with_ledger=False)) == ()


def test_an_icb_that_one_sheet_lacks_is_named(newest, tmp_path, capsys):
    lost = altered(newest, tmp_path, lambda sheet: sheet.delete_rows(rows_of(sheet, "QHL")[0]))
    assert main(["allocations", "next-year", "--workbook", str(lost)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Doubt")]
    assert len(told) == 1
    assert "QHL" in told[0]
    assert CORE in told[0]


def test_exchanged_headings_contradict_the_printed_distance(newest, tmp_path):
    def exchange(sheet):
        # By the meaning of the columns, as the reader itself finds them.
        held = next(table for table in read_allocation_workbook(newest, with_ledger=False) if table.stream == "core")
        cells = [cell for row in sheet.iter_rows(max_row=12) for cell in row if isinstance(cell.value, str)]
        base = next(cell for cell in cells if " ".join(cell.value.split()) == held.headers["baseline_k"])
        target = next(cell for cell in cells if " ".join(cell.value.split()) == held.headers["opening_target_k"])
        base.value, target.value = target.value, base.value

    doubts = workbook_doubts(read_allocation_workbook(altered(newest, tmp_path, exchange), with_ledger=False))
    assert [doubt for doubt in doubts if "42 of 42" in doubt and "opening distance" in doubt]


def test_of_two_files_of_one_year_the_published_edition_is_used_and_it_is_said(data_folder, tmp_path, capsys):
    found = find_data_files(data_folder)
    for path in (*found.workbooks, *found.practice_files):
        shutil.copy(path, tmp_path / path.name)
    file = next(path for path in found.practice_files if "2025_2026" in path.name and "feb" in path.name)
    lines = file.read_bytes().splitlines(keepends=True)
    (tmp_path / "aaa_2025_26.csv").write_bytes(b"".join(lines[:-60]))
    newest = next(path for path in found.workbooks if path.name.endswith("2025-26.xlsx"))

    def change(sheet):
        for row in rows_of(sheet, "QHL"):
            sheet.cell(row, 10).value += 1

    (tmp_path / "second").mkdir()
    altered(newest, tmp_path / "second", change).rename(tmp_path / "zz-second-2025-26.xlsx")
    (tmp_path / "second").rmdir()
    assert main(["allocations", "reproduce", "--data", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "294 of 294 published allocations reproduced to £1,000"
    assert "aaa_2025_26.csv was not used for 2025/26" in printed
    assert f"{newest.name} was used, not zz-second-2025-26.xlsx" in printed
