"""From a plan to the text of a query: one named step after another, each written once, in the order of the work."""

from __future__ import annotations

import re

from commonweal.engines.names import PlanError, checked_name
from commonweal.engines.plan import Plan, Scan, indented
from commonweal.engines.row_by_row import Sorted
from commonweal.engines.shapes import FULL, Shape


def render(plan: Plan, shape: Shape = FULL) -> str:
    """The query of a plan in DuckDB's dialect.

    Args:
        plan: What is to be worked out.
        shape: The forms to use; the full ones by default.

    Raises:
        PlanError: A plan rests on a sorted table, or two different plans have one label.

    Example:
        >>> from commonweal.engines import Column, Count, Filter, GroupBy, Scan
        >>> adults = Filter(Scan("persons", ("practice", "age")), Column("age") >= 18, label="adults")
        >>> print(render(GroupBy(adults, ("practice",), {"people": Count()})))
        with
        adults as (
          select
            practice,
            age
          from persons
          where (age >= 18)
        )
        select
          practice,
          count(*) as people
        from adults
        group by practice
    """
    tables = {part.table for part in _parts(plan) if isinstance(part, Scan)}
    called: dict[int, str] = {}
    steps: list[str] = []
    for part in _parts(plan)[:-1]:
        if isinstance(part, Sorted):
            raise PlanError("tables have no order: sort the last table only")
        if isinstance(part, Scan):
            # A table needs no step of its own: whoever rests on it names the columns that it reads.
            called[id(part)] = part.table
            continue
        name = _name(part, {*called.values(), *tables})
        steps.append(f"{name} as (\n{indented(_select(part, called, shape))}\n)")
        called[id(part)] = name
    query = _select(plan, called, shape)
    return "with\n" + ",\n".join(steps) + f"\n{query}" if steps else query


def _select(plan: Plan, called: dict[int, str], shape: Shape) -> str:
    return plan.select([called[id(source)] for source in plan.sources], shape)


def _parts(plan: Plan) -> list[Plan]:
    """The plan and all that it rests on, each once, sources first."""
    seen: dict[int, Plan] = {}

    def visit(part: Plan) -> None:
        if id(part) not in seen:
            for source in part.sources:
                visit(source)
            seen[id(part)] = part

    visit(plan)
    return list(seen.values())


def _name(plan: Plan, taken: set[str]) -> str:
    if plan.label:
        if plan.label in taken:
            raise PlanError(f"two steps, or a step and a table, are called {plan.label}")
        return checked_name(plan.label)
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", type(plan).__name__).lower()
    return next(name for number in range(1, 10_000) if (name := f"{kind}_{number}") not in taken)
