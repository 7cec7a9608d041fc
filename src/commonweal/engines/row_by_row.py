"""Tables worked out from tables, row by row: kept, added to, stacked, sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.expressions import Column, Condition, Value
from commonweal.engines.names import PlanError, checked_name, require_columns
from commonweal.engines.plan import OnOne, Plan, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class Filter(OnOne):
    """The rows for which a condition is true; where it is unknown the row is left out."""

    where: Condition

    def __post_init__(self) -> None:
        require_columns(self.where.columns, self.source.columns, "the filter")

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """All columns where the condition holds."""
        return select(self.columns, names[0], where=self.where.sql(shape))


@dataclass(frozen=True, eq=False)
class Derive(OnOne):
    """The source with columns worked out row by row, each from columns of the source.

    Attributes:
        made: New columns; one with the name of a column of the source takes its place.
        keep: The columns of the source that stay; all, if none are named.
    """

    made: Mapping[str, Value]
    keep: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        for name, expression in self.made.items():
            checked_name(name)
            require_columns(expression.columns, self.source.columns, f"the column {name}")
        require_columns(self.keep or (), self.source.columns, "the table")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those kept, then the new ones."""
        kept = self.source.columns if self.keep is None else self.keep
        return (*(name for name in kept if name not in self.made), *self.made)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Each column by name, and new ones by what they are worked out from."""
        made = {name: expression.sql(shape) for name, expression in self.made.items()}
        shown = [f"{made[name]} as {name}" if name in made else name for name in self.columns]
        return select(shown, names[0])


def keep(source: Plan, *columns: str) -> Derive:
    """Only some columns of a table, in the order named."""
    return Derive(source, {}, columns)


def rename(source: Plan, new_names: Mapping[str, str]) -> Derive:
    """A table with new names for some columns, by their old ones; they come last."""
    stay = tuple(name for name in source.columns if name not in new_names)
    return Derive(source, {new: Column(old) for old, new in new_names.items()}, stay)


@dataclass(frozen=True, eq=False)
class Distinct(OnOne):
    """Each different row once; two unknowns are the same here."""

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """Different rows."""
        return select(self.columns, names[0], distinct=True)


@dataclass(frozen=True, eq=False)
class Union(Plan):
    """The rows of several tables one under the other, with repeats; columns go by name, in the order of the first."""

    parts: tuple[Plan, ...]

    def __post_init__(self) -> None:
        if not self.parts or any(set(part.columns) != set(self.parts[0].columns) for part in self.parts):
            raise PlanError("tables that are stacked have the same columns")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of the first."""
        return self.parts[0].columns

    @property
    def sources(self) -> tuple[Plan, ...]:
        """Every part."""
        return self.parts

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """One select for each part."""
        return "\nunion all\n".join(select(self.columns, name) for name in names)


@dataclass(frozen=True, eq=False)
class Sorted(OnOne):
    """The rows in order, for a table that is read by people; nothing may rest on it, since tables have no order.

    Attributes:
        by: Columns, first come first; rows that agree in these follow by all others. Unknown comes last.
    """

    by: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_columns(self.by, self.source.columns, "the order")

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """All columns in a total order."""
        order = [*self.by, *(name for name in self.columns if name not in self.by)]
        return select(self.columns, names[0], order_by=[f"{name} asc nulls last" for name in order])
