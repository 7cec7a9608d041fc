"""Faults that were measured in other public tools for the same work. Each stands here as a test that passes.

The place-based allocation tool: overlapping places, no remainder, missing and nought turned into 1, names with
brackets, rounding to tens and hundreds by the wrong rule, text of the wrong year. The fund-splitting tool: systems
mixed up, sexes joined by row, people lost to a blank, a whole area missing, an inversion without effect, a missing
figure paid as nought. The last group stands in test_split_units.py and test_split.py too, with more cases.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_budget import IcbAmount, place_budgets
from commonweal.allocations.places import place_need
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.allocations.split import Missing, Units, split_fund
from commonweal.allocations.split_scaling import read_use
from commonweal.answers import Verdict
from commonweal.money import round_half_away
from commonweal.problems import BadInput


def file(names: list[object] | None = None, **changes: list[object]) -> PracticeFile:
    columns: dict[str, list[object]] = {
        "practice": ["A1", "A2", "A3"],
        "practice_name": names or ["Ash", "Beech", "Cedar"],
        "icb": ["QA"] * 3,
        "population": [1000, 2000, 3000],
        "wp_core": [1100, 1900, 3000],
    }
    return practice_file_from_columns(columns | changes, year="2025/26")


@pytest.mark.parametrize(
    ("value", "to", "expected"), [(250, 100, 300), (25, 10, 30), (-250, 100, -300), (2.5, 1, 3), (0.285, 1, 0)]
)
def test_rounding_is_half_away_at_every_precision(value: float, to: int, expected: int) -> None:
    assert round_half_away(value, to=to) == expected


@pytest.mark.parametrize("value", [float("inf"), float("nan"), Decimal("Infinity")])
def test_rounding_what_is_not_finite_is_a_clear_error(value: float) -> None:
    with pytest.raises(BadInput, match="not finite"):
        round_half_away(value)


def test_overlapping_places_are_found_and_nobody_is_counted_twice() -> None:
    members = members_from_pairs([("A1", "N"), ("A2", "N"), ("A2", "S"), ("A3", "S")])
    partition = partition_practices(file(), members)
    assert partition.verdict is Verdict.FAIL
    need = place_need(partition)
    assert float(need.population.sum()) == 6000
    assert need.practices.sum() == 3
    budgets = place_budgets(need, [IcbAmount("QA", "core", 100_01)])
    assert budgets.totals() == {("QA", "core"): 100_01}


def test_a_missing_figure_is_neither_one_nor_nought() -> None:
    found = file(population=[None, 2000, 3000])
    need = place_need(partition_practices(found, members_from_pairs([("A1", "N"), ("A2", "S"), ("A3", "S")])))
    assert np.isnan(need.index_to_icb[need.partition.places.index("N"), 0])
    assert need.rows()[0]["core_index_to_icb"] is None


def test_a_need_of_nought_stays_nought() -> None:
    found = file(wp_core=[0, 1900, 3000])
    need = place_need(partition_practices(found, members_from_pairs([("A1", "N"), ("A2", "S"), ("A3", "S")])))
    assert need.index_to_icb[need.partition.places.index("N"), 0] == 0.0


def test_practices_with_brackets_in_their_names_can_be_used() -> None:
    found = file(["Ash (main", "Beech [1]", "C*dar + (Co)"])
    partition = partition_practices(found, members_from_pairs([("A1", "N (a)"), ("A2", "N (a)"), ("A3", "S [b]")]))
    assert partition.verdict is Verdict.PASS
    assert partition.practices_in(partition.places.index("N (a)")) == ["A1", "A2"]


def test_changing_the_icb_changes_the_practices() -> None:
    found = file(icb=["QA", "QB", "QB"])
    members = members_from_pairs([("A1", "N"), ("A2", "S"), ("A3", "S")])
    assert partition_practices(found, members, icb="QA").places == ("N",)
    assert partition_practices(found, members, icb="QB").places == ("S",)


def test_years_in_texts_come_from_the_data() -> None:
    from commonweal.allocations.place_amounts import published_amounts

    for year in ("2023/24", "2024/25", "2025/26"):
        assert year in published_amounts(year, ["QHL"]).origin


def test_the_emergency_ambulance_adjustment_is_inside_the_file_so_nothing_is_applied_again() -> None:
    """Shares of core are shares of the file's overall core, and of nothing else."""
    need = place_need(partition_practices(file(), members_from_pairs([("A1", "N"), ("A2", "S"), ("A3", "S")])))
    assert need.share_of_icb[:, 0].tolist() == pytest.approx([1100 / 6000, 4900 / 6000])


def test_a_missing_indicator_is_not_paid_as_nought_without_being_said() -> None:
    units = Units(("A", "B"), ("A", "B"), np.array([10.0, 10.0]), {"imd": np.array([20.0, np.nan])})
    for missing in (Missing.AVERAGE, Missing.LEAVE_OUT):
        split = split_fund(units, 100, [read_use("imd=1")], missing=missing)
        assert [finding.practice for finding in split.findings if finding.kind == "missing_indicator"] == ["B"]
        assert sum(split.amount_pence) == 100
    assert split_fund(units, 100, [read_use("imd=1")]).amount_pence == (50, 50)
