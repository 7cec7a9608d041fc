"""The database that an import works in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from commonweal.engines.threads import checked_threads
from commonweal.problems import BadInput, Problem


@contextmanager
def import_connection(work: Path, memory: str, threads: int | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that works in memory and in a folder of its own, which is made first and taken away at the end.

    Args:
        work: The folder, not there yet.
        memory: How much memory may be used, such as ``4GB``; past it, the folder is.
        threads: How many threads; None for all.

    Raises:
        BadInput: No such amount of memory or number of threads, or memory that was not enough.
        KeyboardInterrupt: The engine was asked to stop.
    """
    settings: dict[str, Any] = {
        "preserve_insertion_order": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "python_enable_replacements": False, "memory_limit": memory, "temp_directory": str(work),
        "threads": checked_threads(threads),
    }  # fmt: skip
    work.mkdir()
    try:
        connection = duckdb.connect(config={name: value for name, value in settings.items() if value is not None})
    except duckdb.Error as error:
        raise BadInput(Problem("this is not an amount of memory", given=f"{memory}", expected="such as 4GB")) from error
    try:
        yield connection
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupt" in str(error).lower():  # how the engine tells of a request to stop
            raise KeyboardInterrupt from error
        raise
    except duckdb.OutOfMemoryException as error:
        raise BadInput(
            Problem("the memory allowed is not enough", given=memory, do="allow more with --memory")
        ) from error
    finally:
        connection.close()
        shutil.rmtree(work, ignore_errors=True)
