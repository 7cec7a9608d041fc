"""Aggregates in a backup: their files go with the row that names them, whole by their hashes or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from commonweal.problems import Problem
from commonweal.site.population.kept import on_the_pages

FOLDER = PurePosixPath("population/aggregates")
"""Where aggregates lie in an installation, each in a folder named by the digest of its manifest."""
MANIFEST = "manifest.json"


def is_whole(folder: Path) -> bool:
    """Whether a folder of aggregates is what its name says: the manifest by its hash, and all files by the manifest.

    Hashes alone are asked, so that aggregates of an earlier contract go with a backup too.

    Args:
        folder: Named by the digest.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file() or _sha256(manifest) != folder.name:
        return False
    try:
        files = json.loads(manifest.read_text("utf-8"))["files"]
        return all(_sha256(folder / PurePosixPath(name).name) == said["sha256"] for name, said in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def broken(home: Path) -> frozenset[str]:
    """Names of the files of aggregates that are not whole, which a backup leaves out.

    Args:
        home: The installation's folder.
    """
    held = home / FOLDER
    folders = [folder for folder in held.iterdir() if folder.is_dir()] if held.is_dir() else []
    return frozenset(
        path.relative_to(home).as_posix() for folder in folders if not is_whole(folder) for path in folder.rglob("*")
    )


def without_files(home: Path) -> tuple[str, ...]:
    """Aggregates with a row and without whole files, in words: the pages pass them over until they are put there again.

    Args:
        home: The installation's folder, or that of the files of a backup.
    """
    return tuple(str(row) for row in on_the_pages() if not is_whole(home / FOLDER / row.digest))


def check_aggregates(folder: Path, file: str) -> Iterator[Problem]:
    """What is wrong with the aggregates in an unpacked backup: files that are not what their row and manifest say.

    A row without any file is no fault of the backup: the installation had lost them. Nor is a folder without a row:
    it was written while the backup was, whose records are of the moment before.

    Args:
        folder: Where it is unpacked.
        file: The backup's name, for messages.
    """
    held = folder / "files" / FOLDER
    for name in sorted(path.name for path in held.iterdir()) if held.is_dir() else []:
        if not is_whole(held / name):
            yield Problem("aggregates in this backup are not what their hash says", file=file, given=name)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
