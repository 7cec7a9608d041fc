"""Which file a table came from, to the byte."""

from __future__ import annotations

import builtins
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileStamp:
    """The name, SHA-256 and size in bytes of a file as it lies on disk."""

    name: str
    sha256: str
    bytes: int

    @classmethod
    def of(cls, name: str, data: builtins.bytes) -> FileStamp:
        """Stamp some bytes.

        Example:
            >>> FileStamp.of("empty.csv", b"").sha256[:8]
            'e3b0c442'
        """
        return cls(name, hashlib.sha256(data).hexdigest(), len(data))
