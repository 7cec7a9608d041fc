"""The rows that an engine gave back, by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.problems import BadInput, Problem

if TYPE_CHECKING:
    import numpy as np

MOST_ROWS = 1_000_000
"""Only aggregates come back; a table of people is written to a file instead."""


@dataclass(frozen=True, eq=False)
class Result:
    """A small table.

    Attributes:
        arrays: Each column as a NumPy array, masked where a value is unknown; texts are objects, days are datetime64.
    """

    arrays: Mapping[str, np.ndarray]

    def __post_init__(self) -> None:
        if len(self) > MOST_ROWS:
            raise BadInput(
                Problem(
                    "this query gives back more rows than an aggregate has",
                    given=f"{len(self):,}",
                    expected=f"at most {MOST_ROWS:,}",
                    do="group further, or write it to a file with write_parquet",
                )
            )

    def __len__(self) -> int:
        return max((len(array) for array in self.arrays.values()), default=0)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(self.arrays)

    def values(self, name: str) -> list[Any]:
        """A column as plain values, with None where it is unknown."""
        array = self.arrays[name]
        if array.dtype.kind == "M":
            array = array.astype("datetime64[D]")
        values: list[Any] = array.tolist()
        return values

    def numbers(self, name: str) -> np.ndarray:
        """A column as doubles, with nan where it is unknown."""
        import numpy as np

        array = self.arrays[name].astype(float)
        return np.ma.filled(array, np.nan)

    def rows(self) -> list[tuple[Any, ...]]:
        """Each row as a tuple of plain values."""
        return list(zip(*(self.values(name) for name in self.names), strict=True))
