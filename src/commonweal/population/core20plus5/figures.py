"""What is published about each clinical area for an ICB, place, network or practice, or that nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.answers import Verdict
from commonweal.population.core20plus5.definitions import ClinicalArea, PublicIndicator, clinical_areas
from commonweal.population.core20plus5.local_tables import LocalFigure
from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.prevalence import PracticeFigures
from commonweal.population.statistics.estimates import BoolArray

NO_PUBLIC_FIGURE = "no public figure"
PUBLISHED, AVERAGED, LOCAL = "published", "average of practices by people of these ages", "local table"


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """One figure of one clinical area, or that there is none.

    Args:
        area: The clinical area.
        words: What the figure is; empty where there is none.
        value: A fraction; None where there is none.
        how: ``published``, an average of practices, ``local table`` or ``no public figure``.
        is_measure: Whether it measures what the area asks for, or is merely related.
        practices: Practices that it is an average of.
    """

    area: ClinicalArea
    words: str
    value: float | None
    how: str
    is_measure: bool
    practices: int = 0

    @property
    def verdict(self) -> Verdict:
        """Whether the target that the clinical area names is met, where it names one and the figure measures it."""
        if self.value is None or not self.is_measure:
            return Verdict.INSUFFICIENT_DATA
        if self.area.target is None:
            return Verdict.NEEDS_JUDGEMENT
        return Verdict.PASS if self.value >= self.area.target else Verdict.FAIL

    def to_json(self) -> dict[str, Any]:
        """The figure as plain JSON."""
        return {
            "area": self.area.id,
            "group": self.area.group,
            "name": self.area.name,
            "asks_for": self.area.words,
            "target": self.area.target,
            "figure": self.words,
            "value": self.value,
            "how": self.how,
            "measures_it": self.is_measure,
            "practices": self.practices,
            "verdict": self.verdict.value,
        }


def area_figures(
    figures: PracticeFigures, within: BoolArray, *, level: str, local: Sequence[LocalFigure] = ()
) -> list[AreaFigure]:
    """Every clinical area with what is known of it.

    Where nothing is published, the value is None and the verdict INSUFFICIENT_DATA: never nought.

    Args:
        figures: The published figures of practices.
        within: The practices of the ICB, place or network, or the one practice, shape (practices,).
        level: ``icb``, ``place``, ``pcn`` or ``practice``.
        local: Figures of one's own for the same body; they stand before published ones.
    """
    found = []
    for area in clinical_areas():
        own = [
            AreaFigure(area, f"{one.words}, {one.period}", one.value, f"{LOCAL}: {one.source}", True)
            for one in local
            if one.area == area.id
        ]
        known = [_figure(figures, within, area, indicator, level) for indicator in area.indicators]
        held = [*own, *(figure for figure in known if figure.value is not None)]
        if not any(figure.is_measure for figure in held):
            held.insert(0, AreaFigure(area, "", None, NO_PUBLIC_FIGURE, True))
        found += held
    return found


def _figure(
    figures: PracticeFigures, within: BoolArray, area: ClinicalArea, indicator: PublicIndicator, level: str
) -> AreaFigure:
    """An indicator of a practice as published; of an area the average of practices by their people of those ages."""
    none = AreaFigure(area, indicator.words, None, NO_PUBLIC_FIGURE, indicator.is_measure)
    values = figures.indicators.get(indicator.indicator)
    if values is None:
        return none
    ages = slice(indicator.first_age, indicator.last_age + 1)
    people = figures.female[:, ages].sum(axis=1)
    if indicator.sex == "all":
        people = people + figures.male[:, ages].sum(axis=1)
    if level == "practice":
        value = float(values[within][0]) if within.any() else float("nan")
        return none if np.isnan(value) else AreaFigure(
            area, indicator.words, value / 100, PUBLISHED, indicator.is_measure, 1
        )  # fmt: skip
    used = within & ~np.isnan(values) & ~np.isnan(people)
    if people[used].sum() <= disclosure_rule().suppress_up_to:
        return none
    value = float((values[used] * people[used]).sum() / people[used].sum())
    return AreaFigure(area, indicator.words, value / 100, AVERAGED, indicator.is_measure, int(used.sum()))
