"""Several small whole numbers in one of 64 bits, so that one pass over the rows brings all of them together.

Where each row sets its own fields and leaves the others nought, :class:`~commonweal.engines.AllBits` over a group puts
the whole together: events bring a person's conditions and the list of people brings their age and practice, and no
table is joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines import idioms
from commonweal.engines.expressions import Condition, Expression, Value
from commonweal.engines.masks import MOST_BITS, HasAny
from commonweal.engines.names import PlanError, checked_name, require_columns
from commonweal.engines.plan import Plan, select
from commonweal.engines.shapes import Shape


@dataclass(frozen=True)
class Packing:
    """Where each field lies: its first bit and how many it has, in the order given.

    Attributes:
        widths: Bits of each field by name, 63 in all at most; a number to 1,000 needs ten.

    Example:
        >>> Packing({"mask": 20, "decile": 4}).first("decile")
        20
    """

    widths: Mapping[str, int]

    def __post_init__(self) -> None:
        if min(self.widths.values(), default=0) < 1 or sum(self.widths.values()) > MOST_BITS:
            raise PlanError(f"fields have a bit or more each, and {MOST_BITS} together at most: {dict(self.widths)}")

    def first(self, name: str) -> int:
        """The first bit of a field.

        Raises:
            PlanError: There is no such field.
        """
        if name not in self.widths:
            raise PlanError(f"there is no field {name}; there are {', '.join(self.widths)}")
        names = list(self.widths)
        return sum(self.widths[each] for each in names[: names.index(name)])

    def pack(self, fields: Mapping[str, Value]) -> Packed:
        """One number that holds the fields; those that are not given are nought."""
        return Packed(tuple((value, self.first(name)) for name, value in fields.items()))

    def field(self, packed: Value, name: str) -> Value:
        """A field of such a number."""
        return Unpacked(packed, self.first(name), self.widths[name])

    def sets(self, packed: Value, name: str) -> Condition:
        """Whether a field of it is not nought."""
        return HasAny(packed, ((1 << self.widths[name]) - 1) << self.first(name))


@dataclass(frozen=True, eq=False)
class Packed(Value):
    """Whole numbers moved up to their first bits and joined; unknown if one of them is.

    Each must be nought or more and fit its field: one that is too large spills into the next, so the table must have
    been checked.
    """

    fields: tuple[tuple[Value, int], ...]

    def __post_init__(self) -> None:
        if not self.fields or any(not 0 <= first < MOST_BITS for _, first in self.fields):
            raise PlanError(f"a packed number has fields, each within {MOST_BITS} bits")

    def parts(self) -> Iterator[Expression]:
        """Every field."""
        for value, _ in self.fields:
            yield value

    def sql(self, shape: Shape) -> str:
        """Products with powers of two of 64 bits, joined by a bar."""
        moved = (f"({value.sql(shape)} * {idioms.long(1 << first)})" for value, first in self.fields)
        return "(" + " | ".join(moved) + ")"


@dataclass(frozen=True, eq=False)
class Unpacked(Value):
    """The whole number that lies in some bits of another; its type is the smallest that holds it."""

    packed: Value
    first: int
    width: int

    def __post_init__(self) -> None:
        if self.first < 0 or self.width < 1 or self.first + self.width > MOST_BITS:
            raise PlanError(f"bits {self.first} to {self.first + self.width - 1} do not lie within {MOST_BITS}")

    def sql(self, shape: Shape) -> str:
        """Shifted down, and only as wide as the field."""
        packed = self.packed.sql(shape)
        return idioms.low_bits(f"({packed} >> {self.first})" if self.first else packed, self.width)


@dataclass(frozen=True, eq=False)
class Numbered(Plan):
    """The rows numbered from 1 in the order of a column and then of all others, such as codes of practices.

    Attributes:
        by: The column; unknown comes last.
        number: The new column.
    """

    source: Plan
    by: str
    number: str

    def __post_init__(self) -> None:
        require_columns((self.by,), self.source.columns, "the numbering")
        if checked_name(self.number) in self.source.columns:
            raise PlanError(f"the table has a column {self.number} already")

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of its source, then the number."""
        return (*self.source.columns, self.number)

    @property
    def sources(self) -> tuple[Plan, ...]:
        """One."""
        return (self.source,)

    def select(self, names: Sequence[str], shape: Shape) -> str:
        """A row number by a total order; that of texts is the order of their bytes on every engine that is run."""
        order = (self.by, *(name for name in self.source.columns if name != self.by))
        return select([*self.source.columns, f"{idioms.first_to_last(order)} as {self.number}"], names[0])
