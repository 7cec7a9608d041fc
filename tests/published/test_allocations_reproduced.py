"""NHS England's published allocations, worked anew from its own files: every one, to the last unit printed."""

import json

import numpy as np
import pytest

from commonweal.allocations.ccg_formula import CcgCoefficients, ccg_targets
from commonweal.allocations.ccg_workbook import component_errors, read_ccg_workbook
from commonweal.allocations.data_files import find_data_files
from commonweal.allocations.health_inequalities import ccg_formula_targets
from commonweal.allocations.policy_rules import value_for
from commonweal.allocations.published import STREAM_YEARS, bundled_table, bundled_tables, bundled_weights
from commonweal.allocations.reproduction import closing_line, reproduce
from commonweal.allocations.reproduction_files import read_folder
from commonweal.allocations.workbook import read_allocation_workbook
from commonweal.cli.main import main

ALL = "294 of 294 published allocations reproduced to £1,000"


@pytest.fixture(scope="module")
def folder(data_folder):
    return read_folder(data_folder)


@pytest.fixture(scope="module")
def ccg(data_folder):
    return read_ccg_workbook(find_data_files(data_folder).ccg_workbook)


@pytest.fixture(scope="module")
def coefficients():
    return CcgCoefficients.from_rules(lambda id: value_for(id, "2019/20"))


def test_294_of_294_from_practices_and_workbooks(folder):
    lines = reproduce(folder.tables, folder.weighted)
    assert closing_line(lines) == ALL
    assert [(line.stream, line.year, line.equal) for line in lines if line.counted] == [
        (stream, year, 42) for stream, year in STREAM_YEARS if stream != "pod"
    ]
    assert max(line.furthest_k for line in lines if line.counted) < 0.5


def test_126_of_126_of_pharmacy_ophthalmic_and_dental(folder):
    pod = [line for line in reproduce(folder.tables, folder.weighted) if line.stream == "pod"]
    assert sum(line.equal for line in pod) == sum(line.of for line in pod) == 126
    assert max(line.furthest_k for line in pod) < 1e-6


def test_core_checks_the_target_too_and_the_others_say_that_they_do_not(folder):
    checks = {(line.stream, line.year): line.checks for line in reproduce(folder.tables, folder.weighted)}
    assert {checks["core", year] for year in ("2023/24", "2024/25", "2025/26")} == {"target and convergence"}
    assert {what for (stream, _), what in checks.items() if stream in ("primary_medical", "specialised")} == {
        "convergence"
    }
    bundled = {line.stream: line.checks for line in reproduce(bundled_tables(), {})}
    assert bundled["core"] == "convergence"


def test_the_files_agree_with_the_bundled_tables(folder):
    assert folder.differing == ()
    assert folder.practices == {"2023/24": 6553, "2024/25": 6553, "2025/26": 6348}


def test_national_totals_of_the_three_years(folder):
    totals = {(table.stream, table.year): round(table.figure("allocation_k").sum()) for table in folder.tables}
    assert totals == {
        ("core", "2023/24"): 101_260_119,
        ("core", "2024/25"): 103_817_368,
        ("core", "2025/26"): 116_741_038,
        ("primary_medical", "2023/24"): 10_611_684,
        ("primary_medical", "2024/25"): 11_008_325,
        ("primary_medical", "2025/26"): 11_927_659,
        ("specialised", "2025/26"): 20_724_410,
        ("pod", "2023/24"): 5_484_993,
        ("pod", "2024/25"): 5_600_652,
        ("pod", "2025/26"): 6_082_848,
    }
    costs = {(table.year, table.version): round(table.figure("allocation_k").sum()) for table in folder.running_costs}
    assert costs["2025/26", "v1.4"] == 873_992
    assert costs["2025/26", "v1.2"] == 828_299


def test_weighted_populations_sum_to_england_of_each_year(folder):
    sums = {year: values.sum() for year, values in folder.weighted.items()}
    assert sums == pytest.approx(
        {"2023/24": 61_903_547.32, "2024/25": 62_154_630.31, "2025/26": 63_849_324.21}, abs=0.01
    )


def test_ledgers_and_additions_of_the_workbooks_sum_to_what_they_build(data_folder):
    for path in find_data_files(data_folder).workbooks:
        for table in read_allocation_workbook(path):
            if table.stream == "running_costs":
                continue
            if table.year == "2025/26" or table.stream in ("core", "primary_medical"):
                summed = np.sum(list(table.ledger.values()), axis=0)
                assert summed == pytest.approx(table.figure("baseline_k"), abs=0.01)
            if table.additions:
                total = table.figure("allocation_k") + np.sum(list(table.additions.values()), axis=0)
                assert total == pytest.approx(table.figure("total_k"), abs=0.01)


def test_running_costs_differ_between_versions_of_the_workbook(data_folder):
    printed = {}
    for path in find_data_files(data_folder).workbooks:
        for table in read_allocation_workbook(path, with_ledger=False):
            if (table.stream, table.year) == ("running_costs", "2025/26"):
                printed[table.version] = table.figure("allocation_k")[table.codes.index("QOQ")]
    assert printed == pytest.approx({"v1.2": 25043.0, "v1.4": 26424.27}, abs=0.01)


def test_every_component_of_the_ccg_formula_to_1e_12(ccg, coefficients):
    assert len(ccg.practices.practices) == 7325
    errors = component_errors(ccg, coefficients)
    assert set(errors) == {
        "hchs",
        "market_forces_people",
        "ambulance_people",
        "excluding_remoteness_k",
        "including_remoteness_k",
        "weighted_population",
        "need_index",
    }
    assert max(errors.values()) <= 1e-12


def test_remoteness_is_one_amount_a_head_in_seven_ccgs(ccg, coefficients):
    published = ccg.published
    added = published.including_remoteness_k - published.excluding_remoteness_k
    assert added.sum() == pytest.approx(34_056, abs=1)
    touched = {ccg.practices.ccgs[place] for place in np.flatnonzero(added)}
    assert touched == set(coefficients.remoteness_k)
    assert np.count_nonzero(added) == 268


def test_national_sums_of_the_ccg_formula(ccg, coefficients):
    worked = ccg_targets(ccg.practices, coefficients)
    assert ccg.practices.population.sum() == pytest.approx(59_079_904.56, abs=0.01)
    assert worked.excluding_remoteness_k.sum() == pytest.approx(74_151_129, abs=1)
    assert worked.including_remoteness_k.sum() == pytest.approx(74_185_184, abs=1)


def test_the_command_closes_with_the_count_and_status_0(data_folder, capsys):
    assert main(["allocations", "reproduce", "--data", str(data_folder)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == ALL
    assert any("126 of 126" in line for line in printed)
    assert main(["allocations", "reproduce", "--data", str(data_folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["closing"] == ALL
    assert told["practices"]["2025/26"] == 6348


def test_the_command_for_the_ccg_formula(data_folder, capsys):
    assert main(["allocations", "reproduce", "--data", str(data_folder), "--formula", "ccg"]) == 0
    assert "7,325 practices reproduced to a relative error of 1e-12" in capsys.readouterr().out


def test_a_changed_figure_in_a_file_is_told_and_the_status_is_1(data_folder, tmp_path, capsys):
    import shutil

    from openpyxl import load_workbook

    for name in find_data_files(data_folder).practice_files:
        shutil.copy(name, tmp_path / name.name)
    for path in find_data_files(data_folder).workbooks:
        if not path.name.endswith("2025-26.xlsx"):
            shutil.copy(path, tmp_path / path.name)
            continue
        book = load_workbook(path)
        for row in book["ICB Core Allocations 2025-26"].iter_rows(max_row=60):
            if row[2].value == "QHL":
                row[9].value += 1
        book.save(tmp_path / path.name)
    assert main(["allocations", "reproduce", "--data", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "QHL: worked £2,934,141.000k, published £2,934,142.000k" in printed
    assert printed.splitlines()[-1] == "293 of 294 published allocations reproduced to £1,000"
    assert "DIFFERS" in printed


def test_primary_medical_targets_are_weighted_people_and_dispensing():
    from commonweal.allocations.target import separate_dispensing

    none = {"QHL", "QKK", "QMF", "QMJ", "QOP", "QRV", "QWE"}
    expected = {"2023/24": (168.806, 162.3), "2024/25": (174.404, 168.3), "2025/26": (183.914, 185.8)}
    for year, (per_head, dispensing) in expected.items():
        table = bundled_table("primary_medical", year)
        parts = separate_dispensing(table.implied_target_k, bundled_weights(year, table.codes, "primary_medical"))
        assert parts.per_weighted_head_k * 1000 == pytest.approx(per_head, abs=5e-4)
        assert parts.dispensing_k.sum() / 1000 == pytest.approx(dispensing, abs=0.05)
        assert {code for code, amount in zip(table.codes, parts.dispensing_k, strict=True) if amount == 0} == none


def test_explain_on_the_2018_19_base(data_folder, capsys):
    assert main(["allocations", "explain", "01H", "--formula", "ccg", "--data", str(data_folder)]) == 0
    printed = capsys.readouterr().out
    assert "Every step is exact" in printed
    assert "remoteness +£9.0m" in printed
    assert main(["allocations", "explain", "ZZZ", "--formula", "ccg", "--data", str(data_folder)]) == 2
    assert "no practice, CCG or system" in capsys.readouterr().err.replace("No practice", "no practice")


def test_another_share_on_the_2018_19_base_is_exact(data_folder, capsys, ccg, coefficients):
    words = ["--formula", "ccg", "--health-inequalities", "15%", "--data", str(data_folder), "--json"]
    assert main(["allocations", "scenario", *words]) == 0
    rows = json.loads(capsys.readouterr().out)["details"]["rows"]
    assert len(rows) == 42
    assert sum(row["difference_k"] for row in rows) == pytest.approx(0.0, abs=1e-3)
    inside = np.array(ccg.practices.icbs) == "QOP"
    exact = ccg_formula_targets(ccg.practices, coefficients, 0.15)[inside].sum()
    assert next(row["after_k"] for row in rows if row["code"] == "QOP") == pytest.approx(exact, rel=1e-12)


def test_next_year_reads_the_first_workbook_and_says_what_it_does_not_tell(data_folder, capsys):
    first = next(path for path in find_data_files(data_folder).workbooks if "2023-24" in path.name)
    assert main(["allocations", "next-year", "--workbook", str(first)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("42 of 42 printed allocations follow from the recovered policy") == 6
    assert "not told  convergence.gain.cap" in printed


def test_next_year_starts_core_from_practices(data_folder, capsys):
    files = find_data_files(data_folder)
    workbook = next(path for path in files.workbooks if path.name.endswith("2025-26.xlsx"))
    june = next(path for path in files.practice_files if "jun2025" in path.name)
    assert main(["allocations", "next-year", "--workbook", str(workbook), "--practices", str(june), "--json"]) == 0
    core = next(stream for stream in json.loads(capsys.readouterr().out)["streams"] if stream["stream"] == "core")
    assert core["equal"] == 42
    assert core["solved"][0]["name"] == "target_quantum_k"


def test_next_year_prints_target_shares_from_the_files(data_folder, capsys):
    files = find_data_files(data_folder)
    words = ["--indicators", str(files.indicators), "--registered", str(files.registered)]
    assert main(["allocations", "next-year", *words]) == 0
    assert "119 practices are missing" in capsys.readouterr().out


def test_printed_pounds_a_head_rest_on_the_people_of_the_practice_file(folder):
    checked = 0
    for table in folder.tables:
        header = table.headers.get("allocation_per_head", "")
        if table.stream not in ("core", "primary_medical") or not header.endswith("Recurrent allocation £/head"):
            continue  # specialised and primary medical of 2025/26 print it of another amount
        people = table.figure("allocation_k") * 1000 / table.figure("allocation_per_head")
        assert people == pytest.approx(bundled_weights(table.year, table.codes, "population"), rel=1e-9)
        checked += 1
    assert checked == 5
