"""Registers observed and expected on the published figures of every practice in England."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import optimize

from commonweal.population.prevalence import (
    Comparison,
    PracticeFigures,
    Unusable,
    areas_compared,
    compare,
    disease_registers,
    find_register,
)
from commonweal.population.prevalence.expected import inputs
from commonweal.population.prevalence.registers import clipped_at
from commonweal.population.prevalence.structure import ends_of, structure
from commonweal.population.prevalence.validation import Validation, validate
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures


@pytest.fixture(scope="module")
def figures(data_folder: Path) -> PracticeFigures:
    return read_practice_figures(find_practice_files(data_folder))


@pytest.fixture(scope="module")
def hypertension(figures: PracticeFigures) -> Comparison:
    return compare(figures, find_register("hypertension"))


@pytest.fixture(scope="module")
def judged(figures: PracticeFigures) -> Validation:
    return validate(figures, find_register("hypertension"))


def test_all_of_england_is_there(figures: PracticeFigures, hypertension: Comparison) -> None:
    assert int(hypertension.compared.sum()) == 6044
    assert np.nansum(figures.people()) == 63_673_685
    assert len(areas_compared(hypertension, "icb").codes) == 36
    assert len(areas_compared(hypertension, "pcn").codes) > 1200


def test_expected_sums_to_observed_and_to_what_is_known_of_england(hypertension: Comparison) -> None:
    found = hypertension.compared
    observed = hypertension.observed[found].sum()
    assert hypertension.expected[found].sum() == pytest.approx(observed, rel=1e-8)
    # Of people of all ages; as of adults alone it would be two million people fewer.
    assert observed / hypertension.figures.people()[found].sum() == pytest.approx(0.152, abs=0.0005)


def test_the_score_equations_hold_where_a_general_optimiser_ends(figures: PracticeFigures) -> None:
    register = find_register("hypertension")
    chosen = np.flatnonzero(figures.reasons(register) == Unusable.COMPARED)
    observed, people, raw = inputs(figures, register, chosen)
    columns = structure(raw, ends_of(raw, clipped_at())).columns
    base = np.linalg.qr(columns)[0] * np.sqrt(len(columns))

    def loss(tried: np.ndarray) -> tuple[float, np.ndarray]:
        mean = people * np.exp(base @ tried - 2.0)
        return float((mean - observed * np.log(mean)).sum()) / 1e6, base.T @ (mean - observed) / 1e6

    plain = optimize.minimize(loss, np.zeros(base.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-8}).x
    ours = compare(figures, register).expected[chosen]
    assert ours == pytest.approx(people * np.exp(base @ plain - 2.0), rel=1e-4)


def test_nineteen_of_twenty_practices_left_out_lie_within_their_limits(judged: Validation) -> None:
    assert judged.coverage["practice"] == pytest.approx(0.95, abs=0.012)
    assert judged.coverage["pcn"] == pytest.approx(0.95, abs=0.02)
    assert judged.coverage["place"] == pytest.approx(0.95, abs=0.03)
    assert judged.coverage["icb"] >= 33 / 36


def test_ages_and_deprivation_tell_most_of_what_can_be_told(judged: Validation) -> None:
    assert judged.total == pytest.approx(1.0, abs=0.003)
    assert judged.error < 0.125 < 0.25 < judged.error_alone
    assert judged.slope == pytest.approx(1.0, abs=0.08)
    assert judged.tenths == pytest.approx([1.0] * 10, abs=0.015)
    assert judged.dispersion > 10


def test_a_closed_practice_and_barnsley_are_told(figures: PracticeFigures, hypertension: Comparison) -> None:
    words = {Unusable(code) for code in np.unique(hypertension.reason)}
    assert {Unusable.NO_LIST, Unusable.NO_REGISTER, Unusable.SMALL_LIST} <= words
    places = areas_compared(hypertension, "place")
    barnsley = places.codes.index("E08000016")
    assert places.compared[barnsley] < places.practices[barnsley] / 2


def test_every_register_can_be_fitted(figures: PracticeFigures) -> None:
    for register in disease_registers():
        if register.id in ("osteoporosis", "dementia"):
            found = compare(figures, register)
            assert found.expected[found.compared].sum() == pytest.approx(found.observed[found.compared].sum(), rel=1e-7)
