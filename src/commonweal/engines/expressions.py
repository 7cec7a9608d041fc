"""What can be said of a row: values and conditions, each able to write itself as SQL.

A :class:`Value` gives a number, a text or a day; a :class:`Condition` is true, false or unknown and stands only where
one is asked for, since not every engine has a column of truth. Both hold no data and know the columns that they read.
Unknown (null) spreads as in SQL: whatever is worked out from it is unknown, and a filter does not keep the row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from commonweal.engines import idioms
from commonweal.engines.names import PlanError, checked_name
from commonweal.engines.shapes import Shape

Plain = int | float | str | date | None
"""What may be written down as a literal."""


class Expression(ABC):
    """Something said of a row."""

    @abstractmethod
    def sql(self, shape: Shape) -> str:
        """Text in DuckDB's dialect, in brackets where it has parts."""

    def parts(self) -> Iterator[Expression]:
        """The expressions that it is made of."""
        for field in fields(self):  # type: ignore[arg-type]
            yield from _expressions(getattr(self, field.name))

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it reads."""
        return frozenset[str]().union(*(part.columns for part in self.parts()))


def _expressions(held: object) -> Iterator[Expression]:
    if isinstance(held, Expression):
        yield held
    elif isinstance(held, tuple):
        for item in held:
            yield from _expressions(item)


class Value(Expression):
    """A number, a text or a day of a row."""

    def __add__(self, other: Value | Plain) -> Value:
        return Arithmetic(self, "+", value(other))

    def __sub__(self, other: Value | Plain) -> Value:
        return Arithmetic(self, "-", value(other))

    def __mul__(self, other: Value | Plain) -> Value:
        return Arithmetic(self, "*", value(other))

    def __lt__(self, other: Value | Plain) -> Condition:
        return Compare(self, "<", value(other))

    def __le__(self, other: Value | Plain) -> Condition:
        return Compare(self, "<=", value(other))

    def __gt__(self, other: Value | Plain) -> Condition:
        return Compare(self, ">", value(other))

    def __ge__(self, other: Value | Plain) -> Condition:
        return Compare(self, ">=", value(other))

    def equals(self, other: Value | Plain) -> Condition:
        """Whether both are known and the same."""
        return Compare(self, "=", value(other))

    def differs(self, other: Value | Plain) -> Condition:
        """Whether both are known and not the same."""
        return Compare(self, "<>", value(other))

    def is_null(self) -> Condition:
        """Whether it is unknown."""
        return IsNull(self)

    def is_in(self, members: Sequence[Plain]) -> Condition:
        """Whether it is one of a few literals."""
        return IsIn(self, tuple(value(member) for member in members))

    def starts_with(self, prefix: str) -> Condition:
        """Whether a text begins with a prefix."""
        return Compare(Beginning(self, len(prefix)), "=", Literal(prefix))

    def or_else(self, other: Value | Plain) -> Value:
        """Itself, or another value where it is unknown."""
        return OrElse(self, value(other))


class Condition(Expression):
    """True, false or unknown; ``&``, ``|`` and ``~`` join conditions."""

    def __and__(self, other: Condition) -> Condition:
        return Both(self, "and", other)

    def __or__(self, other: Condition) -> Condition:
        return Both(self, "or", other)

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        raise PlanError("a condition has no truth before it is run: join conditions by & | ~, not by and, or, not")


def value(given: Value | Plain) -> Value:
    """A literal of a plain value; a value as it is."""
    return given if isinstance(given, Value) else Literal(given)


@dataclass(frozen=True, eq=False)
class Column(Value):
    """A column by its name.

    Example:
        >>> from commonweal.engines.shapes import FULL
        >>> ((Column("age") >= 65) & Column("sex").equals("F")).sql(FULL)
        "((age >= 65) and (sex = 'F'))"
    """

    name: str

    def __post_init__(self) -> None:
        checked_name(self.name)

    def sql(self, shape: Shape) -> str:
        """Its name."""
        return self.name

    @property
    def columns(self) -> frozenset[str]:
        """Itself."""
        return frozenset((self.name,))


@dataclass(frozen=True, eq=False)
class Literal(Value):
    """A plain value written into the query."""

    given: Plain

    def __post_init__(self) -> None:
        if isinstance(self.given, bool):
            raise PlanError("there is no column of truth: write 1 or 0")
        if isinstance(self.given, float) and self.given - self.given != 0:
            raise PlanError(f"{self.given} is not a number that every engine can write")

    def sql(self, shape: Shape) -> str:
        """Its text, in the one form that means the same on all engines."""
        if self.given is None:
            return "null"
        if isinstance(self.given, str):
            return idioms.text(self.given)
        return idioms.day(self.given) if isinstance(self.given, date) else idioms.number(self.given)


class _Infix(Expression):
    """Two parts with a sign between them, always in brackets."""

    signs: ClassVar[tuple[str, ...]]

    def __init__(self, left: Expression, sign: str, right: Expression) -> None:
        if sign not in self.signs:
            raise PlanError(f"{sign!r} is not one of {' '.join(self.signs)}")
        self.left, self.sign, self.right = left, sign, right

    def parts(self) -> Iterator[Expression]:
        """Both sides."""
        yield from (self.left, self.right)

    def sql(self, shape: Shape) -> str:
        """Both sides and the sign."""
        return f"({self.left.sql(shape)} {self.sign} {self.right.sql(shape)})"


class Arithmetic(_Infix, Value):
    """A sum, a difference or a product; a quotient is :class:`~commonweal.engines.values.Ratio`.

    A whole literal has 64 bits here, or an age in 16 bits times 1,000 would be too large on one engine, not on another.
    """

    signs = ("+", "-", "*")

    def sql(self, shape: Shape) -> str:
        """Both sides and the sign."""
        left, right = (
            idioms.long(side.given) if isinstance(side, Literal) and isinstance(side.given, int) else side.sql(shape)
            for side in (self.left, self.right)
        )
        return f"({left} {self.sign} {right})"


class Compare(_Infix, Condition):
    """Two values compared."""

    signs = ("=", "<>", "<", "<=", ">", ">=")


class Both(_Infix, Condition):
    """Two conditions joined."""

    signs = ("and", "or")


@dataclass(frozen=True, eq=False)
class Not(Condition):
    """The opposite; unknown stays unknown."""

    of: Condition

    def sql(self, shape: Shape) -> str:
        """The condition denied."""
        return f"(not {self.of.sql(shape)})"


@dataclass(frozen=True, eq=False)
class IsNull(Condition):
    """Whether a value is unknown."""

    of: Value

    def sql(self, shape: Shape) -> str:
        """A test for null."""
        return f"({self.of.sql(shape)} is null)"


@dataclass(frozen=True, eq=False)
class IsIn(Condition):
    """Whether a value is one of a few."""

    of: Value
    members: tuple[Value, ...]

    def __post_init__(self) -> None:
        if not self.members or any(isinstance(item, Literal) and item.given is None for item in self.members):
            raise PlanError("is_in takes at least one value, and none of them null")

    def sql(self, shape: Shape) -> str:
        """A list."""
        return f"({self.of.sql(shape)} in ({', '.join(item.sql(shape) for item in self.members)}))"


@dataclass(frozen=True, eq=False)
class OrElse(Value):
    """A value, or another where it is unknown."""

    of: Value
    other: Value

    def sql(self, shape: Shape) -> str:
        """The first that is known."""
        return f"coalesce({self.of.sql(shape)}, {self.other.sql(shape)})"


@dataclass(frozen=True, eq=False)
class Beginning(Value):
    """The first characters of a text."""

    of: Value
    length: int

    def __post_init__(self) -> None:
        if self.length < 1:
            raise PlanError("a prefix has at least one character")

    def sql(self, shape: Shape) -> str:
        """A substring."""
        return f"substring({self.of.sql(shape)}, 1, {self.length})"
