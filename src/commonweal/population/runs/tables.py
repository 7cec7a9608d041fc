"""Small tables that a run worked out in memory, written as Parquet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from commonweal.engines.expressions import Literal
from commonweal.engines.shapes import FULL


def write_table(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, Any], path: Path) -> None:
    """Write columns of numbers or texts; None and not-a-number are unknown."""
    connection.register("table_to_write", {name: _array(values) for name, values in columns.items()})
    target = Literal(str(path)).sql(FULL)
    try:
        connection.execute(f"copy (from table_to_write) to {target} (format parquet, compression zstd)")
    finally:
        connection.unregister("table_to_write")


def _array(values: Any) -> np.ndarray:
    if isinstance(values, np.ndarray) and values.dtype.kind in "iu":
        return values
    known = [value for value in values if value is not None]
    if known and isinstance(known[0], str):
        return np.array(values, dtype=object)
    whole = all(isinstance(value, int | np.integer) for value in known)
    unknown = [value is None or value != value for value in values]
    kind = np.int64 if whole else np.float64
    return np.ma.array(
        np.array([0 if out else value for out, value in zip(unknown, values, strict=True)], dtype=kind), mask=unknown
    )
