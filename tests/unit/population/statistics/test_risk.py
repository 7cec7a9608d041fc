"""C-statistic, calibration and tiers: plain second versions and what is not shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.population.statistics.calibration import calibration
from commonweal.population.statistics.calibration_by_tenth import calibration_by_tenth
from commonweal.population.statistics.discrimination import c_statistic
from commonweal.population.statistics.estimates import Reason
from commonweal.population.statistics.risk_tiers import risk_tier
from commonweal.problems import BadInput

PEOPLE = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 1), st.integers(0, 2)), min_size=4, max_size=60)


@settings(max_examples=60)
@given(PEOPLE)
def test_c_statistic_pair_by_pair(people: list[tuple[int, int, int]]) -> None:
    """Plain second version: every pair, and DeLong's variance from the share of pairs each person wins."""
    score, outcome, group = (np.array(column) for column in zip(*people, strict=True))
    found = c_statistic(score, outcome, group=group, groups=3)
    for code in range(3):
        ill = score[(group == code) & (outcome == 1)].tolist()
        well = score[(group == code) & (outcome == 0)].tolist()
        if not ill or not well:
            assert found.reason[code] == Reason.ONE_OUTCOME
            continue
        wins = np.array([[1.0 if i > w else 0.5 if i == w else 0.0 for w in well] for i in ill])
        assert found.value[code] == pytest.approx(wins.mean())
        if len(ill) > 1 and len(well) > 1:
            variance = wins.mean(axis=1).var(ddof=1) / len(ill) + wins.mean(axis=0).var(ddof=1) / len(well)
            if variance < 1e-12:  # every pair compares alike: the method has no interval to give
                assert found.reason[code] == Reason.NO_SPREAD
                continue
            lower = max(0.0, wins.mean() - 1.959963984540054 * variance**0.5)
            assert found.lower[code] == pytest.approx(lower, abs=1e-9)
        else:
            assert found.reason[code] == Reason.FEW_VALUES


def made_up(people: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Chances, outcomes that the model understates in group 1, and groups."""
    random = np.random.default_rng(7)
    logit, group = random.normal(-2, 1, people), random.integers(0, 3, people)
    truth = 1 / (1 + np.exp(-(logit + 0.5 * (group == 1))))
    return 1 / (1 + np.exp(-logit)), (random.random(people) < truth).astype(float), group


def test_the_fit_is_where_the_likelihood_has_no_slope() -> None:
    predicted, outcome, group = made_up(3_000)
    found = calibration(predicted, outcome, group=group)
    logit = np.log(predicted / (1 - predicted))
    for code in range(3):
        one = group == code
        left = outcome[one] - 1 / (1 + np.exp(-(found.intercept.value[code] + logit[one])))
        assert left.sum() == pytest.approx(0, abs=1e-7)
        alone = calibration(predicted[one], outcome[one])
        assert found.slope.value[code] == pytest.approx(float(alone.slope.value))
        assert found.slope.lower[code] < 1 < found.slope.upper[code]


def test_the_group_that_is_passed_over_is_found() -> None:
    predicted, outcome, group = made_up(6_000)
    found = calibration(predicted, outcome, group=group)
    assert found.under_predicted.tolist() == [False, True, False]
    assert found.intercept.value[1] == pytest.approx(0.5, abs=0.2)
    assert found.expected.sum() == pytest.approx(predicted.sum())


def test_what_cannot_be_fitted_is_not_shown() -> None:
    found = calibration([[0.1, 0.2, 0.3], [0.1, 0.2, 0.3]], [[0, 0, 0], [0, 0, 1]])
    assert found.slope.reason.tolist() == [Reason.ONE_OUTCOME, Reason.NO_FIT]
    assert found.ratio.value[0] == 0


def test_tenths_hold_everybody_once() -> None:
    predicted, outcome, group = made_up(1_000)
    found = calibration_by_tenth(predicted, outcome, group=group)
    assert found.people.sum() == 1_000
    assert (np.diff(found.predicted, axis=1) > 0).all()
    assert (found.observed.value * found.people).sum() == pytest.approx(outcome.sum())


def test_a_tier_has_one_threshold_for_all_groups() -> None:
    predicted, outcome, group = made_up(2_000)
    tier = risk_tier(predicted, outcome, 0.05, group=group)
    assert tier.chosen.sum() == 100
    for code in range(3):
        chosen = predicted[group == code] >= tier.threshold
        assert tier.found[code] == outcome[group == code][chosen].sum()
        assert tier.sensitivity.value[code] == pytest.approx(tier.found[code] / outcome[group == code].sum())
        assert tier.predictive_value.value[code] == pytest.approx(tier.found[code] / chosen.sum())


def test_nobody_is_chosen_by_the_order_of_the_file() -> None:
    tier = risk_tier([1, 1, 1, 0], [1, 0, 0, 0], 0.25)
    assert float(tier.chosen) == 3
    none = risk_tier([3, 2, 1], [1, 0, 0], 0.3, group=[0, 1, 1], groups=2)
    assert none.predictive_value.reason.tolist() == [0, Reason.MISSING]
    assert none.sensitivity.reason.tolist() == [0, Reason.ONE_OUTCOME]


def test_faults_are_told_together() -> None:
    with pytest.raises(BadInput) as refused:
        risk_tier([1, None], [0, 2], 1.5)
    assert [(problem.column, problem.row) for problem in refused.value.problems] == [
        ("score", 2), ("outcome", 2), ("share", None),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="this must be below 1"):
        calibration([0.5, 1.0], [0, 1])
