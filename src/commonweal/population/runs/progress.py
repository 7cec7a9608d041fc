"""A line that says how far long work has come and how long it will take."""

from __future__ import annotations

import sys
import time
from typing import Self, TextIO


class Progress:
    """Parts done of a whole, with the time left, on one line of the terminal, which ends with the work.

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
        self.begun = self.open = False

    def __enter__(self) -> Self:
        """The work begins."""
        return self

    def __exit__(self, *_: object) -> None:
        """What is said after it, also of a fault, stands on a line of its own."""
        if self.open:
            self._write("\n")

    def tell(self, what: str, *, reused: bool = False, parts: int = 1) -> None:
        """Count parts as done, one by default; what was there before tells nothing about the time that is left."""
        self.done += parts
        self.timed += 0 if reused else parts
        self._line(f"{what}, about {self.left:,.0f} s left")

    def begin(self, what: str) -> None:
        """Say which part begins; the one that began before is done."""
        self.done += self.begun
        self.timed += self.begun
        self.begun = True
        self.parts = max(self.parts, self.done + 1)
        self._line(f"{what}{self.left_words}")

    @property
    def left(self) -> float:
        """Seconds left, by the parts timed so far; 0 where none was."""
        return (time.monotonic() - self.started) / self.timed * (self.parts - self.done) if self.timed else 0.0

    @property
    def left_words(self) -> str:
        """The same in words; empty where no part was timed."""
        return f", about {self.left:,.0f} s left" if self.timed else ""

    def _line(self, words: str) -> None:
        if self.wanted:
            last = self.done >= self.parts
            self._write(f"\r{100 * self.done // self.parts:3d}% {words}\033[K" + ("\n" if last else ""))
            self.open = not last

    def _write(self, words: str) -> None:
        self.stream.write(words)
        self.stream.flush()
