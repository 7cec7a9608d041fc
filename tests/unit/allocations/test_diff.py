"""Two practice files side by side: every change has a reason, and the reasons sum to the change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.allocations.allocation import allocate
from commonweal.allocations.diff import PracticeDiff, diff_practice_files
from commonweal.allocations.diff_effect import effect_on_allocations
from commonweal.allocations.diff_published import effect_by_file, effect_in_year
from commonweal.allocations.policy import Pace, Policy
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.allocations.practice_register import PracticeRegister
from commonweal.allocations.stream_year import StreamYear
from commonweal.problems import BadInput

Rows = dict[str, tuple[str, float | None, float | None]]


def file(rows: Rows) -> PracticeFile:
    return practice_file_from_columns(
        {
            "practice": list(rows),
            "icb": [row[0] for row in rows.values()],
            "population": [row[1] for row in rows.values()],
            "wp_core": [row[2] for row in rows.values()],
        },
        year="2025/26",
    )


def diff(old: Rows, new: Rows, register: PracticeRegister | None = None) -> PracticeDiff:
    anchor: Rows = {"Z9": ("QZ", 10.0, 10.0)}
    return diff_practice_files(file(anchor | old), file(anchor | new), register=register)


def at(found: PracticeDiff, code: str) -> dict[str, object]:
    return found.row(found.practices.index(code))


FIGURE = st.one_of(st.none(), st.floats(min_value=0.05, max_value=90_000.0))
FILES = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "E"]), st.tuples(st.just("QA"), FIGURE, FIGURE), max_size=5
)


@given(FILES, FILES)
def test_list_size_and_need_sum_to_the_change(old: Rows, new: Rows) -> None:
    found = diff(old, new)
    for number, code in enumerate(found.practices):
        before = old.get(code, ("", 0.0, 0.0)) if code != "Z9" else ("QZ", 10.0, 10.0)
        after = new.get(code, ("", 0.0, 0.0)) if code != "Z9" else ("QZ", 10.0, 10.0)
        effects = float(found.list_effect[number] + found.need_effect[number])
        if before[2] is None or after[2] is None:
            assert np.isnan(effects)
            assert found.why(number) in ("a figure is missing in one of the files", found.why(number))
        else:
            assert effects == pytest.approx(after[2] - before[2], abs=1e-6 + 1e-9 * abs(before[2]))


def test_list_size_alone_and_need_alone_are_told_apart() -> None:
    found = diff(
        {"A": ("QA", 100.0, 120.0), "B": ("QA", 100.0, 120.0)}, {"A": ("QA", 150.0, 180.0), "B": ("QA", 100.0, 90.0)}
    )
    assert at(found, "A")["why"] == "list size"
    assert at(found, "A")["list_effect"] == pytest.approx(60.0)
    assert at(found, "B")["why"] == "need for each person"
    assert at(found, "B")["need_effect"] == pytest.approx(-30.0)
    assert at(found, "Z9")["why"] == "no change"
    assert found.moved_by_more_than(0.3) == 1
    assert [row["practice"] for row in found.largest(1)] == ["A"]


def test_opened_closed_moved_and_merged_practices_are_named() -> None:
    register = PracticeRegister(successors={"C": (("N", date(2025, 4, 1)),)})
    found = diff(
        {"C": ("QA", 100.0, 100.0), "M": ("QA", 50.0, 50.0)},
        {"N": ("QA", 100.0, 100.0), "M": ("QB", 50.0, 50.0)},
        register,
    )
    assert (found.opened, found.closed, found.changed_icb) == (("N",), ("C",), ("M",))
    assert at(found, "C")["why"] == "closed; taken over by N"
    assert at(found, "N")["why"] == "opened, after C"
    assert "moved from QA to QB" in str(at(found, "M")["why"])
    assert at(found, "C")["list_effect"] == -100.0
    assert found.by_icb()["QB"] == (0.0, 50.0)


def test_nought_on_one_side_is_all_need_and_no_error() -> None:
    found = diff({"A": ("QA", 0.0, 0.0)}, {"A": ("QA", 100.0, 90.0)})
    assert at(found, "A")["need_effect"] == 90.0
    assert at(found, "A")["change"] is None


WEIGHTS = st.lists(st.floats(min_value=1e4, max_value=3e6), min_size=3, max_size=3)


@given(WEIGHTS, WEIGHTS)
def test_effects_equal_working_the_year_twice_by_hand(old: list[float], new: list[float]) -> None:
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("Q1", "Q2", "Q3"),
        baseline_k=np.array([100.0, 250.0, 90.0]) * 1000,
        closing_target_k=np.array([110.0, 240.0, 95.0]) * 1000,
    )
    policy = Policy(growth_rate=0.03, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
    apart = np.array([0.0, 500.0, 20.0])
    effect = effect_on_allocations(year, policy, np.array(old), np.array(new), dispensing_k=apart)
    for weights, targets, amounts in (
        (old, effect.old_target_k, effect.old_allocation_k),
        (new, effect.new_target_k, effect.new_allocation_k),
    ):
        for number in range(3):
            share = weights[number] / sum(weights)
            target = (445_000.0 - 520.0) * share + float(apart[number])
            assert targets[number] == pytest.approx(target)
            grown = float(year.baseline_k[number]) * 1.03
            moved = min(0.005, max(-0.005, -0.2 * (grown / target - 1)))
            assert amounts[number] == pytest.approx(grown * (1 + moved), abs=0.5001)
    assert effect.old_target_k.sum() == pytest.approx(effect.new_target_k.sum())
    assert effect.share_change.tolist() == pytest.approx(
        [new[number] / sum(new) / (old[number] / sum(old)) - 1 for number in range(3)]
    )
    assert effect.gross_change_k == pytest.approx(np.abs(effect.allocation_change_k).sum())
    assert [abs(row["allocation_change_k"]) for row in effect.rows()] == sorted(
        (abs(change) for change in effect.allocation_change_k.tolist()), reverse=True
    )
    assert allocate(year, policy).allocation_k.shape == (3,)


def test_growth_that_all_have_is_no_change_in_share() -> None:
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=("Q1", "Q2"),
        baseline_k=np.array([100.0, 100.0]),
        closing_target_k=np.array([100.0, 100.0]),
    )
    policy = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
    effect = effect_on_allocations(year, policy, np.array([5.0, 5.0]), np.array([5.5, 5.5]))
    assert [row["share_change"] for row in effect.rows()] == pytest.approx([0.0, 0.0], abs=1e-12)
    assert [row["weighted_change"] for row in effect.rows()] == pytest.approx([0.1, 0.1])


def test_part_of_england_gives_no_pounds_and_says_why() -> None:
    rows: Rows = {"A": ("QHL", 100.0, 100.0)}
    with pytest.raises(BadInput, match="file of all England"):
        effect_in_year(diff_practice_files(file(rows), file(rows)), "2025/26")
    strange = diff({"A": ("QA", 1.0, 1.0)}, {"A": ("QA", 1.0, 1.0)})
    with pytest.raises(BadInput, match="ICBs that 2025/26 had not"):
        effect_in_year(strange, "2025/26")


def test_some_icbs_by_a_file_of_their_own(tmp_path: Path) -> None:
    """The rest of England stays, so a target moves as its own weighted population does."""
    path = tmp_path / "own.csv"
    path.write_text(
        "year,stream,icb_code,baseline_k,closing_target_k\n2025/26,core,QA,1000,1000\n2024/25,core,QA,1,1\n"
    )
    found = diff({"A": ("QA", 100.0, 100.0)}, {"A": ("QA", 100.0, 102.0)})
    effect = effect_by_file(found, "2025/26", path)
    assert effect.new_target_k.tolist() == pytest.approx([1020.0])
    assert effect.rows()[0]["share_change"] == pytest.approx(0.02)
    grown = 1043.7
    before, after = (min(0.005, max(-0.005, -0.2 * (grown / target - 1))) for target in (1000.0, 1020.0))
    assert effect.old_allocation_k[0] == pytest.approx(grown * (1 + before), abs=0.5)
    assert effect.new_allocation_k[0] == pytest.approx(grown * (1 + after), abs=0.5)
    with pytest.raises(BadInput, match="no row of core in 2026/27"):
        effect_by_file(found, "2026/27", path)
