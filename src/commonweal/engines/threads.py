"""How many threads may be asked for."""

from __future__ import annotations

import os

from commonweal.problems import BadInput, Problem

MOST_A_PROCESSOR = 16
"""More threads than that only wait for each other, and an engine that is asked for thousands starts them all."""


def checked_threads(threads: int | None) -> int | None:
    """The number of threads, if so many make sense on this machine; None for as many as there are processors.

    Raises:
        BadInput: None at all, or far more than there are processors.

    Example:
        >>> checked_threads(2)
        2
    """
    most = MOST_A_PROCESSOR * (os.cpu_count() or 1)
    if threads is None or 1 <= threads <= most:
        return threads
    raise BadInput(
        Problem(
            "there is no work without a thread" if threads < 1 else "so many threads would only wait for each other",
            given=str(threads),
            expected=f"1 to {most}, {MOST_A_PROCESSOR} for each processor of this machine",
        )
    )
