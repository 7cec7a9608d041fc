"""DuckDB: the engine that is inside."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import duckdb

from commonweal.engines.dialects import query_text
from commonweal.engines.expressions import Literal
from commonweal.engines.names import checked_name
from commonweal.engines.plan import Plan
from commonweal.engines.result import Result
from commonweal.engines.shapes import FULL


class DuckDBEngine:
    """A database in memory that reads and writes Parquet and spills to a folder. It fetches nothing from outside."""

    dialect = "duckdb"

    def __init__(self, threads: int | None, memory: str | None, temporary: Path | None) -> None:
        # The engine would else spill into the folder in which the command was called.
        self._folder = tempfile.TemporaryDirectory(
            prefix="commonweal-duckdb-", dir=temporary, ignore_cleanup_errors=True
        )
        settings: dict[str, Any] = {
            # Rows have no order of their own, which spares the memory that keeping one would take.
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "python_enable_replacements": False,
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": self._folder.name,
        }
        self.connection = duckdb.connect(config={key: value for key, value in settings.items() if value is not None})
        # A file that is read part by part would else have its footer read again for each part.
        self.connection.execute("set parquet_metadata_cache = true")

    def register(self, name: str, source: str | Path | Sequence[str | Path] | Any) -> None:
        """Name Parquet files, or anything that gives an Arrow stream."""
        paths = parquet_paths(source)
        if not paths:
            self.connection.register(checked_name(name), source)
            return
        listed = ", ".join(Literal(path).sql(FULL) for path in paths)
        self.connection.execute(
            f"create or replace view {checked_name(name)} as select * from read_parquet([{listed}])"  # noqa: S608
        )

    def execute(self, query: Plan | str) -> Result:
        """Run it and bring back the rows."""
        return Result(self.connection.execute(query_text(query, self.dialect)).fetchnumpy())

    def view(self, name: str, query: Plan | str) -> None:
        """A view of the database in memory."""
        self.connection.execute(f"create or replace view {checked_name(name)} as {query_text(query, self.dialect)}")

    def hold(self, name: str, query: Plan | str, *, address_bits: int = 0) -> int:
        """Run it into a table of the database in memory, which spills like all else."""
        text = f"create or replace table {checked_name(name)} as {query_text(query, self.dialect)}"
        with self._addressed(address_bits):
            counted = self.connection.execute(text).fetchone()
        return int(counted[0]) if counted else 0

    def fetch(self, query: Plan | str, *, address_bits: int = 0) -> dict[str, Any]:
        """Run it and bring back any number of rows, an array for each column, to be counted in this process.

        ``address_bits`` is as in :meth:`hold`.
        """
        with self._addressed(address_bits):
            return self.connection.execute(query_text(query, self.dialect)).fetchnumpy()

    def beside(self) -> DuckDBEngine:
        """A second hold on the same tables, for another thread; it ends with this engine."""
        other = DuckDBEngine.__new__(DuckDBEngine)
        other._folder, other.connection = self._folder, self.connection.cursor()
        return other

    @contextmanager
    def callers(self, threads: int) -> Iterator[None]:
        """While so many threads of the caller work with engines beside this one, fewer others are run."""
        allowed = self.connection.execute("select current_setting('threads')").fetchone()
        most = int(allowed[0]) if allowed else 1
        self.connection.execute(f"set external_threads = {min(threads, most):d}")
        try:
            yield
        finally:
            self.connection.execute("set external_threads = 1")

    @contextmanager
    def _addressed(self, bits: int) -> Iterator[None]:
        if bits:
            self.connection.execute(f"set perfect_ht_threshold = {bits:d}")
        try:
            yield
        finally:
            if bits:
                self.connection.execute("reset perfect_ht_threshold")

    def write_parquet(self, query: Plan | str, path: str | Path) -> int:
        """Run it into one file beside the place, then move it there."""
        path = Path(path)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        target = Literal(str(part)).sql(FULL)
        try:
            counted = self.connection.execute(
                f"copy ({query_text(query, self.dialect)}) to {target} (format parquet, compression zstd)"
            ).fetchone()
            settle(part, path)
        finally:
            part.unlink(missing_ok=True)
        return int(counted[0]) if counted else 0

    def close(self) -> None:
        """Forget everything, and take away what was spilled."""
        self.connection.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()


def parquet_paths(source: object) -> list[str]:
    """The files that are named, or none if the source is a table."""
    if isinstance(source, str | Path):
        return [str(source)]
    return [str(path) for path in source] if isinstance(source, list | tuple) else []


def settle(part: Path, path: Path) -> None:
    """Put a finished file in its place, its bytes on disk first, so that a stop leaves the old file or the new one."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)
