"""What is worked out of a group of rows: counts, sums, extremes, joined masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonweal.engines import idioms
from commonweal.engines.expressions import Condition, Expression, Value
from commonweal.engines.masks import EVERY_BIT, checked_mask, single_bits
from commonweal.engines.shapes import Shape


class Measure(Expression):
    """One number of a group."""


@dataclass(frozen=True, eq=False)
class Count(Measure):
    """How many rows there are, or how many for which a condition is true."""

    where: Condition | None = None

    def sql(self, shape: Shape) -> str:
        """A count, which is nought and never unknown."""
        return "count(*)" if self.where is None else f"count(case when {self.where.sql(shape)} then 1 end)"


@dataclass(frozen=True, eq=False)
class _Sum(Measure):
    of: Value
    where: Condition | None = None

    def added(self, shape: Shape) -> str:
        """The sum in the engine's own type."""
        of = self.of.sql(shape)
        return f"sum({of})" if self.where is None else f"sum(case when {self.where.sql(shape)} then {of} else 0 end)"


@dataclass(frozen=True, eq=False)
class Sum(_Sum):
    """The sum of the known values as a double; unknown if none is known. Rows outside a condition add nought."""

    def sql(self, shape: Shape) -> str:
        """A sum."""
        return f"cast({self.added(shape)} as double)"


@dataclass(frozen=True, eq=False)
class WholeSum(_Sum):
    """The sum of whole numbers as a 64-bit whole number, exact to 9,007,199,254,740,992."""

    def sql(self, shape: Shape) -> str:
        """Idiom 2 over a sum: one engine adds 64-bit numbers up to one of 128 bits, which no file keeps."""
        return idioms.whole(self.added(shape))


@dataclass(frozen=True, eq=False)
class _OfKnown(Measure):
    of: Value
    text: ClassVar[str]
    """The aggregate in SQL, with room for the value."""

    def sql(self, shape: Shape) -> str:
        """An aggregate that passes over unknown values."""
        return self.text.format(self.of.sql(shape))


class DistinctCount(_OfKnown):
    """How many different known values there are."""

    text = "count(distinct {})"


class Least(_OfKnown):
    """The smallest known value; unknown if none is known."""

    text = "min({})"


class Greatest(_OfKnown):
    """The greatest known value; unknown if none is known."""

    text = "max({})"


@dataclass(frozen=True, eq=False)
class AllBits(Measure):
    """The bits of any of the masks; unknown if none is known.

    Attributes:
        among: The bits that occur; an engine that cannot join masks looks for each of these by itself.
    """

    of: Value
    among: int = EVERY_BIT

    def __post_init__(self) -> None:
        checked_mask(self.among)

    def sql(self, shape: Shape) -> str:
        """An aggregate of bits, or the greatest value of each bit, added up."""
        of = self.of.sql(shape)
        if shape.bit_or:
            return f"bit_or({of})"
        return "(" + " + ".join(f"max({of} & {idioms.bit(bit)})" for bit in single_bits(self.among)) + ")"
