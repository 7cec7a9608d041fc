"""The first page of a backup: what it holds, with the hash of each part, and where the audit chain stood."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commonweal.problems import BadInput, Problem
from commonweal.site.audit.chain import Head

FORMAT = "commonweal-backup/1"
NAME = "manifest.json"
MOST_BYTES = 20_000_000
_SHA256 = re.compile(r"^[0-9a-f]{64}$")
_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True)
class Part:
    """A file in the backup."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Args:
        commonweal: The version that wrote it.
        made_at: When, in ISO form.
        database: The kind of database that it was written from.
        migrations: The migrations that had been applied, as ``room/name``.
        audit_head: Where the audit chain stood.
        parts: Every file.
    """

    commonweal: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    audit_head: Head
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """How many bytes all parts take, unpacked."""
        return sum(part.size for part in self.parts)

    def to_bytes(self) -> bytes:
        """The manifest as a file."""
        content = {
            "format": FORMAT,
            "commonweal": self.commonweal,
            "made_at": self.made_at,
            "database": self.database,
            "migrations": list(self.migrations),
            "audit_head": str(self.audit_head),
            "parts": [vars(part) for part in self.parts],
        }
        return json.dumps(content, indent=1).encode("utf-8")

    @classmethod
    def from_bytes(cls, given: bytes, *, file: str) -> Manifest:
        """Read a manifest without believing it.

        Raises:
            BadInput: It is no manifest, is of a format that is not known, or names a part that may not be written.
        """
        try:
            content: Mapping[str, Any] = json.loads(given)
            if content["format"] != FORMAT:
                raise BadInput(
                    Problem(
                        "this backup has a format that is not known",
                        file=file,
                        given=str(content["format"]),
                        expected=FORMAT,
                        do="restore it with the version of Commonweal that wrote it",
                    )
                )
            parts = tuple(
                Part(str(part["name"]), int(part["size"]), str(part["sha256"]), part["rows"])
                for part in content["parts"]
            )
            read = cls(
                str(content["commonweal"]),
                str(content["made_at"]),
                str(content["database"]),
                tuple(str(name) for name in content["migrations"]),
                Head.parse(str(content["audit_head"])),
                parts,
            )
        except BadInput:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadInput(Problem("the manifest of this backup cannot be read", file=file)) from error
        for part in parts:
            _check(part, file)
        if len({part.name.casefold() for part in parts}) != len(parts):
            raise BadInput(Problem("the manifest of this backup names a part twice", file=file))
        return read


def _check(part: Part, file: str) -> None:
    path = PurePosixPath(part.name)
    safe = (
        part.name == str(path)
        and not path.is_absolute()
        and len(path.parts) > 1
        and path.parts[0] in ("records", "files")
        and all(piece not in ("", ".", "..") and not _DRIVE.match(piece) for piece in path.parts)
        and not set(part.name) & set('\\\0:*?"<>|\n\r')
    )
    if not safe:
        raise BadInput(
            Problem("this backup names a part that would be written outside its folder", file=file, given=part.name)
        )
    if part.size < 0 or not _SHA256.match(part.sha256) or not isinstance(part.rows, int | None):
        raise BadInput(
            Problem("the manifest of this backup does not say what this part is", file=file, given=part.name)
        )
