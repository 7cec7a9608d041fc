"""Whether a path names a file that may be read: a pipe would be waited on for ever, and a device has no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from commonweal.problems import BadInput, Problem


def require_plain_file(
    path: str | os.PathLike[str], *, label: str = "", most_bytes: int | None = None, what: str = "file"
) -> int:
    """Check a file before it is opened, and give its size in bytes.

    Args:
        path: The file; a link is followed.
        label: Name for messages; by default the path.
        most_bytes: The largest size that is read.
        what: What the file should be, for the message about its size, such as ``receipt``.

    Raises:
        BadInput: There is no such file, or it is a folder, a device, a pipe or too large.

    Example:
        >>> require_plain_file("/dev/null")
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: /dev/null: this is a device or a pipe, not a file. Name a file.
    """
    shown = label or os.fspath(path)
    if not os.fspath(path):
        raise BadInput(Problem("no file is named", do="name one; the name given is empty"))
    try:
        status = Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        given = "" if shown == os.fspath(path) else os.fspath(path)
        raise BadInput(
            Problem("the file does not exist", given=given, file=shown, do="check the name and the folder")
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(Problem(f"the file cannot be read: {reason}", file=shown)) from error
    if stat.S_ISDIR(status.st_mode):
        raise BadInput(Problem("this is a folder, not a file", file=shown, do="name a file inside it"))
    if not stat.S_ISREG(status.st_mode):
        raise BadInput(Problem("this is a device or a pipe, not a file", file=shown, do="name a file"))
    if most_bytes is not None and status.st_size > most_bytes:
        raise BadInput(
            Problem(f"this is too large to be a {what}", file=shown, expected=f"at most {most_bytes:,} bytes")
        )
    return status.st_size
