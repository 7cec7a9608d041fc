"""From a score to a chance: a logistic curve fitted on an earlier time, and never on what it is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.discrimination import read_outcome
from commonweal.population.statistics.estimates import FloatArray
from commonweal.problems import BadInput, Problem

MOST_STEPS = 60
CLOSE_ENOUGH = 1e-10
NEAREST_TO_SURE = 1e-9


@dataclass(frozen=True, slots=True)
class FittedChances:
    """A logistic curve of a score.

    Args:
        intercept: Of the logit at a score of nought.
        slope: Of the logit for each point.
        outcome_to: The last day whose outcomes were used: nothing after it was known.
        people: How many people it was fitted on.
        events: Of them, those with the outcome.
    """

    intercept: float
    slope: float
    outcome_to: date
    people: int
    events: int

    def of(self, score: npt.ArrayLike) -> FloatArray:
        """The chance of each score, kept off 0 and 1.

        Example:
            >>> FittedChances(-2.0, 0.5, date(2024, 3, 31), 100, 20).of([0, 4]).round(3).tolist()
            [0.119, 0.5]
        """
        logit = self.intercept + self.slope * np.asarray(score, dtype=np.float64)
        return np.clip(1 / (1 + np.exp(-np.clip(logit, -700, 700))), NEAREST_TO_SURE, 1 - NEAREST_TO_SURE)


def fit_chances(score: npt.ArrayLike, outcome: npt.ArrayLike, *, outcome_to: date) -> FittedChances:
    """Fit the curve by maximum likelihood.

    Args:
        score: Of people at an earlier day, shape (people,).
        outcome: Whether they had it by ``outcome_to``.
        outcome_to: The last day of that.

    Raises:
        BadInput: Missing scores, an outcome that happened to everybody or nobody, a score that parts them wholly, so
            that no curve fits.

    Example:
        >>> rng = np.random.default_rng(1)
        >>> score = rng.normal(size=4000)
        >>> happened = rng.random(4000) < 1 / (1 + np.exp(2 - score))
        >>> fitted = fit_chances(score, happened, outcome_to=date(2024, 3, 31))
        >>> round(fitted.intercept), round(fitted.slope)
        (-2, 1)
    """
    inputs = Inputs()
    s = inputs.numbers("score", score, missing=False)
    s, y = inputs.same_shape(score=s, outcome=read_outcome(inputs, outcome))
    inputs.raise_if_any()
    s, y = s.ravel(), y.ravel()
    if not 0 < y.sum() < len(y) or np.ptp(s) == 0:
        raise BadInput(
            Problem("no curve can be fitted", do="there must be people with and without the outcome, of several scores")
        )
    centre, spread = s.mean(), s.std()
    x = (s - centre) / spread
    a, b = float(np.log(y.mean() / (1 - y.mean()))), 0.0
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(a + b * x, -700, 700)))
        weight, left = chance * (1 - chance), y - chance
        aa, ab, bb = weight.sum(), (weight * x).sum(), (weight * x * x).sum()
        room = aa * bb - ab * ab
        if room <= 1e-12 * len(y):
            break
        step_a, step_b = (
            (bb * left.sum() - ab * (left * x).sum()) / room,
            (aa * (left * x).sum() - ab * left.sum()) / room,
        )
        shorter = min(1.0, 4.0 / max(abs(step_a), abs(step_b), 1e-300))
        a, b = float(a + shorter * step_a), float(b + shorter * step_b)
        if max(abs(step_a), abs(step_b)) < CLOSE_ENOUGH:
            return FittedChances(a - b * centre / spread, b / spread, outcome_to, len(y), int(y.sum()))
    raise BadInput(
        Problem("no curve fits: the score parts those with the outcome from the others", do="use more people")
    )


class Chances(Protocol):
    """What turns a score into a chance, and up to which day it had seen outcomes."""

    @property
    def outcome_to(self) -> date:
        """The last day whose outcomes were known to whoever made it."""

    def of(self, score: npt.ArrayLike) -> FloatArray:
        """The chance of each score, above 0 and below 1."""


@dataclass(frozen=True, slots=True)
class GivenChances:
    """Chances that a model gives itself: the score is the chance.

    Args:
        outcome_to: The last day whose outcomes the model was made with.
    """

    outcome_to: date

    def of(self, score: npt.ArrayLike) -> FloatArray:
        """The chances, kept off 0 and 1.

        Raises:
            BadInput: One that is missing, below 0 or above 1.

        Example:
            >>> GivenChances(date(2024, 3, 31)).of([0.25, 1]).round(3).tolist()
            [0.25, 1.0]
        """
        inputs = Inputs()
        chance = inputs.numbers("chance", score, at_least=0, at_most=1, missing=False)
        inputs.raise_if_any()
        return np.clip(chance, NEAREST_TO_SURE, 1 - NEAREST_TO_SURE)
