"""Quantiles against the expected numbers, and against every published tenth of deprivation."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from tests.published.population.expected_numbers import codes, column, read

from commonweal.population.statistics.quantiles import quantile_of_rank, quantiles
from commonweal.problems import BadInput

NUMBERS = {"Quartile": 4, "Septile": 7, "Decile": 10}
GROUPED_BY = {"None": ("GroupSet",), "IndSex": ("IndSexRef",), "IndSexReg": ("Test", "IndSexRef", "ParentCode")}
LOWEST_FIRST = ("RAG - High is good", "False")
"""How the file says that the lowest value of an indicator is to be ranked first, where indicators stand apart."""


@pytest.mark.parametrize("by", list(GROUPED_BY))
def test_every_area(population_cases: Path, by: str) -> None:
    every = read(population_cases, "Quantiles__Quantiles.csv")
    rows = [row for row in every if row["GroupSet"] == by and row["Test"] != "BadPolarity"]
    _, group = codes(rows, *GROUPED_BY[by])
    (name,) = {row["QuantileNm"] for row in rows}
    upward = np.array([by != "None" and row["Polarity"] in LOWEST_FIRST for row in rows])
    found = quantiles(column(rows, "Value"), NUMBERS[name], group=group, lowest_first=upward)
    expected = np.nan_to_num(column(rows, "QuantileInGrp")).astype(int)
    assert found.quantile.tolist() == expected.tolist()
    assert (found.reason == 0).tolist() == (expected > 0).tolist()
    assert found.rank.tolist() == np.nan_to_num(column(rows, "RankinGrp")).astype(int).tolist()


def test_one_group_in_two_directions_is_refused(population_cases: Path) -> None:
    rows = [row for row in read(population_cases, "Quantiles__Quantiles.csv") if row["Test"] == "BadPolarity"]
    values, upward = column(rows, "Value"), np.array([row["Polarity"] == "True" for row in rows])
    with pytest.raises(BadInput, match="group 0 is ranked in both directions"):
        quantiles(values, 7, lowest_first=upward)
    assert quantiles(values, 7).quantile.tolist() == column(rows, "QuantileInGrp").tolist()


@pytest.mark.parametrize(("file", "areas"), [("imd2025_lsoa21.csv.gz", 33_755), ("imd2019_lsoa11.csv.gz", 32_844)])
def test_every_published_tenth_of_deprivation(data_folder: Path, file: str, areas: int) -> None:
    with gzip.open(data_folder / file, "rt", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == areas
    domains = [name.removesuffix("_decile") for name in rows[0] if name.endswith("_decile")]
    assert len(domains) == 8
    for domain in domains:
        found = quantile_of_rank(column(rows, f"{domain}_rank"), 10, of=areas)
        assert found.tolist() == column(rows, f"{domain}_decile").astype(int).tolist()
