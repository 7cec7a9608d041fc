"""How well the people whom a score puts first are chosen, judged by what happened after the day of the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control import DisclosureRule, ShownTable, shown
from commonweal.population.risk.chances import FittedChances
from commonweal.population.statistics.calibration import Calibration, calibration
from commonweal.population.statistics.discrimination import c_statistic
from commonweal.population.statistics.estimates import Estimate
from commonweal.population.statistics.risk_tiers import RiskTier, risk_tier
from commonweal.problems import BadInput, Problem, Problems


@dataclass(frozen=True, slots=True)
class Design:
    """What was known when: a score may use nothing of the days it is judged by.

    Args:
        score_on: The last day of the events that the score was made from.
        outcome_from: The first day on which an outcome counts.
        outcome_to: The last.

    Raises:
        BadInput: Outcomes that begin on or before the day of the score.

    Example:
        >>> Design(date(2025, 3, 31), date(2025, 3, 31), date(2026, 3, 31))
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: The outcome begins before the score was made, so the score would know what it is \
asked to tell ("2025-03-31"); expected a day after 2025-03-31. Count outcomes only of days after the score.
    """

    score_on: date
    outcome_from: date
    outcome_to: date

    def __post_init__(self) -> None:
        """Refuse a leak."""
        if self.outcome_from <= self.score_on:
            raise BadInput(
                Problem(
                    "the outcome begins before the score was made, so the score would know what it is asked to tell",
                    given=self.outcome_from.isoformat(),
                    expected=f"a day after {self.score_on}",
                    do="count outcomes only of days after the score",
                )
            )
        if self.outcome_to < self.outcome_from:
            raise BadInput(Problem("the outcomes end before they begin", given=self.outcome_to.isoformat()))


@dataclass(frozen=True, eq=False)
class GroupEvaluation:
    """A tier judged in each group of one division, such as deprivation fifths; all arrays have an element a group."""

    names: tuple[str, ...]
    tier: RiskTier
    c_statistic: Estimate
    calibration: Calibration

    @property
    def under_predicted(self) -> tuple[str, ...]:
        """Groups in which more had the outcome than the score tells: such a tier passes their people over."""
        flags = np.atleast_1d(self.calibration.under_predicted)
        return tuple(name for name, flag in zip(self.names, flags.tolist(), strict=True) if flag)


@dataclass(frozen=True, eq=False)
class RiskEvaluation:
    """A tier judged in all and by group.

    Args:
        design: The days.
        share: Of the population that was to be in the tier.
        groups: By division; ``all`` is everybody together.
    """

    design: Design
    share: float
    groups: Mapping[str, GroupEvaluation]

    @property
    def under_predicted(self) -> tuple[tuple[str, str], ...]:
        """Every group that the score gives too little risk: division and group."""
        return tuple(
            (division, name)
            for division, found in self.groups.items()
            for name in found.under_predicted
            if division != "all"
        )

    def shown(self, division: str, *, rule: DisclosureRule | None = None) -> ShownTable:
        """The figures of one division as they may be shown; shares are of the rounded counts."""
        found = self.groups[division]
        tier, fitted = found.tier, found.calibration
        flat = {name: np.atleast_1d(values) for name, values in (
            ("people", tier.people), ("in_tier", tier.chosen), ("with_outcome", tier.events), ("found", tier.found),
        )}  # fmt: skip
        table: dict[str, Sequence[object]] = {division: found.names}
        table |= {name: values.astype(np.int64).tolist() for name, values in flat.items()}
        table["c_statistic"] = np.atleast_1d(found.c_statistic.value).tolist()
        table["observed_over_expected"] = np.atleast_1d(fitted.ratio.value).tolist()
        table["calibration_slope"] = np.atleast_1d(fitted.slope.value).tolist()
        table["under_predicted"] = np.atleast_1d(fitted.under_predicted).tolist()
        figures = ["c_statistic", "observed_over_expected", "calibration_slope", "under_predicted"]
        return shown(
            table, counts=list(flat), keys=[division], rule=rule, resting_on=dict.fromkeys(figures, "with_outcome"),
            ratios={"sensitivity": ("found", "with_outcome", 1.0), "predictive_value": ("found", "in_tier", 1.0)},
        )  # fmt: skip


def evaluate_tier(
    score: npt.ArrayLike,
    outcome: npt.ArrayLike,
    chances: FittedChances,
    design: Design,
    *,
    share: float = 0.05,
    divisions: Mapping[str, Sequence[str]] | None = None,
) -> RiskEvaluation:
    """Judge the tier of the highest scores by what happened afterwards, in all and by group.

    Args:
        score: On the day of the score, shape (people,), higher meaning riskier.
        outcome: 1 for whoever had it between the days of the design.
        chances: A curve from score to chance, fitted on an earlier time than the outcomes.
        design: The days.
        share: Of the population in the tier.
        divisions: The group of each person by name of the division, such as deprivation fifth and ethnic group.
            Whoever's group is not known is a group: `unknown`.

    Raises:
        BadInput: A curve fitted on the days it is judged by, missing scores, divisions of other people.
    """
    s, y = np.asarray(score, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    problems = Problems()
    if chances.outcome_to >= design.outcome_from:
        problems.add(
            "the curve was fitted on days that it is to be judged by", given=chances.outcome_to.isoformat(),
            expected=f"a day before {design.outcome_from}", do="fit it on an earlier year",
        )  # fmt: skip
    for name, labels in (divisions or {}).items():
        if len(labels) != s.size:
            problems.add(f"the division {name} is not of the same people", given=str(len(labels)), expected=str(s.size))
    problems.raise_if_any()
    predicted = chances.of(s)
    groups = {"all": _group(s, y, predicted, share, None)}
    for name, labels in (divisions or {}).items():
        groups[name] = _group(s, y, predicted, share, labels)
    return RiskEvaluation(design, share, groups)


def _group(
    score: npt.NDArray[np.float64],
    outcome: npt.NDArray[np.float64],
    predicted: npt.NDArray[np.float64],
    share: float,
    labels: Sequence[str] | None,
) -> GroupEvaluation:
    if labels is None:
        names, codes, count = ("everybody",), None, None
    else:
        text = ["unknown" if str(label) in ("", "nan", "None") else str(label) for label in labels]
        unique, codes = np.unique(text, return_inverse=True)
        names, count = tuple(unique.tolist()), len(unique)
    return GroupEvaluation(
        names,
        risk_tier(score, outcome, share, group=codes, groups=count),
        c_statistic(score, outcome, group=codes, groups=count),
        calibration(predicted, outcome, group=codes, groups=count),
    )
