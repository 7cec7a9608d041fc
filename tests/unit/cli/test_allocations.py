"""The allocations commands on what is bundled: what they print, their JSON, their exit status, their errors."""

import json

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from commonweal.cli.allocations.given import per_head, rate, thousands
from commonweal.cli.main import main
from commonweal.problems import BadInput

PRACTICE_FILE = (
    "Practice_Code,GP_Practice_Name,Practice_Postcode,Latitude,Longitude,CCG,Former CCG,PCN_Code,PCN_Name,LOC,LOCname,"
    "ICB,ICBname,Rcode,Region,LAD,LTLA,LA,UTLA,Patients,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,"
    "Final WP,Primary Medical Care WP,Final PMC WP\n"
    "A1,Ash,B1 1AA,52,-1,15E,15E,U1,One,15E,Loc,QHL,Birmingham ICB,Y60,Midlands,E1,Town,E1,Town,"
    "1000,1000,1,1,1,1,1,1,1200,1000,1045\n"
)


@pytest.fixture(autouse=True)
def no_data_folder(monkeypatch):
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


def run(capsys, *words):
    status = main(["allocations", *words])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_reproduce_closes_with_the_count(capsys):
    status, out, _ = run(capsys, "reproduce")
    assert status == 0
    assert out.splitlines()[-1] == "294 of 294 published allocations reproduced to £1,000"
    assert "126 of 126 reproduced" in out
    assert out.count("42 of 42   checks") == 10
    assert "nothing is counted as reproduced" in out


def test_reproduce_as_json(capsys):
    status, out, _ = run(capsys, "reproduce", "--json")
    told = json.loads(out)
    assert status == 0
    assert told["all_equal"] is True
    assert sum(line["equal"] for line in told["lines"] if line["counted"]) == 294
    assert {line["checks"] for line in told["lines"] if line["stream"] == "core"} == {"target and convergence"}


def test_reproduce_says_what_it_needs(capsys, tmp_path):
    status, _, err = run(capsys, "reproduce", "--formula", "ccg")
    assert status == 2
    assert "--data" in err
    status, _, err = run(capsys, "reproduce", "--data", str(tmp_path))
    assert status == 2
    assert "no allocation workbook" in err
    status, _, err = run(capsys, "reproduce", "--data", str(tmp_path / "nowhere"))
    assert status == 2
    assert "does not exist" in err


def test_a_data_folder_of_other_files_leaves_the_bundled_tables(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_DATA", str(tmp_path))
    status, out, _ = run(capsys, "reproduce")
    assert status == 0
    assert "so the bundled tables are used" in out
    assert out.splitlines()[-1].startswith("294 of 294")
    (tmp_path / "practices.csv").write_text("Practice_Code,ICB,Population,Final WP,Final PMC WP\nA1,QHL,1,1,1\n")
    assert run(capsys, "reproduce", "--json")[0] == 0


def test_explain_prints_the_bridge_with_sources(capsys):
    status, out, _ = run(capsys, "explain", "qhl")
    assert status == 0
    assert "£2,934,141,000" in out
    assert "[not separable]" in out
    assert "Estimate:" in out
    assert "Sources:" in out


def test_explain_writes_a_receipt(capsys, tmp_path):
    status, out, _ = run(capsys, "explain", "QHL", "--json")
    assert status == 0
    assert json.loads(out)["value"] == {"amount": 293414100000, "unit": "gbp_pence"}
    status, _, err = run(capsys, "explain", "01H", "--formula", "ccg")
    assert status == 2
    assert "--data" in err


def test_scenario_prints_movers_and_a_table(capsys):
    status, out, _ = run(capsys, "scenario", "--gain-cap", "1%", "--gain-slope", "40%", "--table")
    assert status == 0
    assert "£89,105,000 more; 10 ICBs would gain and 0 lose" in out
    assert out.count("NHS ") >= 42
    status, out, _ = run(capsys, "scenario", "--total", "£117bn", "--json")
    assert json.loads(out)["details"]["total_k"] == 117_000_000


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scenario"], "at least one of --growth, --gain-cap"),
        (["scenario", "--growth", "fast"], "not a rate"),
        (["scenario", "--growth", "4"], "needs a percent sign"),
        (["scenario", "--growth", "4%", "--total", "£117bn"], "cannot both be set"),
        (["scenario", "--total", "£900bn"], "no growth between"),
        (["scenario", "--stream", "dental", "--growth", "1%"], "expected one of"),
        (["scenario", "--formula", "ccg", "--health-inequalities", "15%"], "give --data"),
        (["scenario", "--formula", "ccg", "--growth", "4%"], "one thing can be changed"),
        (["explain", "QZZ"], "no ICB with this code"),
        (["path", "QHL", "--years", "9"], "one to five"),
        (["path", "all", "--stream", "pod"], "no targets"),
        (["rebase", "--members", "x.csv"], "needs both files"),
        (["next-year"], "nothing to read"),
        (["next-year", "--workbook", "missing.xlsx"], "does not exist"),
        (["rebase", "--year", "2031/32"], "nothing is published"),
    ],
)
def test_wrong_words_are_refused_with_status_2(capsys, words, said):
    status, _, err = run(capsys, *words)
    assert status == 2
    assert said.lower() in err.lower()


def test_path_of_one_and_of_all(capsys):
    status, out, _ = run(capsys, "path", "qxu")
    assert status == 0
    assert "18 years after 2025/26" in out
    status, out, _ = run(capsys, "path", "all", "--years", "3", "--json")
    told = json.loads(out)
    assert len(told["icbs"]) == 42
    assert next(row["years_to_target"] for row in told["icbs"] if row["icb"] == "QHL") == 12
    status, out, _ = run(capsys, "path", "all", "--years", "1")
    assert "2026/27" in out


def test_rebase_keeps_england_to_the_penny(capsys):
    status, out, _ = run(capsys, "rebase")
    assert status == 0
    assert out.count("the same to the penny") == 3
    status, out, _ = run(capsys, "rebase", "--stream", "running_costs", "--json")
    told = json.loads(out)
    assert len(told["areas"]) == 36
    assert all(total["before"] == total["after"] for total in told["totals_pence"].values())


def test_rebase_on_a_map_of_ones_own(capsys, tmp_path):
    from commonweal.allocations.published import bundled_table

    codes = bundled_table("core", "2025/26").codes
    practices = tmp_path / "practices.csv"
    rows = ["Practice_Code,ICB,Population,Final WP"]
    members = ["Practice,New area"]
    for number, code in enumerate(codes):
        for half in "AB":
            rows.append(f"{half}{number:05d},{code},1000,{1000 + number}")
            members.append(f"{half}{number:05d},{'North' if half == 'A' else 'South'}")
    rows.append(f"C00000,{codes[0]},1000,1000")
    practices.write_text("\n".join(rows) + "\n")
    (tmp_path / "members.csv").write_text("\n".join(members) + "\n")
    asked = ("rebase", "--members", str(tmp_path / "members.csv"), "--practices", str(practices))
    status, _, err = run(capsys, *asked)
    assert status == 2
    assert "1 of 85 practices" in err
    assert "C00000" in err
    status, out, _ = run(capsys, *asked, "--unmatched", "leave-out")
    assert status == 0
    assert "North" in out
    assert "1 practices are not in the new map and carry no weight" in out
    status, out, _ = run(capsys, *asked, "--unmatched", "remainder", "--json")
    told = json.loads(out)
    assert told["areas"][-1]["area"] == "(in no area)"
    assert all(total["before"] == total["after"] for total in told["totals_pence"].values())
    (tmp_path / "members.csv").write_text("\n".join([*members, "A00000,South"]) + "\n")
    status, _, err = run(capsys, "rebase", "--members", str(tmp_path / "members.csv"), "--practices", str(practices))
    assert status == 2
    assert "two areas" in err


def pod_workbook(path):
    book = Workbook()
    page = book.active
    page.title = "POD Allocation 2026-27"
    page.append(["Allocations (ICB POD services)"])
    page.append(["ICB26", "2025/26 Adjusted recurrent baseline (£k)", "2026/27 Base growth (%)",
                 "2026/27 Recurrent allocation (£k)"])  # fmt: skip
    for code, baseline in (("QHL", 100.0), ("D7T5G", 200.0)):
        page.append([code, baseline, 0.02, baseline * 1.02])
    book.save(path)
    return path


def test_next_year_prints_residuals_and_writes_the_policy_it_recovered(capsys, tmp_path):
    book = pod_workbook(tmp_path / "next.xlsx")
    policy = tmp_path / "policy.yaml"
    status, out, _ = run(capsys, "next-year", "--workbook", str(book), "--write-policy", str(policy))
    assert status == 0
    assert "2 of 2 printed allocations follow from the recovered policy" in out
    assert "growth.rate = 0.02" in out
    status, out, _ = run(capsys, "next-year", "--workbook", str(book), "--policy", str(policy), "--json")
    assert status == 0
    assert json.loads(out)["streams"][0]["policy"] == "typed"
    status, _, err = run(capsys, "next-year", "--workbook", str(book), "--write-policy", str(policy))
    assert status == 2
    assert "exists already" in err


def test_next_year_says_that_a_workbook_carries_a_macro_name(capsys, tmp_path):
    path = pod_workbook(tmp_path / "next.xlsx")
    book = load_workbook(path)
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="Sheet!$A$1", function=True)
    book.save(path)
    _, out, _ = run(capsys, "next-year", "--workbook", str(path))
    assert 'Note: The workbook defines the macro name "Auto_Open". It was ignored' in out
    told = json.loads(run(capsys, "next-year", "--workbook", str(path), "--json")[1])
    assert "Auto_Open" in told["notes"][0]


def test_reproduce_lists_every_allocation_that_a_folder_lacks(capsys, tmp_path):
    (tmp_path / "practices.csv").write_text(PRACTICE_FILE)
    status, _, err = run(capsys, "reproduce", "--data", str(tmp_path))
    assert status == 2
    assert "primary medical 2023/24, 2024/25, 2025/26; specialised 2025/26; pod 2023/24, 2024/25, 2025/26" in err
    assert "..." not in err


def test_what_goes_in_is_what_the_policy_reads(capsys):
    lines = run(capsys, "reproduce")[1].splitlines()
    (core,) = [line for line in lines if line.startswith("Core services 2025/26")]
    assert core.endswith("in: weighted populations, baselines, the national total of targets")
    medical = [line.partition("in: ")[2] for line in lines if line.startswith("Primary medical care")]
    assert medical == ["baselines, opening targets and closing targets as printed"] * 2 + [
        "baselines, closing targets as printed"
    ]


def test_running_costs_have_no_rule_and_rates_no_idle_noughts(capsys):
    status, _, err = run(capsys, "explain", "QHL", "--stream", "running_costs")
    assert status == 2
    assert "no rule for running costs is published" in err.lower()
    out = run(capsys, "explain", "QHL")[1]
    assert "grown by 4.37%, less the target" in out
    assert "(+0.5% of the grown baseline)" in out


def test_next_year_with_another_policy_has_status_1(capsys, tmp_path):
    book = pod_workbook(tmp_path / "next.xlsx")
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        "year: 2026/27\nstreams:\n  pod:\n    growth: {mode: uniform, rate: 0.03}\n    convergence: {mode: none}\n"
    )
    status, out, _ = run(capsys, "next-year", "--workbook", str(book), "--policy", str(policy))
    assert status == 1
    assert "0 of 2" in out
    assert "+1.000" in out


def test_target_shares_of_2026_27_are_printed_with_their_gaps(capsys):
    status, out, _ = run(capsys, "next-year", "--shares")
    assert status == 0
    assert "too low: practices are missing" in out
    assert "No pounds of 2026/27" in out
    status, out, _ = run(capsys, "next-year", "--shares", "--json")
    assert len(json.loads(out)) == 36


def test_rates_and_amounts_are_read_as_people_type_them():
    assert (rate("0.5%"), rate("-1 %"), rate("0.005")) == (0.005, -0.01, 0.005)
    assert thousands("116,741,038,000") == 116_741_038
    assert per_head("£1,700.50") == 1700.5
    for text in ("", "x", "nan", "inf%"):
        with pytest.raises(BadInput):
            rate(text)
