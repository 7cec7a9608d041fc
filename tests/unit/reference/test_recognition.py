"""Files are told by what is in them, whatever they are called."""

import gzip
import io

import openpyxl
import pytest

from commonweal import reference
from commonweal.problems import BadInput

PRACTICES = "Practice_Code,GP_Practice_Name,ICB,Population,Final WP,Final PMC WP\nA81001,A,QHM,1,1,1\n"


def ids(path):
    return [found.file.id for found in reference.recognise(path)]


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        book.create_sheet(sheet)
    book.save(path)
    return path


def test_ids_are_unique_and_every_entry_can_be_told():
    entries = reference.catalogue()
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.columns or entry.sheets
        assert entry.address.startswith("https://")
        assert entry.unlocks


def test_a_practice_file_under_another_name_is_told_by_its_columns(tmp_path):
    path = tmp_path / "from Jo (2).csv"
    path.write_text(PRACTICES, encoding="utf-8-sig")
    assert ids(path) == ["practice_file"]


def test_the_name_tells_the_edition_when_the_columns_allow_it(tmp_path):
    path = tmp_path / "nhse_place_tool_2025_2026_corrected_jun2025.csv"
    path.write_text(PRACTICES)
    (found,) = reference.recognise(path)
    assert (found.file.id, found.how) == ("practice_file_2025_26_june", "content")


def test_a_name_without_the_right_columns_is_told_as_such(tmp_path):
    path = tmp_path / "ods_epraccur_gp_practices.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    (found,) = reference.recognise(path)
    assert (found.file.id, found.how) == ("gp_practices", "name")


def test_a_list_without_headers_is_told_by_the_form_of_its_cells(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('"A81001","THE DENSHAM SURGERY","Y63","QHM","1 HIGH ST"\n')
    assert ids(path) == ["gp_practices"]


def test_a_workbook_is_told_by_its_sheets_and_may_be_two_lists(tmp_path):
    assert ids(workbook(tmp_path / "a.xlsx", "Notes", "ICB Core Allocations 2025-26")) == ["allocations_2025_26"]
    assert ids(workbook(tmp_path / "b.xlsx", "ICB Core Allocations 2026-27")) == ["allocations_other_year"]
    both = workbook(tmp_path / "c.xlsx", "PCNDetails", "PCN Core Partner Details")
    assert ids(both) == ["networks", "network_members"]


def test_short_lists_are_not_told_from_longer_tables_with_their_columns(tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("icb_code,icb_name\nQE1,x\n")
    assert ids(names) == ["icb_2026_names"]
    names.write_text("icb_code,icb_name,cost\nQE1,x,1\n")
    assert ids(names) == []


@pytest.mark.parametrize(
    "data", [b"", b"\x1f\x8bnot gzip", b"PK\x03\x04not a zip", b"\0\1\2", b'"open', "ü,ä\n".encode("latin-1")]
)
def test_rubbish_is_nothing(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    assert reference.recognise(path) == ()


def test_files_that_cannot_be_read_are_nothing(tmp_path):
    assert reference.recognise(tmp_path / "nowhere.csv") == ()
    assert reference.recognise(tmp_path) == ()
    with (tmp_path / "sparse.csv").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    assert reference.recognise(tmp_path / "sparse.csv") == ()


def test_a_survey_looks_one_folder_down_and_into_geography_beside(tmp_path):
    (tmp_path / "data" / "old").mkdir(parents=True)
    (tmp_path / "geography").mkdir()
    (tmp_path / "data" / "old" / "p.csv").write_text(PRACTICES)
    (tmp_path / "data" / "notes.txt").write_text("nothing, much\n")
    (tmp_path / "data" / "notes.pdf").write_text("x")
    out = io.StringIO("lsoa21_code,icb24_code_nhs,icb26_code_nhs\n")
    (tmp_path / "geography" / "l.csv").write_text(out.getvalue())
    found = reference.survey(tmp_path / "data")
    assert sorted(item.file.id for item in found.found) == ["areas_2026", "practice_file"]
    assert [path.name for path in found.others] == ["notes.txt"]
    assert len(found.of("practice_file")) == 1


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(BadInput):
        reference.survey(tmp_path / "nowhere")
