"""Files that people send in: bounded, and read through a place of their own that is gone when the answer is."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from commonweal.problems import BadInput, Problem

_Read = TypeVar("_Read")
_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".csv.gz")


def uploaded(sent: Any, read: Callable[[Path], _Read], most_bytes: int) -> _Read:
    """Read a file that was sent, by its own name, and leave nothing of it behind.

    Args:
        sent: The file as Django holds it.
        read: A reader of the library, which refuses what cannot be used with every problem.
        most_bytes: The largest size that is read at all.

    Raises:
        BadInput: It is empty, too large or of another kind, or the reader refuses it.
    """
    name = Path(str(sent.name)).name[:120] or "file"
    if not name.lower().endswith(_ENDINGS):
        raise BadInput(
            Problem("this kind of file cannot be read", file=name, expected="a CSV file or an Excel workbook (.xlsx)")
        )
    if sent.size > most_bytes:
        raise BadInput(
            Problem(
                "the file is too large",
                file=name,
                given=f"{sent.size / 1_048_576:,.1f} MB",
                expected=f"at most {most_bytes // 1_048_576} MB",
            )
        )
    if not sent.size:
        raise BadInput(Problem("the file is empty", file=name, do="choose another file"))
    with tempfile.TemporaryDirectory(prefix="commonweal-") as folder:
        path = Path(folder) / name
        with path.open("wb") as kept:
            for block in sent.chunks():
                kept.write(block)
        return read(path)
