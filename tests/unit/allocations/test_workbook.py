"""Workbooks of a year that nobody has seen, made here: read by meaning, or refused with every fault and its place."""

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from commonweal.allocations.allocation import allocate
from commonweal.allocations.next_year import work_stream, work_year
from commonweal.allocations.policy import Basis, Pace, Policy
from commonweal.allocations.policy_file import policy_file_from
from commonweal.allocations.stream_year import StreamYear
from commonweal.allocations.workbook import read_allocation_workbook
from commonweal.allocations.workbook_columns import allocation_years, stream_of
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

CODES = ("D7T5G", "QE1", "S0E4D", "QYG", "Z9B2Z", "QHL", "T6Y0W", "QKK")
POLICY = Policy(growth_rate=0.031, gain=Pace(0.25, 0.004), loss=Pace(0.25, 0.006), basis=Basis.PRE)


def worked():
    opening = np.linspace(1.1e6, 3.1e6, len(CODES))
    away = np.array([-0.05, -0.03, -0.01, -0.004, 0.003, 0.02, 0.04, 0.07])
    year = StreamYear(
        stream="core",
        year="2026/27",
        codes=CODES,
        baseline_k=opening * (1 + away),
        opening_target_k=opening,
        closing_target_k=opening * 1.035,
    )
    return allocate(year, POLICY)


HEADERS = {
    "region": "R26",
    "icb": "ICB26",
    "name": "Integrated Care Board (ICB)",
    "baseline": "2025/26 Adjusted recurrent baseline (£k)",
    "opening": "2025/26 Fair shares target (£k)",
    "distance": "2025/26 Distance from target (%)",
    "growth": "2026/27 Base growth (%)",
    "convergence": "2026/27 Convergence (%)",
    "allocation": "2026/27 Recurrent allocation\n(£k)",
    "closing": "2026/27 Post-convergence distance from target (%)",
    "elective": "2026/27 Elective recovery (£k)",
    "total": "2026/27 Total allocation (£k)",
}


def columns():
    made = worked()
    return {
        "region": ["Y60"] * len(CODES),
        "icb": list(CODES),
        "name": [f"NHS {code} ICB" for code in CODES],
        "baseline": made.year.baseline_k.tolist(),
        "opening": made.year.opening_target_k.tolist(),
        "distance": made.opening_distance.tolist(),
        "growth": made.growth.tolist(),
        "convergence": made.convergence.tolist(),
        "allocation": made.allocation_k.tolist(),
        "closing": made.closing_distance.tolist(),
        "elective": [10.5] * len(CODES),
        "total": (made.allocation_k + 10.5).tolist(),
    }


def write(
    path, order=None, title="Allocations (ICB core services)", change=None, headers=HEADERS, sheet="Core 2026-27"
):
    values = columns()
    if change:
        change(values)
    order = order or list(headers)
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title, None, "Allocations 2026/27, v2.0"])
    page.append([None])
    page.append([headers[name] for name in order])
    page.append([None])
    for row in zip(*(values[name] for name in order), strict=True):
        page.append(list(row))
    page.append([None])
    total = {"region": "Total", "name": "ENGLAND", "allocation": sum(values["allocation"])}
    page.append([total.get(name, "" if name == "icb" else " 1,234 ") for name in order])
    book.create_sheet("Contents").append(["Core services are on the first sheet"])
    book.save(path)
    return path


def test_an_unseen_year_with_new_codes_is_read(tmp_path):
    (table,) = read_allocation_workbook(write(tmp_path / "next.xlsx"))
    assert (table.stream, table.year, table.version, table.codes) == ("core", "2026/27", "v2.0", CODES)
    assert table.figure("allocation_k").tolist() == worked().allocation_k.tolist()
    assert table.implied_target_k == pytest.approx(worked().year.closing_target_k)
    assert list(table.additions) == ["2026/27 Elective recovery (£k)"]


def test_columns_may_stand_in_any_order(tmp_path):
    straight = read_allocation_workbook(write(tmp_path / "a.xlsx"))[0]
    turned = read_allocation_workbook(write(tmp_path / "b.xlsx", order=list(HEADERS)[::-1]))[0]
    assert straight.codes == turned.codes
    for name, values in straight.figures.items():
        assert np.array_equal(values, turned.figures[name])


def test_a_workbook_with_a_macro_name_is_read_and_nothing_is_run(tmp_path):
    path = write(tmp_path / "next.xlsm")
    book = load_workbook(path)
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="'Core 2026-27'!$A$1")
    book.save(path)
    (table,) = read_allocation_workbook(path)
    assert len(table.codes) == len(CODES)
    assert any('macro name "Auto_Open"' in note for note in table.notes)


def test_the_stream_is_told_by_title_or_sheet(tmp_path):
    path = write(tmp_path / "next.xlsx", title="Recurrent money", sheet="Specialised 2026-27")
    assert read_allocation_workbook(path)[0].stream == "specialised"
    assert stream_of("ICB_running_cost_allowance") == "running_costs"


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    headers = {**HEADERS, "growth": "2026/27 Uplift"}
    with pytest.raises(BadInput) as bad:
        read_allocation_workbook(write(tmp_path / "next.xlsx", headers=headers))
    said = str(bad.value)
    assert "2026/27 Base growth" in said
    assert 'sheet "Core 2026-27"' in said
    assert "2026/27 Uplift" in said


def test_every_bad_cell_is_told_with_its_row(tmp_path):
    def spoil(values):
        values["baseline"][1] = None
        values["growth"][2] = "n/k"
        values["icb"][4] = "QHL"

    with pytest.raises(BadInput) as bad:
        read_allocation_workbook(write(tmp_path / "next.xlsx", change=spoil))
    rows = {problem.row for problem in bad.value.problems}
    assert {6, 7} <= rows
    assert any("QHL" in str(problem) for problem in bad.value.problems)


def test_a_workbook_of_other_things_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["Apples", "Pears"])
    book.save(tmp_path / "fruit.xlsx")
    with pytest.raises(BadInput, match="no sheet of this workbook"):
        read_allocation_workbook(tmp_path / "fruit.xlsx")
    (tmp_path / "fruit.csv").write_text("Apples,Pears\n1,2\n")
    with pytest.raises(BadInput, match="not a workbook"):
        read_allocation_workbook(tmp_path / "fruit.csv")


def test_a_workbook_without_allocations_is_refused(tmp_path):
    headers = {**HEADERS, "allocation": "Something else", "total": "All"}
    with pytest.raises(BadInput, match="no sheet has a column of recurrent allocations"):
        read_allocation_workbook(write(tmp_path / "next.xlsx", headers=headers))


def test_last_years_headers_are_read_as_last_years(tmp_path):
    older = {
        name: header.replace("2025/26", "2024/25").replace("2026/27", "2025/26") for name, header in HEADERS.items()
    }
    (table,) = read_allocation_workbook(write(tmp_path / "old.xlsx", headers=older))
    assert table.year == "2025/26"


def test_two_years_on_one_sheet_are_two_tables():
    headers = ("ICB23", "2023/24 Recurrent allocation £k", "2024/25 Recurrent allocation £k")
    assert allocation_years(headers, "pod") == ("2023/24", "2024/25")


def policies(text):
    return policy_file_from(LinedYaml.parse(text, file="policy.yaml"))


TYPED = (
    "year: 2026/27\nstreams:\n  core:\n    growth: {mode: uniform, rate: 0.031}\n    convergence:\n"
    "      {mode: distance, basis: pre, gain: {cap: 0.004, slope: 0.25}, loss: {cap: 0.006, slope: 0.25}}\n"
    "    rounding_k: 1\n"
)


def test_the_typed_policy_of_an_unseen_year_leaves_no_residual(tmp_path):
    tables = read_allocation_workbook(write(tmp_path / "next.xlsx"))
    (result,) = work_year(tables, policies(TYPED))
    assert result.typed
    assert result.equal == len(CODES)
    assert all(residual.residual_k == 0 for residual in result.residuals)
    assert result.to_json()["equal"] == len(CODES)


def test_a_wrong_policy_leaves_residuals_for_each_icb(tmp_path):
    tables = read_allocation_workbook(write(tmp_path / "next.xlsx"))
    (result,) = work_year(tables, policies(TYPED.replace("0.031", "0.032")))
    assert result.equal == 0
    assert all(residual.residual_k > 0 for residual in result.residuals)


def test_parameters_to_solve_are_found_and_said(tmp_path):
    text = TYPED.replace("rate: 0.031", "rate: solve").replace(
        "{cap: 0.006, slope: 0.25}", "{cap: solve, reached_at: solve}"
    )
    (result,) = work_year(read_allocation_workbook(write(tmp_path / "next.xlsx")), policies(text))
    assert {each.name: each.value for each in result.solved} == pytest.approx(
        {"growth.rate": 0.031, "convergence.loss.cap": 0.006, "convergence.loss.reached_at": 0.024}
    )
    assert result.equal == len(CODES)


def test_a_parameter_that_the_figures_do_not_tell_is_said_with_its_line(tmp_path):
    def all_far(values):
        made = worked()
        opening = made.year.opening_target_k
        year = StreamYear(
            stream="core", year="2026/27", codes=CODES, baseline_k=opening * 1.09, opening_target_k=opening,
            closing_target_k=opening * 1.035,
        )  # fmt: skip
        again = allocate(year, POLICY)
        values["baseline"] = year.baseline_k.tolist()
        values["convergence"] = again.convergence.tolist()
        values["allocation"] = again.allocation_k.tolist()
        values["closing"] = again.closing_distance.tolist()
        values["total"] = (again.allocation_k + 10.5).tolist()

    tables = read_allocation_workbook(write(tmp_path / "next.xlsx", change=all_far))
    text = TYPED.replace("loss: {cap: 0.006, slope: 0.25}", "loss: {cap: 0.006, slope: solve}")
    with pytest.raises(BadInput, match=r"policy\.yaml, row 6.*loss\.slope.*do not tell it"):
        work_year(tables, policies(text))


def test_without_a_typed_policy_it_is_recovered(tmp_path):
    (result,) = work_year(read_allocation_workbook(write(tmp_path / "next.xlsx")), None)
    assert not result.typed
    assert result.allocation.policy == POLICY
    assert result.equal == len(CODES)


def test_weighted_people_give_the_targets_with_a_typed_or_a_solved_total(tmp_path):
    (table,) = read_allocation_workbook(write(tmp_path / "next.xlsx"))
    target = worked().year.closing_target_k
    weighted = dict(zip(CODES, (target / 1.8).tolist(), strict=True))
    solved = work_stream(table, policies(TYPED).streams["core"], weighted)
    assert solved.equal == len(CODES)
    assert solved.solved[0].value == pytest.approx(target.sum())
    typed = TYPED + f"    target_quantum_k: {target.sum()!r}\n".replace("np.float64(", "").replace(")", "")
    given = work_stream(table, policies(typed).streams["core"], weighted)
    assert given.equal == len(CODES)
    assert "typed national total" in given.target_from
    with pytest.raises(BadInput, match="QKK"):
        work_stream(table, None, {code: 1.0 for code in CODES if code != "QKK"})


def test_a_policy_for_another_year_or_stream_is_refused(tmp_path):
    tables = read_allocation_workbook(write(tmp_path / "next.xlsx"))
    with pytest.raises(BadInput, match="no allocations of 2027/28"):
        work_year(tables, policies(TYPED.replace("2026/27", "2027/28")))
    with pytest.raises(BadInput, match="for pod"):
        work_year(
            tables, policies(TYPED + "  pod:\n    growth: {mode: uniform, rate: 0.03}\n    convergence: {mode: none}\n")
        )
