"""What may stand in a table of aggregates: texts, finite numbers, and counts as they may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from commonweal.population.disclosure_control import shown_counts

TEXTS = frozenset(
    {
        *("level", "code", "name", "parent", "age_band", "age_group", "sex", "segment", "title", "condition", "on"),
        *("before", "after", "series", "month", "kind"),
    }
)
"""The columns that hold texts; all others hold numbers."""

COUNTS = frozenset({"people", "core20_people", "cases", "contacts"})
"""The columns of numbers that count people or what befell them."""

LARGEST = 1e15
"""No number of a table comes near it; what is not a number or without end does not lie below it."""


def faults_of(values: Mapping[str, Sequence[Any]]) -> list[tuple[str, str]]:
    """What is wrong in words, with the columns concerned.

    A folder can be altered together with its hashes, or made by other hands; what stands on a page has to have been
    through disclosure control, whoever made it.

    Args:
        values: The columns of a table.

    Example:
        >>> faults_of({"level": ["place"], "people": [120]})
        []
        >>> faults_of({"level": ["place"], "people": [123]})
        [('this table has counts that are not as they may be shown', 'people')]
    """
    kinds = [name for name, held in values.items() if not _is_of_its_kind(name, held)]
    found = [("this table has texts where numbers belong, or numbers that are none", ", ".join(kinds))] if kinds else []
    exact = [name for name, held in values.items() if name in COUNTS and name not in kinds and not _is_shown(held)]
    return found + ([("this table has counts that are not as they may be shown", ", ".join(exact))] if exact else [])


def _is_of_its_kind(column: str, values: Sequence[Any]) -> bool:
    if column in TEXTS:
        return all(value is None or isinstance(value, str) for value in values)
    return all(
        value is None or (isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST)
        for value in values
    )


def _is_shown(values: Sequence[Any]) -> bool:
    """Small ones as 0 and the others rounded: to do so again changes nothing."""
    told = np.array([value for value in values if value is not None], dtype=np.float64)
    if (told < 0).any() or (told != np.floor(told)).any():
        return False
    return bool((shown_counts(told) == told).all())
