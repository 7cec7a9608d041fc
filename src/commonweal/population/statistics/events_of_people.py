"""Events and the people they happened among, as rates and proportions read them."""

from __future__ import annotations

import numpy.typing as npt

from commonweal.population.statistics.checks import Inputs
from commonweal.population.statistics.estimates import FloatArray, blank
from commonweal.population.statistics.grouping import read_grouping


def read_events_of_people(
    inputs: Inputs, events: npt.ArrayLike, population: npt.ArrayLike, multiplier: float
) -> tuple[FloatArray, FloatArray]:
    """Events, nought or more, and people, above nought, in one shape; faults go to the inputs."""
    x = inputs.numbers("events", events, at_least=0)
    n = inputs.numbers("population", population, above=0)
    inputs.number("multiplier", multiplier, above=0)
    x, n = inputs.same_shape(events=x, population=n)
    return x, n


def summed_by_group(
    inputs: Inputs, x: FloatArray, n: FloatArray, group: npt.ArrayLike | None, groups: int | None
) -> tuple[FloatArray, FloatArray]:
    """The sums of each group, where there are groups; one without rows has no people."""
    if group is None:
        return x, n
    grouping = read_grouping(inputs, x.shape, group, groups)
    return grouping.sum(x), blank(grouping.sum(n), grouping.rows == 0)
