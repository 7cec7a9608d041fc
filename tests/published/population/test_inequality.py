"""Slope and relative index, concentration index and gaps against the expected numbers."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.published.population.expected_numbers import Rows, codes, column, read, same

from commonweal.population.statistics.concentration_index import concentration_index
from commonweal.population.statistics.gaps import gaps
from commonweal.population.statistics.slope_draws import Draws
from commonweal.population.statistics.slope_index import SlopeIndex, slope_index
from commonweal.population.statistics.slope_rows import Scale
from commonweal.problems import BadInput

SCALES = {"0": Scale.VALUE, "1": Scale.RATE, "2": Scale.PROPORTION}


def blocks(population_cases: Path) -> list[Rows]:
    """The file cut where the test or the area changes."""
    rows = read(population_cases, "SII__SII.csv")
    return [list(block) for _, block in groupby(rows, lambda row: (row["TestDescription"], row["Area"]))]


def with_results(population_cases: Path) -> list[Rows]:
    return [block for block in blocks(population_cases) if block[0]["sii"]]


def levels(block: Rows) -> list[float]:
    """The confidence of each pair of limits; the column of that name is wrong where the description names another."""
    described = block[0]["TestDescription"].lower()
    if "95 and 98" in described or "95% and 98%" in described:
        return [95, 98]
    if "98%" in described:
        return [98]
    return {"95": [95.0], "99": [99.0], "c(95, 99)": [95.0, 99.0]}[block[0]["Confidence"]]


def worked(block: Rows, **options: Any) -> SlopeIndex:
    described = block[0]["TestDescription"]
    multiplier = (
        -100 if "x -100" in described else 100 if "x 100" in described else -1 if "negative" in described else 1
    )
    return slope_index(
        column(block, "Value"),
        column(block, "Population"),
        quantile=column(block, "Quantile"),
        lower=column(block, "LowerCL"),
        upper=column(block, "UpperCL"),
        scale=SCALES[block[0]["ValueType"]],
        transform="transform" in described,
        multiplier=multiplier,
        **options,
    )


def test_every_point(population_cases: Path) -> None:
    chosen = with_results(population_cases)
    assert len(chosen) == 44
    for block in chosen:
        found = worked(block)
        same(found.slope.value, float(block[0]["sii"]))
        if block[0]["rii"]:
            same(found.relative.value, float(block[0]["rii"]))
        if block[0]["Intercept"]:
            same(found.intercept, float(block[0]["Intercept"]))


def largest_distance(block: Rows, found: SlopeIndex, pair: int) -> float:
    """Between our limits and the simulated ones, as a fraction of the simulated width."""
    worst = 0.0
    for name, estimate in (("sii", found.slope), ("rii", found.relative)):
        low, high = (column(block[:1], f"{name}_{side}cl_{pair}")[0] for side in ("lower", "upper"))
        if not np.isnan(low):
            worst = max(worst, abs(float(estimate.lower) - low) / (high - low))
            worst = max(worst, abs(float(estimate.upper) - high) / (high - low))
    return worst


def test_closed_form_limits_lie_by_the_simulated_ones(population_cases: Path) -> None:
    """Measured: 0.68% of the width for the slope, 0.92% for the ratio; both are chance in the simulation."""
    compared, worst = 0, 0.0
    for block in with_results(population_cases):
        if block[0]["sii_lowercl_1"]:
            compared += 1
            for pair, confidence in enumerate(levels(block), start=1):
                worst = max(worst, largest_distance(block, worked(block, confidence=confidence), pair))
    assert compared == 42
    assert worst < 0.01


def test_drawn_limits_lie_by_the_simulated_ones(population_cases: Path) -> None:
    for block in with_results(population_cases):
        if block[0]["sii_lowercl_1"]:
            draws = Draws(seed=20261122, number=int(block[0]["Repetitions"]))
            for pair, confidence in enumerate(levels(block), start=1):
                assert largest_distance(block, worked(block, confidence=confidence, draws=draws), pair) < 0.02


@pytest.mark.parametrize(
    ("described", "at_fault"),
    [
        ("negative populations", {("population", 2)}),
        ("negative counts/standard error", {("standard_error", 3)}),
        ("invalid proportion in CLs", {("upper", 4), ("lower", 7)}),
        ("missing value field", {("values", None)}),
        ("missing confidence limits and se", {(side, row) for side in ("lower", "upper") for row in range(1, 6)}),
        ("warning handling - missing populations", {("population", 5)}),
    ],
)
def test_blocks_that_must_be_refused(population_cases: Path, described: str, at_fault: set[tuple[str, int]]) -> None:
    (block,) = [block for block in blocks(population_cases) if described in block[0]["TestDescription"]]
    limits = {"lower": column(block, "LowerCL"), "upper": column(block, "UpperCL")}
    if "standard error" in described:
        limits = {"standard_error": column(block, "StandardError")}
    with pytest.raises(BadInput) as refused:
        slope_index(
            column(block, "Value"),
            column(block, "Population"),
            scale="proportion" if "proportion" in described else "value",
            **limits,  # type: ignore[arg-type]
        )
    told = {(problem.column, problem.row) for problem in refused.value.problems}
    assert at_fault <= told
    assert {name for name, _ in told} == {name for name, _ in at_fault}


def test_more_than_ten_quantiles_are_noted(population_cases: Path) -> None:
    (block,) = [block for block in blocks(population_cases) if "large number" in block[0]["TestDescription"]]
    found = worked(block)
    assert "15 quantiles" in found.notes[0]
    assert found.slope.shown


def test_mortality_by_fifth_over_six_years(population_cases: Path) -> None:
    """The file has no expected result: all years together must equal each year alone."""
    rows = read(population_cases, "DSR_testdata.csv")
    years, group = codes(rows, "Period")
    columns = {name: column(rows, name) for name in ("value", "total_pop", "lowercl", "uppercl", "Quintile")}

    def index(of: Any, **grouped: Any) -> SlopeIndex:
        return slope_index(
            columns["value"][of], columns["total_pop"][of], quantile=columns["Quintile"][of], scale="rate",
            lower=columns["lowercl"][of], upper=columns["uppercl"][of], **grouped,
        )  # fmt: skip

    together = index(slice(None), group=group)
    assert together.slope.shown.all()
    for year in range(len(years)):
        alone = index(group == year)
        for name in ("value", "lower", "upper"):
            same(getattr(together.slope, name)[year], getattr(alone.slope, name))
            same(getattr(together.relative, name)[year], getattr(alone.relative, name))


def test_concentration_gaps_and_slopes_of_real_conditions(population_cases: Path) -> None:
    cases = json.loads((population_cases / "inequality" / "inequality_cases.json").read_text())["cases"]
    assert len(cases) == 23
    for case in cases:
        values, people = np.array(case["value"]), np.array(case["population"])
        slope = slope_index(values, people, standard_error=np.zeros(len(values)))
        found = gaps(values, people)
        index = concentration_index(values, people, bounds=(0, 1) if "erreygers" in case else None)
        near = {"rtol": 1e-9, "atol": 1e-13}
        np.testing.assert_allclose(slope.slope.value, case["sii"], **near)
        np.testing.assert_allclose(slope.relative.value, case["rii_ratio"], **near)
        np.testing.assert_allclose(slope.intercept, case["intercept"], **near)
        np.testing.assert_allclose(found.absolute.value, case["gap_abs"], **near)
        np.testing.assert_allclose(found.relative.value, case["gap_rel"], **near)
        np.testing.assert_allclose(found.attributable.value, case["par_fraction_vs_least"], **near)
        np.testing.assert_allclose(index.plain.value, case["concentration_index"], **near)
        if index.erreygers and index.wagstaff:
            np.testing.assert_allclose(index.erreygers.value, case["erreygers"], **near)
            np.testing.assert_allclose(index.wagstaff.value, case["wagstaff"], **near)
