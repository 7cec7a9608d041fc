"""The allocations engine runs on Wealdmarch from end to end."""

from datetime import date

import numpy as np
import pytest

from commonweal.allocations.diff import diff_practice_files
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_amounts import read_amounts
from commonweal.allocations.place_budget import place_budgets
from commonweal.allocations.place_spend import read_spend
from commonweal.allocations.places import place_need
from commonweal.allocations.practice_file import read_practice_file
from commonweal.allocations.practice_indicators import read_indicators
from commonweal.allocations.published import table_from_rows
from commonweal.demo import build
from commonweal.tables import Meaning, read_table


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wealdmarch"))


@pytest.mark.parametrize(("kind", "count"), [("pcn", 21), ("place", 4)])
def test_places_are_a_clean_partition_and_their_pounds_sum_to_the_allocation(files, kind, count):
    read = read_practice_file(files.practices)
    partition = partition_practices(read, read_members(files.members, kind=kind), on=date(2025, 4, 1))
    assert len(partition.places) == count
    assert not [finding for finding in partition.findings if finding.severity != "note"]
    amounts = read_amounts(files.allocations).amounts
    totals = place_budgets(place_need(partition, ("core", "primary_medical")), amounts).totals()
    assert totals == {(amount.icb, amount.stream): amount.recurrent_pence for amount in amounts}


def test_the_year_of_the_file_is_known(files):
    assert read_practice_file(files.practices).year == "2025/26"


def test_spend_is_read_for_every_place(files):
    spend = read_spend(files.spend)
    assert spend.streams == ("core", "primary_medical")
    assert all(spend.of(files.icb_code, f"WEALDP{place}", "core") for place in (1, 2, 3, 4))


def test_allocations_follow_the_policy_of_the_year(files):
    meanings = [
        *(Meaning(name) for name in ("year", "stream", "icb_code", "icb_name", "region_code")),
        *(
            Meaning(name, kind="number", blank_allowed=True)
            for name in ("baseline_k", "base_growth", "convergence", "recurrent_allocation_k", "closing_target_k")
        ),
    ]
    rows = {row["stream"]: row for row in read_table(files.allocations, meanings).rows()}
    for stream in ("core", "primary_medical", "specialised"):
        row = rows[stream]
        grown = row["baseline_k"] * (1 + row["base_growth"])
        assert row["recurrent_allocation_k"] == pytest.approx(grown * (1 + row["convergence"]), abs=0.51)
        if stream != "specialised":
            expected = np.clip(-0.2 * (grown / row["closing_target_k"] - 1), -0.005, 0.005)
            assert row["convergence"] == pytest.approx(expected, abs=1e-6)
        assert table_from_rows(stream, "2025/26", [row]).codes == (files.icb_code,)


def test_the_diff_of_the_editions_finds_the_documented_changes(files):
    old, new = read_practice_file(files.practices), read_practice_file(files.practices_reissued)
    diff = diff_practice_files(old, new, service="primary_medical")
    moved = {
        code: diff.why(place)
        for place, code in enumerate(diff.practices)
        if abs(diff.list_effect[place]) + abs(diff.need_effect[place]) > 0.01
    }
    assert {code: why.split(" for each")[0] for code, why in moved.items()} == {
        change.practice: change.what for change in files.changes
    }


def test_indicators_are_read_with_deprivation(files):
    read = read_indicators(files.indicators)
    assert read.deprivation() == "Deprivation score"
    assert np.isnan(read.values["Bowel cancer screening coverage"]).any()
