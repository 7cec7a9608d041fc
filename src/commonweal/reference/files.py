"""Rows and bytes of the bundled tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from commonweal.reference.manifest import manifest


def dataset(table: str) -> bytes:
    """The bytes of a bundled table, named with or without ``.csv``.

    Raises:
        KeyError: There is no such table.
    """
    return files("commonweal.reference").joinpath(manifest().table(table).file).read_bytes()


@lru_cache(maxsize=64)
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """All rows of a bundled table, as text by column; what is missing is the empty text.

    Args:
        table: Such as ``allocations/core.csv``; the ending may be left out.

    Raises:
        KeyError: There is no such table.

    Example:
        >>> [row["region_name"] for row in rows("organisations/regions.csv")][:2]
        ['London', 'South West']
    """
    reader = csv.DictReader(io.StringIO(dataset(table).decode("utf-8"), newline=""))
    return tuple(MappingProxyType(row) for row in reader)
