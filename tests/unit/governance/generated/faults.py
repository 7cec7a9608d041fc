"""Faults to be planted in a clean handbook, each naming the rules that it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tests.unit.governance.generated.plan import Plan

from commonweal.governance.handbook import Row

Plant = Callable[[Plan, list[Row]], list[Row]]


@dataclass(frozen=True)
class Fault:
    """A fault.

    Args:
        name: What is wrong, in a few words.
        rules: The numbers of all the rules that it breaks.
        touches: What it changes; two faults that touch the same are not planted together.
        plant: Takes the rows of a clean handbook and gives those of a faulty one.
        possible: Whether it can be planted in a system of this plan.
    """

    name: str
    rules: frozenset[str]
    touches: frozenset[str]
    plant: Plant
    possible: Callable[[Plan], bool]


FAULTS: list[Fault] = []


def fault(*rules: str, touches: str, possible: Callable[[Plan], bool] = lambda plan: True) -> Callable[[Plant], Plant]:
    """Register a fault under the name of the function that plants it."""

    def register(plant: Plant) -> Plant:
        name = plant.__name__.replace("_", " ")
        FAULTS.append(Fault(name, frozenset(rules), frozenset(touches.split()), plant, possible))
        return plant

    return register


def change(rows: Iterable[Row], row_class: type[Row], where: dict[str, Any], **new: Any) -> list[Row]:
    """The rows with some columns changed in those that match; there has to be one."""
    found = [replace(row, **new) if _matches(row, row_class, where) else row for row in rows]
    if not any(_matches(row, row_class, where) for row in rows):
        raise AssertionError(f"no row of {row_class.TABLE} has {where}")
    return found


def drop(rows: Iterable[Row], row_class: type[Row], **where: Any) -> list[Row]:
    """The rows without those that match; there has to be one."""
    kept = [row for row in rows if not _matches(row, row_class, where)]
    if len(kept) == len(list(rows)):
        raise AssertionError(f"no row of {row_class.TABLE} has {where}")
    return kept


def _matches(row: Row, row_class: type[Row], where: dict[str, Any]) -> bool:
    return isinstance(row, row_class) and all(getattr(row, name) == value for name, value in where.items())
