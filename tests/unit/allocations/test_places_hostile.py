"""Membership, spend and amounts that are wrong: refused with their rows, or reported, never passed over in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commonweal.allocations.membership import Membership, Spell, members_from_pairs
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_amounts import read_amounts
from commonweal.allocations.place_report import PlaceReport, place_report
from commonweal.allocations.place_spend import read_spend
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.answers import Verdict
from commonweal.problems import BadInput


def small(icb: str = "Q1", name: str = "One ICB") -> PracticeFile:
    return practice_file_from_columns(
        {
            "practice": ["P1", "P2"],
            "icb": [icb, icb],
            "icb_name": [name, name],
            "population": [100, 100],
            "wp_core": [120, 80],
        },
        year="2025/26",
    )


def write(tmp_path: Path, name: str, *lines: str) -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reported(tmp_path: Path, *spend: str) -> PlaceReport:
    amounts = write(tmp_path, "amounts.csv", "ICB,Stream,Recurrent allocation (£k)", "q1,Core Services,110")
    return place_report(
        small(),
        members_from_pairs([("P1", "North"), ("P2", "South")]),
        amounts=read_amounts(amounts, year="2025/26"),
        spend=read_spend(write(tmp_path, "spend.csv", "ICB,Place,Spend (£)", *spend)),
    )


def test_two_spellings_of_a_place_are_refused_with_their_rows(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        read_members(write(tmp_path, "m.csv", "Practice,Place", "P1,North", "P2,NORTH", "P3,North ", "P4,north"))
    assert [problem.row for problem in caught.value.problems] == [3, 5]


def test_codes_with_a_space_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="letters and digits without a space"):
        read_members(write(tmp_path, "m.csv", "Practice,Place", "A8 1001,North"))


def test_a_total_below_the_members_is_no_practice(tmp_path: Path) -> None:
    members = read_members(write(tmp_path, "m.csv", "Practice,Place", "P1,North", "P2,South", "Total,2"))
    assert {spell.practice for spell in members.spells} == {"P1", "P2"}
    report = place_report(small(), members)
    assert any('m.csv: Passed over as a total: row 4 ("Total").' in note for note in report.notes)


def test_names_with_line_breaks_become_one_line(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('Practice,Place,Place name\nP1,N,"North\n (old)"\n')
    assert read_members(path).name("N") == "North (old)"
    file = practice_file_from_columns(
        {"practice": ["P1"], "practice_name": ["The\nElms\x07"], "icb": ["Q1"], "population": [1], "wp_core": [1]}
    )
    assert file.practice_names == ("The Elms",)


def test_a_membership_of_other_practices_or_days_is_told_once_and_plainly() -> None:
    other = partition_practices(small(), members_from_pairs([("A81001", "North")], origin="m.csv"), icb="Q1")
    assert other.findings[0].kind == "nobody_matched"
    assert "None of the 1 practices in m.csv" in other.findings[0].sentence
    ended = Membership((Spell("P1", "North", date(2019, 4, 1), date(2020, 3, 31)),), origin="m.csv")
    for day, words in ((None, "without an end"), (date(2025, 4, 1), "on 2025-04-01")):
        gate = partition_practices(small(), ended, on=day)
        assert f"holds no membership {words}. Its days run from 2019-04-01 to 2020-03-31." in gate.findings[0].sentence
        assert gate.verdict is Verdict.FAIL


def test_a_remainder_may_not_have_the_name_of_a_place() -> None:
    with pytest.raises(BadInput, match="has the name of a place"):
        partition_practices(small(), members_from_pairs([("P1", "North")]), remainder="north")


def test_streams_years_and_codes_of_amounts_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "ICB,Stream,Year,Allocation (£k)", "q1,Core services,2025-26,100", "Total,,,100")
    (amount,) = read_amounts(path, year="2025/26").amounts
    assert (amount.icb, amount.stream, amount.recurrent_pence) == ("Q1", "core", 100_000_00)
    with pytest.raises(BadInput, match='no allocation of 2024/25 \\("2025/26"\\)'):
        read_amounts(path, year="2024/25")
    path = write(tmp_path, "a.csv", "ICB,Stream,Year,Allocation (£k)", "Q1,core,soon,100", "Q1,beer,2025/26,1")
    with pytest.raises(BadInput) as caught:
        read_amounts(path)
    assert [problem.row for problem in caught.value.problems] == [2, 3]


@pytest.mark.parametrize("cell", ["1e300", "-5", "NaN", "£12m"])
def test_amounts_that_cannot_be_are_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(BadInput, match="row 2"):
        read_spend(write(tmp_path, "s.csv", "Place,Spend (£)", f"North,{cell}"))
    with pytest.raises(BadInput, match="row 2"):
        read_amounts(write(tmp_path, "a.csv", "ICB,Stream,Allocation (£k)", f"Q1,core,{cell}"))


def test_spend_in_other_letters_of_the_icb_is_the_same_icb(tmp_path: Path) -> None:
    report = reported(tmp_path, "q1,North,60", "Q1,South,40", "Q1,Total,100")
    assert report.verdict is Verdict.PASS
    assert not report.findings
    assert any("Passed over as a total" in note for note in report.notes)


def test_spend_of_another_icb_or_place_is_told(tmp_path: Path) -> None:
    report = reported(tmp_path, "Q1,North,60", "Q1,South,40", "Q9,North,5", "Q1,West,5")
    told = [finding.sentence for finding in report.findings if finding.kind == "spend_of_unknown_place"]
    assert [sentence.split(" has ")[0] for sentence in told] == ["West of Q1", "North of Q9"]


def test_one_amount_in_thousands_among_pounds_stands_out(tmp_path: Path) -> None:
    report = reported(tmp_path, "Q1,North,60", "Q1,South,40000")
    assert {finding.kind for finding in report.findings} == {"absurd_spend"}


def test_pounds_that_are_of_other_icbs_are_said_to_be_not_known() -> None:
    report = place_report(small("QZZ"), members_from_pairs([("P1", "North"), ("P2", "South")]))
    assert report.budgets is None
    assert any(note.startswith("No allocation of QZZ is known for 2025/26") for note in report.notes)


def test_a_fictional_system_is_said_to_be_one() -> None:
    report = place_report(small(name="Made-up ICB (fictional)"), members_from_pairs([("P1", "N"), ("P2", "S")]))
    assert report.fictional[0].startswith("Made-up ICB is fictional")
    assert report.to_json()["notes"][0] == report.fictional[0]
    assert not place_report(small(), members_from_pairs([("P1", "N"), ("P2", "S")])).fictional
