"""How common each condition is among made-up people, by age and deprivation."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from commonweal.population.codelists import codelist
from commonweal.population.statistics.estimates import FloatArray, IntArray

CODELIST = "twenty_conditions_icd10"
LEAST_SHARE = 1e-5
YOUNG, OLD = 20, 80
CHILDREN_BELOW, CHILDREN_TIMES = 10, 0.1
MIDDLE_DECILE, DECILE_STEP, MOST = 5.5, 0.05, 0.95


@dataclass(frozen=True, slots=True)
class MadeUpCondition:
    """A condition: its share of people at 20 and at 80, whether children have it less, and its codes."""

    name: str
    at_20: float
    at_80: float
    falls_in_children: bool
    codes: tuple[str, ...]

    def share(self, age: IntArray, decile: IntArray) -> FloatArray:
        """The share of people of an age and a deprivation tenth who have it, arrays of one shape.

        Its logit is linear in age; a tenth more deprived than the middle has more.

        Example:
            >>> made_up_conditions()[0].share(np.array([20, 80]), np.array([5, 5])).round(3).tolist()
            [0.005, 0.564]
        """
        low, high = _logit(max(self.at_20, LEAST_SHARE)), _logit(self.at_80)
        slope = (high - low) / (OLD - YOUNG)
        share: FloatArray = 1 / (1 + np.exp(-(low + slope * (age - YOUNG))))
        share = np.clip(share * (1 + DECILE_STEP * (MIDDLE_DECILE - decile)), 0, MOST)
        children: FloatArray = np.where(age < CHILDREN_BELOW, share * CHILDREN_TIMES, share)
        return children if self.falls_in_children else share


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def made_up_conditions() -> tuple[MadeUpCondition, ...]:
    """Every condition, in the order of the codelist's bits.

    Example:
        >>> [condition.name for condition in made_up_conditions()][:2]
        ['hypertension', 'anxiety_or_depression']
    """
    codes = codelist(CODELIST)
    by_condition = {name: tuple(c.code for c in codes.codes if c.condition == name) for name in codes.conditions}
    text = files(__package__).joinpath("data", "made_up_conditions.csv").read_text("utf-8")
    rows = {row["condition"]: row for row in csv.DictReader(x for x in text.splitlines() if not x.startswith("#"))}
    return tuple(
        MadeUpCondition(
            name, float(row["at_20"]), float(row["at_80"]), row["falls_in_children"] == "yes", by_condition[name]
        )
        for name, row in ((name, rows[name]) for name in codes.conditions)
    )
