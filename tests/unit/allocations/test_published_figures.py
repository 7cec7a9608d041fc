"""Bundled figures and folders of files: what is not there is said, and what does not fit is refused."""

import numpy as np
import pytest

from commonweal.allocations.allocation import allocate
from commonweal.allocations.bridge import allocation_bridge, baseline_bridge
from commonweal.allocations.policy import Limits, Pace, Policy
from commonweal.allocations.policy_file import policy_file_from
from commonweal.allocations.practice_file import practice_file_from_columns
from commonweal.allocations.practice_indicators import IndicatorFile
from commonweal.allocations.published import (
    bundled_table,
    bundled_weights,
    published_edition,
    table_from_rows,
)
from commonweal.allocations.reproduction_files import CorePractices, core_by_icb, read_folder
from commonweal.allocations.running_costs import running_cost_lines
from commonweal.allocations.stream_year import StreamYear
from commonweal.allocations.target_shares_2026 import target_shares
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput
from commonweal.tables import FileStamp


def test_a_stream_or_year_that_is_not_bundled_is_refused():
    with pytest.raises(BadInput, match=r"(?i)no published figures are known for core in 2031/32"):
        bundled_table("core", "2031/32")
    with pytest.raises(BadInput, match="no weighted population"):
        bundled_weights("2025/26", ("QZZ",))
    with pytest.raises(BadInput, match=r"(?i)no practice file of 2031/32"):
        published_edition("2031/32")


def test_the_figures_that_a_table_lacks_are_named():
    table = bundled_table("pod", "2025/26")
    with pytest.raises(BadInput, match="opening target of pod 2025/26 is not printed"):
        table.figure("opening_target_k")
    assert table.implied_target_k is None


def test_ledger_rows_become_lines_that_are_nought_where_an_icb_has_none():
    rows = [
        {"icb_code": code, "icb_name": code, "region_code": "Y60", "baseline_k": "3", "recurrent_allocation_k": "4"}
        for code in ("A", "B")
    ]
    ledger = [
        {"icb_code": "A", "order": "2", "line": "Pay", "amount_k": "1"},
        {"icb_code": "A", "order": "1", "line": "Opening", "amount_k": "2"},
        {"icb_code": "B", "order": "1", "line": "Opening", "amount_k": "3"},
        {"icb_code": "C", "order": "1", "line": "Opening", "amount_k": "9"},
    ]
    table = table_from_rows("core", "2025/26", rows, ledger)
    assert {name: values.tolist() for name, values in table.ledger.items()} == {
        "Opening": [2.0, 3.0],
        "Pay": [1.0, 0.0],
    }


def test_practices_that_do_not_fit_the_icbs_are_told():
    practices = practice_file_from_columns(
        {"practice": ["P1", "P2", "P3"], "icb": ["A", "B", "C"], "population": [1, 2, 3], "wp_core": [1, None, 3]}
    )
    with pytest.raises(BadInput) as bad:
        core_by_icb(CorePractices.of(practices), ("A", "B", "D"))
    said = str(bad.value)
    for part in ("no practice of this ICB", "has no allocation", "1 practices have no core weighted population"):
        assert part in said


def test_a_folder_without_all_that_is_needed_says_what_is_missing(tmp_path):
    (tmp_path / "2025_2026.csv").write_text("Practice_Code,ICB,Population,Final WP,Final PMC WP\nP1,QHL,1,1,1\n")
    with pytest.raises(BadInput) as bad:
        read_folder(tmp_path)
    said = str(bad.value)
    assert "core 2023/24" in said
    assert "no practice file of 2024/25" in said.lower() or "There is no practice file of 2024/25" in said


def test_running_costs_with_other_icbs_are_not_compared():
    from dataclasses import replace

    table = bundled_table("core", "2025/26")
    fewer = replace(table, year="2026/27", codes=table.codes[:-1], figures={"allocation_k": np.ones(41)})
    assert len(running_cost_lines([table, fewer])) == 2


def test_a_bridge_tells_the_limit_that_decided():
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("A",),
        baseline_k=np.array([1000.0]),
        closing_target_k=np.array([900.0]),
    )
    policy = Policy(growth_rate=0.03, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), limits=Limits(minimum_growth=0.05))
    worked = allocate(year, policy)
    for bridge in (allocation_bridge(worked, 0), baseline_bridge(worked, 0)):
        assert bridge.end_k == pytest.approx(1050.0)
        assert bridge.step("limit").because == "minimum growth"


def test_shares_of_2026_27_count_blank_figures_as_missing():
    stamp = FileStamp("indicators.csv", "0" * 64, 1)
    file = IndicatorFile(
        ("P1", "P2", "P3"), ("A", "B", ""), ("", "", ""), {"Weighted population": np.array([10.0, np.nan, 5.0])}, stamp
    )
    shares = target_shares(file)
    assert [(share.icb, share.practices, share.missing, share.share) for share in shares] == [
        ("A", 1, 0, 1.0),
        ("B", 0, 1, 0.0),
    ]


def test_a_parameter_out_of_range_in_a_file_has_its_line():
    text = (
        "year: 2026/27\nstreams:\n  core:\n    growth: {mode: uniform, rate: 0.04}\n    convergence:\n"
        "      mode: distance\n      gain: {cap: 5.0, slope: 0.2}\n      loss: {cap: 0.005, slope: 0.2}\n"
        "    limits:\n      furthest_below: -1\n"
    )
    with pytest.raises(BadInput) as bad:
        policy_file_from(LinedYaml.parse(text, file="next.yaml"))
    assert {(problem.row, problem.column) for problem in bad.value.problems} == {
        (7, "convergence.gain.cap"),
        (10, "limits.furthest_below"),
    }


def test_values_by_region_must_be_a_block_of_numbers():
    text = (
        "year: 2026/27\nstreams:\n  pod:\n    growth: {mode: uniform, rate: 0.04}\n"
        "    convergence: {mode: region, by_region: 3}\n"
    )
    with pytest.raises(BadInput, match="regions with a value each"):
        policy_file_from(LinedYaml.parse(text, file="next.yaml"))


def test_a_year_without_organisations_is_refused():
    with pytest.raises(BadInput, match="no organisations"):
        StreamYear(stream="core", year="2025/26", codes=(), baseline_k=np.array([]))
