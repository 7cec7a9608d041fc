"""Every weight of every bundled score is that of the published file, condition by condition."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from commonweal.population.scores import score

MULTIMORBIDITY = {
    "cambridge_20": ("cms20_payne2020.csv", "general"),
    "cambridge_20_mortality": ("cms20_payne2020.csv", "mortality"),
    "cambridge_37": ("cms37_payne2020.csv", "general"),
    "cambridge_37_admissions": ("cms37_payne2020.csv", "admissions"),
    "cambridge_37_consultations": ("cms37_payne2020.csv", "consultations"),
    "cambridge_37_mortality": ("cms37_payne2020.csv", "mortality"),
    "cambridge_modified_21": ("cms21_modified_tsang2023.csv", "log_hazard_1yr_mortality"),
}
COMORBIDITY = {
    "charlson_1987": "charlson",
    "charlson_quan_2011": "quan2011",
    "charlson_shmi_1_35": "shmi_v1.35_2020",
    "elixhauser_van_walraven": "elixhauser_vw",
    "elixhauser_swiss": "elixhauser_swiss",
}
CHARLSON_NAMES = {
    "mi": "myocardial_infarction", "chf": "congestive_heart_failure", "pvd": "peripheral_vascular_disease",
    "cevd": "cerebrovascular_disease", "dementia": "dementia", "cpd": "chronic_pulmonary_disease",
    "rheumd": "rheumatic_disease", "pud": "peptic_ulcer_disease", "mld": "mild_liver_disease",
    "diab": "diabetes_without_complications", "diabwc": "diabetes_with_complications",
    "hp": "hemiplegia_or_paraplegia", "rend": "renal_disease", "canc": "cancer",
    "msld": "moderate_or_severe_liver_disease", "metacanc": "metastatic_solid_tumour", "aids": "aids",
}  # fmt: skip
ELIXHAUSER_NAMES = {
    "chf": "congestive_heart_failure", "carit": "cardiac_arrhythmias", "valv": "valvular_disease",
    "pcd": "pulmonary_circulation_disorders", "pvd": "peripheral_vascular_disorders",
    "hypunc": "hypertension_uncomplicated", "hypc": "hypertension_complicated", "para": "paralysis",
    "ond": "other_neurological_disorders", "cpd": "chronic_pulmonary_disease", "diabunc": "diabetes_uncomplicated",
    "diabc": "diabetes_complicated", "hypothy": "hypothyroidism", "rf": "renal_failure", "ld": "liver_disease",
    "pud": "peptic_ulcer_disease", "aids": "aids", "lymph": "lymphoma", "metacanc": "metastatic_cancer",
    "solidtum": "solid_tumour_without_metastasis", "rheumd": "rheumatoid_arthritis", "coag": "coagulopathy",
    "obes": "obesity", "wloss": "weight_loss", "fed": "fluid_and_electrolyte_disorders",
    "blane": "blood_loss_anaemia", "dane": "deficiency_anaemia", "alcohol": "alcohol_abuse", "drug": "drug_abuse",
    "psycho": "psychoses", "depre": "depression",
}  # fmt: skip


def bundled(name: str) -> dict[str, Decimal]:
    return dict(score(name).weights)


@pytest.mark.parametrize("name", MULTIMORBIDITY)
def test_cambridge_multimorbidity_scores(population_cases: Path, name: str) -> None:
    file, column = MULTIMORBIDITY[name]
    with (population_cases / "multimorbidity" / file).open(newline="") as lines:
        published = {row["condition"]: Decimal(row[column]) for row in csv.DictReader(lines) if row[column]}
    assert published
    assert bundled(name) == published


@pytest.mark.parametrize("name", COMORBIDITY)
def test_charlson_and_elixhauser(population_cases: Path, name: str) -> None:
    held = json.loads((population_cases / "comorbidity" / "charlson_elixhauser.json").read_text())["weights"]
    names = ELIXHAUSER_NAMES if name.startswith("elixhauser") else CHARLSON_NAMES
    assert bundled(name) == {names[short]: Decimal(str(weight)) for short, weight in held[COMORBIDITY[name]].items()}


def test_hospital_frailty(population_cases: Path) -> None:
    held = json.loads((population_cases / "comorbidity" / "hfrs.json").read_text())["weights"]
    assert len(held) == 109
    assert bundled("hospital_frailty") == {code.lower(): Decimal(str(weight)) for code, weight in held.items()}
