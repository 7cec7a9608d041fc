"""The only writer of aggregates: keeps them, and takes them down."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.population.aggregates.contract import MANIFEST
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import Reach, require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor
from commonweal.site.population.kept import folder_of
from commonweal.site.population.models import KeptAggregates


def keep_aggregates(*, by: Actor, folder: Path) -> KeptAggregates:
    """Put a folder of aggregates on the population pages.

    The tables are checked against their manifest, copied into the installation under the digest of the manifest, and
    entered with the audit event in one transaction. The same aggregates are kept once.

    Args:
        by: Who does so.
        folder: The folder of aggregates.

    Raises:
        PermissionDenied: The actor may not do so for this system.
        BadInput: The folder is not whole, or the copy cannot be written.
    """
    held = read_aggregates(folder)
    manifest = held.manifest
    require(by, Permission.KEEP_AGGREGATES, Reach(manifest.system))
    digest = manifest.digest
    run = str(manifest.run.get("summary_sha256", ""))
    before = KeptAggregates.objects.filter(digest=digest).first()
    if before is not None and before.taken_down_at is None and folder_of(digest).is_dir():
        return before
    _copy(held, folder_of(digest))
    if before is not None:
        # The row came back from a backup without its files, which are there again now; or is put up anew.
        return before if before.taken_down_at is None else _put_up_again(before, by, run)
    row = KeptAggregates(
        digest=digest,
        system=manifest.system,
        title=manifest.title,
        fictional=manifest.fictional,
        as_of=date.fromisoformat(manifest.as_of),
        organisation_code=manifest.system,
        kept_by=by.reference,
    )
    with transaction.atomic():
        row.save()
        _record_kept(row, by, run)
    return row


def take_down_aggregates(*, by: Actor, digest: str) -> KeptAggregates:
    """Take aggregates off the population pages; their files go, and that they stood there stays on record.

    The pages of the system then show what was kept before, if anything was.

    Args:
        by: Who does so.
        digest: Of the aggregates.

    Raises:
        PermissionDenied: The actor may not do so for this system.
        BadInput: None of this digest stand on the pages, or their files cannot be removed.
    """
    row = KeptAggregates.objects.filter(digest=digest, taken_down_at=None).first()
    if row is None:
        raise BadInput(
            Problem(
                "no aggregates of this digest stand on the pages", given=digest,
                do="`commonweal population publish` lists those that do",
            )
        )  # fmt: skip
    require(by, Permission.KEEP_AGGREGATES, Reach(row.system))
    with transaction.atomic():
        KeptAggregates.objects.filter(pk=digest).update(taken_down_at=timezone.now(), taken_down_by=by.reference)
        record(
            by=by,
            verb="population.aggregates_taken_down",
            subject=row.reference,
            detail={"system": row.system, "title": row.title, "as_of": row.as_of.isoformat()},
        )
    try:
        shutil.rmtree(folder_of(digest))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise BadInput(
            Problem(
                f"the aggregates are off the pages, but their files could not be removed: {error.strerror}",
                file=str(folder_of(digest)), do="remove the folder by hand",
            )
        ) from error  # fmt: skip
    row.refresh_from_db()
    return row


def _put_up_again(row: KeptAggregates, by: Actor, run: str) -> KeptAggregates:
    with transaction.atomic():
        KeptAggregates.objects.filter(pk=row.pk).update(
            kept_at=timezone.now(), kept_by=by.reference, taken_down_at=None, taken_down_by=""
        )
        row.refresh_from_db()
        _record_kept(row, by, run)
    return row


def _record_kept(row: KeptAggregates, by: Actor, run: str) -> None:
    record(
        by=by,
        verb="population.aggregates_kept",
        subject=row.reference,
        detail={
            "system": row.system,
            "title": row.title,
            "as_of": row.as_of.isoformat(),
            "fictional": row.fictional,
            "run_sha256": run,
        },
    )


def _copy(held: PopulationAggregates, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        work = Path(tempfile.mkdtemp(prefix=".aggregates-", dir=target.parent))
    except OSError as error:
        raise BadInput(Problem(f"the aggregates cannot be kept: {error.strerror}", file=str(target.parent))) from error
    try:
        for name in (MANIFEST, *held.manifest.files):
            shutil.copyfile(held.folder / name, work / name)
            with (work / name).open("rb") as file:
                os.fsync(file.fileno())
        if read_aggregates(work).manifest.digest != held.manifest.digest:
            raise BadInput(Problem("the aggregates changed while they were copied", file=str(held.folder)))
        if not target.exists():
            work.replace(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
