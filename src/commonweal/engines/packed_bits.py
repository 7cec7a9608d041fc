"""Several small whole numbers in one of 64 bits, so that a person's facts travel through a query in one column.

A table that keeps a person's place, age and conditions in one number is grouped without a join and in far less memory.
Each number has a place: its first bit and its width. :func:`places` gives them out; :class:`Pack` puts numbers into
their places and :class:`Unpack` takes one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from commonweal.engines import idioms
from commonweal.engines.expressions import Value
from commonweal.engines.masks import MOST_BITS
from commonweal.engines.names import PlanError
from commonweal.engines.shapes import Shape

Place = tuple[int, int]
"""The first bit of a number, counted from 0, and how many bits it has."""


def places(widths: Mapping[str, int]) -> dict[str, Place]:
    """Places one after another from the lowest bit.

    Args:
        widths: How many bits each number needs: a number to 1,000 needs ten.

    Raises:
        PlanError: They need more than 63 bits, or one needs none.

    Example:
        >>> places({"conditions": 20, "decile": 4, "band": 5})
        {'conditions': (0, 20), 'decile': (20, 4), 'band': (24, 5)}
    """
    given: dict[str, Place] = {}
    first = 0
    for name, width in widths.items():
        given[name] = (first, width)
        first += width
    if first > MOST_BITS or min(widths.values(), default=1) < 1:
        raise PlanError(f"the numbers need {first} bits of {MOST_BITS}, and each at least one")
    return given


def checked_place(place: Place) -> Place:
    """The place, if it lies within the bits there are."""
    first, width = place
    if first < 0 or width < 1 or first + width > MOST_BITS:
        raise PlanError(f"bits {first} to {first + width - 1} do not lie within the {MOST_BITS} that there are")
    return place


@dataclass(frozen=True, eq=False)
class Pack(Value):
    """Whole numbers of nought or more, each in its place; unknown if one of them is.

    A number that is too large for its place spills into the next: the table that is packed must have been checked.

    Attributes:
        numbers: Each number and its place.
    """

    numbers: tuple[tuple[Value, Place], ...]

    def __post_init__(self) -> None:
        taken = sorted(checked_place(place) for _, place in self.numbers)
        if not taken or any(a[0] + a[1] > b[0] for a, b in pairwise(taken)):
            raise PlanError("packed numbers have places that do not overlap")

    def sql(self, shape: Shape) -> str:
        """A sum of products with powers of two of 64 bits, since a product is only as wide as its wider part."""
        parts = (f"({of.sql(shape)} * {idioms.long(1 << first)})" for of, (first, _) in self.numbers)
        return f"({' + '.join(parts)})"


@dataclass(frozen=True, eq=False)
class Unpack(Value):
    """The number that lies in a place of a packed one.

    Example:
        >>> from commonweal.engines import Column
        >>> from commonweal.engines.shapes import FULL
        >>> Unpack(Column("facts"), (20, 4)).sql(FULL)
        '((facts >> 20) & 15)'
    """

    of: Value
    place: Place

    def __post_init__(self) -> None:
        checked_place(self.place)

    def sql(self, shape: Shape) -> str:
        """Shifted to the right, and only as wide as the place."""
        first, width = self.place
        shifted = f"({self.of.sql(shape)} >> {first})" if first else self.of.sql(shape)
        return f"({shifted} & {idioms.bit((1 << width) - 1)})"
