"""Doing something while no other process of this installation does it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from commonweal.home import home

_THREADS: dict[str, threading.Lock] = {}
_NAMING = threading.Lock()


@contextlib.contextmanager
def alone(what: str) -> Iterator[None]:
    """Wait until no other thread or process of this machine holds the lock of this name, and hold it.

    Args:
        what: The name of the lock, such as ``migrate``; the file ``.migrate.lock`` in the installation's folder is it.
    """
    with _NAMING:
        threads = _THREADS.setdefault(what, threading.Lock())
    with threads:
        try:
            import fcntl
        except ImportError:  # Windows: threads are kept apart, and one process writes there
            yield
            return
        with (home() / f".{what}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
