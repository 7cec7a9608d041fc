"""Whether a practice file holds the whole of an ICB: missing rows, exchanged headings, another year, the unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from commonweal.allocations.findings import Finding
from commonweal.allocations.membership import members_in_file
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_gate import gate_answer
from commonweal.allocations.place_report import place_report
from commonweal.allocations.practice_completeness import check_completeness
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns
from commonweal.answers import Verdict
from commonweal.problems import BadInput

POPULATION = [1000.25, 2000.5, 1500.75]
CORE = [1200.5, 1900.25, 1490.125]
PRIMARY = [1045.0, 1970.5, 1492.5]
ROW: dict[str, Any] = {
    "edition": "2025/26 February 2025",
    "year": "2025/26",
    "icb_code": "QHL",
    "practices": "3",
    "population": str(sum(POPULATION)),
    "core": str(sum(CORE)),
    "primary_medical": str(sum(PRIMARY)),
}
OLDER = ROW | {"edition": "2024/25", "year": "2024/25", "population": "4400", "core": "4500", "primary_medical": "4450"}


def published(icb: str) -> Sequence[dict[str, Any]]:
    return [OLDER, ROW] if icb == "QHL" else []


def file(year: str | None = "2025/26", **changes: list[object]) -> PracticeFile:
    columns: dict[str, list[object]] = {
        "practice": ["A1", "A2", "A3"],
        "icb": ["QHL"] * 3,
        "lad": ["E1", "E1", "E2"],
        "population": list(POPULATION),
        "wp_core": list(CORE),
        "wp_primary_medical": list(PRIMARY),
    }
    return practice_file_from_columns(columns | changes, year=year)


def checked(given: PracticeFile) -> list[Finding]:
    return check_completeness(given, given.areas["icb"].keys, published)


def without_last(given: list[Any]) -> list[object]:
    return list(given[:2])


SHORT: dict[str, list[object]] = {
    "practice": ["A1", "A2"],
    "icb": ["QHL"] * 2,
    "lad": ["E1", "E1"],
    "population": without_last(POPULATION),
    "wp_core": without_last(CORE),
    "wp_primary_medical": without_last(PRIMARY),
}


def test_a_whole_file_of_one_icb_is_whole() -> None:
    assert checked(file()) == []


def test_missing_rows_are_an_error_that_counts_the_people() -> None:
    [finding] = checked(file(**SHORT))
    assert (finding.kind, finding.severity) == ("icb_not_whole", "error")
    assert "1,501 people are missing" in finding.sentence
    assert "in 2 practices" in finding.sentence
    assert "in 3 in the published file of 2025/26" in finding.sentence
    assert "use the whole file of 2025/26" in finding.do
    assert finding.people == pytest.approx(1500.75)


def test_a_row_too_many_is_told_as_such() -> None:
    more = {name: [*values, values[-1]] for name, values in file_columns().items()}
    [finding] = checked(file(**{**more, "practice": ["A1", "A2", "A3", "A4"]}))
    assert "1,501 people are too many" in finding.sentence


def file_columns() -> dict[str, list[object]]:
    return {
        "practice": ["A1", "A2", "A3"],
        "icb": ["QHL"] * 3,
        "lad": ["E1", "E1", "E2"],
        "population": list(POPULATION),
        "wp_core": list(CORE),
        "wp_primary_medical": list(PRIMARY),
    }


def test_figures_rounded_to_whole_people_are_the_same_figures() -> None:
    rounded = {name: [round(value) for value in values] for name, values in
               (("population", POPULATION), ("wp_core", CORE), ("wp_primary_medical", PRIMARY))}  # fmt: skip
    assert checked(file(**rounded)) == []


def test_a_small_practice_missing_from_exact_figures_is_found() -> None:
    [finding] = checked(file(population=[1000.25, 2000.5, 1500.25]))
    assert "0.50 people are missing" in finding.sentence


def test_core_exchanged_with_primary_medical_is_told_by_its_sum() -> None:
    [finding] = checked(file(wp_core=list(PRIMARY), wp_primary_medical=list(CORE)))
    assert finding.severity == "error"
    assert "overall core sums to 4,508, not 4,591" in finding.sentence
    assert "the sum of overall primary medical care: the headings look exchanged" in finding.sentence


def test_a_file_of_another_year_is_told_as_that() -> None:
    [finding] = checked(file("2024/25"))
    assert finding.sentence == "The figures of QHL in columns in memory are those of 2025/26, not of 2024/25."


def test_a_blank_figure_is_a_missing_figure_and_no_second_thing() -> None:
    assert checked(file(wp_core=[1200.5, None, 1490.125])) == []
    short = file(**{**SHORT, "wp_core": [1200.5, None]})
    assert [finding.kind for finding in checked(short)] == ["icb_not_whole"]


def test_an_unknown_year_leaves_it_open_and_says_whose_sums_they_are() -> None:
    [finding] = checked(file(None))
    assert (finding.kind, finding.severity) == ("completeness_not_checked", "warning")
    assert "could not be checked: its year is not known. Its sums are those of 2025/26." in finding.sentence
    partition = partition_practices(file(None), members_in_file(file(None), "lad")).with_findings([finding])
    assert partition.verdict is Verdict.INSUFFICIENT_DATA
    answer = gate_answer(partition)
    assert "whether it has every practice could not be checked" in answer.sentence
    assert len(answer.unknowns) == 1


def test_a_year_without_published_sums_leaves_it_open() -> None:
    [finding] = checked(file("2031/32"))
    assert "nothing is published of them for 2031/32" in finding.sentence


@pytest.mark.parametrize("code", ["QZW", "QHL"])
def test_a_fictional_icb_is_noted_and_passes(code: str) -> None:
    given = file(None, icb=[code] * 3, icb_name=["Wealdmarch (fictional)"] * 3)
    [finding] = check_completeness(given, [code], lambda icb: [])
    assert (finding.kind, finding.severity) == ("completeness_not_checked", "note")


def test_the_report_fails_on_a_file_with_rows_missing_and_says_why() -> None:
    given = file(**SHORT)
    report = place_report(given, members_in_file(given, "lad"), icb="QHL")
    assert report.verdict is Verdict.FAIL
    assert [finding.kind for finding in report.findings] == ["icb_not_whole"]
    assert "but the file is not as published" in gate_answer(report.partition).sentence


def test_regions_under_the_heading_of_icbs_are_told() -> None:
    given = file(icb=["Y60"] * 3, region=["QHL"] * 3)
    [finding] = [each for each in given.findings if each.kind == "headings_exchanged"]
    assert finding.severity == "error"
    assert "none of England's ICBs (Y60)" in finding.sentence
    assert "ICBs stand under the heading of the region" in finding.sentence


@pytest.mark.parametrize("code", ["Y60", "Midlands"])
def test_regions_alone_where_icbs_should_be_are_told(code: str) -> None:
    [finding] = [each for each in file(icb=[code] * 3).findings if each.kind == "headings_exchanged"]
    assert "they are NHS regions" in finding.sentence


def test_a_district_s_code_and_name_exchanged_are_told() -> None:
    given = file(lad=["Birmingham", "Birmingham", "Solihull"], lad_name=["E08000025", "E08000025", "E08000029"])
    [finding] = [each for each in given.findings if each.kind == "headings_exchanged"]
    assert finding.severity == "warning"
    assert "the local authority district's code and name look exchanged" in finding.sentence


def test_codes_of_one_s_own_are_no_exchange() -> None:
    given = file(icb=["QA"] * 3, icb_name=["QA"] * 3, lad=["E1", "E1", "E2"], lad_name=["Town", "Town", "Dale"])
    assert [each for each in given.findings if each.kind == "headings_exchanged"] == []


def test_asking_for_an_icb_where_regions_stand_leads_to_the_headings() -> None:
    given = file(icb=["Y60"] * 3, region=["QHL"] * 3)
    with pytest.raises(BadInput, match="Look at the headings first: The column of ICBs holds none"):
        partition_practices(given, members_in_file(given, "lad"), icb="QHL")
