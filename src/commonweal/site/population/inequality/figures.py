"""Conditions by deprivation, worked once while the published files are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from commonweal.home import data_folder
from commonweal.population.deprivation.practice_fifths import FIFTHS, practice_fifths
from commonweal.population.inequality import Gradient, gradient
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.site.population.data_stamp import whole_stamp
from commonweal.site.population.figures import Held
from commonweal.site.population.presenters import rows_within
from commonweal.wiring.registers_by_deprivation import read_registers_by_deprivation

ENGLAND = "england"


@dataclass(frozen=True, eq=False)
class Conditions:
    """Every condition of an area.

    Args:
        names: Of each condition, by its id, in order.
        of: Whom the share is of, by id.
        gradients: The measures, by id.
        quantile: ``tenth`` or ``fifth``.
        notes: What the quantiles are, and where they come from.
    """

    names: dict[str, str]
    of: dict[str, str]
    gradients: dict[str, Gradient]
    quantile: str
    notes: tuple[str, ...]


def conditions_of(held: Held | None, code: str) -> Conditions | None:
    """England's conditions or an ICB's; None where the files are not there or an ICB has too few practices.

    Raises:
        BadInput: The file of England is faulty.
    """
    if code == ENGLAND:
        return england()
    return board(held, code) if held else None


def england() -> Conditions | None:
    """England by tenth of small areas; None where the data folder lacks the file.

    Raises:
        BadInput: The file is faulty.
    """
    folder = data_folder()
    return _england(folder, whole_stamp(folder)) if folder else None


@lru_cache(maxsize=2)
def _england(folder: Path, stamp: object) -> Conditions | None:
    found = read_registers_by_deprivation(folder)
    if not found:
        return None
    return Conditions(
        {one.code: one.name for one in found},
        {one.code: one.of for one in found},
        {one.code: gradient(one.cases, one.people) for one in found},
        "tenth",
        (
            "Tenths of England's small areas by the Index of Multiple Deprivation 2019. Registers of 2019/20 are "
            "modelled: those of practices shared over the small areas where their patients live, so limits are "
            "narrower than they would be for counted people.",
            "Source: House of Commons Library, Local health data from QOF, from NHS Digital. Contains Parliamentary "
            "information licensed under the Open Parliament Licence v3.0.",
        ),
    )


@lru_cache(maxsize=64)
def board(held: Held, code: str) -> Conditions | None:
    """An ICB by fifth of its own practices; None where too few practices can be told apart.

    Args:
        held: The published figures of practices.
        code: The ICB.
    """
    figures, within = held.figures, rows_within(held, "icb", code)
    rules = comparison_rules()
    names, of, gradients = {}, {}, {}
    for comparison in held.comparisons.values():
        register = comparison.register
        people = figures.people(register.divided_from)
        used = within & ~np.isnan(comparison.observed) & (people > 0) & ~np.isnan(figures.deprivation)
        if used.sum() < rules.least_for_gradient:
            continue
        fifths = practice_fifths(figures.deprivation[used]) - 1
        cases, of_people = (
            np.bincount(fifths, values[used], FIFTHS).astype(np.float64) for values in (comparison.observed, people)
        )
        if (of_people > 0).all():
            names[register.id], of[register.id] = register.name, register.ages
            gradients[register.id] = gradient(cases, of_people)
    if not names:
        return None
    return Conditions(
        names,
        of,
        gradients,
        "fifth",
        (
            "Fifths of this ICB's own practices by deprivation (IMD 2025), the average over the areas where their "
            "people live: people of a practice differ, so differences between people are larger than these. Registers "
            "of 2024/25 on the lists of April 2026. Fifths have equal numbers of practices, not of people. Limits "
            "allow for chance in counting people; that practices record differently makes the true ones wider.",
            f"Rule: {rules.words['least_for_gradient']}.",
            "Sources: " + "; ".join(figures.sources) + ".",
        ),
    )
