"""One budget by several measures side by side: by heads, by history, by need as recorded, and with unmet need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.money import split_largest_remainder
from commonweal.population.resources.local_need import NOT_A_FAIR_SHARE
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class SharesSideBySide:
    """Pence of each unit by each measure; every column sums to the budget.

    Args:
        units: Practices or places.
        pence: By measure, in the order of the units.
        sentence: To be printed under it.
    """

    units: tuple[str, ...]
    pence: Mapping[str, tuple[int, ...]]
    sentence: str = NOT_A_FAIR_SHARE


def shares_side_by_side(
    budget_pence: int, units: tuple[str, ...], measures: Mapping[str, npt.ArrayLike]
) -> SharesSideBySide:
    """Share a budget by several measures, each to the penny.

    Args:
        budget_pence: Whole pence.
        units: Practices or places.
        measures: Amounts of each unit by name, such as ``heads``, ``history``, ``recorded need``, ``with unmet need``.

    Raises:
        BadInput: A measure with missing or negative amounts, or of other units.

    Example:
        >>> found = shares_side_by_side(1000_00, ("A", "B"), {"heads": [1, 1], "recorded need": [0.8, 1.2]})
        >>> found.pence["recorded need"], sum(found.pence["heads"])
        ((40000, 60000), 100000)
    """
    made: dict[str, tuple[int, ...]] = {}
    for name, amounts in measures.items():
        values = np.asarray(amounts, dtype=np.float64)
        if values.shape != (len(units),) or not np.isfinite(values).all() or (values < 0).any() or not values.sum() > 0:
            raise BadInput(
                Problem(
                    "a measure needs an amount of nought or above for each unit",
                    column=name,
                    given=str(values.tolist())[:80],
                )
            )
        made[name] = tuple(split_largest_remainder(budget_pence, values.tolist()))
    return SharesSideBySide(units, made)
