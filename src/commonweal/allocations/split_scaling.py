"""From an indicator to pay per head: as it stands, by the gap to the best, or on a band of a stated width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]


class Scale(StrEnum):
    """How an indicator's value becomes pay per head."""

    AS_IS = "as-is"
    """In proportion to the value itself."""
    GAP = "gap"
    """In proportion to the distance from the best value, or from a stated one; the best gets nothing by this part."""
    MIN_MAX = "min-max"
    """On a band from 1 at the best to a stated ratio at the worst."""


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """How one indicator shares its part of a fund.

    Args:
        indicator: The indicator's header, or a part of it that no other has.
        weight: Its part of the fund, 0 to 1.
        less_earns_more: Whether a lower value earns more, as with screening coverage.
        scale: How the value becomes pay per head; a lower value that earns more needs ``gap`` or ``min-max``.
        gap_to: The value from which a gap is measured; None takes the best value among the practices.
        ratio: With ``min-max``, how many times the best one's pay per head the worst one gets.
    """

    indicator: str
    weight: float
    less_earns_more: bool = False
    scale: Scale = Scale.AS_IS
    gap_to: float | None = None
    ratio: float = 2.0

    def __post_init__(self) -> None:
        if not 0 < self.weight <= 1:
            raise BadInput(
                Problem(
                    f"the weight of {self.indicator} is not a part of the fund",
                    given=f"{self.weight:g}",
                    expected="more than 0, at most 1",
                )
            )
        if self.less_earns_more and self.scale is Scale.AS_IS:
            raise BadInput(
                Problem(
                    f"{self.indicator} cannot earn more for less as it stands",
                    do="choose gap (to the best) or min-max",
                )
            )
        if not self.ratio > 1:
            raise BadInput(Problem("the ratio of min-max must be above 1", given=f"{self.ratio:g}"))


_WORDS = re.compile(r"(?P<name>.+?)=(?P<weight>\d*\.?\d+)(?P<percent>%?)(?P<options>(?::[a-z-]+(?:=-?\d*\.?\d+)?)*)")


def read_use(text: str) -> IndicatorUse:
    """An indicator's use as it is typed: ``NAME=WEIGHT``, then ``:less``, ``:gap``, ``:gap=80``, ``:min-max=3``.

    Raises:
        BadInput: The text has another form.

    Example:
        >>> read_use("Bowel cancer screening=20%:less")
        IndicatorUse(indicator='Bowel cancer screening', weight=0.2, less_earns_more=True, scale=<Scale.GAP: 'gap'>, \
gap_to=None, ratio=2.0)
        >>> read_use("Deprivation=0.5:min-max=3").ratio
        3.0
    """
    match = _WORDS.fullmatch(text.strip())
    if match is None:
        raise BadInput(
            Problem(
                "this is not an indicator with its weight",
                given=text,
                expected='such as "Deprivation=0.3", "Bowel cancer screening=20%:less" or "Smoking=0.1:min-max=3"',
            )
        )
    weight = float(match["weight"]) / (100 if match["percent"] else 1)
    less, scale, gap_to, ratio = False, Scale.AS_IS, None, 2.0
    scaled = False
    for option in filter(None, match["options"].split(":")):
        word, _, value = option.partition("=")
        if word == "less" and not value:
            less = True
        elif word in ("gap", "min-max", "as-is") and not scaled and not (word == "as-is" and value):
            scale, scaled = Scale(word), True
            gap_to = float(value) if word == "gap" and value else None
            ratio = float(value) if word == "min-max" and value else ratio
        elif word != "more" or value:
            raise BadInput(
                Problem(
                    "there is no such option, or it stands twice", given=option, expected="less, gap, min-max or as-is"
                )
            )
    if less and not scaled:
        scale = Scale.GAP
    return IndicatorUse(match["name"].strip(), weight, less, scale, gap_to, ratio)


@dataclass(frozen=True, eq=False)
class Scaled:
    """An indicator as pay per head.

    Args:
        use: How it was scaled.
        per_head: Relative pay per head; nan where the indicator is missing. Shape: units.
        best: The value that earns least; nan when the value is used as it stands.
        flat: Whether every unit comes out alike (or at nought), so that the part is shared per head.
    """

    use: IndicatorUse
    per_head: Figures
    best: float
    flat: bool

    @property
    def effect(self) -> float:
        """Highest over lowest pay per head; infinite where the lowest is nought, 1 where all are alike."""
        known = self.per_head[~np.isnan(self.per_head)]
        if self.flat or not len(known):
            return 1.0
        return float("inf") if known.min() == 0 else float(known.max() / known.min())

    def to_json(self) -> dict[str, Any]:
        """The scaling and its effect as plain JSON; an infinite effect is None."""
        return {
            "indicator": self.use.indicator,
            "weight": self.use.weight,
            "less_earns_more": self.use.less_earns_more,
            "scale": self.use.scale.value,
            "best": None if np.isnan(self.best) else self.best,
            "highest_over_lowest": None if np.isinf(self.effect) else self.effect,
            "flat": self.flat,
        }


def scale_indicator(use: IndicatorUse, values: Figures) -> Scaled:
    """Turn an indicator's values into relative pay per head.

    Args:
        use: How.
        values: The indicator per unit; nan is missing.

    Raises:
        BadInput: No unit has a value, or a value below nought is used as it stands.

    Example:
        >>> use = read_use("bowel=0.2:less")
        >>> scale_indicator(use, np.array([26.0, 81.0, 61.0])).per_head.tolist()
        [55.0, 0.0, 20.0]
        >>> scale_indicator(read_use("bowel=0.2:less:min-max=2"), np.array([26.0, 81.0])).per_head.tolist()
        [2.0, 1.0]
    """
    known = values[~np.isnan(values)]
    if not len(known):
        raise BadInput(
            Problem(f"none of the practices has a figure for {use.indicator}", do="check that the file is of this area")
        )
    if use.scale is Scale.AS_IS:
        if known.min() < 0:
            raise BadInput(
                Problem(
                    f"{use.indicator} has values below nought, which cannot earn a share as they stand",
                    given=f"{known.min():g}",
                    do="choose gap or min-max",
                )
            )
        return _flat_if_alike(use, values, float("nan"))
    best = float(known.max() if use.less_earns_more else known.min())
    if use.scale is Scale.GAP:
        best = best if use.gap_to is None else use.gap_to
        gap = best - values if use.less_earns_more else values - best
        return _flat_if_alike(use, np.where(np.isnan(gap), np.nan, np.maximum(gap, 0.0)), best)
    worst = float(known.min() if use.less_earns_more else known.max())
    position = np.zeros_like(values) if worst == best else (values - best) / (worst - best)
    return _flat_if_alike(use, np.where(np.isnan(values), np.nan, 1.0 + (use.ratio - 1.0) * position), best)


def _flat_if_alike(use: IndicatorUse, per_head: Figures, best: float) -> Scaled:
    known = per_head[~np.isnan(per_head)]
    if known.max() == known.min():
        return Scaled(use, np.where(np.isnan(per_head), np.nan, 1.0), best, flat=True)
    return Scaled(use, per_head, best, flat=False)
