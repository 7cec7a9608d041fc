"""How big a file may be, and how long it may take: a wrong file is refused at once, not after the memory is full."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from commonweal.problems import BadInput, Problem

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a reader takes on.

    Args:
        max_bytes: Size of the file as it lies on disk, in bytes.
        max_uncompressed_bytes: Size after unpacking, in bytes.
        max_rows, max_columns, max_cell_chars: Rows of the file, columns of a row, characters of a cell.
        seconds: Time for reading and checking one file.
        max_cells: Rows times columns that a workbook's sheet may span.
        max_expansion: How many times larger than itself a packed file may become; small files are exempt.
    """

    max_bytes: int = 200 * MEGABYTE
    max_uncompressed_bytes: int = 400 * MEGABYTE
    max_rows: int = 2_000_000
    max_columns: int = 2_000
    max_cell_chars: int = 32_767
    seconds: float = 60.0
    max_cells: int = 20_000_000
    max_expansion: int = 250


@dataclass(slots=True)
class Deadline:
    """The moment by which one file must have been read.

    Example:
        >>> Deadline("practices.csv", 60).check()
    """

    file: str
    seconds: float
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock."""
        self._ends = time.monotonic() + self.seconds

    def check(self) -> None:
        """Raise BadInput when the time is over."""
        if time.monotonic() > self._ends:
            raise BadInput(
                Problem(
                    f"reading took longer than {self.seconds:g} seconds and was stopped",
                    file=self.file,
                    do="read a smaller part of the file",
                )
            )


def in_megabytes(size: int) -> str:
    """A size in words.

    Example:
        >>> in_megabytes(2_147_483_648)
        '2,147 MB'
    """
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
