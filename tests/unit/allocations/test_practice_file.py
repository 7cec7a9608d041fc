"""Practice files are read by meaning: any year, any order, a blank is missing, and a wrong file is a clear error."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from commonweal.allocations.practice_file import practice_file_from_columns, read_practice_file
from commonweal.problems import BadInput
from commonweal.tables import write_xlsx

OLD = (
    "Practice_Code,GP_Practice_Name,CCG21,Former CCG,PCN_Code,PCN_Name,LOC22,LOC22name,ICS22,ICS22name,R22,Region22,"
    "LAD21,LTLA21,LA21,UTLA21,Patients,pop 2022/23,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,"
    "Primary Medical Care WP,Final PMC WP"
)
NEW = (
    "Practice_Code,GP_Practice_Name,CCG,Former CCG,PCN_Code,PCN_Name,LOC,LOCname,ICB,ICBname,Rcode,Region,"
    "LAD,LTLA,LA,UTLA,Patients,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,"
    "Primary Medical Care WP,Final PMC WP"
)
FIRST = (
    "P00001,Ash Surgery (main),16C,Vale,U1,Vale PCN,16C,Vale sub,QXX,X ICB,Y63,North,E1,Town,E1,Town,100,110,120,"
    "121,122,123,124,125,126,127,128"
)
SECOND = (
    "P00002,Beech Surgery,16C,Vale,U,Unallocated,16C,Vale sub,QXX,X ICB,Y63,North,E1,Town,E1,Town,90,95,80,81,82,,"
    "84,85,86,87,88"
)


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_text("\r\n".join(lines) + "\r\n", encoding=encoding)
    return path


def problems_of(path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_practice_file(path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("headers", [OLD, NEW])
def test_headers_of_old_and_new_years_mean_the_same(tmp_path: Path, headers: str) -> None:
    file = read_practice_file(write(tmp_path / "f.csv", headers, FIRST, SECOND), year="2023/24")
    assert file.practices == ("P00001", "P00002")
    assert file.practice_names[0] == "Ash Surgery (main)"
    assert file.population.tolist() == [110, 95]
    assert file.weights("core").tolist() == [126, 86]
    assert file.weights("primary_medical").tolist() == [128, 88]
    assert {kind: column.keys for kind, column in file.areas.items()} == {
        "icb": ("QXX",),
        "region": ("Y63",),
        "sub_icb": ("16C",),
        "former_ccg": ("16C",),
        "pcn": ("U1",),
        "lad": ("E1",),
        "upper_tier": ("E1",),
    }
    assert file.areas["lad"].name("E1") == "Town"
    assert file.icb_names == {"QXX": "X ICB"}
    assert file.row_numbers.tolist() == [2, 3]


def test_columns_in_another_order_give_the_same_file(tmp_path: Path) -> None:
    straight = read_practice_file(write(tmp_path / "a.csv", NEW, FIRST, SECOND), year="2025/26")
    turned = [",".join(reversed(line.split(","))) for line in (NEW, FIRST, SECOND)]
    swapped = read_practice_file(write(tmp_path / "b.csv", *turned), year="2025/26")
    assert swapped.practices == straight.practices
    for service in straight.services:
        np.testing.assert_array_equal(swapped.weights(service), straight.weights(service))


def test_a_byte_order_mark_tabs_and_gzip_do_not_matter(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.csv", NEW, FIRST)
    marked = write(tmp_path / "b.csv", NEW, FIRST, encoding="utf-8-sig")
    tabbed = write(tmp_path / "c.tsv", NEW.replace(",", "\t"), FIRST.replace(",", "\t"))
    packed = tmp_path / "d.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    files = [read_practice_file(path, year="2025/26") for path in (plain, marked, tabbed, packed)]
    assert {(file.practices, float(file.weights("core")[0])) for file in files} == {(("P00001",), 126.0)}
    assert len({file.stamp.sha256 for file in files}) == 4


def test_headers_of_a_year_not_seen_before_are_understood(tmp_path: Path) -> None:
    headers = (
        NEW.replace("ICBname", "ICB26 name")
        .replace(",ICB,", ",ICB26,")
        .replace("LAD,LTLA", "LAD25,LTLA25")
        .replace("Population", "Population 2026/27")
    )
    file = read_practice_file(write(tmp_path / "places.csv", headers, FIRST))
    assert file.year == "2026/27"
    assert 'column "Population 2026/27"' in file.file_year.because
    assert file.areas["lad"].keys == ("E1",)
    assert file.areas["icb"].keys == ("QXX",)


def test_a_blank_is_missing_and_reported_never_nought(tmp_path: Path) -> None:
    file = read_practice_file(write(tmp_path / "f.csv", OLD, FIRST, SECOND))
    assert np.isnan(file.weights("maternity")[1])
    [finding] = file.findings
    assert (finding.kind, finding.practice, finding.people) == ("missing_figure", "P00002", 95.0)
    assert "maternity" in finding.sentence


def test_a_wholly_blank_column_is_absent(tmp_path: Path) -> None:
    rows = [line.split(",") for line in (NEW, FIRST, SECOND)]
    for row in rows[1:]:
        for header in ("PCN_Code", "PCN_Name", "Patients", "MH WP", "UTLA", "LA"):
            row[rows[0].index(header)] = ""
    file = read_practice_file(write(tmp_path / "f.csv", *(",".join(row) for row in rows)), year="2025/26")
    assert file.registered is None
    assert "pcn" not in file.areas
    assert "upper_tier" not in file.areas
    assert "mental_health" not in file.services
    assert {finding.kind for finding in file.findings} == {"blank_column", "missing_figure"}
    with pytest.raises(BadInput, match="no weighted population for mental health"):
        file.weights("mental_health")
    with pytest.raises(BadInput, match="--members FILE"):
        file.area("pcn")


def test_the_placeholder_u_is_no_network(tmp_path: Path) -> None:
    file = read_practice_file(write(tmp_path / "f.csv", OLD, FIRST, SECOND))
    assert file.areas["pcn"].codes() == ["U1", ""]
    assert file.areas["pcn"].keys == ("U1",)


def test_a_practice_that_stands_twice_is_refused_with_both_rows(tmp_path: Path) -> None:
    [problem] = problems_of(write(tmp_path / "f.csv", NEW, FIRST, SECOND, FIRST))
    assert "row 4" in problem
    assert "row 2" in problem
    assert "P00001" in problem


def test_every_bad_cell_is_reported_at_once(tmp_path: Path) -> None:
    bad = FIRST.replace(",110,", ",many,").replace(",126,", ",-1,")
    lost = SECOND.replace("QXX", "", 1)
    found = problems_of(write(tmp_path / "f.csv", NEW, bad, lost))
    assert len(found) == 3
    assert any('row 2, column "Population"' in problem and "many" in problem for problem in found)
    assert any('row 2, column "Final WP"' in problem for problem in found)
    assert any('row 3, column "ICB"' in problem for problem in found)


@pytest.mark.parametrize("header", ["Practice_Code", "ICB", "Population", "Final WP"])
def test_a_column_that_must_be_there_is_named(tmp_path: Path, header: str) -> None:
    rows = [line.split(",") for line in (NEW, FIRST)]
    place = rows[0].index(header)
    found = problems_of(write(tmp_path / "f.csv", *(",".join(row[:place] + row[place + 1 :]) for row in rows)))
    assert any(header.split("_")[0] in problem for problem in found)


def test_core_that_is_wholly_blank_is_refused(tmp_path: Path) -> None:
    found = problems_of(write(tmp_path / "f.csv", NEW, FIRST.replace(",126,", ",,")))
    assert "wholly blank" in found[0]


def test_a_workbook_of_practices_is_read(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    header = NEW.split(",")
    cells = [
        [float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(",")] for line in (FIRST,)
    ]
    write_xlsx(path, {"Practices": cells}, columns=header)
    assert read_practice_file(path, year="2025/26").weights("core").tolist() == [126.0]


def test_years_are_told_by_the_strongest_evidence(tmp_path: Path) -> None:
    """A national total beats a header, and the header that three years share is no evidence."""
    national = FIRST.replace(",110,", ",63849324.2112,")
    by_total = read_practice_file(write(tmp_path / "practices.csv", OLD, national))
    assert (by_total.year, "England's total" in by_total.file_year.because) == ("2025/26", True)
    without_pcn = FIRST.replace("U1,Vale PCN", ",")
    shared = read_practice_file(write(tmp_path / "practices_b.csv", OLD, without_pcn))
    assert shared.year is None
    by_name = read_practice_file(write(tmp_path / "tool_2024_2025.csv", OLD, without_pcn))
    assert by_name.year == "2024/25"
    given = read_practice_file(tmp_path / "tool_2024_2025.csv", year="2026/27")
    assert (given.year, given.file_year.because) == ("2026/27", "the year was given")


def test_arrays_cannot_be_written_to() -> None:
    file = practice_file_from_columns({"practice": ["P1"], "icb": ["Q1"], "population": [1], "wp_core": [1]})
    with pytest.raises(ValueError, match="read-only"):
        file.population[0] = 2.0
    with pytest.raises(BadInput, match="no such service"):
        file.weights("dentistry")


def test_codes_are_read_in_capitals_and_two_that_differ_only_so_are_one(tmp_path: Path) -> None:
    file = read_practice_file(write(tmp_path / "a.csv", NEW, FIRST.replace("P00001", "p00001")), year="2025/26")
    assert file.practices == ("P00001",)
    [problem] = problems_of(write(tmp_path / "b.csv", NEW, FIRST, FIRST.replace("P00001", "p00001")))
    assert "row 2 already" in problem
