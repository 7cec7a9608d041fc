"""The run at the sizes it is made for: too long for every day. ``make scale`` runs them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from commonweal.population.runs.running import RunRequest, run_people
from commonweal.population.synthetic import synthesise

CHECKS: dict[int, dict[str, Any]] = {
    1_000_000: {
        "events": 6_237_067, "condition_events": 3_737_067, "rows": 24_509, "multimorbid": 193_886,
        "conditions": 847_783, "score": 502_681.0, "practice": 2_296_127.349, "decile": 184_389.190,
        "lower": 181_781.717, "segments": [18_728, 30_031, 58_380, 6_010, 102_283, 229_858, 554_710],
    },
    10_000_000: {
        "events": 62_397_901, "condition_events": 37_397_901, "rows": 245_878, "multimorbid": 1_943_875,
        "conditions": 8_485_482, "score": 5_023_360.6, "practice": 23_035_041.063, "decile": 184_797.996,
        "lower": 183_975.202, "segments": [186_315, 302_820, 581_218, 60_176, 1_029_698, 2_299_432, 5_540_341],
    },
    60_000_000: {
        "events": 374_991_523, "condition_events": 224_991_523, "rows": 1_473_601, "multimorbid": 11_692_332,
        "conditions": 51_042_177, "score": 30_238_170.8, "practice": 138_531_524.81, "decile": 184_692.017,
        "lower": 184_356.390,
        "segments": [1_122_858, 1_819_279, 3_499_993, 361_322, 6_183_183, 13_805_266, 33_208_099],
    },
}  # fmt: skip
"""The figures that every engine gives for the made-up people of the standard seed."""
MOST = max(int(os.environ.get("COMMONWEAL_SCALE_PEOPLE", "10000000")), 1_000_000)


@pytest.mark.parametrize("layout", ["by_person", "mixed"])
@pytest.mark.parametrize("people", [number for number in CHECKS if number <= MOST])
def test_check_figures(people: int, layout: str, tmp_path: Path) -> None:
    expected = CHECKS[people]
    made = synthesise(people, tmp_path / "made", layout=layout)
    assert (made.events, made.condition_events) == (expected["events"], expected["condition_events"])
    files = [tmp_path / "made" / f"{table}.parquet" for table in ("persons", "events")]
    run_people(RunRequest(*files, tmp_path / "result", threads=2, memory="4GB"))
    totals = json.loads((tmp_path / "result" / "internal" / "totals.json").read_text("utf-8"))
    assert totals["people"] == people
    assert totals["practice_age_sex_segment_rows"] == expected["rows"]
    assert [totals[name] for name in ("multimorbid", "conditions")] == [expected["multimorbid"], expected["conditions"]]
    assert round(totals["score"], 1) == expected["score"]
    assert list(totals["segments"].values()) == expected["segments"]
    assert totals["rates_by_practice"]["sum_of_rates"] == pytest.approx(expected["practice"], abs=0.005)
    assert totals["rates_by_imd_decile"]["sum_of_rates"] == pytest.approx(expected["decile"], abs=0.0005)
    assert totals["rates_by_imd_decile"]["sum_of_lower_limits"] == pytest.approx(expected["lower"], abs=0.0005)
