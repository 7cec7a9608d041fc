"""The only writer of aggregates."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from django.db import transaction

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
    if (before := KeptAggregates.objects.filter(digest=digest).first()) is not None and folder_of(digest).is_dir():
        return before
    _copy(held, folder_of(digest))
    if before is not None:  # the row came back from a backup without its files, which are there again now
        return before
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
        record(
            by=by,
            verb="population.aggregates_kept",
            subject=row.reference,
            detail={
                "system": manifest.system,
                "title": manifest.title,
                "as_of": manifest.as_of,
                "fictional": manifest.fictional,
                "run_sha256": str(manifest.run.get("summary_sha256", "")),
            },
        )
    return row


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
