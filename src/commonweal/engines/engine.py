"""What an engine can do, and how one is opened. Each adapter is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from commonweal.engines.plan import Plan
from commonweal.engines.result import Result
from commonweal.engines.threads import checked_threads
from commonweal.problems import BadInput, Problem

ENGINES = ("duckdb", "spark")


class Engine(Protocol):
    """Somewhere tables are worked out. Close it, or use it in a ``with``."""

    dialect: str

    def register(self, name: str, source: str | Path | Sequence[str | Path] | Any) -> None:
        """Give a name to Parquet files (one path or several) or to an Arrow table."""

    def execute(self, query: Plan | str) -> Result:
        """Run a plan, or a query in the engine's dialect, and bring back its rows: aggregates, never people."""

    def view(self, name: str, query: Plan | str) -> None:
        """Give a name to a query, which is worked out anew wherever the name is used."""

    def hold(self, name: str, query: Plan | str, *, address_bits: int = 0) -> int:
        """Run it once and keep its rows under a name until the engine closes, and tell how many there are.

        What had the name before is dropped. Where rows are grouped by one whole number whose values lie close together,
        ``address_bits`` says how many bits their span has: DuckDB then finds a group by its address and not by a hash,
        in memory of some 17 bytes for each number of the span and each thread.
        """

    def write_parquet(self, query: Plan | str, path: str | Path) -> int:
        """Run it into a file, whole or not at all, and tell how many rows it has."""

    def close(self) -> None:
        """End it and what it holds."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *reason: object) -> None: ...


def open_engine(
    name: str = "duckdb", *, threads: int | None = None, memory: str | None = None, temporary: Path | None = None
) -> Engine:
    """An engine by its name.

    Args:
        name: ``duckdb``, which is inside, or ``spark``, which needs Java and ``pip install commonweal[spark]``.
        threads: How many threads may work; by default as many as there are processors.
        memory: The most memory it takes, such as ``4GB``; past that it writes to the temporary folder.
        temporary: A folder in which a new one is made for that and taken away with the engine; by default the system's.

    Raises:
        BadInput: There is no such engine, what it needs is not installed, or that number of threads makes no sense.

    Example:
        >>> with open_engine(threads=1) as engine:
        ...     engine.execute("select 20 + 22 as sum").rows()
        [(42,)]
    """
    threads = checked_threads(threads)
    if name == "duckdb":
        from commonweal.engines.duckdb_engine import DuckDBEngine

        return DuckDBEngine(threads, memory, temporary)
    if name == "spark":
        from commonweal.engines.spark_engine import SparkEngine

        return SparkEngine(threads, memory, temporary)
    raise BadInput(Problem("there is no engine of this name", given=name, expected=" or ".join(ENGINES)))
