"""Opening a backup that nobody vouches for: sizes, names and hashes are checked before anything is believed."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from pathlib import Path

from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.backups.manifest import MOST_BYTES, NAME, Manifest, Part

LARGEST_BYTES = 50 * 1024**3
MOST_PARTS = 200_000
_BLOCK = 1 << 20


def unpack(file: Path, into: Path, *, largest_bytes: int = LARGEST_BYTES) -> Manifest:
    """Unpack a backup into an empty folder, each part compared with its size and hash.

    Args:
        file: The backup.
        into: The folder; it is filled with files that only their owner may read.
        largest_bytes: How much it may hold, unpacked.

    Returns:
        The manifest.

    Raises:
        BadInput: It is no backup, holds anything that its manifest does not name, holds less, or holds it changed.
    """
    if not file.is_file():
        what = "this is a folder, not a backup" if file.is_dir() else "there is no such file"
        raise BadInput(Problem(what, file=str(file), expected="a file that `commonweal backup` wrote"))
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file)
            _check_entries(archive, manifest, file)
            _check_size(manifest, into, largest_bytes, file)
            for part in manifest.parts:
                _copy(archive, part, into, file)
    except zipfile.BadZipFile as error:
        raise BadInput(
            Problem(
                "this is not a backup, or it is cut short",
                file=file.name,
                expected="a file that `commonweal backup` wrote",
                do="copy it again from where it is kept",
            )
        ) from error
    except (OSError, EOFError, NotImplementedError, RuntimeError, zipfile.LargeZipFile) as error:
        raise BadInput(Problem(f"the backup cannot be read: {error}", file=file.name)) from error
    except Exception as error:
        # zlib's own errors share no base with the rest.
        if type(error).__module__ != "zlib":
            raise
        raise BadInput(Problem(f"the backup is damaged: {error}", file=file.name)) from error
    return manifest


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise BadInput(Problem(f"this backup holds more than {MOST_PARTS:,} parts", file=file.name))
    named = [entry for entry in entries if entry.filename == NAME]
    if len(named) != 1:
        raise BadInput(
            Problem(
                "this is a zip file, but not a backup", file=file.name, expected="a file that `commonweal backup` wrote"
            )
        )
    if named[0].file_size > MOST_BYTES:
        raise BadInput(Problem("the manifest of this backup is too large to be one", file=file.name))
    with archive.open(named[0]) as stream:
        return Manifest.from_bytes(stream.read(MOST_BYTES + 1), file=file.name)


def _check_entries(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    problems = Problems()
    held = [entry for entry in archive.infolist() if entry.filename != NAME]
    sizes = {part.name: part.size for part in manifest.parts}
    for entry in held:
        if entry.filename not in sizes:
            problems.add(
                "this backup holds a part that its manifest does not name", file=file.name, given=entry.filename
            )
        elif stat.S_ISLNK(entry.external_attr >> 16) or entry.is_dir():
            problems.add("this part of the backup is no plain file", file=file.name, given=entry.filename)
        elif entry.flag_bits & 0x1:
            problems.add("this part of the backup is encrypted", file=file.name, given=entry.filename)
        elif entry.file_size != sizes[entry.filename]:
            problems.add(
                "this part of the backup has another size than its manifest says", file=file.name, given=entry.filename
            )
    names = [entry.filename for entry in held]
    for name in sorted(set(sizes) - set(names)):
        problems.add("this part is missing from the backup", file=file.name, given=name)
    if len(set(names)) != len(names):
        problems.add("this backup holds a part twice", file=file.name)
    problems.raise_if_any()


def _check_size(manifest: Manifest, into: Path, largest_bytes: int, file: Path) -> None:
    if manifest.size > largest_bytes:
        raise BadInput(
            Problem(
                f"this backup would unpack to {manifest.size:,} bytes",
                file=file.name,
                expected=f"at most {largest_bytes:,}",
                do="allow more with --most-gigabytes, if you trust where it comes from",
            )
        )
    free = shutil.disk_usage(into).free
    if manifest.size > free:
        raise BadInput(
            Problem(f"this backup needs {manifest.size:,} bytes and {free:,} are free", file=file.name, do="make room")
        )


def _copy(archive: zipfile.ZipFile, part: Part, into: Path, file: Path) -> None:
    target = into / part.name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as copy, archive.open(part.name) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            # What is packed can lie about its size; no more is ever written than the manifest allows.
            if size > part.size:
                break
            digest.update(block)
            copy.write(block)
    if size != part.size or digest.hexdigest() != part.sha256:
        raise BadInput(
            Problem(
                "this part of the backup was changed",
                file=file.name,
                given=part.name,
                do="copy it again, or use another",
            )
        )
