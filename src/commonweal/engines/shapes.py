"""What a dialect can say, where two shapes of SQL with one meaning are needed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Which forms a dialect has; where it lacks one, the plan is rendered in plainer forms with the same result.

    The plain shape is also run on DuckDB in the tests, so its meaning is checked although the server is not at hand.

    Attributes:
        bit_or: It has an aggregate that joins masks; else each bit is looked for by itself.
        bit_count: It counts the bits of a mask; else they are added up one by one.
        grouped_percentile: It gives a percentile of a group; else values are ranked and interpolated.
    """

    bit_or: bool = True
    bit_count: bool = True
    grouped_percentile: bool = True


FULL = Shape()
PLAIN = Shape(bit_or=False, bit_count=False, grouped_percentile=False)
