"""What a plan is, and the two tables that every plan begins with: one that is registered, one that is written out.

A plan is a frozen object that knows its columns and its sources and holds no data. Plans are told apart by identity:
one that two others rest on is written once in the query and worked out once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.engines.expressions import Literal, Plain
from commonweal.engines.names import PlanError, checked_name
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan(ABC):
    """A table to be worked out.

    Attributes:
        label: What it is called in the query, for the reader; a name of its own kind is given if this is blank.
    """

    label: str = ""

    @property
    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Its columns, in order."""

    @property
    def sources(self) -> tuple[Plan, ...]:
        """The plans that it rests on."""
        return ()

    @abstractmethod
    def select(self, names: Sequence[str], shape: Shape) -> str:
        """The query, given what its sources are called, in the order of :attr:`sources`."""


@dataclass(frozen=True, eq=False)
class OnOne(Plan):
    """A table worked out from one other; unless said otherwise, with its columns."""

    source: Plan

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of its source."""
        return self.source.columns

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)


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
