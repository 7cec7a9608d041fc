"""Which area each practice lies in, ready for summing: codes, names and a number per practice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PLACEHOLDERS = frozenset({"", "U", "UNK", "-", "N/A", "NA", "NULL", "NONE"})
"""Codes that publishers write where there is no area, such as ``U`` for a practice in no PCN."""


@dataclass(frozen=True, eq=False)
class AreaColumn:
    """The area of each practice.

    Args:
        keys: Area codes, sorted; each once.
        numbers: Position in ``keys`` per practice, -1 where the practice is in none. Shape: practices.
        names: Name of each area whose name is known, by code.

    Example:
        >>> column = area_column(["U1", None, "U1", "U"], ["One", None, "One", "Unallocated"])
        >>> column.keys, column.numbers.tolist(), column.names["U1"], column.code(1)
        (('U1',), [0, -1, 0, -1], 'One', '')
    """

    keys: tuple[str, ...]
    numbers: NDArray[np.intp]
    names: Mapping[str, str]

    def code(self, practice: int) -> str:
        """The area code of one practice by its position; empty where it is in none."""
        number = self.numbers[practice]
        return self.keys[number] if number >= 0 else ""

    def codes(self) -> list[str]:
        """The area code of every practice in order, empty where it is in none."""
        keys = (*self.keys, "")
        return [keys[number] for number in self.numbers.tolist()]

    def name(self, key: str) -> str:
        """The name of an area, or its code where no name is known."""
        return self.names.get(key) or key

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of the values per area, in the order of ``keys``; practices in no area are left out.

        A missing value (nan) makes its area's sum missing.
        """
        inside = self.numbers >= 0
        return np.asarray(np.bincount(self.numbers[inside], values[inside], len(self.keys)), np.float64)


def area_column(codes: Sequence[str | None], names: Sequence[str | None] | None = None) -> AreaColumn:
    """An AreaColumn from one code (and name) per practice; blanks and placeholders mean none.

    Where a code bears two names, the first one that is not blank is kept.
    """
    cleaned = {code: _clean(code) for code in set(codes)}
    keys = tuple(sorted({code for code in cleaned.values() if code}))
    position = {key: number for number, key in enumerate(keys)}
    number_of = {raw: position.get(code, -1) for raw, code in cleaned.items()}
    numbers = np.fromiter(map(number_of.__getitem__, codes), dtype=np.intp, count=len(codes))
    named: dict[str, str] = {}
    if names is not None:
        pairs = dict.fromkeys(zip(codes, names, strict=True))
        for raw, name in pairs:
            if name and cleaned[raw]:
                named.setdefault(cleaned[raw], " ".join(name.split()))
    numbers.flags.writeable = False
    return AreaColumn(keys, numbers, named)


def _clean(code: str | None) -> str:
    text = "" if code is None else code.strip().upper()  # codes are in capitals wherever they are published
    return "" if text in PLACEHOLDERS else text
