"""How well the people whom a score puts first are chosen, judged by what happened after the day of the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from commonweal.population.disclosure_control import DisclosureRule, ShownTable, shown, shown_rates
from commonweal.population.risk.chances import Chances
from commonweal.population.statistics.calibration import Calibration, calibration
from commonweal.population.statistics.discrimination import c_statistic
from commonweal.population.statistics.estimates import Estimate, FloatArray
from commonweal.population.statistics.risk_tiers import RiskTier, risk_tier
from commonweal.problems import BadInput, Problem, Problems

EVERYBODY, ALL = "all", "All"
COUNTS = ("people", "in_tier", "with_outcome", "found")
FIGURES = 3
DECIMALS = 2
"""Places of decimals that are shown."""


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
            if division != EVERYBODY
        )

    def shown(self, *, rule: DisclosureRule | None = None) -> ShownTable:
        """The figures of everybody and of every group as they may be shown; shares are of the rounded counts.

        Groups of all divisions are protected together with everybody, so that no small group follows from the others.
        A row has its group in the column of its division and ``All`` in the others.
        """
        divisions = [name for name in self.groups if name != EVERYBODY]
        table: dict[str, list[object]] = {name: [] for name in divisions}
        for name, found in self.groups.items():
            for one in divisions:
                table[one] += list(found.names) if one == name else [ALL] * len(found.names)
            for column, values in _figures(found, rule).items():
                table.setdefault(column, []).extend(values)
        resting = {name: "with_outcome" for name in table if name not in (*divisions, *COUNTS)}
        if not divisions:
            table = {"everybody": [ALL], **table}
        return shown(
            table, counts=COUNTS, keys=divisions or ["everybody"], total=ALL, rule=rule, resting_on=resting,
            ratios={"sensitivity": ("found", "with_outcome", 1.0), "predictive_value": ("found", "in_tier", 1.0)},
        )  # fmt: skip


def _cut(estimate: Estimate) -> tuple[FloatArray, FloatArray, FloatArray]:
    return estimate.value.round(DECIMALS), estimate.lower.round(DECIMALS), estimate.upper.round(DECIMALS)


def _figures(found: GroupEvaluation, rule: DisclosureRule | None) -> dict[str, list[object]]:
    tier, fitted = found.tier, found.calibration
    counts = dict(zip(COUNTS, (tier.people, tier.chosen, tier.events, tier.found), strict=True))
    # Byar's limits about a ratio give its events away: it is told as of the rounded count. The others rest on pairs and
    # on a fit, and are cut to two decimals.
    estimates = {
        "c_statistic": _cut(found.c_statistic),
        "observed_over_expected": shown_rates(fitted.ratio, tier.events, rule=rule),
        "calibration_slope": _cut(fitted.slope),
    }
    table: dict[str, list[object]] = {
        name: np.atleast_1d(values).astype(np.int64).tolist() for name, values in counts.items()
    }
    for name, figures in estimates.items():
        for suffix, values in zip(("", "_low", "_high"), figures, strict=True):
            told = np.atleast_1d(values).tolist()
            table[f"{name}{suffix}"] = [None if np.isnan(value) else value for value in told]
    table["under_predicted"] = np.atleast_1d(fitted.under_predicted).tolist()
    return table


def evaluate_tiers(
    score: npt.ArrayLike,
    outcome: npt.ArrayLike,
    chances: Chances,
    design: Design,
    *,
    shares: Sequence[float],
    divisions: Mapping[str, Sequence[str]] | None = None,
) -> tuple[RiskEvaluation, ...]:
    """Judge tiers of the highest scores by what happened afterwards, in all and by group, one for each share.

    Args:
        score: On the day of the score, shape (people,), higher meaning riskier.
        outcome: 1 for whoever had it between the days of the design.
        chances: From score to chance: a curve fitted, or a model made, on an earlier time than the outcomes.
        design: The days.
        shares: Of the population in each tier.
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
    parted = {EVERYBODY: None, **{name: list(labels) for name, labels in (divisions or {}).items()}}
    judged = {name: _groups(s, y, predicted, shares, labels) for name, labels in parted.items()}
    return tuple(
        RiskEvaluation(design, share, {name: found[number] for name, found in judged.items()})
        for number, share in enumerate(shares)
    )


def evaluate_tier(
    score: npt.ArrayLike,
    outcome: npt.ArrayLike,
    chances: Chances,
    design: Design,
    *,
    share: float = 0.05,
    divisions: Mapping[str, Sequence[str]] | None = None,
) -> RiskEvaluation:
    """The same for one tier: see `evaluate_tiers`."""
    return evaluate_tiers(score, outcome, chances, design, shares=(share,), divisions=divisions)[0]


def _groups(
    score: npt.NDArray[np.float64],
    outcome: npt.NDArray[np.float64],
    predicted: npt.NDArray[np.float64],
    shares: Sequence[float],
    labels: Sequence[str] | None,
) -> list[GroupEvaluation]:
    if labels is None:
        names, codes, count = ("everybody",), None, None
    else:
        text = ["unknown" if str(label) in ("", "nan", "None") else str(label) for label in labels]
        unique, codes = np.unique(text, return_inverse=True)
        names, count = tuple(unique.tolist()), len(unique)
    c = c_statistic(score, outcome, group=codes, groups=count)
    fitted = calibration(predicted, outcome, group=codes, groups=count)
    tiers = (risk_tier(score, outcome, share, group=codes, groups=count) for share in shares)
    return [GroupEvaluation(names, tier, c, fitted) for tier in tiers]
