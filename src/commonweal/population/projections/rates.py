"""The numbers that a projection is worked with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from commonweal.population.projections.survival import Survival, refuse_shapes
from commonweal.problems import BadInput, Problem, Problems

MOST_GROWTH = 0.5
"""Of a list in a year, as a share; beyond it something else than growth is told."""


@dataclass(frozen=True, slots=True)
class ProjectionRule:
    """What is assumed where nothing else is given.

    Args:
        youngest_mother: Youngest age of the women to whom births are related.
        oldest_mother: Oldest.
        fewest_women: Women of those ages from which an area's own births are used.
    """

    youngest_mother: int
    oldest_mother: int
    fewest_women: int


@lru_cache(maxsize=1)
def projection_rule() -> ProjectionRule:
    """The rule of the pack ``population.projections``.

    Example:
        >>> projection_rule().youngest_mother, projection_rule().oldest_mother
        (15, 44)
    """
    from commonweal.law import read_pack
    from commonweal.lined_yaml import LinedYaml

    file = files("commonweal.population").joinpath("packs", "projections.yaml")
    pack = read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
    held = {entry.id: entry.values[-1].value for entry in pack.entries}
    return ProjectionRule(
        held["population.youngest_age_of_childbearing"],
        held["population.oldest_age_of_childbearing"],
        held["population.fewest_women_for_own_births"],
    )


@dataclass(frozen=True, eq=False)
class Assumptions:
    """What is assumed of every year.

    Args:
        newborns_for_each_woman: Children aged 0 at the end of a year for each woman of childbearing age then.
        male_share: Of the newborn, boys.
        survival: Who lives to the next year.
        growth: Net growth of the list by people who come and go, as a share of it a year; 0.01 is one per cent.

    Raises:
        BadInput: A number that cannot be.
    """

    newborns_for_each_woman: float
    male_share: float
    survival: Survival
    growth: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        refuse_shapes(self.survival)
        if not 0 <= self.newborns_for_each_woman < 1 or not 0 <= self.male_share <= 1:
            raise BadInput(
                Problem(
                    "births are a number of children for each woman, from 0 to below 1, and a share of boys",
                    given=f"{self.newborns_for_each_woman}, {self.male_share}",
                )
            )
        check_growth(self.growth).raise_if_any()


def check_growth(growth: float) -> Problems:
    """What is wrong with a yearly growth, if anything is; what is no finite number is wrong."""
    problems = Problems()
    if not -MOST_GROWTH <= growth <= MOST_GROWTH:
        problems.add(
            "a list hardly grows or shrinks by more than half in a year",
            given=f"{growth:.1%}",
            expected="-50% to 50% a year",
        )
    return problems
