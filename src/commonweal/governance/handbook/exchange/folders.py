"""Replacing a folder as a whole: a reader finds the old files or the new ones, never some of each."""

from __future__ import annotations

import ctypes
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from commonweal.problems import BadInput, Problem

_EXCHANGE = 2
_HERE = -100


@contextmanager
def replaced_folder(target: Path, *, keep: Callable[[str], bool]) -> Iterator[Path]:
    """A new folder beside the target, which takes its place when all has gone well; otherwise nothing is changed.

    Args:
        target: The folder; a link to one is followed.
        keep: Given the name of a file in the old folder, says whether it is carried over.

    Raises:
        BadInput: It cannot be written there.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as place:
        ...     for text in ("old", "new"):
        ...         with replaced_folder(Path(place, "book"), keep=lambda name: True) as draft:
        ...             _ = Path(draft, "seats.csv").write_text(text)
        ...     Path(place, "book", "seats.csv").read_text(), os.listdir(place)
        ('new', ['book'])
    """
    final = Path(os.path.realpath(target))
    if final.exists() and not final.is_dir():
        raise BadInput(
            Problem("this is a file, not a folder", file=str(target), do="name a folder, or end it in .xlsx")
        )
    if final.is_dir() and not os.access(final, os.W_OK | os.X_OK):
        raise BadInput(Problem("this folder may not be written to", file=str(target), do="name another"))
    draft = final.with_name(f".{final.name[:100]}.{secrets.token_hex(4)}")
    try:
        draft.mkdir()
    except (OSError, ValueError) as error:
        raise _refusal(target, error) from error
    try:
        yield draft
        if final.is_dir():
            _carry_over(final, draft, keep)
        _put(draft, final)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _carry_over(old: Path, new: Path, keep: Callable[[str], bool]) -> None:
    shutil.copystat(old, new)
    for entry in old.iterdir():
        if (new / entry.name).exists() or not keep(entry.name):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        elif entry.is_file() or entry.is_symlink():
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)


def _put(draft: Path, final: Path) -> None:
    """Give the draft its name; where a folder has it, the two change names in one step, or in two if need be."""
    if not final.exists():
        draft.rename(final)
        return
    if _exchanged(draft, final):
        return
    aside = draft.with_name(draft.name + ".old")
    final.rename(aside)
    try:
        draft.rename(final)
    except OSError:
        aside.rename(final)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _refusal(target: Path, error: OSError | ValueError) -> BadInput:
    reason = getattr(error, "strerror", None) or str(error)
    do = "name a folder inside one that exists and that you may write to"
    return BadInput(Problem(f"the folder cannot be written: {reason}", file=str(target), do=do))
