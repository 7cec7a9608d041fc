"""Tiers are judged by what happened after the score, and a group that is passed over is found."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from commonweal.population.risk import Design, FittedChances, evaluate_tier, fit_chances
from commonweal.problems import BadInput

DESIGN = Design(date(2024, 3, 31), date(2024, 4, 1), date(2025, 3, 31))


def made_people(seed: int, people: int = 20_000) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """A score that knows nothing of the extra risk of the most deprived fifth."""
    rng = np.random.default_rng(seed)
    fifth = rng.integers(1, 6, people)
    score = rng.gamma(2.0, 1.0, people)
    chance = 1 / (1 + np.exp(4 - score - 0.6 * (fifth == 1)))
    return score, (rng.random(people) < chance).astype(float), [str(number) for number in fifth]


def test_the_group_that_the_score_passes_over_is_found() -> None:
    score, outcome, _ = made_people(1)
    chances = fit_chances(score, outcome, outcome_to=date(2024, 3, 31))
    later, happened, fifth = made_people(2)
    found = evaluate_tier(later, happened, chances, DESIGN, share=0.05, divisions={"fifth": fifth})
    assert ("fifth", "1") in found.under_predicted
    assert not {("fifth", name) for name in "2345"} & set(found.under_predicted)
    everybody = found.groups["all"]
    assert 0.6 < float(everybody.c_statistic.value) < 0.9
    assert float(everybody.calibration.slope.value) == pytest.approx(1, abs=0.1)
    rows = found.shown().rows()
    assert [row["fifth"] for row in rows] == ["All", *"12345"]
    assert [row["under_predicted"] for row in rows] == [False, True, False, False, False, False]
    assert all(row["people"] % 5 == 0 for row in rows)


def test_small_groups_show_nothing() -> None:
    later, happened, fifth = made_people(3, 2000)
    fifth[:5] = [""] * 5
    found = evaluate_tier(
        later, happened, FittedChances(-4, 1, date(2024, 3, 31), 1, 1), DESIGN, divisions={"fifth": fifth}
    )
    unknown = next(row for row in found.shown().rows() if row["fifth"] == "unknown")
    assert unknown["people"] == 0
    assert unknown["c_statistic"] is None
    assert unknown["sensitivity"] is None


def test_a_score_may_not_know_what_it_is_asked_to_tell() -> None:
    with pytest.raises(BadInput, match="would know"):
        Design(date(2024, 4, 1), date(2024, 4, 1), date(2025, 3, 31))
    with pytest.raises(BadInput, match="fitted on days that it is to be judged by"):
        evaluate_tier([1, 2], [0, 1], FittedChances(0, 1, date(2024, 6, 1), 2, 1), DESIGN)


@pytest.mark.parametrize(
    ("score", "outcome"),
    [([1, 2, 3, 4], [0, 0, 1, 1]), ([1, 2], [0, 0]), ([1, 1, 1], [0, 1, 0])],
    ids=["parted", "nobody", "one score"],
)
def test_no_curve_where_none_can_be_told(score: list[float], outcome: list[float]) -> None:
    with pytest.raises(BadInput, match=r"[Nn]o curve"):
        fit_chances(score, outcome, outcome_to=date(2024, 3, 31))


def test_the_curve_agrees_with_a_plain_search() -> None:
    score, outcome, _ = made_people(4, 800)
    fitted = fit_chances(score, outcome, outcome_to=date(2024, 3, 31))

    def likelihood(a: float, b: float) -> float:
        logit = a + b * score
        return float((outcome * logit - np.log1p(np.exp(logit))).sum())

    best = likelihood(fitted.intercept, fitted.slope)
    for da, db in [(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.01, -0.005), (-0.01, 0.005)]:
        assert likelihood(fitted.intercept + da, fitted.slope + db) < best
