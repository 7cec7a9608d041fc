"""Writing a backup while the site runs."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

import commonweal
from commonweal.home import home
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.actions import head, record
from commonweal.site.audit.actors import Actor
from commonweal.site.backups.aggregates import broken, without_files
from commonweal.site.backups.manifest import NAME, Manifest, Part
from commonweal.site.backups.rows import lines, models_to_keep

_BLOCK = 1 << 20
# Records are written as rows; the head of the chain stands in the manifest; demonstrations are apart.
_LEFT_OUT = (
    "commonweal.sqlite3",
    "test.sqlite3",
    "audit-head.json",
    "demonstration",
    "population-demonstration",
    "before-restore-",
)


@dataclass(frozen=True)
class Written:
    """A backup that was written and read again: its file, what it holds, and the hash of its manifest.

    ``lacking`` names aggregates whose files were lost or changed here, so that the backup holds only their record.
    """

    file: Path
    manifest: Manifest
    digest: str
    lacking: tuple[str, ...] = ()


def write(file: Path, *, by: Actor) -> Written:
    """Write a backup of this installation: its records, keys and archives.

    The records are read in one snapshot, so that the site may go on writing. Archives are copied after it: they are
    written before the records that name them and never change, so that none can be missing.

    Args:
        file: The file to write; it must not exist. It holds the keys of the installation: guard it as you guard them.
        by: Who asks.

    Raises:
        PermissionDenied: The actor may not.
        BadInput: The file exists, or cannot be written.
    """
    require(by, Permission.BACK_UP)
    _check_target(file)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        manifest = _write(draft, apart_from={draft.resolve(), file.resolve()})
        digest = _read_again(draft, manifest)
        if file.exists():
            raise _exists(file)
        draft.rename(file)
    except OSError as error:
        raise BadInput(Problem(f"the backup cannot be written: {error.strerror or error}", file=str(file))) from error
    finally:
        draft.unlink(missing_ok=True)
    with transaction.atomic():
        record(
            by=by,
            verb="installation.backed_up",
            subject=f"backup:{digest}",
            detail={"head": str(manifest.audit_head), "bytes": file.stat().st_size},
        )
    return Written(file, manifest, digest, without_files(home()))


def _check_target(file: Path) -> None:
    if file.exists():
        raise _exists(file)
    if not file.parent.is_dir():
        raise BadInput(Problem("the folder of the backup does not exist", file=str(file.parent), do="make it first"))


def _exists(file: Path) -> BadInput:
    return BadInput(
        Problem("this file exists already", file=str(file), do="name another: a backup is never overwritten")
    )


def _write(draft: Path, *, apart_from: set[Path]) -> Manifest:
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    parts: list[Part] = []
    with os.fdopen(handle, "w+b") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        with _snapshot():
            chain_head = head()
            migrations = our_migrations()
            parts += [
                _add(archive, f"records/{model._meta.label_lower}.jsonl", lines(model), count=True)
                for model in models_to_keep()
            ]
        left_out = broken(home())
        for path, name in _state_files():
            if path.resolve() not in apart_from and name not in left_out:
                parts.append(_add(archive, f"files/{name}", _blocks(path), count=False))
        manifest = Manifest(
            commonweal.__version__,
            datetime.now(UTC).isoformat(timespec="seconds"),
            connection.vendor,
            migrations,
            chain_head,
            tuple(parts),
        )
        archive.writestr(NAME, manifest.to_bytes())
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def our_migrations() -> tuple[str, ...]:
    """The migrations of our rooms that have been applied, as ``room/name``; Django's own follow Django's version."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("commonweal.")}
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}/{name}" for app, name in applied if app in ours))


@contextlib.contextmanager
def _snapshot() -> Iterator[None]:
    """Read everything as of one moment, without keeping writers out."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    # Django's own transactions take SQLite's write lock when they begin; a plain BEGIN only reads.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _state_files() -> Iterator[tuple[Path, str]]:
    folder = home()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(piece.startswith(".") for piece in name.split("/"))
        if path.is_file() and not path.is_symlink() and not hidden and not name.startswith(_LEFT_OUT):
            yield path, name


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _add(archive: zipfile.ZipFile, name: str, blocks: Iterable[bytes], *, count: bool) -> Part:
    digest, size, number = hashlib.sha256(), 0, 0
    with archive.open(
        zipfile.ZipInfo(name, date_time=datetime.now(UTC).timetuple()[:6]), "w", force_zip64=True
    ) as entry:
        for block in blocks:
            entry.write(block)
            digest.update(block)
            size += len(block)
            number += 1
    return Part(name, size, digest.hexdigest(), number if count else None)


def _read_again(draft: Path, manifest: Manifest) -> str:
    """Read what was written from the disk: a backup that cannot be read is worse than none."""
    with zipfile.ZipFile(draft) as archive:
        damaged = archive.testzip()
        if damaged is not None:
            raise OSError(f"{damaged} could not be read again")
        return hashlib.sha256(archive.read(NAME)).hexdigest()
