"""Tables worked out from tables: the primitives that read, keep, add and stack rows.

A plan is a frozen object that knows its columns and its sources and holds no data. Plans are told apart by identity:
one that two others rest on is written once in the query and worked out once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commonweal.engines.expressions import Column, Condition, Literal, Plain, Value
from commonweal.engines.names import PlanError, checked_name, require_columns
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """A table to be worked out.

    Attributes:
        label: What it is called in the query, for the reader; a name of its own kind is given if this is blank.
    """

    label: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns, in order."""
        raise NotImplementedError

    @property
    def sources(self) -> tuple[Plan, ...]:
        """The plans that it rests on."""
        return ()

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """The query, given what its sources are called, in the order of :attr:`sources`."""
        raise NotImplementedError


def select(
    columns: Sequence[str],
    source: str,
    *,
    where: str = "",
    group_by: Sequence[str] = (),
    order_by: Sequence[str] = (),
    distinct: bool = False,
) -> str:
    """One query laid out for a reader."""
    lines = ["select distinct" if distinct else "select"]
    lines += [f"  {column}," for column in columns[:-1]] + [f"  {columns[-1]}", f"from {source}"]
    if where:
        lines.append(f"where {where}")
    if group_by:
        lines.append(f"group by {', '.join(group_by)}")
    if order_by:
        lines.append(f"order by {', '.join(order_by)}")
    return "\n".join(lines)


def indented(lines: str) -> str:
    """The lines two spaces in."""
    return "\n".join(f"  {line}" for line in lines.split("\n"))


@dataclass(frozen=True, eq=False)
class Scan(Plan):
    """A table that was registered with the engine, and the columns that are read of it.

    Example:
        >>> from commonweal.engines import explain
        >>> print(explain(Scan("persons", ("person_id", "age"))))
        select
          person_id,
          age
        from persons
    """

    table: str
    read: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in (self.table, *self.read):
            checked_name(name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        return self.read

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """The columns from the table."""
        return select(self.read, self.table)


@dataclass(frozen=True, eq=False)
class Rows(Plan):
    """A small table written into the query, such as a codelist or the bands of a standard population.

    Attributes:
        named: Its columns.
        given: Its rows, at least one; a column's first value must be known, since it gives the column its type.
    """

    named: tuple[str, ...]
    given: tuple[tuple[Plain, ...], ...]

    def __post_init__(self) -> None:
        for name in self.named:
            checked_name(name)
        if not self.given or any(len(row) != len(self.named) for row in self.given) or None in self.given[0]:
            raise PlanError("a table in a query has rows as wide as its columns, and a first row without gaps")

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns."""
        return self.named

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """The rows as literals."""
        rows = (", ".join(Literal(item).sql(shape) for item in row) for row in self.given)
        lines = ",\n  ".join(f"({row})" for row in rows)
        return select(self.named, f"(values\n  {lines}\n) as given({', '.join(self.named)})")


@dataclass(frozen=True, eq=False)
class Filter(Plan):
    """The rows for which a condition is true; where it is unknown the row is left out."""

    source: Plan
    where: Condition

    def __post_init__(self) -> None:
        require_columns(self.where.columns, self.source.columns, "the filter")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of its source."""
        return self.source.columns

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """All columns where the condition holds."""
        return select(self.columns, names[0], where=self.where.sql(shape))


@dataclass(frozen=True, eq=False)
class Derive(Plan):
    """The source with columns worked out row by row, each from columns of the source.

    Attributes:
        made: New columns; one with the name of a column of the source takes its place.
        keep: The columns of the source that stay; all, if none are named.
    """

    source: Plan
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

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)

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
class Distinct(Plan):
    """Each different row once; two unknowns are the same here."""

    source: Plan

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of its source."""
        return self.source.columns

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)

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
class Sorted(Plan):
    """The rows in order, for a table that is read by people; nothing may rest on it, since tables have no order.

    Attributes:
        by: Columns, first come first; rows that agree in these follow by all others. Unknown comes last.
    """

    source: Plan
    by: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        require_columns(self.by, self.source.columns, "the order")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of its source."""
        return self.source.columns

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """All columns in a total order."""
        order = [*self.by, *(name for name in self.columns if name not in self.by)]
        return select(self.columns, names[0], order_by=[f"{name} asc nulls last" for name in order])
