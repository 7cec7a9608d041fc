"""How far odd points are pulled in, and how few practices are not compared, are data with a source and a status."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonweal.population.statistics import over_dispersion, proportion_dispersion
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.problems import BadInput

EVENTS, PEOPLE = [30, 60, 10, 45, 52, 8, 99], [100, 110, 90, 100, 300, 60, 120]


def test_rules_stand_in_the_pack_with_their_status_and_source() -> None:
    rules = comparison_rules()
    assert (rules.pulled_in, rules.least_for_dispersion, rules.least_practices) == ((0.1, 0.9), 3, 2)
    assert rules.words["pulled_in_share"].startswith("Share of the scores at each end")
    assert "10% (in use; Spiegelhalter and others" in rules.words["pulled_in_share"]
    assert rules.words["least_for_gradient"].endswith("10 (a choice of this project, draft)")


@pytest.mark.parametrize(
    ("module", "measure"),
    [
        (proportion_dispersion, proportion_dispersion.proportion_dispersion),
        (over_dispersion, over_dispersion.over_dispersion_by_pulling_in),
    ],
    ids=["proportions", "ratios"],
)
def test_over_dispersion_is_measured_by_the_rules(module, measure, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = measure(EVENTS, PEOPLE)
    other = replace(comparison_rules(), pulled_in_share=0.0, least_for_dispersion=7)
    monkeypatch.setattr(module, "comparison_rules", lambda: other)
    assert measure(EVENTS, PEOPLE).dispersion > usual.dispersion
    with pytest.raises(BadInput, match="7 providers at least"):
        measure(EVENTS[:6], PEOPLE[:6])
