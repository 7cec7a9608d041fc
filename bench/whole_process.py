"""Run a command as a whole process, from its start to its end, and know the most memory that it took.

For one process the system tells the peak. A job that starts others, as Spark starts Java, is measured as their sum,
looked at twenty times a second.
"""

from __future__ import annotations

import os
import resource
import threading
from collections.abc import Sequence
from pathlib import Path

EVERY_SECONDS = 0.05
_peaks_mb = [0.0]
# Where the machine asks for no compiled modules, each process would compile the library anew.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_QUIET = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def peak_mb() -> float:
    """The most memory that a command took so far. None shows less than this process had when it started the command."""
    return max(_peaks_mb)


def run(command: Sequence[str], *, with_children: bool = False) -> None:
    """Run it; end this process with a message where it fails.

    Args:
        command: The program's path and its arguments.
        with_children: Count the memory of the processes that it starts too.
    """
    process = os.posix_spawn(command[0], list(command), _ENVIRONMENT, file_actions=_QUIET)
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(process, ended))
    if with_children:
        watch.start()
    _, status, used = os.wait4(process, 0)
    ended.set()
    if with_children:
        watch.join()
    if status:
        raise SystemExit(f"{' '.join(command[1:4])} failed")
    _peaks_mb.append(used.ru_maxrss / 1024)


def _watch(process: int, ended: threading.Event) -> None:
    while not ended.wait(EVERY_SECONDS):
        _peaks_mb.append(sum(resident_mb(each) for each in family(process)))


def family(process: int) -> list[int]:
    """A process and all that it started, as far as they run.

    Example:
        >>> family(os.getpid())[0] == os.getpid()
        True
    """
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:  # it has just ended
                continue
    return found


def resident_mb(process: int) -> float:
    """The memory of a process that runs, or nought once it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 2**20
