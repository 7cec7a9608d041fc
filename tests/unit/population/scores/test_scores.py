"""Scores against checked cases, and against a slow second version that asks each person for each condition."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.codelists import Codelist, codelist, match_codes
from commonweal.population.scores import Score, age_points, bundled_scores, read_score, score, ten_year_survival
from commonweal.problems import BadInput

NAMES = {
    "charlson": "charlson_1987",
    "quan2011": "charlson_quan_2011",
    "shmi_v1.35_2020": "charlson_shmi_1_35",
    "elixhauser_vw": "elixhauser_van_walraven",
    "elixhauser_swiss": "elixhauser_swiss",
}


def mask_of(codes: list[str], listed: Codelist) -> list[int]:
    words = [0] * listed.masks
    for match in match_codes(listed, codes):
        words = [word | mine for word, mine in zip(words, match.masks, strict=True)]
    return words


def total(name: str, codes: list[str], **given: object) -> float:
    made = score(name)
    listed = codelist(made.codelist_name)
    return float(made.of([mask_of(codes, listed)], listed, **given).value[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codes", "name", "expected"),
    [
        (["I130"], "elixhauser_van_walraven", 7),
        (["I12.0"], "elixhauser_van_walraven", 5),
        (["k70.3"], "elixhauser_van_walraven", 11),
        (["B20"], "charlson_quan_2011", 4),
        (["B20"], "charlson_1987", 6),
        (["E112", "E119"], "charlson_1987", 2),
        (["C509", "C787"], "charlson_1987", 6),
        (["I252"], "charlson_1987", 1),
        ([], "charlson_1987", 0),
        ([""], "charlson_1987", 0),
        (["F00.1", "F009", "G81"], "hospital_frailty", 11.5),
    ],
)  # fmt: skip
def test_checked_cases(codes: list[str], name: str, expected: float) -> None:
    given = {"age": [80]} if score(name).age_from else {}
    assert total(name, codes, **given) == pytest.approx(expected, abs=1e-12)


def test_every_published_case(population_cases: Path) -> None:
    oracle = json.loads((population_cases / "comorbidity" / "charlson_elixhauser.json").read_text())
    for case in oracle["cases"]:
        found = total(NAMES[case["w"]], case["codes"])
        assert found == case["expect"], case
        if "age" in case:
            with_age = found + float(age_points(case["age"]))
            assert with_age == case["age_adj"]
            assert float(ten_year_survival(with_age)) == pytest.approx(case["survival_10yr"], abs=5e-8)


def test_codes_and_weights_are_those_of_the_oracle(population_cases: Path) -> None:
    oracle = json.loads((population_cases / "comorbidity" / "charlson_elixhauser.json").read_text())
    for key, name in [
        ("charlson_icd10_quan", "charlson_icd10_quan"),
        ("elixhauser_icd10_quan", "elixhauser_icd10_quan"),
    ]:
        groups = list(oracle["mappings"][key].values())
        listed = codelist(name)
        for condition, codes in zip(listed.conditions, groups, strict=True):
            assert [code.code for code in listed.codes if code.condition == condition] == codes
    for key, name in NAMES.items():
        assert [int(weight) for weight in score(name).weights.values()] == list(oracle["weights"][key].values())
    double = oracle["multi_mapped_elixhauser_icd10_quan"]
    listed = codelist("elixhauser_icd10_quan")
    assert {code: mask_of([code], listed)[0].bit_count() for code in double} == dict.fromkeys(double, 2)


def test_sums_that_publications_state() -> None:
    assert float(sum(score("cambridge_20").weights.values())) == 16.33
    assert float(sum(score("hospital_frailty").weights.values())) == pytest.approx(173.2)
    assert len(score("hospital_frailty").weights) == 109
    assert len(score("cambridge_37").weights) == 37
    assert len(score("cambridge_modified_21").weights) == 21
    assert any(weight < 0 for weight in score("cambridge_modified_21").weights.values())


def test_electronic_frailty_cases(population_cases: Path) -> None:
    made = score("electronic_frailty")
    oracle = json.loads((population_cases / "reference" / "frailty.json").read_text())["efi"]
    assert len(made.weights) == 36
    for case in oracle["cases"]:
        value = case["n"] / made.divisor
        assert value == case["score"]
        assert made.bands[int(made.band_of(value))].name == case["band"]


def test_bands_of_hospital_frailty() -> None:
    made = score("hospital_frailty")
    assert [made.bands[band].name for band in made.band_of([4.9, 5, 15, 15.1])] == [
        "low",
        "intermediate",
        "intermediate",
        "high",
    ]


def test_no_score_outside_the_ages_it_was_made_for() -> None:
    listed = codelist("hospital_frailty_icd10")
    assert listed.masks == 2
    result = score("hospital_frailty").of(np.zeros((3, 2), np.int64), listed, age=[74, 75, math.nan])
    assert [math.isnan(value) for value in result.value] == [True, False, True]
    assert result.band.tolist() == [-1, 0, -1]
    with pytest.raises(BadInput, match="75 and over"):
        score("hospital_frailty").of(np.zeros((3, 2), np.int64), listed)


def test_a_codelist_without_a_condition_is_refused_or_told() -> None:
    listed = codelist("charlson_icd10_quan")
    with pytest.raises(BadInput, match="no code for some conditions"):
        score("elixhauser_swiss").of([0], listed)
    result = score("elixhauser_swiss").of([0], listed, every_condition=False)
    assert "obesity" in result.without_codes


def test_provenance_travels_with_the_result() -> None:
    listed = codelist("charlson_icd10_quan")
    result = score("charlson_shmi_1_35").of([0], listed)
    assert result.score.status == "draft"
    assert len(result.score.sha256) == 64
    assert result.codelist == listed.provenance


@pytest.mark.parametrize("name", ["charlson_1987", "elixhauser_swiss", "hospital_frailty"])
@given(data=st.data())
@settings(max_examples=25)
def test_slow_second_version(name: str, data: st.DataObject) -> None:
    made = score(name)
    listed = codelist(made.codelist_name)
    people = data.draw(st.lists(st.sets(st.sampled_from(listed.conditions)), min_size=1, max_size=8))
    masks = np.zeros((len(people), listed.masks), np.int64)
    for row, conditions in enumerate(people):
        for name_of in conditions:
            masks[row, listed.bits[name_of][0]] |= listed.bits[name_of][1]
    found = made.of(masks, listed, age=[90] * len(people)).value
    for conditions, value in zip(people, found, strict=True):
        assert value == pytest.approx(_slow(made, conditions), abs=1e-12)


def _slow(made: Score, conditions: set[str]) -> float:
    counted = conditions - {below for above, below in made.hierarchy if above in conditions}
    return float(sum(made.weights.get(name, 0) for name in counted)) / made.divisor


def test_every_bundled_score_loads_and_its_codelist_has_its_conditions() -> None:
    assert len(bundled_scores()) == 14
    for name in bundled_scores():
        made = score(name)
        if made.codelist_name:
            assert set(made.weights) <= set(codelist(made.codelist_name).conditions)
    assert set(score("cambridge_20").weights) == set(codelist("twenty_conditions_icd10").conditions)


def test_a_changed_weight_is_noticed(tmp_path: Path) -> None:
    from importlib.resources import files

    text = files("commonweal.population.scores").joinpath("data", "charlson_quan_2011.csv").read_text("utf-8")
    path = tmp_path / "charlson.csv"
    path.write_text(text.replace("aids,4", "aids,2"), "utf-8")
    with pytest.raises(BadInput, match="not those whose hash stands in the head"):
        read_score(path)
