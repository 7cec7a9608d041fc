"""A line that says how far long work has come and how long it will take."""

from __future__ import annotations

import sys
import time
from typing import TextIO


class Progress:
    """Parts done of a whole, with the time left, on one line of the terminal.

    Args:
        parts: How many parts there are.
        wanted: Write the line; by default only where the stream is a terminal.
        stream: Where it is written.
    """

    def __init__(self, parts: int, wanted: bool | None = None, stream: TextIO | None = None) -> None:
        """Begin the clock."""
        self.parts, self.stream = parts, stream or sys.stderr
        self.wanted = self.stream.isatty() if wanted is None else wanted
        self.started = time.monotonic()
        self.done = self.timed = 0

    def tell(self, what: str, *, reused: bool = False, parts: int = 1) -> None:
        """Count parts as done, one by default; what was there before tells nothing about the time that is left."""
        self.done += parts
        self.timed += 0 if reused else parts
        if not self.wanted:
            return
        left = (time.monotonic() - self.started) / self.timed * (self.parts - self.done) if self.timed else 0.0
        share = f"{100 * self.done // self.parts:3d}%"
        self.stream.write(
            f"\r{share} {what}, about {left:,.0f} s left\033[K" + ("\n" if self.done >= self.parts else "")
        )
        self.stream.flush()
