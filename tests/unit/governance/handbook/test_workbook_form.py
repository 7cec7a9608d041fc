"""What a person sees in the workbook and the folder: headings, notes, lists to choose from, and what explains them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from commonweal.governance.handbook import TABLES, columns_of
from commonweal.governance.handbook.exchange import example_handbook, write_handbook
from commonweal.governance.handbook.exchange.headings import table_named
from commonweal.problems import BadInput
from commonweal.tables.grid import column_letters
from commonweal.tables.meanings import plain_header


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("form") / "book.xlsx"
    write_handbook(example_handbook(), path)
    return openpyxl.load_workbook(path)


def test_a_sheet_for_each_table_between_what_explains_and_the_words(book: Workbook) -> None:
    assert book.sheetnames == ["README", *TABLES, "Choices"]


@pytest.mark.parametrize("table", TABLES)
def test_sheet_has_headings_notes_frozen_header_and_lists(table: str, book: Workbook) -> None:
    sheet, columns = book[table], columns_of(TABLES[table])
    assert [cell.value for cell in sheet[1]] == [each.heading for each in columns]
    assert all(cell.value.startswith("Note: ") for cell in sheet[2])
    assert sheet.freeze_panes == "B3"
    offered = {str(each.sqref).split(":")[0]: each for each in sheet.data_validations.dataValidation}
    for place, column in enumerate(columns):
        lists = offered.get(f"{column_letters(place)}3")
        if column.kind == "yes_no":
            assert lists is not None
            assert lists.formula1 == '"yes,no"'
        elif column.choices and column.kind in ("text", "list"):
            assert lists is not None
            area = lists.formula1.replace("$", "").removeprefix("'Choices'!")
            assert [cell.value for (cell,) in book["Choices"][area]] == list(column.choices)
            assert lists.showErrorMessage is (column.kind == "text"), "several words are typed with semicolons"
        elif column.refers_to and column.kind == "text":
            assert lists is not None
            assert lists.formula1.startswith(f"'{column.refers_to}'!$A$3")
            assert not lists.showErrorMessage
        else:
            assert lists is None
        assert 8 < sheet.column_dimensions[column_letters(place)].width < 40


def test_readme_tells_every_sheet_and_term(book: Workbook) -> None:
    told = {row[0].value for row in book["README"].iter_rows(max_col=1)}
    assert set(TABLES) <= told
    assert "quorum" in told


def test_the_id_that_others_name_stands_first_in_its_sheet() -> None:
    named = {each.refers_to for row in TABLES.values() for each in columns_of(row) if each.refers_to}
    for table in named:
        assert columns_of(TABLES[table])[0].name == TABLES[table].KEY[0], table


def test_no_two_headers_of_a_table_or_names_of_tables_are_alike() -> None:
    for table, row_class in TABLES.items():
        accepted = [{plain_header(each.name), plain_header(each.heading)} for each in columns_of(row_class)]
        assert sum(map(len, accepted)) == len(set().union(*accepted)), table
        assert table_named(table) == table
        assert len(table) <= 31


def test_folder_has_a_file_for_each_table_and_one_that_explains(tmp_path: Path) -> None:
    write_handbook(example_handbook(), tmp_path / "book")
    assert {path.name for path in (tmp_path / "book").iterdir()} == {"README.txt", *(f"{each}.csv" for each in TABLES)}
    first = (tmp_path / "book" / "seats.csv").read_text("utf-8-sig").splitlines()[0]
    assert first == ",".join(each.heading for each in columns_of(TABLES["seats"]))
    assert "A governance handbook".upper() in (tmp_path / "book" / "README.txt").read_text("utf-8")


def test_other_files_in_a_folder_stay(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "minutes.docx").write_bytes(b"kept")
    (folder / "people.tsv").write_text("Person\tName\n")
    (folder / "old").mkdir()
    write_handbook(example_handbook(), folder)
    assert (folder / "minutes.docx").read_bytes() == b"kept"
    assert (folder / "old").is_dir()
    assert not (folder / "people.tsv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_what_is_there_is_replaced_only_when_that_is_meant(tmp_path: Path) -> None:
    for name in ("book.xlsx", "book"):
        write_handbook(example_handbook(), tmp_path / name, replace=False)
        with pytest.raises(BadInput, match="there already"):
            write_handbook(example_handbook(), tmp_path / name, replace=False)


@pytest.mark.parametrize("name", ["book.ods", "book.csv", "book.xlsm", "none/book.xlsx", "none/book"])
def test_where_it_cannot_be_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        write_handbook(example_handbook(), tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_fails_half_way_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_handbook(example_handbook(), tmp_path / "book")
    before = {path.name: path.read_bytes() for path in (tmp_path / "book").iterdir()}
    calls = 0

    def failing(*_: object, **__: object) -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("commonweal.governance.handbook.exchange.writing.write_csv", failing)
    with pytest.raises(BadInput, match="No space left"):
        write_handbook(example_handbook(), tmp_path / "book")
    assert {path.name: path.read_bytes() for path in (tmp_path / "book").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_folders_change_places_where_the_system_cannot_do_it_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commonweal.governance.handbook.exchange.folders._exchanged", lambda *_: False)
    for _ in range(2):
        write_handbook(example_handbook(), tmp_path / "book")
    assert [path.name for path in tmp_path.iterdir()] == ["book"]
