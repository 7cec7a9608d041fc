"""From files to the whole report: amounts, spend, movement, notes and verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.place_amounts import Amounts, published_amounts, read_amounts
from commonweal.allocations.place_budget import STREAM_NAMES, IcbAmount
from commonweal.allocations.place_report import PlaceReport, place_report
from commonweal.allocations.place_spend import PlaceSpend, read_spend
from commonweal.allocations.policy import Pace, Policy
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.answers import Verdict
from commonweal.problems import BadInput

POLICY = Policy(growth_rate=0.0, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))


def file(**changes: list[object]) -> PracticeFile:
    columns: dict[str, list[object]] = {
        "practice": ["A1", "A2"],
        "icb": ["QA", "QA"],
        "population": [1000, 1000],
        "wp_core": [1200, 800],
        "wp_primary_medical": [1000, 1000],
    }
    return practice_file_from_columns(columns | changes, year="2025/26")


MEMBERS = members_from_pairs([("A1", "N"), ("A2", "S")])
AMOUNTS = Amounts(
    "2025/26",
    (
        IcbAmount("QA", "core", 1_000_000_00, 1_100_000_00),
        IcbAmount("QA", "primary_medical", 200_000_00, None, 0.1),
        IcbAmount("QA", "pod", 50_000_00),
    ),
    "a test",
)


def report(spend: PlaceSpend | None = None, **changes: object) -> PlaceReport:
    given: dict[str, object] = {"amounts": AMOUNTS, "spend": spend, "policies": {"core": POLICY}}
    return place_report(file(), MEMBERS, **(given | changes))  # type: ignore[arg-type]


def test_rows_hold_indices_and_pounds_of_both_streams() -> None:
    first = report().rows()[0]
    assert first["core_index_to_icb"] == pytest.approx(1.2)
    assert first["core_recurrent_gbp"] == 600_000
    assert first["core_total_gbp"] == 660_000
    assert first["core_recurrent_gbp_per_head"] == 600
    assert first["primary_medical_recurrent_gbp"] == 90_000
    assert first["primary_medical_total_gbp"] is None
    kept = {line.stream: line.recurrent_pence for line in report().budgets.lines if line.share is None}  # type: ignore[union-attr]
    assert kept == {"primary_medical": 20_000_00, "pod": 50_000_00}


def test_spend_of_every_place_gives_distance_and_pace() -> None:
    [moved] = report(PlaceSpend({("", "N", "core"): 500_000_00, ("QA", "S", "core"): 480_000_00})).movements
    assert moved.distance == pytest.approx((500 / 588 - 1, 480 / 392 - 1))
    assert moved.pace is not None
    assert sum(moved.pace.amount_pence) == 1_000_000_00
    assert moved.to_json()["growth"] == moved.pace.growth


def test_spend_of_one_place_missing_is_insufficient_data_not_nought() -> None:
    found = report(PlaceSpend({("", "N", "core"): 500_000_00}))
    assert found.verdict is Verdict.INSUFFICIENT_DATA
    [moved] = found.movements
    assert moved.distance == ()
    assert [finding.kind for finding in moved.findings] == ["spend_missing"]
    assert moved.rows()[1]["spend_pence"] is None


def test_spend_of_a_place_that_is_not_there_is_reported() -> None:
    spend = PlaceSpend({("", "N", "core"): 1, ("", "S", "core"): 1, ("", "W", "core"): 5, ("", "N", "pod"): 2})
    kinds = {finding.kind for finding in report(spend, policies={}).findings}
    assert kinds == {"spend_of_unknown_place", "stream_not_shared"}


def test_without_amounts_there_are_indices_and_a_plain_note() -> None:
    found = report(amounts=None)
    assert found.budgets is None
    assert found.to_json()["budgets"] is None
    assert any("no pounds" in note for note in found.notes)


def test_published_amounts_are_those_of_the_workbooks() -> None:
    found = {amount.stream: amount for amount in published_amounts("2025/26", ["QHL"]).amounts}
    assert list(found) == list(STREAM_NAMES)
    assert found["core"].recurrent_pence == 2_934_141_000_00
    assert found["primary_medical"].dispensing_fraction == pytest.approx(0.0, abs=0.005)
    assert 0 < found["core"].recurrent_pence < (found["core"].total_pence or 0)


def test_dispensing_is_nought_where_the_publisher_has_none_and_sums_to_the_known_total() -> None:
    icbs = ["QHL", "QKK", "QMF", "QMJ", "QOP", "QRV", "QWE"]
    for year in ("2023/24", "2024/25", "2025/26"):
        found = [amount for amount in published_amounts(year, icbs).amounts if amount.stream == "primary_medical"]
        assert [amount.dispensing_fraction for amount in found] == [0.0] * 7


def test_a_year_without_published_amounts_says_so() -> None:
    found = published_amounts("2022/23", ["QHL"])
    assert found.amounts == ()
    assert set(found.lacking) == set(STREAM_NAMES)


def test_amounts_of_ones_own_are_read_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "amounts.csv"
    header = "ICB,Stream,Year,Recurrent allocation (£k),total_allocation_k"
    path.write_text(f"{header}\nQA,Core,2025/26,1000.5,1100\nQA,core,2024/25,900,\n")
    found = read_amounts(path, year="2025/26")
    assert [(amount.recurrent_pence, amount.total_pence) for amount in found.amounts] == [(1_000_500_00, 1_100_000_00)]
    with pytest.raises(BadInput, match="an amount for core services already"):
        read_amounts(path)
    with pytest.raises(BadInput, match="no allocation of 2030/31"):
        read_amounts(path, year="2030/31")
    path.write_text("icb_code,stream,recurrent_allocation_k\nQA,dentistry,5\n")
    with pytest.raises(BadInput, match="no such stream"):
        read_amounts(path)


def test_spend_is_read_in_pounds_or_thousands(tmp_path: Path) -> None:
    path = tmp_path / "spend.csv"
    path.write_text('Place,Stream,Spend (£),Spend (£k)\nN,,"1,234.56",\nS,Primary medical care,,2.5\nW,core,,\n')
    spend = read_spend(path)
    assert spend.pence == {("", "N", "core"): 123456, ("", "S", "primary_medical"): 250000}
    assert spend.of("QA", "W", "core") is None
    assert spend.streams == ("core", "primary_medical")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Place,Spend (£)\nN,5\nN,6\n", "row 2 already"),
        ("Place,Spend (£)\nN,-5\n", "at least 0"),
        ("Place,Spend (£),Spend (£k)\nN,5,6\n", "differ"),
        ("Place,Stream,Spend (£)\nN,dentistry,5\n", "no such stream"),
        ("Place,Colour\nN,blue\n", "no column of spend"),
    ],
)
def test_spend_that_cannot_be_used_says_where_and_why(tmp_path: Path, body: str, words: str) -> None:
    path = tmp_path / "spend.csv"
    path.write_text(body)
    with pytest.raises(BadInput, match=words):
        read_spend(path)
