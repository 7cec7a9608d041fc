"""Proving what a backup holds, from its unpacked parts alone: chain, receipts, handbooks, data sets, aggregates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from commonweal.answers import Registry, SigningKey, Verdict, verify
from commonweal.answers.keys import KEY_FILE
from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.audit.actions import RECEIPT_ISSUED
from commonweal.site.audit.chain import Link
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import check_chain
from commonweal.site.backups.aggregates import check_aggregates
from commonweal.site.backups.handbooks import Noted, check_handbooks, note
from commonweal.site.backups.manifest import Manifest
from commonweal.site.backups.rows import instances, models_to_keep, records
from commonweal.site.receipts.models import KeptReceipt

_MOST_TOLD = 20


def prove(folder: Path, manifest: Manifest, *, file: str) -> None:
    """Check everything that can be checked before the installation is touched.

    Raises:
        BadInput: A record cannot be read, the audit chain is broken or ends elsewhere than the manifest says, a receipt
            does not hold, a handbook is not what the chain says, or an archive or aggregates are not what their name
            says. Everything found is told.
    """
    problems = Problems()
    _records_can_be_read(folder, manifest, problems, file)
    problems.raise_if_any()
    registered, handbooks = _chain(folder, manifest, problems, file)
    _receipts(folder, registered, problems, file)
    problems.extend(check_handbooks(folder, handbooks, file))
    _archives(folder, problems, file)
    problems.extend(check_aggregates(folder, file))
    problems.raise_if_any()


def _records_can_be_read(folder: Path, manifest: Manifest, problems: Problems, file: str) -> None:
    known = {f"records/{model._meta.label_lower}.jsonl": model for model in models_to_keep()}
    for part in manifest.parts:
        if not part.name.startswith("records/"):
            continue
        model = known.get(part.name)
        if model is None:
            problems.add(
                "this backup holds records of a kind that this version does not know", file=file, given=part.name
            )
            continue
        count = sum(1 for _ in instances(model, records(folder, model._meta.label), file=f"{file}, {part.name}"))
        if count != part.rows:
            problems.add(
                f"this part has {count:,} records and should have {part.rows or 0:,}", file=file, given=part.name
            )
    for name in sorted(set(known) - {part.name for part in manifest.parts}):
        problems.add("this backup lacks records of a kind that this version keeps", file=file, given=name)


def _chain(folder: Path, manifest: Manifest, problems: Problems, file: str) -> tuple[set[str], dict[str, Noted]]:
    """Walk along the chain: the receipts that it registers, and what it says last of each handbook."""
    registered: set[str] = set()
    handbooks: dict[str, Noted] = {}

    def walk() -> Iterator[tuple[Link, str]]:
        for made in instances(AuditEvent, records(folder, AuditEvent._meta.label), file=file):
            event = cast(AuditEvent, made)
            if event.verb == RECEIPT_ISSUED:
                registered.add(event.subject.removeprefix("receipt:"))
            note(event, handbooks)
            yield event.link(), event.hash

    found = check_chain(walk())
    for finding in found.findings[:_MOST_TOLD]:
        problems.add(f"the audit chain in this backup is broken: {finding}", file=file)
    if found.head != manifest.audit_head:
        problems.add(
            "the audit chain in this backup does not end where its manifest says",
            file=file,
            given=str(found.head),
            expected=str(manifest.audit_head),
        )
    return registered, handbooks


def _receipts(folder: Path, registered: set[str], problems: Problems, file: str) -> None:
    try:
        known = frozenset({SigningKey.of_installation(folder / "files").public}) if _has_key(folder) else frozenset()
    except BadInput as error:
        problems.extend(error.problems)
        return
    faults: list[Problem] = []
    for made in instances(KeptReceipt, records(folder, KeptReceipt._meta.label), file=file):
        kept = cast(KeptReceipt, made)
        try:
            receipt = kept.receipt
        except BadInput as error:
            faults += error.problems
            continue
        # Without calculations nothing is replayed: whether an old answer can still be worked out is another question.
        proof = verify(
            receipt, known_keys=known, is_registered=lambda digest: digest in registered, registry=Registry()
        )
        if receipt.digest != kept.digest:
            faults.append(Problem("a receipt is kept under another's digest", file=file, given=kept.digest))
        faults += [
            Problem(f"a receipt does not hold: {finding.sentence}", file=file, given=kept.digest)
            for finding in (proof.intact, proof.registered)
            if finding.verdict is not Verdict.PASS
        ]
    problems.extend(faults[:_MOST_TOLD])
    if len(faults) > _MOST_TOLD:
        problems.add(f"{len(faults) - _MOST_TOLD:,} more faults of receipts", file=file)


def _has_key(folder: Path) -> bool:
    # Asked first, because asking for the key of an installation that has none makes one.
    return (folder / "files" / KEY_FILE).is_file()


def _archives(folder: Path, problems: Problems, file: str) -> None:
    archive = folder / "files" / "archive"
    for path in sorted(archive.glob("*")) if archive.is_dir() else []:
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != path.name:
                problems.add("a data set in the archive is not what its name says", file=file, given=path.name)
