"""Areas compared on every register at once: where are the most people not yet found?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.prevalence.areas import areas_compared
from commonweal.population.prevalence.expected import Comparison
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
    """

    level: str
    codes: tuple[str, ...]
    registers: tuple[str, ...]
    people: FloatArray
    practices: IntArray
    missing: FloatArray
    compared: BoolArray

    def total(self, chosen: Sequence[str] = ()) -> FloatArray:
        """People not yet found over some registers, by default all; nan where no register could be compared.

        Somebody missing from two registers is counted on both.

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
    return AcrossRegisters(level, first.codes, registers, first.people, first.practices, missing, compared)
