"""What the care of each person cost, in the prices of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.answers.counted import how_many
from commonweal.population.resources.prices import deflated
from commonweal.population.statistics.estimates import Arrays, IntArray
from commonweal.problems import BadInput, Problem, Problems


@dataclass(frozen=True, eq=False)
class PersonCosts(Arrays):
    """Costs of people.

    Args:
        pence: For each person, in the prices of ``prices_of``; nought for people without activity.
        activity: Rows of activity of each person.
        prices_of: Financial year.
        index: The index that prices were brought to it with.
    """

    pence: IntArray
    activity: IntArray
    prices_of: str
    index: str


def person_costs(
    person: npt.ArrayLike,
    cost_pence: npt.ArrayLike,
    years: Sequence[str],
    people: npt.ArrayLike,
    *,
    prices_of: str,
    index: str = "gdp_deflator",
) -> PersonCosts:
    """Sum the cost of activity by person.

    Args:
        person: Pseudonym of each row of activity, shape (rows,).
        cost_pence: Its cost; a missing cost is an error, since it is not nought.
        years: Its financial year.
        people: Pseudonyms of the people wanted, each once, shape (people,).
        prices_of: The financial year whose prices are wanted.
        index: Which index.

    Raises:
        BadInput: Activity without a cost, of people who are not among those wanted, or of years without an index.

    Example:
        >>> found = person_costs([7, 7, 9], [100, 250, 40], ["2024/25"] * 3, [7, 8, 9], prices_of="2024/25")
        >>> found.pence.tolist(), found.activity.tolist()
        ([350, 0, 40], [2, 0, 1])
    """
    who, wanted = np.asarray(person, dtype=np.int64), np.asarray(people, dtype=np.int64)
    cost = np.asarray(cost_pence, dtype=np.float64)
    problems = Problems()
    if not (who.shape == cost.shape == (len(years),)):
        raise BadInput(
            Problem(
                "activity, costs and years are not of as many rows", given=f"{who.shape}, {cost.shape}, {len(years)}"
            )
        )
    if missing := int(np.isnan(cost).sum()):
        problems.add(
            f"{how_many(missing, 'row')} of activity without a cost",
            do="give each kind of activity a unit cost, or leave it out",
        )
    order = np.argsort(wanted)
    if len(np.unique(wanted)) != len(wanted) or not len(wanted):
        problems.add("the people wanted are none, or somebody stands twice among them")
    else:
        place = np.minimum(np.searchsorted(wanted[order], who), len(wanted) - 1)
        if strangers := int((wanted[order][place] != who).sum()):
            problems.add(f"{how_many(strangers, 'row')} of activity of people who are not among those wanted")
    problems.raise_if_any()
    target = order[place]
    in_prices = deflated(cost, years, prices_of, index=index)
    pence = np.zeros(len(wanted), dtype=np.int64)
    np.add.at(pence, target, in_prices)
    return PersonCosts(pence, np.bincount(target, minlength=len(wanted)), prices_of, index)
