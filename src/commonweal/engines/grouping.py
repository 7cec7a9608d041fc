"""Groups of like rows and what is worked out of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.expressions import Column, Plain, Value
from commonweal.engines.measures import Measure, Sum
from commonweal.engines.names import PlanError, checked_name, require_columns
from commonweal.engines.plan import OnOne, Plan, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class GroupBy(OnOne):
    """One row for each combination of some columns that occurs, with measures; unknown is a combination too.

    Attributes:
        by: The columns; none gives one row for the whole table, even an empty one.
        measures: New columns.
    """

    by: tuple[str, ...]
    measures: Mapping[str, Measure]

    def __post_init__(self) -> None:
        require_columns(self.by, self.source.columns, "the grouping")
        for name, measure in self.measures.items():
            checked_name(name)
            require_columns(measure.columns, self.source.columns, f"the measure {name}")
        if set(self.measures) & set(self.by) or not (self.measures or self.by):
            raise PlanError("a grouping has columns or measures, and no name for both")

    @property
    def columns(self) -> tuple[str, ...]:
        """The grouping columns, then the measures."""
        return (*self.by, *self.measures)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """An aggregate."""
        shown = [*self.by, *(f"{measure.sql(shape)} as {name}" for name, measure in self.measures.items())]
        return select(shown, names[0], group_by=self.by)


def pivot(source: Plan, by: tuple[str, ...], over: str, values: Mapping[str, Plain], amount: Value) -> GroupBy:
    """Rows turned into columns: for each group, the sum of an amount where a column has each of some values.

    Args:
        source: The table.
        by: The columns of the groups.
        over: The column whose values become columns.
        values: The new columns' names and the value that each stands for; rows with another value add to none.
        amount: What is added up, as a double; nought where a group has no such row.

    Example:
        >>> from commonweal.engines import Scan, explain
        >>> counts = Scan("counts", ("practice", "sex", "n"))
        >>> print(explain(pivot(counts, ("practice",), "sex", {"women": "F", "men": "M"}, Column("n"))))
        select
          practice,
          cast(sum(case when (sex = 'F') then n else 0 end) as double) as women,
          cast(sum(case when (sex = 'M') then n else 0 end) as double) as men
        from counts
        group by practice
    """
    return GroupBy(source, by, {name: Sum(amount, where=Column(over).equals(given)) for name, given in values.items()})
