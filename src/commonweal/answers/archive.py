"""The archive of large data sets: files named by the SHA-256 of their bytes, written once."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput, Problem

_NAME = re.compile(r"^[0-9a-f]{64}$")


class Archive:
    """A folder that holds data sets by hash; what is in it never changes.

    Args:
        folder: Where the files lie; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, or None; a name that is no hash is never looked up."""
        if not _NAME.match(sha256):
            return None
        file = self.folder / sha256
        return file if file.is_file() and _hash(file) == sha256 else None

    def keep(self, file: Path) -> str:
        """Copy a file into the archive, whole or not at all, and return its hash.

        Raises:
            BadInput: The file cannot be read, or it changed while it was copied.
        """
        require_plain_file(file)
        draft: Path | None = None
        try:
            sha256 = _hash(file)
            kept = self.folder / sha256
            if kept.is_file():
                return sha256
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.folder / f".{sha256}.{os.getpid()}"
            with file.open("rb") as given, draft.open("wb") as copy:
                while block := given.read(1 << 20):
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
            if _hash(draft) != sha256:
                raise BadInput(
                    Problem("the file changed while it was being kept", file=str(file), do="run the command again")
                )
            draft.rename(kept)
        except OSError as error:
            raise BadInput(Problem(f"the file cannot be kept: {error.strerror}", file=str(file))) from error
        finally:
            if draft is not None:
                draft.unlink(missing_ok=True)
        return sha256


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
