"""Control charts against the expected limits, charts, rules and icons of two published implementations."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from commonweal.population.statistics.chart_icons import Assurance, Improvement, assure
from commonweal.population.statistics.control_charts import Cause, control_chart
from commonweal.population.statistics.control_limits import LIMIT_IN_RANGES, NEAR_LIMIT, SCREEN_IN_RANGES
from commonweal.population.statistics.control_rules import run_reached, spread_back, trend_reached, two_in_three


@pytest.fixture
def cases(population_cases: Path) -> dict[str, Any]:
    return json.loads((population_cases / "spc" / "xmr_cases.json").read_text())


def nowhere(length: int) -> np.ndarray:
    return np.zeros(length, dtype=np.int64)


def test_constants(cases: dict[str, Any]) -> None:
    assert cases["constants"]["limit"] == LIMIT_IN_RANGES
    assert cases["constants"]["mr_outlier_screen"] == SCREEN_IN_RANGES
    assert cases["constants"]["near_limit"] == "2.66*2/3"
    assert NEAR_LIMIT == 2 / 3


def test_limits(cases: dict[str, Any]) -> None:
    for case in cases["xmr_limits"]:
        chart = control_chart(case["values"])
        found = [chart.mean, chart.lower, chart.upper, chart.near_lower, chart.near_upper]
        np.testing.assert_allclose([column[0] for column in found], case["expect"], rtol=1e-9)


def test_whole_charts(cases: dict[str, Any]) -> None:
    for case in cases["xmr_full"]:
        chart = control_chart(case["values"], fix_after_n=case.get("fix_after_n_points"))
        np.testing.assert_allclose([chart.mean[0], chart.lower[0], chart.upper[0]],
                                   [case["mean"], case["lpl"], case["upl"]], rtol=1e-9)  # fmt: skip
        values = np.array(case["values"])
        outside = (values > chart.upper) | (values < chart.lower)
        close = ((values > chart.near_upper) | (values < chart.near_lower)) & ~outside
        assert outside.astype(int).tolist() == case["outside"]
        assert close.astype(int).tolist() == case["close"]
        assert chart.special.astype(int).tolist() == case["special_cause"]


def test_rules(cases: dict[str, Any]) -> None:
    for case in cases["rule_seven_one_side"]:
        side = np.array(case["in"], dtype=np.int8)
        assert run_reached(side, nowhere(len(side))).astype(int).tolist() == case["out"]
    for case in cases["rule_part_of_seven"]:
        flags = np.array(case["in"], dtype=np.int8)
        assert spread_back(flags, nowhere(len(flags))).tolist() == case["out"]
    for case in cases["rule_seven_trend"]:
        values = np.array(case["in"], dtype=float)
        assert trend_reached(values, nowhere(len(values))).tolist() == case["out"]
    for case in cases["rule_two_in_three"]:
        close, side = np.array(case["close"], dtype=bool), np.array(case["sign"], dtype=np.int8)
        assert two_in_three(close, side, nowhere(len(side))).astype(int).tolist() == case["out"]


def test_two_in_three_on_opposite_sides(cases: dict[str, Any]) -> None:
    case = cases["two_in_three_opposite_sides"]
    found = control_chart(case["values"]).cause[-2:]
    assert [f"{Cause(int(cause)).name.lower()}_cause" for cause in found] == case["last_two_point_types"]


def test_assurance(cases: dict[str, Any]) -> None:
    for case in cases["assurance"]:
        found = assure(*(np.array([float(case[name])]) for name in ("target", "lpl", "upl")),
                       Improvement(case["direction"]))  # fmt: skip
        assert Assurance(int(found[0])).name.lower() == case["out"]


def test_many_series_at_once_equal_each_alone(population_cases: Path) -> None:
    with (population_cases / "spc" / "ae_attendances.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    names = sorted({(row["org_code"], row["type"]) for row in rows})
    code = {name: position for position, name in enumerate(names)}
    series = np.array([code[row["org_code"], row["type"]] for row in rows])
    when = np.array([row["period"] for row in rows], dtype="datetime64[D]")
    values = np.array([float(row["attendances"]) for row in rows])
    together = control_chart(values, series=series, when=when)
    for one in range(0, len(names), 40):
        chosen = np.flatnonzero(series == one)
        chosen = chosen[np.argsort(when[chosen])]
        alone = control_chart(values[chosen])
        np.testing.assert_allclose(together.upper[chosen], alone.upper)
        assert together.cause[chosen].tolist() == alone.cause.tolist()
        assert together.direction[chosen].tolist() == alone.direction.tolist()
