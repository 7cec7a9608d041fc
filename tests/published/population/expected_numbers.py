"""Reading the files of expected numbers: CSV with blanks for what is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Rows = list[dict[str, str]]

EXACT = 1e-9
"""Largest relative error where the expected number is exact."""


def read(folder: Path, name: str) -> Rows:
    """The rows of a file of public-health statistics."""
    with (folder / "phe" / name).open(newline="", encoding="utf-8-sig") as handle:
        return list(csv.DictReader(handle))


def column(rows: Rows, name: str) -> FloatArray:
    """A column of numbers; blanks are missing."""
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def codes(rows: Rows, *names: str) -> tuple[list[tuple[str, ...]], npt.NDArray[np.int64]]:
    """The different values of some columns in the order of the file, and the code of each row."""
    order: dict[tuple[str, ...], int] = {}
    found = [order.setdefault(tuple(row[name] for name in names), len(order)) for row in rows]
    return list(order), np.array(found)


def same(given: npt.ArrayLike, expected: npt.ArrayLike, tolerance: float = EXACT) -> None:
    """Fail unless both are equal to the tolerance, and missing at the same places."""
    np.testing.assert_allclose(given, expected, rtol=tolerance, atol=0, equal_nan=True)
