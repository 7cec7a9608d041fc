"""Areas compared on every register at once: where do registers hold fewer people than expected?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.prevalence.areas import areas_compared
from commonweal.population.prevalence.expected import Comparison
from commonweal.population.prevalence.registers import least_explained, low_on_many, unlike_share
from commonweal.population.statistics.estimates import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class AcrossRegisters:
    """Areas of one level on every register.

    Args:
        level: ``icb``, ``place``, ``pcn`` or ``practice``.
        codes: The areas, in order.
        registers: Ids of the registers, in order.
        people: People on the lists of each area, shape (areas,).
        practices: Practices with a list, shape (areas,).
        missing: Expected less recorded, rounded as counts are shown, shape (areas, registers); nan where an area does
            not stand below its limits, is not compared, or has too few people to be shown.
        compared: Whether an area could be compared and shown on a register, shape (areas, registers).
        explained: The share of the difference between practices that the fit of each register explains, (registers,).
        unlike: The share of an area's people at practices unlike nearly all others, shape (areas,); nan without people.
    """

    level: str
    codes: tuple[str, ...]
    registers: tuple[str, ...]
    people: FloatArray
    practices: IntArray
    missing: FloatArray
    compared: BoolArray
    explained: FloatArray
    unlike: FloatArray

    @property
    def counted_together(self) -> tuple[str, ...]:
        """The registers that are explained well enough to be added up; every one where none is."""
        least = least_explained()
        well = tuple(id for id, share in zip(self.registers, self.explained.tolist(), strict=True) if share >= least)
        return well or self.registers

    @property
    def low_on_many(self) -> BoolArray:
        """Whether an area stands below on so many registers that a common cause is likelier than missed diagnoses."""
        found: BoolArray = self.below() >= low_on_many()
        return found

    @property
    def uncertain(self) -> BoolArray:
        """Whether so many of an area's people are unlike others that what is expected of it is uncertain."""
        found: BoolArray = self.unlike >= unlike_share()
        return found

    def total(self, chosen: Sequence[str] = ()) -> FloatArray:
        """Fewer people than expected over some registers, by default all; nan where none could be compared.

        Somebody whom two registers lack is counted on both.

        Args:
            chosen: Ids of registers.
        """
        at = [self.registers.index(id) for id in chosen] if chosen else list(range(len(self.registers)))
        total: FloatArray = np.nansum(self.missing[:, at], axis=1)
        return np.where(self.compared[:, at].any(axis=1), total, np.nan)

    def below(self, chosen: Sequence[str] = ()) -> IntArray:
        """On how many of some registers each area stands below its limits."""
        at = [self.registers.index(id) for id in chosen] if chosen else list(range(len(self.registers)))
        counted: IntArray = (~np.isnan(self.missing[:, at])).sum(axis=1).astype(np.int64)
        return counted


def across_registers(comparisons: Sequence[Comparison], level: str) -> AcrossRegisters:
    """Compare the areas of a level on every register.

    Args:
        comparisons: Of every practice, one for each register; all of the same practices.
        level: ``icb``, ``place``, ``pcn`` or ``practice``.

    Returns:
        Only areas that stand below the limits of areas such as they have people not yet found; one that records fewer
        than expected by chance has none.
    """
    rule = disclosure_rule()
    found = [areas_compared(comparison, level) for comparison in comparisons]
    shape = (len(found[0].codes), len(found))
    missing, compared = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    for number, areas in enumerate(found):
        with np.errstate(invalid="ignore"):
            shown = (areas.observed > rule.suppress_up_to) & (areas.expected > rule.suppress_up_to)
            below = shown & (areas.observed < areas.low)
        rounded = np.round((areas.expected - areas.observed) / rule.round_to) * rule.round_to
        missing[below, number] = rounded[below]
        compared[:, number] = shown
    first = found[0]
    registers = tuple(comparison.register.id for comparison in comparisons)
    explained = np.array([comparison.explained for comparison in comparisons])
    unlike = _unlike_share(comparisons, level, first.codes)
    return AcrossRegisters(
        level, first.codes, registers, first.people, first.practices, missing, compared, explained, unlike
    )


def _unlike_share(comparisons: Sequence[Comparison], level: str, codes: Sequence[str]) -> FloatArray:
    """The share of each area's people who are at a practice that is unlike nearly all others on some register."""
    figures = comparisons[0].figures
    people = np.nan_to_num(figures.people())
    unlike = np.any([comparison.unlike for comparison in comparisons], axis=0)
    position = {code: number for number, code in enumerate(codes)}
    at = np.array([position.get(code, len(codes)) for code in figures.area_codes(level)])
    everybody = np.bincount(at, people, len(codes) + 1)[:-1]
    with np.errstate(invalid="ignore"):
        share: FloatArray = np.bincount(at, people * unlike, len(codes) + 1)[:-1] / everybody
    return share
