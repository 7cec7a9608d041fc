"""Proving the handbooks in a backup: the rows that hold now are those whose hash the audit chain noted last."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from commonweal.governance.handbook import Handbook
from commonweal.governance.handbook.canonical import fingerprint
from commonweal.problems import BadInput, Problem
from commonweal.site.audit.models import AuditEvent
from commonweal.site.backups.rows import instances, records
from commonweal.site.governance.models import StoredHandbook, StoredRow
from commonweal.site.governance.records import row_of


@dataclass(frozen=True)
class Noted:
    """What the chain says last of a handbook: after how many changes, and the hash of what it said then."""

    revision: int
    content_sha256: str


def note(event: AuditEvent, handbooks: dict[str, Noted]) -> None:
    """Take in what an event says of a handbook, if it does."""
    if event.verb.startswith("governance.") and '"content_sha256"' in event.detail_json:
        detail = json.loads(event.detail_json)
        handbooks[event.subject] = Noted(int(detail["revision"]), str(detail["content_sha256"]))


def check_handbooks(folder: Path, noted: Mapping[str, Noted], file: str) -> Iterator[Problem]:
    """What is wrong with the handbooks in an unpacked backup.

    Args:
        folder: Where it is unpacked.
        noted: What its audit chain says of each handbook.
        file: The backup's name, for messages.
    """
    revisions: dict[str, int] = {}
    for made in instances(StoredHandbook, records(folder, StoredHandbook._meta.label), file=file):
        kept = cast(StoredHandbook, made)
        revisions[kept.reference] = kept.revision
    held = _rows_that_hold(folder, file)
    for reference in sorted(set(revisions) | set(noted) | set(held)):
        known = noted.get(reference)
        try:
            found = fingerprint(Handbook.of(row_of(row) for row in held.get(reference, ())))
        except (BadInput, ValueError, TypeError, KeyError, AttributeError) as error:
            yield Problem(f"a row of this handbook cannot be read: {error}", file=file, given=reference)
            continue
        if known is None or revisions.get(reference) != known.revision or found != known.content_sha256:
            yield Problem(
                "the handbook in this backup is not what its audit chain says",
                file=file,
                given=f"{reference}, change {revisions.get(reference, 'not known')}, SHA-256 {found}",
                expected=f"change {known.revision}, SHA-256 {known.content_sha256}"
                if known
                else "an event in the chain",
                do="use another backup",
            )


def _rows_that_hold(folder: Path, file: str) -> Mapping[str, list[StoredRow]]:
    found: dict[str, list[StoredRow]] = defaultdict(list)
    for made in instances(StoredRow, records(folder, StoredRow._meta.label), file=file):
        row = cast(StoredRow, made)
        if row.superseded_at is None:
            found[f"handbook:{row.system}"].append(row)
    return found
