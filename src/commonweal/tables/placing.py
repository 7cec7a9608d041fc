"""Putting a finished file in its place: whole or not at all, and with a clear word when it cannot be put there."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from commonweal.problems import BadInput, Problem


@contextmanager
def placed(target: str | os.PathLike[str], *, replace: bool = True) -> Iterator[IO[bytes]]:
    """A stream of bytes that becomes the file when all has gone well; otherwise nothing is left behind.

    A stream such as ``/dev/stdout`` is written to directly, since it cannot be replaced.

    Args:
        target: Path of the file; a link is followed.
        replace: Whether a file that is there already may be replaced.

    Raises:
        BadInput: The file cannot be written there, or is there already and may not be replaced.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with placed(Path(folder) / "out.csv") as stream:
        ...         _ = stream.write(b"a,b")
        ...     (Path(folder) / "out.csv").read_bytes()
        b'a,b'
    """
    known = None
    try:
        path = Path(os.path.realpath(target))  # unlike resolve(), it does not mind a circle of links: opening will
        known = path.stat()
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise _refusal(target, error) from error
    if known is not None and not stat.S_ISREG(known.st_mode):
        if stat.S_ISDIR(known.st_mode):
            raise BadInput(Problem("this is a folder", file=str(target), do="name a file inside it"))
        with _directly(path, target) as stream:
            yield stream
        return
    if known is not None and not replace:
        raise BadInput(Problem("this file exists already", file=str(target), do="name another"))
    if known is not None and not os.access(path, os.W_OK):
        raise BadInput(Problem("this file may not be written to", file=str(target), do="name another file"))
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if known is None else known.st_mode & 0o777)
    except (OSError, ValueError) as error:
        raise _refusal(target, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        if replace:
            draft.replace(path)
        else:
            _link(draft, path, target)
    except OSError as error:
        raise _refusal(target, error) from error
    finally:
        draft.unlink(missing_ok=True)


def require_place(target: str | os.PathLike[str]) -> None:
    """Ask, before long work, whether its result can be written: the folder is there and open to us.

    Raises:
        BadInput: It cannot, with what to do.

    Example:
        >>> require_place("/no/such/folder/need.csv")
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: /no/such/folder/need.csv: the file cannot be written: ...
    """
    path = Path(os.path.realpath(target))
    try:
        if path.is_dir():
            raise BadInput(Problem("this is a folder", file=str(target), do="name a file inside it"))
        if not path.exists() and not stat.S_ISDIR(path.parent.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        raise _refusal(target, error) from error


def _link(draft: Path, path: Path, target: str | os.PathLike[str]) -> None:
    """Give a finished file its name, unless another has taken it meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise BadInput(Problem("this file exists already", file=str(target), do="name another")) from None
    except OSError:  # some file systems have no links
        draft.rename(path)


@contextmanager
def _directly(path: Path, target: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    try:
        # A pipe that nobody reads would hold the opening up for ever; without waiting, it is refused.
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
        with suppress(OSError, AttributeError):
            os.set_blocking(handle, True)
    except OSError as error:
        raise _refusal(target, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
    except BrokenPipeError:  # whoever read has had enough, which is no fault
        raise
    except OSError as error:
        raise _refusal(target, error) from error


def _refusal(target: str | os.PathLike[str], error: OSError | ValueError) -> BadInput:
    reason = getattr(error, "strerror", None) or str(error)
    folder = Path(target).parent
    do = "name a file in a folder that exists and that you may write to"
    if isinstance(error, FileNotFoundError):
        do = f"make the folder {folder} first, or name another"
    return BadInput(Problem(f"the file cannot be written: {reason}", file=str(target), do=do))
