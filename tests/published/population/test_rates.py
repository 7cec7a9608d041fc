"""Intervals, rates, proportions and means against the expected numbers of the reference package for public health."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from tests.published.population.expected_numbers import codes, column, read, same

from commonweal.population.statistics.direct_standardisation import directly_standardised_rate
from commonweal.population.statistics.indirect_standardisation import (
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
    reference_crude_rate,
)
from commonweal.population.statistics.intervals import byar, wilson
from commonweal.population.statistics.means import mean
from commonweal.population.statistics.proportions import proportion
from commonweal.population.statistics.rates import crude_rate, exact_is_used
from commonweal.population.statistics.repeat_events import directly_standardised_rate_of_repeats
from commonweal.population.statistics.slope_rows import TWO_STANDARD_ERRORS_EACH_WAY
from commonweal.population.statistics.standard_populations import standard_population
from commonweal.problems import BadInput

LEVELS = ((0.95, "95_0"), (0.998, "99_8"))


def test_byar_and_wilson(population_cases: Path) -> None:
    rows = read(population_cases, "Byars_Wilson__B_W.csv")
    assert {row["method"] for row in rows} == {"Byars", "Wilson"}
    for row in rows:
        confidence = float(row["confidence"].rstrip("%"))
        if row["method"] == "Byars":
            limits = byar(float(row["x"]), confidence=confidence)
        else:
            limits = wilson(float(row["x"]), float(row["n"]), confidence=confidence)
        same([limits.lower, limits.upper], [column([row], "lowercl")[0], column([row], "uppercl")[0]])


def test_crude_rates(population_cases: Path) -> None:
    rows = read(population_cases, "Rate__Rate.csv")
    events, multiplier = column(rows, "Numerator"), column(rows, "multiplier")
    for confidence, level in LEVELS:
        for per in np.unique(multiplier):
            chosen = [row for row in rows if float(row["multiplier"]) == per]
            rate = crude_rate(
                column(chosen, "Numerator"), column(chosen, "Denominator"), multiplier=per, confidence=confidence
            )
            same(rate.value, column(chosen, "value"))
            same(rate.lower, column(chosen, f"lower{level}cl"))
            same(rate.upper, column(chosen, f"upper{level}cl"))
    named = [row["method"] for row in rows if row["method"]]
    assert named == ["Exact" if exact else "Byars" for exact in exact_is_used(events[~np.isnan(events)])]


def test_crude_rates_of_rows_summed_first(population_cases: Path) -> None:
    """The summed file holds each area of the other twice over, but for the last four."""
    rows = read(population_cases, "Rate__Rate_g.csv")
    half = np.array([1 if row["Area"] in ("Area09", "Area10", "Area11", "Area12") else 2 for row in rows])
    group = np.repeat(np.arange(len(rows)), half)
    events, people = column(rows, "Numerator") / half, column(rows, "Denominator") / half
    rate = crude_rate(np.repeat(events, half), np.repeat(people, half), group=group)
    same(rate.value, column(rows, "value"))
    same(rate.lower, column(rows, "lowercl"))
    same(rate.upper, column(rows, "uppercl"))


def test_proportions(population_cases: Path) -> None:
    rows = read(population_cases, "Proportion__Prop.csv")
    for confidence, level in LEVELS:
        for per in (1, 100):
            chosen = [row for row in rows if float(row["multiplier"]) == per]
            share = proportion(
                column(chosen, "Numerator"), column(chosen, "Denominator"), multiplier=per, confidence=confidence
            )
            same(share.value, column(chosen, "value"))
            same(share.lower, column(chosen, f"lower{level}cl"))
            same(share.upper, column(chosen, f"upper{level}cl"))


def test_proportions_of_rows_summed_first(population_cases: Path) -> None:
    rows = read(population_cases, "Proportion__Prop_g.csv")
    group = np.repeat(np.arange(len(rows)), 2)
    events, people = (np.repeat(column(rows, name) / 2, 2) for name in ("Numerator", "Denominator"))
    share = proportion(events, people, group=group)
    same(share.value, column(rows, "value"))
    same(share.lower, column(rows, "lowercl"))
    same(share.upper, column(rows, "uppercl"))


def test_child_measurement_programme(population_cases: Path) -> None:
    rows = read(population_cases, "NCMP_testdata.csv")
    assert len(rows) == 240
    share = proportion(column(rows, "Count"), column(rows, "Measured"), multiplier=100)
    same(share.value, column(rows, "Rate"))
    same(share.lower, column(rows, "LCL"))
    same(share.upper, column(rows, "UCL"))
    same((share.upper - share.lower) / TWO_STANDARD_ERRORS_EACH_WAY, column(rows, "SE"))


def test_means(population_cases: Path) -> None:
    rows, results = read(population_cases, "Mean__Mean.csv"), read(population_cases, "Mean__Mean_results.csv")
    _, group = codes(rows, "area")
    values = column(rows, "values")
    for confidence, level in LEVELS:
        by_area, of_all = mean(values, group=group, confidence=confidence), mean(values, confidence=confidence)
        for name, field in (
            ("value", "value"),
            ("total", "value_sum"),
            ("count", "value_count"),
            ("standard_deviation", "stdev"),
            ("lower", f"lower{level}cl"),
            ("upper", f"upper{level}cl"),
        ):
            same([*getattr(by_area, name), getattr(of_all, name)], column(results, field))


def test_directly_standardised_rates(population_cases: Path) -> None:
    rows = read(population_cases, "DSR_ISR__multiarea.csv")
    results = read(population_cases, "DSR_ISR__testresults_DSR.csv")
    areas, group = codes(rows, "area")
    weights = np.tile(standard_population().weights, len(areas))
    for confidence, level in LEVELS:
        for row, multiplier in zip(results[:4], (10_000, 10_000, 100_000, 100_000), strict=True):
            rate = directly_standardised_rate(
                column(rows, "count"), column(rows, "pop"), weights,
                group=group, multiplier=multiplier, confidence=confidence,
            )  # fmt: skip
            at = areas.index((row["area"],))
            for name, field in (
                ("value", "value"), ("lower", f"lower{level}cl"), ("upper", f"upper{level}cl"),
                ("events", "total_count"), ("population", "total_pop"),
            ):  # fmt: skip
                same([getattr(rate, name)[at]], column([row], field))
            assert rate.shown[at] == bool(row["value"])


def test_directly_standardised_rates_of_repeat_events(population_cases: Path) -> None:
    rows = read(population_cases, "DSR_ISR__nonindepe.csv")
    results = read(population_cases, "DSR_ISR__testresults_DSR.csv")[4:]
    areas, group = codes(rows, "area")
    people = np.column_stack([column(rows, f"f{times}") for times in (1, 2, 3, 4)])
    weights = np.tile(standard_population().weights, len(areas))
    for confidence, level in LEVELS:
        rate = directly_standardised_rate_of_repeats(
            people, column(rows, "pop"), weights, group=group, confidence=confidence
        )
        same(rate.value, column(results, "value"))
        same(rate.lower, column(results, f"lower{level}cl"))
        same(rate.upper, column(results, f"upper{level}cl"))
        same(rate.events, column(results, "total_count"))


def test_indirectly_standardised_ratios_and_rates(population_cases: Path) -> None:
    rows = read(population_cases, "DSR_ISR__multiarea_isr.csv")
    zero = read(population_cases, "DSR_ISR__err2.csv")
    reference = read(population_cases, "DSR_ISR__refdata.csv")
    observed = {
        row["area"]: float(row["total_count"]) for row in read(population_cases, "DSR_ISR__multiarea_lookup.csv")
    }
    observed["Area1"] = float(column(zero, "count").sum())
    areas, group = codes(rows, "area")
    expected = expected_events(
        column(rows, "pop"), column(rows, "refcount"), column(rows, "refpop"), group=group
    ).tolist()
    expected.append(
        float(expected_events(column(zero, "pop"), column(reference, "refcount"), column(reference, "refpop")))
    )
    by_area = dict(zip([area for (area,) in areas] + ["Area1"], expected, strict=True))
    results = read(population_cases, "DSR_ISR__testresults_ISR.csv")
    assert len(results) == 10
    for row in results:
        o, e = observed[row["area"]], by_area[row["area"]]
        assert exact_is_used(o) == (row["method"] == "Exact")
        same([o, e], [float(row["observed"]), float(row["expected"])])
        for confidence, level in LEVELS:
            size = float(row["statistic"].split()[-1].replace(",", ""))
            if row["ref_rate"]:
                crude = reference_crude_rate(
                    column(reference, "refcount"), column(reference, "refpop"), multiplier=size
                )
                same(crude, float(row["ref_rate"]))
                found = indirectly_standardised_rate(o, e, crude, confidence=confidence)
            else:
                found = indirectly_standardised_ratio(o, e, reference_value=size, confidence=confidence)
            same(found.value, float(row["value"]))
            if row[f"lower{level}cl"]:
                same([found.lower, found.upper], [float(row[f"{side}{level}cl"]) for side in ("lower", "upper")])


@pytest.mark.parametrize(
    ("file", "column_at_fault", "row"),
    [("err1", "events", 6), ("err2", "population", 2), ("err3", "population", 2), ("err4", "weights", None)],
)
def test_bad_rows_are_refused(population_cases: Path, file: str, column_at_fault: str, row: int | None) -> None:
    rows = read(population_cases, f"DSR_ISR__{file}.csv")
    weights = column(rows, "stdpop") if "stdpop" in rows[0] else standard_population().weights
    with pytest.raises(BadInput) as refused:
        directly_standardised_rate(column(rows, "count"), column(rows, "pop"), weights)
    assert {problem.column for problem in refused.value.problems} == {column_at_fault}
    if row:
        assert refused.value.problems[0].row == row


def test_standard_populations(population_cases: Path) -> None:
    held = json.loads((population_cases / "reference" / "esp2013.json").read_text())
    assert standard_population(19).weights.tolist() == held["esp2013_19"]
    ages = [int(band.rstrip("+").split("-")[0]) for band in held["bands_19"]]
    assert standard_population(19).first_ages.tolist() == ages
    with (population_cases / "reference" / "ncl_esp_2013.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert standard_population(21).weights.tolist() == [float(row["esp_weight"]) for row in rows]
