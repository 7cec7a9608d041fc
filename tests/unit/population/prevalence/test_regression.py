"""The regression and the limits against plain second versions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from commonweal.population.prevalence.regression import fit
from commonweal.population.prevalence.variation import Variation, estimate, limits
from commonweal.problems import BadInput


@pytest.fixture(scope="module")
def counts() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts, columns and people by a known rule; nothing of them is told to anybody as a finding."""
    draws = np.random.default_rng(20261122)
    columns = np.column_stack([np.ones(400), draws.normal(size=(400, 3))])
    people = draws.integers(800, 20_000, 400).astype(float)
    return draws.poisson(people * np.exp(columns @ [-2.0, 0.3, -0.1, 0.05])).astype(float), columns, people


def test_the_fit_is_that_of_a_general_optimiser_on_the_likelihood(
    counts: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    observed, columns, people = counts

    def loss(coefficients: np.ndarray) -> float:
        return float(-stats.poisson.logpmf(observed, people * np.exp(columns @ coefficients)).sum())

    slow = optimize.minimize(loss, [-2.0, 0, 0, 0], method="Nelder-Mead", options={"xatol": 1e-9, "maxiter": 4000})
    assert fit(observed, columns, people).coefficients == pytest.approx(slow.x, abs=1e-6)


def test_expected_counts_sum_to_the_observed_and_chance_alone_has_dispersion_one(
    counts: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    observed, columns, people = counts
    fitted = fit(observed, columns, people)
    assert fitted.mean(columns, people).sum() == pytest.approx(observed.sum(), rel=1e-9)
    assert fitted.dispersion == pytest.approx(1.0, abs=0.15)


def test_too_few_practices_are_refused() -> None:
    with pytest.raises(BadInput, match="too few to fit"):
        fit(np.ones(3), np.ones((3, 3)), np.ones(3))


def test_limits_are_those_of_a_gamma_distribution() -> None:
    low, high = limits([250.0], [250.0 + 0.04 * 250.0**2])
    plain = stats.gamma(a=250.0**2 / (250.0 + 2500.0), scale=(250.0 + 2500.0) / 250.0)
    assert (low[0], high[0]) == pytest.approx((plain.ppf(0.025), plain.ppf(0.975)))


def test_the_variance_of_a_sum_is_that_of_the_covariance_matrix() -> None:
    expected = np.array([50.0, 80.0, 20.0, 200.0, 90.0])
    area = np.array([0, 0, 0, 1, 1])
    network, place, board = np.array([0, 0, 1, 2, 3]), np.array([0, 1, 1, 2, 2]), np.array([0, 0, 0, 0, 1])
    held = Variation(0.02, 0.01, 0.005, 0.003)
    covariance = np.diag(expected + 0.02 * expected**2)
    for part, group in ((0.01, network), (0.005, place), (0.003, board)):
        covariance += part * np.outer(expected, expected) * (group[:, None] == group[None, :])
    plain = [covariance[np.ix_(area == number, area == number)].sum() for number in (0, 1)]
    assert held.of_sums(expected, area, network, place, board) == pytest.approx(plain)
    assert held.of_one(expected) == pytest.approx(np.diag(covariance))


def test_what_neighbours_share_is_found_again() -> None:
    draws = np.random.default_rng(7)
    board = np.repeat(np.arange(60), 60)
    place, network = np.arange(3600) // 12, np.arange(3600) // 4
    expected = draws.uniform(300, 3000, 3600)
    shared = (
        1
        + draws.normal(0, 0.06, 60)[board]
        + draws.normal(0, 0.05, 300)[place]
        + draws.normal(0, 0.08, 900)[network]
        + draws.normal(0, 0.12, 3600)
    )
    found = estimate(draws.poisson(expected * shared).astype(float), expected, network, place, board)
    parts = np.sqrt([found.practice, found.network, found.place, found.board])
    assert parts == pytest.approx([0.12, 0.08, 0.05, 0.06], abs=0.02)
