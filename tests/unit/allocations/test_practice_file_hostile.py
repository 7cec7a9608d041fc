"""Practice files that are wrong in ways that figures alone give away: each is refused or reported, none believed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal.allocations.membership import members_from_pairs
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.practice_file import PracticeFile, practice_file_from_columns, read_practice_file
from commonweal.answers import Verdict
from commonweal.problems import BadInput

HEADER = "Practice_Code,ICB,LAD,Population,Final WP\n"


def read(tmp_path: Path, *rows: str, header: str = HEADER) -> PracticeFile:
    path = tmp_path / "practices.csv"
    path.write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
    return read_practice_file(path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("P2,U,E1,10,10", 'row 3, column "ICB": a placeholder'),
        ("P2,,E1,10,10", 'column "ICB": the cell is blank'),
        ("P 2,Q1,E1,10,10", "letters and digits without a space"),
        ("P2,Q1,E1,1e300,10", "at most 100,000,000"),
        ("P2,Q1,E1,-5,10", "the number is too small"),
        ("P2,Q1,E1,NaN,10", "not a number"),
        ("P2,Q1,E1,1e400,10", "too large"),
        ("P2,Q1,E1,45%,10", "a percentage"),
        ("P2,Q1,E1,01/04/2026,10", "not a number"),
        ("p1,Q1,E1,10,10", "in other letters"),
        ("P1,Q1,E1,10,10", "already"),
    ],
)
def test_a_bad_row_is_told_with_its_row(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(tmp_path, "P1,Q1,E1,10,10", row)
    assert told in str(caught.value)
    assert "row 3" in str(caught.value)


@pytest.mark.parametrize("word", ["Total", "ENGLAND", "Grand total:", " totals "])
def test_a_row_of_totals_is_passed_over_and_told(tmp_path: Path, word: str) -> None:
    file = read(tmp_path, "P1,Q1,E1,10,12", "P2,Q1,E1,30,28", f"{word},,,40,40")
    assert file.practices == ("P1", "P2")
    assert float(file.population.sum()) == 40
    assert [finding.kind for finding in file.findings] == ["file_note"]
    assert "row 4" in file.findings[0].sentence


@pytest.mark.parametrize("rows", [("P1,Q1,E1,0,5", "P2,Q1,E1,0,5"), ("P1,Q1,E1,5,0", "P2,Q1,E1,5,")])
def test_a_column_of_noughts_is_refused(tmp_path: Path, rows: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="holds nothing but nought"):
        read(tmp_path, *rows)


def test_codes_of_areas_are_in_capitals_however_they_are_typed(tmp_path: Path) -> None:
    file = read(tmp_path, "p1,q1,e1,10,10", "P2, Q1 ,E1,10,10")
    assert file.practices == ("P1", "P2")
    assert file.areas["icb"].keys == ("Q1",)
    assert file.areas["lad"].keys == ("E1",)


def test_how_the_file_was_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "practices.csv"
    path.write_bytes((HEADER + "P1,Q1,E1,10,10\n").replace("LAD", "Café").encode("cp1252"))
    assert "Windows-1252" in read_practice_file(path).findings[0].sentence
    file = read(tmp_path, "P1,Q1,E1,10,10,9", header=HEADER.strip() + ",Registered population\n")
    assert '"Population" was used for population, not "Registered population"' in file.findings[0].sentence
    assert file.population.tolist() == [10.0]


def columns(practices: int = 200) -> dict[str, list[object]]:
    draw = np.random.default_rng(7)
    people = draw.uniform(2_000, 20_000, practices)
    parts = {name: people * draw.uniform(0.6, 1.6, practices) for name in ("general_and_acute", "maternity")}
    parts["health_inequalities"] = people * draw.uniform(0.3, 2.5, practices)
    parts["primary_medical_need"] = people * draw.uniform(0.8, 1.2, practices)
    core = 0.8 * parts["general_and_acute"] + 0.1 * parts["maternity"] + 0.1 * parts["health_inequalities"]
    core *= draw.uniform(0.97, 1.1, practices)  # market forces, which no column holds
    medical = 0.85 * parts["primary_medical_need"] + 0.15 * parts["health_inequalities"]
    found: dict[str, list[object]] = {
        "practice": [f"P{number}" for number in range(practices)],
        "icb": ["Q1"] * practices,
        "population": people.tolist(),
        "wp_core": core.tolist(),
        "wp_primary_medical": medical.tolist(),
    }
    return found | {f"wp_{name}": values.tolist() for name, values in parts.items()}


def test_right_headings_are_left_alone() -> None:
    assert not practice_file_from_columns(columns()).findings


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("population", "wp_core", "error"),
        ("wp_health_inequalities", "wp_primary_medical_need", "warning"),
        ("wp_primary_medical", "wp_primary_medical_need", "warning"),
    ],
)
def test_exchanged_headings_are_found_out_by_the_figures(one: str, other: str, severity: str) -> None:
    given = columns()
    given[one], given[other] = given[other], given[one]
    file = practice_file_from_columns(given)
    assert [(finding.kind, finding.severity) for finding in file.findings] == [("headings_exchanged", severity)]
    everywhere = members_from_pairs((practice, "North") for practice in file.practices)
    gate = partition_practices(file, everywhere)
    assert gate.findings[0].kind == "headings_exchanged"
    assert gate.verdict is (Verdict.FAIL if severity == "error" else Verdict.PASS)


def test_a_year_that_the_file_contradicts_is_taken_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "places_2024_2025.csv"
    path.write_text(HEADER + "P1,Q1,E1,10,10\n")
    file = read_practice_file(path, year="2025/26")
    assert file.year == "2025/26"
    gate = partition_practices(file, members_from_pairs([("P1", "North")]))
    assert [finding.kind for finding in gate.findings] == ["year_contradicted"]
    assert "2024/25" in gate.findings[0].sentence
    assert not read_practice_file(path, year="2024/25").findings
