"""Every published file that some room reads is in the catalogue, and told by its content."""

import pytest

from commonweal import reference

pytestmark = pytest.mark.data


def test_the_published_files_are_told_by_their_content(data_folder):
    found = reference.survey(data_folder)
    told = {item.file.id: item.how for item in found.found}
    never = {"allocations_other_year", "practice_file"}
    assert set(told) == {file.id for file in reference.catalogue()} - never
    assert "name" not in told.values()
    assert {id for id, how in told.items() if how == "edition"} == {
        "practice_file_2022_23",
        "practice_file_2023_24",
        "practice_file_2024_25",
        "practice_file_2025_26_february",
        "practice_file_2025_26_june",
    }
    assert all(len(found.of(id)) == 1 for id in told)


def test_the_lists_that_organisations_read_are_all_there(data_folder):
    from commonweal.organisations.assembly.files import find_lists

    told = {item.path.resolve() for item in reference.survey(data_folder).found}
    assert {item.path.resolve() for item in find_lists(data_folder)} <= told


def test_the_files_that_allocations_read_are_all_there(data_folder):
    from commonweal.allocations.data_files import find_data_files

    told = {item.path.resolve() for item in reference.survey(data_folder).found}
    files = find_data_files(data_folder)
    one = [files.ccg_workbook, files.indicators, files.registered]
    assert {path.resolve() for path in (*files.workbooks, *files.practice_files, *one) if path} <= told
