"""Codelists: what codes mean, and what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commonweal.population.codelists import (
    bundled_codelists,
    codelist,
    match_codes,
    read_codelist,
    rules,
)
from commonweal.problems import BadInput

HEAD = "# name: mine\n# version: 1\n# source: ours\n# status: local\n# conditions: asthma copd\n"
COLUMNS = "code,system,match,role,condition,term,valid_from,valid_to\n"


def written(folder: Path, rows: str, head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text(head + COLUMNS + rows, "utf-8")
    return path


def test_codes_compare_in_capitals_and_without_the_dot() -> None:
    listed = codelist("twenty_conditions_icd10")
    met = match_codes(listed, ["i11.9", "I119", " I11.9 ", "I11", "I11.0", "", None, "zz"])
    assert sorted(match.code for match in met) == [" I11.9 ", "I119", "i11.9"]
    assert {match.masks for match in met} == {(1,)}


def test_codes_of_hospital_records_are_known() -> None:
    listed = codelist("twenty_conditions_icd10")
    padded = ["I10X", "I10.X", "E1190", "E11.90", "I64", "I64X", "C61", "M5459", "M545", "k5900"]
    assert sorted(match.code for match in match_codes(listed, padded)) == sorted(padded)
    assert match_codes(listed, ["X10X", "E11", "E11X", "E1", "XXXX"]) == ()


def test_an_exact_code_is_met_with_its_filler_and_no_longer_one(tmp_path: Path) -> None:
    listed = read_codelist(written(tmp_path, "J45,icd10,exact,,asthma,,,\nJ44X,icd10,exact,,copd,,,\n"))
    met = match_codes(listed, ["J45", "J45X", "j45.x", "J459", "J44", "J44.X", "J440"])
    assert sorted(match.code for match in met) == ["J44", "J44.X", "J45", "J45X", "j45.x"]


def test_missing_code_sets_nothing_even_with_an_empty_prefix(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no code"):
        read_codelist(written(tmp_path, ",icd10,prefix,,asthma,,,\nJ44,icd10,prefix,,copd,,,\n"))


def test_capitals_are_part_of_a_ctv3_code(tmp_path: Path) -> None:
    listed = read_codelist(written(tmp_path, "H33..,ctv3,exact,,asthma,,,\nXE0Uc,ctv3,exact,,copd,,,\n"))
    assert [match.code for match in match_codes(listed, ["H33..", "H33", "xe0uc", "XE0Uc"], system="ctv3")] == [
        "H33..",
        "XE0Uc",
    ]
    assert match_codes(listed, ["H33.."], system="icd10") == ()


def test_every_fault_is_told_by_row(tmp_path: Path) -> None:
    rows = "J45,icd9,prefix,,asthma,,,\nJ45,icd10,starts,,asthma,,2025-13-01,\n"
    rows += "J44,icd10,,,emphysema,,2025-01-01,2024-01-01\n"
    with pytest.raises(BadInput) as caught:
        read_codelist(written(tmp_path, rows))
    told = "\n".join(str(problem) for problem in caught.value.problems)
    for words in ("row 7", "icd9", "row 8", "starts", "2025-13-01", "row 9", "emphysema", "ends before it begins"):
        assert words in told
    assert "no code says that anybody has this condition" in told


def test_bits_are_part_of_the_version() -> None:
    listed = codelist("twenty_conditions_icd10")
    assert listed.bits["hypertension"] == (0, 1)
    assert listed.bits["epilepsy"] == (0, 1 << 19)
    assert codelist("hospital_frailty_icd10").bits[codelist("hospital_frailty_icd10").conditions[62]] == (1, 1)


def test_every_bundled_list_has_a_head_and_its_own_hash() -> None:
    for name in bundled_codelists():
        provenance = codelist(name).provenance
        assert provenance.name == name
        assert provenance.source
        assert len(provenance.sha256) == 64
    assert {name: len(codelist(name).codes) for name in bundled_codelists()} == {
        "charlson_icd10_australian": 182,
        "charlson_icd10_quan": 289,
        "charlson_icd10_swedish": 267,
        "elixhauser_icd10_quan": 399,
        "hospital_frailty_icd10": 109,
        "twenty_conditions_icd10": 87,
    }


def test_register_ages_are_those_published(population_cases: Path) -> None:
    with (population_cases / "reference" / "ncl_ltc_register_denominator_rules.csv").open() as file:
        published = [(int(row["min_age"]), row["max_age"]) for row in csv.DictReader(file)]
    ours = [
        (rule.age_from or 0, "" if rule.age_to is None else str(rule.age_to))
        for rule in rules("rules_registers").by_condition.values()
    ]
    assert ours == published


def test_no_such_list() -> None:
    with pytest.raises(BadInput, match="expected charlson_icd10_australian"):
        codelist("quan")
