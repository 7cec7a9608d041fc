"""Restoring from a backup: proved first, then everything or nothing."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

import commonweal
from commonweal.answers import Verdict
from commonweal.home import home
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.alone import alone
from commonweal.site.audit import guards, heads
from commonweal.site.audit.actions import head, record
from commonweal.site.audit.actors import Actor
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import check_stored
from commonweal.site.backups import writing
from commonweal.site.backups.aggregates import without_files
from commonweal.site.backups.manifest import Manifest
from commonweal.site.backups.opening import LARGEST_BYTES, unpack
from commonweal.site.backups.proving import prove
from commonweal.site.backups.rows import ROWS_AT_ONCE, instances, models_to_keep, records


@dataclass(frozen=True)
class Restored:
    """What was restored, and where a backup of what stood there before lies, if anything did.

    ``lacking`` names aggregates that came back as a record without files.
    """

    manifest: Manifest
    before: Path | None
    lacking: tuple[str, ...] = ()


def check(file: Path, *, largest_bytes: int = LARGEST_BYTES) -> Manifest:
    """Prove a backup without restoring it.

    Raises:
        BadInput: It cannot be restored here; every reason that could be found is told.
    """
    with tempfile.TemporaryDirectory(dir=home(), prefix=".restore-") as folder:
        return _proved(file, Path(folder), largest_bytes)


def restore(file: Path, *, by: Actor, force: bool = False, largest_bytes: int = LARGEST_BYTES) -> Restored:
    """Put the installation back to what a backup holds.

    Nothing is touched until every hash, the audit chain, the receipts and the archives are proved. Then the records are
    replaced in one transaction and the files beside them; when anything fails, both stay as they were. What stood there
    before is backed up first.

    Args:
        file: The backup.
        by: Who asks.
        force: Whether to replace an installation that is in use.
        largest_bytes: How much the backup may hold, unpacked.

    Raises:
        PermissionDenied: The actor may not.
        BadInput: The backup does not hold, is of another version, or the installation is in use.
    """
    require(by, Permission.RESTORE)
    with alone("restore"), tempfile.TemporaryDirectory(dir=home(), prefix=".restore-") as made:
        folder = Path(made)
        manifest = _proved(file, folder, largest_bytes)
        before = _put_aside(by, force=force)
        files = _FileSwap(folder)
        try:
            with transaction.atomic():
                transaction.on_commit(files.settle)
                _replace_records(folder, manifest, by)
                files.swap()
        except BaseException as fault:
            files.undo()
            if isinstance(fault, DatabaseError):
                raise BadInput(Problem(f"the database refused the records: {fault}", file=file.name)) from fault
            raise
    return Restored(manifest, before, without_files(home()))


def _proved(file: Path, folder: Path, largest_bytes: int) -> Manifest:
    manifest = unpack(file, folder, largest_bytes=largest_bytes)
    _check_version(manifest, file)
    prove(folder, manifest, file=file.name)
    return manifest


def _check_version(manifest: Manifest, file: Path) -> None:
    here, theirs = set(writing.our_migrations()), set(manifest.migrations)
    if here == theirs:
        return
    newer = theirs - here
    raise BadInput(
        Problem(
            f"this backup was written by {'a newer' if newer else 'an older'} version of Commonweal",
            file=file.name,
            given=f"{manifest.commonweal}; here is {commonweal.__version__}",
            do=f"install Commonweal {manifest.commonweal}, restore, then upgrade",
        )
    )


def _put_aside(by: Actor, *, force: bool) -> Path | None:
    if not AuditEvent.objects.exists() and not User.objects.exists():
        return None
    if not force:
        raise BadInput(
            Problem(
                "this installation is in use, and a restore replaces all that it holds",
                do="restore into an empty COMMONWEAL_HOME; or give --force, and what is here is backed up first",
            )
        )
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    for number in itertools.count():
        file = home() / f"before-restore-{moment}{f'-{number}' if number else ''}.zip"
        if not file.exists():
            return writing.write(file, by=by).file
    raise AssertionError("unreachable")


def _replace_records(folder: Path, manifest: Manifest, by: Actor) -> None:
    previous = head()
    keeping = models_to_keep()
    guards.take_down()
    for model in reversed(keeping):
        # The rows, without asking the models: they refuse, rightly, in every other place.
        models.QuerySet(model)._raw_delete(connection.alias)
    for model in keeping:
        rows = instances(model, records(folder, model._meta.label), file=model._meta.label)
        while held := list(itertools.islice(rows, ROWS_AT_ONCE)):
            model._base_manager.bulk_create(held)
    _mend_number_series(keeping)
    guards.set_up()
    found = check_stored(connection.alias)
    if found.verdict is not Verdict.PASS or head() != manifest.audit_head:
        raise BadInput(
            "the audit chain did not come out of the database as it stands in the backup; nothing was changed"
        )
    # The kept head of what stood here before is of another chain: it is replaced, and the event says by what.
    transaction.on_commit(lambda: heads.replace(manifest.audit_head), robust=True)
    record(
        by=by,
        verb="installation.restored",
        subject=f"head:{manifest.audit_head}",
        detail={"backup_made_at": manifest.made_at, "head_before": str(previous), "by_version": commonweal.__version__},
    )


def _mend_number_series(keeping: list[type[models.Model]]) -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), keeping)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class _FileSwap:
    """Puts the files of a backup in place, and can put back what stood there."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that the backup was unpacked into."""
        self._new = folder / "files"
        self._old = folder / "replaced"
        self._done: list[tuple[Path, Path | None]] = []

    def swap(self) -> None:
        """Move each file of the backup into the installation's folder."""
        for source in sorted(self._new.rglob("*")) if self._new.is_dir() else []:
            if not source.is_file():
                continue
            name = source.relative_to(self._new)
            target, aside = home() / name, self._old / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            old: Path | None = None
            if target.exists():
                aside.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(target, aside)
                old = aside
            self._done.append((target, old))
            shutil.move(source, target)

    def settle(self) -> None:
        """The records are committed: from here on nothing is put back."""
        self._done.clear()

    def undo(self) -> None:
        """Put everything back as it was."""
        for target, old in reversed(self._done):
            target.unlink(missing_ok=True)
            if old is not None:
                shutil.move(old, target)
        self._done.clear()
